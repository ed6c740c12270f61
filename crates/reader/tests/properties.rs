//! What holds for every text: spans are exact, reading ends without a panic and twice alike.
#![expect(clippy::unwrap_used, reason = "a test")]

use proptest::collection::vec;
use proptest::prelude::*;
use reader::{Date, Doubt, Gazetteer, Lexicons, Original, Reading, Request, Span, read, same_origin, skeletons};
use std::sync::OnceLock;

fn rules() -> &'static (Lexicons, Gazetteer) {
    static RULES: OnceLock<(Lexicons, Gazetteer)> = OnceLock::new();
    RULES.get_or_init(|| (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap()))
}

fn reading(bytes: &[u8], date: Date) -> Option<Reading> {
    let request = Request { text: bytes, date, outlet: Some("العرب اليوم"), outlet_letter: None };
    read(&request, &rules().0, &rules().1).ok()
}

fn spans(reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = reading.paragraphs.iter().map(|paragraph| paragraph.span).collect();
    spans.extend(reading.places.iter().map(|place| place.span));
    spans.extend(reading.doubts.iter().filter_map(doubt_span));
    for draft in &reading.drafts {
        spans.push(draft.span);
        spans.extend(&draft.also_spans);
        spans.extend(draft.source.span);
        spans.extend(draft.time.span);
        spans.extend(draft.args.iter().map(|argument| argument.span));
        spans.extend(draft.doubts.iter().filter_map(doubt_span));
    }
    spans
}

fn doubt_span(doubt: &Doubt) -> Option<Span> {
    match doubt {
        Doubt::RoadUnresolved { span, .. }
        | Doubt::PlaceAmbiguous { span, .. }
        | Doubt::TimeAmbiguous { span, .. }
        | Doubt::Misprint { span }
        | Doubt::DayAhead { span }
        | Doubt::Disguised { span }
        | Doubt::OneSignal { span, .. } => Some(*span),
        Doubt::MayDuplicate { other } | Doubt::Contradicts { other } => Some(*other),
        Doubt::AttributionUncertain { .. } => None,
    }
}

/// Code points and bytes name the same words.
fn assert_exact(text: &str, span: &Span) {
    let by_points: String = text.chars().skip(span.start).take(span.end - span.start).collect();
    assert_eq!(text.get(span.byte_start..span.byte_end), Some(by_points.as_str()), "{span:?}");
    assert!(span.start < span.end, "{span:?} holds nothing");
}

/// Words that rules react to, in all three languages, with what people put between them.
const PIECES: &[&str] = &[
    "استعادت",
    "القوات المالية",
    "السيطرة على",
    "طريق كيدال تيساليت",
    "طريق الجزائر الدولي",
    "وتيمياوين",
    "لتسمليمها",
    "قالت مصادر أمنية إن",
    "وأضافت أن",
    "لم",
    "س",
    "مغلق",
    "أغلقت الجزائر حدودها مع مالي",
    "يوم الأربعاء الماضي",
    "14 يناير/كانون الثاني",
    "عن طريق",
    "قافلة من 20 شاحنة",
    "بعد أن",
    "تمهيدًا",
    "La route",
    "entre Kidal et Gao",
    "est coupée",
    "aurait été",
    "l'armée malienne",
    "a repris",
    "a-t-il ajouté",
    "selon",
    "d'Aguel'hoc",
    "le 3 février",
    "The road",
    "between Kidal and Tessalit",
    "was cut",
    "by mines",
    "residents said",
    "according to",
    "on Monday",
    "has not",
    "may have been",
    "convoy",
    "arrived in",
    "Bordj Badji Mokhtar",
    "٣٠",
    "12 000 tonnes",
    "\"",
    "«",
    "»",
    "،",
    ",",
    ".",
    ";",
    "\n",
    "\r\n",
    "- ",
    "•",
    "(",
    ")",
    "…",
    "\u{200f}",
    "\u{64b}",
    "\u{640}",
    "\u{301}",
    "🚚",
    "x\u{301}\u{302}",
    "ﻻ",
    "ﷺ",
    "İ",
    "ß",
    "_",
    "%",
    "|",
    "^",
    "{ROAD}",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => "[ء-ي]{1,9}",
    ];
    vec((piece, prop::sample::select(&[" ", "", "\u{a0}"][..])), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn any_date() -> impl Strategy<Value = Date> {
    (-200_000_i64..3_000_000).prop_map(|days| Date::new(1970, 1, 1).unwrap().plus_days(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn spans_are_exact_and_reading_repeats(text in any_text(), date in any_date()) {
        let first = reading(text.as_bytes(), date);
        if let Some(reading) = &first {
            spans(reading).iter().for_each(|span| assert_exact(&text, span));
        }
        prop_assert_eq!(first, reading(text.as_bytes(), date));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200)) {
        reading(&bytes, "2013-02-08".parse().unwrap());
    }

    #[test]
    fn one_origin_is_mutual(a in any_text(), b in any_text()) {
        let (ab, ba) = (same_origin(&a, &b), same_origin(&b, &a));
        prop_assert_eq!(Original::new(&a).shares_origin(&b), ab.same_origin());
        prop_assert_eq!(ab.content_words, ba.content_words);
        prop_assert_eq!((ab.shingles_shared, ab.shingles_of_shorter), (ba.shingles_shared, ba.shingles_of_shorter));
    }
}

#[test]
fn a_text_of_one_endless_sentence_ends() {
    let text = "الطريق بين كيدال وتيساليت، ".repeat(2000);
    let date = "2013-02-08".parse().unwrap();
    let reading = reading(text.as_bytes(), date).unwrap();
    spans(&reading).iter().for_each(|span| assert_exact(&text, span));
    let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
    assert!(skeletons(&request, &rules().0, &rules().1).unwrap().len() > 10, "cut into pieces");
}
