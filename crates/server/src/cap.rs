//! Closures as alerts of the Common Alerting Protocol 1.2 (OASIS), listed by a feed in Atom (RFC 4287).
//!
//! An alert is for those who march, so its scope is `Restricted`. It has its words in the three languages. What
//! others wrote is text and nothing else.

use ::words::{Arg, Lang, Words};
use app::closures::{Cause, Closure};
use app::operation::Operation;
use model::Subject;
use orders::xml::text;
use std::fmt::Write as _;
use units::{Moment, PlaceId, Point, SegmentId};

/// Content type of an alert.
pub(crate) const CAP_TYPE: &str = "application/cap+xml";

/// Content type of the feed.
pub(crate) const ATOM_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Reports that make it as good as seen.
const OBSERVED_PERMILLE: u16 = 950;

/// What is written about, and for whom.
pub(crate) struct Alerts<'a> {
    pub(crate) operation: &'a Operation,
    /// Whose node it is.
    pub(crate) party: &'a str,
}

impl Alerts<'_> {
    /// The feed: an entry for each closure, the newest first.
    pub(crate) fn feed(&self, closures: &[Closure], at: Moment, words: &Words) -> String {
        let settings = &self.operation.settings;
        let updated = closures.iter().map(|one| one.since).max().unwrap_or(settings.plan_from.min(at));
        let title = words.say("alerts-title", &[("operation", Arg::text(named(&settings.title, words.lang())))]);
        let lang = words.lang();
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n"
        );
        // A String never fails to grow.
        let _ = writeln!(out, "  <id>urn:qafila:alerts:{}:{}</id>", text(&settings.name), text(self.party));
        let _ = writeln!(out, "  <title>{}</title>\n  <updated>{updated}</updated>", text(&title));
        let _ = writeln!(out, "  <author><name>{}</name></author>", text(self.party));
        out.push_str("  <link rel=\"self\" href=\"/api/v1/alerts\"/>\n");
        let mut newest: Vec<&Closure> = closures.iter().collect();
        newest.sort_by_key(|one| (std::cmp::Reverse(one.since), one.id));
        for closure in newest {
            let (id, since) = (closure.id, closure.since);
            let (headline, about) = (self.headline(closure, words), self.about(closure, words));
            let _ = writeln!(out, "  <entry>\n    <id>urn:sha256:{id}</id>\n    <title>{}</title>", text(&headline));
            let _ = writeln!(out, "    <updated>{since}</updated>\n    <summary>{}</summary>", text(&about));
            let _ = writeln!(out, "    <link type=\"{CAP_TYPE}\" href=\"/api/v1/alerts/{id}\"/>\n  </entry>");
        }
        out.push_str("</feed>\n");
        out
    }

    /// One alert.
    pub(crate) fn alert(&self, closure: &Closure, languages: [&Words; 3]) -> String {
        let settings = &self.operation.settings;
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n",
        );
        let _ = writeln!(out, "  <identifier>{}</identifier>", closure.id);
        let _ = writeln!(out, "  <sender>{}.{}</sender>", text(self.party), text(&settings.name));
        let _ = writeln!(out, "  <sent>{}</sent>", moment(closure.since));
        out.push_str("  <status>Actual</status>\n  <msgType>Alert</msgType>\n  <scope>Restricted</scope>\n");
        let _ = writeln!(out, "  <restriction>Parties of operation {}</restriction>", text(&settings.name));
        for words in languages {
            self.info(&mut out, closure, words);
        }
        out.push_str("</alert>\n");
        out
    }

    fn info(&self, out: &mut String, closure: &Closure, words: &Words) {
        let certainty = match closure.cause {
            Cause::Overridden { .. } | Cause::Decreed { .. } => "Observed",
            Cause::Reported { certainty_permille, .. } if certainty_permille >= OBSERVED_PERMILLE => "Observed",
            // The planner obeys it, so it is more likely than not.
            Cause::Reported { .. } => "Likely",
        };
        let say = |id| text(&words.say(id, &[]));
        let _ = writeln!(out, "  <info>\n    <language>{}</language>", words.lang());
        let _ = writeln!(out, "    <category>Transport</category>\n    <event>{}</event>", say("alert-event"));
        out.push_str("    <responseType>Avoid</responseType>\n    <urgency>Immediate</urgency>\n");
        let _ = writeln!(out, "    <severity>Severe</severity>\n    <certainty>{certainty}</certainty>");
        let _ = writeln!(out, "    <onset>{}</onset>", moment(closure.since));
        let _ = writeln!(out, "    <senderName>{}</senderName>", text(self.party));
        let _ = writeln!(out, "    <headline>{}</headline>", text(&self.headline(closure, words)));
        let _ = writeln!(out, "    <description>{}</description>", text(&self.about(closure, words)));
        let _ = writeln!(out, "    <instruction>{}</instruction>", say("alert-avoid"));
        let _ = writeln!(out, "    <area>\n      <areaDesc>{}</areaDesc>", text(&self.name(closure, words.lang())));
        for circle in self.circles(closure) {
            let _ = writeln!(out, "      <circle>{circle}</circle>");
        }
        let (list, code) = match &closure.subject {
            Subject::Axis(axis) => ("axis", axis.as_str()),
            Subject::Segment(segment) => ("segment", segment.as_str()),
            Subject::Place(place) => ("place", place.as_str()),
        };
        let _ = writeln!(
            out,
            "      <geocode>\n        <valueName>qafila:{list}</valueName>\n        <value>{}</value>\n      </geocode>",
            text(code)
        );
        out.push_str("    </area>\n  </info>\n");
    }

    fn headline(&self, closure: &Closure, words: &Words) -> String {
        let message = if matches!(closure.cause, Cause::Decreed { .. }) { "alert-crossing" } else { "alert-closed" };
        words.say(message, &[("name", Arg::text(self.name(closure, words.lang())))])
    }

    fn about(&self, closure: &Closure, words: &Words) -> String {
        let told = |message, party, reason: &String| {
            words.say(message, &[("party", Arg::code(party)), ("reason", Arg::text(reason))])
        };
        match &closure.cause {
            Cause::Overridden { party, reason } => told("alert-overridden", party, reason),
            Cause::Decreed { party, reason } => told("alert-decreed", party, reason),
            Cause::Reported { certainty_permille, reports } => {
                let certainty = words.share(u32::from(*certainty_permille) * 1_000);
                let args = [
                    ("certainty", Arg::text(certainty)),
                    ("n", (*reports).into()),
                    ("last", Arg::text(words.moment(closure.since))),
                ];
                words.say("alert-reported", &args)
            }
        }
    }

    /// What is closed, as people of that language call it.
    fn name(&self, closure: &Closure, lang: Lang) -> String {
        let place = |place: &PlaceId| {
            let node = self.operation.network.node(place);
            node.map_or_else(|| place.to_string(), |node| road_named(&node.names(), lang, place.as_str()))
        };
        match &closure.subject {
            Subject::Axis(axis) => {
                let names = self.operation.axes.get(axis);
                names.map_or_else(|| axis.to_string(), |names| road_named(names, lang, axis.as_str()))
            }
            Subject::Segment(segment) => match self.operation.network.segment(segment) {
                Some(known) => format!("{} \u{2013} {}", place(&known.from()), place(&known.to())),
                None => segment.to_string(),
            },
            Subject::Place(id) => place(id),
        }
    }

    /// Circles that hold what is closed: no point of a road is further from the middle between its ends than half
    /// its length.
    fn circles(&self, closure: &Closure) -> Vec<String> {
        let network = &self.operation.network;
        let road = |segment: &SegmentId| {
            let road = network.segment(segment)?;
            let (from, to) = (network.node(&road.from())?.point(), network.node(&road.to())?.point());
            // Twice the half, rounded up to the kilometre.
            Some(circle(middle(from, to), road.length().get().div_ceil(2_000)))
        };
        if let Subject::Place(place) = &closure.subject {
            return network.node(place).map(|node| circle(node.point(), 1)).into_iter().collect();
        }
        closure.segments.iter().filter_map(road).collect()
    }
}

fn middle(a: Point, b: Point) -> Point {
    let half = |a: i32, b: i32| (i64::from(a) + i64::from(b)) / 2;
    // Between two points of the globe lies one; no operation spans the line where dates change.
    Point::new(half(a.lat_micro(), b.lat_micro()), half(a.lon_micro(), b.lon_micro())).unwrap_or(a)
}

/// `latitude,longitude radius`, in degrees and kilometres.
fn circle(point: Point, kilometres: u64) -> String {
    let [lon, lat] = point.degrees();
    format!("{lat},{lon} {kilometres}")
}

/// A moment as CAP has it: an offset instead of `Z`.
fn moment(at: Moment) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}

fn named(names: &model::Names, lang: Lang) -> String {
    let name = match lang {
        Lang::En => &names.en,
        Lang::Fr => &names.fr,
        Lang::Ar => &names.ar,
    };
    name.to_string()
}

fn road_named(names: &roads::Names, lang: Lang, id: &str) -> String {
    let first = match lang {
        Lang::En => &names.en,
        Lang::Fr => &names.fr,
        Lang::Ar => &names.ar,
    };
    let found = [first, &names.en, &names.fr, &names.ar].into_iter().find(|name| !name.is_empty());
    found.map_or_else(|| id.to_owned(), String::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_written_exactly_on_both_sides_of_zero() {
        let (a, b) = (Point::new(-1_000_000, 999_999).unwrap(), Point::new(0, -1).unwrap());
        assert_eq!(circle(middle(a, b), 12), "-0.500000,0.499999 12");
    }

    #[test]
    fn moments_have_an_offset() {
        assert_eq!(moment("2013-02-10T08:00:00Z".parse().unwrap()), "2013-02-10T08:00:00-00:00");
    }
}
