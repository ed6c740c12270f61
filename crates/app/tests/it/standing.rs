//! Who may say it: what is not properly signed stays where it is, counts for nothing, and is a
//! finding; nothing of it is an error.

use crate::forger::{Forger, OPERATION};
use crate::world::{World, draft, item, key, party};
use app::exchange::judge;
use app::{AsOf, NodeError};
use journal::cose::{self, Header, Schema};
use journal::verify::verify_journal;
use model::{Body, KeyRotated, Kind, OfficerAppointed, OfficerRevoked, OfficerRole, Text};
use serde_json::json;
use units::{OfficerId, OriginLine};
use views::{Content, FindingKind, Standing};

/// What an entry came to, seen by another party.
fn judged(forger: &Forger) -> Vec<(Standing, Option<FindingKind>)> {
    let mut world = World::of(&["dz-log"]);
    let imported = world.import("dz-log", &forger.files()).unwrap();
    assert_eq!(imported.withheld, 0);
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    let findings = world.views("dz-log").findings.clone();
    let of_forger = said.iter().filter(|said| said.origin == forger.origin);
    of_forger
        .map(|said| {
            let finding = findings.iter().find(|finding| finding.by == said.reference());
            (said.standing.clone(), finding.map(|finding| finding.kind.clone()))
        })
        .collect()
}

fn defines(code: &str) -> Body {
    draft(&item("ml-army", code)).body
}

fn revoked(forger: &Forger, officer: &str) -> Body {
    let reason = Text::new("left the service").unwrap();
    Body::OfficerRevoked(OfficerRevoked { officer: forger.officer(officer), reason })
}

const SOUND: (Standing, Option<FindingKind>) = (Standing::Sound, None);
const FORGED: (Standing, Option<FindingKind>) = (Standing::BadSignature, Some(FindingKind::BadSignature));

fn not_granted(forger: &Forger, officer: &str) -> (Standing, Option<FindingKind>) {
    let officer = forger.officer(officer);
    (Standing::NotGranted { officer: officer.clone() }, Some(FindingKind::NotGranted { officer }))
}

#[test]
fn only_granted_officers_count_and_only_until_they_are_revoked() {
    let mut forger = Forger::begun("ml-army");
    forger.signed("movement", defines("a"));
    forger.signed("stranger", defines("b"));
    // A stranger's word on others changes nothing.
    forger.signed("stranger", revoked(&forger, "movement"));
    forger.signed("movement", defines("c"));
    forger.sound(revoked(&forger, "movement"));
    forger.signed("movement", defines("d"));
    let expected = [
        SOUND,
        SOUND,
        not_granted(&forger, "stranger"),
        not_granted(&forger, "stranger"),
        SOUND,
        SOUND,
        not_granted(&forger, "movement"),
    ];
    assert_eq!(judged(&forger), expected);

    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &forger.files()).unwrap();
    let views = world.views("dz-log");
    let items: Vec<&str> = views.catalogue.iter().map(|(item, _)| item.as_str()).collect();
    assert_eq!(items, ["a", "c"]);
}

#[test]
fn an_appointed_officer_counts_from_there() {
    let mut forger = Forger::begun("ml-army");
    forger.signed("aide", defines("a"));
    let appointed = OfficerAppointed {
        officer: forger.officer("aide"),
        role: OfficerRole::Liaison,
        key: forger.key_of("aide").public(),
    };
    forger.sound(Body::OfficerAppointed(appointed));
    forger.signed("aide", defines("b"));
    assert_eq!(judged(&forger), [SOUND, not_granted(&forger, "aide"), SOUND, SOUND]);
}

#[test]
fn after_a_rotation_only_the_new_key_counts() {
    let mut forger = Forger::begun("ml-army");
    let fresh = key("fresh");
    forger.sound(Body::KeyRotated(KeyRotated { officer: forger.officer("movement"), key: fresh.public() }));
    forger.signed("movement", defines("a"));
    let (header, statement) = (forger.header("movement"), forger.statement("movement", defines("b")));
    forger.envelope(&header, &statement, &fresh);
    assert_eq!(judged(&forger), [SOUND, SOUND, FORGED, SOUND]);
}

#[test]
fn a_forged_signature_is_a_finding() {
    let mut forger = Forger::begun("ml-army");
    let (header, statement) = (forger.header("stores"), forger.statement("stores", defines("a")));
    forger.envelope(&header, &statement, &key("forger"));
    let payload = model::canonical::encode(&statement).unwrap();
    let mut flipped = cose::sign(&header, &payload, &forger.key_of("stores")).unwrap();
    *flipped.last_mut().unwrap() ^= 1;
    forger.raw(flipped);
    assert_eq!(judged(&forger), [SOUND, FORGED, FORGED]);
}

#[test]
fn a_statement_for_another_journal_or_under_another_name_is_a_finding() {
    let mut forger = Forger::begun("ml-army");
    let statement = forger.statement("stores", defines("a"));
    let elsewhere = OriginLine::new(format!("{OPERATION}/fr-force")).unwrap();
    let header = Header { issuer: elsewhere, ..forger.header("stores") };
    forger.envelope(&header, &statement, &forger.key_of("stores"));
    // The envelope is the movement officer's, the statement claims to be of the stores officer.
    let header = forger.header("movement");
    forger.envelope(&header, &statement, &forger.key_of("movement"));
    assert_eq!(judged(&forger), [SOUND, FORGED, FORGED]);
}

#[test]
fn a_statement_in_the_name_of_another_party_counts_for_nothing() {
    let mut forger = Forger::begun("ml-army");
    let statement =
        model::Statement { party: party("dz-log"), ..forger.statement("stores", revoked(&forger, "movement")) };
    let header = forger.header("stores");
    forger.envelope(&header, &statement, &forger.key_of("stores"));
    forger.signed("movement", defines("a"));
    let wrong = FindingKind::WrongParty { party: party("dz-log"), expected: party("ml-army") };
    assert_eq!(judged(&forger), [SOUND, (Standing::Sound, Some(wrong)), SOUND]);
}

#[test]
fn a_journal_that_begins_with_a_forgery_grants_nobody() {
    let mut forger = Forger::of("ml-army");
    let (header, genesis) = (forger.header("stores"), forger.statement("stores", forger.genesis()));
    forger.envelope(&header, &genesis, &key("forger"));
    forger.sound(defines("a"));
    assert_eq!(judged(&forger), [FORGED, not_granted(&forger, "stores")]);
}

#[test]
fn a_journal_whose_first_word_is_withheld_is_judged_once_that_arrives() {
    let mut forger = Forger::begun("ml-army");
    forger.sound(defines("a"));
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &forger.withholding(&[0])).unwrap();
    let found = world.views("dz-log").findings.clone();
    assert_eq!(found[0].kind, FindingKind::NotGranted { officer: forger.officer("stores") });
    world.import("dz-log", &forger.files()).unwrap();
    assert_eq!(world.views("dz-log").findings, []);
}

#[test]
fn what_is_not_understood_is_kept_and_relayed_byte_for_byte() {
    let mut forger = Forger::begun("ml-army");
    let later = Schema::new("application/vnd.qafila.statement.v9+cbor").unwrap();
    let header = Header { schema: later, ..forger.header("stores") };
    let strange = [
        cose::sign(&header, b"what a later version says", &forger.key_of("stores")).unwrap(),
        cose::sign(&forger.header("stores"), &[0x82, 0x09, 0x01], &forger.key_of("stores")).unwrap(),
        b"no envelope at all".to_vec(),
        Vec::new(),
    ];
    strange.iter().for_each(|bytes| {
        forger.raw(bytes.clone());
    });
    let found = judged(&forger);
    assert!(found[1..].iter().all(|(_, kind)| matches!(kind, Some(FindingKind::NotUnderstood { .. }))), "{found:?}");

    let mut world = World::of(&["dz-log", "monitor"]);
    world.import("dz-log", &forger.files()).unwrap();
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    let opaque = said.iter().filter(|said| matches!(said.content, Content::Opaque { .. })).count();
    assert_eq!(opaque, strange.len());
    assert_eq!(world.files("dz-log", "ml-army", None), forger.files());
    // Whom it was meant for cannot be read, so it is shown to nobody else but its author.
    assert_eq!(world.files("dz-log", "ml-army", Some("ml-army")), forger.files());
    assert_eq!(world.pass("dz-log", "ml-army", "monitor").withheld, strange.len() as u64);
}

#[test]
fn a_verdict_on_a_folder_counts_what_nobody_was_granted_to_say() {
    let mut forger = Forger::begun("ml-army");
    forger.sound(defines("a"));
    forger.signed("stranger", defines("b"));
    forger.raw(b"no envelope".to_vec());
    let verdict = |files| judge(&verify_journal(&files, None, &mut |_| {}).unwrap());
    assert_eq!(verdict(forger.files()), (3, 1));
    assert_eq!(verdict(forger.withholding(&[2])), (2, 0));
}

#[test]
fn what_is_for_another_role_is_refused_here_and_a_finding_from_others() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let declares = |officer: &str| {
        json!({"officer": officer, "kind": "stock_declared", "body": {
            "site": "tamanrasset-depot", "lines": [{"item": "flour", "lot": null, "quantity": 5, "serials": []}]}})
    };
    for (name, officer, wanted) in
        [("dz-log", "dz-log/convoy", "dz-log/stores"), ("ml-army", "ml-army/receiving", "ml-army/stores")]
    {
        let before = world.node(name).own().unwrap().unwrap().frontier.size();
        let refused = world.node(name).say(&[draft(&item(name, "flour")), draft(&declares(officer))]).unwrap_err();
        let NodeError::OtherRole { holders, kind, .. } = &refused else { panic!("{refused}") };
        assert_eq!(
            (holders.iter().map(OfficerId::as_str).collect::<Vec<_>>(), *kind),
            (vec![wanted], "stock_declared")
        );
        assert_eq!(world.node(name).own().unwrap().unwrap().frontier.size(), before);
        world.say(name, &[item(name, "flour"), declares(wanted)]);
    }
    // A party whose officers hold none of these roles is small: anybody speaks for it.
    world.say(
        "monitor",
        &[item("monitor", "flour"), declares("monitor/auditor")].map(|mut one| {
            one["officer"] = json!("monitor/auditor");
            one
        }),
    );
    // A partner's program may have said it all the same: it counts, and is told.
    let mut forger = Forger::begun("ml-army");
    let (officer, key) = (forger.officer("convoy"), forger.key_of("convoy").public());
    forger.sound(Body::OfficerAppointed(OfficerAppointed {
        officer: officer.clone(),
        role: OfficerRole::Commander,
        key,
    }));
    forger.sound(draft(&item("ml-army", "flour")).body);
    forger.signed("convoy", draft(&declares("ml-army/convoy")).body);
    let told = judged(&forger).pop().unwrap();
    let kind = FindingKind::OtherRole { officer, role: OfficerRole::Commander, kind: Kind::StockDeclared };
    assert_eq!(told, (Standing::Sound, Some(kind)));
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &forger.files()).unwrap();
    assert!(!world.views("dz-log").custody.postings().is_empty(), "it does not count");
}
