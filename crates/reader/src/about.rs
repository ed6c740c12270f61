//! Where a claim is about, when no rule asked for it: the places in its words, and the
//! one that sets the scene in front of it ("In X, gunmen ...").

use crate::args::Scene;
use crate::chunk::{Chunk, Class, Data};
use crate::codes::{ArgName, ReportKind};
use crate::fold::{fold, is_arabic};
use crate::frames::Candidate;
use crate::reading::{ArgValue, Argument};
use crate::text::Token;

/// How far in front of a claim the place it is about may stand, in nodes.
const FRONT_NODES_MAX: usize = 8;

/// The shortest word that a name is taken to be made of, in letters.
const NAME_LETTERS_MIN: usize = 3;

impl Scene<'_> {
    /// Adds as `at` the named places in a claim's words that no rule took; without any, the one in front of it.
    pub(crate) fn add_places(&self, candidate: &Candidate<'_>, args: &mut Vec<Argument>) {
        if !is_somewhere(candidate.frame.kind) {
            return;
        }
        let hit = &candidate.hit;
        let acts = |node: usize| hit.roles.iter().any(|(role, at)| at.contains(&node) && is_actor(role));
        let told = |node: usize| node >= hit.trigger.start || hit.roles.iter().any(|(_, at)| at.contains(&node));
        for node in hit.nodes.clone().filter(|node| told(*node) && !acts(*node)) {
            let fresh = self.names_at(node, args);
            args.extend(fresh);
        }
        self.add_other_end(candidate, args);
        if args.iter().any(|arg| self.is_named(arg)) {
            return;
        }
        let first = hit.roles.iter().map(|(_, at)| at.start).fold(hit.trigger.start, usize::min);
        let front = (first.saturating_sub(FRONT_NODES_MAX)..first).rev();
        let mut nearest = front.filter(|node| self.sets_scene(*node)).map(|node| self.names_at(node, args));
        let found = nearest.find(|found| !found.is_empty());
        args.extend(found.unwrap_or_default());
    }

    /// "Cut between X and Y": where the words end at X, Y is still one of its places.
    fn add_other_end(&self, candidate: &Candidate<'_>, args: &mut Vec<Argument>) {
        let end = candidate.hit.nodes.end;
        let text = |at: usize| self.skeleton.nodes.get(at).map_or("", |node| node.text.as_str());
        let between = end.checked_sub(2).is_some_and(|at| self.lexicon.lists("name_between", text(at)));
        let and = self.lexicon.lists("name_and", text(end)) || self.lexicon.lists("coordinate", text(end));
        if between && and {
            let fresh = self.names_at(end + 1, args);
            args.extend(fresh);
        }
    }

    /// Puts the town named last in the place of "the town", and leaves out words that name no place beside one
    /// that does: "at the entrance of X" is at X.
    pub(crate) fn settle_places(&self, args: &mut Vec<Argument>) {
        let town = self.named_before.get(&Class::Place);
        for argument in args.iter_mut().filter(|argument| is_where(argument.name)) {
            let ArgValue::Text(words) = &argument.value else { continue };
            let meant = town.filter(|_| self.is_the_town(words)).and_then(|places| places.first());
            if let Some(meant) = meant {
                argument.value = meant.value.clone();
            }
        }
        let named = args.iter().any(|arg| self.is_named(arg));
        let says_nothing = |argument: &Argument| {
            let ArgValue::Text(words) = &argument.value else { return false };
            let plain = !self.is_named(argument) && argument.name != ArgName::Crossing;
            // A common word of a script without capitals is known for one; what it means stands in the excerpt.
            let common = words.starts_with(is_arabic);
            is_where(argument.name) && (plain && (named || common) || self.lexicon.lists("no_place", &fold(words)))
        };
        args.retain(|argument| !says_nothing(argument));
    }

    /// A place with a name of its own: one that a table or the text knows, a word with a capital, or, in a script
    /// without capitals, one that no rule has.
    fn is_named(&self, argument: &Argument) -> bool {
        let named = match &argument.value {
            ArgValue::Place(_) | ArgValue::Axis(_) => true,
            ArgValue::Text(words) if words.starts_with(is_arabic) => self.has_name(argument),
            ArgValue::Text(words) => words.chars().any(char::is_uppercase),
            ArgValue::Actor(_) | ArgValue::Items(_) | ArgValue::Count(_) | ArgValue::Unresolved(_) => false,
        };
        named && is_where(argument.name)
    }

    fn has_name(&self, argument: &Argument) -> bool {
        let within = |start: usize, end: usize| argument.span.byte_start <= start && end <= argument.span.byte_end;
        let tokens = self.sentence.tokens.iter().filter(|token| within(token.start, token.end));
        let unknown = |token: &Token| {
            let long = token.text.chars().count() >= NAME_LETTERS_MIN;
            long && !self.known.has_rule(&token.text) || token.text.starts_with(char::is_numeric)
        };
        { tokens }.any(unknown) || self.skeleton.chunks.iter().any(|chunk| self.names(chunk, argument))
    }

    /// Whether a phrase makes a name of common words: as an entry of a table, behind "the town of", as an end of a road.
    fn names(&self, chunk: &Chunk, argument: &Argument) -> bool {
        let span = self.span(&chunk.tokens);
        let shared = argument.span.shared(&span) > 0;
        let listed = matches!(chunk.data, Data::Name | Data::Entry(_) | Data::Country(_));
        let end = || {
            let ends = chunk.roles.iter().filter(|(role, _)| role == "from" || role == "to");
            chunk.class == Class::Road && { ends }.any(|(_, tokens)| self.span(tokens) == argument.span)
        };
        shared && (listed || chunk.class == Class::Place && chunk.tokens.len() > 1 || end())
    }

    /// "The town", "la ville", المدينة and no more.
    fn is_the_town(&self, words: &str) -> bool {
        self.lexicon.lists("the_town", &fold(words))
    }

    /// "In X, ..." and "X: ...": the place is that of what follows.
    fn sets_scene(&self, node: usize) -> bool {
        let text = |at: usize| self.skeleton.nodes.get(at).map_or("", |node| node.text.trim_start_matches('^'));
        let before = node.checked_sub(1).map_or("", text);
        self.lexicon.lists("scene", before) || text(node + 1) == ":"
    }

    fn names_at(&self, node: usize, args: &[Argument]) -> Vec<Argument> {
        // A road is what a claim is about, not where it is.
        let road = |chunk: &Chunk| chunk.class == Class::Road && matches!(chunk.data, Data::Entry(_));
        let place = self.skeleton.chunk_at(node).filter(|chunk| is_place(chunk) && !road(chunk));
        let found = place.into_iter().flat_map(|chunk| self.place_arguments(ArgName::At, chunk));
        let taken = |one: &Argument| args.iter().any(|arg| self.is_named(arg) && arg.span.shared(&one.span) > 0);
        found.filter(|one| !taken(one)).collect()
    }
}

/// Whether a role names someone who acts.
fn is_actor(role: &str) -> bool {
    matches!(
        role,
        "by" | "actor" | "controller" | "donor" | "carrier" | "giver" | "receiver" | "recipient" | "holder" | "parties"
    )
}

fn is_place(chunk: &Chunk) -> bool {
    matches!(chunk.class, Class::Place | Class::Crossing | Class::Road | Class::Towns)
}

fn is_where(name: ArgName) -> bool {
    matches!(
        name,
        ArgName::Crossing
            | ArgName::Place
            | ArgName::From
            | ArgName::To
            | ArgName::Via
            | ArgName::At
            | ArgName::Opposite
    )
}

/// Whether claims of this kind are about somewhere.
fn is_somewhere(kind: ReportKind) -> bool {
    !matches!(
        kind,
        ReportKind::AidPledge
            | ReportKind::AgreementStatus
            | ReportKind::ConsignmentItems
            | ReportKind::Handover
            | ReportKind::StatedPurpose
            | ReportKind::PolicySupport
            | ReportKind::SecurityCooperation
    )
}
