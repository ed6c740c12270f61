//! HTML: only tags that exist are markup, so that `5 < x > 3` stays what it is.

use super::Plain;

/// What a tag does to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// A word may go on behind it.
    Inline,
    /// It ends a line.
    Block,
    /// It ends a cell.
    Cell,
    /// What is in it is not shown, or taken back.
    Hidden,
}

const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "small",
    "span", "strong", "sub", "sup", "tt", "u", "wbr", "o:p", "img",
];
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "input",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
const CELL: &[&str] = &["td", "th"];
const HIDDEN: &[&str] = &["script", "style", "head", "noscript", "template", "s", "strike", "del"];

/// Longest tag, in bytes: beyond this a `<` was not closed.
const TAG_BYTES_MAX: usize = 4 * 1024;

/// What was looked for and is not there, so that a text of openings alone is not searched for each of them.
#[derive(Default)]
struct Absent {
    /// From this place on the text has no `>` up to the next.
    open: std::ops::Range<usize>,
    /// Tags that nothing closes from here on.
    unclosed: Vec<String>,
}

/// The text without HTML; `None` where it has none.
pub(super) fn plain(raw: &str) -> Option<String> {
    let mut plain = Plain::of(raw);
    let (mut at, mut found, mut absent) = (0, false, Absent::default());
    while let Some(step) = raw[at..].find(['<', '&']) {
        plain.keep(&raw[at..at + step]);
        at += step;
        let rest = &raw[at..];
        let length =
            if rest.starts_with('&') { entity(rest, &mut plain) } else { tag(raw, at, &mut absent, &mut plain) };
        found |= length.is_some();
        at += length.unwrap_or_else(|| {
            plain.keep(&rest[..1]);
            1
        });
    }
    plain.keep(&raw[at..]);
    found.then(|| plain.done())
}

/// Text with entities and no tags.
pub(super) fn text(raw: &str, plain: &mut Plain) {
    let mut at = 0;
    while let Some(step) = raw[at..].find('&') {
        plain.keep(&raw[at..at + step]);
        at += step;
        at += entity(&raw[at..], plain).unwrap_or_else(|| {
            plain.keep("&");
            1
        });
    }
    plain.keep(&raw[at..]);
}

/// The same, where a `>` is near enough.
fn tag(raw: &str, at: usize, absent: &mut Absent, plain: &mut Plain) -> Option<usize> {
    if !absent.open.contains(&at) {
        absent.open = at..raw[at..].find('>').map_or(raw.len(), |end| at + end);
    }
    let near = absent.open.end - at < TAG_BYTES_MAX && absent.open.end < raw.len();
    if near || raw[at..].starts_with("<!--") { markup(&raw[at..], absent, plain) } else { None }
}

/// Overwrites a tag, and what it hides; answers how long that is.
fn markup(rest: &str, absent: &mut Absent, plain: &mut Plain) -> Option<usize> {
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
        plain.part(&rest[..end]);
        return Some(end);
    }
    if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
        let end = close(rest)?;
        plain.part(&rest[..end]);
        return Some(end);
    }
    let closing = rest[1..].starts_with('/');
    let name = &rest[1 + usize::from(closing)..];
    let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).unwrap_or(name.len());
    // What follows a name is space, a slash or the end: `<bytes` is no tag `b`.
    let name = name[..length].to_ascii_lowercase();
    let tag = kind(&name)?;
    let end = close(rest)?;
    match tag {
        Tag::Inline => plain.bridge(end),
        Tag::Block => plain.end('\n', end),
        Tag::Cell => plain.end('|', end),
        Tag::Hidden if closing => plain.part(&rest[..end]),
        Tag::Hidden => {
            let hidden = hidden_end(rest, end, &name, absent);
            plain.part(&rest[..hidden]);
            return Some(hidden);
        }
    }
    Some(end)
}

fn kind(name: &str) -> Option<Tag> {
    let lists = [(INLINE, Tag::Inline), (BLOCK, Tag::Block), (CELL, Tag::Cell), (HIDDEN, Tag::Hidden)];
    lists.into_iter().find(|(list, _)| list.contains(&name)).map(|(_, tag)| tag)
}

/// Where a tag ends: behind the first `>` outside quotation marks, or the first at all.
fn close(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices().take_while(|(at, _)| *at < TAG_BYTES_MAX) {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    rest.find('>').filter(|at| *at < TAG_BYTES_MAX).map(|at| at + 1)
}

/// Where what a tag hides ends: behind its closing tag, or with the text; struck text ends with its line.
fn hidden_end(rest: &str, open: usize, name: &str, absent: &mut Absent) -> usize {
    if absent.unclosed.iter().any(|known| known == name) {
        return open;
    }
    let closing = format!("</{name}");
    let bytes = rest.as_bytes();
    let found = (open..rest.len().saturating_sub(closing.len() - 1))
        .find(|at| bytes[*at..*at + closing.len()].eq_ignore_ascii_case(closing.as_bytes()));
    match found {
        Some(at) => close(&rest[at..]).map_or(rest.len(), |end| at + end),
        None if matches!(name, "s" | "strike" | "del" | "head") => {
            absent.unclosed.push(name.to_owned());
            open
        }
        None => rest.len(),
    }
}

/// Overwrites an entity by its character.
fn entity(rest: &str, plain: &mut Plain) -> Option<usize> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
        None => named(name)?,
    };
    plain.stand(if c == '\u{A0}' || c.is_control() { ' ' } else { c }, end + 1);
    Some(end + 1)
}

/// Entities met in pages of the three languages.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "eacute" => 'é',
        "Eacute" => 'É',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "agrave" => 'à',
        "Agrave" => 'À',
        "acirc" => 'â',
        "ccedil" => 'ç',
        "icirc" => 'î',
        "iuml" => 'ï',
        "ocirc" => 'ô',
        "ugrave" => 'ù',
        "ucirc" => 'û',
        "uuml" => 'ü',
        "oelig" => 'œ',
        "rlm" => '\u{200F}',
        "lrm" => '\u{200E}',
        _ => return None,
    })
}
