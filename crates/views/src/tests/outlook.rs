//! What became of agreements, and what is owed, late and foreseen of pledges.

use super::build::*;
use crate::{ConditionState, LineState, Outlook, outlook};
use model::*;
use units::{Interval, Moment, Unit};

fn status(status: AgreementStatus) -> Body {
    Body::AgreementStatusChanged(AgreementStatusChanged { agreement: id("A"), status, reason: text("decree") })
}

fn amend(line: u16, quantity: Option<u64>, until: Option<Moment>, withdrawn: bool) -> Body {
    Body::PledgeAmended(PledgeAmended {
        pledge: id("P"),
        line,
        quantity: quantity.map(count),
        reason: text("asked for"),
        window: until.map(|to| Interval { from: None, to: Some(to) }),
        withdrawn: withdrawn.then_some(true),
    })
}

fn condition_met(met: bool) -> Body {
    Body::PledgeConditionMet(PledgeConditionMet { pledge: id("P"), line: 1, met, note: text("seen") })
}

/// Fuel with and without a condition; due at hour 100.
fn promised(conditional: bool) -> Story {
    let mut story = Story::default();
    story.say("giver", item("fuel", Tracking::Bulk, None));
    story.say("giver", agreement("A", &["giver", "receiver"]));
    let Body::PledgeMade(mut made) = pledge("P", "giver", &[("fuel", 20, 1), ("fuel", 10, 2)]) else { return story };
    made.window = Interval { from: Some(hour(0)), to: Some(hour(100)) };
    made.lines[0].condition = conditional.then(|| text("Drivers are named"));
    story.say("giver", Body::PledgeMade(made));
    story.say("giver", stock("depot", vec![line("fuel", 100)]));
    story
}

/// A convoy ordered to be through at an hour.
fn ordered_by(convoy: &str, consignment: &str, hours: i64) -> Body {
    let Body::MovementOrdered(mut order) = ordered(convoy, &[consignment]) else { return ordered(convoy, &[]) };
    order.timings[0].clear = hour(hours);
    Body::MovementOrdered(order)
}

fn shown(outlook: &Outlook) -> String {
    let hours = |at: Moment| (at.seconds() - hour(0).seconds()).div_euclid(3600);
    let plan = outlook.plan.completes.map_or("none".to_owned(), |at| hours(at).to_string());
    let pace = outlook.pace.map_or("none".to_owned(), |pace| {
        format!("{} ({} in {} h)", hours(pace.completes), pace.accepted, pace.seconds / 3600)
    });
    format!(
        "{}: {} owed of {}, {}; plan {plan}, unplanned {}, pace {pace}",
        outlook.line,
        outlook.owed,
        outlook.promised,
        outlook.state.code(),
        outlook.plan.unplanned
    )
}

fn lines(story: &Story, now: i64) -> String {
    outlook(&story.views(), hour(now)).iter().map(shown).collect::<Vec<_>>().join("\n")
}

fn states(story: &Story, now: i64) -> Vec<LineState> {
    outlook(&story.views(), hour(now)).iter().map(|line| line.state).collect()
}

/// 12 accepted in 24 hours; 8 owed of the first line take 16 hours more, 10 of the second 20 more after that.
#[test]
fn plan_and_pace_say_when_a_line_is_complete() {
    let mut story = promised(false);
    story.say("giver", packed("C1", "P", vec![line("fuel", 12)]));
    story.say("giver", ordered("V1", &["C1"]));
    story.say("giver", progress("V1", ProgressEvent::Departed));
    story.say("giver", progress("V1", ProgressEvent::Arrived));
    story.at(24);
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    story.say("receiver", answered(&offer, vec![counted("fuel", 12, None)]));
    insta::assert_snapshot!(lines(&story, 24), @"
    1: 8 owed of 20, on_course; plan none, unplanned 8, pace 40 (12 in 24 h)
    2: 10 owed of 10, on_course; plan none, unplanned 10, pace 60 (12 in 24 h)
    ");
    // Eight of the first line and two of the second are ordered to be through after the window.
    story.say("giver", packed("C2", "P", vec![line("fuel", 10)]));
    story.say("giver", ordered_by("V2", "C2", 120));
    insta::assert_snapshot!(lines(&story, 24), @"
    1: 8 owed of 20, will_be_late; plan 120, unplanned 0, pace 40 (12 in 24 h)
    2: 10 owed of 10, on_course; plan none, unplanned 8, pace 60 (12 in 24 h)
    ");
    let arrivals = outlook(&story.views(), hour(24))[1].plan.arrivals.clone();
    assert_eq!(arrivals.iter().map(|it| (it.convoy.as_str(), it.quantity)).collect::<Vec<_>>(), [("V2", 2)]);
    let behind = outlook(&story.views(), hour(121))[0].plan.clone();
    assert_eq!((behind.completes, behind.behind), (None, Some(hour(120))), "the plan no longer says when");
    insta::assert_snapshot!(lines(&story, 100), @"
    1: 8 owed of 20, late; plan 120, unplanned 0, pace 166 (12 in 100 h)
    2: 10 owed of 10, late; plan none, unplanned 8, pace 250 (12 in 100 h)
    ");
}

#[test]
fn nothing_accepted_and_nothing_ordered_foresees_nothing() {
    assert_eq!(states(&promised(false), 10), [LineState::Unforeseen; 2]);
    assert_eq!(states(&promised(false), 99), [LineState::Unforeseen; 2]);
    assert_eq!(states(&promised(false), 100), [LineState::Late; 2]);
}

#[test]
fn amendments_change_quantity_and_window_or_withdraw() {
    let mut story = promised(false);
    story.say("giver", amend(1, Some(5), None, false));
    story.say("giver", amend(2, None, Some(hour(7)), false));
    assert_eq!(states(&story, 8), [LineState::Unforeseen, LineState::Late]);
    story.say("giver", amend(2, None, None, true));
    assert_eq!(states(&story, 8), [LineState::Unforeseen, LineState::Withdrawn]);
    assert_eq!(outlook(&story.views(), hour(8))[1].owed, 0);
    let why: Vec<u64> = outlook(&story.views(), hour(8))[1].why.iter().map(|by| by.index).collect();
    assert_eq!(why, [2, 5, 6], "the pledge, and the two amendments of this line");
    story.say("giver", amend(2, Some(4), None, false));
    assert_eq!(states(&story, 8)[1], LineState::Late, "a quantity named again is promised again");
    story.say("receiver", amend(1, Some(500), None, false));
    assert_eq!(story.findings(), ["8: WrongParty { party: receiver, expected: giver }"]);
}

#[test]
fn a_condition_is_met_by_the_donors_word() {
    let state = |story: &Story| {
        let first = outlook(&story.views(), hour(10))[0].clone();
        (first.condition, first.state)
    };
    let mut story = promised(true);
    assert_eq!(state(&story), (ConditionState::Open, LineState::Waiting));
    story.say("receiver", condition_met(true));
    assert_eq!(state(&story), (ConditionState::Claimed, LineState::Waiting));
    story.say("giver", condition_met(true));
    assert_eq!(state(&story), (ConditionState::Met, LineState::Unforeseen));
    story.at(5);
    story.say("giver", condition_met(false));
    assert_eq!(state(&story), (ConditionState::Claimed, LineState::Waiting));
    story.say("stranger", condition_met(true));
    assert_eq!(story.findings(), ["7: WrongParty { party: stranger, expected: giver }"]);
    let mut story = promised(false);
    story.say("giver", condition_met(true));
    assert_eq!(story.findings(), ["4: UnknownPledgeLine { pledge: P, line: 1 }"]);
}

#[test]
fn what_is_promised_or_packed_under_a_stopped_agreement_is_a_finding() {
    for (stop, finding) in
        [(AgreementStatus::Suspended, true), (AgreementStatus::Ended, true), (AgreementStatus::Dormant, false)]
    {
        let mut story = promised(false);
        story.at(3);
        story.say("receiver", status(stop));
        story.say("giver", packed("C1", "P", vec![line("fuel", 2)]));
        let found: Vec<String> = if finding {
            vec![format!("5: AgreementStopped {{ agreement: A, status: {stop:?}, name: \"C1\" }}")]
        } else {
            Vec::new()
        };
        assert_eq!(story.findings(), found);
        let first = &outlook(&story.views(), hour(4))[0];
        assert_eq!(first.state == LineState::Stopped, finding, "{stop}");
        assert_eq!(story.views().custody.ladder(&id("P"), &id("fuel")).packed, 2, "it moves all the same");
    }
}

#[test]
fn a_stop_that_is_told_late_still_finds_the_pledge_made_after_it() {
    let mut story = promised(false);
    story.at(-5);
    story.say("receiver", status(AgreementStatus::Suspended));
    assert_eq!(story.findings(), ["4: AgreementStopped { agreement: A, status: Suspended, name: \"P\" }"]);
}

#[test]
fn what_was_ended_stays_ended() {
    let mut story = promised(false);
    story.at(2);
    story.say("giver", status(AgreementStatus::Ended));
    story.at(3);
    story.say("giver", status(AgreementStatus::Reactivated));
    assert_eq!(story.findings(), ["5: AgreementStopped { agreement: A, status: Ended, name: \"reactivated\" }"]);
    assert_eq!(states(&story, 4), [LineState::Stopped; 2]);
    assert_eq!(states(&story, 1), [LineState::Unforeseen; 2], "before that it was in force");
}

#[test]
fn a_line_in_another_unit_is_a_finding() {
    let mut story = promised(false);
    let Body::PledgeMade(mut made) = pledge("Q", "giver", &[("fuel", 3, 1)]) else { return };
    made.lines[0].unit = Some(Unit::Litre);
    story.say("giver", Body::PledgeMade(made));
    assert_eq!(story.findings(), ["4: UnitDiffers { item: fuel, given: Litre, own: Each }"]);
}

/// The largest numbers that statements can bring neither overflow nor wrap.
#[test]
fn absurd_numbers_end_at_the_end_of_time() {
    use crate::outlook::seconds_at_pace;
    assert_eq!(seconds_at_pace(10, 3, 3), Some(10));
    assert_eq!(seconds_at_pace(10, 3, 1), Some(4), "rounded up");
    assert_eq!(seconds_at_pace(10, 0, 1), None);
    assert_eq!(seconds_at_pace(u128::MAX, 1, u64::MAX), Some(i64::MAX));
}
