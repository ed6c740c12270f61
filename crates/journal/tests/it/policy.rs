//! Policies: what is read and refused, one form, quorums.

use crate::support::{log_signer, records, sign};
use journal::keys::SecretKey;
use journal::note::{Signer, Verdict, Verifier, VerifierKey};
use journal::policy::{
    GROUPS_MAX, LOGS_MAX, POLICY_BYTES_MAX, Party, Policy, PolicyError, Reached, WITNESSES_MAX, Word,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use units::{Moment, OriginLine};

fn signer(number: u8) -> Signer {
    let name = OriginLine::new(format!("example.org/witness/{number}")).unwrap();
    let time = Moment::from_seconds(1_764_000_000 + i64::from(number));
    Signer::cosigner(name, SecretKey::from_seed(&[number; 32]), time).unwrap()
}

fn key(number: u8) -> VerifierKey {
    signer(number).verifier_key().clone()
}

fn log_key(number: u8) -> VerifierKey {
    let name = OriginLine::new(format!("example.org/log/{number}")).unwrap();
    VerifierKey::new(name, Verifier::Ed25519(SecretKey::from_seed(&[number; 32]).public())).unwrap()
}

fn word(text: &str) -> Word {
    Word::new(text).unwrap()
}

/// The example of the specification, with keys.
fn example() -> String {
    let witness = |name: &str, number| format!("witness {name} {}\n", key(number));
    [
        format!("log {} https://log.example.org/\n\n", log_key(1)),
        witness("X1", 1) + &witness("X2", 2) + &witness("X3", 3),
        "group X-witnesses 2 X1 X2 X3\n\n".to_owned(),
        witness("Y1", 11) + &witness("Y2", 12) + &witness("Y3", 13),
        "group Y-witnesses any Y1 Y2 Y3\n\n# both houses\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
            .to_owned(),
    ]
    .concat()
}

fn verdict(number: u8, second: i64) -> Verdict {
    Verdict { key: key(number), time: Some(Moment::from_seconds(second)) }
}

fn parse(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text.as_bytes())
}

#[test]
fn the_example_of_the_specification_is_read_and_printed_in_one_form() {
    let policy = parse(&example()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().len(), policy.groups().len()), (1, 6, 3));
    assert_eq!(policy.logs()[0].url, Some(word("https://log.example.org/")));
    assert_eq!(policy.log_keys(log_key(1).name()), [log_key(1)]);
    assert_eq!(policy.log_keys(log_key(2).name()), []);
    assert_eq!(policy.quorum(), Some(Party::Group(2)));
    let printed = String::from_utf8(policy.to_bytes()).unwrap();
    let lines: Vec<&str> = printed.lines().skip(7).collect();
    assert_eq!(
        lines,
        [
            "group X-witnesses 2 X1 X2 X3",
            "group Y-witnesses any Y1 Y2 Y3",
            "group X-and-Y all X-witnesses Y-witnesses",
            "quorum X-and-Y",
        ]
    );
    assert_eq!(parse(&printed).as_ref(), Ok(&policy));
    let loose = example().replace('\n', " \t\n\t ").replace(' ', "  ");
    assert_eq!(parse(&format!("{loose}\n")), Ok(policy));
}

#[test]
fn the_quorum_stands_from_the_cosignature_that_completed_it() {
    let policy = parse(&example()).unwrap();
    let missing = |verdicts: &[Verdict]| -> Vec<String> {
        let standing = policy.standing(verdicts);
        assert!(!standing.is_satisfied());
        standing.missing.iter().map(|witness| witness.name.to_string()).collect()
    };
    assert_eq!(missing(&[]), ["X1", "X2", "X3", "Y1", "Y2", "Y3"]);
    assert_eq!(missing(&[verdict(2, 10)]), ["X1", "X3", "Y1", "Y2", "Y3"]);
    assert_eq!(missing(&[verdict(2, 10), verdict(3, 20)]), ["Y1", "Y2", "Y3"]);
    assert_eq!(missing(&[verdict(2, 10), verdict(2, 11), verdict(12, 5)]), ["X1", "X3"], "twice is once");
    assert_eq!(missing(&[verdict(2, 10), verdict(9, 11), verdict(12, 5)]), ["X1", "X3"], "a stranger");
    let untimed = Verdict { key: key(1), time: None };
    assert_eq!(missing(&[verdict(2, 10), untimed, verdict(12, 5)]), ["X1", "X3"], "no cosignature");
    let at = |verdicts: &[Verdict]| {
        let standing = policy.standing(verdicts);
        assert!(standing.is_satisfied() && standing.missing.is_empty());
        standing.reached
    };
    let second = |second| Reached::At(Moment::from_seconds(second));
    assert_eq!(at(&[verdict(2, 10), verdict(3, 20), verdict(12, 5)]), second(20));
    assert_eq!(at(&[verdict(2, 10), verdict(3, 20), verdict(1, 15), verdict(12, 5)]), second(15));
    assert_eq!(at(&[verdict(2, 10), verdict(3, 20), verdict(12, 50), verdict(11, 40)]), second(40));
    assert_eq!(at(&[verdict(3, 30), verdict(2, 10), verdict(3, 20), verdict(12, 5)]), second(20), "the earliest");
}

#[test]
fn a_checkpoint_is_judged_by_its_log_first_and_then_by_the_quorum() {
    let origin = log_signer().verifier_key().clone();
    let text = format!("log {origin}\nwitness w {}\nwitness v {}\ngroup g all w v\nquorum g\n", key(1), key(2));
    let policy = parse(&text).unwrap();
    let mut signed = sign(&records(3, |_| true));
    let standing = |signed: &journal::checkpoint::SignedCheckpoint| {
        let keys = policy.log_keys(&signed.checkpoint().origin);
        let opened = signed.clone().judge(&keys[0], &policy.witness_keys()).unwrap();
        policy.standing(&opened.others).reached
    };
    assert_eq!(standing(&signed), Reached::NotYet);
    signed.cosign(&signer(2));
    assert_eq!(standing(&signed), Reached::NotYet);
    signed.cosign(&signer(1));
    assert_eq!(standing(&signed), Reached::At(Moment::from_seconds(1_764_000_002)));
}

#[test]
fn a_quorum_may_be_none_or_a_single_witness() {
    let none = parse("quorum none\n").unwrap();
    assert_eq!((none.standing(&[]).reached, none.standing(&[]).is_satisfied()), (Reached::Unasked, true));
    assert_eq!(none.to_bytes(), b"quorum none\n");
    let one = parse(&format!("witness w {}\nquorum w\n", key(1))).unwrap();
    assert_eq!(one.standing(&[]).missing, [&one.witnesses()[0]]);
    assert_eq!(one.standing(&[verdict(1, 7)]).reached, Reached::At(Moment::from_seconds(7)));
    // A post-quantum witness can be named, and is missing as long as it cannot be judged.
    let name = OriginLine::new("example.org/pq").unwrap();
    let other = |kind| VerifierKey::new(name.clone(), Verifier::Other { kind, key: vec![1; 1312] }).unwrap();
    let pq = parse(&format!("witness w {}\nwitness v {}\ngroup g any w v\nquorum g\n", other(6), key(1))).unwrap();
    assert!(pq.standing(&[verdict(1, 7)]).is_satisfied());
    assert_eq!(pq.standing(&[]).missing.len(), 2);
    assert!(matches!(parse(&format!("witness w {}\nquorum w\n", other(7))), Err(PolicyError::Line { line: 1, .. })));
}

#[test]
fn other_lines_are_refused_by_number_and_rule() {
    let (log, w1, w2) = (log_key(1), key(1), key(2));
    let renamed = VerifierKey::new(OriginLine::new("other").unwrap(), w1.verifier().clone()).unwrap();
    let relog = VerifierKey::new(OriginLine::new("other").unwrap(), log.verifier().clone()).unwrap();
    let fault = |text: &str| parse(text).unwrap_err();
    let two = format!("witness a {w1}\nwitness b {w2}\n");
    for (text, line) in [
        ("log\nquorum none\n".to_owned(), 1),
        (format!("log {log} url more\nquorum none\n"), 1),
        (format!("log {w1}\nquorum none\n"), 1),
        (format!("witness a {log}\nquorum none\n"), 1),
        (format!("witness a {w1} url more\nquorum none\n"), 1),
        (format!("witness {w1}\nquorum none\n"), 1),
        ("log name+00000000+AAAA\nquorum none\n".to_owned(), 1),
        ("Quorum none\n".to_owned(), 1),
        ("quorum none none\n".to_owned(), 1),
        ("quorum\n".to_owned(), 1),
        ("quorum none\nquorum none\n".to_owned(), 2),
        (format!("{two}group g any\nquorum none\n"), 3),
        (format!("{two}group g 0 a b\nquorum none\n"), 3),
        (format!("{two}group g 3 a b\nquorum none\n"), 3),
        (format!("{two}group g 02 a b\nquorum none\n"), 3),
        (format!("{two}group g +1 a b\nquorum none\n"), 3),
        (format!("{two}group g some a b\nquorum none\n"), 3),
        (format!("{two}group g 99999999999999999999 a b\nquorum none\n"), 3),
        ("witnesses\nquorum none\n".to_owned(), 1),
        ("none # no comment behind a line\nquorum none\n".to_owned(), 1),
    ] {
        assert!(matches!(fault(&text), PolicyError::Line { line: found, .. } if found == line), "{text}");
    }
    let taken = |line, name| PolicyError::Taken { line, name: word(name) };
    assert_eq!(fault(&format!("witness none {w1}\nquorum none\n")), taken(1, "none"));
    assert_eq!(fault(&format!("witness a {w1}\nwitness a {w2}\nquorum a\n")), taken(2, "a"));
    assert_eq!(fault(&format!("{two}group a any b\nquorum a\n")), taken(3, "a"));
    assert_eq!(fault(&format!("{two}group none any b\nquorum a\n")), taken(3, "none"));
    let undefined = |line, name| PolicyError::Undefined { line, name: word(name) };
    assert_eq!(fault("quorum a\n"), undefined(1, "a"));
    assert_eq!(fault(&format!("quorum a\n{two}")), undefined(1, "a"));
    assert_eq!(fault(&format!("{two}group g any g\nquorum g\n")), undefined(3, "g"));
    assert_eq!(fault(&format!("{two}group g any none\nquorum g\n")), undefined(3, "none"));
    let member = |line, name| PolicyError::Member { line, name: word(name) };
    assert_eq!(fault(&format!("{two}group g any a a\nquorum g\n")), member(3, "a"));
    assert_eq!(fault(&format!("{two}group g any a\ngroup h any a b\nquorum g\n")), member(4, "a"));
    let same = |name: &str| PolicyError::SameKey { line: 2, name: OriginLine::new(name).unwrap() };
    assert_eq!(fault(&format!("witness a {w1}\nwitness b {renamed}\nquorum a\n")), same("other"));
    assert_eq!(fault(&format!("log {log}\nlog {relog}\nquorum none\n")), same("other"));
    assert!(parse(&format!("log {}\nwitness a {w1}\nquorum a\n", log_key(1))).is_ok(), "a log may cosign others");
    for text in ["", "\n", "# nothing\n", &two] {
        assert_eq!(fault(text), PolicyError::NoQuorum);
    }
    assert_eq!(fault("quorum none"), PolicyError::Unended);
}

#[test]
fn any_bytes_but_controls_may_stand_in_words_and_comments() {
    let key = key(1).to_string();
    let policy = |name: &[u8]| {
        let line = [b"# \x80\xff \xe2\x84\xaa\nwitness ", name, b" ", key.as_bytes(), b" http://\xc3\xa9/\n"];
        Policy::parse(&[&line.concat()[..], b"quorum ", name, b"\n"].concat())
    };
    for name in [&b"\xff\x80"[..], "\u{212a}".as_bytes(), b"K", b"+~!", b"\xc2\xa0", b"any", b"2"] {
        let read = policy(name).unwrap();
        assert_eq!(read.witnesses()[0].name.as_bytes(), name);
        assert_eq!(Policy::parse(&read.to_bytes()), Ok(read));
    }
    for found in (0..0x20).chain([0x7f]).filter(|byte| ![b'\t', b'\n'].contains(byte)) {
        assert_eq!(Policy::parse(&[b'\n', b'#', found, b'\n']), Err(PolicyError::Byte { line: 2, found }));
        assert_eq!(Word::new([b'a', found]), None);
    }
    assert_eq!((Word::new(""), Word::new("a b"), Word::new("a\tb"), Word::new("a\nb")), (None, None, None, None));
}

#[test]
fn as_many_lines_as_promised_are_accepted_and_no_more() {
    let many = |logs: usize, witnesses: usize, groups: usize| {
        let log = |number| format!("log {}\n", log_key(number as u8));
        let witness = |number| format!("witness w{number} {}\n", key(number as u8));
        let group = |number: usize| {
            let below = number.checked_sub(1).map_or(String::new(), |below| format!(" g{below}"));
            format!("group g{number} all w{number}{below}\n")
        };
        let lines = (0..logs).map(log).chain((0..witnesses).map(witness)).chain((0..groups).map(group));
        format!("{}quorum g0\n", lines.collect::<String>())
    };
    let full = parse(&many(LOGS_MAX, WITNESSES_MAX, GROUPS_MAX)).unwrap();
    assert_eq!(Policy::parse(&full.to_bytes()), Ok(full));
    let too_many = |line, what, max| Err(PolicyError::TooMany { line, what, max });
    assert_eq!(parse(&many(LOGS_MAX + 1, 1, 1)), too_many(65, "logs", LOGS_MAX));
    assert_eq!(parse(&many(1, WITNESSES_MAX + 1, 1)), too_many(66, "witnesses", WITNESSES_MAX));
    let groups = many(0, WITNESSES_MAX, GROUPS_MAX) + "group more any g63\n";
    assert_eq!(parse(&groups), too_many(130, "groups", GROUPS_MAX));
    let bytes = POLICY_BYTES_MAX + 1;
    assert_eq!(Policy::parse(&vec![b'#'; bytes]), Err(PolicyError::TooLong { bytes }));
}

/// The rule of the specification, asked for a set of witnesses.
fn witnessed(policy: &Policy, party: Party, signed: &BTreeSet<usize>) -> bool {
    match party {
        Party::Witness(place) => signed.contains(&place),
        Party::Group(place) => {
            let group = &policy.groups()[place];
            group.members.iter().filter(|member| witnessed(policy, **member, signed)).count() >= group.threshold
        }
    }
}

/// A policy over eight witnesses: each group takes some of the parties that are left.
fn any_policy() -> impl Strategy<Value = Policy> {
    prop::collection::vec((1..5_usize, any::<usize>(), any::<usize>()), 1..7).prop_map(|groups| {
        let mut text: String = (0..8).map(|number| format!("witness w{number} {}\n", key(number))).collect();
        let mut left: Vec<String> = (0..8).map(|number| format!("w{number}")).collect();
        let mut last = "w0".to_owned();
        for (number, (count, start, threshold)) in groups.into_iter().enumerate() {
            let start = start % left.len();
            let members: Vec<String> = left.drain(start..(start + count).min(left.len())).collect();
            last = format!("g{number}");
            text += &format!("group {last} {} {}\n", threshold % members.len() + 1, members.join(" "));
            left.push(last.clone());
        }
        parse(&format!("{text}quorum {last}\n")).unwrap()
    })
}

proptest! {
    #[test]
    fn the_time_of_a_quorum_is_when_the_rule_first_held(
        policy in any_policy(), times in prop::collection::vec((0..8_u8, 0..50_i64), 0..12),
    ) {
        let again = Policy::parse(&policy.to_bytes());
        prop_assert_eq!(again.as_ref(), Ok(&policy));
        let verdicts: Vec<Verdict> = times.iter().map(|(number, second)| verdict(*number, *second)).collect();
        let signed_by = |second: i64| -> BTreeSet<usize> {
            times.iter().filter(|(_, at)| *at <= second).map(|(number, _)| usize::from(*number)).collect()
        };
        let quorum = policy.quorum().unwrap();
        let first = (0..50).find(|second| witnessed(&policy, quorum, &signed_by(*second)));
        let expected = first.map_or(Reached::NotYet, |second| Reached::At(Moment::from_seconds(second)));
        let standing = policy.standing(&verdicts);
        prop_assert_eq!(standing.reached, expected);
        // Those missing are enough, and each is one who has not signed.
        let mut all = signed_by(50);
        for witness in &standing.missing {
            let place = policy.witnesses().iter().position(|known| known == *witness).unwrap();
            prop_assert!(all.insert(place));
        }
        prop_assert!(witnessed(&policy, quorum, &all));
    }

    #[test]
    fn what_is_read_prints_to_the_same_policy(text in "(((witness|log|group|quorum|#) )?[a-z+0-9 \t]{0,12}\n){0,6}") {
        if let Ok(policy) = parse(&text) {
            prop_assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
        }
    }

    #[test]
    fn no_bytes_make_the_parser_fail(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Policy::parse(&bytes);
    }
}
