//! The canonical order.

use super::build::*;
use crate::{Content, Said, Views, order};
use model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use units::OriginLine;

const PARTIES: [&str; 3] = ["a", "b", "c"];

/// What one entry claims: whose it is, how far it has seen the others, what it cites.
type Claim = (usize, [u64; 3], Option<prop::sample::Index>);

fn claims(sizes: std::ops::Range<u64>) -> impl Strategy<Value = Vec<Claim>> {
    let claim =
        (0..3_usize, [sizes.clone(), sizes.clone(), sizes], prop::option::weighted(0.2, any::<prop::sample::Index>()));
    prop::collection::vec(claim, 0..40)
}

fn body(number: usize) -> Body {
    stock("depot", vec![line("fuel", number as u64 + 1)])
}

/// Every claim is true: nobody has seen more than there was, and citations are of what was said.
fn honest(claims: &[Claim]) -> Story {
    let mut story = Story::default();
    let mut sizes = [0_u64; 3];
    for (number, (party, seen, cites)) in claims.iter().enumerate() {
        let heads = (0..3).map(|at| head(PARTIES[at], seen[at].min(sizes[at]))).collect();
        let cited = cites.as_ref().filter(|_| number > 0).map(|at| at.get(&story.said).reference());
        story.say_seeing(PARTIES[*party], heads, cited.into_iter().collect(), body(number));
        sizes[*party] += 1;
    }
    story
}

/// Claims of anything: circles, heads too large, citations of what comes later or is another entry.
fn lying(claims: &[Claim]) -> Story {
    let mut story = honest(&claims.iter().map(|(party, _, _)| (*party, [0; 3], None)).collect::<Vec<_>>());
    let all: Vec<Reference> = story.said.iter().map(Said::reference).collect();
    for (said, (_, seen, cites)) in story.said.iter_mut().zip(claims) {
        let Content::Known(statement) = &mut said.content else { continue };
        statement.seen = (0..3).map(|at| head(PARTIES[at], seen[at])).collect();
        statement.references = cites.iter().map(|at| at.get(&all).clone()).collect();
    }
    story
}

fn places(ordered: &[Said]) -> BTreeMap<(&OriginLine, u64), usize> {
    ordered.iter().enumerate().map(|(place, said)| ((&said.origin, said.index), place)).collect()
}

proptest! {
    #[test]
    fn honest_claims_are_all_respected(claims in claims(0..15)) {
        let ordered = order(honest(&claims).said);
        let places = places(&ordered);
        prop_assert_eq!(ordered.len(), claims.len());
        for (place, said) in ordered.iter().enumerate() {
            let statement = said.statement().unwrap();
            let own = (0..said.index).map(|index| (&said.origin, index));
            let seen = statement.seen.iter().flat_map(|head| (0..head.size).map(|index| (&head.origin, index)));
            let cited = statement.references.iter().map(|cited| (&cited.origin, cited.index));
            for earlier in own.chain(seen).chain(cited) {
                prop_assert!(places[&earlier] < place, "{earlier:?} comes after {said:?}");
            }
        }
        // Of those that wait for nothing the smallest leaf hash is next.
        for (place, pair) in ordered.windows(2).enumerate() {
            let statement = pair[1].statement().unwrap();
            let first = &pair[0];
            let before = |origin: &OriginLine, index| *origin == first.origin && index >= first.index;
            let waited = pair[1].origin == first.origin
                || statement.seen.iter().any(|head| head.size > 0 && before(&head.origin, head.size - 1))
                || statement.references.iter().any(|cited| before(&cited.origin, cited.index));
            prop_assert!(waited || first.leaf < pair[1].leaf, "{place} and the next are the wrong way round");
        }
    }

    #[test]
    fn arrival_order_and_copies_do_not_matter(
        (claims, keys) in claims(0..60).prop_flat_map(|claims| {
            let keys = prop::collection::vec(prop::collection::vec(any::<u32>(), claims.len() * 2), 4);
            (Just(claims), keys)
        }),
    ) {
        let story = lying(&claims);
        let expected = order(story.said.clone());
        let indices = places(&expected);
        for (place, said) in expected.iter().enumerate().filter(|(_, said)| said.index > 0) {
            prop_assert!(indices[&(&said.origin, said.index - 1)] < place, "own journal out of order");
        }
        for keys in keys {
            let mut withheld = story.said.clone();
            withheld.iter_mut().for_each(|said| said.content = Content::Withheld);
            let twice = story.said.iter().chain(&withheld).cloned();
            let mut keyed: Vec<(u32, Said)> = keys.into_iter().zip(twice).collect();
            keyed.sort_by_key(|(key, _)| *key);
            let shuffled: Vec<Said> = keyed.into_iter().map(|(_, said)| said).collect();
            let ordered = order(shuffled);
            prop_assert_eq!(&ordered, &expected);
            prop_assert_eq!(Views::fold(&ordered), Views::fold(&expected));
        }
    }
}

/// The whole handover, shuffled two hundred ways: every node comes to the same views.
#[test]
fn views_are_the_same_for_every_arrival_order() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    let answer = story.say("receiver", answered(&offer, vec![counted("fuel", 11, Some(DifferenceReason::Short))]));
    story.say("giver", settled(&answer, vec![outcome(line("fuel", 1), Verdict::Lost, None)]));
    story.say("receiver", settled(&answer, vec![outcome(line("fuel", 1), Verdict::Lost, None)]));
    let expected = story.views();
    assert!(expected.custody.matters().values().all(|matter| matter.settled.is_some()));
    for seed in 0..200_u64 {
        let mut shuffled = story.said.clone();
        shuffled.sort_by_key(|said| digest(seed << 32 | u64::from(said.leaf.as_bytes()[0]) << 8 | said.index));
        assert_eq!(Views::fold(&order(shuffled)), expected, "seed {seed}");
    }
}

/// A partner claims to have seen what was not yet said. What the others saw of each other stands.
#[test]
fn a_liar_does_not_disturb_the_others() {
    for salt in 0..50 {
        let mut story = Story::default();
        story.say_seeing("liar", vec![head("q", 1000), head("r", 1000)], Vec::new(), body(0));
        for round in 0..5 {
            story.say_seeing("q", vec![head("liar", 1), head("r", round)], Vec::new(), body(1));
            story.say_seeing("r", vec![head("liar", 1), head("q", round + 1)], Vec::new(), body(2));
        }
        for said in &mut story.said {
            said.leaf = digest(salt * 1000 + u64::from(said.leaf.as_bytes()[0]) + said.index * 7);
        }
        let ordered = order(story.said);
        let honest: Vec<String> = ordered
            .iter()
            .filter(|said| said.party != id("liar"))
            .map(|said| format!("{}{}", said.party, said.index))
            .collect();
        assert_eq!(honest.join(" "), "q0 r0 q1 r1 q2 r2 q3 r3 q4 r4", "salt {salt}");
    }
}

/// An answer cites its offer, so it comes after it even where its author lists no heads.
#[test]
fn what_a_body_cites_comes_first() {
    for salt in 0..50 {
        let mut story = Story::default();
        let mut offer = story.say_seeing("giver", Vec::new(), Vec::new(), offered("C1", vec![line("fuel", 1)]));
        story.said[0].leaf = digest(salt);
        offer.leaf = digest(salt);
        story.say_seeing("receiver", Vec::new(), Vec::new(), answered(&offer, vec![counted("fuel", 1, None)]));
        let parties: Vec<_> = order(story.said).into_iter().map(|said| said.party).collect();
        assert_eq!(parties, [id("giver"), id("receiver")]);
    }
}
