//! Which draft answers for which statement.

use super::set::{Negative, Report, Statement, Unwanted};
use reader::{Draft, Reading, Span};
use std::cmp::Reverse;
use std::ops::Range;

/// A reading beside its annotation.
pub(crate) struct Matched<'a> {
    pub(crate) report: &'a Report,
    /// For each statement the draft that answers for it.
    pub(crate) answers: Vec<Option<&'a Draft>>,
    /// Drafts that answer for nothing.
    pub(crate) false_alarms: Vec<&'a Draft>,
    /// Negatives read as what they must not be.
    pub(crate) fallen_for: Vec<&'a Negative>,
}

/// Pairs drafts and statements, the best overlap first.
pub(crate) fn matched<'a>(report: &'a Report, reading: &'a Reading) -> Matched<'a> {
    let mut pairs = Vec::new();
    for (s, statement) in report.statements.iter().enumerate() {
        for (d, draft) in reading.drafts.iter().enumerate() {
            if let Some(share) = share(statement, draft) {
                // Of two that cover as much, the one with fewer words around it.
                pairs.push((Reverse(share), draft.span.end - draft.span.start, s, d));
            }
        }
    }
    pairs.sort_unstable();
    let mut answers = vec![None; report.statements.len()];
    let mut used = vec![false; reading.drafts.len()];
    for (_, _, s, d) in pairs {
        if answers[s].is_none() && !used[d] {
            answers[s] = Some(&reading.drafts[d]);
            used[d] = true;
        }
    }
    let left = reading.drafts.iter().zip(used).filter(|(_, used)| !used).map(|(draft, _)| draft);
    // A fact told twice may come as two drafts: the second is no false alarm.
    let repeats = |draft: &Draft| report.statements.iter().any(|statement| repeats(statement, draft));
    Matched {
        report,
        false_alarms: left.filter(|draft| !repeats(draft)).collect(),
        fallen_for: report.negatives.iter().filter(|negative| falls_for(report, reading, negative)).collect(),
        answers,
    }
}

/// How much of the statement the draft covers, in thousandths, when that is at least half.
fn share(statement: &Statement, draft: &Draft) -> Option<usize> {
    if statement.kind != draft.kind || statement.polarity != draft.polarity {
        return None;
    }
    statement.spans.iter().map(|span| covered(span, &draft.span)).max().filter(|share| *share >= 500)
}

fn repeats(statement: &Statement, draft: &Draft) -> bool {
    statement.spans.len() > 1 && share(statement, draft).is_some()
}

fn covered(wanted: &Range<usize>, found: &Span) -> usize {
    let shared = found.end.min(wanted.end).saturating_sub(found.start.max(wanted.start));
    (shared * 1000).checked_div(wanted.len()).unwrap_or(0)
}

/// Whether the words of a negative were read as what they must not be. History that is
/// marked as history misleads nobody, and a draft that answers for a statement is right.
fn falls_for(report: &Report, reading: &Reading, negative: &Negative) -> bool {
    let right = |draft: &Draft| report.statements.iter().any(|statement| share(statement, draft).is_some());
    let drafts = || {
        let bad = |draft: &&Draft| covered(&negative.span, &draft.span) >= 500 && !draft.background && !right(draft);
        reading.drafts.iter().filter(bad)
    };
    match negative.unwanted {
        Unwanted::Statement(kind) => drafts().any(|draft| draft.kind == kind),
        Unwanted::AnyStatement => drafts().next().is_some(),
        Unwanted::Place => reading.places.iter().any(|place| covered(&negative.span, &place.span) > 0),
        Unwanted::Time => {
            reading.drafts.iter().filter_map(|draft| draft.time.span).any(|time| covered(&negative.span, &time) > 0)
        }
    }
}
