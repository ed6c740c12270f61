//! Nothing appears or vanishes, and a view taken up again is the view.

use super::build::*;
use crate::{Account, Finding, FindingKind, Said, Stage, Views, order};
use model::*;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::collections::BTreeMap;
use units::{ItemCode, QUANTITY_MAX};

const PARTIES: [&str; 3] = ["giver", "receiver", "stranger"];

fn any_line() -> impl Strategy<Value = Line> {
    let radio = subsequence(vec!["R1", "R2", "R3", "R4", "R5", "R6"], 1..4)
        .prop_map(|pieces| line(&format!("radio:{}", pieces.join(",")), pieces.len() as u64));
    let named_fuel =
        subsequence(vec!["F1", "F2"], 1..3).prop_map(|p| line(&format!("fuel:{}", p.join(",")), p.len() as u64));
    prop_oneof![
        4 => (1..9_u64).prop_map(|quantity| line("fuel", quantity)),
        2 => (1..9_u64, select(vec!["ration/L1", "ration/L2", "ration"])).prop_map(|(n, goods)| line(goods, n)),
        4 => radio,
        1 => (1..3_u64).prop_map(|quantity| line("radio", quantity)),
        1 => named_fuel,
        1 => Just(line("ghost", 1)),
        1 => Just(line("fuel", QUANTITY_MAX)),
    ]
}

fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(any_line(), 1..4)
}

fn any_count() -> impl Strategy<Value = Vec<CountLine>> {
    let reason = prop::option::of(select(DifferenceReason::ALL));
    let line = (any_line(), reason).prop_map(|(line, reason)| CountLine {
        item: line.item,
        counted: line.quantity,
        lot: line.lot,
        serials: line.serials,
        reason,
        note: None,
        photo: None,
    });
    prop::collection::vec(line, 1..5)
}

fn any_outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    let site = prop::option::of(Just(id("depot")));
    let outcome = (any_line(), select(Verdict::ALL), site);
    prop::collection::vec(outcome.prop_map(|(line, verdict, site)| Outcome { line, verdict, site }), 1..3)
}

/// Something said by somebody; what it cites is chosen when it is said.
fn any_body() -> impl Strategy<Value = Body> {
    let consignment = || select(vec!["C1", "C2", "C3"]);
    let convoy = || select(vec!["V1", "V2", "V3"]);
    let nowhere = || Reference { origin: id("nowhere"), index: 0, leaf: digest(u64::MAX) };
    let site = || select(vec!["depot", "crossing"]);
    prop_oneof![
        2 => (site(), any_lines()).prop_map(|(site, lines)| stock(site, lines)),
        1 => (site(), any_line(), any::<bool>()).prop_map(|(site, line, more)| adjusted(site, line, more)),
        3 => (consignment(), any_lines()).prop_map(|(consignment, lines)| packed(consignment, "P", lines)),
        2 => (convoy(), subsequence(vec!["C1", "C2", "C3"], 0..4)).prop_map(|(convoy, all)| ordered(convoy, &all)),
        4 => (convoy(), select(ProgressEvent::ALL)).prop_map(|(convoy, event)| progress(convoy, event)),
        2 => (convoy(), any_lines()).prop_map(|(convoy, lines)| lost(convoy, lines)),
        4 => (consignment(), any_lines()).prop_map(|(consignment, lines)| offered(consignment, lines)),
        5 => any_count().prop_map(move |lines| answered(&nowhere(), lines)),
        1 => any_lines().prop_map(|lines| Body::MatterOpened(MatterOpened {
            about: Vec::new(), owner: id("giver"), lines, note: text("twice")
        })),
        5 => any_outcomes().prop_map(move |outcomes| settled(&nowhere(), outcomes)),
        2 => (site(), any_line()).prop_map(|(site, line)| consumed(site, line)),
        2 => (site(), any_line()).prop_map(|(site, line)| destroyed(site, line)),
        2 => any_lines().prop_map(|lines| reserved("P", lines)),
        1 => any_lines().prop_map(|lines| released("P", lines)),
        3 => (site(), select(&PARTIES), site(), any_lines(), any::<bool>()).prop_map(|(from, who, to, lines, back)| {
            let mut body = moved(from, who, to, lines);
            if let (true, Body::StockMoved(moved)) = (back, &mut body) {
                moved.returns = Some(id("P"));
            }
            body
        }),
        2 => (consignment(), consignment(), any_lines()).prop_map(|(from, into, lines)| reloaded(from, into, lines)),
        2 => (site(), any_lines()).prop_map(|(site, lines)| stolen(site, lines)),
        4 => any_count().prop_map(move |lines| partly(&nowhere(), lines)),
        4 => Just(closed(&nowhere())),
        2 => Just(voided(&nowhere())),
        2 => (site(), select(vec!["R1", "R2", "R3", "R9"]), select(CheckResult::ALL))
            .prop_map(|(site, serial, result)| checked(site, serial, result)),
        1 => (site(), select(vec!["R1", "R4"])).prop_map(|(site, from)| Body::PartsTaken(PartsTaken {
            site: id(site), item: id("radio"), from: id(from), into: id("R2"), parts: text("battery")
        })),
    ]
}

/// Cites an earlier statement of the kind wanted, once there is one.
#[expect(clippy::wildcard_enum_match_arm, reason = "a generator aims at the kinds it knows; others are said as drawn")]
fn cite(story: &Story, body: &mut Body, pick: &Index) {
    let earlier = |kinds: &[Kind], reference: &mut Reference| {
        let fits = |said: &&Said| said.statement().is_some_and(|it| kinds.contains(&it.body.kind()));
        let fits: Vec<Reference> = story.said.iter().filter(fits).map(Said::reference).collect();
        if !fits.is_empty() {
            reference.clone_from(pick.get(&fits));
        }
    };
    let offers = [Kind::HandoverOffered, Kind::StockMoved];
    match body {
        Body::HandoverAnswered(answer) => earlier(&offers, &mut answer.offer),
        Body::HandoverClosed(closed) => earlier(&offers, &mut closed.offer),
        Body::HandoverVoided(voided) => earlier(&offers, &mut voided.offer),
        Body::MatterSettled(settled) => {
            let kinds = [Kind::HandoverAnswered, Kind::MatterOpened, Kind::StockDeclared, Kind::CheckPerformed];
            earlier(&kinds, &mut settled.matter);
        }
        _ => {}
    }
}

/// One of the accounts that have something, of those wanted: who has it, the account, and what is in it.
fn shelf(views: &Views, pick: &Index, wanted: impl Fn(&Account) -> bool) -> Option<(String, Account, Vec<Line>)> {
    let accounts: Vec<&Account> = views.custody.balances().keys().map(|(_, _, account)| account).collect();
    let accounts: Vec<&Account> = accounts.into_iter().filter(|account| wanted(account)).collect();
    let account = (!accounts.is_empty()).then(|| (*pick.get(&accounts)).clone())?;
    let lines = views.custody.contents(&account).into_iter().take(2).collect();
    Some((account.holder()?.to_string(), account, lines))
}

/// Makes a body speak of what is there, so that stories get somewhere; who can say it.
#[expect(clippy::wildcard_enum_match_arm, reason = "a generator aims at the kinds it knows; others are said as drawn")]
fn aim(story: &Story, body: &mut Body, pick: &Index) -> Option<String> {
    let views = story.views();
    let offer = |wanted: fn(&crate::Offer) -> bool| {
        let offers: Vec<_> = views.custody.offers().values().filter(|offer| wanted(offer)).collect();
        (!offers.is_empty()).then(|| (*pick.get(&offers)).clone())
    };
    let stock = |account: &Account| matches!(account, Account::Stock { .. });
    let depot = |account: &Account| matches!(account, Account::Stock { holder, site } if site.as_str() == "depot" && holder.as_str() == "giver");
    match body {
        Body::StockReserved(reserved) => {
            let (holder, _, lines) = shelf(&views, pick, depot)?;
            reserved.lines = lines;
            Some(holder)
        }
        Body::ReservationReleased(released) => {
            let (holder, _, lines) = shelf(&views, pick, |account| matches!(account, Account::Reserved { .. }))?;
            released.lines = lines;
            Some(holder)
        }
        Body::StockMoved(StockMoved { site, lines, .. }) | Body::StockLost(StockLost { site, lines, .. }) => {
            let (holder, account, held) = shelf(&views, pick, stock)?;
            let Account::Stock { site: at, .. } = account else { return None };
            (*site, *lines) = (at, held);
            Some(holder)
        }
        Body::Consumed(Consumed { site, line, .. }) | Body::Destroyed(Destroyed { site, line, .. }) => {
            let (holder, account, held) = shelf(&views, pick, stock)?;
            let Account::Stock { site: at, .. } = account else { return None };
            (*site, *line) = (at, held.first()?.clone());
            Some(holder)
        }
        Body::ConsignmentReloaded(reloaded) => {
            let way = |account: &Account| matches!(account, Account::Way { stage, .. } if *stage != Stage::Offered);
            let (holder, account, lines) = shelf(&views, pick, way)?;
            let Account::Way { consignment, .. } = account else { return None };
            (reloaded.from, reloaded.loads[0].lines) = (consignment, lines);
            Some(holder)
        }
        Body::HandoverOffered(offered) => {
            let way = |account: &Account| matches!(account, Account::Way { stage: Stage::AtCrossing, .. });
            let (holder, account, lines) = shelf(&views, pick, way)?;
            let Account::Way { consignment, .. } = account else { return None };
            (offered.consignment, offered.lines) = (consignment, lines);
            Some(holder)
        }
        Body::HandoverClosed(closed) => {
            let offer = offer(|offer| offer.is_open() && !offer.answers.is_empty())?;
            closed.offer = offer.by;
            Some(offer.giver.to_string())
        }
        Body::HandoverVoided(voided) => {
            let offer = offer(crate::Offer::is_open)?;
            voided.offer = offer.by;
            Some(offer.giver.to_string())
        }
        Body::HandoverAnswered(answered) => {
            let offer = offer(|offer| !offer.complete && !offer.lines.is_empty())?;
            answered.offer = offer.by;
            let counted = offer.lines.first().map(|line| CountLine {
                item: line.item.clone(),
                counted: line.quantity,
                lot: line.lot.clone(),
                serials: line.serials.clone(),
                reason: answered.lines[0].reason,
                note: None,
                photo: None,
            });
            // A line as listed, and whatever was drawn beside it.
            answered.lines.splice(..1, counted);
            Some(offer.receiver.to_string())
        }
        Body::Incident(incident) => {
            let way = |account: &Account| matches!(account, Account::Way { stage, .. } if *stage != Stage::Offered);
            let (holder, _, lines) = shelf(&views, pick, way)?;
            let carries = |convoy: &(&_, &crate::Convoy)| !convoy.1.order().ordered.consignments.is_empty();
            (incident.convoy, incident.lines) = (views.movements.iter().find(carries)?.0.clone(), lines);
            Some(holder)
        }
        Body::ConsignmentPacked(_) | Body::Progress(_) => Some("giver".to_owned()),
        _ => None,
    }
}

/// Ends an open matter as far as that goes, in the words of all sides.
fn end(story: &mut Story, settled: &MatterSettled, pick: &Index) {
    let views = story.views();
    let open: Vec<_> = views.custody.matters().values().filter(|matter| matter.settled.is_none()).collect();
    if open.is_empty() {
        return;
    }
    let matter = *pick.get(&open);
    let verdict = settled.outcomes[0].verdict;
    let held = views.custody.book.contents(&Account::Disputed { matter: matter.by.leaf });
    let booked = matter.differences.iter().filter(|it| it.held != crate::Held::InMatter && !it.open().is_zero());
    let booked = booked.map(|it| Line {
        item: it.item.clone(),
        quantity: it.open(),
        lot: it.lot.clone(),
        serials: it.serials.clone(),
    });
    let outcomes: Vec<Outcome> =
        held.into_iter().chain(booked).map(|line| outcome(line, verdict, Some("depot"))).collect();
    if !outcomes.is_empty() {
        for side in &matter.sides {
            story.say(side.as_str(), super::build::settled(&matter.by, outcomes.clone()));
        }
    }
}

/// A convoy at the crossing, then whatever anybody says, half of it about what is there; settlements are often said
/// by all sides, and some write without having seen the rest.
pub(super) fn any_story() -> impl Strategy<Value = Story> {
    let word = (select(&PARTIES), any_body(), any::<Index>(), any::<bool>(), prop::bool::weighted(0.2));
    prop::collection::vec(word, 0..60).prop_map(|words| {
        let mut story = arrived();
        for (party, mut body, pick, aimed, blind) in words {
            cite(&story, &mut body, &pick);
            let able = if aimed { aim(&story, &mut body, &pick) } else { None };
            let party = able.as_deref().unwrap_or(party);
            if let (true, Body::MatterSettled(settled)) = (aimed, &body) {
                end(&mut story, settled, &pick);
            } else if blind {
                story.say_seeing(party, Vec::new(), Vec::new(), body);
            } else {
                story.say(party, body);
            }
        }
        story
    })
}

/// What must hold of every book.
fn conserved(views: &Views) -> Result<(), TestCaseError> {
    let custody = &views.custody;
    for code in ["fuel", "ration", "radio", "ghost"] {
        prop_assert_eq!(custody.sum(&id(code)), 0, "{} does not sum to zero", code);
    }
    for ((item, lot, account), amount) in custody.balances() {
        prop_assert!(account.is_outside() || *amount > 0, "{item} {lot:?} {account:?} is {amount}");
        prop_assert!(*amount != 0);
    }
    let mut named: BTreeMap<(&ItemCode, &Account), i128> = BTreeMap::new();
    for ((item, _), account) in custody.serials() {
        *named.entry((item, account)).or_default() += 1;
    }
    for ((item, account), pieces) in named {
        let held = custody.held(item, account);
        prop_assert!(account.is_outside() || pieces <= held, "{account:?} has {pieces} serials of {held} {item}");
    }
    each_piece_is_in_one_place(views)?;
    // The postings alone make up the balances.
    let mut balances = crate::Balance::new();
    for posting in custody.postings() {
        let quantity = i128::from(posting.line.quantity.get());
        for (account, amount) in [(&posting.from, -quantity), (&posting.to, quantity)] {
            let key = (posting.line.item.clone(), posting.line.lot.clone(), account.clone());
            *balances.entry(key).or_default() += amount;
        }
    }
    balances.retain(|_, amount| *amount != 0);
    prop_assert_eq!(&balances, custody.balances());
    nothing_is_left_on_a_list(views)
}

/// A piece is on the shelf of the account that the book has it in, and on no other.
fn each_piece_is_in_one_place(views: &Views) -> Result<(), TestCaseError> {
    let mut places: BTreeMap<(ItemCode, units::SerialNumber), Account> = BTreeMap::new();
    for (item, lot, account) in views.custody.balances().keys() {
        for line in views.custody.book.contents(account).iter().filter(|line| &line.item == item && &line.lot == lot) {
            for serial in &line.serials {
                let other = places.insert((item.clone(), serial.clone()), account.clone());
                prop_assert!(other.is_none(), "{serial} is in {account:?} and in {other:?}");
            }
        }
    }
    for (piece, account) in &places {
        prop_assert_eq!(views.custody.serials().get(piece), Some(account));
    }
    Ok(())
}

/// What was offered and answered is with the receiver or in a matter; where an account is full, there
/// is a finding instead.
fn nothing_is_left_on_a_list(views: &Views) -> Result<(), TestCaseError> {
    let full =
        |finding: &Finding| matches!(&finding.kind, FindingKind::BreaksRule { fault } if fault.contains("more than"));
    if views.findings.iter().any(full) {
        return Ok(());
    }
    for (consignment, known) in views.custody.consignments() {
        let mut offers =
            views.custody.offers().values().filter(|offer| offer.consignment.as_ref() == Some(consignment));
        let way = Account::Way { holder: known.giver.clone(), consignment: consignment.clone(), stage: Stage::Offered };
        let left = views.custody.book.contents(&way);
        prop_assert!(left.is_empty() || offers.any(crate::Offer::is_open), "answered, yet on the list: {left:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn custody_is_conserved(story in any_story()) {
        let mut views = Views::default();
        for said in order(story.said.clone()) {
            views.apply(&said);
            conserved(&views)?;
        }
    }

    #[test]
    fn a_view_taken_up_again_is_the_view(story in any_story(), cut in any::<Index>()) {
        let ordered = order(story.said);
        let (before, after) = ordered.split_at(cut.index(ordered.len() + 1));
        let mut resumed = Views::fold(before).clone();
        after.iter().for_each(|said| resumed.apply(said));
        prop_assert_eq!(resumed, Views::fold(&ordered));
    }
}

proptest! {
    /// What may not count, put between the statements that do, leaves findings and nothing else.
    #[test]
    fn what_is_refused_changes_nothing_else(story in any_story(), every in 1..4_usize) {
        let ordered = order(story.said);
        let (mut clean, mut noisy) = (Views::default(), Views::default());
        for (number, said) in ordered.iter().enumerate() {
            clean.apply(said);
            if number % every == 0 {
                let forged = Said { standing: crate::Standing::BadSignature, leaf: digest(!(number as u64)), ..said.clone() };
                noisy.apply(&forged);
            }
            noisy.apply(said);
            noisy.apply(said);
        }
        prop_assert_eq!(clean.custody, noisy.custody);
        prop_assert!(noisy.findings.len() >= clean.findings.len() + ordered.len());
    }
}

/// No account holds more than one line can name, so whatever is packed can depart.
#[test]
fn an_account_holds_no_more_than_a_line_can_name() {
    let fuel = |quantity| line("fuel", quantity);
    let mut story = arrived();
    story.say("giver", adjusted("depot", fuel(QUANTITY_MAX - 18), true));
    story.say("giver", adjusted("depot", fuel(1), true));
    story.say("giver", packed("C2", "P", vec![fuel(QUANTITY_MAX), fuel(1)]));
    story.say("giver", ordered("V2", &["C2"]));
    story.say("giver", progress("V2", ProgressEvent::Departed));
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "13: BreaksRule { fault: \"item fuel: an account would hold more than 1000000000000\" }",
        "14: Overdrawn { item: fuel, wanted: Quantity(1), held: 0 }",
    ]
    "#);
    let way = |stage| Account::Way { holder: id("giver"), consignment: id("C2"), stage };
    assert_eq!(story.views().custody.held(&id("fuel"), &way(Stage::Packed)), 0);
    assert_eq!(story.views().custody.held(&id("fuel"), &way(Stage::OnRoad)), i128::from(QUANTITY_MAX));
}

/// How far the random stories get: a property over stories in which nothing happens proves nothing.
#[test]
fn random_stories_reach_every_kind() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut posted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..200 {
        let story = any_story().new_tree(&mut runner).unwrap().current();
        let mut views = Views::default();
        for said in order(story.said.clone()) {
            let before = views.custody.postings().len();
            views.apply(&said);
            if views.custody.postings().len() > before {
                *posted.entry(said.statement().unwrap().body.kind().code()).or_default() += 1;
            }
        }
        let offers = views.custody.offers().values().map(|offer| format!("offer {}", offer.status().code()));
        let matters = views.custody.matters().values().flat_map(|matter| {
            let settled = matter.settled.as_ref().map(|_| format!("settled {}", matter.kind.code()));
            [Some(format!("matter {}", matter.kind.code())), settled].into_iter().flatten()
        });
        let unseen = views.findings.iter().filter(|finding| finding.kind == FindingKind::WithdrawnUnseen);
        for reach in offers.chain(matters).chain(unseen.map(|_| "withdrawn unseen".to_owned())) {
            *reached.entry(reach).or_default() += 1;
        }
    }
    let kinds = [
        "stock_declared",
        "stock_adjusted",
        "consignment_packed",
        "progress",
        "incident",
        "handover_offered",
        "handover_answered",
        "matter_settled",
        "consumed",
        "destroyed",
        "stock_reserved",
        "reservation_released",
        "stock_moved",
        "consignment_reloaded",
        "stock_lost",
        "handover_closed",
        "handover_voided",
    ];
    let rare: Vec<&str> = kinds.into_iter().filter(|kind| posted.get(kind).copied().unwrap_or(0) < 10).collect();
    let codes = |list: &str, all: &[&str]| all.iter().map(|code| format!("{list} {code}")).collect::<Vec<_>>();
    let matters = ["handover", "stated", "double_custody", "lost_serial", "consumption"];
    let mut wanted = codes("offer", &["open", "partial", "answered", "closed", "voided"]);
    wanted.extend(codes("matter", &matters).into_iter().chain(codes("settled", &matters)));
    wanted.push("withdrawn unseen".to_owned());
    let scarce: Vec<&String> = wanted.iter().filter(|reach| reached.get(*reach).copied().unwrap_or(0) < 5).collect();
    assert!(rare.is_empty() && scarce.is_empty(), "{rare:?} {scarce:?} of {posted:#?} {reached:#?}");
}
