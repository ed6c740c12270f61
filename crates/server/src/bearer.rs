//! Programs that show a token: which routes its scopes open, and when what it hears must end.

use crate::Source;
use crate::problem::Problem;
use app::Node;
use app::tokens::{NoToken, Scope, Token};
use axum::extract::{MatchedPath, Request};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Method, Uri, header};
use model::Text;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The one route to which a token may be shown in the address: programs that subscribe to calendars send no headers.
const CALENDAR: &str = "/api/v1/movements.ics";

/// The last use is put down at most so often, so that reading does not turn into writing.
const NOTED: Duration = Duration::from_secs(10 * 60);

/// How often it is looked whether a token is still good while something is told without end.
const LOOK: Duration = Duration::from_secs(15);

/// Which routes of the interface are opened by less than the right to read all of it.
fn scopes_of(route: &str) -> &'static [Scope] {
    match route {
        "/metrics" | "/readyz" => &[Scope::Metrics],
        CALENDAR => &[Scope::Read, Scope::Calendar],
        "/api/v1/alerts" | "/api/v1/alerts/{id}" => &[Scope::Read, Scope::Alerts],
        "/api/v1/events" => &[Scope::Read, Scope::Events],
        route if route.starts_with("/api/v1/") => &[Scope::Read],
        _ => &[],
    }
}

/// A token that was shown, and where it was shown to.
pub(crate) struct Shown {
    words: Zeroizing<String>,
    route: String,
    reads: bool,
}

impl Shown {
    /// What a request shows, taken out of its address where it stands there.
    pub(crate) fn in_request(request: &mut Request) -> Option<Self> {
        let route = request.extensions().get::<MatchedPath>()?.as_str().to_owned();
        let words =
            in_header(request.headers()).or_else(|| (route == CALENDAR).then(|| in_query(request)).flatten())?;
        Some(Self { words, route, reads: matches!(*request.method(), Method::GET | Method::HEAD) })
    }
}

fn in_header(headers: &HeaderMap) -> Option<Zeroizing<String>> {
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, words) = given.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Zeroizing::new(words.trim().to_owned()))
}

fn in_query(request: &mut Request) -> Option<Zeroizing<String>> {
    let query = request.uri().query()?;
    let mut words = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let shown = pair.strip_prefix("token=");
            words = words.take().or(shown.map(|shown| Zeroizing::new(shown.to_owned())));
            shown.is_none()
        })
        .collect();
    // Whoever comes later in the server reads an address without it.
    let rest = if rest.is_empty() { CALENDAR.to_owned() } else { format!("{CALENDAR}?{}", rest.join("&")) };
    *request.uri_mut() = rest.parse::<PathAndQuery>().map(Uri::from).ok()?;
    words
}

/// Tokens as they are used.
#[derive(Default)]
pub(crate) struct Bearers {
    noted: Mutex<BTreeMap<String, Instant>>,
}

impl Bearers {
    /// Lets through whom a token lets read what is asked for.
    pub(crate) async fn admit(&self, source: &Source, shown: Shown) -> Result<Bearer, Problem> {
        if !shown.reads {
            return Err(Problem::only_reads());
        }
        let words = shown.words.clone();
        let token = crate::ask::asked(source.clone(), move |node| known(node, &words)).await?;
        let opening = scopes_of(&shown.route);
        if !opening.iter().any(|scope| token.scopes.contains(scope)) {
            return Err(Problem::other_scope(&token.scopes, opening));
        }
        if self.is_to_be_noted(&token.id) {
            let (source, used) = (source.clone(), token.clone());
            // Where the node is in use just now, a later use is put down.
            tokio::task::spawn_blocking(move || source().ok().map(|mut node| node.token_used(&used)));
        }
        Ok(Bearer {
            source: source.clone(),
            words: shown.words,
            id: token.id,
            // The name of a token is short and plain, and so always a text.
            name: Text::new(&token.name).unwrap_or_default(),
            look: tokio::time::Instant::now() + LOOK,
        })
    }

    fn is_to_be_noted(&self, id: &str) -> bool {
        let (mut noted, now) = (self.noted.lock().unwrap_or_else(PoisonError::into_inner), Instant::now());
        let due = noted.get(id).is_none_or(|at| now.duration_since(*at) >= NOTED);
        if due {
            noted.insert(id.to_owned(), now);
        }
        due
    }
}

fn known(node: &Node, words: &str) -> Result<Token, Problem> {
    node.token(words).map_err(|error| match error {
        NoToken::Unknown | NoToken::Over(_) => Problem::no_token(&error),
        NoToken::Store(error) => app::NodeError::from(error).into(),
    })
}

/// A program whose token was good when it asked.
#[derive(Clone)]
pub(crate) struct Bearer {
    source: Source,
    words: Zeroizing<String>,
    pub(crate) id: String,
    /// What the token is called.
    pub(crate) name: Text,
    look: tokio::time::Instant,
}

impl Bearer {
    /// Waits until the token is good no longer. May be broken off and asked again.
    pub(crate) async fn over(&mut self) {
        loop {
            tokio::time::sleep_until(self.look).await;
            let (source, words) = (self.source.clone(), self.words.clone());
            let good = move || {
                source().map_or(true, |node| !matches!(node.token(&words), Err(NoToken::Unknown | NoToken::Over(_))))
            };
            // A node in use tells nothing about the token; the next look does.
            if !tokio::task::spawn_blocking(good).await.unwrap_or(true) {
                return;
            }
            self.look = tokio::time::Instant::now() + LOOK;
        }
    }
}
