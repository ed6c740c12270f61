//! The traps of the first real report, each in words of its own, and the errors of reading.
#![expect(clippy::unwrap_used, reason = "a test")]

use reader::{
    ArgName, ArgValue, Doubt, Draft, Gazetteer, Lexicons, Modality, Polarity, Precision, ReadError, Reading,
    ReportKind, Request, SourceClass, State, TEXT_BYTES_MAX, read,
};
use std::sync::OnceLock;

fn rules() -> &'static (Lexicons, Gazetteer) {
    static RULES: OnceLock<(Lexicons, Gazetteer)> = OnceLock::new();
    RULES.get_or_init(|| (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap()))
}

fn reading_on(text: &str, date: &str, outlet: Option<&str>) -> Reading {
    let request = Request { text: text.as_bytes(), date: date.parse().unwrap(), outlet, outlet_letter: None };
    read(&request, &rules().0, &rules().1).unwrap()
}

/// A Friday.
fn reading(text: &str) -> Reading {
    reading_on(text, "2013-02-08", None)
}

fn one(text: &str) -> Draft {
    let mut drafts = reading(text).drafts;
    assert_eq!(drafts.len(), 1, "{text}: {drafts:#?}");
    drafts.remove(0)
}

fn places(reading: &Reading) -> Vec<&str> {
    reading.places.iter().map(|place| place.place.as_str()).collect()
}

fn values(draft: &Draft, name: ArgName) -> Vec<String> {
    let text = |value: &ArgValue| match value {
        ArgValue::Place(place) => place.to_string(),
        ArgValue::Axis(axis) => axis.to_string(),
        ArgValue::Unresolved(axes) => axes.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"),
        ArgValue::Actor(actor) => actor.countries.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"),
        ArgValue::Items(items) => items.iter().map(|item| item.category.code()).collect::<Vec<_>>().join("+"),
        ArgValue::Count(count) => count.to_string(),
        ArgValue::Text(text) => text.clone(),
    };
    draft.args(name).map(|argument| text(&argument.value)).collect()
}

#[test]
fn by_way_of_is_no_road() {
    for text in [
        "ستحل الأزمة عن طريق مواصلة الحوار.",
        "La paix passe par la voie diplomatique, a-t-il dit.",
        "They are on the road to recovery.",
    ] {
        assert!(reading(text).is_empty(), "{text}");
    }
    // One that is a road stays one.
    assert_eq!(one("طريق كيدال تينزاواتين مغلق.").kind, ReportKind::RoadStatus);
}

#[test]
fn the_name_of_a_newspaper_is_no_day() {
    let text = "قال مصدر أمني لـ\"العرب اليوم\" إن القوات المالية استعادت السيطرة على طريق تيساليت.";
    assert_eq!(one(text).time.precision, Precision::Unstated);
    // An outlet that the lexicon does not know is known when the user names it.
    let text = "قال مصدر أمني لصدى الجنوب اليوم إن القوات المالية استعادت السيطرة على طريق تيساليت.";
    let named = reading_on(text, "2013-02-08", Some("صدى الجنوب اليوم"));
    assert_eq!(named.drafts[0].time.precision, Precision::Unstated);
}

#[test]
fn malian_forces_are_not_financial_and_finance_is_not_malian() {
    let draft = one("استعادت القوات المالية السيطرة على طريق تيساليت.");
    assert_eq!(values(&draft, ArgName::By), ["ml"]);
    assert_eq!(places(&reading("أعلنت وزارة المالية عن دعم مالي لكيدال.")), ["kidal"]);
}

#[test]
fn a_road_named_after_a_country_is_neither_the_country_nor_its_capital() {
    let reading = reading("استعادت قوات فرنسية السيطرة على طريق الجزائر الدولي.");
    assert_eq!(places(&reading), Vec::<&str>::new());
    let draft = &reading.drafts[0];
    assert_eq!(values(draft, ArgName::Road), ["axis-in-khalil|axis-tinzaouaten|axis-timiaouine"]);
    assert!(matches!(draft.doubts.as_slice(), [Doubt::RoadUnresolved { candidates, .. }] if candidates.len() == 3));
}

#[test]
fn aims_attempts_wishes_and_conditions_are_no_status() {
    for text in [
        "تأتي المساعدات لتعزيز قدرة الجيش في السيطرة على الحدود.",
        "تسعى القوات المالية إلى استعادة السيطرة على طريق تيساليت.",
        "إذا أعيد فتح معبر تيمياوين فستعبر القافلة.",
        "L'armée tente de reprendre le contrôle de la route de Tessalit.",
        "Pour rouvrir la route de Tessalit, il faudra des semaines.",
        "The army hopes to regain control of the Tessalit road.",
        "If the Timiaouine crossing is reopened, trade will resume.",
        "Residents called for the reopening of the Tessalit road.",
    ] {
        let statuses = [ReportKind::RoadStatus, ReportKind::CrossingStatus, ReportKind::TownControl];
        let found: Vec<_> = reading(text).drafts.into_iter().filter(|draft| statuses.contains(&draft.kind)).collect();
        assert!(found.is_empty(), "{text}: {found:#?}");
    }
}

#[test]
fn an_occupation_with_a_date_of_its_own_is_background() {
    for text in [
        "تحاور الحكومة الجماعات التي سيطرت على بلدات الجنوب شهر نيسان/أبريل 2012.",
        "Les rebelles, qui ont occupé les villes du nord en avril 2012, ont promis la paix.",
        "The rebels, who seized Kidal in April 2012, have offered talks.",
    ] {
        let drafts = reading(text).drafts;
        let draft = drafts.iter().find(|draft| draft.kind == ReportKind::TownControl).unwrap();
        assert!(draft.background, "{text}");
        assert_eq!(draft.time.from.unwrap().to_string(), "2012-04-01");
        assert_eq!(
            (draft.time.to.unwrap().to_string().as_str(), draft.time.precision),
            ("2012-04-30", Precision::Month)
        );
    }
}

#[test]
fn a_misprint_is_read_and_marked() {
    let text = "بدأ الجيش الجزائري في نقل مساعدات عسكرية إلى الحدود، تمهيدا لتسمليمها إلى الجيش المالي.";
    let drafts = reading(text).drafts;
    let draft = drafts.iter().find(|draft| draft.kind == ReportKind::Handover).unwrap();
    let marked = |doubt: &Doubt| matches!(doubt, Doubt::Misprint { span } if span.of(text) == "تسمليمها");
    assert!(draft.doubts.iter().any(marked), "{:?}", draft.doubts);
    assert!(draft.span.of(text).contains("لتسمليمها"), "kept as written");
}

#[test]
fn a_clitic_is_parted_from_a_name_and_the_span_starts_behind_it() {
    let text = "وصلت القوات الفرنسية إلى الحدود الجزائرية قبالة تينزاوتين وتيمياوين.";
    let reading = reading(text);
    let named: Vec<_> = reading.places.iter().map(|place| (place.place.as_str(), place.span.of(text))).collect();
    assert!(named.contains(&("timiaouine", "تيمياوين")), "{named:?}");
    assert!(named.contains(&("tinzaouaten", "تينزاوتين")), "{named:?}");
    // Opposite a place is not in it.
    assert_eq!(values(&reading.drafts[0], ArgName::Opposite), ["tinzaouaten", "timiaouine"]);
    assert_eq!(values(&reading.drafts[0], ArgName::Place), ["border_dz_ml"]);
}

#[test]
fn duals_count_and_stay_unresolved() {
    let draft = one("فتحت وحدات تشادية طريقين رئيسيين يربطان قرى الشمال بالحدود الليبية.");
    assert_eq!(values(&draft, ArgName::Count), ["2"]);
    assert!(matches!(draft.args(ArgName::Road).next().unwrap().value, ArgValue::Unresolved(_)));
    let reading = reading("وصلت القوات الفرنسية إلى منطقتي تيساليت وأغلهوك.");
    assert_eq!(places(&reading), ["tessalit", "aguelhok"]);
}

#[test]
fn a_month_written_twice_is_one_time() {
    let text = "أغلقت الجزائر حدودها مع مالي في 14 كانون الثاني/يناير 2013.";
    let draft = one(text);
    assert_eq!(draft.time.from.unwrap().to_string(), "2013-01-14");
    assert_eq!(draft.time.span.unwrap().of(text), "في 14 كانون الثاني/يناير 2013");
    // Two months that are not the same are no such time.
    assert_eq!(one("أغلقت الجزائر حدودها مع مالي في 14 كانون الثاني/مارس 2013.").time.from, None);
}

#[test]
fn a_quotation_never_closed_does_not_swallow_the_next_speaker() {
    let text = "وقال الوزير الأول أحمد فلان إن \"قرار الحكومة القاضي بإغلاق حدودها مع النيجر ساري المفعول. وذكرت مصادر ميدانية أن القوات المالية استعادت السيطرة على طريق تيساليت.";
    let drafts = reading(text).drafts;
    let classes: Vec<_> = drafts.iter().map(|draft| (draft.kind, draft.source.class)).collect();
    assert!(classes.contains(&(ReportKind::CrossingStatus, SourceClass::NamedOfficial)), "{classes:?}");
    assert!(classes.contains(&(ReportKind::RoadStatus, SourceClass::FieldSource)), "{classes:?}");
}

#[test]
fn a_verb_without_a_subject_continues_the_speaker_that_agrees_with_it() {
    let first = "قالت مصادر أمنية إن الوزير المنتدب عبد القادر فلان وصل أمس.";
    let feminine = format!("{first} وأضافت أن القوات المالية استعادت السيطرة على طريق تيساليت.");
    let masculine = format!("{first} وقال إن القوات المالية استعادت السيطرة على طريق تيساليت.");
    assert_eq!(one(&feminine).source.class, SourceClass::AnonymousOfficial);
    assert_eq!(one(&masculine).source.class, SourceClass::NamedOfficial);
    // Without one, the outlet speaks itself again.
    let narrator = format!("{first} واستعادت القوات المالية السيطرة على طريق تيساليت.");
    assert_eq!(one(&narrator).source.class, SourceClass::Narrator);
}

#[test]
fn definite_sources_point_back_and_bare_ones_do_not() {
    let back = "قالت مصادر أمنية جزائرية طلبت عدم ذكر اسمها إن الأمر صعب. الجو حار. وقالت المصادر إن طريق تيساليت مغلق.";
    assert_eq!(one(back).source.class, SourceClass::AnonymousOfficial);
    assert_eq!(one("الجو حار. وقالت مصادر إن طريق تيساليت مغلق.").source.class, SourceClass::AnonymousSource);
}

#[test]
fn statements_hang_on_verbal_nouns_too() {
    for (text, kind, state) in [
        ("أكد الوزير قرار النيجر القاضي بغلق حدودها مع تشاد.", ReportKind::CrossingStatus, State::Closed),
        ("تحركت القوات من أجل استلام مساعدات عسكرية جزائرية.", ReportKind::Handover, State::Pending),
        ("ويعد الإجراء عودة لتنفيذ الاتفاقات السابقة.", ReportKind::AgreementStatus, State::Reactivated),
        ("حدث ذلك بعد إعادة تفعيل معاهدة قديمة بين النيجر وتشاد.", ReportKind::AgreementStatus, State::Reactivated),
    ] {
        let drafts = reading(text).drafts;
        assert!(drafts.iter().any(|draft| (draft.kind, draft.state) == (kind, Some(state))), "{text}: {drafts:#?}");
    }
}

#[test]
fn days_are_resolved_against_the_day_the_user_gave() {
    let text = "بدأ الجيش الجزائري في نقل مساعدات عسكرية إلى الحدود يوم الأربعاء الماضي.";
    let day = |date: &str| reading_on(text, date, None).drafts[0].time.from.unwrap().to_string();
    assert_eq!((day("2013-02-08"), day("2013-02-13")), ("2013-02-06".to_owned(), "2013-02-06".to_owned()));
    assert_eq!(day("2013-02-14"), "2013-02-13");
    // The report day itself counts for a bare weekday, not for "last".
    let bare = "أغلق الجيش طريق تيساليت يوم الجمعة.";
    assert_eq!(one(bare).time.from.unwrap().to_string(), "2013-02-08");
    let other = reading(text).drafts[0].doubts.iter().any(|doubt| {
        matches!(doubt, Doubt::TimeAmbiguous { alternatives, .. } if alternatives[0].to_string() == "2013-01-30")
    });
    assert!(other, "the week before is shown as the other reading");
}

/// The day of the first draft of a kind; `-` where it has none.
fn day_of(text: &str, kind: ReportKind) -> String {
    let drafts = reading(text).drafts;
    let draft = drafts.iter().find(|draft| draft.kind == kind);
    let draft = draft.unwrap_or_else(|| panic!("no {kind} in {text}: {drafts:#?}"));
    draft.time.from.map_or("-".to_owned(), |day| day.to_string())
}

#[test]
fn a_day_before_an_aim_is_the_day_of_the_deed() {
    for (text, deed) in [
        (
            "شرع الجيش الجزائري في نقل مساعدات عسكرية إلى الحدود يوم الأربعاء الماضي، تمهيدا لتسليمها إلى الجيش المالي.",
            ReportKind::ConsignmentDispatch,
        ),
        ("وصلت قافلة مساعدات إلى تيمياوين يوم الأربعاء في انتظار تسليمها إلى الجيش المالي.", ReportKind::Delivery),
        (
            "L'armée a commencé à acheminer des vivres vers le poste de Kidal le mercredi 6 février, en vue de leur remise à l'armée malienne.",
            ReportKind::ConsignmentDispatch,
        ),
        (
            "L'armée a commencé à acheminer des vivres vers Kidal mercredi en vue de leur remise à l'armée malienne.",
            ReportKind::ConsignmentDispatch,
        ),
        (
            "Algeria sent military equipment to the border post of Timiaouine on Wednesday, pending its handover to the Malian army.",
            ReportKind::ConsignmentDispatch,
        ),
        (
            "Algeria sent military equipment to Timiaouine on Wednesday ahead of its handover to the Malian army.",
            ReportKind::ConsignmentDispatch,
        ),
    ] {
        assert_eq!(day_of(text, deed), "2013-02-06", "{text}");
        assert_eq!(day_of(text, ReportKind::Handover), "-", "{text}");
    }
    for text in [
        "شرع الجيش الجزائري في نقل مساعدات عسكرية إلى الحدود، تمهيدا لتسليمها إلى الجيش المالي يوم الأحد المقبل.",
        "L'armée a commencé à acheminer des vivres vers Kidal, en vue de leur remise à l'armée malienne dimanche prochain.",
        "Algeria sent military equipment to Timiaouine, pending its handover to the Malian army next Sunday.",
    ] {
        assert_eq!(day_of(text, ReportKind::ConsignmentDispatch), "-", "{text}");
        assert_eq!(day_of(text, ReportKind::Handover), "2013-02-10", "{text}");
    }
}

#[test]
fn a_day_before_a_comma_stays_in_its_clause() {
    for text in [
        "زار وزير الدفاع غاو يوم الأربعاء، الطريق بين كيدال وتيساليت مغلق.",
        "Le ministre a visité Gao mercredi, la route entre Kidal et Tessalit est coupée.",
        "The minister visited Gao on Wednesday, the road between Kidal and Tessalit is closed.",
        "French forces entered Gao on Wednesday, the road between Kidal and Tessalit is closed.",
    ] {
        assert_eq!(day_of(text, ReportKind::RoadStatus), "-", "{text}");
    }
    // In front of its clause it is that clause's.
    for text in [
        "يوم الأربعاء، أغلق الجيش طريق تيساليت.",
        "Mercredi, l'armée malienne a fermé la route de Tessalit.",
        "Near Kidal on Wednesday, the army closed the Tessalit road.",
    ] {
        assert_eq!(day_of(text, ReportKind::RoadStatus), "2013-02-06", "{text}");
    }
}

/// The axes of the last road statement of a text.
fn last_road(text: &str) -> String {
    let drafts = reading(text).drafts;
    let draft = drafts.iter().rev().find(|draft| draft.kind == ReportKind::RoadStatus);
    let draft = draft.unwrap_or_else(|| panic!("no road in {text}: {drafts:#?}"));
    let open = draft.doubts.iter().any(|doubt| matches!(doubt, Doubt::RoadUnresolved { .. }));
    assert_eq!(open, !matches!(draft.args(ArgName::Road).next().unwrap().value, ArgValue::Axis(_)), "{text}");
    values(draft, ArgName::Road).join("+")
}

#[test]
fn a_bare_road_is_the_one_named_last() {
    for text in [
        "Selon des rumeurs, la route entre Kidal et Tinzaouaten serait coupée. Le gouvernorat a démenti que la route soit fermée.",
        "The road between Kidal and Tinzaouaten was cut on Monday. The market is calm. Residents said the road is open.",
        "قيل إن طريق كيدال تينزاواتين مقطوع. وأكد سكان أن الطريق مفتوح.",
        "The road between Kidal and Tinzaouaten was cut on Monday, but residents said that the road is open.",
        "The Tessalit road is closed. The road between Kidal and Tinzaouaten was cut. The army said the road is open.",
    ] {
        assert_eq!(last_road(text), "axis-tinzaouaten", "{text}");
    }
    // Two roads named together: a person picks.
    let two =
        "The Tessalit road and the road between Kidal and Tinzaouaten were mined. The army said the road is open.";
    assert_eq!(last_road(two), "axis-in-khalil|axis-tinzaouaten");
    let other = "The Tessalit road and the road between Agadez and Arlit are cut. Residents said the road is open.";
    let drafts = reading(other).drafts;
    assert!(matches!(drafts.last().unwrap().args(ArgName::Road).next().unwrap().value, ArgValue::Unresolved(_)));
    // A road no axis is known for, or one that goes on to be described, is not the one before.
    for text in [
        "La route est fermée.",
        "The Tessalit road is open. The road between Agadez and Arlit is cut. Residents said the road is closed.",
        "The Tessalit road is open. The road outside the village is closed.",
        "La route de Tessalit est ouverte. La route qui longe le lac est coupée.",
        "طريق تيساليت مفتوح. الطريق المحاذي للوادي مغلق.",
    ] {
        assert_eq!(last_road(text), "", "{text}");
    }
}

fn actors(text: &str) -> Vec<(ArgName, String)> {
    let args = reading(text).drafts.into_iter().flat_map(|draft| draft.args);
    let actor = |argument: reader::Argument| match argument.value {
        ArgValue::Actor(actor) => Some((argument.name, actor.text)),
        ArgValue::Place(_)
        | ArgValue::Axis(_)
        | ArgValue::Unresolved(_)
        | ArgValue::Items(_)
        | ArgValue::Count(_)
        | ArgValue::Text(_) => None,
    };
    args.filter_map(actor).collect()
}

#[test]
fn names_are_shown_whole() {
    // The article that لل swallowed is given back.
    let given = actors("وعدت فرنسا بتوفير مساعدات غذائية للجيش التشادي.");
    assert!(given.contains(&(ArgName::Recipient, "الجيش التشادي".to_owned())), "{given:?}");
    for (text, whole) in [
        ("سيطرت الجماعات \"المتمردة\" على كيدال.", "الجماعات \"المتمردة\""),
        ("سيطرت الجماعات «المتمردة» على كيدال.", "الجماعات «المتمردة»"),
        // A mark that nothing closes stands as it was written.
        ("سيطرت الجماعات \"المتمردة على كيدال.", "الجماعات \"المتمردة"),
        ("قيل: \"سيطرت الجماعات المتمردة\" على كيدال.", "الجماعات المتمردة"),
    ] {
        let found = actors(text);
        assert!(found.contains(&(ArgName::Controller, whole.to_owned())), "{text}: {found:?}");
    }
}

#[test]
fn support_told_by_its_parts_is_no_item_of_its_own() {
    let items = |text: &str| {
        let drafts = reading(text).drafts;
        let pledge = drafts.iter().find(|draft| draft.kind == ReportKind::AidPledge);
        values(pledge.unwrap_or_else(|| panic!("{text}: {drafts:#?}")), ArgName::Items).join("+")
    };
    let parts = "وعدت فرنسا بتوفير دعم عسكري للقوات التشادية، يشمل توفير سيارات مصفحة ووقود.";
    assert_eq!(items(parts), "vehicle_armoured+fuel");
    assert_eq!(items("وعدت فرنسا بتوفير دعم عسكري للقوات التشادية."), "military_equipment");
    assert_eq!(items("وعدت فرنسا بتوفير دعم عسكري ووقود للقوات التشادية."), "military_equipment+fuel");
}

#[test]
fn denial_reserve_and_rumour_are_kept_apart() {
    let denied = one("Le gouvernorat de Kidal a démenti que la route de Tessalit soit fermée.");
    assert_eq!((denied.polarity, denied.source.class), (Polarity::Denied, SourceClass::Institution));
    let hedged = one("La route de Tessalit aurait été coupée.");
    assert_eq!((hedged.modality, hedged.grade.to_string().as_str()), (Modality::Hedged, "C4"));
    let rumour = one("يقال إن طريق تيساليت مغلق.");
    assert_eq!((rumour.source.class, rumour.grade.to_string().as_str()), (SourceClass::Hearsay, "F4"));
    let possible = one("Militants may have mined the road between Anefis and Kidal.");
    assert_eq!(possible.modality, Modality::Possible);
    assert_eq!(one("لم تغلق الجزائر معبر تيمياوين.").polarity, Polarity::Denied);
}

#[test]
fn two_voices_that_disagree_lower_each_other() {
    let text =
        "Residents said the Tessalit road is impassable. The governorate of Kidal said the Tessalit road is open.";
    let drafts = reading(text).drafts;
    let grades: Vec<_> = drafts.iter().map(|draft| draft.grade.to_string()).collect();
    assert_eq!(grades, ["C4", "B4"]);
    assert!(drafts.iter().all(|draft| draft.doubts.iter().any(|doubt| matches!(doubt, Doubt::Contradicts { .. }))));
}

#[test]
fn a_doubtful_name_waits_for_company() {
    // Hebron, a personal name, or In Khalil: the text must speak of the theatre.
    let open = reading("زار الخليل أمس.");
    assert!(places(&open).is_empty());
    assert!(
        matches!(open.doubts.as_slice(), [Doubt::PlaceAmbiguous { candidates, .. }] if candidates[0].as_str() == "in_khalil")
    );
    assert!(places(&reading("تقدمت القوات من تيساليت إلى الخليل.")).contains(&"in_khalil"));
}

#[test]
fn one_word_alone_is_a_doubt_and_no_draft() {
    let reading = reading("Everything there is impassable.");
    assert!(reading.is_empty());
    assert!(matches!(reading.doubts.as_slice(), [Doubt::OneSignal { kind: ReportKind::RoadStatus, .. }]));
}

#[test]
fn what_cannot_be_read_is_said_with_numbers() {
    let read = |text: &[u8]| {
        let request = Request { text, date: "2013-02-08".parse().unwrap(), outlet: None, outlet_letter: None };
        read(&request, &rules().0, &rules().1).map(|_| ()).unwrap_err()
    };
    assert_eq!(read(b" \n\t"), ReadError::Empty);
    assert_eq!(read(b"abc\xe9"), ReadError::NotUtf8 { byte_offset: 3 });
    assert_eq!(read(b"abc\xe9").to_string(), "the text is not UTF-8: byte 3 (counted from 0) cannot be decoded");
    let long = vec![b'a'; TEXT_BYTES_MAX + 1];
    assert_eq!(read(&long).to_string(), "the text has 16777217 bytes, at most 16777216 are read");
}

#[test]
fn a_long_text_is_read_and_its_drafts_name_a_few_others_only() {
    let far = format!("{}The road from Gao to Bourem is cut.", "\n".repeat(1_100_000));
    assert_eq!(reading(&far).drafts.len(), 1);
    let cut = |day: u32, month: &str| format!("The road from Gao to Kidal was cut on {day} {month} 2013. ");
    let days = (1..=31).flat_map(|day| [cut(day, "January"), cut(day, "December")]);
    let many = reading(&format!("{}The road from Gao to Kidal is open.", days.collect::<String>())).drafts;
    assert_eq!(many.len(), 63);
    assert_eq!(many[62].doubts.len(), 40, "the last contradicts all others, and names some");
    assert!(many[62].grade.to_string().ends_with('4'), "what is contradicted is disputed");
}

#[test]
fn a_text_about_nothing_of_this_is_no_error() {
    let reading = reading("The harvest was good and the prices fell. The fair opens on Sunday.");
    assert!(reading.is_empty() && reading.doubts.is_empty());
}

#[test]
fn a_question_claims_nothing() {
    for text in ["Is the road to Kidal still closed?", "هل طريق كيدال مغلق؟", "Is the road to Kidal closed??"]
    {
        assert!(reading(text).drafts.is_empty(), "{text}");
    }
    assert!(!reading("The road to Kidal is still closed.").drafts.is_empty());
}

#[test]
fn a_negation_between_the_words_of_a_trigger_denies() {
    for (text, polarity) in [
        ("The Timiaouine crossing was never closed.", Polarity::Denied),
        ("The Timiaouine crossing is NOT closed.", Polarity::Denied),
        ("The Timiaouine crossing was closed.", Polarity::Positive),
    ] {
        let reading = reading(text);
        let found: Vec<_> = reading.drafts.iter().map(|draft| draft.polarity).collect();
        assert_eq!(found, [polarity], "{text}");
    }
}

#[test]
fn what_follows_in_the_clause_belongs_to_the_words_shown() {
    let text = "The road between Gao and Kidal is closed to all for a week, and nobody knows why.";
    let spans: Vec<_> = reading(text).drafts.iter().map(|draft| draft.span.of(text).to_owned()).collect();
    assert_eq!(spans, ["The road between Gao and Kidal is closed to all for a week"]);
}

#[test]
fn a_place_in_front_sets_the_scene_of_a_claim_that_names_none() {
    let draft = one("In Menaka, gunmen looted two lorries on Thursday.");
    assert_eq!(values(&draft, ArgName::At), ["menaka"]);
    // A place that the rule took itself is not told twice, nor is one that acts.
    assert!(values(&one("The convoy reached Kidal on Thursday."), ArgName::At).is_empty());
}

#[test]
fn a_weekday_of_what_is_to_come_is_the_next_one() {
    let day = |text: &str| one(text).time.from.map(|day| day.to_string());
    assert_eq!(day("The Timiaouine crossing will reopen on Monday.").as_deref(), Some("2013-02-11"));
    assert_eq!(day("The Timiaouine crossing reopened on Monday.").as_deref(), Some("2013-02-04"));
}
