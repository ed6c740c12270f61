//! Days from words, against the day of the report.

use crate::codes::Precision;
use crate::date::Date;
use crate::lexicon::{Lexicon, TimeRule};
use crate::reading::TimeOfFact;

/// "The coming days" end so many days after the report: a convention of the scheme.
const COMING_DAYS: i64 = 7;

/// The largest number of days a phrase may count back; more is a misreading.
const COUNT_MAX: i64 = 3660;

/// The time a rule's words give; `words` returns the folded words of a role.
pub(crate) fn resolve(
    rule: TimeRule,
    lexicon: &Lexicon,
    date: Date,
    words: &dyn Fn(&str) -> Option<String>,
) -> Option<TimeOfFact> {
    let number = |role: &str| words(role).and_then(|text| number(&text, lexicon));
    let days = |from: Date, to: Date, precision| Some(time(Some(from), Some(to), precision));
    let day = |day: Date| days(day, day, Precision::Day);
    let weekday = || words("wd").and_then(|word| lexicon.weekdays.get(&word).copied());
    // Days back to the latest such weekday, 0 when it is the report's own.
    let back = |weekday: i64| (i64::from(date.weekday()) - weekday).rem_euclid(7);
    match rule {
        TimeRule::Weekday => day(date.plus_days(-back(weekday()?))),
        TimeRule::LastWeekday => {
            let back = back(weekday()?);
            day(date.plus_days(-if back == 0 { 7 } else { back }))
        }
        TimeRule::NextWeekday => day(date.plus_days(7 - back(weekday()?))),
        TimeRule::DaysAgo => {
            let unit = words("unit").and_then(|word| lexicon.numbers.get(&word).copied()).unwrap_or(1);
            let back = number("n").unwrap_or(1).checked_mul(unit).filter(|n| (0..=COUNT_MAX).contains(n))?;
            // "Three days ago" names a day; "two weeks ago" does not.
            let precision = if back < 7 { Precision::Day } else { Precision::Vague };
            days(date.plus_days(-back), date.plus_days(-back), precision)
        }
        TimeRule::Today => day(date),
        TimeRule::Yesterday => day(date.plus_days(-1)),
        TimeRule::BeforeYesterday => day(date.plus_days(-2)),
        TimeRule::Tomorrow => day(date.plus_days(1)),
        TimeRule::Date => {
            let month = month(words, lexicon)?;
            let of = i8::try_from(number("d")?).ok()?;
            day(match number("y") {
                Some(year) => Date::new(i16::try_from(year).ok()?, month, of)?,
                None => nearest(date, |year| Date::new(year, month, of))?,
            })
        }
        TimeRule::Month => {
            let month = month(words, lexicon)?;
            let first = match number("y") {
                Some(year) => Date::new(i16::try_from(year).ok()?, month, 1)?,
                None => latest(date, |year| Date::new(year, month, 1))?,
            };
            let (first, last) = first.month_ends();
            days(first, last, Precision::Month)
        }
        TimeRule::Year => {
            let (first, last) = Date::new(i16::try_from(number("y")?).ok()?, 1, 1)?.year_ends();
            days(first, last, Precision::Year)
        }
        TimeRule::LastHours => {
            let hours = number("n").unwrap_or(24).clamp(1, COUNT_MAX);
            days(date.plus_days(-(hours + 23) / 24), date, Precision::Range)
        }
        TimeRule::LastDays => match number("n") {
            Some(n) => {
                let unit = words("unit").and_then(|word| lexicon.numbers.get(&word).copied()).unwrap_or(1);
                days(date.plus_days(-n.saturating_mul(unit).clamp(1, COUNT_MAX)), date, Precision::Range)
            }
            None => days(date.plus_days(-COMING_DAYS), date, Precision::Vague),
        },
        TimeRule::ComingDays => days(date, date.plus_days(COMING_DAYS), Precision::Vague),
        TimeRule::LastWeek => {
            let monday = date.plus_days(-i64::from(date.weekday()) - 7);
            days(monday, monday.plus_days(6), Precision::Range)
        }
        TimeRule::ThisWeek => {
            let monday = date.plus_days(-i64::from(date.weekday()));
            days(monday, monday.plus_days(6), Precision::Range)
        }
        TimeRule::LastMonth => {
            let (first, _) = date.month_ends();
            let (first, last) = first.plus_days(-1).month_ends();
            days(first, last, Precision::Month)
        }
        TimeRule::VaguePast => Some(time(None, None, Precision::Vague)),
        TimeRule::External => Some(time(None, None, Precision::External)),
    }
}

/// The day a phrase could mean instead: said on a Friday, "last Wednesday" may be the
/// one of the week before.
pub(crate) fn other_day(rule: TimeRule, found: TimeOfFact) -> Option<Date> {
    (rule == TimeRule::LastWeekday).then_some(found.from).flatten().map(|day| day.plus_days(-7))
}

/// A weekday by itself, of what is still to come: the next such day.
pub(crate) fn ahead(found: TimeOfFact, date: Date) -> TimeOfFact {
    match (found.from, found.to) {
        (Some(from), Some(to)) if from == to && from <= date => {
            TimeOfFact { from: Some(from.plus_days(7)), to: Some(to.plus_days(7)), ..found }
        }
        _ => found,
    }
}

fn time(from: Option<Date>, to: Option<Date>, precision: Precision) -> TimeOfFact {
    TimeOfFact { from, to, precision, span: None }
}

/// A month's number; a month written twice must be one month.
fn month(words: &dyn Fn(&str) -> Option<String>, lexicon: &Lexicon) -> Option<i8> {
    let of = |role: &str| {
        let word = words(role)?;
        let named = lexicon.months.get(&word).copied().or_else(|| word.parse().ok());
        named.and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=12).contains(n))
    };
    let first = of("m")?;
    of("m2").is_none_or(|second| second == first).then_some(first)
}

/// Digits or a number word.
pub(crate) fn number(text: &str, lexicon: &Lexicon) -> Option<i64> {
    if let Some(known) = lexicon.numbers.get(text) {
        return Some(*known);
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The day of this kind nearest to the report, so that January still finds last December.
fn nearest(date: Date, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let year = date.parts().0;
    let candidates = [year - 1, year, year.saturating_add(1)].into_iter().filter_map(of);
    candidates.min_by_key(|candidate| candidate.days_since(date).abs())
}

/// The latest such day that is not after the report.
fn latest(date: Date, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let year = date.parts().0;
    [year, year - 1].into_iter().filter_map(of).find(|candidate| *candidate <= date)
}
