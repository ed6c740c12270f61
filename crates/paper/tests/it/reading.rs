//! The right words, in order, in all three languages.

use crate::samples::{certificate, checks, many, orders, waybill};
use crate::seen::{phrases, printed, text};
use paper::{Certificate, Document, HandedLine};
use words::Lang;

/// Finds each of these words behind the one before it.
#[track_caller]
fn in_order(document: &Document, lang: Lang, expected: &[&str]) {
    let Some(text) = text(&printed(document, lang)) else { return };
    let mut rest = text.as_str();
    for words in expected {
        let Some(at) = rest.find(words) else { panic!("{lang}: `{words}` is not where it should be: {text}") };
        rest = &rest[at + words.len()..];
    }
}

/// Finds each of these phrases, its words in order.
#[track_caller]
fn in_arabic(document: &Document, expected: &[&str]) {
    let Some(text) = phrases(&printed(document, Lang::Ar)) else { return };
    for words in expected {
        assert!(text.contains(words), "`{words}` is not there: {text}");
    }
}

const GIVER: &str = "قيادة الإمداد للدولة المانحة";

#[test]
fn a_waybill_says_what_rides_where_and_when() {
    let document = Document::Waybill(waybill(1));
    let receiver = "Armée de l’État bénéficiaire";
    in_order(
        &document,
        Lang::En,
        &[
            "Waybill 11-DZ-01",
            "Giver",
            "Receiver",
            receiver,
            "Commander",
            "dz-log/convoy",
            "Net explosive mass",
            "150 kg",
            "sahel-2013.example/dz-log",
            "seg-reggane-bbm, seg-bbm-khalil, seg-khalil-tessalit",
            "March table",
            "CET/+01",
            "In Khalil",
            "2013-02-12 11:40",
            "2013-02-12 12:05",
            "Vehicles",
            "truck-03",
            "UN 0012 (1.4S)",
            "on own wheels",
            "Dispatched by",
            "Convoy commander",
            "Arrival seen by",
            "Waybill 11-DZ-01 truck-03",
            "Packages",
            "seal DZ-88-1123",
            "Goods",
            "Cartouches 7,62 mm",
            "LOT-2012-07",
            "120 boxes",
            "UN 0012",
            "1.4S",
            "RD-0001",
            "RD-0024",
            "Loaded by",
            "Driver",
            "Unloaded by",
            "Waybill 11-DZ-01 on own wheels",
            "APC-0006",
        ],
    );
    in_order(
        &document,
        Lang::Fr,
        &[
            "Lettre de voiture 11-DZ-01",
            "Cédant",
            "Destinataire",
            receiver,
            "Chef de convoi",
            "150 kg",
            "Tableau de marche ; heures en CET/+01",
            "2013-02-12 11:40",
            "Marchandises dangereuses",
            "UN 0012 (1.4S)",
            "scellé DZ-88-1123",
            "120 caisses",
            "Chargé par",
            "Conducteur",
            "Déchargé par",
        ],
    );
    in_order(
        &document,
        Lang::Ar,
        &[
            "11-DZ-01",
            receiver,
            "dz-log/convoy",
            "CET/+01",
            "2013-02-12 11:40",
            "UN 0012 (1.4S)",
            "DZ-88-1123",
            "LOT-2012-07",
            "RD-0001",
            "APC-0006",
        ],
    );
    let phrases = ["بوليصة نقل", GIVER, "جدول المسير؛ الأوقات بتوقيت", "البضائع الخطرة", "تسير بنفسها", "قائد القافلة"];
    in_arabic(&document, &phrases);
}

#[test]
fn a_certificate_puts_the_count_beside_the_list() {
    let answered = Document::Certificate(certificate(true, 0));
    in_order(
        &answered,
        Lang::En,
        &[
            "Handover certificate 11-DZ-01 cons-11-DZ-01",
            "Status",
            "counted",
            "Offered",
            "2013-02-12 12:40",
            "Counted",
            "2013-02-12 14:40",
            "List and count",
            "Offered",
            "Counted",
            "More or less",
            "120 boxes",
            "118 boxes",
            "-2",
            "fewer than listed",
            "Ration boxes",
            "+4",
            "more than listed",
            "Diesel",
            "12,000 litres",
            "On the list and counted:",
            "APC-0005",
            "On the list, not counted: APC-0006",
            "Packages as found",
            "Seal listed",
            "seal broken",
            "DZ-88-1123",
            "DZ-88-9999",
            "Matters",
            "3c3c3c3c",
            "open",
            "settled",
            "For the giver",
            "For the receiver",
        ],
    );
    in_order(
        &answered,
        Lang::Ar,
        &["11-DZ-01 cons-11-DZ-01", "2013-02-12 12:40", "-2", "+4", "APC-0005", "APC-0006", "3c3c3c3c"],
    );
    in_arabic(&answered, &["شهادة تسليم", GIVER, "الزيادة أو النقص", "أقل من القائمة"]);
    let offered = text(&printed(&Document::Certificate(certificate(false, 0)), Lang::Fr));
    let Some(offered) = offered else { return };
    assert!(!offered.contains("Différends") && !offered.contains("118"), "{offered}");
    assert!(offered.contains("APC-0006") && offered.contains("Pour le destinataire"), "{offered}");
}

#[test]
fn after_a_part_is_counted_there_is_room_for_the_rest() {
    let mut part = certificate(true, 0);
    part.status = "partial";
    // A part of the boxes, and none of the vehicles yet.
    part.lines[1] =
        HandedLine { counted: Some(many(300)), uncounted: many(500), reason: None, ..part.lines[1].clone() };
    part.lines[3] = HandedLine { counted: None, uncounted: many(6), reason: None, ..part.lines[3].clone() };
    let Some(text) = text(&printed(&Document::Certificate(part), Lang::En)) else { return };
    assert!(text.contains("counted in part") && text.contains("300 boxes"), "{text}");
    assert!(!text.contains("-500") && !text.contains("-6") && !text.contains("On the list, not counted"), "{text}");
}

#[test]
fn goods_sent_from_a_site_have_a_certificate_without_a_convoy() {
    let sent = Certificate { convoy: None, consignment: None, ..certificate(false, 0) };
    in_order(&Document::Certificate(sent), Lang::En, &["Handover certificate", "In Khalil", "List and count"]);
}

#[test]
fn a_check_sheet_lists_pieces_and_what_to_tick() {
    let document = Document::CheckSheet(checks(3));
    in_order(
        &document,
        Lang::En,
        &[
            "End-use check sheet depot-gao",
            "pieces: 3, of these overdue: 3",
            "Pieces due",
            "APC-2012-0001",
            "2013-02-12",
            "2013-03-14",
            "present",
            "absent",
            "damaged",
            "not shown",
            "scanned",
            "photographed",
            "number typed",
            "witnessed by a second person",
            "APC-2012-0003",
            "Checked by",
            "Keeper of the site",
            "Witness",
        ],
    );
    in_order(
        &document,
        Lang::Fr,
        &["Feuille de contrôle", "APC-2012-0001", "non présenté", "en présence d’un témoin", "Témoin"],
    );
    in_order(
        &document,
        Lang::Ar,
        &["depot-gao", "2013-03-20 09:00 CET/+01", "APC-2012-0001", "2013-03-14", "APC-2012-0003"],
    );
    in_arabic(&document, &["ورقة التحقق من الاستعمال النهائي", "القطع المستحقة", "ناقلة جنود مصفحة", "أمين الموقع"]);
}

#[test]
fn what_no_catalogue_names_is_not_taken_for_harmless() {
    let mut bill = waybill(1);
    bill.loads[1].goods[0].known = None;
    in_order(
        &Document::Waybill(bill),
        Lang::En,
        &["Mass of the load", "at least", "Vehicles", "truck-04", "not known here", "not known here"],
    );
}

#[test]
fn a_movement_order_tells_who_goes_where_and_leaves_room_for_signals() {
    let document = Document::MovementOrder(orders(2));
    let expected = [
        "Movement order eaeaeaea",
        "Situation",
        "Of 7 stretches 5 are open.",
        "Task",
        "Columns; times in CET/+01",
        "11-DZ-01",
        "ordered",
        "2013-02-11 06:00",
        "2013-02-12 11:17",
        "11-DZ-02",
        "not ordered yet",
        "Control measures",
        "No column marches faster",
        "Signals (by hand)",
        "Call sign",
        "Movement order eaeaeaea 11-DZ-01",
        "dz-log/convoy",
        "656 km",
        "seg-reggane-bbm, seg-bbm-khalil",
        "March table",
        "release point",
        "Halts",
        "Tanezrouft km 450",
        "daylight only",
        "Order of march",
        "escort-01",
        "escort",
        "truck-01",
        "carries",
        "on own wheels",
        "crane-01",
        "recovery vehicle",
        "Signals (by hand)",
    ];
    in_order(&document, Lang::En, &expected);
    in_arabic(&document, &["أمر حركة", "تدابير التنسيق", "2013-02-11 06:00", "11-DZ-02"]);
}

#[test]
fn a_march_table_has_each_timed_point_with_its_columns_as_they_come() {
    let document = Document::MarchTable(orders(1));
    // The second column is an hour ahead of the first; a place that is only passed has no table of its own.
    let point = ["In Khalil", "Depot Reggane; times in CET/+01", "11-DZ-02", "05:00", "11-DZ-01", "06:00"];
    in_order(&document, Lang::En, &point[1..]);
    let Some(text) = text(&printed(&document, Lang::En)) else { return };
    assert_eq!(text.matches("times in CET/+01").count(), 5, "{text}");
}

#[test]
fn load_lists_cite_the_rule_and_credits_their_statement() {
    let expected = [
        "Load lists eaeaeaea 11-DZ-01",
        "truck-01",
        "cartridge-762",
        "120 boxes",
        "UN 0012",
        "1.4S",
        "not known here",
        "2 (serial 1, march unit 1)",
        "at least 2,000 kg",
        "1.4S",
        "ADR 7.5.2.1 (a), 49 CFR 177.848(f)",
        "truck-02",
    ];
    in_order(&Document::LoadLists(orders(2)), Lang::En, &expected);
    let credits = Document::Credits(orders(1));
    let expected = [
        "Movement credit eaeaeaea 11-DZ-01",
        "issued",
        "First vehicle in",
        "2013-02-11 06:00 CET/+01",
        "Last vehicle out",
        "2013-02-12 11:17 CET/+01",
        "entry 168 of sahel-2013.example/dz-log",
        "may use these roads",
        "Movement credit eaeaeaea 11-DZ-02",
        "to be asked for",
    ];
    in_order(&credits, Lang::En, &expected);
    in_arabic(&credits, &["إذن حركة", "seg-bbm-khalil", "2013-02-12 11:17"]);
}
