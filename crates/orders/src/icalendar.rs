//! Lines of a calendar as RFC 5545 wants them: folded at 75 octets, text escaped, moments in UTC.

use units::Moment;

/// Longest line in octets, without its end (section 3.1).
const LINE_MAX: usize = 75;

/// A calendar in the making.
#[derive(Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// A line whose value is written as it stands.
    pub(crate) fn plain(&mut self, name: &str, value: &str) {
        let mut room = LINE_MAX;
        for c in format!("{name}:{value}").chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE_MAX - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line whose value is text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    /// A line whose value is a moment.
    pub(crate) fn moment(&mut self, name: &str, at: Moment) {
        self.plain(name, &at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string());
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// Text as a value (section 3.3.11); what is no text at all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", value);
        lines.finish()
    }

    #[test]
    fn text_is_escaped_and_holds_no_line_of_its_own() {
        assert_eq!(line("a;b,c\\d\r\nEND:VEVENT\u{7}:\"e\""), "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT:\"e\"\r\n");
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_letter_is_cut() {
        for text in ["x".repeat(67), "x".repeat(68), "قافلة ".repeat(60), "\u{1F69A}".repeat(50), "é,".repeat(90)]
        {
            let folded = line(&text);
            let lines: Vec<&str> = folded.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= 75), "{folded}");
            // Folded no earlier than need be: the next letter would not have fitted.
            for pair in lines.windows(2) {
                let next = pair[1].chars().nth(1).unwrap();
                assert!(pair[0].len() + next.len_utf8() > 75, "{folded}");
            }
            let unfolded = folded.replace("\r\n ", "");
            assert_eq!(unfolded, format!("SUMMARY:{}\r\n", escaped(&text)));
        }
        assert_eq!(line(&"x".repeat(67)).matches("\r\n").count(), 1);
    }

    #[test]
    fn moments_are_in_utc() {
        let mut lines = Lines::default();
        lines.moment("DTSTART", "2013-02-11T06:30:05+01:00".parse().unwrap());
        assert_eq!(lines.finish(), "DTSTART:20130211T053005Z\r\n");
    }
}
