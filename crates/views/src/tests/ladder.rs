//! The ladder rung by rung: who says it, and which account the goods leave and enter.

use super::build::*;
use crate::{FindingKind, Held, Matter, MatterKind, OfferStatus, Views};
use model::*;

fn radios(views: &Views) -> String {
    table(views).lines().filter(|row| row.starts_with("radio")).collect::<Vec<_>>().join("\n")
}

fn fuel(views: &Views) -> String {
    table(views).lines().filter(|row| row.starts_with("fuel")).collect::<Vec<_>>().join("\n")
}

fn only_matter(views: &Views) -> &Matter {
    assert_eq!(views.custody.matters().len(), 1);
    views.custody.matters().values().next().unwrap()
}

#[test]
fn what_is_set_aside_is_for_its_pledge_alone() {
    let mut story = arrived();
    story.say("giver", reserved("P", vec![line("fuel", 10)]));
    story.say("giver", pledge("Q", "giver", &[("fuel", 20, 1)]));
    story.say("giver", packed("C2", "Q", vec![line("fuel", 9)]));
    assert_eq!(story.findings(), ["14: Overdrawn { item: fuel, wanted: Quantity(9), held: 8 }"]);
    // Its own pledge takes what is set aside first, then free stock.
    story.say("giver", packed("C3", "P", vec![line("fuel", 12)]));
    story.say("stranger", reserved("P", vec![line("fuel", 1)]));
    insta::assert_snapshot!(fuel(&story.views()), @"
    fuel       giver at depot            6
    fuel       giver C1 at_crossing     12
    fuel       giver C3 packed          12
    fuel       outside: source         -30
    ");
    story.say("giver", reserved("P", vec![line("fuel", 5)]));
    story.say("giver", released("P", vec![line("fuel", 2)]));
    insta::assert_snapshot!(fuel(&story.views()), @"
    fuel       giver at depot            3
    fuel       giver at depot for P      3
    fuel       giver C1 at_crossing     12
    fuel       giver C3 packed          12
    fuel       outside: source         -30
    ");
    // All of it set aside: one posting, and free stock is not touched.
    let before = story.views().custody.postings().len();
    story.say("giver", packed("C4", "P", vec![line("fuel", 3)]));
    assert_eq!(story.views().custody.postings().len(), before + 1);
}

#[test]
fn goods_between_sites_and_units_are_on_the_way_until_counted() {
    let mut story = arrived();
    let sent = story.say("giver", moved("depot", "stranger", "camp", vec![line("fuel", 8), line("radio:R4", 1)]));
    story.say("giver", packed("C2", "P", vec![line("fuel", 11)]));
    assert_eq!(story.findings(), ["13: Overdrawn { item: fuel, wanted: Quantity(11), held: 10 }"]);
    story.say("receiver", answered(&sent, vec![counted("fuel", 8, None)]));
    story.say("stranger", answered(&sent, vec![counted("fuel", 8, None), counted("radio:R4", 1, None)]));
    assert_eq!(story.findings()[1..], ["14: WrongParty { party: receiver, expected: stranger }"]);
    // The piece keeps its name under its third owner, and when it goes back.
    let mut back = moved("camp", "giver", "depot", vec![line("radio:R4", 1)]);
    if let Body::StockMoved(moved) = &mut back {
        moved.returns = Some(id("P"));
    }
    let back = story.say("stranger", back);
    story.say("giver", answered(&back, vec![counted("radio:R4", 1, None)]));
    assert_eq!(story.findings().len(), 2);
    assert_eq!(story.views().custody.ladder(&id("P"), &id("radio")).returned, 1);
    let depot = crate::Account::Stock { holder: id("giver"), site: id("depot") };
    assert_eq!(story.views().custody.serials()[&(id("radio"), id("R4"))], depot);
}

#[test]
fn a_consignment_is_divided_joined_and_brought_home() {
    let mut story = arrived();
    story.say("giver", reloaded("C1", "C1-B", vec![line("fuel", 5), line("radio:R1", 1)]));
    story.say("giver", reloaded("C1-B", "C1", vec![line("fuel", 2)]));
    story.say("stranger", reloaded("C1", "C9", vec![line("fuel", 1)]));
    story.say("giver", reloaded("C1", "C9", vec![line("fuel", 10)]));
    assert_eq!(
        story.findings(),
        [
            "14: WrongParty { party: stranger, expected: giver }",
            "15: Overdrawn { item: fuel, wanted: Quantity(10), held: 9 }"
        ]
    );
    insta::assert_snapshot!(fuel(&story.views()), @"
    fuel       giver at depot           18
    fuel       giver C1 at_crossing      9
    fuel       giver C1-B at_crossing    3
    fuel       outside: source         -30
    ");
    let mut home = offered("C1-B", vec![line("fuel", 3)]);
    if let Body::HandoverOffered(offered) = &mut home {
        (offered.receiver, offered.place) = (id("giver"), id("depot"));
    }
    let home = story.say("giver", home);
    story.say("giver", answered(&home, vec![counted("fuel", 3, None)]));
    let ladder = story.views().custody.ladder(&id("P"), &id("fuel"));
    assert_eq!((ladder.packed, ladder.accepted, ladder.returned), (12, 0, 3));
}

#[test]
fn an_answer_in_parts_leaves_the_rest_offered() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12), line("radio:R1,R2", 2)]));
    story.say("receiver", partly(&offer, vec![counted("fuel", 5, None)]));
    let state = |story: &Story| story.views().custody.offers()[&offer.leaf].clone();
    assert_eq!((state(&story).status(), state(&story).left.len()), (OfferStatus::Partial, 2));
    // The second part, with one short: said with its reason, so it is a matter and no rest.
    story.say("receiver", partly(&offer, vec![counted("fuel", 6, Some(DifferenceReason::Short))]));
    assert_eq!(state(&story).left, [line("radio:R1,R2", 2)]);
    story.say("giver", closed(&offer));
    assert_eq!((state(&story).status(), state(&story).left.len()), (OfferStatus::Closed, 0));
    assert_eq!(story.findings(), Vec::<String>::new());
    insta::assert_snapshot!(table(&story.views()), @"
    fuel       giver at depot           18
    fuel       receiver at crossing     11
    fuel       disputed                  1
    fuel       outside: source         -30
    radio      giver at depot            1  R4
    radio      giver C1 at_crossing      3  R1 R2 R3
    radio      outside: source          -4
    ration/L1  giver at depot            4
    ration/L1  giver C1 at_crossing      6
    ration/L1  outside: source         -10
    ");
    story.say("receiver", answered(&offer, vec![counted("radio:R1,R2", 2, None)]));
    assert_eq!(story.findings(), ["16: OfferWithdrawn"]);
}

/// Void and answer cross: who had not seen the void is not bound by it, in whatever order they stand.
#[test]
fn a_void_that_the_answer_had_not_seen_loses_to_it() {
    let count = || vec![counted("fuel", 12, None)];
    for salt in 0..8 {
        let mut story = arrived();
        // The leaf hashes differ with every round, and with them the order of what is concurrent.
        (0..salt).for_each(|_| drop(story.say("stranger", stock("camp", vec![line("fuel", 1)]))));
        let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
        let seen = vec![head("giver", 11), head("receiver", 1)];
        story.say("giver", voided(&offer));
        story.say_seeing("receiver", seen, vec![offer.clone()], answered(&offer, count()));
        let views = story.views();
        assert_eq!(views.custody.offers()[&offer.leaf].status(), OfferStatus::Answered, "round {salt}");
        let receiver = crate::Account::Stock { holder: id("receiver"), site: id("crossing") };
        assert_eq!(views.custody.held(&id("fuel"), &receiver), 12);
        let known =
            |finding: &crate::Finding| matches!(finding.kind, FindingKind::WithdrawnUnseen | FindingKind::VoidLost);
        assert!(views.findings.iter().any(known), "{:?}", views.findings);
    }
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    story.say("giver", voided(&offer));
    story.say("receiver", answered(&offer, count()));
    assert_eq!(story.findings(), ["14: OfferWithdrawn"]);
    let crossing = crate::Account::Way { holder: id("giver"), consignment: id("C1"), stage: crate::Stage::AtCrossing };
    assert_eq!(story.views().custody.held(&id("fuel"), &crossing), 12);
}

#[test]
fn damaged_goods_that_are_taken_are_in_question_where_they_are() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    let answer = story.say("receiver", answered(&offer, vec![counted("fuel", 12, Some(DifferenceReason::Damaged))]));
    let views = story.views();
    let receiver = crate::Account::Stock { holder: id("receiver"), site: id("crossing") };
    let difference = &only_matter(&views).differences[0];
    assert_eq!((difference.disputed(), &difference.held), (count(12), &Held::Booked(receiver.clone())));
    assert_eq!(views.custody.in_question(&receiver).count(), 1);
    both_say(&mut story, &answer, &[outcome(line("fuel", 2), Verdict::Lost, None)]);
    assert_eq!(story.findings(), ["15: BreaksRule { fault: \"lost: fuel is damaged, not lost\" }"]);
    both_say(
        &mut story,
        &answer,
        &[outcome(line("fuel", 2), Verdict::Destroyed, None), outcome(line("fuel", 10), Verdict::Received, None)],
    );
    assert!(only_matter(&story.views()).settled.is_some());
    assert_eq!(story.views().custody.held(&id("fuel"), &receiver), 10);
    assert_eq!(story.views().custody.held(&id("fuel"), &crate::Account::Destroyed), 2);
}

#[test]
fn goods_under_a_broken_seal_are_in_question() {
    let mut story = arrived();
    story.say("giver", stock("depot", vec![line("radio:S1,S2", 2)]));
    let mut pack = packed("C2", "P", vec![line("radio:S1,S2", 2)]);
    if let Body::ConsignmentPacked(packed) = &mut pack {
        (packed.loads[0].package, packed.loads[0].seal) = (Some(id("PK-1")), Some(id("SEAL-1")));
    }
    story.say("giver", pack);
    story.say("giver", ordered("V2", &["C2"]));
    story.say("giver", progress("V2", ProgressEvent::Departed));
    story.say("giver", progress("V2", ProgressEvent::Arrived));
    let offer = story.say("giver", offered("C2", vec![line("radio:S1,S2", 2)]));
    let package = |name: &str, state| PackageCount {
        package: id(name),
        seal: Some(id("SEAL-9")),
        state,
        note: None,
        photo: None,
    };
    let mut answer = answered(&offer, vec![counted("radio:S1,S2", 2, None)]);
    if let Body::HandoverAnswered(answered) = &mut answer {
        answered.packages = vec![package("PK-1", PackageState::Broken), package("PK-7", PackageState::Intact)];
    }
    story.say("receiver", answer);
    assert_eq!(story.findings(), ["18: PackageDiffers { package: PK-7, state: Intact }"]);
    let views = story.views();
    let matter = only_matter(&views);
    assert_eq!((matter.packages.len(), matter.differences[0].serials.len()), (2, 2));
    assert_eq!(matter.differences[0].reason, Some(DifferenceReason::SealBroken));
    insta::assert_snapshot!(radios(&views), @"
    radio      giver at depot            1  R4
    radio      receiver at crossing      2  S1 S2
    radio      giver C1 at_crossing      3  R1 R2 R3
    radio      outside: source          -6
    ");
}

#[test]
fn two_parties_with_one_piece_are_a_matter() {
    let mut story = arrived();
    let first = story.said[7].reference();
    let claim = story.say("stranger", stock("camp", vec![line("radio:R4", 1)]));
    let again = story.say("receiver", stock("barracks", vec![line("radio:R4", 1)]));
    let views = story.views();
    let matter = only_matter(&views);
    assert_eq!((matter.kind, matter.giver.as_str(), matter.sides.len()), (MatterKind::DoubleCustody, "giver", 3));
    assert_eq!(matter.evidence, [first, claim.clone(), again]);
    // The book follows the first until all three say the same.
    let end = [outcome(line("radio:R4", 1), Verdict::Received, None)];
    both_say(&mut story, &claim, &end);
    assert!(only_matter(&story.views()).settled.is_none());
    story.say("stranger", settled(&claim, end.to_vec()));
    assert!(only_matter(&story.views()).settled.is_some());
    let camp = crate::Account::Stock { holder: id("stranger"), site: id("camp") };
    assert_eq!(story.views().custody.serials()[&(id("radio"), id("R4"))], camp);
}

#[test]
fn what_was_used_up_or_lost_and_is_there_is_a_matter() {
    let mut story = arrived();
    story.say("giver", consumed("depot", line("radio:R4", 1)));
    let seen = story.say("receiver", checked("depot", "R4", CheckResult::Present));
    assert_eq!(only_matter(&story.views()).kind, MatterKind::Consumption);
    both_say(&mut story, &seen, &[outcome(line("radio:R4", 1), Verdict::WithGiver, Some("depot"))]);
    assert!(only_matter(&story.views()).settled.is_some(), "{:?}", story.findings());
    // More is used up than was there: nothing moves, and the matter says both numbers.
    story.say("giver", consumed("depot", line("fuel", 20)));
    let views = story.views();
    let beyond = views.custody.matters().values().find(|matter| matter.settled.is_none()).unwrap();
    assert_eq!((beyond.differences[0].offered, beyond.differences[0].counted), (count(18), count(20)));
    let elsewhere = "13: SerialElsewhere { item: radio, serial: R4 }";
    assert_eq!(story.findings(), [elsewhere, "16: Overdrawn { item: fuel, wanted: Quantity(20), held: 18 }"]);
    // A check that does not find a piece, and a theft.
    story.say("receiver", checked("depot", "R4", CheckResult::Absent));
    story.say("giver", stolen("depot", vec![line("radio:R4", 1), line("fuel", 1)]));
    let views = story.views();
    let lost: Vec<&Matter> = views.custody.matters().values().filter(|it| it.kind == MatterKind::LostSerial).collect();
    assert_eq!((lost.len(), lost[0].evidence.len()), (1, 3), "the theft is evidence in the matter that is open");
    let known = crate::Account::Lost { attribution: Attribution::Known };
    assert_eq!(views.custody.held(&id("fuel"), &known), 1);
}

#[test]
fn a_statement_that_cites_a_matter_is_evidence_in_it() {
    let mut story = arrived();
    let offer = story.say("giver", offered("C1", vec![line("fuel", 12)]));
    let answer = story.say("receiver", answered(&offer, vec![counted("fuel", 11, Some(DifferenceReason::Short))]));
    let look = story.say_seeing("giver", Vec::new(), vec![answer.clone()], adjusted("depot", line("fuel", 1), true));
    assert_eq!(only_matter(&story.views()).evidence, [offer, answer, look]);
    assert_eq!(only_matter(&story.views()).age_seconds(hour(5)), 5 * 3600);
}
