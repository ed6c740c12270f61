//! Decisions given on the command line: `--accept`, `--grade`, `--about`.

use crate::args::ReadArgs;
use crate::commands::{pair, value};
use crate::failure::Failure;
use app::operation::Operation;
use app::reading::{Decision, Settled, subject};
use model::{Credibility, Reliability, Subject};
use reader::Reading;
use std::collections::BTreeMap;

pub(super) fn decisions(
    reading: &Reading,
    settled: &Settled,
    accept: &str,
    args: &ReadArgs,
    operation: &Operation,
) -> Result<Vec<Decision>, Failure> {
    let waits = |draft: &usize| settled.fate(&reading.drafts[*draft]).is_none();
    let chosen: Vec<usize> = if accept == "all" {
        (0..reading.drafts.len()).filter(waits).collect()
    } else {
        accept.split(',').map(|number| draft_number("--accept", number.trim(), reading)).collect::<Result<_, _>>()?
    };
    if let Some(draft) = chosen.iter().find(|draft| !waits(draft)) {
        let fate = settled.fate(&reading.drafts[*draft]).map_or("", app::reading::Fate::code);
        return Err(Failure::user(format!("--accept names draft {}, which is {fate} already", draft + 1), None));
    }
    let mut decisions: BTreeMap<usize, Decision> =
        chosen.into_iter().map(|draft| (draft, Decision { draft, ..Decision::default() })).collect();
    for given in &args.grade {
        let (number, grade) = pair("--grade", given, "2=C4")?;
        let decision = decided(&mut decisions, "--grade", number, reading)?;
        let letters = grade.len().min(1);
        let (letter, digit) = grade.split_at_checked(letters).unwrap_or((grade, ""));
        decision.reliability = Some(value::<Reliability>("--grade", letter)?);
        decision.credibility = Some(value::<Credibility>("--grade", digit)?);
    }
    for given in &args.about {
        let (number, names) = pair("--about", given, "3=axis-in-khalil")?;
        let about = subjects(names, operation)?;
        decided(&mut decisions, "--about", number, reading)?.edit.about = Some(about);
    }
    Ok(decisions.into_values().collect())
}

fn decided<'d>(
    decisions: &'d mut BTreeMap<usize, Decision>,
    flag: &str,
    number: &str,
    reading: &Reading,
) -> Result<&'d mut Decision, Failure> {
    let draft = draft_number(flag, number, reading)?;
    decisions
        .get_mut(&draft)
        .ok_or_else(|| Failure::user(format!("{flag} names draft {number}, which is not accepted"), None))
}

fn draft_number(flag: &str, given: &str, reading: &Reading) -> Result<usize, Failure> {
    let number: usize = value(flag, given)?;
    number.checked_sub(1).filter(|at| *at < reading.drafts.len()).ok_or_else(|| {
        Failure::user(format!("{flag} names draft {number}; the reading has {}", reading.drafts.len()), None)
    })
}

/// Axes, segments or places of the operation, several with `+`.
pub(super) fn subjects(names: &str, operation: &Operation) -> Result<Vec<Subject>, Failure> {
    let known = || {
        let network = &operation.network;
        let axes = network.axes().map(|axis| axis.axis.to_string());
        axes.chain(network.nodes().map(|node| node.name().to_owned()))
    };
    let one = |name: &str| subject(name, operation).map_err(|_| Failure::unknown("axis or place", name, known()));
    names.split('+').map(|name| one(name.trim())).collect()
}
