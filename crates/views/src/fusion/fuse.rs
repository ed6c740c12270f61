//! Reports on one subject, fused into its state.

use super::arguments::{figure, hazards};
use super::filter::{Observation, Posterior, Saying, filter};
use super::{Belief, Chance, Evidence, Fact, FusionParameters, Passability, State};
use crate::Filed;
use model::{Polarity, ReportFiled, ReportKind, RoadHazard, RoadState, Text};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, SourceId};

/// A report that speaks by a moment, and how far it is trusted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaking<'a> {
    pub(super) filed: &'a Filed,
    pub(super) when: Moment,
    pub(super) trust: Chance,
}

/// One report as it bears on one fact.
struct Heard<'a> {
    filed: &'a Filed,
    observation: Observation,
    counted: bool,
}

/// The values of one fact, what is thought of them beforehand, and how long news of it lasts.
struct Question<'p> {
    prior: Vec<Chance>,
    half_life_seconds: u32,
    parameters: &'p FusionParameters,
    at: Moment,
}

/// What the reports on one fact come to.
struct Answer<'a> {
    posterior: Posterior,
    /// In order of time, oldest first.
    heard: Vec<Heard<'a>>,
}

/// What is believed on the strength of these reports alone.
pub(super) fn fuse(speaking: &[Speaking<'_>], at: Moment, parameters: &FusionParameters) -> State {
    let ask =
        |prior: Vec<Chance>, hours: u16| Question { prior, half_life_seconds: u32::from(hours) * 3600, parameters, at };
    let half_life = parameters.written.half_life;
    let road = ask(parameters.prior().to_vec(), half_life.passability);
    let mut state = road.state(speaking);
    state.holder = named(speaking, holder, |prior| ask(prior, half_life.holder), parameters.written.holder_other);
    let figure = |name: &'static str| {
        let says = move |report: &ReportFiled| Some((figure(report, name)?, denies(report)));
        named(speaking, says, |prior| ask(prior, half_life.figure), parameters.written.figure_other)
    };
    state.lanes = figure("lanes");
    state.load_class = figure("load_class");
    let spoken: BTreeSet<RoadHazard> = speaking.iter().flat_map(|one| hazards(&one.filed.report)).collect();
    state.hazards = spoken
        .into_iter()
        .filter_map(|hazard| {
            let (hours, prior) = parameters.hazard(hazard);
            Some((hazard, ask(vec![prior.rest(), prior], hours).hazard(speaking, hazard)?))
        })
        .collect();
    state
}

impl Question<'_> {
    fn ask<'a>(&self, speaking: &[Speaking<'a>], says: impl Fn(&ReportFiled) -> Option<Saying>) -> Answer<'a> {
        let bears = |one: &Speaking<'a>| {
            let saying = says(&one.filed.report)?;
            let observation = Observation { when: one.when, trust: one.trust, saying };
            Some(Heard { filed: one.filed, observation, counted: false })
        };
        let mut heard: Vec<Heard<'a>> = speaking.iter().filter_map(bears).collect();
        heard.sort_by_key(|one| (one.observation.when, one.filed.by.leaf));
        count_origins_once(&mut heard);
        let counted = heard.iter().filter(|one| one.counted).map(|one| &one.observation);
        let posterior = filter(&self.prior, self.half_life_seconds, counted, self.at);
        Answer { posterior, heard }
    }

    fn state(&self, speaking: &[Speaking<'_>]) -> State {
        let answer = self.ask(speaking, |report| passability(report, self.parameters));
        let belief = Belief::new(&answer.posterior.values, answer.posterior.news);
        let known = answer.posterior.news >= self.parameters.written.news_min;
        // Of equals the more cautious leads: the states are ordered that way.
        let leading = self.leading(&answer).filter(|_| known).and_then(|lead| Passability::KNOWN.get(lead));
        let leading = leading.copied().unwrap_or(Passability::Unknown);
        State {
            passability: leading,
            certainty_permille: belief.of(leading),
            conflicting: known && self.disputed(&answer).len() > 1,
            belief,
            last: answer.last(),
            evidence: self.evidence(&answer, |saying| {
                let which = saying.speaks_for(&self.prior);
                (Passability::KNOWN.get(which).copied().unwrap_or(Passability::Unknown), false)
            }),
            holder: None,
            hazards: BTreeMap::new(),
            lanes: None,
            load_class: None,
            overridden: None,
            holder_overridden: None,
        }
    }

    fn hazard(&self, speaking: &[Speaking<'_>], hazard: RoadHazard) -> Option<Fact<bool>> {
        let answer = self.ask(speaking, |report| {
            // A report on the state of a road names a hazard as its cause, whether it affirms the state or not.
            let denied = report.state.is_none() && denies(report);
            hazards(report).any(|named| named == hazard).then_some(Saying::Value { which: 1, denied })
        });
        self.fact(&answer, &[false, true])
    }

    /// The leading value, where anything holds still; a value that `values` lacks is nobody's claim.
    fn fact<T: Clone>(&self, answer: &Answer<'_>, values: &[T]) -> Option<Fact<T>> {
        let Posterior { values: chances, news } = &answer.posterior;
        let lead = self.leading(answer)?;
        let disputed = self.disputed(answer);
        let against = disputed.iter().filter(|value| **value != lead).max_by_key(|value| chances.get(**value));
        let with_chance = |value: usize| Some((values.get(value)?.clone(), chances.get(value)?.to_permille()));
        let (value, certainty_permille) = with_chance(lead).filter(|_| *news >= self.parameters.written.news_min)?;
        Some(Fact {
            value,
            certainty_permille,
            against: against.filter(|_| disputed.len() > 1).and_then(|value| with_chance(*value)),
            last: answer.last()?,
            evidence: self
                .evidence(answer, |saying| match saying {
                    Saying::Value { which, denied } => (values.get(*which).cloned(), *denied),
                    Saying::Shares(_) => (None, false),
                })
                .into_iter()
                .filter_map(Evidence::named)
                .collect(),
        })
    }

    /// The value with most support; of equals the last.
    fn leading(&self, answer: &Answer<'_>) -> Option<usize> {
        (0..self.prior.len()).max_by_key(|value| (self.support(answer, *value), *value))
    }

    /// The part of a value's probability that reports gave it and not the prior. An old closure
    /// fades, but does not turn into "open" because roads are mostly open.
    fn support(&self, answer: &Answer<'_>, value: usize) -> Chance {
        let Posterior { values, news } = &answer.posterior;
        let of = |list: &[Chance]| list.get(value).copied().unwrap_or_default();
        of(values).less(news.rest().and(of(&self.prior)))
    }

    /// The values with much support for which a report that counts speaks. Origins count once, so
    /// two of them are two origins' word.
    fn disputed(&self, answer: &Answer<'_>) -> BTreeSet<usize> {
        let min = self.parameters.written.conflict_min;
        let spoken = answer.counted().map(|one| one.observation.saying.speaks_for(&self.prior));
        spoken.filter(|value| self.support(answer, *value) >= min).collect()
    }

    /// Each report's part, heaviest first.
    fn evidence<T>(&self, answer: &Answer<'_>, says: impl Fn(&Saying) -> (T, bool)) -> Vec<Evidence<T>> {
        let mut weighed: Vec<(Chance, Digest, Evidence<T>)> = answer
            .heard
            .iter()
            .map(|one| {
                let Observation { when, trust, saying } = &one.observation;
                let age = self.at.seconds().saturating_sub(when.seconds());
                let fresh = trust.and(Chance::unchanged(age, self.half_life_seconds));
                let weight = if one.counted { fresh } else { Chance::ZERO };
                let (says, denied) = says(saying);
                let evidence = Evidence {
                    by: one.filed.by.clone(),
                    says,
                    denied,
                    origin: one.filed.report.source.origin.clone(),
                    when: *when,
                    weight_permille: weight.to_permille(),
                    counted: one.counted,
                };
                (weight, one.filed.by.leaf, evidence)
            })
            .collect();
        weighed.sort_by_key(|(weight, leaf, one)| std::cmp::Reverse((one.counted, *weight, *leaf)));
        weighed.into_iter().map(|(_, _, evidence)| evidence).collect()
    }
}

impl<'a> Answer<'a> {
    fn counted(&self) -> impl Iterator<Item = &Heard<'a>> {
        self.heard.iter().filter(|one| one.counted)
    }

    fn last(&self) -> Option<Moment> {
        self.counted().map(|one| one.observation.when).max()
    }
}

impl<T> Evidence<Option<T>> {
    fn named(self) -> Option<Evidence<T>> {
        let Self { by, says, denied, origin, when, weight_permille, counted } = self;
        Some(Evidence { by, says: says?, denied, origin, when, weight_permille, counted })
    }
}

/// A fact whose values are those that reports name, and one more for all others.
fn named<'a, T: Clone + Ord>(
    speaking: &[Speaking<'a>],
    says: impl Fn(&ReportFiled) -> Option<(T, bool)>,
    ask: impl Fn(Vec<Chance>) -> Question<'a>,
    other: Chance,
) -> Option<Fact<T>> {
    let values: BTreeSet<T> = speaking.iter().filter_map(|one| says(&one.filed.report)).map(|said| said.0).collect();
    let values: Vec<T> = values.into_iter().collect();
    if values.is_empty() {
        return None;
    }
    let each = Chance::ratio(u128::from(other.rest().raw()), u128::from(Chance::ONE.raw()) * values.len() as u128);
    let mut prior = vec![each; values.len()];
    prior.push(other);
    let question = ask(prior);
    let answer = question.ask(speaking, |report| {
        let (value, denied) = says(report)?;
        Some(Saying::Value { which: values.binary_search(&value).ok()?, denied })
    });
    question.fact(&answer, &values)
}

/// Of several reports of one origin the newest counts, of equally new ones the best graded, of these the one that
/// bars most: a paper that calls one road free and a stretch of it cut must not be heard as it happens to hash.
fn count_origins_once(heard: &mut [Heard<'_>]) {
    let bars = |one: &Heard<'_>| one.observation.saying.bars();
    let rank = |one: &Heard<'_>| (one.observation.when, one.observation.trust, bars(one), one.filed.by.leaf);
    let mut best: BTreeMap<&SourceId, (Moment, Chance, [Chance; 2], Digest)> = BTreeMap::new();
    for one in heard.iter() {
        let held = best.entry(&one.filed.report.source.origin).or_insert_with(|| rank(one));
        *held = (*held).max(rank(one));
    }
    let best: BTreeSet<Digest> = best.into_values().map(|(_, _, _, leaf)| leaf).collect();
    for one in heard.iter_mut() {
        one.counted = best.contains(&one.filed.by.leaf);
    }
}

fn denies(report: &ReportFiled) -> bool {
    report.polarity == Polarity::Denied
}

/// Whether a report's kind is one that says in what state something is.
fn on_state(report: &ReportFiled) -> bool {
    matches!(report.kind, ReportKind::RoadStatus | ReportKind::CrossingStatus | ReportKind::TownControl)
}

fn passability(report: &ReportFiled, parameters: &FusionParameters) -> Option<Saying> {
    let shares = match report.state {
        Some(state) if on_state(report) => parameters.claim(state),
        _ if report.kind == ReportKind::ArmedAction => parameters.fighting(),
        Some(_) | None => return None,
    };
    Some(Saying::Shares(if denies(report) { shares.map(Chance::rest) } else { shares }))
}

/// Who holds it, where the report says that somebody does or does not.
fn holder(report: &ReportFiled) -> Option<(Text, bool)> {
    let given_up = match report.state.filter(|_| on_state(report))? {
        RoadState::Held | RoadState::Regained | RoadState::Taken => false,
        RoadState::Lost => true,
        RoadState::Open
        | RoadState::Restricted
        | RoadState::Closed
        | RoadState::Cut
        | RoadState::Passable
        | RoadState::Impassable
        | RoadState::Contested
        | RoadState::Threatened => return None,
    };
    // "Not lost by the army": the army holds it.
    Some((report.actor.clone()?, given_up != denies(report)))
}
