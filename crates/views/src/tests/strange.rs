//! What may not count: a finding, and no change of anything else.

use super::build::*;
use crate::{Content, Standing, Views};
use model::*;

/// Says one more thing; it must leave balances as they are, and this finding.
fn refused(party: &str, body: Body) -> Vec<String> {
    let mut story = arrived();
    let before = table(&story.views());
    story.say(party, body);
    assert_eq!(table(&story.views()), before);
    story.findings()
}

#[test]
fn what_does_not_fit_is_a_finding_and_moves_nothing() {
    let found = [
        ("too much packed", refused("giver", packed("C2", "P", vec![line("fuel", 19)]))),
        ("too much of a lot", refused("giver", packed("C2", "P", vec![line("ration/L2", 1)]))),
        ("too much adjusted away", refused("giver", adjusted("depot", line("fuel", 19), false))),
        ("too much lost", refused("giver", lost("V1", vec![line("fuel", 13)]))),
        ("nobody's stock", refused("stranger", packed("C2", "P", vec![line("fuel", 1)]))),
        ("unknown item", refused("giver", stock("depot", vec![line("ghost", 1)]))),
        ("serials missing", refused("giver", stock("depot", vec![line("radio", 1)]))),
        ("piece twice", refused("receiver", stock("camp", vec![line("radio:R1", 1)]))),
        ("piece gone", refused("giver", packed("C2", "P", vec![line("radio:R1", 1)]))),
        ("nameless piece", refused("giver", offered("C1", vec![line("radio", 1)]))),
        ("unknown consignment", refused("giver", offered("C9", vec![line("fuel", 1)]))),
        ("another's consignment", refused("receiver", offered("C1", vec![line("fuel", 1)]))),
        ("consignment twice", refused("giver", packed("C1", "P", vec![line("fuel", 1)]))),
        ("unknown convoy", refused("giver", progress("V9", ProgressEvent::Departed))),
        ("another's convoy lost", refused("stranger", lost("V1", vec![line("fuel", 12)]))),
        ("another's convoy moved", refused("stranger", progress("V1", ProgressEvent::Departed))),
        ("another's convoy ordered", refused("stranger", ordered("V1", &[]))),
        ("unknown offer", refused("receiver", answered(&reference(), vec![counted("fuel", 1, None)]))),
        (
            "unknown matter",
            refused("giver", settled(&reference(), vec![outcome(line("fuel", 1), Verdict::Lost, None)])),
        ),
        ("another's agreement", refused("stranger", agreement("B", &["giver", "receiver"]))),
        ("another's pledge", refused("stranger", pledge("Q", "giver", &[("fuel", 1, 1)]))),
        ("a rule broken", refused("giver", stock("depot", Vec::new()))),
    ];
    let rows: Vec<String> =
        found.iter().map(|(what, findings)| format!("{what:<25} {}", findings.join("; "))).collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    too much packed           12: Overdrawn { item: fuel, wanted: Quantity(19), held: 18 }
    too much of a lot         12: Overdrawn { item: ration, wanted: Quantity(1), held: 0 }
    too much adjusted away    12: Overdrawn { item: fuel, wanted: Quantity(19), held: 18 }
    too much lost             12: Overdrawn { item: fuel, wanted: Quantity(13), held: 12 }
    nobody's stock            12: WrongParty { party: stranger, expected: giver }
    unknown item              12: UnknownItem { item: ghost }
    serials missing           12: SerialMissing { item: radio, wanted: Quantity(1), serials: 0 }
    piece twice               12: SerialElsewhere { item: radio, serial: R1 }
    piece gone                12: SerialElsewhere { item: radio, serial: R1 }
    nameless piece            12: SerialMissing { item: radio, wanted: Quantity(1), serials: 0 }
    unknown consignment       12: UnknownConsignment { consignment: C9 }
    another's consignment     12: WrongParty { party: receiver, expected: giver }
    consignment twice         12: AlreadyDeclared { name: "C1" }
    unknown convoy            12: UnknownConvoy { convoy: V9 }
    another's convoy lost     12: WrongParty { party: stranger, expected: giver }
    another's convoy moved    12: WrongParty { party: stranger, expected: giver }
    another's convoy ordered  12: WrongParty { party: stranger, expected: giver }
    unknown offer             12: UnknownReference { index: 99 }
    unknown matter            12: UnknownReference { index: 99 }
    another's agreement       12: WrongParty { party: stranger, expected: giver }
    another's pledge          12: WrongParty { party: stranger, expected: giver }
    a rule broken             12: BreaksRule { fault: "`lines` is empty" }
    "#);
}

fn reference() -> Reference {
    Reference { origin: id("giver/log"), index: 99, leaf: digest(u64::MAX) }
}

/// A stranger orders another's goods onto his own convoy, and it departs: the goods stay.
#[test]
fn a_convoy_moves_only_what_its_own_party_packed() {
    let mut story = arrived();
    story.say("giver", packed("C2", "P", vec![line("fuel", 5)]));
    let before = table(&story.views());
    story.say("stranger", ordered("V2", &["C2"]));
    story.say("stranger", progress("V2", ProgressEvent::Departed));
    story.say("stranger", lost("V2", vec![line("fuel", 5)]));
    assert_eq!(table(&story.views()), before);
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "14: WrongParty { party: stranger, expected: giver }",
        "15: Overdrawn { item: fuel, wanted: Quantity(5), held: 0 }",
    ]
    "#);
}

#[test]
fn a_pledge_that_is_not_here_does_not_stop_the_goods() {
    let mut story = arrived();
    story.say("giver", packed("C2", "elsewhere", vec![line("fuel", 5)]));
    assert_eq!(story.findings(), ["12: UnknownPledge { pledge: elsewhere }"]);
    assert_eq!(story.views().custody.consignments().len(), 2);
}

#[test]
fn what_cannot_be_read_or_trusted_changes_nothing() {
    let mut story = arrived();
    let before = story.views();
    story.say("giver", stock("depot", vec![line("fuel", 7)]));
    let last = story.said.len() - 1;
    let known = story.said[last].clone();
    let mut change = |change: fn(&mut crate::Said)| {
        story.said[last] = known.clone();
        change(&mut story.said[last]);
        let views = story.views();
        assert_eq!(
            (&views.custody, &views.agreements, &views.movements),
            (&before.custody, &before.agreements, &before.movements)
        );
        story.findings()
    };
    let found = [
        change(|said| said.content = Content::Opaque { why: "schema 9".to_owned() }),
        change(|said| said.standing = Standing::BadSignature),
        change(|said| said.standing = Standing::NotGranted { officer: id("mole") }),
        change(|said| said.party = id("receiver")),
        // Content that went to others is no finding: that is what audiences are for.
        change(|said| said.content = Content::Withheld),
    ];
    insta::assert_debug_snapshot!(found, @r#"
    [
        [
            "12: NotUnderstood { why: \"schema 9\" }",
        ],
        [
            "12: BadSignature",
        ],
        [
            "12: NotGranted { officer: mole }",
        ],
        [
            "12: WrongParty { party: giver, expected: receiver }",
        ],
        [],
    ]
    "#);
}

/// The same entry logged again, in the same journal: it counts once.
#[test]
fn a_statement_logged_twice_counts_once() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    story.say("receiver", answered(&offer, vec![counted("fuel", 11, Some(DifferenceReason::Short))]));
    let before = story.views();
    let ordered = crate::order(story.said.clone());
    let mut views = Views::fold(&ordered);
    for said in &ordered {
        let mut again = said.clone();
        again.index += 1000;
        views.apply(&again);
    }
    assert_eq!(views.custody, before.custody);
    assert_eq!(views.findings.len(), before.findings.len() + ordered.len());
}

/// A loss names its pieces, and it is the consignment with these pieces that lost them.
#[test]
fn a_loss_is_taken_from_the_consignment_that_has_it() {
    let mut story = arrived();
    story.say("giver", packed("C2", "P", vec![line("radio:R4", 1)]));
    story.say("giver", ordered("V1", &["C1", "C2"]));
    story.say("giver", lost("V1", vec![line("radio:R4", 1)]));
    assert_eq!(story.findings(), Vec::<String>::new());
    let lost = crate::Account::Lost { attribution: Attribution::Suspected };
    assert_eq!(story.views().custody.serials()[&(id("radio"), id("R4"))], lost);
}
