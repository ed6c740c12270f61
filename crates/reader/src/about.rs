//! Where a claim is about, when no rule asked for it: the places in its words, and the
//! one that sets the scene in front of it ("In X, gunmen ...").

use crate::args::Scene;
use crate::chunk::{Chunk, Class};
use crate::codes::{ArgName, ReportKind};
use crate::frames::Candidate;
use crate::reading::{ArgValue, Argument};

/// How far in front of a claim the place it is about may stand, in nodes.
const FRONT_NODES_MAX: usize = 8;

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
        if args.iter().any(is_named) {
            return;
        }
        let front = (hit.nodes.start.saturating_sub(FRONT_NODES_MAX)..hit.nodes.start).rev();
        let mut nearest = front.filter(|node| self.sets_scene(*node)).map(|node| self.names_at(node, args));
        let found = nearest.find(|found| !found.is_empty());
        args.extend(found.unwrap_or_default());
    }

    /// "In X, ..." and "X: ...": the place is that of what follows.
    fn sets_scene(&self, node: usize) -> bool {
        let text = |at: usize| self.skeleton.nodes.get(at).map_or("", |node| node.text.trim_start_matches('^'));
        let before = node.checked_sub(1).map_or("", text);
        self.lexicon.lists("scene", before) || text(node + 1) == ":"
    }

    fn names_at(&self, node: usize, args: &[Argument]) -> Vec<Argument> {
        let place = self.skeleton.chunk_at(node).filter(|chunk| is_place(chunk));
        let found = place.into_iter().flat_map(|chunk| self.place_arguments(ArgName::At, chunk));
        let taken = |one: &Argument| args.iter().any(|arg| is_named(arg) && arg.span.shared(&one.span) > 0);
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

/// A place with a name of its own.
fn is_named(argument: &Argument) -> bool {
    let named = match &argument.value {
        ArgValue::Place(_) | ArgValue::Axis(_) => true,
        ArgValue::Text(words) => words.chars().any(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase()),
        ArgValue::Actor(_) | ArgValue::Items(_) | ArgValue::Count(_) | ArgValue::Unresolved(_) => false,
    };
    named && is_where(argument.name)
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
