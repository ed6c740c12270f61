//! An annotated text: a `.txt` with the `.toml` beside it.
//!
//! Every quote must stand in the text exactly, once or with `nth`, and every code must be
//! one of the reader's own: an annotation that cannot be checked is refused with the file,
//! the quote and what to do.

use reader::{ArgName, Date, Language, Modality, Polarity, Precision, ReportKind, SourceClass, State};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Arguments whose values are places, by the scheme.
const PLACES: [&str; 8] = ["crossing", "place", "from", "to", "via", "at", "opposite", "area"];

/// Names under which annotators write the state of a statement.
const STATES: [&str; 3] = ["status", "stage", "action"];

/// How reports of a set are written.
const MANNERS: [&str; 8] = ["newspaper", "agency", "communique", "sitrep", "radio", "relief", "field", "notice"];

/// Why a set cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SetError {
    #[error("could not read `{}`", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("`{}`: {what}", path.display())]
    Annotation { path: PathBuf, what: String },
    #[error("`{}` holds no annotated text: give a folder with `.txt` and `.toml` pairs, or its parent", path.display())]
    Empty { path: PathBuf },
}

/// One text with all that a perfect reading gives.
pub(crate) struct Report {
    pub(crate) name: String,
    pub(crate) language: Language,
    pub(crate) text: String,
    pub(crate) date: Date,
    pub(crate) outlet: Option<String>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) negatives: Vec<Negative>,
}

/// How much a statement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tier {
    Core,
    Secondary,
    Optional,
}

/// A statement of the annotation; spans are in code points, the main one first.
pub(crate) struct Statement {
    pub(crate) tier: Tier,
    pub(crate) kind: ReportKind,
    pub(crate) spans: Vec<Range<usize>>,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) background: bool,
    pub(crate) state: Option<State>,
    pub(crate) class: SourceClass,
    pub(crate) grade: String,
    pub(crate) days: Days,
    pub(crate) places: Vec<String>,
}

/// When a statement was so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Days {
    /// The text gives none, or none that can be counted.
    None,
    /// First and last day; a last day left open is not scored.
    Between(Date, Option<Date>),
    /// Tied to something the text gives no day for, or to one of two readings: not scored.
    Any,
}

/// Words that must not be read as something.
pub(crate) struct Negative {
    pub(crate) span: Range<usize>,
    pub(crate) unwanted: Unwanted,
    pub(crate) why: String,
}

/// What they must not be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwanted {
    Statement(ReportKind),
    AnyStatement,
    Place,
    Time,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    date: String,
    outlet: Option<String>,
    manner: String,
    #[serde(default)]
    statement: Vec<StatementEntry>,
    #[serde(default)]
    negative: Vec<NegativeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementEntry {
    tier: Tier,
    kind: String,
    quote: String,
    nth: Option<usize>,
    #[serde(default)]
    also: Vec<String>,
    polarity: Option<String>,
    modality: Option<String>,
    #[serde(default)]
    background: bool,
    source: String,
    /// `false` for "the authorities", which has the letter C.
    specific: Option<bool>,
    source_quote: Option<String>,
    grade: String,
    time: Option<[String; 3]>,
    #[serde(default)]
    args: BTreeMap<String, toml::Value>,
    #[expect(dead_code, reason = "for those who read the annotation")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NegativeEntry {
    quote: String,
    nth: Option<usize>,
    kind: String,
    why: String,
}

/// All reports below a folder: itself a language's (`ar`), or one with such folders in it.
pub(crate) fn load(folder: &Path) -> Result<Vec<Report>, SetError> {
    let mut reports = Vec::new();
    for language in Language::ALL {
        let inside = folder.join(language.code());
        let own = folder.file_name().is_some_and(|name| name == language.code());
        let place = if own { folder } else { &inside };
        if own || inside.is_dir() {
            for path in annotations(place)? {
                reports.push(report(&path, *language)?);
            }
        }
    }
    if reports.is_empty() { Err(SetError::Empty { path: folder.to_owned() }) } else { Ok(reports) }
}

fn annotations(folder: &Path) -> Result<Vec<PathBuf>, SetError> {
    let unreadable = |cause| SetError::Unreadable { path: folder.to_owned(), cause };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|end| end == "txt") && !path.with_extension("toml").exists() {
            return Err(SetError::Annotation { path, what: "has no annotation: write the `.toml` beside it".into() });
        }
        if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn open(path: &Path) -> Result<String, SetError> {
    std::fs::read_to_string(path).map_err(|cause| SetError::Unreadable { path: path.to_owned(), cause })
}

fn report(path: &Path, language: Language) -> Result<Report, SetError> {
    let text = open(&path.with_extension("txt"))?;
    let refuse = |what: String| SetError::Annotation { path: path.to_owned(), what };
    let file: File = toml::from_str(&open(path)?).map_err(|error| refuse(error.to_string()))?;
    if !MANNERS.contains(&file.manner.as_str()) {
        return Err(refuse(format!("manner `{}` is none of {}", file.manner, MANNERS.join(", "))));
    }
    let statements = file.statement.iter().map(|entry| statement(entry, &text));
    let negatives = file.negative.iter().map(|entry| negative(entry, &text));
    Ok(Report {
        name: path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
        language,
        date: day(&file.date).map_err(refuse)?,
        outlet: file.outlet,
        statements: statements.collect::<Result<_, _>>().map_err(refuse)?,
        negatives: negatives.collect::<Result<_, _>>().map_err(refuse)?,
        text,
    })
}

fn statement(entry: &StatementEntry, text: &str) -> Result<Statement, String> {
    let within = |what: String| format!("statement «{}»: {what}", entry.quote);
    let mut spans = vec![find(text, &entry.quote, entry.nth).map_err(within)?];
    for also in &entry.also {
        spans.push(find(text, also, None).map_err(within)?);
    }
    if entry.source_quote.as_ref().is_some_and(|quote| !text.contains(quote.as_str())) {
        return Err(within("its source_quote does not stand in the text: copy it letter by letter".into()));
    }
    let kind = code(&entry.kind, ReportKind::from_code, "kind").map_err(within)?;
    let class = code(&entry.source, SourceClass::from_code, "source").map_err(within)?;
    letter_fits(entry, class).map_err(within)?;
    Ok(Statement {
        tier: entry.tier,
        kind,
        spans,
        polarity: or_first(entry.polarity.as_deref(), Polarity::Positive, Polarity::from_code, "polarity")
            .map_err(within)?,
        modality: or_first(entry.modality.as_deref(), Modality::Asserted, Modality::from_code, "modality")
            .map_err(within)?,
        background: entry.background,
        state: state(entry, kind).map_err(within)?,
        class,
        grade: entry.grade.clone(),
        days: days(entry.time.as_ref()).map_err(within)?,
        places: places(&entry.args).map_err(within)?,
    })
}

/// The letter that the wording suggests, or one worse for a belligerent's own success.
fn letter_fits(entry: &StatementEntry, class: SourceClass) -> Result<(), String> {
    let letters = match class {
        SourceClass::NamedOfficial => "BC",
        SourceClass::Institution if entry.specific == Some(false) => "CD",
        SourceClass::Institution => "BC",
        SourceClass::AnonymousOfficial
        | SourceClass::FieldSource
        | SourceClass::AgencyReport
        | SourceClass::Narrator => "CD",
        SourceClass::AnonymousSource => "D",
        SourceClass::UnspecifiedReport | SourceClass::Hearsay => "F",
    };
    let fits = matches!(entry.grade.as_bytes(), [letter, b'2'..=b'4'] if letters.as_bytes().contains(letter));
    if fits {
        return Ok(());
    }
    Err(format!("grade `{}` is not one of the letters {letters} with 2 to 4, as for `{class}`", entry.grade))
}

fn state(entry: &StatementEntry, kind: ReportKind) -> Result<Option<State>, String> {
    let name = kind.state_name();
    for (key, _) in entry.args.iter().filter(|(key, _)| STATES.contains(&key.as_str())) {
        if name != Some(key.as_str()) {
            return Err(format!("`{kind}` has no `{key}`, it has {}", name.unwrap_or("none")));
        }
    }
    let Some(value) = name.and_then(|name| entry.args.get(name)) else {
        return match name {
            Some(name) => Err(format!("`{kind}` needs `{name}` in args")),
            None => Ok(None),
        };
    };
    let found = value.as_str().and_then(State::from_code).filter(|state| kind.states().contains(state));
    found.map(Some).ok_or_else(|| format!("state {value:?} is none of {:?}", kind.states()))
}

/// The places among the arguments.
fn places(args: &BTreeMap<String, toml::Value>) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for (name, value) in args {
        if ArgName::from_code(name).is_none() && !STATES.contains(&name.as_str()) {
            return Err(format!("`{name}` is no argument of the scheme"));
        }
        if PLACES.contains(&name.as_str()) {
            let one = std::slice::from_ref(value);
            for place in value.as_array().map_or(one, Vec::as_slice) {
                found.push(
                    place.as_str().ok_or_else(|| format!("`{name}` holds {place:?}: a place is text"))?.to_owned(),
                );
            }
        }
    }
    Ok(found)
}

fn days(time: Option<&[String; 3]>) -> Result<Days, String> {
    let Some([from, to, precision]) = time else { return Ok(Days::None) };
    if code(precision, Precision::from_code, "precision")? == Precision::External {
        return Ok(Days::Any);
    }
    match (from.as_str(), to.as_str()) {
        ("", "") => Ok(Days::None),
        ("", to) => Err(format!("time ends on {to} and begins on no day: give the first")),
        (from, "") => Ok(Days::Between(day(from)?, None)),
        (from, to) => Ok(Days::Between(day(from)?, Some(day(to)?))),
    }
}

fn negative(entry: &NegativeEntry, text: &str) -> Result<Negative, String> {
    let within = |what: String| format!("negative «{}»: {what}", entry.quote);
    let unwanted = match entry.kind.as_str() {
        "any" => Unwanted::AnyStatement,
        "place" => Unwanted::Place,
        "time" => Unwanted::Time,
        kind => Unwanted::Statement(code(kind, ReportKind::from_code, "kind").map_err(within)?),
    };
    let span = find(text, &entry.quote, entry.nth).map_err(within)?;
    Ok(Negative { span, unwanted, why: entry.why.clone() })
}

/// Where a quote stands, in code points.
fn find(text: &str, quote: &str, nth: Option<usize>) -> Result<Range<usize>, String> {
    let starts: Vec<usize> = text.match_indices(quote).map(|(at, _)| at).collect();
    let pick = match (starts.len(), nth) {
        (0, _) => return Err("does not stand in the text: copy it letter by letter".into()),
        (1, None) => 1,
        (count, None) => return Err(format!("`{quote}` stands there {count} times: add `nth` or more words")),
        (_, Some(nth)) => nth,
    };
    let at = pick.checked_sub(1).and_then(|index| starts.get(index));
    let at = at.ok_or_else(|| format!("nth = {pick}, it stands there {} times", starts.len()))?;
    let start = text[..*at].chars().count();
    Ok(start..start + quote.chars().count())
}

fn code<T>(value: &str, from: impl Fn(&str) -> Option<T>, name: &str) -> Result<T, String> {
    from(value).ok_or_else(|| format!("{name} `{value}` is not in the scheme's list"))
}

fn or_first<T>(value: Option<&str>, first: T, from: impl Fn(&str) -> Option<T>, name: &str) -> Result<T, String> {
    value.map_or(Ok(first), |value| code(value, from, name))
}

pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: reader::DateError| error.to_string())
}
