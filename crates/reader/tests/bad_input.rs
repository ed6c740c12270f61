//! Texts as they are pasted, scanned and forged: an answer with doubts, never a panic, never a quiet false statement.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

use proptest::prelude::*;
use reader::{Draft, Gazetteer, Lexicons, Polarity, Reading, Request, State, plain, read, shown};
use std::sync::OnceLock;

fn reading(text: &str) -> Reading {
    static RULES: OnceLock<(Lexicons, Gazetteer)> = OnceLock::new();
    let (lexicons, gazetteer) = RULES.get_or_init(|| (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap()));
    let date = "2013-02-08".parse().unwrap();
    read(&Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None }, lexicons, gazetteer).unwrap()
}

/// State and words as given of every affirmed draft.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let drafts = reading(text).drafts.into_iter().filter(|draft| draft.polarity == Polarity::Positive);
    drafts.map(|draft| (draft.state.map_or("", State::code), draft.span.of(text).to_owned())).collect()
}

fn doubts(text: &str) -> Vec<&'static str> {
    let reading = reading(text);
    reading.drafts.iter().flat_map(|draft: &Draft| draft.doubts.iter().map(|doubt| doubt.code())).collect()
}

#[test]
fn pages_are_read_as_they_are_seen() {
    let cut = |words: &str| vec![("closed", words.to_owned())];
    let page = "<html><head><title>The road from Gao to Kidal is open.</title></head><body>\n<p class=\"a>b\">The army said the road from <b>Gao</b> to&nbsp;Kidal is cl<i>os</i>ed.</p></body></html>";
    assert_eq!(found(page), cut("the road from <b>Gao</b> to&nbsp;Kidal is cl<i>os</i>ed"));
    for hidden in [
        "<!-- The road from Gao to Kidal is open. -->",
        "<script>var a = 'The road from Gao to Kidal is open.';</script>",
        "<STYLE>The road from Gao to Kidal is open.</STYLE >",
        "<p><s>The road from Gao to Kidal is open.</s></p>",
        "<del>The road from Gao to Kidal is open.</del>",
        "<script>The road from Gao to Kidal is open.",
        "<!-- The road from Gao to Kidal is open.",
    ] {
        assert_eq!(found(hidden), [], "{hidden}");
    }
    // A paragraph ends a sentence; a row has its cells apart.
    assert_eq!(found("<p>the road from Gao</p><p>to Kidal is closed.</p>"), []);
    let arabic = "<p dir=rtl>قال شهود إن <a href='x'>الطريق</a> الرابط بين كيدال وتيساليت&nbsp;مقطوع.</p>";
    assert_eq!(found(arabic), [("cut", "الطريق</a> الرابط بين كيدال وتيساليت&nbsp;مقطوع".to_owned())]);
    let french = "<td>La route entre Kidal et Gao est coup&eacute;e.</td>";
    assert_eq!(found(french), [("cut", "La route entre Kidal et Gao est coup&eacute;e".to_owned())]);
}

#[test]
fn what_only_looks_like_markup_stays() {
    for text in ["5 < x > 3; a <bytes> b & c &nosuch; <", "The road from Gao to Kidal is open, said <gao@example.org>."]
    {
        assert_eq!(plain(text), text);
    }
    assert_eq!(found("Trucks < 5 t: the road from Gao to Kidal is open").len(), 1);
}

#[test]
fn rich_text_is_read_in_both_scripts() {
    let rtf = r"{\rtf1\ansi{\fonttbl{\f0 The road from Gao to Kidal is open.;}}{\*\generator X;}\f0\fs22 The army said {\b the road} from Gao to Kidal is clo\i sed\i0 .\par Fin.}";
    assert_eq!(found(rtf), [("closed", r"the road} from Gao to Kidal is clo\i sed".to_owned())]);
    let french = r"{\rtf1\ansi\ansicpg1252 La route entre Kidal et Gao est coup\'e9e.\par}";
    assert_eq!(found(french), [("cut", r"La route entre Kidal et Gao est coup\'e9e".to_owned())]);
    let text = "قال شهود إن الطريق الرابط بين كيدال وتيساليت مقطوع.";
    let escaped = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", c as u32) };
    let unicode: String = text.chars().map(escaped).collect();
    let rtf = format!("{{\\rtf1\\ansi\\uc1 {unicode}\\par}}");
    assert_eq!(shown(&plain(&rtf)).trim(), text);
    assert_eq!(found(&rtf).len(), 1);
    // As Arabic word processors wrote for twenty years.
    let codepage = r"{\rtf1\ansi\ansicpg1256 \'c7\'e1\'d8\'d1\'ed\'de}";
    assert_eq!(shown(&plain(codepage)).trim(), "الطريق");
}

/// An alert made up for this test.
fn alert(status: &str, kind: &str, words: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<cap:alert xmlns:cap=\"urn:oasis:names:tc:emergency:cap:1.2\"><cap:identifier>X-1</cap:identifier><cap:sender>roads@example.org</cap:sender><cap:sent>2013-02-08T09:00:00+01:00</cap:sent><cap:status>{status}</cap:status><cap:msgType>{kind}</cap:msgType><cap:info><cap:event>The road from Gao to Kidal is open.</cap:event><cap:headline>{words}</cap:headline><cap:description><![CDATA[Nothing [more].]]></cap:description><cap:area><cap:areaDesc>Kidal</cap:areaDesc></cap:area></cap:info></cap:alert>"
    )
}

#[test]
fn alerts_are_read_where_they_speak_of_the_world() {
    let words = "The army said the road from Gao to Kidal is clos&#101;d.";
    let actual = alert("Actual", "Alert", words);
    assert_eq!(found(&actual), [("closed", "the road from Gao to Kidal is clos&#101;d".to_owned())]);
    assert_eq!(reader::cap_day(&actual), Some("2013-02-08"));
    assert_eq!(found(&alert("Actual", "Alert", &format!("<![CDATA[{}]]>", words.replace("&#101;", "e")))).len(), 1);
    for (status, kind) in
        [("Exercise", "Alert"), ("Test", "Alert"), ("Draft", "Update"), ("Actual", "Cancel"), ("", "")]
    {
        assert_eq!(found(&alert(status, kind, words)), [], "{status} {kind}");
    }
    assert_eq!(reader::cap_day("<p>2013-02-08</p>"), None);
    let torn = &actual[..actual.find("headline>The").unwrap()];
    assert_eq!(found(torn), []);
}

#[test]
fn writing_habits_change_nothing() {
    let plain = found("قال شهود إن الطريق الرابط بين كيدال وتيساليت مقطوع.");
    assert_eq!(plain.len(), 1);
    for text in [
        "قال شهود إن الطـــريق الرابط بين كيدال وتيساليت مقـــطوع.",
        "قَالَ شُهُودٌ إِنَّ الطَّرِيقَ الرَّابِطَ بَيْنَ كيدال وتيساليت مَقْطُوعٌ.",
        "\u{202B}قال شهود إن الطريق\u{200F} الرابط بين كيدال وتيساليت مقطوع.\u{202C}",
        "\u{feff}قال شهود إن \"الطريق الرابط بين كيدال وتيساليت مقطوع.",
    ] {
        assert_eq!(found(text).iter().map(|(state, _)| *state).collect::<Vec<_>>(), ["cut"], "{text}");
    }
    let days = |text: &str| reading(text).drafts.iter().map(|draft| draft.time.from).collect::<Vec<_>>();
    let arabic = days("أغلق الجيش طريق تيساليت يوم ٧ فبراير ٢٠١٣.");
    assert_eq!(arabic, days("أغلق الجيش طريق تيساليت يوم 7 فبراير 2013."));
    assert_eq!(arabic, [Some("2013-02-07".parse().unwrap())]);
}

#[test]
fn languages_in_one_line_give_nothing_false() {
    let text =
        "قال الجيش إن la route entre Kidal et Gao est coupée منذ أمس and the road from Tessalit to Kidal is open.";
    for (state, words) in found(text) {
        let right = [("cut", "Kidal et Gao"), ("open", "Tessalit to Kidal")];
        assert!(right.iter().any(|(known, names)| *known == state && words.contains(names)), "{state}: {words}");
    }
}

#[test]
fn quotations_that_never_close_part_no_sentences() {
    let text = "He said \"the road from \"Gao to \"Kidal is closed. «The road from Tessalit to Kidal is open. “ « \"";
    let states: Vec<&str> = found(text).iter().map(|(state, _)| *state).collect();
    assert_eq!(states, ["closed", "open"]);
    let nested = "« “ \" ".repeat(2_000) + "the road from Gao to Kidal is closed";
    assert!(found(&nested).iter().all(|(state, _)| *state == "closed"));
}

#[test]
fn scanning_errors_give_nothing_rather_than_something_else() {
    for text in [
        "The arrny said the r0ad frorn Gao to Kida1 is c1osed.",
        "The road from Gao to Kidal is n0t closed.",
        "The road from Gao to Kidal is un closed.",
        "La r0ute entre Kida1 et Ga0 est c0upée.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn disguises_and_days_ahead_are_doubts() {
    let doubted = |text: &str, code: &str| {
        assert!(!reading(text).drafts.is_empty(), "{text:?}");
        assert!(doubts(text).contains(&code), "{text:?}: {:?}", doubts(text));
    };
    doubted("The army said the road\0 from Gao to Kidal\u{7} is closed.", "disguised");
    doubted("The army said \u{202E}now\u{202C} the road from Gao to Kidal is closed.", "disguised");
    doubted("The army said the road from Gao to Kidal was closed on 12 March 2013.", "day_ahead");
    let plain = "The army said the road from Gao to Kidal was closed on 7 February 2013.\n\u{202E}\n";
    assert_eq!((reading(plain).drafts.len(), doubts(plain)), (1, vec![]));
}

#[test]
fn much_of_anything_is_read() {
    let most = reader::TEXT_BYTES_MAX;
    for piece in ["<s>", "<p title='", "<p title='>", "<!--", "<b>", "{\\rtf1 {", "&#", "<s "] {
        let text = piece.repeat(most / piece.len());
        assert_eq!(plain(&text).len(), text.len(), "{piece:?}");
    }
    let most = most / 8;
    for piece in ["<b>", "<!--", "{\\rtf1 {", "&#", "\u{202E}", "ـ", "\" « ", "<s ", "\\u1575?", "<p title='", "مقطوع "]
    {
        let text = piece.repeat(most / piece.len());
        assert_eq!(reading(&text).drafts, [], "{piece:?}");
    }
}

/// Pieces of markup and text, as a torn clipboard has them.
const PIECES: &[&str] = &[
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<td>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<s>",
    "</s>",
    "&nbsp;",
    "&eacute;",
    "&#1575;",
    "&#x202E;",
    "&amp",
    "<a href='عربي'>",
    "<a href=\"",
    "<",
    ">",
    "{\\rtf1 ",
    "{",
    "}",
    "\\par ",
    "\\'e9",
    "\\'",
    "\\u1575?",
    "\\u-3?",
    "\\uc2 ",
    "\\*",
    "\\",
    "\n",
    "the road from Gao to Kidal",
    " is closed.",
    "الطريق مقطوع",
    "é",
    "\u{301}",
    "ـ",
    "\u{202E}",
    "\0",
];

proptest! {
    #[test]
    fn plain_text_has_every_word_where_it_was(rtf: bool, pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let raw = if rtf { format!("{{\\rtf1 {}", pieces.concat()) } else { pieces.concat() };
        let plain = plain(&raw);
        prop_assert_eq!(plain.len(), raw.len());
        for (at, word) in plain.match_indices(|c: char| c.is_alphanumeric()) {
            prop_assert!(raw.is_char_boundary(at), "{word} at {at} of {raw:?}");
        }
        if !raw.trim().is_empty() {
            for draft in reading(&raw).drafts {
                prop_assert!(raw.get(draft.span.byte_start..draft.span.byte_end).is_some_and(|words| !words.is_empty()));
                let points: String = raw.chars().skip(draft.span.start).take(draft.span.end - draft.span.start).collect();
                prop_assert_eq!(points.as_str(), draft.span.of(&raw));
            }
        }
    }
}
