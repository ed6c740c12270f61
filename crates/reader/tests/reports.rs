//! The reports that come with the operation, as the reader sees them.
#![expect(clippy::unwrap_used, reason = "a test")]

use reader::{Draft, Gazetteer, Lexicons, Request, read, same_origin};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(serde::Deserialize)]
struct List {
    report: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    file: String,
    language: String,
    date: String,
    outlet: String,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../operations/sahel-2013/reports"))
}

fn text(file: &str) -> String {
    std::fs::read_to_string(folder().join(file)).unwrap()
}

fn line(draft: &Draft, text: &str) -> String {
    let state = draft.state.map_or("-", |state| state.code());
    let firmness = format!("{}/{}", draft.polarity, draft.modality);
    let time = match (draft.time.from, draft.time.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}..{to}"),
        _ => draft.time.precision.to_string(),
    };
    let words = draft.span.of(text);
    format!("{} {state} {firmness} | {} {} | {time}\n    {words}", draft.kind, draft.source.class, draft.grade)
}

#[test]
fn every_report_is_read_as_expected() {
    let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    let list: List = toml::from_str(&text("reports.toml")).unwrap();
    let mut shown = String::new();
    for entry in &list.report {
        let text = text(&entry.file);
        let date = entry.date.parse().unwrap();
        let request = Request { text: text.as_bytes(), date, outlet: Some(&entry.outlet), outlet_letter: None };
        let reading = read(&request, &lexicons, &gazetteer).unwrap();
        assert!(reading.paragraphs.iter().all(|part| part.language.code() == entry.language), "{}", entry.file);
        writeln!(shown, "{} {}", entry.file, entry.date).unwrap();
        for draft in &reading.drafts {
            writeln!(shown, "  {}", line(draft, &text)).unwrap();
        }
    }
    insta::assert_snapshot!(shown, @"
    01-ar.txt 2013-02-08
      agreement_status reactivated positive/asserted | institution C3 | unstated
        إعادة تفعيل اتفاق الصداقة والجوار بين الجزائر ومالي
      consignment_dispatch begun positive/asserted | anonymous_official C3 | 2013-02-06
        الجيش الجزائري شرع في نقل مساعدات عسكرية إلى الحدود الجنوبية يوم الأربعاء الماضي
      handover pending positive/planned | anonymous_official C3 | unstated
        تمهيدا لتسليمها إلى الجيش المالي
      consignment_items - positive/asserted | anonymous_official C3 | unstated
        الدفعة الأولى تضم شاحنات مصفحة وذخائر ووقود ومؤن
      crossing_status closed positive/asserted | institution B3 | unstated
        قرار الجزائر بغلق حدودها مع مالي ما زال ساريا
      road_status regained positive/asserted | field_source C3 | unstated
        وحدات مالية وفرنسية استعادت السيطرة على محور الخليل، الذي يربط كيدال ببرج باجي مختار
      force_movement arrived positive/asserted | unspecified_report F3 | unstated
        طلائع هذه القوات وصلت إلى الحدود الجزائرية، قبالة تيمياوين وتينزاواتين
      road_status closed positive/asserted | hearsay F4 | vague
        طريق كيدال تينزاواتين مغلق منذ أيام
    02-ar.txt 2013-02-09
      road_status open positive/asserted | field_source C3 | 2013-02-08
        القوات المالية والأفريقية فتحت محور تيمياوين أمام حركة المرور يوم الجمعة
      road_status passable positive/asserted | anonymous_official C3 | unstated
        الطريق بين كيدال وغاو سالك في الاتجاهين
    03-en.txt 2013-02-09
      road_status regained positive/asserted | institution B3 | 2013-02-07
        Malian and French forces regained control of the In Khalil axis on Thursday
      road_status passable positive/asserted | institution B3 | unstated
        the road from Kidal to Gao is passable for heavy vehicles
      road_status cut positive/asserted | institution B3 | unstated
        the road between Bourem and Timbuktu is cut
      road_status open positive/asserted | field_source C3 | unstated
        the road between Kidal and Tinzaouaten is open
      delivery expected positive/expected | narrator C3 | 2013-02-09..2013-02-16
        Humanitarian convoys are expected to arrive in Kidal next week
    04-ar.txt 2013-02-09
      road_status open positive/asserted | field_source C3 | 2013-02-08
        القوات المالية والأفريقية فتحت محور تيمياوين أمام حركة المرور يوم الجمعة
    05-fr.txt 2013-02-09
      road_status regained positive/asserted | institution B3 | unstated
        les forces maliennes et françaises ont repris le contrôle de l'axe d'In Khalil
      road_status open positive/asserted | anonymous_official C3 | unstated
        la route entre Kidal et Tessalit est ouverte à la circulation
      road_status cut positive/asserted | institution B3 | unstated
        la route entre Kidal et Tinzaouaten est coupée
    06-fr.txt 2013-02-10
      road_status cut positive/hedged | hearsay F4 | unstated
        la route entre Kidal et Tinzaouaten serait coupée
      road_status closed denied/asserted | institution B3 | unstated
        la route soit fermée
    08-en.txt 2013-02-10
    07-en.txt 2013-02-12
      road_status cut positive/asserted | field_source C3 | unstated
        the road between Timiaouine and Talhandak was cut by mines
      road_status impassable positive/asserted | anonymous_official C3 | unstated
        the Timiaouine axis is impassable and closed to all traffic
      road_status open positive/asserted | institution B3 | unstated
        the border track between Timiaouine and Bordj Badji Mokhtar remains open
    ");
}

#[test]
fn two_of_them_are_of_one_origin_and_the_others_are_not() {
    let list: List = toml::from_str(&text("reports.toml")).unwrap();
    let files: Vec<&str> = list.report.iter().map(|entry| entry.file.as_str()).collect();
    let mut pairs = Vec::new();
    for (at, a) in files.iter().enumerate() {
        pairs
            .extend(files[at + 1..].iter().filter(|b| same_origin(&text(a), &text(b)).same_origin()).map(|b| (*a, *b)));
    }
    assert_eq!(pairs, [("02-ar.txt", "04-ar.txt")]);
}
