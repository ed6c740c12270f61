//! Subjects that are not said again: "it", "the latter", and a verb behind "and" or behind an aside.
//!
//! The phrase meant takes the pronoun's place in the line, or stands in front of the verb over no
//! words of its own, so that every rule reads it. The lexicon says which words point back
//! (`pronoun_…`) and which verbs go on without a subject (`verb_open`); a language without
//! these lists has none.

use crate::chunk::{Chunk, Class, Data};
use crate::lexicon::Lexicon;
use crate::skeleton::Skeleton;
use crate::text::{DASH, Sentence, is_comma};
use std::ops::Range;

/// Gender and number of a noun, as far as its article shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Masculine,
    Feminine,
    Plural,
    /// An elided article, a name, or a language whose articles do not tell.
    Unknown,
}

impl Form {
    fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// What a sentence was about, for a pronoun in the next.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    class: Class,
    form: Form,
}

/// A phrase that can be what a later verb is about.
struct Candidate {
    node: usize,
    chunk: usize,
    subject: Subject,
}

/// Puts what is meant in the place of pronouns and in front of verbs without a subject. `before` are the
/// subjects of the last sentence that had some; gives those for the next.
pub(crate) fn resolve(
    sentence: &Sentence,
    skeleton: &mut Skeleton<'_>,
    lexicon: &Lexicon,
    before: &[Subject],
) -> Option<Vec<Subject>> {
    let mut at = 0;
    while at < skeleton.nodes.len() {
        if let Some((length, form)) = pronoun(skeleton, lexicon, at) {
            let own = candidates(sentence, skeleton, lexicon, at);
            let near = own.iter().find(|one| one.subject.form.agrees(form)).map(|one| one.chunk);
            let far = || before.iter().find(|subject| subject.form.agrees(form));
            let place = place_of(skeleton, lexicon, at + length);
            let class = near.map(|chunk| skeleton.chunks[chunk].class).or_else(|| far().map(|subject| subject.class));
            if let (Some(place), Some(class)) = (place, class) {
                // "That of X" has a place of its own.
                let nodes = at..at + length + PLACE_NODES;
                let mut chunk = Chunk::new(class, Data::Plain);
                (chunk.tokens, chunk.children) = (skeleton.tokens_of(&nodes), vec![place]);
                skeleton.chunks.push(chunk);
                skeleton.stand_for(nodes, skeleton.chunks.len() - 1);
            } else if let Some(chunk) = near {
                skeleton.stand_for(at..at + length, chunk);
            } else if let Some(subject) = far() {
                let tokens = skeleton.tokens_of(&(at..at + length));
                skeleton.chunks.push(Chunk { tokens, ..Chunk::new(subject.class, Data::Plain) });
                skeleton.stand_for(at..at + length, skeleton.chunks.len() - 1);
            }
        } else if goes_on(skeleton, lexicon, at)
            && let Some(subject) = candidates(sentence, skeleton, lexicon, at).first()
        {
            skeleton.imply(at, subject.chunk);
            at += 1;
        }
        at += 1;
    }
    let all = candidates(sentence, skeleton, lexicon, skeleton.nodes.len());
    let subjects: Vec<Subject> = all.into_iter().map(|one| one.subject).collect();
    (!subjects.is_empty()).then_some(subjects)
}

fn word<'s>(skeleton: &'s Skeleton<'_>, node: usize) -> &'s str {
    skeleton.nodes.get(node).map_or("", |node| node.text.trim_start_matches('^'))
}

/// The pronoun that begins at a node: how many nodes it has, and its form.
fn pronoun(skeleton: &Skeleton<'_>, lexicon: &Lexicon, at: usize) -> Option<(usize, Form)> {
    let (one, two) = (word(skeleton, at), format!("{} {}", word(skeleton, at), word(skeleton, at + 1)));
    let lists = [("pronoun_m", Form::Masculine), ("pronoun_f", Form::Feminine), ("pronoun_p", Form::Plural)];
    let of = |text: &str| lists.iter().find(|(list, _)| lexicon.lists(list, text)).map(|(_, form)| *form);
    of(&two).map(|form| (2, form)).or_else(|| of(one).map(|form| (1, form)))
}

/// "of" and a place, behind a pronoun.
const PLACE_NODES: usize = 2;

/// The place behind an "of" that begins at a node.
fn place_of(skeleton: &Skeleton<'_>, lexicon: &Lexicon, at: usize) -> Option<usize> {
    let place = skeleton.nodes.get(at + 1)?.chunk?;
    let of = lexicon.lists("name_of", word(skeleton, at)) && skeleton.chunks[place].class == Class::Place;
    of.then_some(place)
}

/// Whether a verb without a subject of its own stands here: behind "and", or behind a comma that ends an aside.
fn goes_on(skeleton: &Skeleton<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let joined = is_comma(word(skeleton, before)) || lexicon.lists("joins", word(skeleton, before));
    // Folded, "has" and "at" are one word in French; only the latter has a noun behind it.
    let noun = skeleton.chunk_at(at + 1).is_some() || lexicon.lists("definite", word(skeleton, at + 1));
    joined && lexicon.lists("verb_open", word(skeleton, at)) && !noun
}

/// What stands before a node and can be a subject: of its own clause first, then of the clauses before.
fn candidates(sentence: &Sentence, skeleton: &Skeleton<'_>, lexicon: &Lexicon, end: usize) -> Vec<Candidate> {
    let clause = (0..end).rev().find(|at| ends_clause(word(skeleton, *at))).map_or(0, |at| at + 1);
    let of = |range: Range<usize>| range.filter_map(|node| candidate(sentence, skeleton, lexicon, node));
    let mut found: Vec<Candidate> = of(clause..end).chain(of(0..clause)).collect();
    // A phrase that an earlier verb took over without saying it is there already.
    found.dedup_by_key(|one| one.chunk);
    found.retain(|one| one.node < end);
    found
}

fn ends_clause(text: &str) -> bool {
    text.starts_with('|') || text == ";" || text == ":"
}

fn candidate(sentence: &Sentence, skeleton: &Skeleton<'_>, lexicon: &Lexicon, node: usize) -> Option<Candidate> {
    let chunk = skeleton.nodes.get(node)?.chunk?;
    let phrase = &skeleton.chunks[chunk];
    let first = sentence.tokens.get(phrase.tokens.start).map_or("", |token| token.text.as_str());
    // Behind a preposition stands no subject.
    let before = node.checked_sub(1).map_or("", |before| word(skeleton, before));
    // Where a report was filed, or what heads a row, is not what it goes on about.
    let heads = node == 0 && phrase.class == Class::Place && word(skeleton, 1) == DASH;
    if heads || !is_subject(phrase.class) || lexicon.lists("oblique", before) || lexicon.lists("oblique", first) {
        return None;
    }
    let lists = [("form_m", Form::Masculine), ("form_f", Form::Feminine), ("form_p", Form::Plural)];
    let form = lists.iter().find(|(list, _)| lexicon.lists(list, first)).map_or(Form::Unknown, |(_, form)| *form);
    Some(Candidate { node, chunk, subject: Subject { class: phrase.class, form } })
}

/// Phrases that reports say something about.
fn is_subject(class: Class) -> bool {
    match class {
        Class::Place
        | Class::Towns
        | Class::Border
        | Class::Crossing
        | Class::Road
        | Class::Force
        | Class::Group
        | Class::State
        | Class::Org
        | Class::Country
        | Class::Aid
        | Class::Item
        | Class::Convoy
        | Class::Agreement
        | Class::Clearance => true,
        Class::Region
        | Class::Agency
        | Class::Hazard
        | Class::Time
        | Class::Nat
        | Class::Src
        | Class::Still
        | Class::Idiom
        | Class::Break
        | Class::Cue => false,
    }
}
