//! Arabic words are found in the forms people write, and rules that reach far yield to near ones.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

use reader::{Draft, Gazetteer, Lexicons, Request, State, read};

fn drafts(text: &str) -> Vec<Draft> {
    let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    let date = "2013-02-08".parse().unwrap();
    let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
    read(&request, &lexicons, &gazetteer).unwrap().drafts
}

#[test]
fn one_entry_stands_for_gender_number_case_and_pronoun() {
    for (text, state) in [
        ("قطعت جماعة مسلحة الطريق بين غاو وكيدال.", State::Cut),
        ("مسلحون قطعوا الطريق بين غاو وكيدال.", State::Cut),
        ("لا يزال الطريقان بين غاو وكيدال مقطوعين.", State::Cut),
        ("الطريق بين غاو وكيدال باتت مسدودة.", State::Closed),
        ("سكرو الطريق بين غاو وكيدال.", State::Closed),
    ] {
        let found = drafts(text);
        assert!(found.iter().any(|draft| draft.state == Some(state)), "{text}: {found:?}");
    }
}

#[test]
fn a_far_rule_speaks_only_where_no_near_one_does() {
    let found = drafts("الطريق بين غاو وكيدال مقطوع ومعبر الخليل مفتوح.");
    let rules: Vec<&str> = found.iter().map(|draft| draft.rule.as_str()).collect();
    assert_eq!(rules, ["ar.road.cut", "ar.crossing.open"]);
}
