//! Days from words, against the day of the report.

use crate::chunk::{Chunk, Class, Data};
use crate::codes::Precision;
use crate::date::Date;
use crate::lexicon::{Lexicon, TimeRule};
use crate::reading::TimeOfFact;

/// "The coming days" end so many days after the report: a convention of the scheme.
const COMING_DAYS: i64 = 7;

/// The largest number of days a phrase may count back; more is a misreading.
const COUNT_MAX: i64 = 3660;

/// A time as its words give it, and what it may be instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timed {
    pub(crate) fact: TimeOfFact,
    /// The day the words could mean instead: a person is asked.
    pub(crate) other: Option<Date>,
    /// First and last day where the claim is of what is still to come: "on Monday".
    pub(crate) ahead: Option<(Date, Date)>,
    /// So many days after the day the text named last; below zero, before it.
    pub(crate) after: Option<i64>,
}

/// The time a rule's words give; `words` returns the folded words of a role.
///
/// Three roles change what any rule gives: `since` opens the end, `until` begins on the
/// day of the report, `early` and `late` of a month take a third of it.
pub(crate) fn resolve(
    rule: TimeRule,
    lexicon: &Lexicon,
    date: Date,
    words: &dyn Fn(&str) -> Option<String>,
) -> Option<Timed> {
    let asked = Asked { lexicon, date, words };
    let mut fact = asked.fact(rule)?;
    let mut ahead = asked.ahead(rule, fact);
    let has = |role: &str| words(role).is_some();
    if has("since") && fact.from.is_some() {
        (fact.to, fact.precision) = (None, Precision::Range);
        ahead = ahead.map(|(from, _)| (from, from));
    }
    if has("until") {
        let last = ahead.map(|(_, last)| last).or(fact.to);
        // "Open till yesterday" tells of yesterday.
        if let Some(last) = last.filter(|last| *last >= date) {
            fact = time(Some(date), Some(last), Precision::Range);
        }
        ahead = None;
    }
    if has("by") {
        let last = ahead.map(|(_, last)| last).or(fact.to);
        ahead = last.filter(|last| *last >= date).map(|last| (date, last));
    }
    let after = asked.after(rule);
    Some(Timed { fact, other: other_day(rule, fact), ahead, after })
}

/// Gives the times that count from another their day, in the order of the text; returns the
/// day named last.
pub(crate) fn settle(chunks: &mut [Chunk], named_before: Option<Date>) -> Option<Date> {
    let mut times: Vec<&mut Chunk> = chunks.iter_mut().filter(|chunk| chunk.class == Class::Time).collect();
    times.sort_by_key(|chunk| chunk.tokens.start);
    let mut last = named_before;
    for chunk in times {
        let Data::Time(timed) = &mut chunk.data else { continue };
        if let (Some(days), Some(day)) = (timed.after, last) {
            let day = day.plus_days(days);
            timed.fact = time(Some(day), Some(day), Precision::Day);
        }
        if timed.fact.precision != Precision::Vague {
            last = timed.fact.to.or(timed.fact.from).or(last);
        }
    }
    last
}

/// The words of one time, and the day they are read on.
struct Asked<'a> {
    lexicon: &'a Lexicon,
    date: Date,
    words: &'a dyn Fn(&str) -> Option<String>,
}

impl Asked<'_> {
    fn fact(&self, rule: TimeRule) -> Option<TimeOfFact> {
        let date = self.date;
        let days = |from: Date, to: Date, precision| Some(time(Some(from), Some(to), precision));
        let day = |day: Date| days(day, day, Precision::Day);
        match rule {
            TimeRule::Weekday => day(date.plus_days(-self.back("wd")?)),
            TimeRule::LastWeekday => {
                let back = self.back("wd")?;
                day(date.plus_days(-if back == 0 { 7 } else { back }))
            }
            TimeRule::NextWeekday => day(date.plus_days(7 - self.back("wd")?)),
            TimeRule::WeekdaySpan => {
                let last = date.plus_days(-self.back("to")?);
                days(last.plus_days(-self.between_weekdays()?), last, Precision::Range)
            }
            TimeRule::DaysAgo => {
                let back = self.count().filter(|n| (0..=COUNT_MAX).contains(n))?;
                // "Three days ago" names a day; "two weeks ago" does not.
                let precision = if back < 7 { Precision::Day } else { Precision::Vague };
                days(date.plus_days(-back), date.plus_days(-back), precision)
            }
            TimeRule::DaysAhead => {
                let ahead = self.count().filter(|n| (0..=COUNT_MAX).contains(n))?;
                days(date, date.plus_days(ahead), Precision::Range)
            }
            TimeRule::Today => day(date),
            TimeRule::Yesterday => day(date.plus_days(-1)),
            TimeRule::BeforeYesterday => day(date.plus_days(-2)),
            TimeRule::Tomorrow => day(date.plus_days(1)),
            TimeRule::AfterTomorrow => day(date.plus_days(2)),
            TimeRule::Date => day(self.day("d", "m")?),
            TimeRule::DayOfMonth => day(self.day_of_month(self.small("d")?)?),
            TimeRule::DateSpan => {
                let (from, to) = self.span_of_dates()?;
                days(from, to, Precision::Range)
            }
            TimeRule::LastHours => {
                let hours = self.number("n").unwrap_or(24).clamp(1, COUNT_MAX);
                days(date.plus_days(-(hours + 23) / 24), date, Precision::Range)
            }
            TimeRule::LastDays => match self.number("n") {
                Some(_) => days(date.plus_days(-self.count()?.clamp(1, COUNT_MAX)), date, Precision::Range),
                None => days(date.plus_days(-COMING_DAYS), date, Precision::Vague),
            },
            TimeRule::ComingDays => days(date, date.plus_days(COMING_DAYS), Precision::Vague),
            TimeRule::VaguePast => Some(time(None, None, Precision::Vague)),
            TimeRule::External => Some(time(None, None, Precision::External)),
            // "The day before" of nothing named is the day before the report.
            TimeRule::DaysAfter => Some(time(None, None, Precision::External)),
            TimeRule::DaysBefore if self.number("n").is_none() => day(date.plus_days(-1)),
            TimeRule::DaysBefore | TimeRule::SameDay => Some(time(None, None, Precision::External)),
            TimeRule::Month
            | TimeRule::Season
            | TimeRule::Year
            | TimeRule::Week
            | TimeRule::LastWeek
            | TimeRule::ThisWeek
            | TimeRule::Weekend
            | TimeRule::ThisMonth
            | TimeRule::LastMonth
            | TimeRule::NextMonth
            | TimeRule::LastYear => self.stretch(rule),
        }
    }

    /// Weeks, months, seasons and years.
    fn stretch(&self, rule: TimeRule) -> Option<TimeOfFact> {
        let date = self.date;
        let monday = date.plus_days(-i64::from(date.weekday()));
        let days = |(from, to): (Date, Date), precision| Some(time(Some(from), Some(to), precision));
        match (rule, self.year()) {
            (TimeRule::Month, Some(year)) => self.part_of(Date::new(year, self.month("m")?, 1)?),
            (TimeRule::Month, None) => {
                let month = self.month("m")?;
                self.part_of(latest(date, |year| Date::new(year, month, 1))?)
            }
            (TimeRule::Season, Some(year)) => days(self.season(Some(year))?, Precision::Range),
            // "Since the summer": of which year, and how far into it, is not told.
            (TimeRule::Season, None) => self.season(None).and(Some(time(None, None, Precision::External))),
            (TimeRule::Year, year) => days(Date::new(year?, 1, 1)?.year_ends(), Precision::Year),
            (TimeRule::Week, _) => days((date.plus_days(-6), date), Precision::Range),
            (TimeRule::LastWeek, _) => days((monday.plus_days(-7), monday.plus_days(-1)), Precision::Range),
            (TimeRule::ThisWeek, _) => days((monday, monday.plus_days(6)), Precision::Range),
            (TimeRule::Weekend, _) => {
                let saturday = date.plus_days(-(i64::from(date.weekday()) - 5).rem_euclid(7));
                days((saturday, saturday.plus_days(1).min(date)), Precision::Range)
            }
            (TimeRule::ThisMonth, _) => self.part_of(date),
            (TimeRule::LastMonth, _) => self.part_of(date.month_ends().0.plus_days(-1)),
            (TimeRule::NextMonth, _) => days(date.month_ends().1.plus_days(1).month_ends(), Precision::Month),
            (TimeRule::LastYear, _) => days(date.year_ends().0.plus_days(-1).year_ends(), Precision::Year),
            _ => None,
        }
    }

    /// First and last day of a season, of the year given or of the next such.
    fn season(&self, year: Option<i16>) -> Option<(Date, Date)> {
        let first = self.small("s")?;
        let this = self.date.parts().0;
        let of = |year| Some(Date::new(year, first, 1)?.plus_days(SEASON_DAYS).month_ends().1);
        let year = match year {
            Some(year) => year,
            None if of(this).is_some_and(|last| last < self.date) => this.checked_add(1)?,
            None => this,
        };
        Some((Date::new(year, first, 1)?, of(year)?))
    }

    /// The month a day is in, or the third of it that `early`, `mid` or `late` name.
    fn part_of(&self, day: Date) -> Option<TimeOfFact> {
        let (first, last) = day.month_ends();
        let has = |role: &str| (self.words)(role).is_some();
        let (from, to, precision) = if has("early") {
            (first, first.plus_days(9), Precision::Vague)
        } else if has("mid") {
            (first.plus_days(10), first.plus_days(19), Precision::Vague)
        } else if has("late") {
            (first.plus_days(20), last, Precision::Vague)
        } else {
            (first, last, Precision::Month)
        };
        Some(time(Some(from), Some(to), precision))
    }

    /// First and last day where the claim is of what is still to come.
    fn ahead(&self, rule: TimeRule, fact: TimeOfFact) -> Option<(Date, Date)> {
        if rule == TimeRule::Season && fact.from.is_none() {
            return self.season(None);
        }
        let (from, to) = (fact.from?, fact.to.or(fact.from)?);
        let next = |days: i64| Some((from.plus_days(days), to.plus_days(days)));
        match (rule, self.year()) {
            (TimeRule::Weekday | TimeRule::WeekdaySpan | TimeRule::Weekend, _) if from <= self.date => next(7),
            // "From 2 December", said in March of what will be: the one to come.
            (TimeRule::Date, None) if self.date.days_since(from) > NEAR_DAYS => {
                let (year, month, day) = from.parts();
                Date::new(year.checked_add(1)?, month, day).map(|day| (day, day))
            }
            (TimeRule::DayOfMonth, _) if from < self.date => {
                let (year, month, _) = from.month_ends().1.plus_days(1).parts();
                Date::new(year, month, from.parts().2).map(|day| (day, day))
            }
            (TimeRule::Month, None) if to < self.date => {
                let (year, month, _) = from.parts();
                Some(Date::new(year.checked_add(1)?, month, 1)?.month_ends())
            }
            _ => None,
        }
    }

    /// How far from the day named last, where the rule counts from it.
    fn after(&self, rule: TimeRule) -> Option<i64> {
        let count = || self.count().filter(|n| (0..=COUNT_MAX).contains(n));
        if rule == TimeRule::DaysAfter {
            count()
        } else if rule == TimeRule::DaysBefore {
            count().map(|n| -n)
        } else {
            (rule == TimeRule::SameDay).then_some(0)
        }
    }

    fn number(&self, role: &str) -> Option<i64> {
        (self.words)(role).and_then(|text| number(&text, self.lexicon))
    }

    fn small(&self, role: &str) -> Option<i8> {
        self.number(role).and_then(|n| i8::try_from(n).ok())
    }

    /// A number of days: what is counted times its unit, or one.
    fn count(&self) -> Option<i64> {
        let unit = (self.words)("unit").and_then(|word| self.lexicon.numbers.get(&word).copied()).unwrap_or(1);
        self.number("n").unwrap_or(1).checked_mul(unit)
    }

    fn year(&self) -> Option<i16> {
        self.number("y").and_then(|year| i16::try_from(year).ok())
    }

    fn weekday(&self, role: &str) -> Option<i64> {
        (self.words)(role).and_then(|word| self.lexicon.weekdays.get(&word).copied())
    }

    /// Days back to the latest such weekday, 0 when it is the report's own.
    fn back(&self, role: &str) -> Option<i64> {
        self.weekday(role).map(|weekday| (i64::from(self.date.weekday()) - weekday).rem_euclid(7))
    }

    fn between_weekdays(&self) -> Option<i64> {
        Some((self.weekday("to")? - self.weekday("wd")?).rem_euclid(7))
    }

    /// A month's number; a month written twice must be one month.
    fn month(&self, role: &str) -> Option<i8> {
        let of = |role: &str| {
            let word = (self.words)(role)?;
            let named = self.lexicon.months.get(&word).copied().or_else(|| word.parse().ok());
            named.and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=12).contains(n))
        };
        let first = of(role)?;
        of("m2").is_none_or(|second| second == first).then_some(first)
    }

    /// Day and month, of the year written or of the nearest.
    fn day(&self, day: &str, month: &str) -> Option<Date> {
        let (month, of) = (self.month(month)?, self.small(day)?);
        match self.year() {
            Some(year) => Date::new(year, month, of),
            // "Since" is of what lies behind, "from" may be of what is to come.
            None if (self.words)("since").is_some_and(|word| !self.lexicon.lists("onward", &word)) => {
                latest(self.date, |year| Date::new(year, month, of))
            }
            None => nearest(self.date, |year| Date::new(year, month, of)),
        }
    }

    /// The latest such day of a month; of the month before where the words say so.
    fn day_of_month(&self, of: i8) -> Option<Date> {
        let mut month = self.date.month_ends().0;
        if (self.words)("before").is_some() {
            month = month.plus_days(-1).month_ends().0;
        }
        for _ in 0..MONTHS_BACK {
            let (year, number, _) = month.parts();
            if let Some(day) = Date::new(year, number, of).filter(|day| *day <= self.date) {
                return Some(day);
            }
            month = month.plus_days(-1).month_ends().0;
        }
        None
    }

    /// "From 20 to 22 November", "from 28 October to 2 November", "between the 14th and the 16th".
    fn span_of_dates(&self) -> Option<(Date, Date)> {
        let has = |role: &str| (self.words)(role).is_some();
        let to = match (has("to_m"), has("m")) {
            (true, _) => self.day("to", "to_m")?,
            (false, true) => self.day("to", "m")?,
            (false, false) => self.day_of_month(self.small("to")?)?,
        };
        let (year, month, _) = to.parts();
        let first = self.small("d")?;
        let before = to.month_ends().0.plus_days(-1).parts();
        let from = if has("to_m") && has("m") {
            latest(to, |year| Date::new(year, self.month("m")?, first))?
        } else {
            // "In the night from the 31st to the 1st" begins in the month before.
            let same = Date::new(year, month, first).filter(|from| *from <= to);
            same.or_else(|| Date::new(before.0, before.1, first))?
        };
        (to.days_since(from) <= SPAN_DAYS_MAX).then_some((from, to))
    }
}

/// A date that lies so many days back was not missed by a slip of the pen.
const NEAR_DAYS: i64 = 31;

/// A season ends in the third month from its first.
const SEASON_DAYS: i64 = 70;

/// A day of the month that this month does not have is looked for in so many earlier ones.
const MONTHS_BACK: usize = 3;

/// Two days farther apart are no span of one event.
const SPAN_DAYS_MAX: i64 = 400;

/// The day a phrase could mean instead: said on a Friday, "last Wednesday" may be the
/// one of the week before.
fn other_day(rule: TimeRule, found: TimeOfFact) -> Option<Date> {
    (rule == TimeRule::LastWeekday).then_some(found.from).flatten().map(|day| day.plus_days(-7))
}

fn time(from: Option<Date>, to: Option<Date>, precision: Precision) -> TimeOfFact {
    TimeOfFact { from, to, precision, span: None }
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
