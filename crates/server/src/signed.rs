//! Who asks: the session that a request's cookie names, and the language that it wants.

use crate::access::Notes;
use crate::desk::Desk;
use crate::gate::Gate;
use crate::limits::Key;
use crate::problem::Problem;
use crate::session::{Found, Session, Sessions};
use ::words::Lang;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::sync::Arc;

/// An officer who signed in.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) desk: Arc<Desk>,
    pub(crate) session: Arc<Session>,
    pub(crate) lang: Lang,
    /// Where it is noted who reads, if it is.
    pub(crate) notes: Option<Notes>,
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let AtDesk { desk, lang, notes, .. } = AtDesk::of(parts)?;
        match desk.sessions.of(&parts.headers) {
            Found::Session(session) => Ok(Self { desk, session, lang, notes }),
            Found::Over => Err(Problem::session_over()),
            Found::Nothing => Err(Problem::not_signed_in()),
        }
    }
}

/// Anybody, where there is a desk to sign in at.
pub(crate) struct AtDesk {
    pub(crate) desk: Arc<Desk>,
    pub(crate) lang: Lang,
    /// Whether the line is encrypted, so that cookies are given to no other.
    pub(crate) encrypted: bool,
    /// From where.
    pub(crate) from: Key,
    /// Where it is noted who reads, if it is.
    pub(crate) notes: Option<Notes>,
}

impl AtDesk {
    fn of(parts: &Parts) -> Result<Self, Problem> {
        let gate = parts.extensions.get::<Arc<Gate>>();
        let at = gate.and_then(|gate| Some((gate, gate.desk()?.clone())));
        let (gate, desk) = at.ok_or_else(|| Problem::reads_only(parts.method.as_str()))?;
        let from = gate.address_of(&parts.extensions, &parts.headers);
        let notes = gate.notes().cloned();
        Ok(Self { desk, lang: wanted(&parts.headers), encrypted: gate.is_encrypted(), from, notes })
    }
}

impl<S: Sync> FromRequestParts<S> for AtDesk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(parts)
    }
}

impl Sessions {
    /// The session that the cookies of a request name.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Found {
        match self.cookie(headers) {
            Some(cookie) => self.find(cookie),
            None => Found::Nothing,
        }
    }

    /// The value of this server's own cookie.
    pub(crate) fn cookie<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.cookie_name()).map(|(_, value)| value)
    }
}

/// The first of our languages by the weights of `Accept-Language`; English where there is none.
pub(crate) fn wanted(headers: &HeaderMap) -> Lang {
    let given = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut best: Option<(u32, Lang)> = None;
    for range in given.split(',').take(20) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or("").trim();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1_000, thousandths);
        let known = Lang::ALL.iter().copied().find(|lang| {
            let primary = tag.split('-').next().unwrap_or("");
            primary.eq_ignore_ascii_case(lang.code())
        });
        if let Some(lang) = known
            && weight > 0
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map_or(Lang::En, |(_, lang)| lang)
}

/// A weight such as `0.8`, in thousandths; none where it is not of that form.
pub(crate) fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u32>()) {
        ("0", Ok(part)) => part,
        ("1", Ok(_)) => 1_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_wanted_most_that_we_have() {
        for (given, lang) in [
            ("", Lang::En),
            ("fr", Lang::Fr),
            ("fr-DZ, ar;q=0.9", Lang::Fr),
            ("fr;q=0.2, ar-DZ;q=0.95, en;q=0.3", Lang::Ar),
            ("de, *;q=0.5", Lang::En),
            ("ar;q=0, fr;q=0.1", Lang::Fr),
            ("ar;q=x, fr;q=0.001", Lang::Fr),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, given.parse().unwrap());
            assert_eq!(wanted(&headers), lang, "{given}");
        }
    }
}
