//! Questions to the person at the terminal, and their answers.

use crate::context::Context;
use std::io::BufRead;
use words::Arg;

/// A line that was typed.
pub(super) enum Answer {
    /// Its words, without the white space around them.
    Given(String),
    /// Nobody is there any more.
    Ended,
}

/// Asks on standard error, reads what is typed.
pub(super) struct Asking<'a> {
    context: &'a Context,
    input: &'a mut dyn BufRead,
}

/// Longest answer that is looked at, in bytes.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

impl<'a> Asking<'a> {
    pub(super) fn new(context: &'a Context, input: &'a mut dyn BufRead) -> Self {
        Self { context, input }
    }

    pub(super) fn tell(&self, id: &str, args: &[(&str, Arg)]) {
        self.context.tell(&self.context.screen().text(&self.context.words.say(id, args)));
    }

    /// Says that an answer is none.
    pub(super) fn refuse(&self, given: &str) {
        self.tell("read-again", &[("given", Arg::code(given))]);
    }

    /// The next line, with the digits of Arabic keyboards as plain ones.
    pub(super) fn line(&mut self) -> Answer {
        self.context.tell("> ");
        let mut bytes = Vec::new();
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) => Answer::Ended,
            Ok(_) => {
                bytes.truncate(ANSWER_BYTES_MAX);
                Answer::Given(String::from_utf8_lossy(&bytes).trim().chars().map(plain_digit).collect())
            }
        }
    }

    /// Asks again until there is an answer; `None` when nobody is there any more.
    pub(super) fn until<T>(&mut self, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        loop {
            let Answer::Given(given) = self.line() else { return None };
            match read(&given) {
                Ok(answer) => return Some(answer),
                Err(given) => self.refuse(&given),
            }
        }
    }

    /// One of these keys, in the person's language or as it is everywhere.
    pub(super) fn choice(&mut self, keys: &[(&str, char)]) -> Option<char> {
        let words = &self.context.words;
        let known: Vec<(String, char)> =
            keys.iter().map(|(id, key)| (words.cell(id, &[]).to_lowercase(), *key)).collect();
        let pick = |given: &str| {
            let given = given.to_lowercase();
            let own = known.iter().find(|(own, _)| *own == given).map(|(_, key)| *key);
            own.or_else(|| known.iter().map(|(_, key)| *key).find(|key| given == key.to_string()))
        };
        self.until(|given| pick(given).ok_or_else(|| given.to_owned()))
    }
}

fn plain_digit(c: char) -> char {
    let plain = |zero: char| char::from_digit((c as u32).wrapping_sub(zero as u32), 10);
    plain('\u{660}').or_else(|| plain('\u{6F0}')).unwrap_or(c)
}
