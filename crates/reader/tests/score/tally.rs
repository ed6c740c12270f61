//! Counting: what was found, what was not, and how right the found ones are.

use super::matching::Matched;
use super::set::{Days, Statement, Tier};
use reader::{ArgName, ArgValue, Argument, Draft, ReportKind};
use std::collections::BTreeMap;

/// Of what was wanted and what was given, how much is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Wanted and given.
    pub(crate) right: usize,
    /// Wanted.
    pub(crate) wanted: usize,
    /// Given.
    pub(crate) given: usize,
}

impl Count {
    /// Share of the given that is right, in tenths of a percent; all of it when nothing was given.
    pub(crate) fn precision(self) -> usize {
        (self.right * 1000).checked_div(self.given).unwrap_or(1000)
    }

    /// Share of the wanted that is right, in tenths of a percent; all of it when nothing was wanted.
    pub(crate) fn recall(self) -> usize {
        (self.right * 1000).checked_div(self.wanted).unwrap_or(1000)
    }

    /// A question with one answer: both shares are one.
    fn answer(&mut self, right: bool) {
        self.right += usize::from(right);
        self.wanted += 1;
        self.given += 1;
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wanted += other.wanted;
        self.given += other.given;
    }
}

/// All figures over some reports.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) reports: usize,
    pub(crate) kinds: BTreeMap<ReportKind, Count>,
    pub(crate) core: Count,
    pub(crate) state: Count,
    pub(crate) places: Count,
    pub(crate) times: Count,
    pub(crate) class: Count,
    pub(crate) grade: Count,
    pub(crate) modality: Count,
    pub(crate) background: Count,
    /// Negatives left alone.
    pub(crate) negatives: Count,
}

impl Tally {
    /// Counts one report.
    pub(crate) fn add(&mut self, matched: &Matched<'_>) {
        self.reports += 1;
        for (statement, answer) in matched.report.statements.iter().zip(&matched.answers) {
            if statement.tier != Tier::Optional {
                let found = usize::from(answer.is_some());
                let count = Count { right: found, wanted: 1, given: found };
                self.kinds.entry(statement.kind).or_default().add(count);
                if statement.tier == Tier::Core {
                    self.core.add(count);
                }
            }
            if let Some(draft) = answer {
                self.details(statement, draft);
            }
        }
        for draft in &matched.false_alarms {
            self.kinds.entry(draft.kind).or_default().given += 1;
        }
        let right = matched.report.negatives.len() - matched.fallen_for.len();
        self.negatives.add(Count {
            right,
            wanted: matched.report.negatives.len(),
            given: matched.report.negatives.len(),
        });
    }

    /// Asks everything else about a statement that was found.
    pub(crate) fn details(&mut self, statement: &Statement, draft: &Draft) {
        if statement.state.is_some() {
            self.state.answer(statement.state == draft.state);
        }
        self.class.answer(statement.class == draft.source.class);
        self.grade.answer(statement.grade == draft.grade.to_string());
        self.modality.answer(statement.modality == draft.modality);
        self.background.answer(statement.background == draft.background);
        self.times.add(times(statement.days, draft));
        self.places.add(places(&statement.places, draft));
    }

    /// Roads and crossings together: what a route hangs on.
    pub(crate) fn ways(&self) -> Count {
        self.over([ReportKind::RoadStatus, ReportKind::CrossingStatus])
    }

    /// All kinds.
    pub(crate) fn statements(&self) -> Count {
        self.over(self.kinds.keys().copied())
    }

    fn over(&self, kinds: impl IntoIterator<Item = ReportKind>) -> Count {
        let mut sum = Count::default();
        kinds.into_iter().filter_map(|kind| self.kinds.get(&kind)).for_each(|count| sum.add(*count));
        sum
    }
}

/// A day counts when first and last are right; a last day left open is not asked for.
fn times(wanted: Days, draft: &Draft) -> Count {
    let given = usize::from(draft.time.from.is_some() || draft.time.to.is_some());
    match wanted {
        Days::Any => Count::default(),
        Days::None => Count { right: 0, wanted: 0, given },
        Days::Between(from, to) => {
            let right = draft.time.from == Some(from) && (to.is_none() || draft.time.to == to);
            Count { right: usize::from(right), wanted: 1, given }
        }
    }
}

/// Places by gazetteer key, or by the name as written, whatever their role.
fn places(wanted: &[String], draft: &Draft) -> Count {
    let mut given: Vec<String> = draft.args.iter().filter(|argument| is_place(argument.name)).map(place).collect();
    given.sort_unstable();
    given.dedup();
    let right = wanted.iter().filter(|name| given.iter().any(|found| is_name(name, found))).count();
    Count { right, wanted: wanted.len(), given: given.len() }
}

/// Whether two names are one: a key in full, a name as written with or without the word
/// for what it is ("the crossing of Tina").
fn is_name(wanted: &str, found: &str) -> bool {
    let is_key = wanted.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let inside = |long: &str, short: &str| short.chars().count() >= 3 && long.contains(short);
    wanted == found || !is_key && (inside(wanted, found) || inside(found, wanted))
}

fn is_place(name: ArgName) -> bool {
    matches!(
        name,
        ArgName::Crossing
            | ArgName::Place
            | ArgName::From
            | ArgName::To
            | ArgName::Via
            | ArgName::At
            | ArgName::Opposite
            | ArgName::Area
    )
}

fn place(argument: &Argument) -> String {
    match &argument.value {
        ArgValue::Place(key) => key.to_string(),
        ArgValue::Axis(key) => key.to_string(),
        ArgValue::Text(words) => words.clone(),
        ArgValue::Actor(actor) => actor.text.clone(),
        ArgValue::Unresolved(_) | ArgValue::Items(_) | ArgValue::Count(_) => String::new(),
    }
}
