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
        1 => (site(), any_line()).prop_map(|(site, line)| {
            Body::Consumed(Consumed { site: id(site), line, purpose: text("used") })
        }),
        1 => (site(), any_line()).prop_map(|(site, line)| {
            Body::Destroyed(Destroyed { site: id(site), line, reason: text("spoiled") })
        }),
    ]
}

/// Cites an earlier statement of the kind wanted, once there is one.
fn cite(story: &Story, body: &mut Body, pick: &Index) {
    let earlier = |kinds: &[Kind]| -> Option<Reference> {
        let fits = |said: &&Said| said.statement().is_some_and(|it| kinds.contains(&it.body.kind()));
        let fits: Vec<Reference> = story.said.iter().filter(fits).map(Said::reference).collect();
        (!fits.is_empty()).then(|| pick.get(&fits).clone())
    };
    if let Body::HandoverAnswered(answer) = body {
        answer.offer = earlier(&[Kind::HandoverOffered]).unwrap_or_else(|| answer.offer.clone());
    } else if let Body::MatterSettled(settled) = body {
        let kinds = [Kind::HandoverAnswered, Kind::MatterOpened];
        settled.matter = earlier(&kinds).unwrap_or_else(|| settled.matter.clone());
    }
}

/// Names what is disputed, so that a settlement has something to move.
fn fit(story: &Story, settled: &mut MatterSettled) {
    let verdict = settled.outcomes[0].verdict;
    let account = Account::Disputed { matter: settled.matter.leaf };
    let lines = story.views().custody.book.contents(&account);
    if !lines.is_empty() {
        settled.outcomes = lines.into_iter().map(|line| outcome(line, verdict, Some("depot"))).collect();
    }
}

/// A convoy at the crossing, then whatever anybody says; settlements are often said by both sides.
fn any_story() -> impl Strategy<Value = Story> {
    let word = (select(&PARTIES), any_body(), any::<Index>(), any::<bool>());
    prop::collection::vec(word, 0..60).prop_map(|words| {
        let mut story = arrived();
        for (party, mut body, pick, echo) in words {
            // Half of the time who speaks is who may, so that stories get somewhere.
            let party = match (&body, echo) {
                (Body::HandoverAnswered(_), true) => "receiver",
                (Body::HandoverOffered(_) | Body::ConsignmentPacked(_) | Body::Progress(_), true) => "giver",
                _ => party,
            };
            cite(&story, &mut body, &pick);
            if let (true, Body::MatterSettled(settled)) = (echo, &mut body) {
                fit(&story, settled);
                story.say("giver", body.clone());
                story.say("receiver", body);
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

/// What was offered and answered is with the receiver or in a matter; where an account is full, there
/// is a finding instead.
fn nothing_is_left_on_a_list(views: &Views) -> Result<(), TestCaseError> {
    let full =
        |finding: &Finding| matches!(&finding.kind, FindingKind::BreaksRule { fault } if fault.contains("more than"));
    if views.findings.iter().any(full) {
        return Ok(());
    }
    for (consignment, known) in views.custody.consignments() {
        let mut offers = views.custody.offers().values().filter(|offer| &offer.offered.consignment == consignment);
        let way = Account::Way { holder: known.giver.clone(), consignment: consignment.clone(), stage: Stage::Offered };
        let left = views.custody.book.contents(&way);
        prop_assert!(
            left.is_empty() || offers.any(|offer| offer.answer.is_none()),
            "answered, yet on the list: {left:?}"
        );
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
fn random_stories_reach_settlements() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut answered, mut disputed, mut settled) = (0, 0, 0);
    for _ in 0..200 {
        let views = any_story().new_tree(&mut runner).unwrap().current().views();
        answered += views.custody.offers().values().filter(|offer| offer.answer.is_some()).count();
        disputed += views.custody.matters().values().filter(|matter| matter.consignment.is_some()).count();
        let by_handover = |matter: &&crate::Matter| matter.consignment.is_some() && matter.settled.is_some();
        settled += views.custody.matters().values().filter(by_handover).count();
    }
    assert!(
        answered > 80 && disputed > 80 && settled > 5,
        "{answered} answered, {disputed} disputed, {settled} settled"
    );
}
