//! When a crossing can be passed.

use std::collections::BTreeMap;

/// Spans in which a place may be passed, in deciseconds after the departure; shut outside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openings(Vec<(u64, u64)>);

impl Openings {
    /// Spans `[from, to)` in any order; empty ones are passed over, touching ones become one.
    pub fn new(spans: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let mut sorted: Vec<(u64, u64)> = spans.into_iter().filter(|(from, to)| from < to).collect();
        sorted.sort_unstable();
        let mut merged: Vec<(u64, u64)> = Vec::new();
        for (from, to) in sorted {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    /// Never open.
    pub fn never() -> Self {
        Self::default()
    }

    /// Whether it never opens.
    pub fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    /// The first moment from `at` on at which it may be passed.
    pub fn next(&self, at: u64) -> Option<u64> {
        let later = self.0.partition_point(|(_, to)| *to <= at);
        self.0.get(later).map(|(from, _)| at.max(*from))
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[(u64, u64)] {
        &self.0
    }
}

/// Places that cannot always be passed, by the number of their node. Who begins or ends there does not pass.
pub type Gates = BTreeMap<u32, Openings>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_opening_is_now_or_the_next_span() {
        let openings = Openings::new([(50, 60), (10, 20), (20, 30), (40, 40)]);
        assert_eq!(openings.spans(), [(10, 30), (50, 60)]);
        for (at, next) in [(0, Some(10)), (10, Some(10)), (29, Some(29)), (30, Some(50)), (59, Some(59)), (60, None)] {
            assert_eq!(openings.next(at), next, "{at}");
        }
        assert_eq!(Openings::never().next(0), None);
    }
}
