//! Alerts of the Common Alerting Protocol 1.2 (OASIS): headline, description, instruction and areas are text.
//!
//! An exercise, a test, a draft or a message that takes another back says nothing of the world, so nothing
//! of it is text.

use super::{Plain, html};

/// What names the format.
const NAMESPACE: &str = "urn:oasis:names:tc:emergency:cap:1";

/// Elements whose words are read.
const READ: &[&str] = &["headline", "description", "areadesc"];

/// Whether the text is an alert.
pub(super) fn is_cap(raw: &str) -> bool {
    let start = raw.get(..raw.floor_char_boundary(4096)).unwrap_or_default();
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && start.contains(NAMESPACE)
}

/// The day on which an alert says it was sent.
pub fn cap_day(raw: &str) -> Option<&str> {
    is_cap(raw).then(|| content(raw, "sent")).flatten()?.trim().get(..10)
}

/// The words of the first element of that name.
fn content<'t>(raw: &'t str, name: &str) -> Option<&'t str> {
    let mut elements = Elements { raw, at: 0 };
    loop {
        let element = elements.next()?;
        if !element.closing && element.name == name {
            return raw.get(element.end..)?.split('<').next();
        }
    }
}

/// The words of an alert, each where it was.
pub(super) fn plain(raw: &str) -> String {
    let mut plain = Plain::of(raw);
    let says = |name: &str| content(raw, name).map(str::trim).unwrap_or_default().to_owned();
    if says("status") != "Actual" || !matches!(says("msgType").as_str(), "Alert" | "Update") {
        plain.part(raw);
        return plain.done();
    }
    let (mut at, mut reading) = (0, false);
    let mut elements = Elements { raw, at: 0 };
    while let Some(element) = elements.next() {
        let text = &raw[at..element.start];
        if reading {
            html::text(text, &mut plain);
        } else {
            plain.part(text);
        }
        let tag = &raw[element.start..element.end];
        if element.cdata {
            plain.bridge(tag.len());
        } else {
            plain.end('\n', tag.len());
            reading = !element.closing && READ.contains(&element.name.to_ascii_lowercase().as_str());
        }
        at = element.end;
    }
    plain.part(&raw[at..]);
    plain.done()
}

/// A tag, or an end of a CDATA section.
struct Element<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    closing: bool,
    cdata: bool,
}

struct Elements<'t> {
    raw: &'t str,
    at: usize,
}

impl<'t> Elements<'t> {
    fn next(&mut self) -> Option<Element<'t>> {
        loop {
            let start = self.at + self.raw.get(self.at..)?.find(['<', ']'])?;
            let here = &self.raw[start..];
            let cdata = ["<![CDATA[", "]]>"].into_iter().find(|mark| here.starts_with(mark));
            let length = match cdata {
                Some(mark) => mark.len(),
                None if here.starts_with("<!--") => here.find("-->").map_or(here.len(), |end| end + 3),
                None if here.starts_with('<') => here.find('>').map_or(here.len(), |end| end + 1),
                None => {
                    // A bracket of the text.
                    self.at = start + 1;
                    continue;
                }
            };
            self.at = start + length;
            let closing = here.starts_with("</");
            let name = here.get(1 + usize::from(closing)..length).unwrap_or_default();
            let name = name.split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default();
            // A prefix such as `cap:` is anybody's choice.
            let name = name.rsplit(':').next().unwrap_or_default();
            return Some(Element { start, end: self.at, name, closing, cdata: cdata.is_some() });
        }
    }
}
