//! Who speaks, over several sentences and in quotations.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail loudly")]

use reader::{Date, Draft, Gazetteer, Lexicons, Request, read};

fn drafts(text: &str) -> Vec<Draft> {
    let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    let date: Date = "2017-03-16".parse().unwrap();
    let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
    read(&request, &lexicons, &gazetteer).unwrap().drafts
}

/// The class of every draft of a text, in its order.
fn classes(text: &str) -> Vec<String> {
    drafts(text).iter().map(|draft| draft.source.class.to_string()).collect()
}

#[test]
fn who_is_named_behind_a_quotation_has_spoken_all_of_it() {
    let text = "\"The road from Gao to Bourem is cut. Two trucks were looted near Ansongo,\" the mayor of Gao said. \
                The road to Kidal is open.";
    assert_eq!(classes(text), ["named_official", "named_official", "narrator"]);
}

#[test]
fn a_quotation_begun_behind_an_attribution_is_the_same_speakers() {
    let text = "\"The road from Gao to Bourem is cut,\" a lorry driver said. \"Two trucks were looted near Ansongo.\"";
    assert_eq!(classes(text), ["field_source", "field_source"]);
    let apart = "\"The road from Gao to Bourem is cut,\" a lorry driver said.\n\nTwo trucks were looted near Ansongo.";
    assert_eq!(classes(apart), ["field_source", "narrator"], "another paragraph, and no quotation");
}

#[test]
fn who_is_named_before_a_colon_speaks_behind_it() {
    let text = "The prefect of Goundam struck another tone: \"The road from Gao to Bourem is cut. \
                Two trucks were looted near Ansongo.\" The road to Kidal is open.";
    assert_eq!(classes(text), ["named_official", "named_official", "narrator"]);
}

#[test]
fn pronouns_mean_who_spoke_or_who_the_sentence_began_with() {
    for (text, class) in [
        ("Local traders are worried. They said the road from Gao to Bourem was cut.", "field_source"),
        (
            "A Western diplomat who would not be named said little. He added that the road from Gao to Bourem was cut.",
            "anonymous_official",
        ),
        (
            "The governor of Gao spoke first. It was hot. He told reporters that the road to Bourem was cut.",
            "named_official",
        ),
        ("The road from Gao to Bourem is cut, one of the drivers said.", "field_source"),
        ("The road from Gao to Bourem is cut, they say.", "hearsay"),
        ("The road from Gao to Bourem is cut, a spokesman for the army said in answer to a question.", "institution"),
        ("Reuters quoted a councillor as saying that the road from Gao to Bourem was cut.", "agency_report"),
    ] {
        assert_eq!(classes(text).last().map(String::as_str), Some(class), "{text}");
    }
}

#[test]
fn who_calls_in_a_line_of_a_log_speaks_in_it() {
    let log = "06:40 من النقطة 3: طريق كيدال مقطوع.\n07:05 من المرصد: طريق غاو مفتوح.\n\
               10:20 الدفاع المدني: فتحنا الطريق بين كيدال وتيساليت.\n13:10 طريق غاو سالك.";
    assert_eq!(classes(log), ["field_source", "field_source", "institution", "narrator"]);
    // What is named before a colon is not always somebody.
    let places = "0640 Kidal: no fuel left.\n0700 Road to Gao: cut.\n0710 Road to Bourem: open.";
    assert_eq!(classes(places), ["narrator", "narrator", "narrator"]);
}

#[test]
fn the_hour_of_a_line_is_no_part_of_what_is_told() {
    let log = "0615 Chadian troops deployed at Tessalit.\n0640 Nine trucks left In Khalil.\n0700 Kidal road closed.";
    let found = drafts(log);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|draft| !draft.span.of(log).starts_with('0')), "{found:#?}");
    // "05 من" is the fifth of a month only where no hour stands.
    let hours =
        "07:05 من المرصد: طريق كيدال مقطوع.\n07:15 من المرصد: طريق غاو مقطوع.\n07:25 من المرصد: طريق بوريم مقطوع.";
    assert!(drafts(hours).iter().all(|draft| draft.time.from == Some("2017-03-16".parse().unwrap())), "{hours}");
}
