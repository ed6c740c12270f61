//! Frames: a trigger and typed arguments become a candidate, unless what stands
//! around it says that it is no claim.

use crate::asides::Short;
use crate::chunk::Class;
use crate::codes::{Modality, Polarity, ReportKind, State};
use crate::lexicon::{Adjunct, Context, Effect, Frame, Lexicon, Reach};
use crate::pattern::Hit;
use crate::skeleton::Skeleton;
use std::collections::BTreeSet;
use std::ops::Range;

/// How far back a clause is followed, in nodes, when no connective ends it.
const CLAUSE_NODES_MAX: usize = 25;

/// How far behind a match its adjuncts and its time may stand, in nodes.
const TAIL_NODES_MAX: usize = 10;

/// A match that stands.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'l> {
    pub(crate) frame: &'l Frame,
    pub(crate) hit: Hit<'l>,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) background: bool,
    /// The time phrase that belongs to it, as a node.
    pub(crate) time: Option<usize>,
}

/// All candidates of a sentence, in the order of their triggers.
pub(crate) fn find<'l>(skeleton: &Skeleton<'_>, lexicon: &'l Lexicon) -> Vec<Candidate<'l>> {
    let mut found = find_in(skeleton, lexicon);
    let Some(short) = Short::of(skeleton, lexicon) else { return found };
    for mut candidate in find_in(&short.skeleton, lexicon) {
        candidate.hit = short.hit_in_whole(&candidate.hit);
        candidate.time = candidate.time.map(|node| short.in_whole(&(node..node + 1)).start);
        // What is whole on one side of an aside was found there.
        if short.leaves_out(&candidate.hit.nodes) {
            found.push(candidate);
        }
    }
    without_rivals(found)
}

/// All candidates of one line.
fn find_in<'l>(skeleton: &Skeleton<'_>, lexicon: &'l Lexicon) -> Vec<Candidate<'l>> {
    let contexts = Contexts::find(skeleton, lexicon);
    let mut found = Vec::new();
    for (frame, mut hit) in lexicon.frames.find(skeleton) {
        // Words before the first argument and the trigger are only what these needed; a phrase is what is spoken of.
        let first = hit.roles.iter().map(|(_, nodes)| nodes.start).min().unwrap_or(hit.trigger.start);
        let first = first.min(hit.trigger.start);
        hit.nodes.start = (hit.nodes.start..first).find(|node| skeleton.chunk_at(*node).is_some()).unwrap_or(first);
        found.extend(contexts.judge(skeleton, frame, hit));
    }
    let mut kept = told_once(skeleton, lexicon, without_rivals(with_exceptions(found)));
    if !kept.is_empty() {
        let adjuncts = lexicon.adjuncts.find(skeleton);
        kept.iter_mut().for_each(|candidate| add_adjuncts(skeleton, &adjuncts, candidate));
    }
    assign_times(skeleton, lexicon, &mut kept);
    round_off(skeleton, lexicon, &mut kept);
    kept
}

/// Most nodes that a match takes in behind it to the end of its clause.
const ROUND_NODES_MAX: usize = 12;

/// Takes in what belongs to a claim although no rule asks for it, to the end of its clause or to an "and": where, with
/// what, of what. A person who reads half a clause cannot confirm it.
fn round_off(skeleton: &Skeleton<'_>, lexicon: &Lexicon, kept: &mut [Candidate<'_>]) {
    let taken: Vec<Range<usize>> = kept.iter().map(|candidate| candidate.hit.nodes.clone()).collect();
    if let Some((head, first)) = row_head(skeleton).zip(kept.iter_mut().min_by_key(|one| one.hit.nodes.start))
        && first.hit.nodes.start > head.end
        && first.hit.nodes.start - head.end <= ROW_NODES_MAX
    {
        first.hit.nodes.start = head.start;
    }
    for candidate in kept {
        let ends = candidate.hit.nodes.end;
        let is_place = |node: usize| skeleton.chunk_at(node).is_some_and(|chunk| chunk.class == Class::Place);
        // "Through X and Y": one more place, not another claim.
        let joins = |node: usize| node > 0 && is_place(node - 1) && is_place(node + 1);
        // "Lorries of the agency": behind a preposition nobody begins to act.
        let oblique = |node: usize| node > 0 && lexicon.lists("oblique", &skeleton.nodes[node - 1].text);
        let stops = |node: usize| {
            ends_clause(skeleton, node)
                || is_comma(skeleton, node)
                || is_subject(skeleton, node) && !oblique(node)
                || lexicon.lists("coordinate", &skeleton.nodes[node].text) && !joins(node)
                || taken.iter().any(|other| other.start == node)
        };
        let more = (ends..skeleton.nodes.len()).take(ROUND_NODES_MAX).take_while(|node| !stops(*node)).count();
        // A clause that goes on beyond that is not rounded off anywhere in its middle.
        if ends + more == skeleton.nodes.len() || stops(ends + more) {
            candidate.hit.nodes.end = ends + more;
        }
    }
}

/// So many nodes may stand between the colon of a row and what is told there.
const ROW_NODES_MAX: usize = 6;

/// The head of a row, "X: closed": what the first claim behind its colon is about, though no rule asks for it.
fn row_head(skeleton: &Skeleton<'_>) -> Option<Range<usize>> {
    let is_head = |node: &usize| {
        skeleton.chunk_at(*node).is_some_and(|chunk| {
            matches!(chunk.class, Class::Place | Class::Road | Class::Crossing | Class::Item | Class::Clearance)
        })
    };
    let colon = skeleton.nodes.iter().take(ROW_NODES_MAX).position(|node| node.text == ":")?;
    (0..colon).find(is_head).map(|head| head..colon)
}

/// Where contexts hold in one sentence.
struct Contexts<'l> {
    hits: Vec<(&'l Context, Range<usize>)>,
}

impl<'l> Contexts<'l> {
    fn find(skeleton: &Skeleton<'_>, lexicon: &'l Lexicon) -> Self {
        let found = lexicon.contexts.find(skeleton).into_iter();
        let mut hits: Vec<_> = found.map(|(context, hit)| (context, hit.trigger)).collect();
        // "expected to" is no "to": the longer phrase decides, where the two say different things.
        let longer: Vec<(Effect, Range<usize>)> = hits.iter().map(|(rule, at)| (rule.effect, at.clone())).collect();
        let within = |at: &Range<usize>, other: &Range<usize>| {
            other.start <= at.start && at.end <= other.end && other.len() > at.len()
        };
        hits.retain(|(rule, at)| !longer.iter().any(|(effect, other)| *effect != rule.effect && within(at, other)));
        Self { hits }
    }

    /// The candidate a match becomes, or `None` when it is no claim.
    fn judge(&self, skeleton: &Skeleton<'_>, frame: &'l Frame, hit: Hit<'l>) -> Option<Candidate<'l>> {
        let mut candidate = Candidate {
            frame,
            polarity: Polarity::Positive,
            modality: frame.modality,
            background: frame.background,
            time: None,
            hit,
        };
        let mut effects: Vec<Effect> = self
            .hits
            .iter()
            .filter(|(context, at)| reaches(skeleton, context, at, &candidate.hit))
            .map(|(context, _)| context.effect)
            .collect();
        // A negation inside the words of the trigger is the rule's own: "was never closed".
        if candidate.hit.role("neg").is_some() {
            effects.push(Effect::Deny);
        }
        if candidate.hit.role("plan").is_some() {
            effects.push(Effect::Plan);
        }
        effects.sort();
        for effect in effects {
            match effect {
                Effect::Block if frame.bare => {}
                Effect::Block => return None,
                Effect::Deny => candidate.polarity = Polarity::Denied,
                Effect::Hedge => candidate.modality = Modality::Hedged,
                Effect::Possible if candidate.modality != Modality::Hedged => candidate.modality = Modality::Possible,
                Effect::Expect if candidate.modality == Modality::Asserted => candidate.modality = Modality::Expected,
                Effect::Plan if candidate.modality == Modality::Asserted => candidate.modality = Modality::Planned,
                Effect::Possible | Effect::Expect | Effect::Plan | Effect::None => {}
                // What was expected once is no longer expected.
                Effect::Background if frame.state == Some(State::Expected) => return None,
                Effect::Background => candidate.background = true,
            }
        }
        Some(candidate)
    }
}

/// Whether the words of a context bear on a match.
fn reaches(skeleton: &Skeleton<'_>, context: &Context, at: &Range<usize>, hit: &Hit<'_>) -> bool {
    let overlaps = at.start < hit.trigger.end && hit.trigger.start < at.end;
    if overlaps {
        // "may have | have mined", "n'arrivent plus": it begins in front and shares an auxiliary, or stands around the verb.
        let shared = at.end <= hit.trigger.start + 1 || hit.trigger.end < at.end;
        return at.start < hit.trigger.start && shared && !matches!(context.effect, Effect::Block | Effect::Background);
    }
    match context.reach {
        Reach::Governs => {
            at.end <= hit.trigger.start
                && hit.trigger.start - at.end <= context.within
                && !(at.end..hit.trigger.start).any(|node| ends_clause(skeleton, node) || is_comma(skeleton, node))
        }
        Reach::Clause => at.end <= hit.trigger.start && at.start >= clause_start(skeleton, hit.trigger.start),
        Reach::Behind => {
            at.start >= hit.trigger.end
                && at.start - hit.trigger.end <= context.within
                && !(hit.trigger.end..at.start).any(|node| ends_clause(skeleton, node))
        }
        Reach::Sentence => true,
    }
}

fn ends_clause(skeleton: &Skeleton<'_>, node: usize) -> bool {
    skeleton.nodes.get(node).is_none_or(|node| node.text.starts_with('|') || node.text == ";" || node.text == ":")
}

fn is_comma(skeleton: &Skeleton<'_>, node: usize) -> bool {
    crate::text::is_comma(&skeleton.nodes[node].text)
}

/// The first node of the clause a node is in.
fn clause_start(skeleton: &Skeleton<'_>, node: usize) -> usize {
    let earliest = node.saturating_sub(CLAUSE_NODES_MAX);
    (earliest..node).rev().find(|at| ends_clause(skeleton, *at)).map_or(earliest, |at| at + 1)
}

/// "Closed, except for deliveries" is one statement: the exception takes over the closure.
fn with_exceptions(found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let restricts = |candidate: &Candidate<'_>| candidate.frame.state == Some(State::Restricted);
    let (mut exceptions, mut rest): (Vec<_>, Vec<_>) = found.into_iter().partition(restricts);
    for exception in &mut exceptions {
        rest.retain(|other| {
            let takes = other.frame.kind == exception.frame.kind && same_subject(&other.hit, &exception.hit);
            if takes {
                let (mine, theirs) = (&mut exception.hit, &other.hit);
                mine.nodes = mine.nodes.start.min(theirs.nodes.start)..mine.nodes.end.max(theirs.nodes.end);
                let fresh: Vec<_> =
                    theirs.roles.iter().filter(|(role, _)| mine.role(role).is_none()).cloned().collect();
                mine.roles.extend(fresh);
            }
            !takes
        });
    }
    rest.extend(exceptions);
    rest
}

/// Of matches on the same words, the one that explains most of them.
fn without_rivals(mut found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let weight =
        |one: &Candidate<'_>| (!one.frame.wide, one.hit.roles.len(), one.hit.trigger.len(), one.hit.nodes.len());
    // Stable: between equals the earlier rule stands.
    found.sort_by_key(|candidate| std::cmp::Reverse(weight(candidate)));
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for candidate in found {
        let rival = |other: &Candidate<'_>| {
            let (a, b) = (&candidate.hit, &other.hit);
            let same_trigger = a.trigger.start < b.trigger.end && b.trigger.start < a.trigger.end;
            let shared = a.nodes.end.min(b.nodes.end).saturating_sub(a.nodes.start.max(b.nodes.start));
            let same_words = shared * 2 >= a.nodes.len().min(b.nodes.len());
            // A frame of wide reach that finds the words of another of its kind has found the same claim.
            let told = candidate.frame.wide || same_subject(a, b);
            same_trigger || candidate.frame.kind == other.frame.kind && same_words && told
        };
        if !kept.iter().any(rival) {
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| (candidate.hit.trigger.start, candidate.hit.nodes.start));
    kept
}

/// "The ford is washed out, no lorry gets through": of two states of one way that come to the same, side by side,
/// the second only explains the first, and its words belong to it.
fn told_once<'l>(skeleton: &Skeleton<'_>, lexicon: &Lexicon, found: Vec<Candidate<'l>>) -> Vec<Candidate<'l>> {
    let mut kept: Vec<Candidate<'l>> = Vec::new();
    for candidate in found {
        let said = kept.last_mut().filter(|first| explains(skeleton, lexicon, (first, &candidate)));
        match said {
            Some(first) => first.hit.nodes.end = first.hit.nodes.end.max(candidate.hit.nodes.end),
            None => kept.push(candidate),
        }
    }
    kept
}

/// So many nodes may stand between a state and what explains it.
const EXPLAINED_NODES_MAX: usize = 4;

fn explains(skeleton: &Skeleton<'_>, lexicon: &Lexicon, (first, second): (&Candidate<'_>, &Candidate<'_>)) -> bool {
    let (a, b) = (&first.hit.nodes, &second.hit.nodes);
    let way = matches!(first.frame.kind, ReportKind::RoadStatus);
    let alike = first.frame.kind == second.frame.kind
        && (first.polarity, first.modality, first.background) == (second.polarity, second.modality, second.background);
    let bad = |one: &Candidate<'_>| {
        matches!(one.frame.state, Some(State::Closed | State::Cut | State::Impassable | State::Threatened))
    };
    let good = |one: &Candidate<'_>| matches!(one.frame.state, Some(State::Open | State::Passable));
    let same = bad(first) && bad(second) || good(first) && good(second);
    let near = b.start >= a.end && b.start - a.end <= EXPLAINED_NODES_MAX;
    let parts = |node: usize| ends_clause(skeleton, node) || lexicon.lists("coordinate", &skeleton.nodes[node].text);
    let joined = near && !(a.end..b.start).any(parts);
    // One that names places of its own is another way.
    let names = |node: usize| skeleton.chunk_at(node).is_some_and(|chunk| !chunk.children.is_empty());
    way && alike && same && joined && !second.hit.roles.iter().any(|(_, nodes)| nodes.clone().any(names))
}

/// Whether two matches of one kind are about the same node.
fn same_subject(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    SUBJECTS.iter().any(|role| matches!((a.role(role), b.role(role)), (Some(a), Some(b)) if a == b))
}

/// The arguments that say what a statement is about.
const SUBJECTS: &[&str] = &["road", "crossing", "place", "to", "items", "agreement", "receiver", "area"];

/// Arguments that stand behind the match: why, by whom, from where to where.
fn add_adjuncts<'l>(skeleton: &Skeleton<'_>, adjuncts: &[(&'l Adjunct, Hit<'l>)], candidate: &mut Candidate<'l>) {
    let kind: ReportKind = candidate.frame.kind;
    let mut grown = true;
    // Each adjunct may bring the next into reach.
    while std::mem::take(&mut grown) {
        for (_, hit) in adjuncts.iter().filter(|(adjunct, _)| adjunct.kinds.contains(&kind)) {
            let behind = hit.nodes.start >= candidate.hit.trigger.end
                && hit.nodes.start <= candidate.hit.nodes.end + 3
                && !(candidate.hit.trigger.end..hit.nodes.start).any(|node| ends_clause(skeleton, node));
            let fresh = hit.roles.iter().all(|(role, _)| candidate.hit.role(role).is_none());
            if behind && fresh && !hit.roles.is_empty() {
                candidate.hit.nodes.end = candidate.hit.nodes.end.max(hit.nodes.end);
                candidate.hit.roles.extend(hit.roles.iter().cloned());
                grown = true;
            }
        }
    }
}

/// Gives every time phrase to the match whose trigger is nearest, of those it can belong to.
fn assign_times(skeleton: &Skeleton<'_>, lexicon: &Lexicon, kept: &mut [Candidate<'_>]) {
    let triggers: Vec<Range<usize>> = kept.iter().map(|candidate| candidate.hit.trigger.clone()).collect();
    let is_time = |node: &usize| skeleton.chunk_at(*node).is_some_and(|chunk| chunk.class == Class::Time);
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for time in (0..skeleton.nodes.len()).filter(is_time) {
        for (at, candidate) in kept.iter().enumerate() {
            let own = time >= candidate.hit.nodes.start || !is_aim(skeleton, lexicon, candidate);
            if own && may_have_time(skeleton, candidate, time, &triggers) {
                pairs.push((distance(time, &candidate.hit.trigger), time, at));
            }
        }
    }
    pairs.sort_unstable();
    let mut given = BTreeSet::new();
    for (_, time, at) in pairs {
        if kept[at].time.is_none() && given.insert(time) {
            kept[at].time = Some(time);
        }
    }
}

/// Nodes between a time and a trigger; a time in front of the verb is a little farther.
fn distance(time: usize, trigger: &Range<usize>) -> usize {
    if time < trigger.start { trigger.start - time + BEFORE_VERB_NODES } else { time.saturating_sub(trigger.end) }
}

/// A time in front of a verb may still be the one before's.
const BEFORE_VERB_NODES: usize = 2;

/// Whether a time phrase stands inside a match, right behind it, or before it in its clause.
fn may_have_time(skeleton: &Skeleton<'_>, candidate: &Candidate<'_>, time: usize, triggers: &[Range<usize>]) -> bool {
    let (nodes, trigger) = (&candidate.hit.nodes, &candidate.hit.trigger);
    let other_verb = |node: usize| triggers.iter().any(|other| other != trigger && other.contains(&node));
    if nodes.contains(&time) {
        // "The agreement, signed in 2009, was revived": the year is the aside's.
        let own = time.checked_sub(1).is_some_and(|before| is_comma(skeleton, before));
        return own || !(time..trigger.start).any(|later| is_comma(skeleton, later));
    }
    if time >= nodes.end {
        let stops = |node: usize| {
            let aside = is_comma(skeleton, node) && node + 1 != time;
            ends_clause(skeleton, node) || is_other_verb(skeleton, node) || other_verb(node) || aside
        };
        return time < nodes.end + TAIL_NODES_MAX && !(nodes.end..time).any(stops);
    }
    // A comma between them: the time is the match's only where nothing acts in front of it.
    let acts = |node: usize| other_verb(node) || is_subject(skeleton, node);
    let taken =
        (time..nodes.start).any(|node| is_comma(skeleton, node)) && (part_start(skeleton, time)..time).any(acts);
    time >= clause_start(skeleton, nodes.start) && !(time..nodes.start).any(other_verb) && !taken
}

/// The first node of the part between commas that a node is in.
fn part_start(skeleton: &Skeleton<'_>, node: usize) -> usize {
    let clause = clause_start(skeleton, node);
    (clause..node).rev().find(|at| is_comma(skeleton, *at)).map_or(clause, |at| at + 1)
}

/// Whether a match begins with words of aim, such as "ahead of": what stands in front is
/// then the deed's that it is the aim of.
fn is_aim(skeleton: &Skeleton<'_>, lexicon: &Lexicon, candidate: &Candidate<'_>) -> bool {
    let start = candidate.hit.nodes.start;
    let word = |node: usize| skeleton.nodes.get(node).map_or("", |node| node.text.trim_start_matches('^'));
    lexicon.lists("aim", word(start)) || lexicon.lists("aim", &format!("{} {}", word(start), word(start + 1)))
}

/// A phrase that can be who does what is told, whether or not the verb is known.
fn is_subject(skeleton: &Skeleton<'_>, node: usize) -> bool {
    let subject = |class| matches!(class, Class::Src | Class::Org | Class::Convoy);
    is_other_verb(skeleton, node) || skeleton.chunk_at(node).is_some_and(|chunk| subject(chunk.class))
}

/// A phrase that another verb would act with: behind it the time is that verb's.
fn is_other_verb(skeleton: &Skeleton<'_>, node: usize) -> bool {
    skeleton.chunk_at(node).is_some_and(|chunk| matches!(chunk.class, Class::Force | Class::Group | Class::State))
}
