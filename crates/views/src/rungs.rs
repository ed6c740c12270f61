//! The rungs of the custody ladder, read back from the postings: every figure with the statements behind it.

use crate::Posting;
use crate::ladder::{Ladders, Rung, climbed};
use model::Reference;
use std::borrow::Cow;
use std::collections::BTreeMap;
use units::{ItemCode, PledgeId};

/// What postings climbed to, for each pledge and item.
pub(crate) fn ladders(postings: &[Cow<'_, Posting>]) -> Ladders {
    let mut ladders = Ladders::new();
    for posting in postings {
        if let Some(climb) = &posting.climb {
            climbed(&mut ladders, climb, &posting.line.item, posting.line.quantity);
        }
    }
    ladders
}

/// The statements behind each rung.
type Behind = BTreeMap<Rung, Vec<Reference>>;

/// The statements behind each rung, for each pledge and item; each once, in canonical order.
pub(crate) fn behind(postings: &[Cow<'_, Posting>]) -> BTreeMap<(PledgeId, ItemCode), Behind> {
    let mut behind: BTreeMap<_, Behind> = BTreeMap::new();
    for posting in postings {
        let Some(climb) = &posting.climb else { continue };
        let key = (climb.pledge.clone(), posting.line.item.clone());
        let statements = behind.entry(key).or_default().entry(climb.rung).or_default();
        // One statement may post several lines, one after the other.
        if statements.last() != Some(&posting.by) {
            statements.push(posting.by.clone());
        }
    }
    behind
}
