//! What is hidden leaves no trace in the bytes, and comes back where it stood.

use crate::canonical::{decode, encode};
use crate::*;
use std::collections::BTreeMap;
use std::convert::Infallible;
use units::{Digest, Hidden, Moment};

/// The examples of the page on statements, one for each kind.
fn examples() -> Vec<Draft> {
    let page = include_str!("../../../docs/statements.md");
    let after = page.split("\n## ").skip(1).filter_map(|kind| kind.split("```json\n").nth(1));
    after.map(|block| Draft::from_json(block.split("```").next().unwrap()).unwrap()).collect()
}

fn statement(draft: &Draft) -> Statement {
    Statement {
        schema: SCHEMA,
        party: "dz-log".parse().unwrap(),
        officer: "dz-log/stores".parse().unwrap(),
        occurred: Moment::from_seconds(0),
        stated: Moment::from_seconds(0),
        seen: Vec::new(),
        references: Vec::new(),
        audience: Audience::Everyone,
        body: draft.body.clone(),
        field_audience: None,
    }
}

fn both() -> Hiding {
    Hiding { fields: vec![FieldKind::Place, FieldKind::Serial], parties: vec!["monitor".parse().unwrap()] }
}

/// Hides both kinds under numbered commitments, and gives the values by them.
fn hide(statement: &mut Statement) -> BTreeMap<Digest, String> {
    let mut values = BTreeMap::new();
    let commit = |_, value: &str| -> Result<Digest, Infallible> {
        let commitment = Digest::new([u8::try_from(values.len()).unwrap() + 1; 32]);
        values.insert(commitment, value.to_owned());
        Ok(commitment)
    };
    let Ok(()) = statement.hide(&both(), commit);
    values
}

#[test]
fn what_is_hidden_is_not_in_the_bytes_and_comes_back_where_it_stood() {
    let mut hiding = Vec::new();
    for draft in examples() {
        let open = statement(&draft);
        let mut said = open.clone();
        let values = hide(&mut said);
        let bytes = encode(&said).unwrap();
        assert_eq!(decode(&bytes).unwrap(), said);
        for value in values.values() {
            assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{value} in {said:?}");
        }
        assert_eq!(
            said.hidden().iter().map(|(_, hidden)| *hidden).collect::<Vec<_>>(),
            values.keys().copied().collect::<Vec<_>>()
        );
        let closed = said.clone();
        said.open(|_| None);
        assert_eq!(said, closed);
        said.open(|hidden| values.get(hidden).map(String::as_str));
        assert_eq!((&said.body, said.opens_to(&"monitor".parse().unwrap())), (&open.body, true));
        if !values.is_empty() {
            hiding.push(format!("{} {}", draft.body.kind().code(), values.len()));
        }
    }
    insta::assert_snapshot!(hiding.join(", "), @"stock_declared 3, stock_adjusted 1, consignment_packed 1, incident 1, handover_offered 1, matter_settled 1, check_performed 2, consumed 1, destroyed 1, parts_taken 3, stock_reserved 1, reservation_released 1, stock_moved 2, consignment_reloaded 1, stock_lost 1, storage_checked 1");
}

#[test]
fn a_statement_that_hides_nothing_has_the_bytes_it_always_had() {
    let open = statement(&examples()[10]);
    let bytes = encode(&open).unwrap();
    assert_eq!(bytes[0], 0x89, "an array of nine");
    // The absent field, written out, is a second form.
    let long = [&[0x8a][..], &bytes[1..], &[0xf6]].concat();
    assert!(decode(&long).is_err());
    let nobody = Statement { field_audience: Some(Vec::new()), ..open };
    assert_eq!(encode(&nobody).unwrap()[0], 0x8a);
    assert!(nobody.opens_to(&nobody.party) && !nobody.opens_to(&"monitor".parse().unwrap()));
}

#[test]
fn a_value_that_is_no_identifier_leaves_its_field_closed() {
    let mut said = statement(&examples()[10]);
    hide(&mut said);
    let closed = said.body.clone();
    let other = Hidden(Digest::new([9; 32])).to_string();
    for value in ["", "a b", &"x".repeat(97), &other, "hidden:"] {
        said.open(|_| Some(value));
        assert_eq!(said.body, closed, "{value}");
    }
}

#[test]
fn faults_of_hiding_are_named() {
    let fault = |audience: &str, hidden: &str, site: &str| {
        let json = format!(
            r#"{{"audience":{audience},"hidden":{hidden},"kind":"stock_declared","body":{{"site":"{site}","lines":[{{"item":"flour","quantity":3}}]}}}}"#
        );
        Draft::from_json(&json).map_or_else(|error| error.to_string(), |draft| format!("{:?}", draft.hidden))
    };
    let token = Hidden(Digest::new([0xab; 32])).to_string();
    let named = r#"{"parties":["ml-army"]}"#;
    let place = |parties: &str| format!(r#"{{"fields":["place"],"parties":[{parties}]}}"#);
    insta::assert_snapshot!(
        [
            fault("\"everyone\"", "null", "depot"),
            fault("\"everyone\"", &place("\"monitor\""), "depot"),
            fault(named, &place(""), "depot"),
            fault(named, &place("\"ml-army\""), "depot"),
            fault(named, &place("\"ml-army\", \"monitor\""), "depot"),
            fault(named, r#"{"fields":["serial"],"parties":[]}"#, "depot"),
            fault(named, r#"{"fields":[],"parties":[]}"#, "depot"),
            fault(named, r#"{"fields":["price"],"parties":[]}"#, "depot"),
            fault(named, "null", &token),
            fault(named, "null", "hidden:"),
            fault(named, &place(""), &token),
        ]
        .join("\n"),
        @r"
    None
    Some(Hiding { fields: [Place], parties: [monitor] })
    Some(Hiding { fields: [Place], parties: [] })
    Some(Hiding { fields: [Place], parties: [ml-army] })
    stock_declared: monitor is to see hidden fields, but is not in the audience
    stock_declared: there is no serial that could be hidden
    stock_declared: `hidden.fields` is empty
    not a statement: unknown variant `price`, expected `place` or `serial`
    stock_declared: `hidden:abababababababababababababababababababababababababababababababab` stands for something hidden; nobody writes it by hand
    stock_declared: `hidden:` stands for something hidden; nobody writes it by hand
    stock_declared: `hidden:abababababababababababababababababababababababababababababababab` stands for something hidden; nobody writes it by hand
    "
    );
}
