//! Whether a quorum has cosigned, since when, and who is missing.

use super::{Party, Policy, Witness};
use crate::note::Verdict;
use units::Moment;

/// Whether, and since when, a quorum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The policy asks for no cosignature.
    Unasked,
    /// The time stated by the cosignature that made it complete.
    At(Moment),
    /// Too few have cosigned.
    NotYet,
}

/// How the cosignatures of one checkpoint stand against a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'p> {
    /// Whether, and since when, the quorum stands.
    pub reached: Reached,
    /// Witnesses whose cosignature would bring the quorum nearer; none once it stands.
    pub missing: Vec<&'p Witness>,
}

impl Standing<'_> {
    /// Whether the policy accepts the checkpoint, as far as witnesses go.
    pub fn is_satisfied(&self) -> bool {
        match self.reached {
            Reached::Unasked | Reached::At(_) => true,
            Reached::NotYet => false,
        }
    }
}

impl Policy {
    /// Judges the quorum by the cosignatures on one checkpoint that verify.
    ///
    /// A witness counts from the earliest time it states; a group of which `k` are
    /// enough, from the `k`-th earliest of its members. Verdicts by other keys, or
    /// without a time, do not count.
    pub fn standing(&self, verdicts: &[Verdict]) -> Standing<'_> {
        let Some(quorum) = self.quorum else { return Standing { reached: Reached::Unasked, missing: Vec::new() } };
        let mut missing = Vec::new();
        let reached = self.since(quorum, verdicts, &mut missing).map_or(Reached::NotYet, Reached::At);
        Standing { reached, missing }
    }

    /// Since when a party stands; if it does not, `missing` gets those who could help.
    ///
    /// Each name is a member of at most one group, so this visits no party twice.
    fn since<'p>(&'p self, party: Party, verdicts: &[Verdict], missing: &mut Vec<&'p Witness>) -> Option<Moment> {
        match party {
            Party::Witness(place) => {
                let witness = &self.witnesses[place];
                let times = verdicts.iter().filter(|verdict| verdict.key == witness.key);
                let earliest = times.filter_map(|verdict| verdict.time).min();
                if earliest.is_none() {
                    missing.push(witness);
                }
                earliest
            }
            Party::Group(place) => {
                let group = &self.groups[place];
                let before = missing.len();
                let members = group.members.iter();
                let mut times: Vec<Moment> =
                    members.filter_map(|member| self.since(*member, verdicts, missing)).collect();
                times.sort_unstable();
                let reached = times.get(group.threshold - 1).copied();
                if reached.is_some() {
                    missing.truncate(before);
                }
                reached
            }
        }
    }
}
