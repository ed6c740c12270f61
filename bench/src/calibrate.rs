//! Whether stated certainties match frequencies, beside simpler ways to judge the same reports.

use crate::Outcome;
use crate::simulate::{HOURS, World, moment};
use model::Body;
use std::collections::BTreeMap;
use units::SegmentId;
use views::{AxisMap, Content, Fusion, FusionParameters, Passability, Views};

/// Judgements are binned by tenths of what they state.
pub(crate) const BINS: usize = 10;
/// Majority votes among reports of so many hours.
const VOTE_HOURS: u64 = 240;

/// What a world showed of each way to judge.
#[derive(Default)]
pub(crate) struct Calibration {
    /// Stated probabilities by tenths: how many, their sum in thousandths, how many came true.
    pub(crate) bins: [(u64, u64, u64); BINS],
    /// Brier scores, summed in millionths: ours, last report wins, majority vote, the bare prior.
    brier: [u64; 4],
    judged: u64,
}

impl Calibration {
    /// Judges every stretch of a world at several hours.
    pub(crate) fn of(world: &World, parameters: &FusionParameters, hours: &[u64]) -> Outcome<Self> {
        let mut found = Self::default();
        let views = Views::fold(&views::order(world.said.clone()));
        let axes = AxisMap::default();
        for hour in hours {
            let at = moment(*hour);
            let picture = Fusion { corridor: &views.corridor, axes: &axes, parameters, at }.picture();
            let plain = plain(world, *hour);
            for (segment, state) in &picture.segments {
                let number: usize = segment.as_str().trim_start_matches('s').parse()?;
                let Some(truth) = world.truth(number, *hour) else { continue };
                let prior = parameters.prior().map(views::Chance::to_permille);
                let [last, vote] = plain.get(segment).map_or([prior; 2], |said| [last(said), vote(said, prior)]);
                found.judge(truth, [state.belief.permille, last, vote, prior]);
            }
        }
        Ok(found)
    }

    fn judge(&mut self, truth: Passability, ways: [[u16; 4]; 4]) {
        for (state, stated) in Passability::KNOWN.iter().zip(ways[0]) {
            let bin = (usize::from(stated) * BINS / 1000).min(BINS - 1);
            if let Some((n, sum, came_true)) = self.bins.get_mut(bin) {
                *n += 1;
                *sum += u64::from(stated);
                *came_true += u64::from(*state == truth);
            }
        }
        for (score, stated) in self.brier.iter_mut().zip(ways) {
            for (state, stated) in Passability::KNOWN.iter().zip(stated) {
                let so: u16 = if *state == truth { 1000 } else { 0 };
                *score += u64::from(so.abs_diff(stated)).pow(2);
            }
        }
        self.judged += 1;
    }

    /// Mean distance between what was stated and how often it came true, in thousandths.
    pub(crate) fn error_permille(&self) -> u64 {
        let total: u64 = self.bins.iter().map(|(n, _, _)| n).sum();
        let off: u64 = self.bins.iter().map(|(_, sum, came_true)| sum.abs_diff(came_true * 1000)).sum();
        off / total.max(1)
    }

    /// Mean Brier scores in thousandths, 0 to 2000: ours, last report wins, majority vote, the prior.
    pub(crate) fn brier_permille(&self) -> [u64; 4] {
        self.brier.map(|sum| sum / 1000 / self.judged.max(1))
    }

    /// How many states were judged.
    pub(crate) fn judged(&self) -> u64 {
        self.judged
    }
}

/// What was said of each segment by an hour: when it was so, and what.
fn plain(world: &World, hour: u64) -> BTreeMap<SegmentId, Vec<(u64, Passability)>> {
    let mut by_segment: BTreeMap<SegmentId, Vec<(u64, Passability)>> = BTreeMap::new();
    for said in &world.said {
        let Content::Known(statement) = &said.content else { continue };
        let Body::ReportFiled(report) = &statement.body else { continue };
        let Some(from) = report.time.from else { continue };
        let age = moment(hour).seconds() - from.seconds();
        let Ok(age) = u64::try_from(age) else { continue };
        for subject in &report.about {
            if let (model::Subject::Segment(segment), Some(state)) = (subject, report.state) {
                by_segment.entry(segment.clone()).or_default().push((age / 3600, side(state)));
            }
        }
    }
    by_segment
}

fn side(state: model::RoadState) -> Passability {
    match state.code() {
        "restricted" => Passability::Restricted,
        "contested" => Passability::Contested,
        "closed" => Passability::Closed,
        _ => Passability::Open,
    }
}

fn sure(of: Passability) -> [u16; 4] {
    Passability::KNOWN.map(|state| if state == of { 1000 } else { 0 })
}

fn last(said: &[(u64, Passability)]) -> [u16; 4] {
    said.iter().min_by_key(|(age, _)| *age).map_or([250; 4], |(_, state)| sure(*state))
}

fn vote(said: &[(u64, Passability)], prior: [u16; 4]) -> [u16; 4] {
    let votes = |of: Passability| said.iter().filter(|(age, state)| *age <= VOTE_HOURS && *state == of).count();
    match Passability::KNOWN.into_iter().max_by_key(|state| votes(*state)) {
        Some(state) if votes(state) > 0 => sure(state),
        Some(_) | None => prior,
    }
}

/// The hours at which a world is judged: late enough that something was said, a week apart.
pub(crate) fn hours() -> Vec<u64> {
    (1..=4).map(|week| HOURS - 24 - (4 - week) * 168).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small and seeded: stated certainties match frequencies, and simpler ways do worse.
    #[test]
    fn certainties_match_frequencies_and_beat_simpler_ways() {
        let parameters: FusionParameters = toml::from_str(views::FUSION_STANDARD).unwrap();
        for seed in [1, 2, 3] {
            let world = World::new(seed, 300, 6000, &parameters).unwrap();
            let found = Calibration::of(&world, &parameters, &hours()).unwrap();
            let [ours, last, vote, prior] = found.brier_permille();
            assert!(found.error_permille() < 40, "seed {seed}: off by {} thousandths", found.error_permille());
            assert!(ours * 10 < last * 8 && ours * 10 < vote * 8 && ours < prior, "{ours} {last} {vote} {prior}");
        }
    }
}
