//! From tokens to phrases: idioms and names first, then what is built from them.
//!
//! Phrases are found in levels. At each level the leftmost longest match wins and
//! hides what it swallows, so an idiom hides the road in it and a road hides the
//! country it is named after.

use crate::chunk::{Chunk, Class, Data};
use crate::codes::Language;
use crate::date::Date;
use crate::gazetteer::{Alias, EntryKind, Gazetteer, Strength};
use crate::lexicon::{LEVELS, Lexicon, Phrase};
use crate::names::Names;
use crate::skeleton::{Node, Skeleton};
use crate::text::Sentence;
use crate::times;
use std::collections::BTreeSet;
use std::ops::Range;

/// A name that was left open.
#[derive(Clone, Debug)]
pub(crate) struct OpenName {
    pub(crate) tokens: Range<usize>,
    pub(crate) entry: usize,
}

/// A sentence with its phrases.
#[derive(Debug)]
pub(crate) struct Parsed<'v> {
    pub(crate) skeleton: Skeleton<'v>,
    pub(crate) open_names: Vec<OpenName>,
    /// The day it named last, or the one named before it.
    pub(crate) last_day: Option<Date>,
}

/// What the rest of the text says about its theatre.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// Countries of names that stand for a place by themselves.
    countries: BTreeSet<String>,
}

impl Evidence {
    /// Adds what one sentence shows.
    pub(crate) fn add(&mut self, sentence: &Sentence, lexicon: &Lexicon, gazetteer: &Gazetteer) {
        let skeleton = Skeleton::new(sentence, lexicon);
        for at in 0..skeleton.nodes.len() {
            let found = names_at(&skeleton, at, gazetteer).find(|alias| alias.strength == Strength::Sure);
            if let Some(alias) = found {
                self.countries.extend(gazetteer.entry(alias.entry).countries.iter().cloned());
            }
            // "Malian" tells; the Arabic word for it may also be "financial".
            let word = skeleton.nodes[at].text.trim_start_matches('^');
            if let Some(country) = lexicon.nations.get(word).filter(|_| sentence.language != Language::Arabic) {
                self.countries.insert(country.clone());
            }
        }
    }

    fn speaks_for(&self, countries: &[String]) -> bool {
        countries.iter().any(|country| self.countries.contains(country))
    }
}

/// What is known of the whole text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'t> {
    pub(crate) evidence: &'t Evidence,
    /// Places it names that no table knows.
    pub(crate) names: &'t Names,
    /// The words of the outlet's name.
    pub(crate) outlet: &'t [String],
    /// The day that the sentences before named last: "five days later" counts from it.
    pub(crate) day_before: Option<Date>,
}

/// Finds all phrases of one sentence.
pub(crate) fn parse<'l>(
    sentence: &Sentence,
    lexicon: &'l Lexicon,
    gazetteer: &Gazetteer,
    about: About<'_>,
    date: Date,
) -> Parsed<'l> {
    let mut skeleton = Skeleton::new(sentence, lexicon);
    let mut found = rule_phrases(&skeleton, lexicon, 0, date);
    found.extend(outlet_mentions(&skeleton, about.outlet));
    found.extend(nationalities(&skeleton, lexicon));
    let mut open_names = Vec::new();
    found.extend(named_places(&skeleton, lexicon, gazetteer, about.evidence, &mut open_names));
    found.extend(countries(&skeleton, lexicon));
    found.extend(introduced_places(&skeleton, lexicon, about.names));
    skeleton.replace(leftmost_longest(found));
    for level in 1..LEVELS {
        let found = rule_phrases(&skeleton, lexicon, level, date);
        skeleton.replace(leftmost_longest(found));
    }
    let connectives = lexicon.connectives.find(&skeleton).into_iter();
    let connectives = connectives.map(|(_, hit)| (hit.nodes, Chunk::new(Class::Break, Data::Plain))).collect();
    skeleton.replace(leftmost_longest(connectives));
    open_names.retain(|name| {
        let inside = |chunk: &Chunk| chunk.tokens.start <= name.tokens.start && name.tokens.end <= chunk.tokens.end;
        !skeleton.chunks.iter().any(inside)
    });
    let last_day = times::settle(&mut skeleton.chunks, about.day_before);
    Parsed { skeleton, open_names, last_day }
}

/// Keeps, from the left, the longest phrase at each place; earlier rules win ties.
fn leftmost_longest(mut found: Vec<(Range<usize>, Chunk)>) -> Vec<(Range<usize>, Chunk)> {
    found.retain(|(range, _)| !range.is_empty());
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut free = 0;
    found.retain(|(range, _)| {
        let keep = range.start >= free;
        if keep {
            free = range.end;
        }
        keep
    });
    found
}

fn rule_phrases(skeleton: &Skeleton<'_>, lexicon: &Lexicon, level: usize, date: Date) -> Vec<(Range<usize>, Chunk)> {
    let mut found = Vec::new();
    for (rule, hit) in lexicon.phrases[level].find(skeleton) {
        // A rule may name the part that is the phrase; the rest is what must stand beside it.
        let range = hit.role("self").unwrap_or(hit.nodes.clone());
        let words = |name: &str| {
            hit.role(name).map(|nodes| skeleton.nodes[nodes].iter().map(Node::plain).collect::<Vec<_>>().join(" "))
        };
        let Some(data) = data_of(rule, lexicon, date, &words) else { continue };
        // A capital does not make a portfolio a name: "ministre de la Défense".
        let first = |name: String| name.split(' ').next().map(str::to_owned);
        if words("name").and_then(first).is_some_and(|word| lexicon.lists("not_name", &word)) {
            continue;
        }
        let mut chunk = Chunk::new(rule.class, data);
        chunk.roles = hit.roles.iter().map(|(name, nodes)| ((*name).to_owned(), skeleton.tokens_of(nodes))).collect();
        found.push((range, chunk));
    }
    found
}

/// What a rule says of its phrase; `None` where the words are no time after all.
fn data_of(rule: &Phrase, lexicon: &Lexicon, date: Date, words: &dyn Fn(&str) -> Option<String>) -> Option<Data> {
    if let Some(time) = rule.time {
        return times::resolve(time, lexicon, date, words).map(Data::Time);
    }
    let speaker = rule.speaker.map(Data::Speaker);
    Some(speaker.or(rule.item.map(Data::Item)).unwrap_or(Data::Plain))
}

/// The outlet's own name, wherever it stands.
fn outlet_mentions(skeleton: &Skeleton<'_>, outlet: &[String]) -> Vec<(Range<usize>, Chunk)> {
    let word = |at: usize| skeleton.nodes[at].text.trim_start_matches('^');
    let fits = |start: usize| outlet.iter().enumerate().all(|(nth, part)| word(start + nth) == part);
    // One short word is too little to tell a name from a word.
    if outlet.iter().map(String::len).sum::<usize>() < 6 || outlet.len() > skeleton.nodes.len() {
        return Vec::new();
    }
    let starts = (0..=skeleton.nodes.len() - outlet.len()).filter(|start| fits(*start));
    starts.map(|start| (start..start + outlet.len(), Chunk::new(Class::Idiom, Data::Plain))).collect()
}

fn nationalities(skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Vec<(Range<usize>, Chunk)> {
    let nodes = skeleton.nodes.iter().enumerate();
    let found = nodes.filter_map(|(at, node)| {
        let country = lexicon.nations.get(node.text.trim_start_matches('^'))?;
        Some((at..at + 1, Chunk::new(Class::Nat, Data::Country(country.clone()))))
    });
    found.collect()
}

/// Countries by the names a language has for them, with a capital where its script has them.
fn countries(skeleton: &Skeleton<'_>, lexicon: &Lexicon) -> Vec<(Range<usize>, Chunk)> {
    let capital = |at: usize| {
        let text = skeleton.nodes.get(at)?.text.as_str();
        text.strip_prefix('^').or_else(|| text.starts_with(crate::fold::is_arabic).then_some(text))
    };
    let found = (0..skeleton.nodes.len()).filter_map(|at| {
        let names = lexicon.countries.get(capital(at)?)?;
        let fits = |words: &[String]| words.iter().enumerate().all(|(nth, word)| capital(at + nth) == Some(word));
        let (words, country) = names.iter().filter(|(words, _)| fits(words)).max_by_key(|(words, _)| words.len())?;
        Some((at..at + words.len(), Chunk::new(Class::Country, Data::Country(country.clone()))))
    });
    found.collect()
}

/// Gazetteer names; those that could be another word are kept apart.
fn named_places(
    skeleton: &Skeleton<'_>,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    evidence: &Evidence,
    open_names: &mut Vec<OpenName>,
) -> Vec<(Range<usize>, Chunk)> {
    let mut found = Vec::new();
    for at in 0..skeleton.nodes.len() {
        let mut open = true;
        for alias in names_at(skeleton, at, gazetteer) {
            let entry = gazetteer.entry(alias.entry);
            let range = at..at + alias.words.len();
            if is_settled(skeleton, lexicon, at, alias, evidence.speaks_for(&entry.countries)) {
                let data = match entry.kind {
                    EntryKind::Country => Data::Country(entry.key.as_str().to_owned()),
                    EntryKind::Town
                    | EntryKind::Massif
                    | EntryKind::Region
                    | EntryKind::Border
                    | EntryKind::Crossing
                    | EntryKind::Road
                    | EntryKind::RoadSet => Data::Entry(alias.entry),
                };
                found.push((range, Chunk::new(class_of(entry.kind), data)));
                open = false;
            } else if open && alias.strength == Strength::Weak {
                open_names.push(OpenName { tokens: skeleton.tokens_of(&range), entry: alias.entry });
                open = false;
            }
        }
    }
    found
}

/// Names that no table knows, where the text has introduced them.
fn introduced_places(skeleton: &Skeleton<'_>, lexicon: &Lexicon, names: &Names) -> Vec<(Range<usize>, Chunk)> {
    // A name in a script with capital letters needs them.
    let written = |node: &'_ Node| match node.text.strip_prefix('^') {
        Some(capital) => capital.to_owned(),
        None if node.text.starts_with(crate::fold::is_arabic) => node.text.to_string(),
        None => String::new(),
    };
    let at = |at: usize| {
        let fits = |name: &&Vec<String>| {
            let nodes = skeleton.nodes.get(at..at + name.len());
            nodes.is_some_and(|nodes| nodes.iter().zip(*name).all(|(node, word)| written(node) == *word))
        };
        let name = names.beginning(&written(&skeleton.nodes[at])).iter().find(fits)?;
        Some((at..at + name.len(), Chunk::new(Class::Place, Data::Name)))
    };
    let person = |at: &usize| {
        let before = at.checked_sub(1).map_or("", |before| skeleton.nodes[before].plain());
        lexicon.lists("given_name", before)
    };
    (0..skeleton.nodes.len()).filter(|at| !person(at)).filter_map(at).collect()
}

/// Names that could stand at a node, longest first. Latin names need a capital.
fn names_at<'g>(skeleton: &'g Skeleton, at: usize, gazetteer: &'g Gazetteer) -> impl Iterator<Item = &'g Alias> {
    let first = skeleton.nodes[at].text.trim_start_matches('^');
    gazetteer.beginning(first).iter().filter(move |alias| {
        let Some(nodes) = skeleton.nodes.get(at..at + alias.words.len()) else { return false };
        let same = nodes.iter().zip(&alias.words).all(|(node, word)| node.text.trim_start_matches('^') == word);
        let written =
            nodes.iter().any(|node| node.text.starts_with('^') || node.text.starts_with(crate::fold::is_arabic));
        let descriptive =
            matches!(gazetteer.entry(alias.entry).kind, EntryKind::Border | EntryKind::Road | EntryKind::RoadSet);
        same && (written || descriptive)
    })
}

fn is_settled(skeleton: &Skeleton<'_>, lexicon: &Lexicon, at: usize, alias: &Alias, evidence: bool) -> bool {
    let before = at.checked_sub(1).map_or("", |before| skeleton.nodes[before].text.trim_start_matches('^'));
    let noun = lexicon.lists("place_noun", before);
    let word = noun || lexicon.lists("place_word", before);
    if lexicon.lists("given_name", before) {
        return false;
    }
    match alias.strength {
        Strength::Sure => true,
        Strength::Ambiguous => evidence || word,
        Strength::Weak => noun || evidence && word,
    }
}

fn class_of(kind: EntryKind) -> Class {
    match kind {
        EntryKind::Town | EntryKind::Massif => Class::Place,
        EntryKind::Region => Class::Region,
        EntryKind::Country => Class::Country,
        EntryKind::Border => Class::Border,
        EntryKind::Crossing => Class::Crossing,
        EntryKind::Road | EntryKind::RoadSet => Class::Road,
    }
}
