//! Papers, from what the journals say; or in words that this build has none.

use crate::support::{Place, run};

#[cfg(feature = "print")]
mod printed {
    use super::{Place, run};
    use crate::crossing::{afterwards, march, then, told};
    use std::fs;
    use std::path::Path;

    /// The PDF that a command wrote.
    fn pdf(place: &Place, args: &[&str]) -> Vec<u8> {
        let ran = place.run(&[&["print"], args, &["--json"]].concat()).ended(0).json();
        let bytes = fs::read(place.path("dz-log").join(ran["file"].as_str().unwrap())).unwrap();
        assert_eq!(ran["bytes"].as_u64().unwrap(), bytes.len() as u64);
        assert!(bytes.starts_with(b"%PDF-"));
        bytes
    }

    #[test]
    fn a_waybill_of_a_convoy_and_of_a_consignment_in_three_languages() {
        let place = Place::donor();
        place.run(&["plan", "--from", "2013-02-11T04:00:00Z", "--order"]).ended(0);
        for lang in ["en", "fr", "ar"] {
            let first = pdf(&place, &["waybill", "11-DZ-01", "--lang", lang]);
            assert!(first == pdf(&place, &["waybill", "11-DZ-01", "--lang", lang, "--out", "again.pdf"]), "{lang}");
        }
        assert!(place.names("dz-log").contains(&"waybill-11-DZ-01.pdf".to_owned()));
        pdf(&place, &["waybill", "C-11-DZ-01"]);
        place
            .run(&["print", "waybill", "11-DZ-99"])
            .told(1, &["no convoy or consignment `11-DZ-99` is known", "11-DZ-01"]);
    }

    #[test]
    fn the_orders_of_a_plan_are_printed_before_and_after_they_are_given() {
        let place = Place::donor();
        let papers = ["orders", "march-table", "loads", "credits"];
        for paper in papers {
            place.run(&["print", paper]).told(1, &["no plan is in force"]);
        }
        let plan = ["plan", "--from", "2013-02-11T04:00:00Z", "--out", "../plan"];
        let first = place.run(&[&plan[..], &["--json"]].concat()).ended(0).json();
        let digest = first["digest"].as_str().unwrap();
        let proposed = papers.map(|paper| pdf(&place, &[paper, &digest[..8]]));
        place.run(&["plan", "--from", "2013-02-11T04:00:00Z", "--order"]).ended(0);
        for lang in ["en", "fr", "ar"] {
            for (paper, proposed) in papers.iter().zip(&proposed) {
                let ordered = pdf(&place, &[paper, "--lang", lang]);
                assert!(ordered == pdf(&place, &[paper, "last", "--lang", lang, "--out", "again.pdf"]), "{lang}");
                // Before it is ordered each says so, or names nobody who commands.
                assert!(lang != "en" || ordered != *proposed, "{paper}");
            }
        }
        assert!(place.names("dz-log").contains(&format!("orders-{}.pdf", &digest[..8])));
        pdf(&place, &["credits", "../plan/plan.json", "--convoy", "11-DZ-02"]);
        assert!(place.names("dz-log").contains(&"credits-11-DZ-02.pdf".to_owned()));
        let ran = place.run(&["print", "orders", "--convoy", "11-DZ-20"]);
        ran.told(1, &["no column of the plan `11-DZ-20` is known", "11-DZ-02"]);
    }

    #[test]
    fn an_offer_is_printed_for_ink_and_its_answer_beside_it() {
        let place = Place::of(&["dz-log", "ml-army"]);
        let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
        place.introduce("dz-log", "ml-army");
        place.introduce("ml-army", "dz-log");
        march(&place);
        let at_the_crossing = |dir: &Path, args: &[&str]| {
            let ran = then(dir, args);
            assert!(matches!(ran.code, Some(0 | 3)), "{ran:?}");
            ran.json()
        };
        let offer = at_the_crossing(&giver, &["handover", "offer", "11-DZ-01", "--json"]);
        let leaf = offer["appended"][0]["leaf"].as_str().unwrap();
        let ink = pdf(&place, &["handover"]);
        at_the_crossing(&giver, &["handover", "slip", leaf, "--out", "../offer", "--json"]);
        at_the_crossing(&army, &["handover", "take", "../offer", "--json"]);
        at_the_crossing(&army, &["handover", "answer", "--count", "ration-box=798:short", "--json"]);
        // The receiver, who has nothing but the offer's slip, can print as well.
        let answered = at_the_crossing(&army, &["print", "handover", &leaf[..8], "--lang", "ar", "--json"]);
        let answered = fs::read(army.join(answered["file"].as_str().unwrap())).unwrap();
        assert!(answered.starts_with(b"%PDF-") && answered != ink);
    }

    /// What was not shown is still to be looked at, whatever the last look came to.
    #[test]
    fn a_piece_that_was_not_shown_stays_on_the_check_sheet() {
        let place = told();
        let sheet = || {
            let args = ["print", "checks", "crossing-in-khalil", "--out", "sheet.pdf"];
            afterwards(&place, &args).ended(0);
            fs::read(place.path("monitor").join("sheet.pdf")).unwrap()
        };
        let record = |args: &[&str]| {
            let goods = ["--item", "apc", "--site", "crossing-in-khalil"];
            afterwards(&place, &[&["checks", "record", "AP-01"], args, &goods].concat()).ended(0);
        };
        let before = sheet();
        record(&["--result", "not_shown", "--obstacle", "deployed"]);
        assert!(sheet() == before);
        record(&["--method", "scan"]);
        assert!(sheet() != before);
    }

    #[test]
    fn a_certificate_needs_an_offer_and_a_check_sheet_a_site() {
        let place = Place::donor();
        place.run(&["print", "handover"]).told(1, &["0 offers"]);
        place.run(&["print", "checks", "nowhere"]).told(1, &["no site `nowhere` is known"]);
        let sheet = pdf(&place, &["checks", "crossing-in-khalil"]);
        assert!(sheet.len() > 1000);
        let under_a_file = "checks-crossing-in-khalil.pdf/x.pdf";
        place.run(&["print", "checks", "crossing-in-khalil", "--out", under_a_file]).told(1, &["could not"]);
        let said = run(&place.path("dz-log"), &["print", "checks", "crossing-in-khalil", "--lang", "ar"]).ended(0).out;
        assert!(said.contains("checks-crossing-in-khalil.pdf"), "{said}");
    }
}

#[cfg(not(feature = "print"))]
#[test]
fn a_build_without_print_says_so() {
    let place = Place::empty();
    let ran = run(place.root(), &["print", "waybill", "11-DZ-01"]);
    ran.told(1, &["this program was built without `print`", "--features print"]);
}
