//! What a translator need not type: unseen characters that hold a line together.
//!
//! Done once, when the messages of a language are loaded. The files stay readable, and
//! free of characters that no editor shows.

use crate::Lang;
use crate::bidi::{LRI, PDI};

/// The messages of a file, as this language is set.
pub(crate) fn typeset(lang: Lang, source: &str) -> String {
    match lang {
        Lang::En => source.to_owned(),
        Lang::Fr => french(source),
        Lang::Ar => arabic(source),
    }
}

/// Between words and these marks stands a space at which no line may break.
const FRENCH_MARKS: [(&str, &str); 7] = [
    (" :", "\u{A0}:"),
    (" ;", "\u{A0};"),
    (" ?", "\u{A0}?"),
    (" !", "\u{A0}!"),
    (" %", "\u{A0}%"),
    ("« ", "«\u{A0}"),
    (" »", "\u{A0}»"),
];

fn french(source: &str) -> String {
    FRENCH_MARKS.iter().fold(source.to_owned(), |text, (typed, set)| text.replace(typed, set))
}

/// What stands in backticks is a command, flag or code, and runs from left to right: the
/// hyphens of `--date` would else be seen behind it.
fn arabic(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut inside = false;
    for c in source.chars() {
        match c {
            '`' if inside => out.extend([c, PDI]),
            '`' => out.extend([LRI, c]),
            _ => out.push(c),
        }
        inside ^= c == '`';
    }
    out
}

/// Between a label and what it names.
pub(crate) const fn label_end(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ar => ": ",
        Lang::Fr => "\u{A0}: ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bidi::visual;
    use unicode_bidi::Level;

    #[test]
    fn french_marks_stay_on_the_line_of_their_word() {
        let set = typeset(Lang::Fr, "a = « ouvert » : { $n } % ; pourquoi ?");
        assert_eq!(set, "a = «\u{A0}ouvert\u{A0}»\u{A0}: { $n }\u{A0}%\u{A0}; pourquoi\u{A0}?");
        assert_eq!(typeset(Lang::En, "a = b : c"), "a = b : c");
    }

    #[test]
    fn flags_in_arabic_keep_their_hyphens_in_front() {
        let set = typeset(Lang::Ar, "اذكر اليوم مع `--date 2013-02-08`، مثلًا");
        assert!(visual(&set, Some(Level::rtl())).contains("`--date 2013-02-08`"), "{set}");
    }
}
