//! From candidates to drafts: arguments, source, time, grade, and how drafts relate.

use crate::args::Scene;
use crate::chunk::{Chunk, Class, Data};
use crate::codes::{ActorKind, ArgName, Letter, Modality, Polarity, ReportKind, SourceClass, State};
use crate::cues::{Voice, Voices, countries_of, speaker_of};
use crate::date::Date;
use crate::frames::Candidate;
use crate::grade::{self, Claim};
use crate::reading::{ArgValue, Argument, Doubt, Draft, Source, Span, TimeOfFact};
use crate::text::Text;
use crate::times::Timed;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

/// A claim whose own date lies so many days before the report is history.
///
/// A month and a half: the border closed on 14 January still stands on 8 February,
/// the towns taken last April do not.
const BACKGROUND_DAYS: i64 = 45;

/// A draft, and what its grade may still depend on.
#[derive(Debug)]
pub(crate) struct Graded {
    pub(crate) draft: Draft,
    pub(crate) voice: Voice,
    claim: Claim,
}

impl Graded {
    /// Gives a draft of a quotation its speaker, who was told only where the quotation ends.
    pub(crate) fn said_by(&mut self, voice: &Voice, source: Source) {
        if self.voice.at.is_none() {
            self.claim.own |= is_own(&self.draft.args, voice);
            self.draft.source = source;
            self.voice = voice.clone();
        }
    }

    /// Suggests the grade, now that the whole text is known.
    pub(crate) fn finish(mut self, outlet: Option<Letter>) -> Draft {
        let (grade, reasons) = grade::suggest(&self.voice, self.claim, outlet);
        self.draft.grade = grade;
        self.draft.grade_reasons = reasons;
        self.draft
    }
}

/// Makes the draft of one candidate.
pub(crate) fn draft(
    scene: Scene<'_>,
    candidate: &Candidate<'_>,
    voices: &Voices,
    date: Date,
    sources: &dyn Fn(usize, &Range<usize>) -> Span,
) -> Graded {
    let hit = &candidate.hit;
    let mut args = Vec::new();
    for (role, nodes) in &hit.roles {
        if let Some(name) = ArgName::from_code(role) {
            args.extend(scene.arguments(name, nodes));
        }
    }
    add_inner_arguments(scene, candidate, &mut args);
    scene.add_places(candidate, &mut args);
    scene.settle_places(&mut args);
    args.sort_by_key(|argument| (argument.name, argument.span));
    args.dedup();
    let to_come = matches!(candidate.modality, Modality::Planned | Modality::Expected);
    let time = candidate.time.map_or(TimeOfFact::UNSTATED, |node| time_at(scene, node, to_come));
    let mut tokens = scene.skeleton.tokens_of(&hit.nodes);
    tokens.start = aside_start(scene, hit.nodes.start).unwrap_or(tokens.start);
    if let Some(node) = candidate.time.filter(|node| (hit.nodes.end..hit.nodes.end + 3).contains(node)) {
        tokens.end = tokens.end.max(scene.skeleton.tokens_of(&(node..node + 1)).end);
    }
    let voice = voice_of(scene, candidate, voices);
    let claim = Claim {
        kind: candidate.frame.kind,
        state: candidate.frame.state,
        modality: candidate.modality,
        own: is_own(&args, &voice) || is_announced(scene, candidate, &args, &voice),
        disputed: false,
    };
    let old = time.to.is_some_and(|to| date.days_since(to) > BACKGROUND_DAYS);
    let mut doubts = road_doubts(&args);
    doubts.extend(misprints(scene, &tokens));
    doubts.extend(candidate.time.and_then(|node| time_doubt(scene, node)));
    if voice.uncertain {
        doubts.push(Doubt::AttributionUncertain { alternatives: vec![SourceClass::Narrator] });
    }
    let source = source_of(scene, &voice, sources);
    let (grade, grade_reasons) = grade::suggest(&voice, claim, None);
    let draft = Draft {
        kind: candidate.frame.kind,
        state: candidate.frame.state,
        polarity: if voice.denies { candidate.polarity.reversed() } else { candidate.polarity },
        modality: candidate.modality,
        background: candidate.background || old,
        span: scene.span(&tokens),
        also_spans: Vec::new(),
        source,
        grade,
        grade_reasons,
        time,
        args,
        doubts,
        rule: candidate.frame.id.clone(),
    };
    Graded { draft, voice, claim }
}

/// A voice as a draft's source.
pub(crate) fn source_of(scene: Scene<'_>, voice: &Voice, sources: &dyn Fn(usize, &Range<usize>) -> Span) -> Source {
    let span = voice.at.as_ref().map(|(sentence, tokens)| sources(*sentence, tokens));
    Source {
        class: voice.speaker.class,
        span,
        text: span.map(|span| scene.words(&span)).unwrap_or_default(),
        uncertain: voice.uncertain,
    }
}

/// Where the subject stands that a verb behind an aside goes on about: "the convoy, stuck since Monday, has left".
fn aside_start(scene: Scene<'_>, node: usize) -> Option<usize> {
    let (first, before) = (scene.skeleton.nodes.get(node)?, scene.skeleton.nodes.get(node.checked_sub(1)?)?);
    let implied = first.tokens.is_empty() && crate::text::is_comma(&before.text);
    scene.skeleton.chunk_at(node).filter(|_| implied).map(|chunk| chunk.tokens.start)
}

fn timed_at<'s>(scene: Scene<'s>, node: usize) -> Option<(&'s Chunk, Timed)> {
    let chunk = scene.skeleton.chunk_at(node)?;
    if let Data::Time(timed) = chunk.data { Some((chunk, timed)) } else { None }
}

/// The time of a phrase; of what is still to come, the next such day.
fn time_at(scene: Scene<'_>, node: usize, to_come: bool) -> TimeOfFact {
    let Some((chunk, timed)) = timed_at(scene, node) else { return TimeOfFact::UNSTATED };
    let mut time = TimeOfFact { span: Some(scene.span(&chunk.tokens)), ..timed.fact };
    if let Some((from, to)) = timed.ahead.filter(|_| to_come) {
        // What is open at its end stays so.
        let open = time.from.is_some() && time.to.is_none();
        (time.from, time.to) = (Some(from), Some(to).filter(|_| !open));
    }
    time
}

fn time_doubt(scene: Scene<'_>, node: usize) -> Option<Doubt> {
    let (chunk, timed) = timed_at(scene, node)?;
    timed.other.map(|other| Doubt::TimeAmbiguous { span: scene.span(&chunk.tokens), alternatives: vec![other] })
}

/// What a phrase names of itself (the ends of a road, the trucks of a convoy, whom aid
/// is for) are arguments of the statement, unless the frame gave them.
fn add_inner_arguments(scene: Scene<'_>, candidate: &Candidate<'_>, args: &mut Vec<Argument>) {
    let mut found = Vec::new();
    for (_, nodes) in &candidate.hit.roles {
        for chunk in scene.skeleton.chunks_in(nodes) {
            if chunk.class == Class::Road {
                found.extend(scene.meant_before(chunk).into_iter().flatten().cloned());
            }
            for (role, tokens) in &chunk.roles {
                let name = ArgName::from_code(role);
                let name = name.filter(|name| !args.iter().any(|argument| argument.name == *name));
                found.extend(name.and_then(|name| scene.inner_argument(name, chunk, tokens)).into_iter().flatten());
            }
        }
    }
    args.extend(found);
}

/// Who says it: the voice in force, or the actor where saying is doing.
fn voice_of(scene: Scene<'_>, candidate: &Candidate<'_>, voices: &Voices) -> Voice {
    let trigger = scene.skeleton.tokens_of(&candidate.hit.trigger);
    let around = voices.at(trigger.start);
    let Some(role) = &candidate.frame.speaker else { return around };
    let Some(nodes) = candidate.hit.role(role) else { return around };
    let Some(chunk) = scene.skeleton.chunks_in(&nodes).next() else { return around };
    let Some(speaker) = speaker_of(chunk) else { return around };
    let mut countries = countries_of(scene.skeleton, chunk);
    if countries.is_empty() {
        countries = around.countries.clone();
    }
    Voice {
        speaker,
        at: Some((voices.sentence, chunk.tokens.clone())),
        countries,
        body: None,
        denies: false,
        uncertain: false,
    }
}

/// Whether the one who acts is of the speaker's own country.
fn is_own(args: &[Argument], voice: &Voice) -> bool {
    let acts = |name: ArgName| {
        matches!(
            name,
            ArgName::By
                | ArgName::Actor
                | ArgName::Controller
                | ArgName::Donor
                | ArgName::Carrier
                | ArgName::Giver
                | ArgName::Parties
        )
    };
    args.iter().filter(|argument| acts(argument.name)).any(|argument| match &argument.value {
        ArgValue::Actor(actor) => actor.countries.iter().any(|own| voice.countries.iter().any(|c| c == own.as_str())),
        ArgValue::Place(_)
        | ArgValue::Axis(_)
        | ArgValue::Unresolved(_)
        | ArgValue::Items(_)
        | ArgValue::Count(_)
        | ArgValue::Text(_) => false,
    })
}

/// "The ministry announced the closure": the speaker's own act, though no actor is named.
fn is_announced(scene: Scene<'_>, candidate: &Candidate<'_>, args: &[Argument], voice: &Voice) -> bool {
    let said_by = voice.at.as_ref().is_some_and(|(_, tokens)| {
        let start = scene.skeleton.tokens_of(&candidate.hit.nodes).start;
        (tokens.end..tokens.end + ANNOUNCED_TOKENS).contains(&start)
    });
    let actor = args.iter().any(|argument| matches!(argument.value, ArgValue::Actor(_)));
    said_by && !actor && matches!(voice.body, Some(ActorKind::State | ActorKind::Force | ActorKind::Group))
}

/// What is announced follows the verb of saying within so many tokens.
const ANNOUNCED_TOKENS: usize = 3;

fn road_doubts(args: &[Argument]) -> Vec<Doubt> {
    let open = args.iter().filter_map(|argument| match &argument.value {
        ArgValue::Unresolved(candidates) => {
            Some(Doubt::RoadUnresolved { span: argument.span, candidates: candidates.clone() })
        }
        ArgValue::Place(_)
        | ArgValue::Axis(_)
        | ArgValue::Actor(_)
        | ArgValue::Items(_)
        | ArgValue::Count(_)
        | ArgValue::Text(_) => None,
    });
    open.collect()
}

fn misprints(scene: Scene<'_>, tokens: &Range<usize>) -> Vec<Doubt> {
    let found = tokens.clone().filter(|at| scene.sentence.tokens.get(*at).is_some_and(|token| token.misprint));
    found.map(|at| Doubt::Misprint { span: scene.span(&(at..at + 1)) }).collect()
}

/// Folds repeated drafts into one, and marks those that may repeat or contradict another.
///
/// One sweep over the text: a draft is set beside those of its kind that came shortly before.
pub(crate) fn relate(drafts: Vec<Graded>, text: &Text<'_>) -> Vec<Graded> {
    let mut kept: Vec<Graded> = Vec::new();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for graded in drafts {
        let first = fact(&graded.draft).and_then(|fact| match told.entry(fact) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(free) => {
                free.insert(kept.len());
                None
            }
        });
        match first.and_then(|first| kept.get_mut(first)) {
            Some(first) => first.draft.also_spans.push(graded.draft.span),
            None => kept.push(graded),
        }
    }
    debug_assert!(kept.iter().all(|graded| graded.draft.span.byte_end <= text.raw.len()));
    let mut of_kind: BTreeMap<ReportKind, Vec<usize>> = BTreeMap::new();
    for at in 0..kept.len() {
        let (before, rest) = kept.split_at_mut(at);
        let Some(later) = rest.first_mut() else { break };
        let same = of_kind.entry(later.draft.kind).or_default();
        let near = same.len().saturating_sub(RELATED_BACK_MAX);
        for earlier in &same[near..] {
            if let Some(earlier) = before.get_mut(*earlier) {
                link(earlier, later);
            }
        }
        same.push(at);
    }
    kept
}

/// So many drafts of one kind are looked back over. A report has some dozens in all; what lies farther back in a
/// file of megabytes is another report.
const RELATED_BACK_MAX: usize = 400;

/// So many doubts of one draft name others: more would be read by nobody.
const RELATED_DOUBTS_MAX: usize = 40;

fn link(earlier: &mut Graded, later: &mut Graded) {
    let doubt = |draft: &mut Draft, doubt: Doubt| {
        if draft.doubts.len() < RELATED_DOUBTS_MAX {
            draft.doubts.push(doubt);
        }
    };
    if contradicts(&earlier.draft, &later.draft) {
        earlier.claim.disputed = true;
        later.claim.disputed = true;
        doubt(&mut later.draft, Doubt::Contradicts { other: earlier.draft.span });
        doubt(&mut earlier.draft, Doubt::Contradicts { other: later.draft.span });
    } else if may_repeat(&earlier.draft, &later.draft) {
        doubt(&mut later.draft, Doubt::MayDuplicate { other: earlier.draft.span });
    }
}

/// What two drafts share that tell the same fact by the same source at the same time, with the same figures.
fn fact(draft: &Draft) -> Option<String> {
    about(draft)?;
    let claim = (draft.kind, draft.state, draft.polarity, draft.modality, draft.background);
    let values: Vec<_> = draft.args.iter().map(|arg| (arg.name, &arg.value)).collect();
    Some(format!("{claim:?} {:?} {:?} {:?} {values:?}", draft.source.class, draft.time.from, draft.time.to))
}

fn same_claim(a: &Draft, b: &Draft) -> bool {
    a.kind == b.kind && a.state == b.state && a.polarity == b.polarity
}

/// Perhaps the same fact: the same claim, and nothing in it that differs for certain.
fn may_repeat(a: &Draft, b: &Draft) -> bool {
    let differs = matches!((about(a), about(b)), (Some(a), Some(b)) if a != b);
    same_claim(a, b) && !differs && a.background == b.background
}

/// Opposite states of one road, crossing or town.
fn contradicts(a: &Draft, b: &Draft) -> bool {
    let same = about(a).is_some() && about(a) == about(b) && a.kind == b.kind && !a.background && !b.background;
    let apart = (a.time.to, b.time.from);
    let later = matches!(apart, (Some(to), Some(from)) if to < from);
    let firm = |draft: &Draft| draft.modality != Modality::Planned && draft.modality != Modality::Expected;
    same && !later
        && firm(a)
        && firm(b)
        && match (a.state, b.state) {
            (Some(x), Some(y)) if x == y => a.polarity != b.polarity,
            (Some(x), Some(y)) => {
                a.polarity == Polarity::Positive && b.polarity == Polarity::Positive && opposite(x, y)
            }
            _ => false,
        }
}

fn opposite(a: State, b: State) -> bool {
    let usable = |state| matches!(state, State::Open | State::Passable);
    let shut = |state| matches!(state, State::Closed | State::Cut | State::Impassable);
    usable(a) && shut(b) || shut(a) && usable(b)
}

/// The resolved thing a draft is about, when it is one.
fn about(draft: &Draft) -> Option<&ArgValue> {
    let name = match draft.kind {
        ReportKind::RoadStatus => ArgName::Road,
        ReportKind::CrossingStatus => ArgName::Crossing,
        ReportKind::TownControl | ReportKind::SiegeStatus | ReportKind::ForcePresence | ReportKind::ForceMovement => {
            ArgName::Place
        }
        ReportKind::Delivery | ReportKind::ConsignmentDispatch => ArgName::To,
        ReportKind::ArmedAction
        | ReportKind::SecurityCooperation
        | ReportKind::AidPledge
        | ReportKind::AgreementStatus
        | ReportKind::ConsignmentItems
        | ReportKind::Handover
        | ReportKind::Clearance
        | ReportKind::Seizure
        | ReportKind::Stock
        | ReportKind::Shortage
        | ReportKind::StatedPurpose
        | ReportKind::PolicySupport => return None,
    };
    draft
        .args(name)
        .map(|argument| &argument.value)
        .find(|value| matches!(value, ArgValue::Place(_) | ArgValue::Axis(_)))
}
