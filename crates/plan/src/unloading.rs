//! In which order goods come off a vehicle: last in, first out.
//!
//! All goods of a vehicle go to one crossing, so nobody else's stand in the way. What hangs behind the vehicle is
//! unhooked first. First off then, and so loaded last, is what is dangerous, to be at hand at the doors; then what is
//! urgent, what is due soonest, and what is light, which lies on top of what is heavy.

use convoy::{Need, NeedId, PlanInput, Share};
use units::{Grams, Moment};

/// Puts shares in the order in which they come off.
pub(crate) fn order(input: &PlanInput, shares: &mut [Share]) {
    shares.sort_by_cached_key(|share| input.need(&share.need).map(place));
}

/// What comes first has the least.
pub(crate) fn place(need: &Need) -> (bool, bool, u8, bool, Option<Moment>, Grams, NeedId) {
    let (towed, dangerous) = (need.towed.is_some(), need.hazard.is_some());
    (!towed, !dangerous, need.priority, need.due.is_none(), need.due, need.mass, need.id.clone())
}

/// What hangs behind the vehicle, of what it has.
pub(crate) fn behind<'a>(needs: impl Iterator<Item = &'a Need>) -> Option<NeedId> {
    needs.into_iter().find(|need| need.towed.is_some()).map(|need| need.id.clone())
}
