//! Tokens: made once, known by their hash, over in time.

use crate::world::{World, moment};
use app::Node;
use app::tokens::{DAYS_MAX, NoToken, Over, Scope, TokenError};

fn over(node: &Node, words: &str) -> Option<Over> {
    match node.token(words) {
        Ok(_) => None,
        Err(NoToken::Over(over)) => Some(over),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_token_is_good_until_its_time_is_over_or_it_is_taken_back() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let (token, words) = node.add_token("calendar", &[Scope::Calendar, Scope::Alerts], 2).unwrap();
    assert_eq!((token.made, token.until), (moment("2013-02-05T12:00:00Z"), moment("2013-02-07T12:00:00Z")));
    assert_eq!(node.token(&words).unwrap(), token);
    let taken = node.add_token("calendar", &[Scope::Read], 2).unwrap_err();
    assert!(matches!(taken, TokenError::Taken { .. }), "{taken}");
    let (_, other) = node.add_token("prometheus", &[Scope::Metrics], 90).unwrap();
    world.at("2013-02-07T11:59:59Z");
    assert_eq!(over(world.node("dz-log"), &words), None);
    world.at("2013-02-07T12:00:00Z");
    let node = world.node("dz-log");
    assert_eq!(over(node, &words), Some(Over::Expired));
    // Its name is free again, and its words stay over.
    let (_, again) = node.add_token("calendar", &[Scope::Calendar], 2).unwrap();
    assert_eq!((over(node, &again), over(node, &words)), (None, Some(Over::Expired)));
    node.revoke_token("calendar").unwrap();
    assert_eq!(over(node, &again), Some(Over::Revoked));
    let error = node.revoke_token("calendar").unwrap_err();
    assert!(matches!(&error, TokenError::Unknown { known, .. } if known == &["prometheus"]), "{error}");
    assert_eq!(over(node, &other), None);
    let names: Vec<String> = node.tokens().unwrap().into_iter().map(|(token, _)| token.name).collect();
    assert_eq!(names, ["calendar", "calendar", "prometheus"]);
}

#[test]
fn nothing_that_is_kept_is_a_token() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let (token, words) = node.add_token("feed", &[Scope::Read], 1).unwrap();
    node.token_used(&token).unwrap();
    assert_eq!(node.tokens().unwrap()[0].1, Some(moment("2013-02-05T12:00:00Z")));
    // What is written of its use does not bring back what was taken back.
    node.revoke_token("feed").unwrap();
    node.token_used(&token).unwrap();
    assert_eq!(over(node, &words), Some(Over::Revoked));
    let secret = words.rsplit('_').next().unwrap();
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&secret[2 * at..2 * at + 2], 16).unwrap()).collect();
    for name in node.store().documents("").unwrap() {
        let kept = node.store().document(&name).unwrap().unwrap();
        let holds = |part: &[u8]| kept.windows(part.len()).any(|window| window == part);
        assert!(!holds(secret.as_bytes()) && !holds(&bytes), "{name}");
    }
}

#[test]
fn words_that_are_no_token_are_none() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let (token, words) = node.add_token("feed", &[Scope::Read], DAYS_MAX).unwrap();
    let secret = words.rsplit('_').next().unwrap();
    let last = if words.ends_with('0') { '1' } else { '0' };
    for wrong in [
        String::new(),
        "qafila_".into(),
        token.id.clone(),
        format!("{}{last}", &words[..words.len() - 1]),
        format!("{}0", words.as_str()),
        format!("qafila_{}_", token.id),
        format!("qafila_{}_{}", token.id, "é".repeat(32)),
        format!("qafila_../{}_{secret}", &token.id[3..]),
        format!("qafila_{}_{secret}", "0".repeat(16)),
    ] {
        assert!(matches!(node.token(&wrong), Err(NoToken::Unknown)), "{wrong}");
    }
    for (name, scopes, days) in [
        ("", &[Scope::Read][..], 1),
        ("A", &[Scope::Read], 1),
        ("a/b", &[Scope::Read], 1),
        (&"a".repeat(41), &[Scope::Read], 1),
        ("b", &[], 1),
        ("b", &[Scope::Read], 0),
        ("b", &[Scope::Read], DAYS_MAX + 1),
    ] {
        assert!(node.add_token(name, scopes, days).is_err(), "{name} {days}");
    }
}
