//! The convoy movement problem: what is found in a second and in ten, and how far a bound lies below it.
//!
//! - Instances of `cmp`: one route each, with the least sums of delays that are known.
//! - The profile of Chardaire and others (2005): 15 to 25 columns, 48 to 1 200 places, routes free; hardest
//!   are 17 long columns whose pass time is four times a link's. Networks are grids drawn from a seed.

use super::checkout;
use crate::Outcome;
use crate::line::Report;
use crate::measure::Effort;
use ::movement::{Column, Dual, Link, Occupation, Problem, Route, Search, Trip, Ways, judge};
use serde_json::Value;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Gaps to be reached in a second, in hundredths of a percent (`PLANNING.md`).
const GAP: u64 = 200;
const GAP_LONG: u64 = 330;

/// Known sums of delays; the first three were proved to be the least, the last is the best that a constraint
/// solver (OR-Tools 9, CP-SAT, two workers) found in 40 s.
const KNOWN: [(u32, u64); 4] = [(6, 199), (8, 156), (12, 326), (20, 913)];

/// Measures instance after instance.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let seconds: &[u64] = if effort.is_full() { &[1, 10] } else { &[1] };
    let folder = checkout().join("../shared/data/cmp");
    for (columns, known) in KNOWN {
        match std::fs::read(folder.join(format!("cmp_{columns}.json"))) {
            Ok(bytes) => given(report, columns, known, &problem(&serde_json::from_slice(&bytes)?)?, seconds)?,
            Err(_) => report.note(format!("movement: cmp_{columns} is not there, left out")),
        }
    }
    let drawn = [
        ("48 places, 20 columns", grid((6, 8), 20, (4, 12), 1), GAP),
        ("120 places, 15 columns", grid((10, 12), 15, (4, 12), 2), GAP),
        ("300 places, 25 columns", grid((15, 20), 25, (4, 12), 3), GAP),
        ("1200 places, 25 columns", grid((30, 40), 25, (4, 12), 4), GAP),
        ("120 places, 17 long columns", grid((10, 12), 17, (40, 40), 2), GAP_LONG),
        ("300 places, 17 long columns", grid((15, 20), 17, (40, 40), 3), GAP_LONG),
    ];
    for (name, problem, target) in drawn {
        for budget in seconds {
            let (found, bound, first) = solve(&problem, Duration::from_secs(*budget))?;
            let gap = gap(found, bound);
            let verdict = if *budget > 1 {
                String::new()
            } else {
                format!(", target {}, {}", percent(target), met(gap <= target))
            };
            report.note(format!(
                "movement, {name}, {budget} s on 2 threads: {found}, first {first}, bound {bound}, gap {}{verdict}",
                percent(gap)
            ));
        }
    }
    Ok(())
}

fn given(report: &mut Report, columns: u32, known: u64, problem: &Problem, seconds: &[u64]) -> Outcome<()> {
    let driven: u64 = problem.columns.iter().map(|column| u64::from(shortest(column))).sum();
    for budget in seconds {
        let (found, bound, _) = solve(problem, Duration::from_secs(*budget))?;
        report.note(format!(
            "movement, cmp_{columns}, {budget} s on 2 threads: delays {}, known {known}, bound {}",
            found - driven,
            bound.saturating_sub(driven)
        ));
    }
    Ok(())
}

fn shortest(column: &Column) -> u32 {
    match &column.ways {
        Ways::Given(routes) => routes.iter().map(|route| route.lasts).min().unwrap_or(0),
        Ways::Free { .. } => 0,
    }
}

/// Searches on one thread and prices on the other until the time is up or the two meet: the cost found, the
/// bound, and the first cost. The schedule is judged.
fn solve(problem: &Problem, budget: Duration) -> Outcome<(u64, u64, u64)> {
    let refused = |why| format!("the problem is refused: {why:?}");
    let begun = Instant::now();
    let mut search = Search::new(problem, 1).map_err(refused)?;
    let first = search.cost();
    let (upper, done) = (AtomicU64::new(first), AtomicBool::new(false));
    let wanted: Mutex<Vec<Trip>> = Mutex::new(Vec::new());
    let bound = std::thread::scope(|scope| {
        let priced = scope.spawn(|| {
            let mut dual = Dual::new(problem, first);
            while !done.load(Ordering::Relaxed) {
                dual.tell(upper.load(Ordering::Relaxed));
                dual.improve();
                if let Ok(mut wanted) = wanted.lock() {
                    dual.trips().clone_into(&mut wanted);
                }
                if dual.bound() == upper.load(Ordering::Relaxed) {
                    done.store(true, Ordering::Relaxed);
                }
            }
            dual.tell(upper.load(Ordering::Relaxed));
            dual.bound()
        });
        while begun.elapsed() < budget && !done.load(Ordering::Relaxed) {
            search.improve();
            if search.rounds().is_multiple_of(64) {
                let trips = wanted.lock().map(|wanted| wanted.clone()).unwrap_or_default();
                search.follow(&trips);
            }
            upper.store(search.cost(), Ordering::Relaxed);
        }
        done.store(true, Ordering::Relaxed);
        priced.join()
    });
    let found = judge(problem, search.best()).map_err(|flaw| format!("the judge objects: {flaw:?}"))?;
    Ok((found, bound.map_err(|_| "the bound stopped")?, first))
}

/// Hundredths of a percent of the bound.
fn gap(found: u64, bound: u64) -> u64 {
    (found - bound) * 10_000 / bound.max(1)
}

fn percent(hundredths: u64) -> String {
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn met(is: bool) -> &'static str {
    if is { "met" } else { "NOT MET" }
}

fn problem(read: &Value) -> Outcome<Problem> {
    let number = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or("no number");
    let mut columns = Vec::new();
    for one in read["convoys"].as_array().ok_or("no columns")? {
        let mut takes = Vec::new();
        for taken in one["occ"].as_array().ok_or("a column without a way")? {
            takes.push(Occupation { link: number(&taken[0])?, after: number(&taken[1])?, lasts: number(&taken[2])? });
        }
        let ways = Ways::Given(vec![Route { takes, lasts: number(&one["tt"])?, ready: 0, extra: 0 }]);
        columns.push(Column { pass: number(&one["len"])?, ready: 0, weight: 1, dues: Vec::new(), ways });
    }
    let links = vec![Link { a: 0, b: 0, time: 1, shut: Vec::new() }; usize::try_from(number(&read["nseg"])?)?];
    Ok(Problem { places: 1, links, columns })
}

/// A grid whose links take 5 to 15 ticks; columns go from one side to the other, in turns.
fn grid((rows, wide): (u32, u32), columns: u32, pass: (u32, u32), seed: u64) -> Problem {
    let mut state = seed;
    let mut draw = move |least: u32, most: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + u32::try_from(state >> 33).unwrap_or(0) % (most - least + 1)
    };
    let at = |row: u32, across: u32| row * wide + across;
    let mut links = Vec::new();
    for (row, across) in (0..rows).flat_map(|row| (0..wide).map(move |across| (row, across))) {
        if across + 1 < wide {
            links.push(Link { a: at(row, across), b: at(row, across + 1), time: draw(5, 15), shut: Vec::new() });
        }
        if row + 1 < rows {
            links.push(Link { a: at(row, across), b: at(row + 1, across), time: draw(5, 15), shut: Vec::new() });
        }
    }
    let mut column = |number: u32| {
        let (left, right) = (at(draw(0, rows - 1), 0), at(draw(0, rows - 1), wide - 1));
        let (from, to) = if number.is_multiple_of(2) { (left, right) } else { (right, left) };
        Column { pass: draw(pass.0, pass.1), ready: 0, weight: 1, dues: Vec::new(), ways: Ways::Free { from, to } }
    };
    let columns = (0..columns).map(&mut column).collect();
    Problem { places: rows * wide, links, columns }
}
