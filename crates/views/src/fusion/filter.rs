//! A hidden Markov filter over a few exclusive values: what to believe after some reports.
//!
//! - The truth jumps: after one half-life it is with chance one half still what it was, and
//!   otherwise drawn anew from the prior.
//! - A report is informed with chance `trust`; then it says what one who knows would say.
//!   Otherwise it says anything, as often as that is true anyway, and teaches nothing.
//!
//! So one report alone leaves `trust` times what it says and `1 - trust` times the prior
//! (Rabiner, *A tutorial on hidden Markov models*, 1989, section III.A: the forward variable).

use super::Chance;
use units::Moment;

/// What a report says of the values, for one who knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// How readily it would be said of each value.
    Shares([Chance; 4]),
    /// It is that value; denied, any other.
    Value { which: usize, denied: bool },
}

impl Saying {
    /// How much it speaks for closed, then for contested.
    pub(super) fn bars(&self) -> [Chance; 2] {
        match self {
            Self::Shares([_, _, contested, closed]) => [*closed, *contested],
            Self::Value { .. } => [Chance::ZERO; 2],
        }
    }
}

/// One report, as the filter hears it.
#[derive(Clone, Debug)]
pub(super) struct Observation {
    pub(super) when: Moment,
    pub(super) trust: Chance,
    pub(super) saying: Saying,
}

/// What is believed of each value, and how much of it is news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Posterior {
    /// Probability of each value; together one, but for rounding.
    pub(super) values: Vec<Chance>,
    /// Chance that at least one report was informed and nothing has changed since it.
    pub(super) news: Chance,
}

impl Saying {
    pub(super) fn of(&self, value: usize) -> Chance {
        match self {
            Self::Shares(shares) => shares.get(value).copied().unwrap_or(Chance::ZERO),
            Self::Value { which, denied } if (*which == value) == *denied => Chance::ZERO,
            Self::Value { .. } => Chance::ONE,
        }
    }

    /// The value that this speaks for most, before anything else is known; of equals the last.
    pub(super) fn speaks_for(&self, prior: &[Chance]) -> usize {
        let joint = prior.iter().enumerate().map(|(value, before)| (before.and(self.of(value)), value));
        joint.max().map_or(0, |(_, value)| value)
    }
}

/// Filters reports, which must be in order of time, to a moment that is not before the last.
pub(super) fn filter<'o>(
    prior: &[Chance],
    half_life_seconds: u32,
    heard: impl IntoIterator<Item = &'o Observation>,
    at: Moment,
) -> Posterior {
    let mut posterior = Posterior { values: prior.to_vec(), news: Chance::ZERO };
    let mut now: Option<Moment> = None;
    let mut wait = |posterior: &mut Posterior, until: Moment| {
        let age = now.map_or(0, |now| until.seconds().saturating_sub(now.seconds()));
        posterior.relax(prior, Chance::unchanged(age, half_life_seconds));
        now = Some(until);
    };
    for observation in heard {
        wait(&mut posterior, observation.when);
        posterior.hear(prior, observation);
    }
    wait(&mut posterior, at);
    posterior
}

impl Posterior {
    fn relax(&mut self, prior: &[Chance], unchanged: Chance) {
        for (value, before) in self.values.iter_mut().zip(prior) {
            *value = value.mix(unchanged, *before);
        }
        self.news = self.news.and(unchanged);
    }

    fn hear(&mut self, prior: &[Chance], observation: &Observation) {
        let Observation { trust, saying, .. } = observation;
        let said_anyway =
            prior.iter().enumerate().fold(Chance::ZERO, |sum, (value, before)| sum.plus(before.and(saying.of(value))));
        // What nobody would ever say teaches nothing.
        if said_anyway == Chance::ZERO {
            return;
        }
        let likelihood = |value| saying.of(value).mix(*trust, said_anyway);
        let joint: Vec<u128> = self
            .values
            .iter()
            .enumerate()
            .map(|(value, before)| u128::from(before.raw()) * u128::from(likelihood(value).raw()))
            .collect();
        let whole = joint.iter().sum();
        for (value, part) in self.values.iter_mut().zip(joint) {
            // Nothing is ever ruled out for good: a later report may bring it back.
            *value = Chance::ratio(part, whole).max(Chance::LEAST);
        }
        self.news = self.news.or(*trust);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PRIOR: [u16; 4] = [500, 150, 200, 150];
    const HOUR: i64 = 3600;

    fn prior() -> [Chance; 4] {
        PRIOR.map(Chance::permille)
    }

    fn seen(hour: i64, trust: u16, which: usize, denied: bool) -> Observation {
        let (when, trust) = (Moment::from_seconds(hour * HOUR), Chance::permille(trust));
        Observation { when, trust, saying: Saying::Value { which, denied } }
    }

    fn at(heard: &[Observation], hour: i64) -> Vec<u16> {
        let posterior = filter(&prior(), 48 * 3600, heard, Moment::from_seconds(hour * HOUR));
        posterior.values.into_iter().map(Chance::to_permille).collect()
    }

    /// The sentence of the page: `trust` of what it says, the rest as before.
    #[test]
    fn one_report_leaves_its_trust_and_the_rest_of_the_prior() {
        assert_eq!(at(&[seen(0, 600, 3, false)], 0), [200, 60, 80, 660]);
        assert_eq!(at(&[seen(0, 600, 3, true)], 0), [553, 166, 221, 60]);
        assert_eq!(at(&[seen(0, 0, 3, false)], 0), PRIOR, "one who never knows teaches nothing");
        assert_eq!(at(&[seen(0, 600, 3, false)], 48), [350, 105, 140, 405], "half-way back");
        assert_eq!(at(&[seen(0, 600, 3, false)], 10_000), PRIOR);
    }

    #[expect(clippy::cast_precision_loss, reason = "the reference is in floating point")]
    fn float(raw: u64) -> f64 {
        raw as f64
    }

    /// The forward algorithm once more, over all paths of the truth, in floating point.
    #[expect(clippy::float_arithmetic, reason = "an independent reference for the whole numbers")]
    fn reference(heard: &[Observation], at_hour: i64) -> Vec<f64> {
        let prior = PRIOR.map(|share| f64::from(share) / 1000.0);
        let mut belief = prior.to_vec();
        let mut now = heard.first().map_or(0, |first| first.when.seconds());
        let step = |belief: &[f64], seconds: i64| -> Vec<f64> {
            let stay = 0.5_f64.powf(seconds as f64 / (48.0 * 3600.0));
            (0..4)
                .map(|to| {
                    (0..4)
                        .map(|from| belief[from] * ((1.0 - stay) * prior[to] + if from == to { stay } else { 0.0 }))
                        .sum()
                })
                .collect()
        };
        for one in heard {
            belief = step(&belief, one.when.seconds() - now);
            now = one.when.seconds();
            let trust = float(one.trust.raw()) / float(Chance::ONE.raw());
            let says = |value| float(one.saying.of(value).raw()) / float(Chance::ONE.raw());
            let anyway: f64 = (0..4).map(|value| prior[value] * says(value)).sum();
            let joint: Vec<f64> =
                (0..4).map(|value| belief[value] * (trust * says(value) + (1.0 - trust) * anyway)).collect();
            let whole: f64 = joint.iter().sum();
            belief = joint.into_iter().map(|part| part / whole).collect();
        }
        step(&belief, at_hour * HOUR - now)
    }

    /// Two strong reports nearly rule the first value out, and a third brings it back.
    #[test]
    fn what_was_nearly_ruled_out_keeps_its_places() {
        let heard =
            [seen(201, 863, 2, false), seen(355, 861, 2, false), seen(357, 814, 0, false), seen(362, 0, 0, false)];
        agree(&heard, 403);
    }

    #[expect(clippy::float_arithmetic, reason = "compares with the reference")]
    fn agree(heard: &[Observation], end: i64) {
        let ours = filter(&prior(), 48 * 3600, heard, Moment::from_seconds(end * HOUR));
        for (ours, theirs) in ours.values.iter().zip(reference(heard, end)) {
            let ours = float(ours.raw()) / float(Chance::ONE.raw());
            assert!((ours - theirs).abs() < 1e-9, "{ours} {theirs}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_agree_with_the_forward_algorithm(
            mut said in proptest::collection::vec((0..400_i64, 0..=980_u16, 0..4_usize, any::<bool>()), 0..12),
            later in 0..300_i64,
        ) {
            said.sort();
            let heard: Vec<_> = said.iter().map(|(hour, trust, which, denied)| seen(*hour, *trust, *which, *denied)).collect();
            agree(&heard, 400 + later);
        }
    }
}
