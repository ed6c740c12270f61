//! The bank of plain sentences: one claim each, by kind and state, and sentences that must not be read so.
//!
//! Shared by the example `bank` and the test `bank_floors`. A sentence is hit where a draft of its kind and state affirms;
//! a sentence marked `not` is misread where one does.

use reader::{Date, Draft, Gazetteer, Language, Lexicons, Polarity, ReportKind, Request, State, read};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// One row of the bank.
pub(crate) struct Row {
    /// Kept apart: no rule is written from what is missed here.
    pub(crate) kept: bool,
    /// The sentence must not be read so.
    pub(crate) not: bool,
    pub(crate) kind: ReportKind,
    /// What it may be read as: traffic that runs again has an open or a passable road.
    pub(crate) states: Vec<State>,
    pub(crate) sentence: String,
}

/// How many there are and how many are read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) all: usize,
    pub(crate) read: usize,
}

impl Count {
    fn add(&mut self, read: bool) {
        self.all += 1;
        self.read += usize::from(read);
    }

    /// Tenths of a percent.
    pub(crate) fn rate(self) -> usize {
        self.read.saturating_mul(1000).checked_div(self.all).unwrap_or(1000)
    }
}

/// What a run over one language gives.
#[derive(Default)]
pub(crate) struct Figures {
    /// Learned and kept, by kind and state.
    pub(crate) by: BTreeMap<String, [Count; 2]>,
    pub(crate) learned: Count,
    pub(crate) kept: Count,
    /// Sentences that must not be read so: `read` are misread.
    pub(crate) misread: [Count; 2],
    /// Drafts beside the claim wanted.
    pub(crate) strays: usize,
    /// Learned sentences missed, read otherwise, or misread.
    pub(crate) mistakes: String,
}

pub(crate) fn load(folder: &Path, language: Language) -> Result<Vec<Row>, Box<dyn Error>> {
    let path = folder.join(language.code()).with_extension("tsv");
    let text = std::fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    text.lines().skip(1).map(|line| row(line).ok_or_else(|| format!("{}: `{line}`", path.display()).into())).collect()
}

fn row(line: &str) -> Option<Row> {
    let [set, kind, state, sentence] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let (not, set) = set.strip_prefix("not ").map_or((false, set), |set| (true, set));
    Some(Row {
        kept: match set {
            "kept" => true,
            "learned" => false,
            _ => return None,
        },
        not,
        kind: ReportKind::from_code(kind)?,
        states: state.split('|').filter(|code| *code != "-").map(State::from_code).collect::<Option<_>>()?,
        sentence: sentence.to_owned(),
    })
}

/// Reads every sentence by itself, as a report of one day.
pub(crate) fn run(rows: &[Row], lexicons: &Lexicons, gazetteer: &Gazetteer) -> Result<Figures, Box<dyn Error>> {
    let date: Date = "2025-03-12".parse()?;
    let mut figures = Figures::default();
    for row in rows {
        let request = Request { text: row.sentence.as_bytes(), date, outlet: None, outlet_letter: None };
        let reading = read(&request, lexicons, gazetteer)?;
        let wanted = |draft: &&Draft| {
            draft.kind == row.kind
                && draft.polarity == Polarity::Positive
                && (row.states.is_empty() || draft.state.is_some_and(|state| row.states.contains(&state)))
        };
        let hit = reading.drafts.iter().find(wanted).is_some();
        let name = format!("{} {}", row.kind, row.states.first().map_or("", |state| state.code()));
        let seen = || {
            let drafts = reading.drafts.iter().map(|draft| {
                let state = draft.state.map_or("", |state| state.code());
                format!("{} {state} {} {}", draft.kind, draft.polarity.code(), draft.rule)
            });
            drafts.collect::<Vec<_>>().join("; ")
        };
        let part = usize::from(row.kept);
        if row.not {
            figures.misread[part].add(hit);
        } else {
            if row.kept { &mut figures.kept } else { &mut figures.learned }.add(hit);
            figures.by.entry(name.clone()).or_default()[part].add(hit);
            figures.strays += reading.drafts.len().saturating_sub(usize::from(hit));
        }
        if !row.kept && hit == row.not {
            let what = if row.not { "MISREAD" } else { "missed" };
            figures.mistakes.push_str(&format!("{what} {name}: {}  [{}]\n", row.sentence, seen()));
        } else if !row.kept && !row.not && reading.drafts.len() > 1 {
            figures.mistakes.push_str(&format!("beside {name}: {}  [{}]\n", row.sentence, seen()));
        }
    }
    Ok(figures)
}
