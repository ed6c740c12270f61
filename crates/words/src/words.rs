//! Messages: found by identifier, filled with values, in one person's language.

use crate::bidi;
use crate::clock::{Zone, ZoneError};
use crate::number::{Digits, NumberStyle};
use crate::typeset::typeset;
use crate::{Arg, BidiMode, Lang, Screen};
use fluent_bundle::bundle::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent};
use unic_langid::LanguageIdentifier;
use units::{Deciseconds, Grams, Interval, Kmh, Metres, Millilitres, Moment, Quantity, Unit};

/// Largest whole number that a message's plural form is chosen by: above it the
/// Fluent library's own number could no longer count by one.
const PLURAL_MAX: u128 = 1 << 53;

/// The messages of one language, shared between threads.
type Messages = concurrent::FluentBundle<FluentResource>;

macro_rules! files {
    ($lang:literal) => {
        &[
            ("common.ftl", include_str!(concat!("../locales/", $lang, "/common.ftl"))),
            ("codes.ftl", include_str!(concat!("../locales/", $lang, "/codes.ftl"))),
            ("account.ftl", include_str!(concat!("../locales/", $lang, "/account.ftl"))),
            ("cli.ftl", include_str!(concat!("../locales/", $lang, "/cli.ftl"))),
            ("demo.ftl", include_str!(concat!("../locales/", $lang, "/demo.ftl"))),
            ("errors.ftl", include_str!(concat!("../locales/", $lang, "/errors.ftl"))),
            ("sheets.ftl", include_str!(concat!("../locales/", $lang, "/sheets.ftl"))),
            ("network.ftl", include_str!(concat!("../locales/", $lang, "/network.ftl"))),
            ("orders.ftl", include_str!(concat!("../locales/", $lang, "/orders.ftl"))),
            ("desk.ftl", include_str!(concat!("../locales/", $lang, "/desk.ftl"))),
            ("page.ftl", include_str!(concat!("../locales/", $lang, "/page.ftl"))),
            ("phone.ftl", include_str!(concat!("../locales/", $lang, "/phone.ftl"))),
            ("paper.ftl", include_str!(concat!("../locales/", $lang, "/paper.ftl"))),
        ]
    };
}

/// The Fluent files of a language, name and content; a browser reads the same ones.
pub const fn locale_files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::En => files!("en"),
        Lang::Fr => files!("fr"),
        Lang::Ar => files!("ar"),
    }
}

/// One person's language, digits and time zone.
pub struct Words {
    lang: Lang,
    digits: Digits,
    zone: Zone,
    bundle: Messages,
    /// English, for a message that has not been translated yet.
    fallback: Option<Messages>,
}

impl Words {
    /// Western digits, Coordinated Universal Time.
    pub fn new(lang: Lang) -> Self {
        let fallback = (lang != Lang::En).then(|| bundle(Lang::En, lang, Digits::Western));
        let bundle = bundle(lang, lang, Digits::Western);
        Self { lang, digits: Digits::Western, zone: Zone::default(), bundle, fallback }
    }

    /// Shows times in the zone of this IANA name, such as `Africa/Algiers`.
    pub fn with_zone(mut self, name: &str) -> Result<Self, ZoneError> {
        self.zone = name.parse()?;
        Ok(self)
    }

    /// Shows numbers and times in these digits; English and French know only Western ones.
    pub fn with_digits(mut self, digits: Digits) -> Self {
        self.digits = digits;
        set_numbers(&mut self.bundle, self.lang, digits);
        if let Some(fallback) = &mut self.fallback {
            set_numbers(fallback, self.lang, digits);
        }
        self
    }

    /// The language spoken.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A sentence. Values stand in isolates where directions could meet, so that no
    /// date or code is turned around.
    ///
    /// An identifier no file has is returned as it is; the tests of this crate find
    /// every such identifier in the sources.
    pub fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        let values: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, self.value(arg))).collect();
        self.spoken(id, &values).unwrap_or_else(|| id.to_owned())
    }

    /// The same for a table cell: without isolates wherever they change nothing.
    pub fn cell(&self, id: &str, args: &[(&str, Arg)]) -> String {
        bidi::without_needless_isolates(&self.say(id, args))
    }

    /// The label of a code, such as `("road state", "open")`; a code that has none is
    /// shown as it is, since newer partners may use codes this program does not know.
    pub fn code(&self, list: &str, code: &str) -> String {
        let id = code_id(list, code);
        self.spoken(&id, &FluentArgs::new()).unwrap_or_else(|| bidi::contained(code))
    }

    /// Whether this language itself has the message.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A whole number, grouped.
    pub fn number(&self, number: impl Into<i128>) -> String {
        self.style().group(&number.into().to_string())
    }

    /// Date, time and zone: `2013-02-08 15:02 CET/+01`.
    pub fn moment(&self, at: Moment) -> String {
        self.style().moment(&self.zone.moment(at))
    }

    /// The date alone: `2013-02-08`.
    pub fn date(&self, at: Moment) -> String {
        self.style().moment(&self.zone.date(at))
    }

    /// The time of day alone: `15:02`; for march tables, whose title names the zone.
    pub fn time(&self, at: Moment) -> String {
        self.style().moment(&self.zone.time(at))
    }

    /// What the zone is called at that moment: `CET/+01`.
    pub fn zone(&self, at: Moment) -> String {
        self.style().moment(&self.zone.name_at(at))
    }

    /// From one moment to another; an open end in words.
    pub fn interval(&self, interval: &Interval) -> String {
        match (interval.from, interval.to) {
            (Some(from), Some(to)) => self.cell("interval", &[("from", from.into()), ("to", to.into())]),
            (Some(from), None) => self.cell("interval-from", &[("from", from.into())]),
            (None, Some(to)) => self.cell("interval-to", &[("to", to.into())]),
            (None, None) => self.cell("interval-always", &[]),
        }
    }

    /// How many of what: `1,200 litres`.
    pub fn quantity(&self, quantity: Quantity, unit: Unit) -> String {
        let id = match unit {
            Unit::Each => "quantity-each",
            Unit::Litre => "quantity-litre",
            Unit::Kilogram => "quantity-kilogram",
            Unit::Box => "quantity-box",
        };
        self.cell(id, &[("n", quantity.into())])
    }

    /// Metres below a kilometre, tenths of kilometres below ten, then kilometres.
    pub fn distance(&self, metres: Metres) -> String {
        let metres = metres.get();
        if metres < 950 {
            self.measure("measure-metres", self.number(metres))
        } else if metres < 9_950 {
            self.measure("measure-kilometres", self.style().tenths(rounded(metres, 100)))
        } else {
            self.measure("measure-kilometres", self.number(rounded(metres, 1_000)))
        }
    }

    /// Grams below a kilogram, kilograms below ten tonnes, then tenths of tonnes.
    pub fn mass(&self, grams: Grams) -> String {
        let grams = grams.get();
        if grams < 1_000 {
            self.measure("measure-grams", self.number(grams))
        } else if grams < 10_000_000 {
            self.measure("measure-kilograms", self.number(rounded(grams, 1_000)))
        } else {
            self.measure("measure-tonnes", self.style().tenths(rounded(grams, 100_000)))
        }
    }

    /// Kilograms whatever they are: what must not be more than something else is not rounded to tonnes.
    pub fn kilograms(&self, kilograms: u64) -> String {
        self.measure("measure-kilograms", self.number(kilograms))
    }

    /// Hours and minutes, a minute begun counting as whole: a tail that is not through is not
    /// through. Seconds below one minute, by the same rule.
    pub fn duration(&self, duration: Deciseconds) -> String {
        let seconds = duration.get().div_ceil(10);
        let minutes = seconds.div_ceil(60);
        let (hours, rest) = (self.number(minutes / 60), self.number(minutes % 60));
        if seconds < 60 {
            self.measure("measure-seconds", self.number(seconds))
        } else if minutes < 60 {
            self.measure("measure-minutes", rest)
        } else {
            self.cell("measure-hours-minutes", &[("hours", hours.into()), ("minutes", rest.into())])
        }
    }

    /// Whole litres, a litre begun counting as whole.
    pub fn volume(&self, volume: Millilitres) -> String {
        self.measure("measure-litres", self.number(volume.get().div_ceil(1_000)))
    }

    /// Tenths of a per cent, of a number of millionths.
    pub fn share(&self, millionths: u32) -> String {
        self.measure("measure-percent", self.style().tenths(rounded(millionths.into(), 1_000)))
    }

    /// Whole kilometres an hour.
    pub fn speed(&self, speed: Kmh) -> String {
        self.measure("measure-kmh", self.number(speed.get()))
    }

    /// Where output goes: its direction, how it treats bidirectional text, its columns.
    pub const fn screen(&self, bidi: BidiMode, width: Option<usize>) -> Screen {
        Screen::new(self.lang, NumberStyle::of(self.lang, self.digits), bidi, width)
    }

    const fn style(&self) -> NumberStyle {
        NumberStyle::of(self.lang, self.digits)
    }

    fn measure(&self, id: &str, number: String) -> String {
        self.cell(id, &[("n", number.into())])
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        let text = match arg {
            Arg::Number(number) if number.unsigned_abs() <= PLURAL_MAX => {
                return number_value(*number);
            }
            Arg::Number(number) => self.isolated(&self.number(*number), bidi::isolate_ltr),
            // A sentence of ours may stand in another: its own isolates stay, in pairs.
            Arg::Text(text) => self.isolated(&bidi::balanced(text), bidi::isolate),
            Arg::Code(code) => self.isolated(&bidi::contained(code), bidi::isolate_ltr),
            Arg::Moment(at) => self.isolated(&self.moment(*at), bidi::isolate_ltr),
        };
        FluentValue::from(text)
    }

    /// In a left-to-right sentence, what has no right-to-left letter needs no marks:
    /// plain English stays plain, for pipes and searches.
    fn isolated(&self, text: &str, with: fn(&str) -> String) -> String {
        if self.lang.is_rtl() || bidi::has_rtl(text) { with(text) } else { text.to_owned() }
    }

    fn spoken(&self, id: &str, values: &FluentArgs<'_>) -> Option<String> {
        std::iter::once(&self.bundle).chain(&self.fallback).find_map(|bundle| {
            let pattern = bundle.get_message(id)?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
            debug_assert!(errors.is_empty(), "message `{id}`: {errors:?}");
            Some(text)
        })
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({}, {:?}, {:?})", self.lang, self.digits, self.zone)
    }
}

/// The message identifier of a code's label: `check result` and `not_shown` become
/// `check-result-not-shown`.
pub fn code_id(list: &str, code: &str) -> String {
    format!("{list}-{code}").to_lowercase().replace([' ', '_'], "-")
}

/// Division that rounds halves up.
const fn rounded(value: u64, by: u64) -> u64 {
    value / by + (value % by * 2 >= by) as u64
}

/// A number below a hundred that takes the same plural form.
///
/// Arabic forms go by the last two digits (CLDR: `n % 100 = 3..10` is few), but the rules
/// that the Fluent library brings look at the whole number, and count 103 like 100. So
/// Arabic messages choose by `NUMBER($n)` instead of `$n`; no other language minds.
fn plural_twin<'a>(given: &FluentValue<'a>) -> FluentValue<'a> {
    match given {
        FluentValue::Number(number) => match number.as_string().trim_start_matches('-').parse::<u64>() {
            Ok(n) if n > 100 && n % 100 > 2 => FluentValue::from(n % 100),
            Ok(_) | Err(_) => given.clone(),
        },
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => given.clone(),
    }
}

fn number_value(number: i128) -> FluentValue<'static> {
    // The guard of the caller keeps the number within 2^53.
    i64::try_from(number).map_or(FluentValue::None, FluentValue::from)
}

/// Has a bundle write numbers as this reader does. Arabic sets each in an isolate, or
/// the sign of a negative number would move to its other end.
fn set_numbers<M: MemoizerKind>(bundle: &mut FluentBundle<FluentResource, M>, lang: Lang, digits: Digits) {
    let formatter: fn(&FluentValue<'_>, &M) -> Option<String> = match (lang, digits) {
        (Lang::En, _) => |value, _| grouped(value, NumberStyle::of(Lang::En, Digits::Western)),
        (Lang::Fr, _) => |value, _| grouped(value, NumberStyle::of(Lang::Fr, Digits::Western)),
        (Lang::Ar, Digits::Western) => {
            |value, _| grouped(value, NumberStyle::of(Lang::Ar, Digits::Western)).map(|n| bidi::isolate_ltr(&n))
        }
        (Lang::Ar, Digits::ArabicIndic) => {
            |value, _| grouped(value, NumberStyle::of(Lang::Ar, Digits::ArabicIndic)).map(|n| bidi::isolate_ltr(&n))
        }
    };
    bundle.set_formatter(Some(formatter));
}

fn grouped(value: &FluentValue<'_>, style: NumberStyle) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(style.group(&number.as_string())),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

/// The messages of one language, with numbers as readers of another (or the same) write them.
fn bundle(messages: Lang, reader: Lang, digits: Digits) -> Messages {
    let id: LanguageIdentifier = messages.code().parse().expect("our own language codes are well formed");
    let mut bundle = Messages::new_concurrent(vec![id]);
    // Values bring their own isolates, see `value`.
    bundle.set_use_isolating(false);
    set_numbers(&mut bundle, reader, digits);
    // Fluent's own function, so the browser's library has it too.
    bundle.add_function("NUMBER", |given, _| given.first().map_or(FluentValue::Error, plural_twin)).ok();
    for (_, source) in locale_files(messages) {
        // A file with a fault still gives its good messages; the tests refuse the fault.
        let resource = match FluentResource::try_new(typeset(messages, source)) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Moment {
        "2013-02-08T14:02:00Z".parse().unwrap()
    }

    fn quantity(n: u64) -> Quantity {
        Quantity::new(n).unwrap()
    }

    #[test]
    fn arabic_counts_in_six_forms() {
        let words = Words::new(Lang::Ar);
        let boxes = |n| words.quantity(quantity(n), Unit::Box);
        let shown: Vec<String> = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1_000].into_iter().map(boxes).collect();
        let expected = [
            "لا صناديق",
            "صندوق واحد",
            "صندوقان",
            "3 صناديق",
            "10 صناديق",
            "11 صندوقًا",
            "99 صندوقًا",
            "100 صندوق",
            "102 صندوق",
            "103 صناديق",
            "111 صندوقًا",
            "1\u{202F}000 صندوق",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn french_and_english_count_in_theirs() {
        let (en, fr) = (Words::new(Lang::En), Words::new(Lang::Fr));
        assert_eq!(en.quantity(quantity(0), Unit::Litre), "0 litres");
        assert_eq!(fr.quantity(quantity(0), Unit::Litre), "0 litre");
        assert_eq!(en.quantity(quantity(1_200), Unit::Litre), "1,200 litres");
        assert_eq!(fr.quantity(quantity(1_200_000), Unit::Each), "1\u{202F}200\u{202F}000 pièces");
    }

    #[test]
    fn dates_hold_their_order_in_arabic_sentences_in_both_sets_of_digits() {
        for (digits, from, to) in [
            (Digits::Western, "2013-02-08 15:02 CET/+01", "2013-02-09 15:02 CET/+01"),
            (Digits::ArabicIndic, "٢٠١٣-٠٢-٠٨ ١٥:٠٢ CET/+٠١", "٢٠١٣-٠٢-٠٩ ١٥:٠٢ CET/+٠١"),
        ] {
            let words = Words::new(Lang::Ar).with_zone("Africa/Algiers").unwrap().with_digits(digits);
            let day = Interval { from: Some(at()), to: Some(at().plus_seconds(86_400)) };
            let sentence = words.interval(&day);
            for base in [unicode_bidi::Level::rtl(), unicode_bidi::Level::ltr()] {
                let seen = bidi::visual(&bidi::isolate(&sentence), Some(base));
                assert!(seen.contains(from) && seen.contains(to), "{seen}");
            }
            // Without isolates the date would be seen from its end: this is what is guarded.
            let bare: String = sentence.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
            assert!(!bidi::visual(&bare, None).contains(from));
        }
    }

    #[test]
    fn a_sentence_in_a_sentence_keeps_its_date() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            let inner = words.say("wait-daylight", &[("from", at().into())]);
            let outer = words.say(
                "reason-leaves",
                &[("convoy", Arg::code("11-DZ-01")), ("crossing", "غاو".into()), ("why", inner.into())],
            );
            let seen = bidi::visual(&outer, None);
            assert!(seen.contains("2013-02-08 14:02 UTC") && seen.contains("11-DZ-01"), "{seen}");
        }
        // Marks that are not in pairs do not leave it.
        let given = Words::new(Lang::Ar).say("interval-from", &[("from", "\u{2069}\u{2067}a".into())]);
        assert!(given.ends_with("\u{2068}\u{2067}a\u{2069}\u{2069}"), "{given:?}");
    }

    #[test]
    fn plain_english_has_no_marks_and_arabic_names_in_it_do() {
        let words = Words::new(Lang::En);
        let say = |from: Arg| words.say("interval", &[("from", from), ("to", at().into())]);
        assert_eq!(say(Arg::text("Gao")), "Gao to 2013-02-08 14:02 UTC");
        assert_eq!(say(Arg::text("غاو")), "\u{2068}غاو\u{2069} to 2013-02-08 14:02 UTC");
        assert_eq!(say(Arg::code("قافلة-25")), "\u{2066}قافلة-25\u{2069} to 2013-02-08 14:02 UTC");
        assert_eq!(say(Arg::text("a\u{1b}[31m\nb")), "a\u{FFFD}[31m b to 2013-02-08 14:02 UTC");
    }

    #[test]
    fn negative_and_huge_numbers_stand_whole() {
        let words = Words::new(Lang::Ar);
        let say = |n: i128| words.say("measure-kilograms", &[("n", n.into())]);
        assert_eq!(say(-1_200), "\u{2066}-1\u{202F}200\u{2069} كغ");
        assert_eq!(
            say(i128::from(u64::MAX)),
            "\u{2066}18\u{202F}446\u{202F}744\u{202F}073\u{202F}709\u{202F}551\u{202F}615\u{2069} كغ"
        );
    }

    #[test]
    fn measures_choose_their_unit() {
        let (en, ar) = (Words::new(Lang::En), Words::new(Lang::Ar));
        let metres = |words: &Words, m| words.distance(Metres::new(m));
        assert_eq!(metres(&en, 949), "949 m");
        assert_eq!(metres(&en, 950), "1.0 km");
        assert_eq!(metres(&en, 9_949), "9.9 km");
        assert_eq!(metres(&en, 1_234_500), "1,235 km");
        assert_eq!(metres(&ar, 4_100), "4,1 كم");
        assert_eq!(en.volume(Millilitres::new(280_001)), "281 l");
        assert_eq!((en.share(26_449), ar.share(1_000_000)), ("2.6 %".to_owned(), "100,0 %".to_owned()));
        assert_eq!(en.mass(Grams::new(999)), "999 g");
        assert_eq!(en.mass(Grams::new(1_500)), "2 kg");
        assert_eq!(en.mass(Grams::new(12_350_000)), "12.4 t");
        assert_eq!(en.duration(Deciseconds::new(581)), "59 s");
        assert_eq!(en.duration(Deciseconds::new(591)), "1 min");
        assert_eq!(en.duration(Deciseconds::new(601)), "2 min");
        assert_eq!(en.duration(Deciseconds::new(36_001)), "1 h 1 min");
        assert_eq!(en.duration(Deciseconds::new(120_000)), "3 h 20 min");
        assert_eq!(ar.duration(Deciseconds::new(120_000)), "3 س 20 د");
        assert_eq!(en.speed(Kmh::new(40)), "40 km/h");
    }

    #[test]
    fn codes_have_labels_and_unknown_ones_are_shown() {
        assert_eq!(Words::new(Lang::Fr).code("check result", "not_shown"), "non présenté");
        assert_eq!(Words::new(Lang::Ar).code("road state", "washed\u{1b}out"), "washed\u{FFFD}out");
        assert_eq!(Words::new(Lang::Ar).say("no-such-message", &[]), "no-such-message");
    }

    #[test]
    fn words_are_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Words::new(Lang::Ar));
    }
}
