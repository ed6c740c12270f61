//! The crossing: list, count, matter and end.

use super::build::*;
use crate::{Ladder, Matter, Views};
use model::*;

fn ladder(views: &Views, item: &str) -> Ladder {
    views.custody.ladder(&id("P"), &id(item))
}

fn only_matter(views: &Views) -> &Matter {
    assert_eq!(views.custody.matters().len(), 1);
    views.custody.matters().values().next().unwrap()
}

/// Each difference as item, both numbers, what is disputed, and the pieces.
fn differences(matter: &Matter) -> Vec<String> {
    let one = |d: &crate::Difference| {
        format!("{} listed {} counted {} disputed {} {:?}", d.item, d.offered, d.counted, d.disputed(), d.serials)
    };
    matter.differences.iter().map(one).collect()
}

#[test]
fn short_and_over_from_pledge_to_settlement() {
    let mut story = arrived();
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_snapshot!(table(&story.views()), @"
    fuel       giver at depot           18
    fuel       giver C1 at_crossing     12
    fuel       outside: source         -30
    radio      giver at depot            1  R4
    radio      giver C1 at_crossing      3  R1 R2 R3
    radio      outside: source          -4
    ration/L1  giver at depot            4
    ration/L1  giver C1 at_crossing      6
    ration/L1  outside: source         -10
    ");

    let offer = story.say("giver", offered("C1", vec![line("fuel", 12), line("ration/L1", 6)]));
    let short = counted("fuel", 11, Some(DifferenceReason::Short));
    let over = counted("ration/L1", 7, Some(DifferenceReason::Over));
    let answer = story.say("receiver", answered(&offer, vec![short, over]));
    let views = story.views();
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_snapshot!(table(&views), @"
    fuel       giver at depot           18
    fuel       receiver at crossing     11
    fuel       disputed                  1
    fuel       outside: source         -30
    radio      giver at depot            1  R4
    radio      giver C1 at_crossing      3  R1 R2 R3
    radio      outside: source          -4
    ration/L1  giver at depot            4
    ration/L1  receiver at crossing      6
    ration/L1  disputed                  1
    ration/L1  outside: source         -10
    ration/L1  outside: unlisted        -1
    ");
    insta::assert_debug_snapshot!(differences(only_matter(&views)), @r#"
    [
        "fuel listed 12 counted 11 disputed 1 []",
        "ration listed 6 counted 7 disputed 1 []",
    ]
    "#);
    let matter = only_matter(&views);
    assert_eq!((&matter.by, matter.giver.as_str(), matter.receiver.as_str()), (&answer, "giver", "receiver"));

    // One side alone settles nothing, nor do both with different words.
    let ends = [
        outcome(line("fuel", 1), Verdict::Lost, None),
        outcome(line("ration/L1", 1), Verdict::AddedFromGiver, Some("depot")),
    ];
    let before = table(&views);
    story.say("giver", settled(&answer, ends.to_vec()));
    assert_eq!(table(&story.views()), before);
    story.say("receiver", settled(&answer, vec![outcome(line("fuel", 1), Verdict::WithGiver, Some("depot"))]));
    assert_eq!(table(&story.views()), before);
    assert_eq!(only_matter(&story.views()).proposals.len(), 2);

    // The same words settle it, in whatever order they stand.
    let [fuel, ration] = ends;
    let close = story.say("receiver", settled(&answer, vec![ration, fuel]));
    let views = story.views();
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_snapshot!(table(&views), @"
    fuel       giver at depot           18
    fuel       receiver at crossing     11
    fuel       outside: source         -30
    fuel       outside: lost, unknown    1
    radio      giver at depot            1  R4
    radio      giver C1 at_crossing      3  R1 R2 R3
    radio      outside: source          -4
    ration/L1  giver at depot            3
    ration/L1  receiver at crossing      7
    ration/L1  outside: source         -10
    ");
    assert_eq!(only_matter(&views).settled.as_ref().unwrap().0[1], close);
    insta::assert_debug_snapshot!(ladder(&views, "fuel"), @"
    Ladder {
        packed: 12,
        dispatched: 12,
        at_crossing: 12,
        offered: 12,
        accepted: 11,
        lost: 1,
        returned: 0,
    }
    ");
    insta::assert_debug_snapshot!(ladder(&views, "ration"), @"
    Ladder {
        packed: 6,
        dispatched: 6,
        at_crossing: 6,
        offered: 6,
        accepted: 7,
        lost: 0,
        returned: 0,
    }
    ");

    story.say("giver", settled(&answer, vec![outcome(line("fuel", 1), Verdict::Lost, None)]));
    assert_eq!(story.findings(), ["17: MatterClosed"]);
}

#[test]
fn a_matter_can_be_settled_in_parts() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    let answer = story.say("receiver", answered(&offer, vec![counted("fuel", 9, Some(DifferenceReason::Short))]));
    both_say(&mut story, &answer, &[outcome(line("fuel", 1), Verdict::Received, None)]);
    assert!(only_matter(&story.views()).settled.is_none());
    assert!(only_matter(&story.views()).proposals.is_empty(), "the rest needs new words");
    // More than is left does not fit, and leaves the matter open.
    both_say(&mut story, &answer, &[outcome(line("fuel", 3), Verdict::Lost, None)]);
    assert!(only_matter(&story.views()).settled.is_none());
    both_say(&mut story, &answer, &[outcome(line("fuel", 2), Verdict::WithGiver, Some("depot"))]);
    assert!(only_matter(&story.views()).settled.is_some());
    let ended: Vec<(usize, u64)> = only_matter(&story.views())
        .ended
        .iter()
        .map(|words| (words.len(), words.values().map(|word| word.outcomes[0].line.quantity.get()).sum()))
        .collect();
    assert_eq!(ended, [(2, 2), (2, 4)], "how each part ended, in the words of both");
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "17: MoreThanDisputed { item: fuel, wanted: Quantity(3), disputed: 2 }",
    ]
    "#);
    insta::assert_debug_snapshot!(ladder(&story.views(), "fuel"), @"
    Ladder {
        packed: 12,
        dispatched: 12,
        at_crossing: 12,
        offered: 12,
        accepted: 10,
        lost: 0,
        returned: 2,
    }
    ");
}

#[test]
fn only_the_first_answer_of_the_receiver_stands() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    let count = || vec![counted("fuel", 12, None)];
    story.say("stranger", answered(&offer, count()));
    story.say("giver", answered(&offer, count()));
    let before = table(&story.views());
    assert!(story.views().custody.offers()[&offer.leaf].answers.is_empty());
    story.say("receiver", answered(&offer, count()));
    let after = table(&story.views());
    assert_ne!(before, after);
    story.say("receiver", answered(&offer, vec![counted("fuel", 3, None)]));
    assert_eq!(table(&story.views()), after);
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "13: WrongParty { party: stranger, expected: receiver }",
        "14: WrongParty { party: giver, expected: receiver }",
        "16: AnsweredTwice",
    ]
    "#);
}

#[test]
fn a_difference_without_reason_is_a_matter_and_a_finding() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12), line("ration/L1", 6)]));
    // The rations are not even mentioned: silence never clears the giver.
    story.say("receiver", answered(&offer, vec![counted("fuel", 11, None)]));
    insta::assert_debug_snapshot!(story.findings(), @r#"
    [
        "13: ReasonMissing { item: fuel }",
        "13: ReasonMissing { item: ration }",
    ]
    "#);
    insta::assert_debug_snapshot!(differences(only_matter(&story.views())), @r#"
    [
        "fuel listed 12 counted 11 disputed 1 []",
        "ration listed 6 counted 0 disputed 6 []",
    ]
    "#);
}

#[test]
fn a_wrong_serial_new_to_the_book_is_short_and_over() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("radio:R1,R2,R3", 3)]));
    let count = counted("radio:R1,R2,X9", 3, Some(DifferenceReason::WrongSerial));
    let answer = story.say("receiver", answered(&offer, vec![count]));
    insta::assert_snapshot!(table(&story.views()).lines().filter(|row| row.starts_with("radio")).collect::<Vec<_>>().join("\n"), @"
    radio      giver at depot            1  R4
    radio      receiver at crossing      2  R1 R2
    radio      disputed                  2  R3 X9
    radio      outside: source          -4
    radio      outside: unlisted        -1
    ");
    insta::assert_debug_snapshot!(differences(only_matter(&story.views())), @r#"
    [
        "radio listed 3 counted 2 disputed 1 [R3]",
        "radio listed 2 counted 3 disputed 1 [X9]",
    ]
    "#);
    both_say(
        &mut story,
        &answer,
        &[
            outcome(line("radio:R3", 1), Verdict::WithGiver, Some("depot")),
            outcome(line("radio:X9", 1), Verdict::Received, None),
        ],
    );
    assert_eq!(story.findings(), Vec::<String>::new());
    assert!(only_matter(&story.views()).settled.is_some());
    insta::assert_snapshot!(table(&story.views()).lines().filter(|row| row.starts_with("radio")).collect::<Vec<_>>().join("\n"), @"
    radio      giver at depot            2  R3 R4
    radio      receiver at crossing      3  R1 R2 X9
    radio      outside: source          -4
    radio      outside: unlisted        -1
    ");
}

/// The giver loaded R4 in place of R3: both sides say so, and the book follows.
#[test]
fn a_wrong_serial_from_the_givers_stock_can_be_settled() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("radio:R1,R2,R3", 3)]));
    let count = counted("radio:R1,R2,R4", 3, Some(DifferenceReason::WrongSerial));
    let answer = story.say("receiver", answered(&offer, vec![count]));
    assert_eq!(story.findings(), ["13: SerialElsewhere { item: radio, serial: R4 }"]);
    both_say(
        &mut story,
        &answer,
        &[
            outcome(line("radio:R3", 1), Verdict::WithGiver, Some("depot")),
            outcome(line("radio:R4", 1), Verdict::AddedFromGiver, Some("depot")),
        ],
    );
    assert_eq!(story.findings().len(), 1);
    assert!(only_matter(&story.views()).settled.is_some());
    insta::assert_snapshot!(table(&story.views()).lines().filter(|row| row.starts_with("radio")).collect::<Vec<_>>().join("\n"), @"
    radio      giver at depot            1  R3
    radio      receiver at crossing      3  R1 R2 R4
    radio      outside: source          -4
    ");
    assert_eq!(ladder(&story.views(), "radio").accepted, 3);
}

#[test]
fn pieces_counted_without_serials() {
    let count_of = |number| {
        let mut story = arrived();
        let offer = story.say("giver", offered("C1", vec![line("radio:R1,R2,R3", 3)]));
        story.say("receiver", answered(&offer, vec![counted("radio", number, Some(DifferenceReason::Short))]));
        story
    };
    // All are there: taken over by the list, with a remark.
    let all = count_of(3);
    let found = all.findings();
    assert_eq!(found[0], "13: SerialMissing { item: radio, wanted: Quantity(3), serials: 0 }");
    assert_eq!(found[1..], ["13: ReasonMisfits { item: radio, reason: Short }"], "nothing is missing");
    assert_eq!(ladder(&all.views(), "radio").accepted, 3);
    // One is not, and nobody can say which: all are in question, the numbers are as counted.
    let two = count_of(2);
    assert_eq!(ladder(&two.views(), "radio").accepted, 0);
    insta::assert_debug_snapshot!(differences(only_matter(&two.views())), @r#"
    [
        "radio listed 3 counted 2 disputed 1 [R1, R2, R3]",
    ]
    "#);
}

#[test]
fn a_mixed_list_keeps_every_piece_in_sight() {
    let mut story = arrived();
    story.say("giver", stock("depot", vec![line("fuel:F1,F2", 2)]));
    story.say("giver", packed("C2", "P", vec![line("fuel:F1,F2", 2), line("fuel", 3)]));
    story.say("giver", ordered("V2", &["C2"]));
    story.say("giver", progress("V2", ProgressEvent::Departed));
    story.say("giver", progress("V2", ProgressEvent::Arrived));
    let offer = story.say("giver", offered("C2", vec![line("fuel:F1,F2", 2), line("fuel", 3)]));
    let count = vec![counted("fuel:F1", 1, Some(DifferenceReason::Short)), counted("fuel", 2, None)];
    story.say("receiver", answered(&offer, count));
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_debug_snapshot!(differences(only_matter(&story.views())), @r#"
    [
        "fuel listed 5 counted 3 disputed 2 [F2]",
    ]
    "#);
    // F2 and one without a name.
    let matter = *story.views().custody.matters().keys().next().unwrap();
    assert_eq!(story.views().custody.held(&id("fuel"), &crate::Account::Disputed { matter }), 2);
    assert_eq!(ladder(&story.views(), "fuel").accepted, 3);
}

/// Two batches of one item keep their own pieces while they travel.
#[test]
fn lots_travel_with_their_own_pieces() {
    let mut story = arrived();
    story.say("giver", stock("depot", vec![line("radio/L1:A,B", 2), line("radio/L2:C", 1)]));
    story.say("giver", packed("C2", "P", vec![line("radio/L1:A,B", 2), line("radio/L2:C", 1)]));
    story.say("giver", ordered("V2", &["C2"]));
    story.say("giver", progress("V2", ProgressEvent::Departed));
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_snapshot!(table(&story.views()).lines().filter(|row| row.contains("C2")).collect::<Vec<_>>().join("\n"), @"
    radio/L1   giver C2 on_road          2  A B C
    radio/L2   giver C2 on_road          1  A B C
    ");
}

/// A matter that no handover left holds nothing; both sides' word closes it.
#[test]
fn a_matter_opened_by_statement_closes_by_both_words() {
    let mut story = arrived();
    let opened =
        MatterOpened { about: Vec::new(), owner: id("giver"), lines: vec![line("fuel", 2)], note: text("leak") };
    let matter = story.say("receiver", Body::MatterOpened(opened));
    let before = table(&story.views());
    let end = [outcome(line("fuel", 2), Verdict::Lost, None)];
    story.say("stranger", settled(&matter, end.to_vec()));
    story.say("giver", settled(&matter, end.to_vec()));
    assert!(only_matter(&story.views()).settled.is_none());
    story.say("receiver", settled(&matter, end.to_vec()));
    assert!(only_matter(&story.views()).settled.is_some());
    assert_eq!(table(&story.views()), before);
    assert_eq!(story.findings(), ["13: WrongParty { party: stranger, expected: giver }"]);
}
