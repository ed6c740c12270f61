//! From promise to proof.

use super::build::*;
use crate::{CheckState, LineRow, Views, reconcile};
use model::*;

fn row(row: &LineRow) -> String {
    let ladder = row.ladder;
    format!(
        "{} {} {:<6} pledged {} packed {} dispatched {} at crossing {} offered {} accepted {} lost {} returned {} \
         disputed {} verified {} owed {}",
        row.pledge,
        row.line,
        row.item,
        row.pledged,
        ladder.packed,
        ladder.dispatched,
        ladder.at_crossing,
        ladder.offered,
        ladder.accepted,
        ladder.lost,
        ladder.returned,
        row.disputed,
        row.verified,
        row.owed,
    )
}

fn rows(views: &Views) -> String {
    reconcile(views, hour(0)).lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn handed_over() -> Story {
    let mut story = arrived();
    story.at(24);
    let offer =
        story.say("giver", offered("C1", vec![line("fuel", 12), line("ration/L1", 6), line("radio:R1,R2,R3", 3)]));
    let count = vec![
        counted("fuel", 9, Some(DifferenceReason::Short)),
        counted("ration/L1", 6, None),
        counted("radio:R1,R2", 2, Some(DifferenceReason::Short)),
    ];
    let answer = story.say("receiver", answered(&offer, count));
    for party in ["giver", "receiver"] {
        story.say(party, settled(&answer, vec![outcome(line("fuel", 1), Verdict::Lost, None)]));
    }
    story
}

fn check(story: &mut Story, serial: &str, result: CheckResult) {
    let obstacle = (result == CheckResult::NotShown).then_some(CheckObstacle::Deployed);
    let (serial, method) = (id(serial), CheckMethod::Scan);
    let piece = CheckedSerial { serial, result, method, note: None, obstacle, photo: None, witness: None };
    let pieces = vec![piece];
    story.say("receiver", Body::CheckPerformed(CheckPerformed { site: id("crossing"), item: id("radio"), pieces }));
}

/// 12 fuel listed, 9 counted, 1 of the 3 settled as lost: 9 accepted, 2 disputed, 11 of 20 owed.
#[test]
fn each_line_from_promise_to_proof() {
    insta::assert_snapshot!(rows(&handed_over().views()), @"
    P 1 fuel pledged 20 packed 12 dispatched 12 at crossing 12 offered 12 accepted 9 lost 1 returned 0 disputed 2 verified 0 owed 11
    P 2 ration pledged 10 packed 6 dispatched 6 at crossing 6 offered 6 accepted 6 lost 0 returned 0 disputed 0 verified 0 owed 4
    P 3 radio pledged 3 packed 3 dispatched 3 at crossing 3 offered 3 accepted 2 lost 0 returned 0 disputed 1 verified 0 owed 1
    ");
    for book in reconcile(&handed_over().views(), hour(0)).items {
        assert_eq!(book.sum, 0);
    }
}

#[test]
fn lines_of_one_item_are_filled_by_priority() {
    let mut story = Story::default();
    story.say("giver", item("fuel", Tracking::Bulk, None));
    story.say("giver", agreement("A", &["giver", "receiver"]));
    story.say("giver", pledge("P", "giver", &[("fuel", 10, 2), ("fuel", 4, 1), ("fuel", 5, 3)]));
    story.say("giver", stock("depot", vec![line("fuel", 100)]));
    story.say("giver", packed("C1", "P", vec![line("fuel", 12)]));
    insta::assert_snapshot!(rows(&story.views()), @"
    P 1 fuel pledged 10 packed 8 dispatched 0 at crossing 0 offered 0 accepted 0 lost 0 returned 0 disputed 0 verified 0 owed 10
    P 2 fuel pledged 4 packed 4 dispatched 0 at crossing 0 offered 0 accepted 0 lost 0 returned 0 disputed 0 verified 0 owed 4
    P 3 fuel pledged 5 packed 0 dispatched 0 at crossing 0 offered 0 accepted 0 lost 0 returned 0 disputed 0 verified 0 owed 5
    ");
    story.say("giver", packed("C2", "P", vec![line("fuel", 10)]));
    let packed: Vec<u128> = reconcile(&story.views(), hour(0)).lines.iter().map(|row| row.ladder.packed).collect();
    assert_eq!(packed, [10, 4, 8], "the last line by priority takes what is beyond the pledge");
}

/// Accepted after 24 hours, due ten days later, at hour 264.
#[test]
fn checks_are_due_overdue_verified_or_failed() {
    let states = |story: &Story, now: i64| -> Vec<(String, CheckState)> {
        let checks = reconcile(&story.views(), hour(now)).checks;
        checks.into_iter().map(|piece| (piece.serial.to_string(), piece.state)).collect()
    };
    let both = |a, b| vec![("R1".to_owned(), a), ("R2".to_owned(), b)];
    let mut story = handed_over();
    assert_eq!(states(&story, 263), both(CheckState::Due, CheckState::Due));
    assert_eq!(states(&story, 264), both(CheckState::Due, CheckState::Due));
    assert_eq!(states(&story, 265), both(CheckState::Overdue, CheckState::Overdue));
    // A look before acceptance says nothing of what was accepted; one after `now` is not known yet.
    story.at(23);
    check(&mut story, "R1", CheckResult::Present);
    assert_eq!(states(&story, 265), both(CheckState::Overdue, CheckState::Overdue));
    story.at(300);
    check(&mut story, "R1", CheckResult::Present);
    check(&mut story, "R2", CheckResult::NotShown);
    assert_eq!(states(&story, 299), both(CheckState::Overdue, CheckState::Overdue));
    assert_eq!(states(&story, 300), both(CheckState::Verified, CheckState::Failed));
    story.at(310);
    check(&mut story, "R2", CheckResult::Present);
    assert_eq!(states(&story, 310), both(CheckState::Verified, CheckState::Verified));
    assert_eq!(reconcile(&story.views(), hour(310)).lines[2].verified, 2);
}

#[test]
fn pieces_back_with_the_giver_or_destroyed_need_no_check() {
    let mut story = handed_over();
    let matter = *story.views().custody.matters().keys().next().unwrap();
    let matter = story.said.iter().find(|said| said.leaf == matter).unwrap().reference();
    for party in ["giver", "receiver"] {
        story.say(party, settled(&matter, vec![outcome(line("radio:R3", 1), Verdict::WithGiver, Some("depot"))]));
    }
    let gone = Destroyed { site: id("crossing"), line: line("radio:R1", 1), reason: text("hit") };
    story.say("receiver", Body::Destroyed(gone));
    let checks = reconcile(&story.views(), hour(1000)).checks;
    let left: Vec<&str> = checks.iter().map(|piece| piece.serial.as_str()).collect();
    assert_eq!(left, ["R2"]);
}

/// Two pledges of one item: a check counts for the pledge that its piece came under.
#[test]
fn checks_count_for_their_own_pledge() {
    let mut story = handed_over();
    story.say("giver", pledge("Q", "giver", &[("radio", 1, 1)]));
    story.say("giver", packed("C2", "Q", vec![line("radio:R4", 1)]));
    story.at(30);
    check(&mut story, "R1", CheckResult::Present);
    let verified: Vec<(String, u128)> = reconcile(&story.views(), hour(40))
        .lines
        .iter()
        .filter(|row| row.item == id("radio"))
        .map(|row| (row.pledge.to_string(), row.verified))
        .collect();
    assert_eq!(verified, [("P".to_owned(), 1), ("Q".to_owned(), 0)]);
}
