//! Makes statements of several parties, and reads balances as a table.

use crate::{Account, Content, Said, Standing, Views, order};
use model::*;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;
use units::{Digest, Grams, Interval, Millilitres, Moment, PublicKey, Quantity, SealKey, Unit};

pub(super) const DAY: i64 = 86_400;

/// Any identifier, from its text.
pub(super) fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(super) fn text(words: &str) -> Text {
    Text::new(words).unwrap()
}

fn names(words: &str) -> Names {
    Names { en: text(words), fr: text(words), ar: text(words) }
}

/// So many hours after the story begins.
pub(super) fn hour(hours: i64) -> Moment {
    Moment::from_seconds(1_360_000_000 - 1_360_000_000 % DAY).plus_seconds(hours * 3600)
}

pub(super) fn count(quantity: u64) -> Quantity {
    Quantity::new(quantity).unwrap()
}

/// A line as `item`, `item/lot`, or with pieces as `item:A,B`.
pub(super) fn line(goods: &str, quantity: u64) -> Line {
    let (goods, serials) = goods.split_once(':').unwrap_or((goods, ""));
    let (item, lot) = goods.split_once('/').map_or((goods, None), |(item, lot)| (item, Some(lot)));
    let serials = serials.split(',').filter(|serial| !serial.is_empty()).map(id).collect();
    Line { item: id(item), quantity: count(quantity), lot: lot.map(id), serials }
}

/// The receiver's count of a line.
pub(super) fn counted(goods: &str, quantity: u64, reason: Option<DifferenceReason>) -> CountLine {
    let Line { item, quantity, lot, serials } = line(goods, quantity);
    CountLine { item, counted: quantity, lot, serials, reason, note: None, photo: None }
}

/// A digest that says nothing about the number it comes from.
pub(super) fn digest(number: u64) -> Digest {
    let mut bytes = [0; 32];
    let mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bytes[..8].copy_from_slice(&(mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9).to_be_bytes());
    Digest::new(bytes)
}

/// Several parties talking; each has seen all that was said before, unless told otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) said: Vec<Said>,
    sizes: BTreeMap<String, u64>,
    hours: i64,
}

impl Story {
    /// Hours after the beginning at which the next is said.
    pub(super) fn at(&mut self, hours: i64) -> &mut Self {
        self.hours = hours;
        self
    }

    pub(super) fn say(&mut self, party: &str, body: Body) -> Reference {
        let others = self.sizes.iter().filter(|(other, _)| *other != party);
        let seen = others.map(|(other, size)| head(other, *size)).collect();
        self.say_seeing(party, seen, Vec::new(), body)
    }

    pub(super) fn say_seeing(&mut self, party: &str, seen: Vec<Head>, cites: Vec<Reference>, body: Body) -> Reference {
        let size = self.sizes.entry(party.to_owned()).or_default();
        let index = *size;
        *size += 1;
        let statement = Statement {
            schema: SCHEMA,
            party: id(party),
            officer: id("officer"),
            occurred: hour(self.hours),
            stated: hour(self.hours),
            seen,
            references: cites,
            audience: Audience::Everyone,
            body,
            field_audience: None,
        };
        let said = Said {
            origin: id(&format!("{party}/log")),
            party: id(party),
            index,
            leaf: digest(self.said.len() as u64),
            known: hour(self.hours),
            content: Content::Known(Box::new(statement)),
            standing: Standing::Sound,
        };
        let reference = said.reference();
        self.said.push(said);
        reference
    }

    pub(super) fn views(&self) -> Views {
        Views::fold(&order(self.said.clone()))
    }

    /// The findings, by the number of the statement in the story.
    pub(super) fn findings(&self) -> Vec<String> {
        let place = |by: &Reference| self.said.iter().position(|said| &said.reference() == by).unwrap();
        self.views().findings.iter().map(|finding| format!("{}: {:?}", place(&finding.by), finding.kind)).collect()
    }
}

pub(super) fn head(party: &str, size: u64) -> Head {
    Head { origin: id(&format!("{party}/log")), size, root: digest(0), cosignature: None }
}

pub(super) fn item(code: &str, tracking: Tracking, check_days: Option<u16>) -> Body {
    Body::ItemDefined(ItemDefined {
        item: id(code),
        name: names(code),
        unit: Unit::Each,
        mass: Grams::new(1000),
        volume: Millilitres::new(1000),
        tracking,
        hazard: None,
        vehicle: None,
        check_days,
        foodstuff: false,
        nsn: None,
        unspsc: None,
        gtin: None,
        conversions: Vec::new(),
        enhanced: false,
    })
}

pub(super) fn party(name: &str, role: PartyRole) -> Body {
    let key = PublicKey::new([7; 32]);
    let officers = vec![OfficerAppointed { officer: id("officer"), role: OfficerRole::Logistics, key }];
    Body::PartyDeclared(PartyDeclared {
        party: id(name),
        name: names(name),
        role,
        log_key: key,
        officers,
        witness_key: key,
        recovery_key: key,
        next_log_key: digest(7),
        seal_key: SealKey::new([7; 32]),
        follows: None,
    })
}

pub(super) fn agreement(name: &str, parties: &[&str]) -> Body {
    let parties = parties.iter().map(|party| id(party)).collect();
    Body::AgreementConcluded(AgreementConcluded { agreement: id(name), title: names(name), parties, annex: None })
}

/// Lines as item, quantity and priority, numbered from 1.
pub(super) fn pledge(name: &str, donor: &str, lines: &[(&str, u64, u8)]) -> Body {
    let line = |(at, (item, quantity, priority)): (usize, &(&str, u64, u8))| PledgeLine {
        line: u16::try_from(at + 1).unwrap(),
        item: id(item),
        quantity: count(*quantity),
        priority: *priority,
        condition: None,
        window: None,
        unit: None,
    };
    Body::PledgeMade(PledgeMade {
        pledge: id(name),
        agreement: id("A"),
        donor: id(donor),
        recipient: id("receiver"),
        window: Interval::default(),
        lines: lines.iter().enumerate().map(line).collect(),
    })
}

pub(super) fn stock(site: &str, lines: Vec<Line>) -> Body {
    Body::StockDeclared(StockDeclared { site: id(site), lines })
}

pub(super) fn adjusted(site: &str, line: Line, increase: bool) -> Body {
    Body::StockAdjusted(StockAdjusted { site: id(site), line, increase, reason: AdjustmentReason::Counted, note: None })
}

pub(super) fn packed(consignment: &str, pledge: &str, lines: Vec<Line>) -> Body {
    Body::ConsignmentPacked(ConsignmentPacked {
        consignment: id(consignment),
        pledge: id(pledge),
        site: id("depot"),
        receiver: id("receiver"),
        loads: vec![Load { vehicle: None, lines, package: None, seal: None }],
    })
}

pub(super) fn ordered(convoy: &str, consignments: &[&str]) -> Body {
    Body::MovementOrdered(MovementOrdered {
        convoy: id(convoy),
        consignments: consignments.iter().map(|consignment| id(consignment)).collect(),
        plan: digest(1),
        commander: id("officer"),
        vehicles: Vec::new(),
        route: vec![id("s1")],
        timings: vec![Timing { place: id("depot"), due: hour(0), clear: hour(1) }],
        reason: None,
    })
}

pub(super) fn progress(convoy: &str, event: ProgressEvent) -> Body {
    Body::Progress(Progress { convoy: id(convoy), event, place: id("crossing"), note: None })
}

pub(super) fn lost(convoy: &str, lines: Vec<Line>) -> Body {
    Body::Incident(Incident {
        convoy: id(convoy),
        kind: IncidentKind::Loss,
        place: None,
        vehicle: None,
        lines,
        attribution: Attribution::Suspected,
        note: None,
        cause: None,
    })
}

pub(super) fn offered(consignment: &str, lines: Vec<Line>) -> Body {
    Body::HandoverOffered(HandoverOffered {
        consignment: id(consignment),
        convoy: id("V1"),
        place: id("crossing"),
        receiver: id("receiver"),
        lines,
    })
}

pub(super) fn answered(offer: &Reference, lines: Vec<CountLine>) -> Body {
    Body::HandoverAnswered(HandoverAnswered { offer: offer.clone(), lines, partial: false, packages: Vec::new() })
}

/// A count after which the rest stays offered.
pub(super) fn partly(offer: &Reference, lines: Vec<CountLine>) -> Body {
    Body::HandoverAnswered(HandoverAnswered { offer: offer.clone(), lines, partial: true, packages: Vec::new() })
}

pub(super) fn closed(offer: &Reference) -> Body {
    Body::HandoverClosed(HandoverClosed { offer: offer.clone(), note: None })
}

pub(super) fn voided(offer: &Reference) -> Body {
    Body::HandoverVoided(HandoverVoided { offer: offer.clone(), reason: text("wrong list") })
}

pub(super) fn reserved(pledge: &str, lines: Vec<Line>) -> Body {
    Body::StockReserved(StockReserved { pledge: id(pledge), site: id("depot"), lines })
}

pub(super) fn released(pledge: &str, lines: Vec<Line>) -> Body {
    let reason = text("no longer wanted");
    Body::ReservationReleased(ReservationReleased { pledge: id(pledge), site: id("depot"), lines, reason })
}

pub(super) fn moved(site: &str, receiver: &str, to: &str, lines: Vec<Line>) -> Body {
    let (site, to, receiver) = (id(site), id(to), id(receiver));
    Body::StockMoved(StockMoved { site, to, receiver, lines, returns: None, note: None })
}

pub(super) fn reloaded(from: &str, into: &str, lines: Vec<Line>) -> Body {
    let loads = vec![Load { vehicle: Some(id("T9")), lines, package: None, seal: None }];
    let (from, into, place) = (id(from), id(into), id("halt"));
    Body::ConsignmentReloaded(ConsignmentReloaded { from, into, place, loads, reason: text("a breakdown") })
}

pub(super) fn stolen(site: &str, lines: Vec<Line>) -> Body {
    let cause = Some(text("armed men"));
    Body::StockLost(StockLost { site: id(site), lines, attribution: Attribution::Known, cause, note: None })
}

pub(super) fn consumed(site: &str, line: Line) -> Body {
    Body::Consumed(Consumed { site: id(site), line, purpose: text("used") })
}

pub(super) fn destroyed(site: &str, line: Line) -> Body {
    Body::Destroyed(Destroyed { site: id(site), line, reason: text("spoiled") })
}

pub(super) fn checked(site: &str, serial: &str, result: CheckResult) -> Body {
    let seen = CheckedSerial {
        serial: id(serial),
        result,
        method: CheckMethod::Scan,
        note: Some(text("seen")),
        photo: None,
        witness: None,
        obstacle: (result == CheckResult::NotShown).then_some(CheckObstacle::Other),
    };
    let pieces = vec![seen];
    Body::CheckPerformed(CheckPerformed { site: id(site), item: id("radio"), pieces })
}

pub(super) fn outcome(line: Line, verdict: Verdict, site: Option<&str>) -> Outcome {
    Outcome { line, verdict, site: site.map(id) }
}

pub(super) fn settled(matter: &Reference, outcomes: Vec<Outcome>) -> Body {
    Body::MatterSettled(MatterSettled { matter: matter.clone(), outcomes, note: text("agreed") })
}

/// Both parties say the same end of a matter.
pub(super) fn both_say(story: &mut Story, matter: &Reference, outcomes: &[Outcome]) {
    story.say("giver", settled(matter, outcomes.to_vec()));
    story.say("receiver", settled(matter, outcomes.to_vec()));
}

/// A giver's convoy with fuel, rations and radios that has reached the crossing.
pub(super) fn arrived() -> Story {
    let mut story = Story::default();
    story.say("giver", party("giver", PartyRole::Donor));
    story.say("receiver", party("receiver", PartyRole::Recipient));
    story.say("giver", item("fuel", Tracking::Bulk, None));
    story.say("giver", item("ration", Tracking::Lot, None));
    story.say("giver", item("radio", Tracking::Serial, Some(10)));
    story.say("giver", agreement("A", &["giver", "receiver"]));
    story.say("giver", pledge("P", "giver", &[("fuel", 20, 1), ("ration", 10, 1), ("radio", 3, 1)]));
    story.say("giver", stock("depot", vec![line("fuel", 30), line("ration/L1", 10), line("radio:R1,R2,R3,R4", 4)]));
    story.say("giver", packed("C1", "P", vec![line("fuel", 12), line("ration/L1", 6), line("radio:R1,R2,R3", 3)]));
    story.say("giver", ordered("V1", &["C1"]));
    story.say("giver", progress("V1", ProgressEvent::Departed));
    story.say("giver", progress("V1", ProgressEvent::Arrived));
    story
}

/// Who holds what, a line for each account, outside accounts last.
pub(super) fn table(views: &Views) -> String {
    let mut rows: Vec<String> = Vec::new();
    for ((item, lot, account), amount) in views.custody.balances() {
        let place = match account {
            Account::Stock { holder, site } => format!("{holder} at {site}"),
            Account::Reserved { holder, site, pledge } => format!("{holder} at {site} for {pledge}"),
            Account::Moving { holder, to, .. } => format!("{holder} to {to}"),
            Account::Way { holder, consignment, stage } => format!("{holder} {consignment} {}", stage.code()),
            Account::Disputed { .. } => "disputed".to_owned(),
            Account::Source => "outside: source".to_owned(),
            Account::Unlisted => "outside: unlisted".to_owned(),
            Account::Consumed => "outside: consumed".to_owned(),
            Account::Destroyed => "outside: destroyed".to_owned(),
            Account::Lost { attribution } => format!("outside: lost, {attribution}"),
        };
        let at = |(_, here): &(&(units::ItemCode, units::SerialNumber), &Account)| *here == account;
        let pieces = views.custody.serials().iter().filter(|((code, _), _)| code == item).filter(at);
        let pieces: Vec<&str> = pieces.map(|((_, serial), _)| serial.as_str()).collect();
        let goods = lot.as_ref().map_or(item.to_string(), |lot| format!("{item}/{lot}"));
        rows.push(format!("{goods:<10} {place:<22} {amount:>4}  {}", pieces.join(" ")).trim_end().to_owned());
    }
    rows.join("\n")
}
