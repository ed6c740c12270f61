//! The account asked for in parts: figures, variances and flows add up, whatever is asked.

use super::build::*;
use super::conserved::any_story;
use crate::{
    Account, Cause, ItemFlow, Ladder, Node, Rung, Scope, Stage, Views, behind_lines, flow, reconcile, reconcile_in,
};
use model::*;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use units::{Interval, ItemCode};

fn rung(ladder: &Ladder, rung: Rung) -> u128 {
    match rung {
        Rung::Packed => ladder.packed,
        Rung::Dispatched => ladder.dispatched,
        Rung::AtCrossing => ladder.at_crossing,
        Rung::Offered => ladder.offered,
        Rung::Accepted => ladder.accepted,
        Rung::Lost => ladder.lost,
        Rung::Returned => ladder.returned,
    }
}

/// Anything that may be asked, in any combination.
fn any_scope() -> impl Strategy<Value = Scope> {
    let goods = (
        prop::option::of(Just(id("A"))),
        prop::option::of(select(vec![id("P"), id("Q")])),
        prop::option::of(1..4_u16),
        prop::option::of(select(vec![id("fuel"), id("ration"), id("radio")])),
        prop::option::of(Just(id("L1"))),
        prop::option::of(select(vec![id("R1"), id("R4")])),
    );
    let places = (
        prop::option::of(select(vec![id("giver"), id("receiver")])),
        prop::option::of(select(vec![id("depot"), id("crossing")])),
        prop::option::of(select(vec![hour(0), hour(1)])),
        prop::option::of(select(vec![hour(1), hour(2)])),
    );
    (goods, places).prop_map(|((agreement, pledge, line, item, lot, serial), (holder, place, from, to))| Scope {
        agreement,
        pledge,
        line,
        item,
        lot,
        serial,
        holder,
        place,
        period: Interval { from, to },
    })
}

/// What the book holds of an item in all accounts of a kind.
fn held(views: &Views, item: &ItemCode, kind: impl Fn(&Account) -> bool) -> i128 {
    let rows = views.custody.balances().iter();
    rows.filter(|((code, _, account), _)| code == item && kind(account)).map(|(_, amount)| amount).sum()
}

fn balance(flow: &ItemFlow, nodes: &[Node]) -> i128 {
    flow.nodes.iter().filter(|node| nodes.contains(&node.node)).map(|node| node.balance).sum()
}

/// Nodes conserve: what entered and did not leave is there, and all of it together is nothing.
fn flows_conserve(flows: &[ItemFlow]) -> Result<(), TestCaseError> {
    for flow in flows {
        prop_assert_eq!(flow.nodes.iter().map(|node| node.balance).sum::<i128>(), 0, "{:?}", flow);
        prop_assert_eq!(flow.nodes.iter().map(|node| node.opening).sum::<i128>(), 0, "{:?}", flow);
        for node in &flow.nodes {
            let through = |end: fn(&crate::FlowLink) -> Node| -> u128 {
                flow.links.iter().filter(|link| end(link) == node.node).map(|link| link.quantity).sum()
            };
            prop_assert_eq!(through(|link| link.to), node.entered);
            prop_assert_eq!(through(|link| link.from), node.left);
            let change = i128::try_from(node.entered).unwrap() - i128::try_from(node.left).unwrap();
            prop_assert_eq!(node.opening + change, node.balance);
        }
        prop_assert!(flow.links.iter().all(|link| link.quantity > 0 && !link.why.is_empty() && link.from != link.to));
    }
    Ok(())
}

proptest! {
    /// The ladder that statements climbed is the one read back from the postings, and each rung that has
    /// something on it has statements behind it.
    #[test]
    fn every_rung_is_what_its_postings_say(story in any_story()) {
        let views = story.views();
        let behind = behind_lines(&views, &Scope::default());
        let rows = reconcile(&views, hour(0)).lines;
        for item in ["fuel", "ration", "radio"] {
            let kept = views.custody.ladder(&id("P"), &id(item));
            let row = rows.iter().find(|row| row.item == id(item)).unwrap();
            prop_assert_eq!(row.ladder, kept, "{}", item);
            let why = behind.get(&(id("P"), id(item))).cloned().unwrap_or_default();
            for step in Rung::ALL {
                prop_assert!(rung(&kept, step) == 0 || why.contains_key(&step), "{} {:?}", item, step);
            }
        }
    }

    #[test]
    fn every_flow_conserves_and_all_of_it_is_the_book(story in any_story()) {
        let views = story.views();
        let flows = flow(&views, &Scope::default(), &reconcile(&views, hour(0)));
        flows_conserve(&flows)?;
        for flow in &flows {
            let is = |kind: fn(&Account) -> bool| held(&views, &flow.item, kind);
            prop_assert_eq!(
                balance(flow, &[Node::Stock, Node::Receiver, Node::Returned]),
                is(|account| matches!(account, Account::Stock { .. } | Account::Reserved { .. } | Account::Moving { .. }))
            );
            let crossing = |account: &Account| {
                matches!(account, Account::Way { stage: Stage::AtCrossing | Stage::Offered, .. })
            };
            prop_assert_eq!(balance(flow, &[Node::Crossing]), is(crossing));
            prop_assert_eq!(balance(flow, &[Node::Disputed]), is(|account| matches!(account, Account::Disputed { .. })));
            prop_assert_eq!(balance(flow, &[Node::Unlisted, Node::Settled]), is(|account| *account == Account::Unlisted));
            prop_assert_eq!(balance(flow, &[Node::Source, Node::WrittenOff]), is(|account| *account == Account::Source));
            prop_assert_eq!(balance(flow, &[Node::Lost]), is(|account| matches!(account, Account::Lost { .. })));
            prop_assert_eq!(balance(flow, &[Node::Consumed]), is(|account| *account == Account::Consumed));
            prop_assert_eq!(balance(flow, &[Node::Pledged, Node::Fulfilled, Node::Owed]), 0);
        }
    }

    #[test]
    fn whatever_is_asked_adds_up(story in any_story(), scope in any_scope()) {
        let views = story.views();
        let part = reconcile_in(&views, &scope, hour(0));
        for book in &part.items {
            prop_assert_eq!(book.sum, 0);
            prop_assert_eq!(book.accounts.iter().map(|row| row.amount).sum::<i128>() + book.elsewhere, 0);
            prop_assert!(scope.narrows_accounts() || book.elsewhere == 0);
        }
        flows_conserve(&flow(&views, &scope, &part))?;
        // Nothing is in a part that is not in the whole.
        let whole = reconcile(&views, hour(0));
        let sums = |variances: &[crate::Variance]| {
            let mut sums: BTreeMap<(Cause, ItemCode), u128> = BTreeMap::new();
            for variance in variances {
                *sums.entry((variance.cause, variance.item.clone())).or_default() += variance.quantity;
            }
            sums
        };
        let all = sums(&whole.variances);
        for (key, sum) in sums(&part.variances) {
            prop_assert!(scope.period.to.is_some() || all.get(&key).is_some_and(|all| sum <= *all), "{key:?}: {sum}");
        }
    }

    /// Together with what is in stock, the variances are the whole of each item that came in.
    #[test]
    fn variances_and_stock_are_all_there_is(story in any_story()) {
        let views = story.views();
        let variances = reconcile(&views, hour(0)).variances;
        let sum = |item: &ItemCode, cause: Cause| -> i128 {
            let of = variances.iter().filter(|variance| &variance.item == item && variance.cause == cause);
            of.map(|variance| i128::try_from(variance.quantity).unwrap()).sum()
        };
        for item in ["fuel", "ration", "radio"].map(id) {
            let is = |kind: fn(&Account) -> bool| held(&views, &item, kind);
            prop_assert_eq!(sum(&item, Cause::Matter), is(|account| matches!(account, Account::Disputed { .. })));
            prop_assert_eq!(sum(&item, Cause::InTransit), is(|account| matches!(account, Account::Way { .. } | Account::Moving { .. })));
            prop_assert_eq!(sum(&item, Cause::Lost), is(|account| matches!(account, Account::Lost { .. })));
            prop_assert_eq!(sum(&item, Cause::Consumed), is(|account| *account == Account::Consumed));
            prop_assert_eq!(sum(&item, Cause::Destroyed), is(|account| *account == Account::Destroyed));
            prop_assert!(sum(&item, Cause::Unlisted) <= (-is(|account| *account == Account::Unlisted)).max(0) + sum(&item, Cause::Matter));
        }
        let explains: Vec<bool> = variances.iter().map(|variance| variance.cause.explains()).collect();
        prop_assert!(explains.is_sorted(), "what nothing explains comes first");
        prop_assert!(variances.iter().all(|variance| variance.quantity > 0 && !variance.why.is_empty()));
    }
}

fn told(story: &Story, scope: &Scope) -> String {
    let place = |by: &Reference| story.said.iter().position(|said| &said.reference() == by).unwrap().to_string();
    let told = reconcile_in(&story.views(), scope, hour(100)).variances.into_iter().map(|variance| {
        let why: Vec<String> = variance.why.iter().map(place).collect();
        let mark = if variance.cause.explains() { "" } else { "! " };
        format!("{mark}{} {} {} by {}", variance.cause.code(), variance.quantity, variance.item, why.join(" "))
    });
    told.collect::<Vec<_>>().join("\n")
}

/// Fuel 2 over, rations 1 short, a radio lost on the road; the rest accepted.
fn crossed() -> (Story, Reference) {
    let mut story = arrived();
    story.at(10);
    story.say("giver", lost("V1", vec![line("radio:R3", 1)]));
    let lines = vec![line("fuel", 12), line("ration/L1", 6), line("radio:R1,R2", 2)];
    let offer = story.say("giver", offered("C1", lines));
    let count = vec![
        counted("fuel", 14, Some(DifferenceReason::Over)),
        counted("ration/L1", 5, Some(DifferenceReason::Short)),
        counted("radio:R1,R2", 2, None),
    ];
    let answer = story.say("receiver", answered(&offer, count));
    (story, answer)
}

#[test]
fn what_nothing_explains_is_told_first() {
    let (mut story, answer) = crossed();
    story.at(20);
    let used = |line| Body::Consumed(Consumed { site: id("crossing"), line, purpose: text("used") });
    story.say("receiver", used(line("fuel", 5)));
    story.say("receiver", used(line("fuel", 500)));
    story.say("giver", adjusted("depot", line("fuel", 3), false));
    let spoiled = StockAdjusted {
        site: id("depot"),
        line: line("ration/L1", 1),
        increase: false,
        reason: AdjustmentReason::Spoiled,
        note: None,
    };
    story.say("giver", Body::StockAdjusted(spoiled));
    insta::assert_snapshot!(told(&story, &Scope::default()), @"
    ! unposted 500 fuel by 16
    ! counted 3 fuel by 17
    matter 2 fuel by 14
    matter 1 ration by 14
    consumed 5 fuel by 15
    lost 1 radio by 12
    written_off 1 ration by 18
    ");
    // Both sides say that the receiver keeps what was over, and nobody where it came from.
    for party in ["giver", "receiver"] {
        story.say(party, settled(&answer, vec![outcome(line("fuel", 2), Verdict::Received, None)]));
    }
    insta::assert_snapshot!(told(&story, &Scope { item: Some(id("fuel")), ..Scope::default() }), @"
    ! unlisted 2 fuel by 14
    ! unposted 500 fuel by 16
    ! counted 3 fuel by 17
    consumed 5 fuel by 15
    ");
}

#[test]
fn what_was_over_and_came_from_the_givers_stock_is_explained() {
    let (mut story, answer) = crossed();
    for party in ["giver", "receiver"] {
        let ends = vec![
            outcome(line("fuel", 2), Verdict::AddedFromGiver, Some("depot")),
            outcome(line("ration/L1", 1), Verdict::WithGiver, Some("depot")),
        ];
        story.say(party, settled(&answer, ends));
    }
    insta::assert_snapshot!(told(&story, &Scope::default()), @"
    returned 1 ration by 16
    lost 1 radio by 12
    ");
    // What made up for it left the giver's stock without a consignment, and is under the pledge all the same.
    let of_pledge = Scope { pledge: Some(id("P")), ..Scope::default() };
    assert_eq!(told(&story, &of_pledge), told(&story, &Scope::default()));
}

#[test]
fn a_piece_that_was_looked_for_in_vain_is_unexplained() {
    let (mut story, _) = crossed();
    let look = |result| {
        let (serial, method, obstacle) = (id("R1"), CheckMethod::Scan, None);
        let piece = CheckedSerial { serial, result, method, note: None, obstacle, photo: None, witness: None };
        Body::CheckPerformed(CheckPerformed { site: id("crossing"), item: id("radio"), pieces: vec![piece] })
    };
    let radios = Scope { item: Some(id("radio")), ..Scope::default() };
    story.say("receiver", look(CheckResult::Absent));
    assert_eq!(told(&story, &radios), "! absent 1 radio by 15\nlost 1 radio by 12");
    story.say("receiver", look(CheckResult::Present));
    assert_eq!(told(&story, &radios), "lost 1 radio by 12");
}

fn books(story: &Story, scope: &Scope) -> String {
    let mut rows = Vec::new();
    for book in reconcile_in(&story.views(), scope, hour(100)).items {
        for row in &book.accounts {
            let place = match &row.account {
                Account::Stock { holder, site } | Account::Reserved { holder, site, .. } => {
                    format!("{holder} at {site}")
                }
                Account::Moving { holder, to, .. } => format!("{holder} to {to}"),
                Account::Way { stage, .. } => stage.code().to_owned(),
                Account::Disputed { .. } => "disputed".to_owned(),
                Account::Source | Account::Unlisted | Account::Consumed | Account::Destroyed | Account::Lost { .. } => {
                    "outside".to_owned()
                }
            };
            rows.push(format!(
                "{} {place}: {} + {} - {} = {}",
                book.item,
                row.opening(),
                row.entered,
                row.left,
                row.amount
            ));
        }
        rows.push(format!("{} elsewhere {}", book.item, book.elsewhere));
    }
    rows.join("\n")
}

#[test]
fn filters_combine() {
    let (story, _) = crossed();
    let scope = |fill: fn(&mut Scope)| {
        let mut scope = Scope::default();
        fill(&mut scope);
        scope
    };
    let at_crossing = scope(|scope| {
        scope.holder = Some(id("receiver"));
        scope.place = Some(id("crossing"));
        scope.item = Some(id("fuel"));
    });
    insta::assert_snapshot!(books(&story, &at_crossing), @"
    fuel receiver at crossing: 0 + 12 - 0 = 12
    fuel disputed: 0 + 2 - 0 = 2
    fuel elsewhere -14
    ");
    let depot_later = scope(|scope| {
        scope.holder = Some(id("giver"));
        scope.item = Some(id("radio"));
        scope.period.from = Some(hour(5));
    });
    insta::assert_snapshot!(books(&story, &depot_later), @"
    radio giver at depot: 1 + 0 - 0 = 1
    radio at_crossing: 3 + 0 - 3 = 0
    radio offered: 0 + 2 - 2 = 0
    radio elsewhere -1
    ");
    let one_piece = scope(|scope| scope.serial = Some(id("R2")));
    insta::assert_snapshot!(books(&story, &one_piece), @"
    radio receiver at crossing: 0 + 1 - 0 = 1
    radio outside: 0 + 0 - 1 = -1
    radio elsewhere 0
    ");
    let nobody = scope(|scope| scope.pledge = Some(id("Q")));
    assert_eq!(books(&story, &nobody), "");
    let rows = |scope: &Scope| reconcile_in(&story.views(), scope, hour(100)).lines.len();
    assert_eq!(rows(&Scope::default()), 3);
    assert_eq!(rows(&scope(|scope| scope.line = Some(2))), 1);
    assert_eq!(rows(&scope(|scope| scope.lot = Some(id("L1")))), 1, "only the line that moved such a lot");
    assert_eq!(rows(&scope(|scope| scope.agreement = Some(id("B")))), 0);
}

/// A piece is followed by name after its pledge is done with it; what is counted by number is not.
#[test]
fn pieces_belong_to_their_pledge_after_acceptance() {
    let (mut story, _) = crossed();
    for goods in ["radio:R1", "fuel"] {
        let used = Consumed { site: id("crossing"), line: line(goods, 1), purpose: text("used") };
        story.say("receiver", Body::Consumed(used));
    }
    let scope = Scope { pledge: Some(id("P")), ..Scope::default() };
    let consumed: Vec<String> = reconcile_in(&story.views(), &scope, hour(100))
        .variances
        .into_iter()
        .filter(|variance| variance.cause == Cause::Consumed)
        .map(|variance| variance.item.to_string())
        .collect();
    assert_eq!(consumed, ["radio"]);
}
