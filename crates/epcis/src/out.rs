//! Statements as events: one complete match says of each kind which it makes, or why none.

mod handover;
mod loads;

use crate::cbv::{Action, BizStep, Disposition, Party, Transaction};
use crate::corrections::Corrections;
use crate::event::{Attribute, Declaration, Destination, Document, Element, Event, Id, Paper, Sort, Source, local};
use crate::goods::{self, Units};
use crate::names::{Named, Naming};
use handover::Offered;
use jiff::tz::TimeZone;
use model::{
    AdjustmentReason, Attribution, Body, CheckPerformed, CheckResult, CheckedSerial, Incident, IncidentKind,
    ItemDefined, Kind, Line, Load, LotDeclared, MatterSettled, MovementOrdered, Outcome, Progress, ProgressEvent,
    Reference, Statement, StockAdjusted, StockLost, Text, Verdict,
};
use std::collections::BTreeMap;
use units::{ConsignmentId, ConvoyId, Day, Digest, Moment, PartyId, PlaceId};
use views::{Content, Said, Standing};

/// A document, and what is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// JSON-LD, ending in a line feed.
    pub document: String,
    /// How many events it has.
    pub events: usize,
    /// Statements that make no event, by kind.
    pub left_out: BTreeMap<Kind, LeftOut>,
    /// Statements whose content the reader does not have.
    pub unread: usize,
    /// Statements that do not count: signature, grant or a rule of their kind.
    pub unsound: usize,
}

/// Statements of one kind that make no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// How many.
    pub count: usize,
    /// Why, for each alike.
    pub why: &'static str,
}

/// What one statement makes.
enum Made {
    Events(Vec<Event>),
    /// An entry of the master data.
    Item(Element),
    Nothing(&'static str),
}

/// Statements in canonical order as one document; times are shown in the zone. The document's date is that of
/// the newest statement in it, so the same statements make the same bytes.
pub fn export(said: &[Said], naming: &Naming, zone: &TimeZone) -> Exported {
    let sound = || said.iter().filter(|said| said.standing == Standing::Sound && holds(said));
    let corrections = Corrections::of(sound());
    let mut writer = Writer::new(naming, zone, &corrections);
    let (mut events, mut items, mut left_out) = (Vec::new(), Vec::new(), BTreeMap::<Kind, LeftOut>::new());
    let mut newest = Moment::MIN;
    for said in sound() {
        let Some(statement) = said.statement() else { continue };
        match writer.made(&About { said, statement }) {
            Made::Events(made) => {
                newest = newest.max(said.known);
                events.extend(made);
            }
            Made::Item(element) => {
                newest = newest.max(said.known);
                items.push(element);
            }
            Made::Nothing(why) => {
                left_out.entry(statement.body.kind()).or_insert(LeftOut { count: 0, why }).count += 1;
            }
        }
    }
    let count = events.len();
    let created = if newest == Moment::MIN { Moment::from_seconds(0) } else { newest };
    let document = Document::new(created, items, events);
    Exported {
        // Plain records with texts as keys have no way to fail.
        document: serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default(),
        events: count,
        left_out,
        unread: said.iter().filter(|said| said.statement().is_none() && !opaque(said)).count(),
        unsound: said.iter().filter(|said| opaque(said) || said.statement().is_some()).count() - sound().count(),
    }
}

fn opaque(said: &Said) -> bool {
    match said.content {
        Content::Opaque { .. } => true,
        Content::Known(_) | Content::Withheld | Content::Erased { .. } => false,
    }
}

/// Whether there is a statement of the journal's own party that keeps the rules of its kind.
fn holds(said: &Said) -> bool {
    said.statement().is_some_and(|statement| statement.party == said.party && statement.body.validate().is_ok())
}

/// The statement at hand.
struct About<'s> {
    said: &'s Said,
    statement: &'s Statement,
}

/// Remembers what later events are about.
struct Writer<'s> {
    naming: &'s Naming,
    zone: &'s TimeZone,
    corrections: &'s Corrections,
    units: Units,
    loads: BTreeMap<&'s ConsignmentId, Vec<&'s Load>>,
    orders: BTreeMap<(&'s PartyId, &'s ConvoyId), &'s MovementOrdered>,
    offers: BTreeMap<Digest, Offered<'s>>,
}

impl<'s> Writer<'s> {
    fn new(naming: &'s Naming, zone: &'s TimeZone, corrections: &'s Corrections) -> Self {
        Self {
            naming,
            zone,
            corrections,
            units: Units::new(),
            loads: BTreeMap::new(),
            orders: BTreeMap::new(),
            offers: BTreeMap::new(),
        }
    }

    /// The mapping. `docs/epcis.md` has the same as a table.
    fn made(&mut self, about: &About<'s>) -> Made {
        use BizStep as Step;
        use Disposition as State;
        let mut events = match &about.statement.body {
            Body::StockDeclared(stock) => {
                vec![self.stock(about, Action::Add, Step::Commissioning, State::Active, &stock.site, &stock.lines)]
            }
            Body::StockAdjusted(adjusted) => match self.corrections.restated.get(&about.said.leaf) {
                Some(stock) if stock.lines.is_empty() => return Made::Nothing("it takes back all that was declared"),
                Some(stock) => {
                    vec![self.stock(about, Action::Add, Step::Commissioning, State::Active, &stock.site, &stock.lines)]
                }
                None => vec![self.adjusted(about, adjusted)],
            },
            Body::ConsignmentPacked(packed) => {
                self.loads.insert(&packed.consignment, packed.loads.iter().collect());
                self.packed(about, packed)
            }
            Body::ConsignmentReloaded(reloaded) => {
                self.load_over(reloaded);
                self.reloaded(about, reloaded)
            }
            Body::Progress(progress) => vec![self.progress(about, progress)],
            Body::Incident(incident) => match self.incident(about, incident) {
                Some(event) => vec![event],
                None => return Made::Nothing("it names no goods"),
            },
            Body::StockLost(lost) => vec![self.lost(about, lost)],
            Body::StockMoved(moved) => {
                self.offers.insert(about.said.leaf, Offered::of_stock(&about.said.party, moved));
                vec![self.moved(about, moved)]
            }
            Body::HandoverOffered(offered) => {
                self.offers.insert(about.said.leaf, Offered::of(&about.said.party, offered));
                vec![self.offered(about, offered)]
            }
            Body::HandoverAnswered(answered) => {
                let events = self.answered(about, answered);
                if let Some(offered) = self.offers.get_mut(&answered.offer.leaf) {
                    offered.count(answered);
                }
                events
            }
            Body::HandoverClosed(closed) => {
                let event = self.withdrawn(about, &closed.offer);
                vec![noted(event, closed.note.as_ref())]
            }
            Body::HandoverVoided(voided) => {
                let event = self.withdrawn(about, &voided.offer);
                vec![event.term("reason", voided.reason.as_str())]
            }
            Body::MatterOpened(opened) => {
                let event = self.event(about, Sort::Object, Action::Observe, Step::Holding, State::Unknown);
                let event = self.with(event, &opened.lines);
                let papers: Vec<String> = opened.about.iter().map(|cited| self.statement(cited, 1)).collect();
                let owner = self.naming.uri(&Named::Party(opened.owner.clone()));
                vec![event.term("about", papers).term("owner", owner).term("note", opened.note.as_str())]
            }
            Body::MatterSettled(settled) => self.settled(about, settled),
            Body::CheckPerformed(check) => self.checked(about, check),
            Body::Consumed(consumed) => {
                let lines = std::slice::from_ref(&consumed.line);
                let (step, state) = (Step::Dispensing, State::Dispensed);
                let event = self.stock(about, Action::Delete, step, state, &consumed.site, lines);
                vec![event.term("purpose", consumed.purpose.as_str())]
            }
            Body::Destroyed(destroyed) => {
                let lines = std::slice::from_ref(&destroyed.line);
                let (step, state) = (Step::Destroying, State::Destroyed);
                let event = self.stock(about, Action::Delete, step, state, &destroyed.site, lines);
                vec![event.term("reason", destroyed.reason.as_str())]
            }
            Body::PartsTaken(taken) => {
                let piece = |serial| self.naming.uri(&Named::Piece(taken.item.clone(), None, serial));
                let step = (Action::Observe, Step::Removing, State::InProgress);
                let mut event = self.event(about, Sort::Object, step.0, step.1, step.2);
                goods::observe(&mut event, vec![piece(taken.from.clone())], Vec::new());
                let event = self.at(event, &taken.site);
                vec![event.term("into", piece(taken.into.clone())).term("parts", taken.parts.as_str())]
            }
            Body::ItemDefined(item) => {
                self.units.insert(item.item.clone(), item.unit);
                return Made::Item(self.item(item));
            }
            Body::LotDeclared(lot) => match &lot.expires {
                Some(day) => return Made::Item(self.lot(lot, day)),
                None => return Made::Nothing("a lot that does not expire"),
            },
            Body::MovementOrdered(order) => {
                self.orders.insert((&about.said.party, &order.convoy), order);
                return Made::Nothing("an order has not happened yet; `bol` names the convoy");
            }
            Body::PledgeMade(_) | Body::PledgeAmended(_) | Body::PledgeConditionMet(_) => {
                return Made::Nothing("a promise has not happened yet; `po` names the pledge");
            }
            Body::StockReserved(_) | Body::ReservationReleased(_) => {
                return Made::Nothing("stock set aside is where and whose it was");
            }
            Body::CheckScheduleSet(_) => return Made::Nothing("a schedule has not happened yet"),
            Body::StorageChecked(_) => return Made::Nothing("a site is looked at, and no goods"),
            Body::PartyDeclared(_)
            | Body::OfficerAppointed(_)
            | Body::OfficerRevoked(_)
            | Body::KeyRotated(_)
            | Body::LogKeyRotated(_)
            | Body::AudienceGranted(_)
            | Body::AccessRecorded(_) => return Made::Nothing("EPCIS knows neither keys, signatures nor audiences"),
            Body::AgreementConcluded(_) | Body::AgreementStatusChanged(_) => {
                return Made::Nothing("an agreement is no event of goods");
            }
            Body::ReportFiled(_)
            | Body::ReportRetracted(_)
            | Body::StateOverridden(_)
            | Body::OverrideWithdrawn(_)
            | Body::RegimeSet(_)
            | Body::ActivityNotified(_)
            | Body::ActivityAcknowledged(_) => return Made::Nothing("the corridor is no event of goods"),
            Body::ClearanceRequested(_) | Body::ClearanceDecided(_) | Body::CreditIssued(_) => {
                return Made::Nothing("a permission is no event of goods");
            }
        };
        self.number(about, &mut events);
        Made::Events(events)
    }

    /// Gives the events of one statement their identifiers, and declares them errors where they are.
    fn number(&self, about: &About<'_>, events: &mut [Event]) {
        let mistake = self.corrections.mistakes.get(&about.said.leaf);
        for (part, event) in (1..).zip(events) {
            event.id = self.statement(&about.said.reference(), part);
            event.error = mistake.map(|mistake| Declaration {
                time: mistake.declared.to_string(),
                reason: mistake.reason,
                corrective: mistake.instead.iter().map(|instead| self.statement(instead, 1)).collect(),
            });
        }
    }

    fn statement(&self, by: &Reference, part: u32) -> String {
        self.naming.uri(&Named::Statement(by.clone(), part))
    }

    fn event(&self, about: &About<'_>, sort: Sort, action: Action, step: BizStep, state: Disposition) -> Event {
        let (time, offset) = local(about.statement.occurred, self.zone);
        let event = Event {
            sort,
            id: String::new(),
            time,
            recorded: about.said.known.to_string(),
            offset,
            error: None,
            parent: None,
            pieces: None,
            quantities: None,
            child_pieces: None,
            child_quantities: None,
            action,
            step,
            disposition: state,
            read_point: None,
            location: None,
            transactions: Vec::new(),
            sources: Vec::new(),
            destinations: Vec::new(),
            terms: BTreeMap::new(),
        };
        let party = self.naming.uri(&Named::Party(about.said.party.clone()));
        let kind = about.statement.body.kind().code();
        event.term("kind", kind).term("party", party).term("officer", about.statement.officer.as_str())
    }

    fn with(&self, mut event: Event, lines: &[Line]) -> Event {
        goods::put(&mut event, lines, self.naming, &self.units);
        event
    }

    /// Seen there, and there afterwards.
    fn at(&self, mut event: Event, site: &PlaceId) -> Event {
        let id = self.naming.uri(&Named::Place(site.clone()));
        event.read_point = Some(Id { id: id.clone() });
        event.location = Some(Id { id });
        event
    }

    /// Seen there, on the way to elsewhere.
    fn seen_at(&self, mut event: Event, place: &PlaceId) -> Event {
        event.read_point = Some(Id { id: self.naming.uri(&Named::Place(place.clone())) });
        event
    }

    fn paper(&self, mut event: Event, kind: Transaction, named: &Named) -> Event {
        event.transactions.push(Paper { kind, named: self.naming.uri(named) });
        event
    }

    /// From one party to another: possession as it is said, ownership as assistance means it.
    fn between(&self, event: Event, giver: &PartyId, receiver: &PartyId) -> Event {
        self.handed([Party::Owning, Party::Possessing], event, giver, receiver)
    }

    fn handed<const N: usize>(&self, what: [Party; N], mut event: Event, giver: &PartyId, receiver: &PartyId) -> Event {
        for kind in what {
            event.sources.push(Source { kind, source: self.naming.uri(&Named::Party(giver.clone())) });
            let destination = self.naming.uri(&Named::Party(receiver.clone()));
            event.destinations.push(Destination { kind, destination });
        }
        event
    }

    fn stock(
        &self,
        about: &About<'_>,
        action: Action,
        step: BizStep,
        state: Disposition,
        site: &PlaceId,
        lines: &[Line],
    ) -> Event {
        let event = self.event(about, Sort::Object, action, step, state);
        self.at(self.with(event, lines), site)
    }

    fn adjusted(&self, about: &About<'_>, adjusted: &StockAdjusted) -> Event {
        let action = if adjusted.increase { Action::Add } else { Action::Delete };
        let (step, state) = match adjusted.reason {
            AdjustmentReason::Counted => (BizStep::CycleCounting, Disposition::NonConformant),
            AdjustmentReason::Received => (BizStep::Receiving, Disposition::InProgress),
            AdjustmentReason::Spoiled => (BizStep::Inspecting, Disposition::Expired),
            AdjustmentReason::Corrected => (BizStep::StockTaking, Disposition::NonConformant),
        };
        let event = self.stock(about, action, step, state, &adjusted.site, std::slice::from_ref(&adjusted.line));
        noted(event, adjusted.note.as_ref())
    }

    fn progress(&self, about: &About<'_>, progress: &Progress) -> Event {
        let (step, state) = match progress.event {
            ProgressEvent::Departed => (BizStep::Departing, Disposition::InTransit),
            ProgressEvent::Passed | ProgressEvent::Halted => (BizStep::Transporting, Disposition::InTransit),
            ProgressEvent::Arrived => (BizStep::Arriving, Disposition::InProgress),
        };
        let mut event = self.event(about, Sort::Object, Action::Observe, step, state);
        let column = self.column(about, &progress.convoy);
        goods::observe(&mut event, column.iter().map(|named| self.naming.uri(named)).collect(), Vec::new());
        let event = match progress.event {
            ProgressEvent::Arrived => self.at(event, &progress.place),
            ProgressEvent::Departed | ProgressEvent::Passed => self.seen_at(event, &progress.place),
            ProgressEvent::Halted => self.seen_at(event, &progress.place).term("halted", true),
        };
        let mut event = self.paper(event, Transaction::Bol, &Named::Convoy(progress.convoy.clone()));
        let order = self.orders.get(&(&about.said.party, &progress.convoy));
        for consignment in order.iter().flat_map(|order| &order.consignments) {
            event = self.paper(event, Transaction::Desadv, &Named::Consignment(consignment.clone()));
        }
        noted(event, progress.note.as_ref())
    }

    fn incident(&self, about: &About<'_>, incident: &Incident) -> Option<Event> {
        if incident.lines.is_empty() {
            return None;
        }
        let state = match incident.kind {
            IncidentKind::Loss => lost(incident.attribution),
            IncidentKind::Damage => Disposition::Damaged,
            IncidentKind::Breakdown => Disposition::InTransit,
        };
        let event = self.event(about, Sort::Object, Action::Observe, BizStep::Inspecting, state);
        let mut event = self.with(event, &incident.lines);
        if let Some(place) = &incident.place {
            event = self.seen_at(event, place);
        }
        if let Some(vehicle) = &incident.vehicle {
            event = event.term("vehicle", self.naming.uri(&Named::Vehicle(vehicle.clone())));
        }
        let event = self.paper(event, Transaction::Bol, &Named::Convoy(incident.convoy.clone()));
        let event = event.term("attribution", incident.attribution.code());
        Some(noted(told(event, "cause", incident.cause.as_ref()), incident.note.as_ref()))
    }

    fn lost(&self, about: &About<'_>, stock: &StockLost) -> Event {
        let state = lost(stock.attribution);
        let event = self.stock(about, Action::Observe, BizStep::Inspecting, state, &stock.site, &stock.lines);
        let event = event.term("attribution", stock.attribution.code());
        noted(told(event, "cause", stock.cause.as_ref()), stock.note.as_ref())
    }

    fn settled(&self, about: &About<'_>, settled: &MatterSettled) -> Vec<Event> {
        let event = |outcome: &Outcome| {
            let (step, state) = match outcome.verdict {
                Verdict::Received | Verdict::AddedFromGiver => (BizStep::Receiving, Disposition::InProgress),
                Verdict::WithGiver => (BizStep::VoidShipping, Disposition::Returned),
                Verdict::Lost => (BizStep::Inspecting, Disposition::Unknown),
                Verdict::Destroyed => (BizStep::Destroying, Disposition::Destroyed),
                Verdict::AsBooked => (BizStep::StockTaking, Disposition::Conformant),
            };
            let event = self.event(about, Sort::Transaction, Action::Add, step, state);
            let mut event = self.with(event, std::slice::from_ref(&outcome.line));
            if let Some(site) = &outcome.site {
                let source = self.naming.uri(&Named::Place(site.clone()));
                event.sources.push(Source { kind: Party::Location, source });
            }
            let event = self.paper(event, Transaction::Recadv, &Named::Statement(settled.matter.clone(), 1));
            event.term("verdict", outcome.verdict.code()).term("note", settled.note.as_str())
        };
        settled.outcomes.iter().map(event).collect()
    }

    /// One event for each run of pieces of which the same was found in the same way.
    fn checked(&self, about: &About<'_>, check: &CheckPerformed) -> Vec<Event> {
        fn found(piece: &CheckedSerial) -> impl PartialEq + use<'_> {
            let CheckedSerial { serial: _, result, method, note, obstacle, photo, witness } = piece;
            (result, method, note, obstacle, photo, witness)
        }
        let runs = check.pieces.chunk_by(|a, b| found(a) == found(b));
        let event = |run: &[CheckedSerial]| {
            let first = run.first()?;
            let state = match first.result {
                CheckResult::Present => Disposition::Conformant,
                CheckResult::Absent => Disposition::Unknown,
                CheckResult::Damaged => Disposition::Damaged,
                CheckResult::NotShown => Disposition::NonConformant,
            };
            let mut event = self.event(about, Sort::Object, Action::Observe, BizStep::StockTaking, state);
            let piece = |serial| self.naming.uri(&Named::Piece(check.item.clone(), None, serial));
            goods::observe(&mut event, run.iter().map(|found| piece(found.serial.clone())).collect(), Vec::new());
            let event = self.at(event, &check.site);
            let event = self.paper(event, Transaction::Cert, &Named::Statement(about.said.reference(), 1));
            let mut event = event.term("method", first.method.code());
            if let Some(obstacle) = first.obstacle {
                event = event.term("obstacle", obstacle.code());
            }
            event = pictured(event, first.photo.as_ref());
            Some(noted(told(event, "witness", first.witness.as_ref()), first.note.as_ref()))
        };
        runs.filter_map(event).collect()
    }

    fn item(&self, item: &ItemDefined) -> Element {
        let attribute = |name: &str, text: &str| Attribute {
            id: format!("{}:{name}", crate::event::PREFIX),
            attribute: text.to_owned(),
        };
        let mut attributes: Vec<Attribute> = [("en", &item.name.en), ("fr", &item.name.fr), ("ar", &item.name.ar)]
            .map(|(language, name)| attribute(&format!("name-{language}"), name.as_str()))
            .into();
        attributes.push(attribute("item", item.item.as_str()));
        attributes.push(attribute("tracking", item.tracking.code()));
        attributes.extend(goods::code(item.unit).map(|unit| attribute("unit", unit)));
        Element { id: self.naming.uri(&Named::Class(item.item.clone(), None)), attributes }
    }

    fn lot(&self, lot: &LotDeclared, expires: &Day) -> Element {
        let attributes = vec![Attribute { id: EXPIRES.to_owned(), attribute: expires.to_string() }];
        Element { id: self.naming.uri(&Named::Class(lot.item.clone(), Some(lot.lot.clone()))), attributes }
    }
}

/// CBV 2.0, attributes of master data: the last day on which goods are good.
const EXPIRES: &str = "urn:epcglobal:cbv:mda:itemExpirationDate";

/// Whether somebody took what is lost.
fn lost(attribution: Attribution) -> Disposition {
    match attribution {
        Attribution::Known | Attribution::Suspected => Disposition::Stolen,
        Attribution::Unknown => Disposition::Unknown,
    }
}

fn noted(event: Event, note: Option<&Text>) -> Event {
    told(event, "note", note)
}

fn pictured(event: Event, photo: Option<&Digest>) -> Event {
    match photo {
        Some(photo) => event.term("photo", photo.to_string()),
        None => event,
    }
}

fn told(event: Event, name: &str, text: Option<&Text>) -> Event {
    match text {
        Some(text) => event.term(name, text.as_str()),
        None => event,
    }
}
