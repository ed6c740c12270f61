//! What is believed of a stretch, place or crossing: each fact with its certainty, age and evidence.

use super::Chance;
use model::{Reference, RoadHazard, StateOverridden, Text};
use std::collections::BTreeMap;
use units::{Moment, OfficerId, PartyId, SourceId};

/// Whether a stretch can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passability {
    /// Open to traffic.
    Open,
    /// Usable with limits.
    Restricted,
    /// In danger or fought over.
    Contested,
    /// Shut, severed or undrivable.
    Closed,
    /// Nothing recent enough is known.
    Unknown,
}

/// What the reports on one subject come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether it can be used: as the override in force says, else the most probable state.
    pub passability: Passability,
    /// Probability of that state, in thousandths; 0 where unknown, 1000 only by an override.
    pub certainty_permille: u16,
    /// Whether reports of different origins stand behind two states that are both probable.
    pub conflicting: bool,
    /// Probability of each state by the reports alone.
    pub belief: Belief,
    /// When the newest report behind it was so.
    pub last: Option<Moment>,
    /// Every report considered on passability, heaviest first.
    pub evidence: Vec<Evidence<Passability>>,
    /// Who holds it.
    pub holder: Option<Fact<Text>>,
    /// What endangers its users; only what somebody spoke of.
    pub hazards: BTreeMap<RoadHazard, Fact<bool>>,
    /// Lanes for columns; 1 is a defile.
    pub lanes: Option<Fact<u16>>,
    /// Heaviest load, in tonnes, that it carries.
    pub load_class: Option<Fact<u16>>,
    /// The word of a person on the state that stands above the reports now.
    pub overridden: Option<Override>,
    /// The word of a person on the holder that stands above the reports now.
    pub holder_overridden: Option<Override>,
}

/// Probability of each state, in thousandths, and how much of it is news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Belief {
    /// Of each state, in the order of [`Passability`].
    pub permille: [u16; 4],
    /// Chance that at least one report was informed and still holds; the rest is the prior.
    pub news_permille: u16,
}

/// One further fact of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What it is.
    pub value: T,
    /// Its probability, in thousandths.
    pub certainty_permille: u16,
    /// The value that others report, where it is probable too.
    pub against: Option<(T, u16)>,
    /// When the newest report that counts was so.
    pub last: Moment,
    /// Every report considered, heaviest first.
    pub evidence: Vec<Evidence<T>>,
}

/// One report's part in a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<T> {
    /// The report.
    pub by: Reference,
    /// What it speaks for.
    pub says: T,
    /// Whether it denies `says` instead of affirming it; on passability `says` is already turned round.
    pub denied: bool,
    /// Where it first came from.
    pub origin: SourceId,
    /// When it was so.
    pub when: Moment,
    /// Chance that it was informed and nothing has changed since, in thousandths; 0 where another
    /// report of its origin stands for it.
    pub weight_permille: u16,
    /// Whether it counted, or another report of the same origin did.
    pub counted: bool,
}

/// The word of a person on a state or holder, until its window ends or it is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The statement.
    pub by: Reference,
    /// Whose.
    pub party: PartyId,
    /// The person.
    pub officer: OfficerId,
    /// When it was said.
    pub stated: Moment,
    /// What.
    pub set: StateOverridden,
}

impl Passability {
    /// The states that something can be in, as probabilities are listed.
    pub const KNOWN: [Self; 4] = [Self::Open, Self::Restricted, Self::Contested, Self::Closed];
}

impl Belief {
    /// Probability of one state; none of [`Passability::Unknown`].
    pub fn of(&self, passability: Passability) -> u16 {
        let at = Passability::KNOWN.iter().position(|known| *known == passability);
        at.and_then(|at| self.permille.get(at)).copied().unwrap_or(0)
    }

    pub(super) fn new(values: &[Chance], news: Chance) -> Self {
        let mut permille = [0; 4];
        for (share, value) in permille.iter_mut().zip(values) {
            *share = value.to_permille();
        }
        Self { permille, news_permille: news.to_permille() }
    }
}

impl State {
    /// The states that are both probable, where the reports disagree; the likelier first.
    pub fn sides(&self) -> Option<[(Passability, u16); 2]> {
        let mut ranked = Passability::KNOWN.map(|state| (self.belief.of(state), state));
        ranked.sort_by(|a, b| b.cmp(a));
        let [first, second, ..] = ranked;
        self.conflicting.then_some([(first.1, first.0), (second.1, second.0)])
    }

    /// What most probably endangers its users.
    pub fn present_hazards(&self) -> impl Iterator<Item = RoadHazard> {
        self.hazards.iter().filter(|(_, fact)| fact.value).map(|(hazard, _)| *hazard)
    }

    /// The words of persons that stand above the reports.
    pub(super) fn overrides(&self) -> impl Iterator<Item = &Override> {
        self.overridden.iter().chain(&self.holder_overridden)
    }

    /// Each report considered on each fact: its weight there, and whether it counted.
    pub(super) fn every_evidence(&self) -> impl Iterator<Item = (&Reference, u16, bool)> {
        let road = self.evidence.iter().map(Evidence::part);
        let holder = self.holder.iter().flat_map(|fact| fact.evidence.iter().map(Evidence::part));
        let hazards = self.hazards.values().flat_map(|fact| fact.evidence.iter().map(Evidence::part));
        let figures = self.lanes.iter().chain(&self.load_class);
        road.chain(holder).chain(hazards).chain(figures.flat_map(|fact| fact.evidence.iter().map(Evidence::part)))
    }
}

impl<T> Evidence<T> {
    fn part(&self) -> (&Reference, u16, bool) {
        (&self.by, self.weight_permille, self.counted)
    }
}
