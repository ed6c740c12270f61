//! What others wrote, as text of XML and nothing else.

/// Text between tags or quotes; what XML 1.0 cannot hold is left out.
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_text() {
        assert_eq!(text("a<b>&\u{0}\u{1b}\r\n\u{FFFF}\"c\""), "a&lt;b&gt;&amp;\n&quot;c&quot;");
    }
}
