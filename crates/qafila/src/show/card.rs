//! One draft for a person who decides it: the words in the text, and all that was made of them.

use super::names::Namer;
use super::reading::{claim, when};
use super::why;
use app::reading::subjects;
use model::Subject;
use reader::{Doubt, Draft, Span};
use words::{Arg, Marking, Screen};

/// Most characters of the text shown on either side of the draft's words.
const AROUND_MAX: usize = 160;

/// The card without its title.
pub(crate) fn card(namer: &Namer<'_>, screen: &Screen, draft: &Draft, text: &str, marking: Marking) -> String {
    let words = namer.words;
    let text = &*reader::plain(text);
    let line = |id: &str, text: &str| screen.labelled(&words.cell(id, &[]), text);
    let mut card = screen.quoted(around(text, &draft.span).each_ref().map(String::as_str), marking);
    card.push_str(&line("col-claim", &claim(words, draft)));
    card.push_str(&line("read-about", &about(namer, &subjects(draft))));
    let time = when(draft);
    card.push_str(&line("col-when", &if time.is_empty() { words.cell("read-none", &[]) } else { time }));
    let class = words.code("source class", draft.source.class.code());
    let source = match draft.source.text.as_str() {
        "" => class,
        said => words.say("read-source", &[("class", Arg::text(class)), ("words", Arg::text(said))]),
    };
    card.push_str(&line("col-source", &source));
    let reasons: Vec<String> =
        draft.grade_reasons.iter().map(|reason| words.code("grade reason", reason.code())).collect();
    let reasons = reasons.join(words.cell("list-separator", &[]).as_str());
    let grade = [("grade", Arg::code(draft.grade)), ("reasons", Arg::text(reasons))];
    card.push_str(&line("read-suggested", &words.say("read-suggestion", &grade)));
    for doubt in &draft.doubts {
        card.push_str(&line("read-doubt", &doubted(namer, doubt, text)));
    }
    card
}

/// What a claim is about, by name and key.
pub(crate) fn about(namer: &Namer<'_>, about: &[Subject]) -> String {
    if about.is_empty() {
        return namer.words.cell("read-about-open", &[]);
    }
    let named = |subject: &Subject| {
        let (name, key) = (why::name(namer, subject), why::id(subject));
        if name == key {
            return key.to_owned();
        }
        namer.words.say("read-named", &[("name", Arg::text(name)), ("key", Arg::code(key))])
    };
    about.iter().map(named).collect::<Vec<_>>().join(namer.words.cell("list-separator", &[]).as_str())
}

/// The paragraph's words before, in and after a span, cut at a word on either side.
fn around(text: &str, span: &Span) -> [String; 3] {
    let before = text.get(..span.byte_start).unwrap_or_default();
    let after = text.get(span.byte_end..).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND_MAX).map_or(0, |(at, _)| at);
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |space| from + space) };
    let to = after.char_indices().nth(AROUND_MAX).map_or(after.len(), |(at, _)| at);
    let to = if to == after.len() { to } else { after[..to].rfind(' ').unwrap_or(to) };
    [&before[from..], span.of(text), &after[..to]].map(reader::shown)
}

/// A doubt as the question it is.
fn doubted(namer: &Namer<'_>, doubt: &Doubt, text: &str) -> String {
    let words = namer.words;
    let list = |names: Vec<String>| Arg::text(names.join(words.cell("list-separator", &[]).as_str()));
    let quoted = |span: &Span| ("words", Arg::text(reader::shown(span.of(text))));
    match doubt {
        Doubt::RoadUnresolved { span, candidates } if candidates.is_empty() => {
            words.say("doubt-road-unknown", &[quoted(span)])
        }
        Doubt::RoadUnresolved { span, candidates } => {
            let axes = candidates.iter().map(|axis| about(namer, &[Subject::Axis(axis.clone())])).collect();
            words.say("doubt-road-unresolved", &[quoted(span), ("candidates", list(axes))])
        }
        Doubt::PlaceAmbiguous { span, candidates } if candidates.is_empty() => {
            words.say("doubt-place-unknown", &[quoted(span)])
        }
        Doubt::PlaceAmbiguous { span, candidates } => {
            let places = candidates.iter().map(|place| about(namer, &[Subject::Place(place.clone())])).collect();
            words.say("doubt-place-ambiguous", &[quoted(span), ("candidates", list(places))])
        }
        Doubt::AttributionUncertain { alternatives } => {
            let classes = alternatives.iter().map(|class| words.code("source class", class.code())).collect();
            words.say("doubt-attribution-uncertain", &[("classes", list(classes))])
        }
        Doubt::TimeAmbiguous { span, alternatives } => {
            let days = alternatives.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            words.say("doubt-time-ambiguous", &[quoted(span), ("days", Arg::code(days))])
        }
        Doubt::MayDuplicate { other } => words.say("doubt-may-duplicate", &[quoted(other)]),
        Doubt::Contradicts { other } => words.say("doubt-contradicts", &[quoted(other)]),
        Doubt::Misprint { span } => words.say("doubt-misprint", &[quoted(span)]),
        Doubt::DayAhead { span } => words.say("doubt-day-ahead", &[quoted(span)]),
        Doubt::Disguised { .. } => words.say("doubt-disguised", &[]),
        Doubt::OneSignal { span, .. } => words.say("doubt-one-signal", &[quoted(span)]),
    }
}
