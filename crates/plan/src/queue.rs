//! How soon columns can be through crossings at best that wait for one another there.
//!
//! All crossings are taken for one, as fast as all that are open together, at which a column may be interrupted: any
//! schedule can be told there with nobody later. On it the sum is least when whoever has least left goes first, since that
//! leaves at every moment as few as can be (Schrage 1968).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A column: when it is there, and how long it takes a crossing, in seconds.
pub(crate) struct Job {
    pub(crate) there: i64,
    pub(crate) takes: i64,
}

/// The least sum of the seconds at which they are through, where each span opens one crossing; every division rounds down.
pub(crate) fn least_sum(mut jobs: Vec<Job>, open: &[(i64, i64)]) -> i64 {
    jobs.sort_by_key(|job| Reverse(job.there));
    let mut edges: Vec<(i64, i64)> = open.iter().flat_map(|(from, to)| [(*from, 1), (*to, -1)]).collect();
    edges.sort_by_key(|(at, _)| Reverse(*at));
    let mut waiting: BinaryHeap<Reverse<i64>> = BinaryHeap::new();
    let (mut now, mut speed, mut sum) = (0_i64, 0_i64, 0_i64);
    loop {
        while edges.last().is_some_and(|(at, _)| *at <= now) {
            speed += edges.pop().map_or(0, |(_, by)| by);
        }
        while let Some(job) = jobs.pop_if(|job| job.there <= now) {
            waiting.push(Reverse(job.takes.max(0)));
        }
        let events = edges.last().map(|(at, _)| *at).into_iter().chain(jobs.last().map(|job| job.there));
        let next = events.min();
        match (waiting.pop(), next) {
            (None, None) => return sum,
            (None, Some(next)) => now = next,
            // Nothing opens any more: no later than that is certain.
            (Some(_), None) if speed <= 0 => sum = sum.saturating_add(now),
            (Some(left), Some(next)) if speed <= 0 => {
                waiting.push(left);
                now = next;
            }
            (Some(Reverse(left)), next) => {
                let through = now.saturating_add(left / speed);
                match next.filter(|next| *next < through) {
                    None => (now, sum) = (through, sum.saturating_add(through)),
                    Some(next) => {
                        waiting.push(Reverse(left - (next - now) * speed));
                        now = next;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn least(jobs: &[(i64, i64)], open: &[(i64, i64)]) -> i64 {
        least_sum(jobs.iter().map(|(there, takes)| Job { there: *there, takes: *takes }).collect(), open)
    }

    #[test]
    fn whoever_has_least_left_goes_first() {
        assert_eq!(least(&[(0, 10), (0, 10), (0, 10)], &[(0, 1_000)]), 10 + 20 + 30);
        assert_eq!(least(&[(0, 30), (0, 10)], &[(0, 1_000)]), 10 + 40);
        // The long one is interrupted.
        assert_eq!(least(&[(0, 30), (5, 10)], &[(0, 1_000)]), 15 + 40);
        assert_eq!(least(&[(100, 10)], &[(0, 1_000)]), 110);
    }

    #[test]
    fn crossings_that_are_open_together_work_together() {
        assert_eq!(least(&[(0, 10), (0, 10), (0, 10)], &[(0, 1_000), (0, 1_000)]), 5 + 10 + 15);
        // Shut at night.
        assert_eq!(least(&[(0, 10), (0, 10)], &[(0, 15), (100, 200)]), 10 + 105);
        assert_eq!(least(&[(20, 10)], &[(0, 15), (100, 200)]), 110);
        assert_eq!(least(&[(0, 10)], &[]), 0);
    }
}
