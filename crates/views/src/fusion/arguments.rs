//! Arguments of a report that are codes or figures, and those that are neither.

use model::{Argument, ReportFiled, RoadHazard};
use std::num::NonZeroU16;

const HAZARD: &str = "hazard";
/// Lanes for columns, and the heaviest load in tonnes.
const FIGURES: [&str; 2] = ["lanes", "load_class"];

/// Argument `hazard`, as often as it is given; a word that is no code is only words.
pub(super) fn hazards(report: &ReportFiled) -> impl Iterator<Item = RoadHazard> + '_ {
    named(report, HAZARD).filter_map(|argument| argument.value.as_str().parse().ok())
}

/// Argument `lanes` or `load_class`, a whole number above nothing.
pub(super) fn figure(report: &ReportFiled, name: &str) -> Option<u16> {
    named(report, name).find_map(number)
}

/// Arguments that say nothing: the name, and what was given.
pub(crate) fn bad_arguments(report: &ReportFiled) -> Vec<(&'static str, String)> {
    let hazards = named(report, HAZARD).filter(|argument| argument.value.as_str().parse::<RoadHazard>().is_err());
    let hazards = hazards.map(|argument| (HAZARD, argument.value.to_string()));
    let figures = FIGURES.into_iter().flat_map(|name| {
        let bad = named(report, name).filter(|argument| number(argument).is_none());
        bad.map(move |argument| (name, argument.value.to_string()))
    });
    hazards.chain(figures).collect()
}

fn named<'r>(report: &'r ReportFiled, name: &'r str) -> impl Iterator<Item = &'r Argument> {
    report.arguments.iter().filter(move |argument| argument.name.as_str() == name)
}

fn number(argument: &Argument) -> Option<u16> {
    argument.value.as_str().parse().ok().map(NonZeroU16::get)
}
