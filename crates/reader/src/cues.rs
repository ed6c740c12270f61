//! Who speaks: attributions and how far they reach.
//!
//! An attribution reaches forward (Arabic), back (French, at the end of a sentence)
//! or both ways; the next sentence is the outlet's own voice again unless a verb
//! without a subject, a definite "the sources" or an open quotation carries it on.

use crate::args::actor_kind;
use crate::chunk::{Chunk, Class, Data, Speaker};
use crate::codes::{ActorKind, SourceClass};
use crate::lexicon::{Lexicon, Scope};
use crate::parse::Parsed;
use crate::skeleton::Skeleton;
use crate::text::{Quote, Sentence, is_comma};
use std::ops::Range;

/// A speaker and the words that name it.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub(crate) speaker: Speaker,
    /// Sentence and tokens of the attribution; `None` for the narrator.
    pub(crate) at: Option<(usize, Range<usize>)>,
    /// Countries in the speaker's name, or of the speaker before in the same sentence.
    pub(crate) countries: Vec<String>,
    /// What sort of body speaks, where it is one and no person.
    pub(crate) body: Option<ActorKind>,
    /// What follows is denied, not said.
    pub(crate) denies: bool,
    /// The text leaves open whether this is still the speaker.
    pub(crate) uncertain: bool,
}

impl Voice {
    pub(crate) fn narrator() -> Self {
        Self {
            speaker: Speaker { class: SourceClass::Narrator, generic: false, masculine: false, definite: false },
            at: None,
            countries: Vec::new(),
            body: None,
            denies: false,
            uncertain: false,
        }
    }

    /// Whether the attribution stands in this sentence.
    fn is_in(&self, sentence: usize) -> bool {
        self.at.as_ref().is_some_and(|(number, _)| *number == sentence)
    }
}

/// The voices of one sentence: each holds for some tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Voices {
    /// The number of the sentence.
    pub(crate) sentence: usize,
    /// Who is told, where a quotation closes here, to have spoken since it was opened in an earlier sentence.
    pub(crate) since_opened: Option<Voice>,
    /// A quotation is open at the end, and it is not yet told who speaks.
    pub(crate) unheard: bool,
    spans: Vec<(Range<usize>, Voice)>,
}

impl Voices {
    /// The voice in force at a token.
    pub(crate) fn at(&self, token: usize) -> Voice {
        let found = self.spans.iter().rev().find(|(tokens, _)| tokens.contains(&token));
        found.map_or_else(Voice::narrator, |(_, voice)| voice.clone())
    }
}

/// An attribution as found, before it is known whom it carries on.
#[derive(Debug)]
struct Cue {
    nodes: Range<usize>,
    scope: Scope,
    speaker: Option<Speaker>,
    masculine: bool,
    countries: Vec<String>,
    body: Option<ActorKind>,
    denies: bool,
}

/// So many speakers are remembered; who spoke before them is not meant by a "he said".
const HEARD_MAX: usize = 200;

/// Walks through the sentences and remembers who spoke.
#[derive(Debug, Default)]
pub(crate) struct Listener {
    /// Speakers so far, latest last, with the number of the sentence.
    heard: Vec<Voice>,
    /// The voice a quotation left open carries on.
    open: Option<Voice>,
    /// The last sentence ended inside a quotation of which no speaker is known.
    unheard: bool,
    /// Who speaks in the line of a log.
    line: Option<Voice>,
    /// The voice in force at the end of the last sentence, or of the last attribution in it.
    last: Option<Voice>,
}

impl Listener {
    /// Finds the attributions of a sentence, puts them in the skeleton and says who holds where.
    pub(crate) fn hear(
        &mut self,
        number: usize,
        parsed: &mut Parsed<'_>,
        lexicon: &Lexicon,
        sentence: &Sentence,
    ) -> Voices {
        let cues = find(&parsed.skeleton, lexicon);
        let long = self.heard.len().saturating_sub(HEARD_MAX);
        self.heard.drain(..long);
        let skeleton = &parsed.skeleton;
        let length = skeleton.tokens_of(&(0..skeleton.nodes.len())).end;
        let mut voices = Voices { sentence: number, ..Voices::default() };
        if sentence.begins {
            self.line = sentence.logged.then(|| called(number, skeleton, lexicon)).flatten();
        }
        voices.spans.extend(self.line.clone().map(|voice| (0..length, voice)));
        voices.spans.extend(self.goes_on(sentence, length));
        voices.spans.extend(announced(number, skeleton, sentence, length));
        let tokens: Vec<Range<usize>> = cues.iter().map(|cue| skeleton.tokens_of(&cue.nodes)).collect();
        for (nth, cue) in cues.iter().enumerate() {
            let before = nth.checked_sub(1).map_or(0, |before| tokens[before].end);
            let behind = tokens.get(nth + 1).map_or(length, |next| next.start);
            let voice = self.voice(number, cue, &tokens[nth]);
            // What stands before a later attribution is the earlier one's, not this one's.
            let free = nth.checked_sub(1).is_none_or(|before| !reaches_forward(cues[before].scope));
            let reach = reach(skeleton, cue, &tokens[nth], before..behind, free);
            self.meet(number, skeleton, before..tokens[nth].start);
            if cue.scope != Scope::Narrator {
                self.heard.push(voice.clone());
            }
            if self.unheard && !sentence.begins && closes_before(sentence, tokens[nth].start) {
                voices.since_opened.get_or_insert(voice.clone());
            }
            add_uncertain_tail(skeleton, &reach, &voice, &mut voices);
        }
        self.meet(number, skeleton, tokens.last().map_or(0, |last| last.end)..length);
        let at_end = length.checked_sub(1).map(|last| voices.at(last)).filter(|voice| voice.at.is_some());
        self.last = at_end.clone().or_else(|| self.heard.last().filter(|voice| voice.is_in(number)).cloned());
        if sentence.quote_open {
            self.open = at_end;
        }
        voices.unheard = sentence.quote_open && self.open.is_none();
        self.unheard = voices.unheard;
        let replaced = cues.into_iter().map(|cue| {
            // The attribution is one node, but the actors in it can still be asked for.
            (cue.nodes, Chunk::new(Class::Cue, Data::Cue(number)))
        });
        let replaced = replaced.collect();
        parsed.skeleton.replace(replaced);
        voices
    }

    /// What an earlier sentence's speaker still says here: a quotation left open, up to its end, or
    /// one that begins the sentence behind another's attribution.
    fn goes_on(&mut self, sentence: &Sentence, length: usize) -> Option<(Range<usize>, Voice)> {
        let (open, last) = (self.open.take(), self.last.take());
        let first = sentence.quotes.first();
        let begun = first.filter(|quote| quote.opens && quote.token == 0 && !sentence.begins);
        let closed = sentence.quotes.iter().find(|quote| !quote.opens).map_or(length, |quote| quote.token);
        let voice = open.or(last.filter(|_| begun.is_some()))?;
        Some((0..closed.min(length), voice))
    }

    /// Officials named outside an attribution: a later "he said" may mean them.
    fn meet(&mut self, number: usize, skeleton: &Skeleton<'_>, tokens: Range<usize>) {
        for node in &skeleton.nodes {
            let Some(chunk) = node.chunk.map(|chunk| &skeleton.chunks[chunk]) else { continue };
            let inside = tokens.start <= chunk.tokens.start && chunk.tokens.end <= tokens.end;
            let Some(speaker) = speaker_of(chunk).filter(|_| inside && chunk.class == Class::Src) else { continue };
            // "Local fishermen are not so sure. They said …": who begins a sentence may speak in the next.
            let begins = chunk.tokens.start == 0 && !speaker.definite;
            if speaker.class == SourceClass::NamedOfficial || begins {
                let mut countries = countries_of(skeleton, chunk);
                if let Some(before) =
                    self.heard.iter().rev().find(|voice| voice.is_in(number)).filter(|_| countries.is_empty())
                {
                    countries = before.countries.clone();
                }
                let at = Some((number, chunk.tokens.clone()));
                self.heard.push(Voice { speaker, at, countries, body: None, denies: false, uncertain: false });
            }
        }
    }

    fn voice(&self, number: usize, cue: &Cue, tokens: &Range<usize>) -> Voice {
        let at = Some((number, tokens.clone()));
        let carried = |voice: &Voice| Voice { at: at.clone(), denies: cue.denies, ..voice.clone() };
        match (cue.scope, cue.speaker) {
            (Scope::Narrator, _) => Voice::narrator(),
            (Scope::ContinueForward | Scope::ContinueBack, speaker) => {
                let agreeing = self.heard.iter().rev().find(|voice| voice.speaker.masculine == cue.masculine);
                match agreeing.or(self.heard.last()) {
                    Some(before) => carried(before),
                    None => Voice { speaker: speaker.unwrap_or(unnamed(cue.masculine)), at, ..Voice::narrator() },
                }
            }
            (Scope::Forward | Scope::Back | Scope::Either | Scope::Subject, Some(speaker)) if speaker.definite => {
                let before = |voice: &&Voice| points_back(speaker.class, voice.speaker.class);
                match self.heard.iter().rev().find(before) {
                    Some(before) => carried(before),
                    None => Voice { speaker, at, ..self.named(cue) },
                }
            }
            (Scope::Forward | Scope::Back | Scope::Either | Scope::Subject, speaker) => {
                let mut voice = self.named(cue);
                voice.speaker = Speaker { masculine: cue.masculine, ..speaker.unwrap_or(unnamed(cue.masculine)) };
                voice.at = at;
                if voice.countries.is_empty()
                    && let Some(before) = self.heard.iter().rev().find(|voice| voice.is_in(number))
                {
                    voice.countries = before.countries.clone();
                }
                voice
            }
        }
    }

    fn named(&self, cue: &Cue) -> Voice {
        Voice { countries: cue.countries.clone(), body: cue.body, denies: cue.denies, ..Voice::narrator() }
    }
}

/// Quotations behind a colon are spoken by who is named before it: "The mayor struck another note: “We …".
fn announced(number: usize, skeleton: &Skeleton<'_>, sentence: &Sentence, length: usize) -> Vec<(Range<usize>, Voice)> {
    let tokens = &sentence.tokens;
    let colon = |quote: &Quote| quote.token.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.text == ":");
    let mut found = Vec::new();
    for (nth, quote) in sentence.quotes.iter().enumerate().filter(|(_, quote)| quote.opens && colon(quote)) {
        let end = sentence.quotes[nth + 1..].iter().find(|next| !next.opens).map_or(length, |next| next.token);
        let named = skeleton.nodes.iter().filter(|node| node.tokens.end <= quote.token);
        let mut chunks = named.filter_map(|node| node.chunk.map(|chunk| &skeleton.chunks[chunk]));
        let Some((chunk, speaker)) = chunks.find_map(|chunk| Some((chunk, speaks(chunk)?))) else { continue };
        let voice = Voice {
            speaker,
            at: Some((number, chunk.tokens.clone())),
            countries: countries_of(skeleton, chunk),
            body: actor_kind(chunk.class),
            ..Voice::narrator()
        };
        found.push((quote.token..end, voice));
    }
    found
}

/// So many nodes at most name who calls in a line of a log.
const CALLER_NODES_MAX: usize = 6;

/// Who calls in a line of a log: "From point 3: the road is cut", "Civil defence: we have opened the road".
fn called(number: usize, skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Option<Voice> {
    let colon = skeleton.nodes.iter().take(CALLER_NODES_MAX + 1).position(|node| node.text == ":")?;
    let named = (0..colon).filter_map(|node| skeleton.chunk_at(node)).find_map(|chunk| Some((chunk, speaks(chunk)?)));
    let word = |node: usize, list: &str| lexicon.lists(list, skeleton.nodes[node].plain());
    let calls = colon > 0 && (word(0, "calls_from") || (0..colon.min(2)).any(|node| word(node, "caller")));
    let speaker = match named {
        Some((_, speaker)) => speaker,
        None if calls => Speaker { class: SourceClass::FieldSource, generic: false, masculine: true, definite: false },
        None => return None,
    };
    Some(Voice {
        speaker,
        at: Some((number, skeleton.tokens_of(&(0..colon)))),
        countries: named.map(|(chunk, _)| countries_of(skeleton, chunk)).unwrap_or_default(),
        body: named.and_then(|(chunk, _)| actor_kind(chunk.class)),
        ..Voice::narrator()
    })
}

/// What a phrase that opens a sentence is as a speaker: bodies and persons, not places.
fn speaks(chunk: &Chunk) -> Option<Speaker> {
    let body =
        matches!(chunk.class, Class::Src | Class::State | Class::Org | Class::Agency | Class::Force | Class::Group);
    speaker_of(chunk).filter(|_| body)
}

/// Whether a quotation closes where an attribution begins, a comma left aside.
fn closes_before(sentence: &Sentence, token: usize) -> bool {
    sentence.quotes.iter().any(|quote| !quote.opens && quote.token.abs_diff(token) <= 1)
}

/// Whether a definite phrase of one class can mean a speaker of the other: "the sources"
/// are whichever sources spoke last.
fn points_back(definite: SourceClass, before: SourceClass) -> bool {
    let source = matches!(before, SourceClass::AnonymousOfficial | SourceClass::FieldSource);
    before == definite || definite == SourceClass::AnonymousSource && source
}

/// Someone a verb of saying has for its subject, and nothing more is known.
fn unnamed(masculine: bool) -> Speaker {
    Speaker { class: SourceClass::AnonymousSource, generic: true, masculine, definite: false }
}

/// Behind a narrative connective in a long sentence the outlet may have taken over.
fn add_uncertain_tail(skeleton: &Skeleton<'_>, reach: &Range<usize>, voice: &Voice, voices: &mut Voices) {
    let turn = skeleton.nodes.iter().find(|node| {
        node.tokens.start > reach.start && node.tokens.end <= reach.end && NARRATIVE.contains(&node.text.as_str())
    });
    match turn {
        Some(node) => {
            voices.spans.push((reach.start..node.tokens.start, voice.clone()));
            let doubtful = Voice { uncertain: true, ..voice.clone() };
            voices.spans.push((node.tokens.start..reach.end, doubtful));
        }
        None => voices.spans.push((reach.clone(), voice.clone())),
    }
}

/// Connectives by which a report turns from what was said to what had gone before.
const NARRATIVE: &[&str] = &["|بعد_ان", "|علما_ان", "|علما_ب_ان", "|apres_que", "|alors_que", "|after"];

fn find(skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Vec<Cue> {
    let mut cues = Vec::new();
    for (rule, hit) in lexicon.cues.find(skeleton) {
        // "The governor of Gao, General X": of two names for one speaker, the fuller.
        let named = |chunk: &&Chunk| speaker_of(chunk).is_some_and(|s| s.class == SourceClass::NamedOfficial);
        let who = hit.role("who").and_then(|nodes| skeleton.chunks_in(&nodes).next());
        let who = skeleton.chunks_in(&hit.nodes).find(named).or(who);
        let nodes = hit.role("self").unwrap_or(hit.nodes.clone());
        if rule.scope == Scope::Back && !ends_sentence(skeleton, nodes.end) {
            continue;
        }
        cues.push(Cue {
            nodes,
            scope: rule.scope,
            speaker: who.and_then(speaker_of).or(rule.speaker),
            masculine: rule.masculine,
            denies: rule.denies,
            countries: who.map(|chunk| countries_of(skeleton, chunk)).unwrap_or_default(),
            body: who.and_then(|chunk| actor_kind(chunk.class)),
        });
    }
    cues.sort_by_key(|cue| (cue.nodes.start, std::cmp::Reverse(cue.nodes.end)));
    let mut free = 0;
    cues.retain(|cue| {
        let keep = cue.nodes.start >= free;
        if keep {
            free = cue.nodes.end;
        }
        keep
    });
    cues
}

/// So few tokens behind an attribution are nothing said.
const TAIL_TOKENS: usize = 3;

/// The same, where a comma parts it from what stands before: ", a spokesman said in answer to a question".
const TAIL_TOKENS_BEHIND_COMMA: usize = 8;

/// So few tokens before one are a connective or a day, nothing said.
const HEAD_TOKENS: usize = 3;

/// The tokens an attribution reaches, among those that no other attribution has.
/// `free` says that no earlier one reaches forward up to this one.
fn reach(skeleton: &Skeleton<'_>, cue: &Cue, tokens: &Range<usize>, room: Range<usize>, free: bool) -> Range<usize> {
    let comma =
        |node: Option<usize>| node.and_then(|at| skeleton.nodes.get(at)).is_some_and(|node| is_comma(&node.text));
    let at_start = tokens.start <= room.start + HEAD_TOKENS;
    let that = skeleton.nodes[cue.nodes.clone()].last().is_some_and(|node| node.text == "that" || node.text == ":");
    let behind_comma = comma(cue.nodes.start.checked_sub(1)) && !that;
    let at_end = room.end <= tokens.end + if behind_comma { TAIL_TOKENS_BEHIND_COMMA } else { TAIL_TOKENS };
    let inserted = comma(cue.nodes.start.checked_sub(1)) && comma(Some(cue.nodes.end));
    let forward = said_from(skeleton, cue, tokens.end, room.end)..room.end;
    let back = if free { room.start..tokens.start } else { tokens.start..tokens.start };
    match cue.scope {
        Scope::Forward | Scope::ContinueForward | Scope::Narrator => forward,
        Scope::Back | Scope::ContinueBack => back,
        // "The United Nations confirms one hijacking": nothing stands before it.
        Scope::Subject if at_end && tokens.start > room.start => back,
        Scope::Subject if inserted && !at_start && free => room,
        Scope::Subject => forward,
        Scope::Either if at_start => forward,
        Scope::Either if inserted && !at_end && free => room,
        Scope::Either => back,
    }
}

fn reaches_forward(scope: Scope) -> bool {
    match scope {
        Scope::Forward | Scope::ContinueForward | Scope::Subject => true,
        Scope::Back | Scope::ContinueBack | Scope::Either | Scope::Narrator => false,
    }
}

/// Where the words said begin: behind the attribution, or behind a later ", أن" when
/// an aside stands between the speaker and what is said.
fn said_from(skeleton: &Skeleton<'_>, cue: &Cue, from: usize, to: usize) -> usize {
    let ended = skeleton.nodes[cue.nodes.clone()].last().is_some_and(|node| node.text == "ان" || node.text == ":");
    let aside = skeleton.nodes.windows(2).find(|pair| {
        is_comma(&pair[0].text) && pair[1].text == "ان" && pair[1].tokens.start > from && pair[1].tokens.end <= to
    });
    aside.filter(|_| !ended).map_or(from, |pair| pair[1].tokens.end)
}

/// So many nodes behind an attribution at the end of a sentence tell where or when it was said.
const CLOSING_NODES: usize = 5;

/// Whether a sentence or a clause ends about here.
fn ends_sentence(skeleton: &Skeleton<'_>, node: usize) -> bool {
    let next = skeleton.nodes.get(node).map(|node| node.text.as_str());
    next.is_none_or(|text| is_comma(text) || text.starts_with('|')) || node + CLOSING_NODES >= skeleton.nodes.len()
}

/// What a phrase is as a speaker.
pub(crate) fn speaker_of(chunk: &Chunk) -> Option<Speaker> {
    if let Data::Speaker(speaker) = chunk.data {
        return Some(speaker);
    }
    let of = |class, generic| Some(Speaker { class, generic, masculine: false, definite: false });
    match chunk.class {
        Class::Force | Class::Group | Class::Org => of(SourceClass::Institution, false),
        Class::State | Class::Country | Class::Place => of(SourceClass::Institution, true),
        Class::Agency => of(SourceClass::AgencyReport, false),
        Class::Region
        | Class::Towns
        | Class::Border
        | Class::Crossing
        | Class::Road
        | Class::Aid
        | Class::Item
        | Class::Convoy
        | Class::Agreement
        | Class::Clearance
        | Class::Hazard
        | Class::Time
        | Class::Nat
        | Class::Src
        | Class::Still
        | Class::Idiom
        | Class::Break
        | Class::Cue => None,
    }
}

/// Countries named in a phrase, as gazetteer keys, in the order of the text.
pub(crate) fn countries_of(skeleton: &Skeleton<'_>, chunk: &Chunk) -> Vec<String> {
    let mut found = Vec::new();
    collect_countries(skeleton, chunk, &mut found);
    found
}

fn collect_countries(skeleton: &Skeleton<'_>, chunk: &Chunk, found: &mut Vec<String>) {
    // Continents have no code of two letters, and are nobody's country.
    if let Data::Country(country) = &chunk.data
        && country.len() == 2
        && !found.contains(country)
    {
        found.push(country.clone());
    }
    for child in &chunk.children {
        collect_countries(skeleton, &skeleton.chunks[*child], found);
    }
}
