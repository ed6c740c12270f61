//! Who has a piece of road when.

/// A column's time on a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The column.
    pub column: u32,
    /// From the piece's first end to its second.
    pub forwards: bool,
    /// Its head enters.
    pub enters: u64,
    /// Its head leaves.
    pub leaves: u64,
    /// How long it takes to pass a point, head to tail.
    pub pass: u64,
}

impl Claim {
    /// When its tail is off the piece.
    pub fn clears(&self) -> u64 {
        self.leaves + self.pass
    }
}

/// How two claims on one piece are at odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// In one direction, closer than the gap, or overtaking.
    Gap,
    /// In opposing directions on a single lane, at once.
    Meeting,
}

/// Whether two columns may not have these claims on one piece; `gap` is kept between a tail and the head behind it.
pub fn conflict(one: &Claim, other: &Claim, single_lane: bool, gap: u64) -> Option<Conflict> {
    let (first, second) =
        if (one.enters, one.column) <= (other.enters, other.column) { (one, other) } else { (other, one) };
    if one.forwards == other.forwards {
        let apart = first.enters + first.pass + gap <= second.enters && first.clears() + gap <= second.leaves;
        return (!apart).then_some(Conflict::Gap);
    }
    let apart = !single_lane || first.clears() + gap <= second.enters;
    (!apart).then_some(Conflict::Meeting)
}

/// The first moment, from the one at which `wanted` enters, at which it would no longer be at odds with a claim.
pub(crate) fn after(claim: &Claim, wanted: &Claim, gap: u64) -> u64 {
    if claim.forwards == wanted.forwards {
        let takes = wanted.leaves - wanted.enters;
        (claim.enters + claim.pass + gap).max((claim.clears() + gap).saturating_sub(takes))
    } else {
        claim.clears() + gap
    }
}
