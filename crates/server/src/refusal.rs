//! Problems of those who write: not signed in, not readable, not to be done as it stands.

use crate::problem::{Problem, causes};
use ::words::{Arg, Lang, Words};
use app::NodeError;
use app::hints::{Advice, Blame, Hint};
use app::passkeys::PasskeyError;
use app::ports::KeysError;
use app::tokens::{NoToken, Scope};
use axum::http::StatusCode;
use std::collections::BTreeSet;
use std::error::Error;
use std::time::Duration;
use units::OfficerId;
use webauthn_rs::prelude::WebauthnError;

const SIGN_IN: &str = "sign in with POST /api/v1/session";

/// A hint in words.
pub(crate) fn hinted(lang: Lang, (id, args): &Hint) -> String {
    let args: Vec<(&str, Arg)> = args.iter().map(|(name, value)| (*name, Arg::code(value))).collect();
    Words::new(lang).say(id, &args)
}

impl Problem {
    /// A use case refuses.
    pub(crate) fn refused<E: Advice + Error + 'static>(error: &E, lang: Lang) -> Self {
        let (blame, hint) = error.advice();
        let said: Vec<String> = causes(error).map(ToString::to_string).collect();
        let mut told: Vec<String> = Vec::new();
        for words in said {
            // An error that only passes another on says the same; once is enough.
            if told.last() != Some(&words) {
                told.push(words);
            }
        }
        let (status, word, title) = match blame {
            Blame::Asker => (StatusCode::UNPROCESSABLE_ENTITY, "refused", "This cannot be done as it stands"),
            Blame::Passing => (StatusCode::SERVICE_UNAVAILABLE, "busy", "Somebody else is writing"),
            Blame::Records => (StatusCode::CONFLICT, "refused-now", "This cannot be done now"),
            Blame::Machine => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "The node could not do this"),
        };
        let problem = Self::new(status, word, title, told.join(": "));
        match hint {
            Some(hint) => problem.hint(&hinted(lang, &hint)),
            None => problem,
        }
    }

    /// Nobody signed in.
    pub(crate) fn not_signed_in() -> Self {
        let detail = "this needs an officer who signed in";
        Self::new(StatusCode::UNAUTHORIZED, "sign-in", "Nobody is signed in", detail).hint(SIGN_IN)
    }

    /// Somebody had signed in.
    pub(crate) fn session_over() -> Self {
        let detail = "the session has ended";
        Self::new(StatusCode::UNAUTHORIZED, "expired", "No longer signed in", detail).hint(SIGN_IN)
    }

    /// An officer whose role is another.
    pub(crate) fn other_role(error: &NodeError, lang: Lang) -> Self {
        let problem = Self::new(StatusCode::FORBIDDEN, "role", "Not in this role", error.to_string());
        match error.advice().1 {
            Some(hint) => problem.hint(&hinted(lang, &hint)),
            None => problem,
        }
    }

    /// A token that is none, or no longer.
    pub(crate) fn no_token(error: &NoToken) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "token", "Not a token that is good", error.to_string())
            .at("header `authorization`")
            .hint("make one with `qafila token add`")
    }

    /// A token where something is to be written.
    pub(crate) fn only_reads() -> Self {
        let detail = "tokens read; whatever is written is signed by an officer";
        Self::new(StatusCode::FORBIDDEN, "scope", "Not with a token", detail).hint(SIGN_IN)
    }

    /// A token for something else.
    pub(crate) fn other_scope(held: &BTreeSet<Scope>, opening: &[Scope]) -> Self {
        let codes = |scopes: &mut dyn Iterator<Item = &Scope>| {
            scopes.map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", ")
        };
        let (held, opening) = (codes(&mut held.iter()), codes(&mut opening.iter()));
        let detail = format!("the token is for {held}; this asks for {opening}");
        Self::new(StatusCode::FORBIDDEN, "scope", "A token for something else", detail)
            .hint("make another with `qafila token add --scope`")
    }

    /// Keys that were not unlocked.
    pub(crate) fn not_unlocked(error: &KeysError, lang: Lang) -> Self {
        match error {
            KeysError::Missing { name, known } => {
                let problem = Self::new(StatusCode::FORBIDDEN, "not-yours", "Not in that name", error.to_string());
                match app::hints::near(name, known) {
                    Some(hint) => problem.hint(&hinted(lang, &hint)),
                    None => problem,
                }
            }
            KeysError::WrongPassphrase { .. } | KeysError::Locked => {
                let detail = "the passphrase does not open the keys of this node";
                Self::new(StatusCode::UNAUTHORIZED, "passphrase", "Not the passphrase", detail)
            }
            KeysError::File { .. } => Self::internal("The keys cannot be used", error),
        }
    }

    /// An officer in whose name the session does not act.
    pub(crate) fn not_yours<'o>(officer: &str, signed_in: impl Iterator<Item = &'o OfficerId>) -> Self {
        let names: Vec<&str> = signed_in.map(OfficerId::as_str).collect();
        let detail = format!("`{officer}` is not signed in; {} is", names.join(", "));
        Self::new(StatusCode::FORBIDDEN, "not-yours", "Not in that name", detail)
            .hint("name the officer when signing in, as `officer` or in `also`")
    }

    /// Sent by a page of another site.
    pub(crate) fn cross_site(header: &str) -> Self {
        let detail = "the request was made by a page of another site";
        Self::new(StatusCode::FORBIDDEN, "cross-site", "Sent from elsewhere", detail).at(&format!("header `{header}`"))
    }

    /// Too many passphrases.
    pub(crate) fn too_many_attempts(seconds: u64) -> Self {
        let detail = format!("the next passphrase may be tried in {seconds} seconds");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "attempts", "Too many attempts", detail).retry(seconds)
    }

    /// The page was opened by an address, and passkeys belong to names.
    pub(crate) fn no_name(host: &str) -> Self {
        let host: String = host.chars().take(80).collect();
        let detail = format!("a passkey belongs to a name, and this was opened at `{host}`");
        Self::new(StatusCode::CONFLICT, "passkey-name", "No passkeys at an address", detail)
            .hint("open the page at http://localhost and its port, or under a name given with `qafila serve --name`")
    }

    /// The page was opened through another port than the server's.
    pub(crate) fn other_port(host: &str, port: u16) -> Self {
        let host: String = host.chars().take(80).collect();
        let detail = format!("this was opened at `{host}`, and the server listens at port {port}");
        Self::new(StatusCode::CONFLICT, "passkey-name", "No passkeys through another port", detail)
            .hint("open the page at the server's own port")
    }

    /// A challenge that was answered, is too old, or was never put.
    pub(crate) fn no_challenge() -> Self {
        let detail = "the challenge was answered before, its time is over, or it was put to somebody else";
        Self::new(StatusCode::UNAUTHORIZED, "passkey-challenge", "Not a challenge that is open", detail)
            .hint("begin again: a challenge is answered once, within two minutes")
    }

    /// So many challenges are open that no more are put.
    pub(crate) fn too_many_challenges(seconds: u64) -> Self {
        let detail = "so many passkeys were asked for that no more are just now";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "passkey-many", "Too many challenges", detail).retry(seconds)
    }

    /// What a browser sent is not what it was asked for.
    pub(crate) fn not_verified(error: &WebauthnError) -> Self {
        let detail = format!("what the passkey signed does not stand: {error}");
        Self::new(StatusCode::UNAUTHORIZED, "passkey", "Not a passkey that is good here", detail)
            .hint("begin again, or sign in by passphrase")
    }

    /// Nobody has ever registered one.
    pub(crate) fn no_passkeys() -> Self {
        let detail = "nobody has registered a passkey with this node";
        Self::new(StatusCode::CONFLICT, "passkey-none", "No passkeys yet", detail)
            .hint("sign in by passphrase, and add one")
    }

    /// A passkey that is registered for nobody here, or no longer.
    pub(crate) fn other_passkey() -> Self {
        let detail = "no such passkey is registered here; it may have been removed";
        Self::new(StatusCode::UNAUTHORIZED, "passkey", "Not a passkey that is good here", detail)
            .hint("sign in by passphrase, and register it again")
    }

    /// A passkey that gives no bytes to seal keys with.
    pub(crate) fn no_prf() -> Self {
        let detail = "the authenticator gave no 32 bytes to lock keys with (the PRF extension of WebAuthn)";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "passkey-prf", "Not with this authenticator", detail)
            .at("body `prf`")
            .hint("use one that knows PRF or hmac-secret, such as a security key with a PIN, or another browser")
    }

    /// A passkey that is to be registered by somebody who did not show the passphrase.
    pub(crate) fn needs_passphrase() -> Self {
        let detail = "a passkey is registered by an officer who signed in by passphrase";
        Self::new(StatusCode::FORBIDDEN, "passkey-passphrase", "Not without the passphrase", detail)
            .hint("sign out, and sign in by passphrase")
    }

    /// A use case of passkeys refuses.
    pub(crate) fn no_passkey(error: PasskeyError, lang: Lang) -> Self {
        let (status, word, title) = match &error {
            PasskeyError::Stale { .. } => (StatusCode::UNAUTHORIZED, "passkey-stale", "A passkey for earlier keys"),
            PasskeyError::Shut => (StatusCode::UNAUTHORIZED, "passkey", "Not a passkey that is good here"),
            PasskeyError::Unknown { .. } => (StatusCode::NOT_FOUND, "unknown", "No such passkey"),
            PasskeyError::Node(_)
            | PasskeyError::Label { .. }
            | PasskeyError::Taken
            | PasskeyError::TooMany { .. }
            | PasskeyError::OtherQuestion => return Self::refused(&error, lang),
        };
        let problem = Self::new(status, word, title, error.to_string());
        match error.advice().1 {
            Some(hint) => problem.hint(&hinted(lang, &hint)),
            None => problem,
        }
    }

    /// Enough jobs run or wait.
    pub(crate) fn too_many_jobs(most: usize) -> Self {
        let detail = format!("{most} jobs run or wait, and no more are taken");
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "jobs", "Too many jobs", detail);
        problem.hint("wait until one has ended, or cancel one of yours")
    }

    /// A body that is no JSON of this form.
    pub(crate) fn json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let problem = Self::new(StatusCode::BAD_REQUEST, "json", "The body cannot be read", said.replace(&place, ""));
        problem
            .at(&format!("body, line {} column {}", error.line(), error.column()))
            .hint("openapi.json lists the members")
    }

    /// A body that is no CBOR, or stands for no JSON.
    pub(crate) fn cbor(why: &str) -> Self {
        let title = "The body cannot be read";
        Self::new(StatusCode::BAD_REQUEST, "cbor", title, why).at("body").hint("it is one value, with texts as keys")
    }

    /// A body of another type.
    pub(crate) fn content_type(given: &str) -> Self {
        let given: String = given.chars().take(80).collect();
        let detail = format!("the body is `{given}`, and `application/json` or `application/cbor` is read here");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", "Another type of body", detail)
            .at("header `content-type`")
    }

    /// A body that is too long.
    pub(crate) fn too_long(most: usize) -> Self {
        let detail = format!("the body has more than the {most} bytes that are read here");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-long", "Too long", detail).hint("send it in parts")
    }

    /// A body that does not come.
    pub(crate) fn too_slow(patience: Duration) -> Self {
        let detail = format!("the body was not here after {} seconds", patience.as_secs());
        Self::new(StatusCode::REQUEST_TIMEOUT, "slow", "Too slow", detail)
    }

    /// A body that broke off.
    pub(crate) fn broken_off() -> Self {
        let detail = "the connection ended before the body did";
        Self::new(StatusCode::BAD_REQUEST, "broken-off", "The body broke off", detail)
    }

    /// A write without a key by which it can be repeated.
    pub(crate) fn no_key() -> Self {
        let detail = "a write needs 8 to 80 letters, digits, `-` or `_` by which it can be repeated safely";
        Self::new(StatusCode::BAD_REQUEST, "idempotency-key", "No key to repeat it by", detail)
            .at("header `idempotency-key`")
            .hint("send a fresh UUID, and the same one when you repeat the request")
    }

    /// A key that stood for something else.
    pub(crate) fn other_body() -> Self {
        let detail = "the key was used for another request before";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency", "Another request under the same key", detail)
            .at("header `idempotency-key`")
            .hint("send a fresh key with a new request")
    }

    /// A method that nothing here has.
    pub(crate) fn no_method(method: &str) -> Self {
        let method: String = method.chars().take(20).collect();
        let detail = format!("{method} is not done here");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", "Not with this method", detail)
            .hint("/api/v1/openapi.json lists the methods of every path")
    }
}
