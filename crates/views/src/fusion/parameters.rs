//! The numbers of the model, as `fusion.toml` has them.

use super::Chance;
use crate::Passability;
use model::{Credibility, Modality, Reliability, RoadHazard, RoadState};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The parameters that come with the program, as text of `fusion.toml`.
pub const FUSION_STANDARD: &str = include_str!("../../data/fusion.toml");

/// Every number of the model; `docs/corridor.md` explains each.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct FusionParameters {
    pub(super) written: Written,
}

/// The file, field by field. Shares are thousandths, half-lives whole hours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) news_min: Chance,
    pub(super) conflict_min: Chance,
    closed_min: Chance,
    pub(super) holder_other: Chance,
    pub(super) figure_other: Chance,
    prior: Shares,
    pub(super) half_life: HalfLives,
    reliability: BTreeMap<Reliability, Chance>,
    credibility: BTreeMap<Credibility, Chance>,
    modality: Firmness,
    claims: BTreeMap<RoadState, Shares>,
    fighting: Shares,
    hazards: BTreeMap<RoadHazard, HazardNumbers>,
}

/// A share for each state that a stretch can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shares {
    open: Chance,
    restricted: Chance,
    contested: Chance,
    closed: Chance,
}

/// Hours after which half of what was known is worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HalfLives {
    pub(super) passability: u16,
    pub(super) holder: u16,
    pub(super) figure: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Firmness {
    asserted: Chance,
    hedged: Chance,
    possible: Chance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct HazardNumbers {
    half_life: u16,
    prior: Chance,
}

/// Why numbers are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// The prior leaves something over, or promises too much.
    #[error("`prior` adds up to {sum} thousandths, not 1000")]
    PriorSum {
        /// What it adds up to.
        sum: u32,
    },
    /// A list lacks one of its codes.
    #[error("`{list}` has no line for `{code}`")]
    Missing {
        /// The list.
        list: &'static str,
        /// The code.
        code: &'static str,
    },
    /// Nothing can be worth nothing at once.
    #[error("the half-life of `{of}` is 0 hours; at least 1 is needed")]
    NoHalfLife {
        /// Of what.
        of: String,
    },
}

impl TryFrom<Written> for FusionParameters {
    type Error = ParametersError;
    fn try_from(written: Written) -> Result<Self, ParametersError> {
        let sum = written.prior.array().iter().map(|share| u32::from(share.to_permille())).sum();
        if sum != 1000 {
            return Err(ParametersError::PriorSum { sum });
        }
        complete("reliability", Reliability::ALL, &written.reliability, Reliability::code)?;
        complete("credibility", Credibility::ALL, &written.credibility, Credibility::code)?;
        complete("claims", RoadState::ALL, &written.claims, RoadState::code)?;
        complete("hazards", RoadHazard::ALL, &written.hazards, RoadHazard::code)?;
        let HalfLives { passability, holder, figure } = written.half_life;
        let named = [("passability", passability), ("holder", holder), ("figure", figure)];
        let hazards = written.hazards.iter().map(|(hazard, numbers)| (hazard.code(), numbers.half_life));
        match named.into_iter().chain(hazards).find(|(_, hours)| *hours == 0) {
            Some((of, _)) => Err(ParametersError::NoHalfLife { of: of.to_owned() }),
            None => Ok(Self { written }),
        }
    }
}

fn complete<K: Ord + Copy, V>(
    list: &'static str,
    all: &[K],
    given: &BTreeMap<K, V>,
    code: impl Fn(K) -> &'static str,
) -> Result<(), ParametersError> {
    match all.iter().find(|key| !given.contains_key(key)) {
        Some(missing) => Err(ParametersError::Missing { list, code: code(*missing) }),
        None => Ok(()),
    }
}

impl FusionParameters {
    /// At least so surely closed, a stretch is not driven.
    pub fn closed_min(&self) -> Chance {
        self.written.closed_min
    }

    /// Hours after which half of what was known of passability is worth nothing.
    pub fn half_life_hours(&self) -> u16 {
        self.written.half_life.passability
    }

    /// What is thought of a stretch before anybody speaks, in the order of [`Passability`].
    pub fn prior(&self) -> [Chance; 4] {
        self.written.prior.array()
    }

    /// The chance that a source of this record knows, and that information of this credibility is right.
    pub fn trust(&self, reliability: Reliability, credibility: Credibility, modality: Modality) -> Chance {
        let share = |of: Option<&Chance>| of.copied().unwrap_or_default();
        let firmness = match modality {
            Modality::Asserted => self.written.modality.asserted,
            Modality::Hedged => self.written.modality.hedged,
            Modality::Possible => self.written.modality.possible,
            // What is planned or foreseen is not yet so.
            Modality::Planned | Modality::Expected => Chance::ZERO,
        };
        let known = share(self.written.reliability.get(&reliability));
        known.and(share(self.written.credibility.get(&credibility))).and(firmness)
    }

    /// How readily one who knows would say this of each state.
    pub(super) fn claim(&self, state: RoadState) -> [Chance; 4] {
        self.written.claims.get(&state).map_or([Chance::ZERO; 4], Shares::array)
    }

    pub(super) fn fighting(&self) -> [Chance; 4] {
        self.written.fighting.array()
    }

    /// Half-life in hours and prior of a hazard.
    pub(super) fn hazard(&self, hazard: RoadHazard) -> (u16, Chance) {
        self.written.hazards.get(&hazard).map_or((1, Chance::ZERO), |numbers| (numbers.half_life, numbers.prior))
    }
}

impl Shares {
    fn array(&self) -> [Chance; 4] {
        let mut shares = [Chance::ZERO; 4];
        for (share, passability) in shares.iter_mut().zip(Passability::KNOWN) {
            *share = match passability {
                Passability::Open => self.open,
                Passability::Restricted => self.restricted,
                Passability::Contested => self.contested,
                Passability::Closed => self.closed,
                Passability::Unknown => Chance::ZERO,
            };
        }
        shares
    }
}
