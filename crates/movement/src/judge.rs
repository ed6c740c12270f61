//! Whether a schedule holds, told from the problem alone.

use crate::problem::{Column, Occupation, Problem, Route, Stay, Trip, Ways};

/// What is wrong with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has more trips or fewer than there are columns.
    Number,
    /// A column starts before it is ready.
    Early(u32),
    /// A column goes no way that it may go, or its times are not those of its roads.
    Way(u32),
    /// A column is on a road that is shut.
    Shut(u32),
    /// Two columns are on one road together.
    Meet(u32, u32),
}

/// Judges a schedule, the trip of each column by its number.
///
/// # Errors
///
/// The first [`Flaw`] found.
pub fn judge(problem: &Problem, trips: &[Trip]) -> Result<u64, Flaw> {
    if trips.len() != problem.columns.len() {
        return Err(Flaw::Number);
    }
    let mut cost = 0;
    for (number, (column, trip)) in (0..).zip(problem.columns.iter().zip(trips)) {
        if trip.starts < column.ready {
            return Err(Flaw::Early(number));
        }
        if !goes(problem, column, trip) {
            return Err(Flaw::Way(number));
        }
        let shut = |stay: &Stay| {
            let spans = &problem.links[stay.link as usize].shut;
            spans.iter().any(|(from, to)| stay.from < *to && *from < stay.to)
        };
        if trip.stays.iter().any(shut) {
            return Err(Flaw::Shut(number));
        }
        cost += column.cost(trip.arrives) + trip.extra;
    }
    match meeting(trips) {
        Some((one, other)) => Err(Flaw::Meet(one, other)),
        None => Ok(cost),
    }
}

fn goes(problem: &Problem, column: &Column, trip: &Trip) -> bool {
    match &column.ways {
        Ways::Given(routes) => routes.iter().any(|route| follows(route, trip)),
        Ways::Free { from, to } => drives(problem, (*from, *to), column.pass, trip),
    }
}

fn follows(route: &Route, trip: &Trip) -> bool {
    let shifted = |taken: &Occupation| {
        let from = trip.starts + taken.after;
        Stay { link: taken.link, from, to: from + taken.lasts }
    };
    trip.starts >= route.ready
        && trip.extra == route.extra
        && trip.arrives == trip.starts + route.lasts
        && route.takes.len() == trip.stays.len()
        && route.takes.iter().zip(&trip.stays).all(|(taken, stay)| shifted(taken) == *stay)
}

/// Road after road without a stop, from one place to the other.
fn drives(problem: &Problem, (from, to): (u32, u32), pass: u32, trip: &Trip) -> bool {
    let (mut here, mut now) = (from, trip.starts);
    for stay in &trip.stays {
        let Some(link) = problem.links.get(stay.link as usize) else { return false };
        let next = if link.a == here { link.b } else { link.a };
        if (link.a != here && link.b != here) || stay.from != now || stay.to != now + link.time + pass {
            return false;
        }
        (here, now) = (next, now + link.time);
    }
    here == to && trip.arrives == now + pass && trip.extra == 0
}

fn meeting(trips: &[Trip]) -> Option<(u32, u32)> {
    let mut all: Vec<(Stay, u32)> =
        (0..).zip(trips).flat_map(|(number, trip)| trip.stays.iter().map(move |stay| (*stay, number))).collect();
    all.sort_unstable();
    let meet = |pair: &[(Stay, u32)]| pair[0].0.link == pair[1].0.link && pair[1].0.from < pair[0].0.to;
    all.windows(2).find(|pair| meet(pair)).map(|pair| (pair[0].1, pair[1].1))
}
