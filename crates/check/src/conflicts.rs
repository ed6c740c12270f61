//! Columns beside each other: defiles, distances, crossings.

use crate::arithmetic::seconds;
use crate::is_fact;
use crate::objection::Objection;
use convoy::{Column, Leg, Plan, PlanInput};

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    for (index, one) in plan.columns.iter().enumerate() {
        for two in &plan.columns[..index] {
            roads(input, two, one, found);
            crossing(input, two, one, found);
        }
    }
}

fn roads(input: &PlanInput, one: &Column, two: &Column, found: &mut Vec<Objection>) {
    let gap = seconds(input.policy.gaps.between_columns);
    for a in &one.legs {
        for b in &two.legs {
            let facts = is_fact(input, one, a) && is_fact(input, two, b);
            if a.segment != b.segment || facts {
                continue;
            }
            let narrow = input.stretch(&a.segment).is_some_and(|stretch| stretch.defile);
            let opposed = a.from != b.from;
            let fine = match (opposed, narrow) {
                (true, true) => passes_before(a, b, gap) || passes_before(b, a, gap),
                (true, false) => true,
                (false, _) => keeps_ahead(one, a, b, gap) || keeps_ahead(two, b, a, gap),
            };
            if fine {
                continue;
            }
            let one_first = (a.enter_head, &one.convoy) <= (b.enter_head, &two.convoy);
            let (first, second) = if one_first { (one, two) } else { (two, one) };
            let (segment, first, second) = (a.segment.clone(), first.convoy.clone(), second.convoy.clone());
            found.push(if opposed {
                Objection::MeetInDefile { segment, first, second }
            } else {
                Objection::TooClose { segment, first, second }
            });
        }
    }
}

/// The tail ahead has left, with the gap, before the other enters.
fn passes_before(ahead: &Leg, behind: &Leg, gap: i64) -> bool {
    ahead.clear_tail.plus_seconds(gap) <= behind.enter_head
}

/// The one behind enters after the tail ahead has entered, and leaves after it has left, with the gap.
fn keeps_ahead(first: &Column, ahead: &Leg, behind: &Leg, gap: i64) -> bool {
    let tail_in = ahead.enter_head.plus_seconds(seconds(first.pass_time));
    tail_in.plus_seconds(gap) <= behind.enter_head && ahead.clear_tail.plus_seconds(gap) <= behind.exit_head
}

fn crossing(input: &PlanInput, one: &Column, two: &Column, found: &mut Vec<Objection>) {
    let (Some(a), Some(b)) = (one.legs.last(), two.legs.last()) else { return };
    let Some(crossing) = input.crossing(&one.crossing).filter(|_| one.crossing == two.crossing) else { return };
    if is_fact(input, one, a) && is_fact(input, two, b) {
        return;
    }
    let apart = seconds(crossing.separation);
    let (first, ahead, second, behind) =
        if (a.exit_head, &one.convoy) <= (b.exit_head, &two.convoy) { (one, a, two, b) } else { (two, b, one, a) };
    if behind.exit_head < ahead.clear_tail.plus_seconds(apart) {
        let (first, second) = (first.convoy.clone(), second.convoy.clone());
        found.push(Objection::CrossingBusy { crossing: crossing.place.clone(), first, second });
    }
}
