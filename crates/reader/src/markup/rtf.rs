//! RTF (Rich Text Format 1.9): what word processors put on the clipboard.

use super::Plain;

/// Groups deeper than this are no document.
const GROUPS_MAX: usize = 200;

/// Destinations that hold no text of the document.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "xmlnstbl",
    "latentstyles",
    "header",
    "footer",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "deleted",
];

/// Whether the text is RTF.
pub(super) fn is_rtf(raw: &str) -> bool {
    raw.trim_start_matches('\u{feff}').trim_start().starts_with("{\\rtf")
}

/// What a group sets until it ends.
#[derive(Clone, Copy)]
struct Group {
    silent: bool,
    /// Characters behind a `\u` that stand for it in old readers.
    fallback: usize,
}

struct Reading<'t> {
    raw: &'t str,
    at: usize,
    plain: Plain,
    groups: Vec<Group>,
    arabic: bool,
}

/// The text without RTF.
pub(super) fn plain(raw: &str) -> String {
    let groups = vec![Group { silent: false, fallback: 1 }];
    let arabic = raw.contains("\\ansicpg1256");
    let mut reading = Reading { raw, at: 0, plain: Plain::of(raw), groups, arabic };
    while let Some(c) = reading.raw[reading.at..].chars().next() {
        reading.step(c);
    }
    reading.plain.done()
}

impl Reading<'_> {
    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or(Group { silent: false, fallback: 1 })
    }

    fn step(&mut self, c: char) {
        match c {
            '{' => {
                let group = self.group();
                if self.groups.len() < GROUPS_MAX {
                    self.groups.push(group);
                }
                self.blank(1);
            }
            '}' => {
                if self.groups.len() > 1 {
                    self.groups.pop();
                }
                self.blank(1);
            }
            '\\' => self.control(),
            // Line ends in the file are no line ends of the text.
            '\n' | '\r' => self.blank(1),
            _ if self.group().silent => self.blank(c.len_utf8()),
            _ => {
                let end = self.at + c.len_utf8();
                self.plain.keep(&self.raw[self.at..end]);
                self.at = end;
            }
        }
    }

    /// Overwrites that many bytes.
    fn blank(&mut self, bytes: usize) {
        self.plain.bridge(bytes);
        self.at += bytes;
    }

    fn control(&mut self) {
        let rest = &self.raw[self.at + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            return self.symbol(rest);
        }
        let (word, behind) = rest.split_at(letters);
        let digits = behind.strip_prefix('-').unwrap_or(behind).bytes().take_while(u8::is_ascii_digit).count();
        let digits = if digits == 0 { 0 } else { digits + usize::from(behind.starts_with('-')) };
        let number: Option<i32> = behind[..digits].parse().ok();
        let space = usize::from(behind[digits..].starts_with(' '));
        let length = 1 + letters + digits + space;
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.line(length, '\n'),
            "cell" => self.line(length, '|'),
            "tab" | "emspace" | "enspace" => self.line(length, ' '),
            "u" => self.unicode(number, length),
            "uc" => {
                let fallback = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(8);
                if let Some(group) = self.groups.last_mut() {
                    group.fallback = fallback;
                }
                self.blank(length);
            }
            _ => {
                if SILENT.contains(&word) {
                    self.silence();
                }
                self.blank(length);
            }
        }
    }

    fn silence(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            group.silent = true;
        }
    }

    fn line(&mut self, length: usize, mark: char) {
        if self.group().silent {
            return self.blank(length);
        }
        self.plain.end(mark, length);
        self.at += length;
    }

    /// A control that is one character: `\'e9`, `\~`, `\{`, `\*`.
    fn symbol(&mut self, rest: &str) {
        let Some(c) = rest.chars().next() else { return self.blank(1) };
        let silent = self.group().silent;
        match c {
            '\'' => {
                let byte = rest.get(1..3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
                match byte {
                    Some(byte) if !silent => {
                        let c = if self.arabic { arabic(byte) } else { latin(byte) };
                        self.stand(c, 4);
                    }
                    Some(_) => self.blank(4),
                    None => self.blank(2),
                }
            }
            '~' | '_' if !silent => self.stand(Some(' '), 2),
            '\\' | '{' | '}' if !silent => self.stand(Some(' '), 2),
            '*' => {
                self.silence();
                self.blank(2);
            }
            _ => self.blank(1 + c.len_utf8()),
        }
    }

    fn stand(&mut self, c: Option<char>, length: usize) {
        match c {
            Some(c) => self.plain.stand(c, length),
            None => self.plain.end(' ', length),
        }
        self.at += length;
    }

    /// `\u1575?`: a character, and what stands for it in old readers.
    fn unicode(&mut self, number: Option<i32>, length: usize) {
        let silent = self.group().silent;
        let mut whole = length;
        for _ in 0..self.group().fallback {
            let behind = &self.raw[self.at + whole..];
            whole += match behind.chars().next() {
                Some('\\') if behind[1..].starts_with('\'') && behind.is_char_boundary(4.min(behind.len())) => {
                    4.min(behind.len())
                }
                Some('\\' | '{' | '}') | None => break,
                Some(c) => c.len_utf8(),
            };
        }
        let code = number.map(|number| if number < 0 { number + 0x1_0000 } else { number });
        let c = code.and_then(|code| u32::try_from(code).ok()).and_then(char::from_u32);
        if silent {
            return self.blank(whole);
        }
        self.stand(c.filter(|c| !c.is_control()), whole);
    }
}

/// Windows-1252, of which the letters are Latin-1.
fn latin(byte: u8) -> Option<char> {
    match byte {
        0x91 | 0x92 => Some('\''),
        0x93 | 0x94 => Some('"'),
        0x96 | 0x97 => Some('-'),
        0x9c => Some('œ'),
        0xa0 => Some(' '),
        0x20..=0x7e | 0xa1..=0xff => Some(char::from(byte)),
        _ => None,
    }
}

/// Windows-1256 from 0xC0 on: Arabic letters, and the French ones between them.
const ARABIC: &str = "ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىيîï\u{64b}\u{64c}\u{64d}\u{64e}ô\u{64f}\u{650}÷\u{651}ù\u{652}ûü\u{200e}\u{200f}ے";

fn arabic(byte: u8) -> Option<char> {
    match byte {
        0xa1 => Some('،'),
        0xba => Some('؛'),
        0xbf => Some('؟'),
        0xc0.. => ARABIC.chars().nth(usize::from(byte - 0xc0)),
        _ => latin(byte),
    }
}
