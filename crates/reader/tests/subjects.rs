//! Subjects that are not said again, places that are pointed back to, and what still belongs to a statement.
#![expect(clippy::unwrap_used, reason = "a test")]

use reader::{ArgName, ArgValue, Draft, Gazetteer, Lexicons, ReportKind, Request, State, read};
use std::sync::OnceLock;

fn drafts(text: &str) -> Vec<Draft> {
    static RULES: OnceLock<(Lexicons, Gazetteer)> = OnceLock::new();
    let (lexicons, gazetteer) = RULES.get_or_init(|| (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap()));
    let date = "2013-02-08".parse().unwrap();
    let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
    read(&request, lexicons, gazetteer).unwrap().drafts
}

fn one(text: &str, kind: ReportKind, state: State) -> Draft {
    let found: Vec<Draft> =
        drafts(text).into_iter().filter(|draft| (draft.kind, draft.state) == (kind, Some(state))).collect();
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_verb_behind_an_aside_or_an_and_has_the_subject_before() {
    let aside = "Le convoi, immobilisé depuis lundi, est arrivé à Kidal.";
    assert_eq!(one(aside, ReportKind::Delivery, State::Arrived).span.of(aside), aside.trim_end_matches('.'));
    let and = "Le convoi a quitté Gao lundi et est arrivé à Kidal mercredi.";
    assert_eq!(one(and, ReportKind::Delivery, State::Arrived).span.of(and), "est arrivé à Kidal mercredi");
}

#[test]
fn a_pronoun_is_the_last_subject_that_agrees() {
    let text = "Le convoi est parti de Gao lundi. Il est arrivé à Kidal mercredi.";
    assert_eq!(one(text, ReportKind::Delivery, State::Arrived).span.of(text), "Il est arrivé à Kidal mercredi");
    // "Elle" is no convoy.
    let other = "Le convoi est parti de Gao lundi. Elle est arrivée à Kidal mercredi.";
    assert!(drafts(other).iter().all(|draft| draft.state != Some(State::Arrived)));
}

#[test]
fn that_of_another_place_is_at_that_place() {
    let text = "Le poste frontière de Timiaouine est ouvert. Celui de Tinzaouaten reste fermé.";
    let closed = one(text, ReportKind::CrossingStatus, State::Closed);
    let places: Vec<String> = closed.args(ArgName::Crossing).map(|arg| format!("{:?}", arg.value)).collect();
    assert!(matches!(places.as_slice(), [place] if place.contains("tinzaouaten")), "{places:?}");
}

#[test]
fn a_bare_road_has_the_ends_of_the_one_named_before() {
    let text = "L'axe Gao-Ansongo est miné. La route est coupée.";
    let places = |draft: &Draft| {
        draft
            .args
            .iter()
            .filter(|arg| matches!(arg.name, ArgName::From | ArgName::To))
            .cloned()
            .map(|arg| arg.value)
            .collect::<Vec<_>>()
    };
    let (named, bare) =
        (one(text, ReportKind::RoadStatus, State::Threatened), one(text, ReportKind::RoadStatus, State::Cut));
    assert!(places(&named).iter().any(|value| matches!(value, ArgValue::Place(_))));
    assert_eq!(places(&bare), places(&named));
    // One with an end of its own has no other's.
    let other = one("L'axe Gao-Ansongo est miné. La route de Kidal est coupée.", ReportKind::RoadStatus, State::Cut);
    assert!(places(&other).iter().all(|value| !places(&named).contains(value)));
}

#[test]
fn what_follows_with_a_preposition_belongs_to_it() {
    let text = "La route de Kidal a été rouverte hier à la sortie du deuxième pont et les commerces vendent.";
    let draft = one(text, ReportKind::RoadStatus, State::Open);
    assert_eq!(draft.span.of(text), "La route de Kidal a été rouverte hier à la sortie du deuxième pont");
}

#[test]
fn the_head_of_a_row_belongs_to_the_first_claim_behind_its_colon() {
    let text = "Kidal : plus de carburant depuis lundi.";
    let row: Vec<Draft> = drafts(text).into_iter().filter(|draft| draft.kind == ReportKind::Shortage).collect();
    assert_eq!(
        row.iter().map(|draft| draft.span.of(text)).collect::<Vec<_>>(),
        ["Kidal : plus de carburant depuis lundi"]
    );
    // Who acts behind a preposition begins nothing of his own: the claim goes on over him.
    let text = "وصلت إلى كيدال أمس قافلة تابعة للأمم المتحدة.";
    let arrived = drafts(text).into_iter().find(|draft| draft.kind == ReportKind::Delivery);
    assert!(arrived.is_some_and(|draft| draft.span.of(text).contains("للأمم المتحدة")));
}

#[test]
fn where_a_report_was_filed_is_not_what_it_goes_on_about() {
    let text = "Kidal – Le poste frontière de Timiaouine, entre l'Algérie et le Mali, reste fermé.";
    one(text, ReportKind::CrossingStatus, State::Closed);
}

#[test]
fn subject_and_verb_belong_together_over_what_is_put_between_commas() {
    let whole = |text: &str| text.trim_end_matches('.').to_owned();
    for (text, kind, state) in [
        ("Troops, backed by aircraft, retook the village of Kidal.", ReportKind::TownControl, State::Regained),
        ("La route de Kidal, qui longe la frontière, est coupée.", ReportKind::RoadStatus, State::Cut),
    ] {
        assert_eq!(one(text, kind, state).span.of(text), whole(text));
    }
    let told = "The road to Kidal, the governor told local radio, has been open to traffic since Sunday.";
    let open = one(told, ReportKind::RoadStatus, State::Open);
    assert_eq!(open.span.of(told), whole(told));
    assert_eq!(open.source.class, reader::SourceClass::NamedOfficial);
    // What is told between the commas is told.
    let both = "Kidal, which fell to the rebels in May, is surrounded.";
    one(both, ReportKind::TownControl, State::Taken);
    one(both, ReportKind::SiegeStatus, State::Imposed);
    // A list has commas too, and its parts are no asides.
    let list = "Gao, Kidal, Tessalit, are quiet. The road to Kidal, Gao, is cut.";
    assert!(drafts(list).iter().all(|draft| draft.kind != ReportKind::TownControl));
}
