//! Days from words: one sentence a way of saying it, in the three languages.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail loudly")]

use reader::{Date, Gazetteer, Lexicons, Request, read};

struct Rules {
    lexicons: Lexicons,
    gazetteer: Gazetteer,
}

impl Rules {
    fn shipped() -> Self {
        Self { lexicons: Lexicons::shipped().unwrap(), gazetteer: Gazetteer::shipped().unwrap() }
    }

    /// First and last day of the last draft, as `2013-02-04..2013-02-05`, open ends left out.
    fn days(&self, text: &str, date: &str) -> String {
        let date: Date = date.parse().unwrap();
        let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
        let drafts = read(&request, &self.lexicons, &self.gazetteer).unwrap().drafts;
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        drafts.last().map_or_else(|| "no draft".into(), |one| format!("{}..{}", day(one.time.from), day(one.time.to)))
    }

    fn check(&self, date: &str, table: &[(&str, &str)]) {
        let wrong: Vec<String> = table
            .iter()
            .filter(|(text, wanted)| self.days(text, date) != *wanted)
            .map(|(text, wanted)| format!("{text}\n    wanted {wanted}, read {}", self.days(text, date)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn english_days() {
    // A Thursday.
    Rules::shipped().check(
        "2017-03-16",
        &[
            ("The road from Gao to Bourem was cut on Monday.", "2017-03-13..2017-03-13"),
            ("The road from Gao to Bourem was cut on Thursday.", "2017-03-16..2017-03-16"),
            ("The road from Gao to Bourem was cut last Thursday.", "2017-03-09..2017-03-09"),
            ("The road from Gao to Bourem has been cut since Sunday evening.", "2017-03-12.."),
            ("The road from Gao to Bourem has been cut since Sat.", "2017-03-11.."),
            ("The road from Gao to Bourem has been closed for eight days.", "2017-03-08.."),
            ("The road from Gao to Bourem has been closed since 2 December.", "2016-12-02.."),
            ("The road from Gao to Bourem has been closed since the 9th.", "2017-03-09.."),
            ("The road from Gao to Bourem will be closed from 2 December.", "2017-12-02.."),
            ("The road from Gao to Bourem is closed until Saturday.", "2017-03-16..2017-03-18"),
            ("The road from Gao to Bourem is closed until 4 April.", "2017-03-16..2017-04-04"),
            ("The road from Gao to Bourem was closed between 3 and 7 March.", "2017-03-03..2017-03-07"),
            ("The road from Gao to Bourem was closed from 27 February to 2 March.", "2017-02-27..2017-03-02"),
            ("The road from Gao to Bourem was closed from Sunday to Tuesday.", "2017-03-12..2017-03-14"),
            ("The road from Gao to Bourem was cut on 2017-03-07.", "2017-03-07..2017-03-07"),
            ("The road from Gao to Bourem was cut on 07.03.2017.", "2017-03-07..2017-03-07"),
            ("The road from Gao to Bourem was cut on 7/3/2017.", "2017-03-07..2017-03-07"),
            ("The road from Gao to Bourem was cut at the weekend.", "2017-03-11..2017-03-12"),
            ("The road from Gao to Bourem was cut in late February.", "2017-02-21..2017-02-28"),
            ("The road from Gao to Bourem was cut last month.", "2017-02-01..2017-02-28"),
            ("The road from Gao to Bourem will be reopened next month.", "2017-04-01..2017-04-30"),
            ("The road from Gao to Bourem will be reopened on Monday.", "2017-03-20..2017-03-20"),
            ("The road from Gao to Bourem will be reopened within ten days.", "2017-03-16..2017-03-26"),
            ("The road from Gao to Bourem will be reopened the day after tomorrow.", "2017-03-18..2017-03-18"),
            (
                "A convoy of six trucks arrived in Gao on 7 March. The road to Bourem was cut three days later.",
                "2017-03-10..2017-03-10",
            ),
            (
                "A convoy of six trucks arrived in Gao on 7 March. The road to Bourem was cut the previous day.",
                "2017-03-06..2017-03-06",
            ),
        ],
    );
}

#[test]
fn french_days() {
    // A Wednesday.
    Rules::shipped().check(
        "2018-05-09",
        &[
            ("La route de Gao à Bourem a été coupée lundi.", "2018-05-07..2018-05-07"),
            ("La route de Gao à Bourem est coupée depuis dimanche soir.", "2018-05-06.."),
            ("La route de Gao à Bourem est coupée depuis cinq jours.", "2018-05-04.."),
            ("La route de Gao à Bourem est coupée depuis le 28 avril.", "2018-04-28.."),
            ("La route de Gao à Bourem est coupée depuis le 12 novembre.", "2017-11-12.."),
            ("La route de Gao à Bourem sera fermée à partir du 12 novembre.", "2018-11-12.."),
            ("La route de Gao à Bourem est fermée jusqu'au 20 mai.", "2018-05-09..2018-05-20"),
            ("La route de Gao à Bourem est fermée jusqu'à vendredi.", "2018-05-09..2018-05-11"),
            ("La route de Gao à Bourem a été fermée du 2 au 4 mai.", "2018-05-02..2018-05-04"),
            ("La route de Gao à Bourem a été fermée du 28 avril au 2 mai.", "2018-04-28..2018-05-02"),
            ("La route de Gao à Bourem a été coupée dans la nuit de lundi à mardi.", "2018-05-07..2018-05-08"),
            ("La route de Gao à Bourem a été coupée dans la nuit du 30 avril au 1er mai.", "2018-04-30..2018-05-01"),
            ("La route de Gao à Bourem a été coupée avant-hier soir.", "2018-05-07..2018-05-07"),
            ("La route de Gao à Bourem a été coupée le 4.", "2018-05-04..2018-05-04"),
            ("La route de Gao à Bourem est coupée depuis le 04/05.", "2018-05-04.."),
            ("La route de Gao à Bourem a été coupée le 04.05.2018.", "2018-05-04..2018-05-04"),
            ("La route de Gao à Bourem a été coupée la semaine dernière.", "2018-04-30..2018-05-06"),
            ("La route de Gao à Bourem sera rouverte d'ici dimanche.", "2018-05-09..2018-05-13"),
            ("La route de Gao à Bourem sera rouverte dans dix jours.", "2018-05-09..2018-05-19"),
            ("La route de Gao à Bourem sera rouverte samedi.", "2018-05-12..2018-05-12"),
            (
                "Un convoi de six camions est arrivé à Gao le 3 mai. La route de Bourem a été coupée le lendemain.",
                "2018-05-04..2018-05-04",
            ),
            (
                "Un convoi de six camions est arrivé à Gao le 3 mai. La route de Bourem a été coupée le jour même.",
                "2018-05-03..2018-05-03",
            ),
        ],
    );
}

#[test]
fn arabic_days() {
    // A Tuesday.
    Rules::shipped().check(
        "2019-10-15",
        &[
            ("قطع الطريق بين غاو وبوريم يوم الأحد.", "2019-10-13..2019-10-13"),
            ("الطريق بين غاو وبوريم مقطوع منذ مساء الأحد.", "2019-10-13.."),
            ("الطريق بين غاو وبوريم مقطوع منذ خمسة أيام.", "2019-10-10.."),
            ("الطريق بين غاو وبوريم مقطوع منذ ٤ تشرين الأول.", "2019-10-04.."),
            ("الطريق بين غاو وبوريم مقطوع منذ الرابع من تشرين الأول/أكتوبر.", "2019-10-04.."),
            ("الطريق بين غاو وبوريم مقطوع منذ 28 شتنبر.", "2019-09-28.."),
            ("الطريق بين غاو وبوريم مقطوع منذ 12 غشت.", "2019-08-12.."),
            ("الطريق بين غاو وبوريم مقطوع منذ الثالث والعشرين من أيلول.", "2019-09-23.."),
            ("قطع الطريق بين غاو وبوريم في الثالث من الشهر الماضي.", "2019-09-03..2019-09-03"),
            ("قطع الطريق بين غاو وبوريم في 5 من الشهر الجاري.", "2019-10-05..2019-10-05"),
            ("قطع الطريق بين غاو وبوريم أول أمس.", "2019-10-13..2019-10-13"),
            ("قطع الطريق بين غاو وبوريم ليل الأحد الاثنين.", "2019-10-13..2019-10-14"),
            ("الطريق بين غاو وبوريم مغلق حتى الخميس.", "2019-10-15..2019-10-17"),
            ("الطريق بين غاو وبوريم مغلق حتى 20 أكتوبر.", "2019-10-15..2019-10-20"),
            ("أغلق الطريق بين غاو وبوريم بين يومي 8 و10 أكتوبر.", "2019-10-08..2019-10-10"),
            ("قطع الطريق بين غاو وبوريم في 08/10/2019.", "2019-10-08..2019-10-08"),
            ("قطع الطريق بين غاو وبوريم يوم ٠٨/١٠.", "2019-10-08..2019-10-08"),
            ("قطع الطريق بين غاو وبوريم خلال اليومين الماضيين.", "2019-10-13..2019-10-15"),
            ("سيعاد فتح الطريق بين غاو وبوريم بعد غد الخميس.", "2019-10-17..2019-10-17"),
            ("سيعاد فتح الطريق بين غاو وبوريم يوم السبت.", "2019-10-19..2019-10-19"),
            (
                "وصلت قافلة من ست شاحنات إلى غاو في 7 أكتوبر. وقطع الطريق إلى بوريم بعد ثلاثة أيام.",
                "2019-10-10..2019-10-10",
            ),
        ],
    );
}

#[test]
fn lines_of_a_log_are_of_the_day_of_the_report() {
    let rules = Rules::shipped();
    let log = "0610 Gao: quiet.\n0745 Convoy of six trucks left Gao.\n[09:20] The road to Bourem is cut.\n";
    assert_eq!(rules.days(log, "2017-03-16"), "2017-03-16..2017-03-16");
    let two = "06:10 Gao: quiet.\nThe road to Bourem is cut.\n09:20 Quiet.\n";
    assert_eq!(rules.days(two, "2017-03-16"), "..", "two hours are no log");
}
