//! Checks against their schedule, of pieces and of sites, and what goes overdue.

use super::build::*;
use crate::{CheckState, PieceResult, check_forecast, checks_due, sites_due};
use model::*;

/// Four radios accepted at hour 24; the catalogue asks for a look within ten days.
fn accepted() -> Story {
    let mut story = Story::default();
    story.say("giver", item("radio", Tracking::Serial, Some(10)));
    story.say("giver", agreement("A", &["giver", "receiver"]));
    story.say("giver", pledge("P", "giver", &[("radio", 4, 1)]));
    let radios = || line("radio:R1,R2,R3,R4", 4);
    story.say("giver", stock("depot", vec![radios()]));
    story.say("giver", packed("C1", "P", vec![radios()]));
    story.say("giver", ordered("V1", &["C1"]));
    story.say("giver", progress("V1", ProgressEvent::Departed));
    story.say("giver", progress("V1", ProgressEvent::Arrived));
    story.at(24);
    let offer = story.say("giver", offered("C1", vec![radios()]));
    story.say("receiver", answered(&offer, vec![counted("radio:R1,R2,R3,R4", 4, None)]));
    story
}

fn schedule(item: Option<&str>, initial_days: u16, periodic_days: Option<u16>) -> Body {
    Body::CheckScheduleSet(CheckScheduleSet {
        agreement: id("A"),
        item: item.map(id),
        initial_days,
        periodic_days,
        storage_days: Some(20),
    })
}

fn look(story: &mut Story, site: &str, serial: &str, result: CheckResult) {
    let obstacle = (result == CheckResult::NotShown).then_some(CheckObstacle::Unsafe);
    let (serial, method) = (id(serial), CheckMethod::Scan);
    let piece = CheckedSerial { serial, result, method, note: None, obstacle, photo: None, witness: None };
    let check = CheckPerformed { site: id(site), item: id("radio"), pieces: vec![piece] };
    story.say("receiver", Body::CheckPerformed(check));
}

/// What its holder sets aside or sends to another of its sites is still to be looked at, and no finding when seen.
#[test]
fn a_piece_set_aside_or_sent_on_is_still_to_be_checked() {
    let mut story = accepted();
    let sites = |story: &Story| {
        let site = |piece: PieceResult| (piece.outstanding, piece.held.map(|(_, site)| site.to_string()));
        pieces(story, 24).into_iter().map(site).collect::<Vec<_>>()
    };
    let (here, depot) = ((true, Some("crossing".to_owned())), (true, Some("depot".to_owned())));
    assert_eq!(sites(&story), vec![here.clone(); 4]);
    story.say("receiver", pledge("Q", "receiver", &[("radio", 1, 1)]));
    let aside = StockReserved { pledge: id("Q"), site: id("crossing"), lines: vec![line("radio:R1", 1)] };
    story.say("receiver", Body::StockReserved(aside));
    story.say("receiver", moved("crossing", "receiver", "depot", vec![line("radio:R2", 1)]));
    assert_eq!(sites(&story), [here.clone(), depot, here.clone(), here]);
    look(&mut story, "crossing", "R1", CheckResult::Present);
    look(&mut story, "depot", "R2", CheckResult::Present);
    assert_eq!(story.findings(), Vec::<String>::new());
}

fn stored(result: StorageResult) -> Body {
    let point = StoragePoint { condition: StorageCondition::Locked, result, note: Some(text("seen")) };
    Body::StorageChecked(StorageChecked { site: id("crossing"), points: vec![point] })
}

fn day(days: i64) -> i64 {
    24 + 24 * days
}

fn pieces(story: &Story, now: i64) -> Vec<PieceResult> {
    checks_due(&story.views(), hour(now))
}

fn first(story: &Story, now: i64) -> (CheckState, i64, bool) {
    let piece = pieces(story, now)[0].clone();
    (piece.state, (piece.due.seconds() - hour(24).seconds()) / DAY, piece.outstanding)
}

#[test]
fn the_word_for_the_item_goes_before_the_word_for_all_and_both_before_the_catalogue() {
    let mut story = accepted();
    assert_eq!(first(&story, 24), (CheckState::Due, 10, true));
    story.say("receiver", schedule(None, 5, None));
    assert_eq!(first(&story, 24), (CheckState::Due, 5, true));
    story.say("giver", schedule(Some("radio"), 7, None));
    assert_eq!(first(&story, 24), (CheckState::Due, 7, true));
    story.say("stranger", schedule(Some("radio"), 1, None));
    assert_eq!(first(&story, 24), (CheckState::Due, 7, true));
    assert_eq!(story.findings(), ["12: WrongParty { party: stranger, expected: giver }"]);
    // An earlier word that arrives late does not replace a later one.
    story.at(20);
    story.say("giver", schedule(Some("radio"), 3, None));
    assert_eq!(first(&story, 24), (CheckState::Due, 7, true));
}

#[test]
fn after_the_first_look_the_next_is_due_by_the_period() {
    let mut story = accepted();
    story.say("giver", schedule(Some("radio"), 10, Some(30)));
    assert_eq!(first(&story, day(10)), (CheckState::Due, 10, true));
    assert_eq!(first(&story, day(10) + 1), (CheckState::Overdue, 10, true));
    story.at(day(12));
    look(&mut story, "crossing", "R1", CheckResult::Present);
    assert_eq!(first(&story, day(12)), (CheckState::Verified, 42, true));
    assert_eq!(first(&story, day(42)), (CheckState::Verified, 42, true));
    assert_eq!(first(&story, day(42) + 1), (CheckState::Overdue, 42, true));
    // What could not be seen leaves the look outstanding; what was seen not to be there does not.
    story.at(day(43));
    look(&mut story, "crossing", "R1", CheckResult::NotShown);
    assert_eq!(first(&story, day(43)), (CheckState::Failed, 42, true));
    assert!(pieces(&story, day(43))[0].is_overdue(hour(day(43))));
    story.at(day(44));
    look(&mut story, "crossing", "R1", CheckResult::Absent);
    assert_eq!(first(&story, day(44)), (CheckState::Failed, 74, true));
}

#[test]
fn a_piece_seen_that_the_book_has_in_no_stock_is_a_finding() {
    let mut story = accepted();
    look(&mut story, "crossing", "R1", CheckResult::Present);
    // Its holder may have driven it there.
    look(&mut story, "kidal", "R1", CheckResult::Present);
    let used = Consumed { site: id("crossing"), line: line("radio:R2", 1), purpose: text("used") };
    story.say("receiver", Body::Consumed(used));
    look(&mut story, "kidal", "R2", CheckResult::Absent);
    assert_eq!(story.findings(), Vec::<String>::new());
    look(&mut story, "kidal", "R2", CheckResult::Present);
    look(&mut story, "crossing", "R9", CheckResult::Damaged);
    assert_eq!(
        story.findings(),
        ["14: SerialElsewhere { item: radio, serial: R2 }", "15: SerialElsewhere { item: radio, serial: R9 }"]
    );
}

/// Two looks in four days: one every two days. Of three that are due on day 10, the turn of the third comes
/// on day 10; on day 9 it came on day 11.
#[test]
fn the_pace_says_what_goes_overdue() {
    let mut story = accepted();
    let late = |story: &Story, now: i64, until: i64| {
        let views = story.views();
        let forecast = check_forecast(&views, &checks_due(&views, hour(now)), hour(now), hour(until));
        let late: Vec<String> = forecast.late.iter().map(|piece| piece.serial.to_string()).collect();
        (forecast.looks, forecast.wanted, late)
    };
    let strings = |serials: &[&str]| serials.iter().map(|serial| (*serial).to_owned()).collect::<Vec<_>>();
    assert_eq!(late(&story, day(4), day(11)), (0, 4, strings(&["R1", "R2", "R3", "R4"])), "nothing was looked at");
    assert_eq!(late(&story, day(4), day(10)), (0, 0, strings(&[])), "nothing is due before");
    story.at(day(2));
    look(&mut story, "crossing", "R2", CheckResult::Present);
    look(&mut story, "crossing", "R3", CheckResult::NotShown);
    assert_eq!(late(&story, day(3), day(11)), (1, 3, strings(&["R4"])), "days 6, 9 and 12");
    assert_eq!(late(&story, day(2), day(11)), (1, 3, strings(&[])), "days 4, 6 and 8");
    assert_eq!(late(&story, day(20), day(21)), (1, 3, strings(&["R1", "R3", "R4"])), "all are late already");
}

#[test]
fn sites_are_due_from_the_first_piece_on_and_by_the_last_look() {
    let mut story = accepted();
    let site = |story: &Story, now: i64| {
        let views = story.views();
        let sites = sites_due(&views, &checks_due(&views, hour(now)), hour(now));
        sites
            .first()
            .map(|site| (site.pieces, site.due.map(|due| (due.seconds() - hour(24).seconds()) / DAY), site.state))
    };
    assert_eq!(site(&story, day(1)), None, "no schedule asks for it");
    story.say("giver", schedule(None, 5, None));
    assert_eq!(site(&story, day(20)), Some((4, Some(20), CheckState::Due)));
    assert_eq!(site(&story, day(20) + 1), Some((4, Some(20), CheckState::Overdue)));
    story.at(day(21));
    story.say("receiver", stored(StorageResult::Met));
    assert_eq!(site(&story, day(21)), Some((4, Some(41), CheckState::Verified)));
    story.at(day(22));
    story.say("receiver", stored(StorageResult::NotMet));
    assert_eq!(site(&story, day(22)), Some((4, Some(42), CheckState::Failed)));
    assert_eq!(site(&story, day(43)), Some((4, Some(42), CheckState::Overdue)));
}
