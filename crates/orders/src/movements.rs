//! Every movement that was ordered as a calendar to subscribe to: the march, and the crossing at its end.
//!
//! Unlike the calendar of a plan it needs no plan: march tables stand in the orders, partners' too. A crossing is the
//! same event in both.

use crate::atlas::called;
use crate::icalendar::Lines;
use app::operation::Operation;
use model::Timing;
use units::{ConvoyId, PlaceId};
use views::{Convoy, Views};
use words::{Arg, Words};

/// How often who subscribes should ask again.
const REFRESH: &str = "PT15M";

/// The calendar, in a person's language.
pub fn movements(operation: &Operation, views: &Views, words: &Words) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Qafila//Movements 1//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    let title = &operation.settings.title;
    let title = roads::Names { en: title.en.to_string(), fr: title.fr.to_string(), ar: title.ar.to_string() };
    lines.text("NAME", called(&title, words.lang()));
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    let calendar = Calendar { operation, words };
    for (id, convoy) in views.movements.iter() {
        let timings = &convoy.order().ordered.timings;
        if let (Some(first), Some(last)) = (timings.first(), timings.last()) {
            calendar.march(&mut lines, id, convoy, (first, last));
            calendar.crossing(&mut lines, id, convoy, last);
        }
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

struct Calendar<'a> {
    operation: &'a Operation,
    words: &'a Words,
}

impl Calendar<'_> {
    fn march(&self, lines: &mut Lines, id: &ConvoyId, convoy: &Convoy, (first, last): (&Timing, &Timing)) {
        self.begin(lines, id, convoy, "march");
        lines.moment("DTSTART", first.due);
        if last.clear > first.due {
            lines.moment("DTEND", last.clear);
        }
        let said = [
            ("convoy", Arg::code(id)),
            ("from", Arg::text(self.place(&first.place))),
            ("to", Arg::text(self.place(&last.place))),
        ];
        let lang = self.words.lang();
        lines.text(&format!("SUMMARY;LANGUAGE={lang}"), &self.words.say("event-march", &said));
        let row = |timing: &Timing| format!("{}: {}", self.place(&timing.place), self.words.moment(timing.due));
        let table: Vec<String> = convoy.order().ordered.timings.iter().map(row).collect();
        lines.text(&format!("DESCRIPTION;LANGUAGE={lang}"), &table.join("\n"));
        lines.text("LOCATION", &self.place(&first.place));
        lines.plain("END", "VEVENT");
    }

    fn crossing(&self, lines: &mut Lines, id: &ConvoyId, convoy: &Convoy, last: &Timing) {
        self.begin(lines, id, convoy, "crossing");
        lines.moment("DTSTART", last.due);
        if last.clear > last.due {
            lines.moment("DTEND", last.clear);
        }
        let place = self.place(&last.place);
        let said = [("convoy", Arg::code(id)), ("place", Arg::text(&place))];
        let lang = self.words.lang();
        lines.text(&format!("SUMMARY;LANGUAGE={lang}"), &self.words.say("event-crossing", &said));
        lines.text("LOCATION", &place);
        if let Some(node) = self.operation.network.node(&last.place) {
            let [lon, lat] = node.point().degrees();
            lines.plain("GEO", &format!("{lat};{lon}"));
        }
        lines.plain("END", "VEVENT");
    }

    /// What all events of a convoy have; its orders count the revisions.
    fn begin(&self, lines: &mut Lines, id: &ConvoyId, convoy: &Convoy, which: &str) {
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", &format!("{id}.{which}@{}.{}", convoy.party, self.operation.settings.name));
        lines.moment("DTSTAMP", convoy.order().given);
        lines.plain("SEQUENCE", &(convoy.orders.len() - 1).to_string());
        lines.plain("STATUS", "CONFIRMED");
        lines.plain("CLASS", "CONFIDENTIAL");
    }

    /// What a place is called, in a person's language if it has a name there.
    fn place(&self, place: &PlaceId) -> String {
        if let Some(hidden) = units::Hidden::read(place.as_str()) {
            return self.words.cell("cell-hidden", &[("mark", Arg::code(hidden.0.short()))]);
        }
        let names = self.operation.network.node(place).map(|node| node.names());
        let named = names.as_ref().map(|names| called(names, self.words.lang())).filter(|name| !name.is_empty());
        named.map_or_else(|| place.to_string(), str::to_owned)
    }
}
