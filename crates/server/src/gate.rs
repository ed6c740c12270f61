//! Who is let in: what a server knows of its line, its names and its desk before the first request.
//!
//! - Without a word, reading is open and only the loopback address is served.
//! - Once others can reach it, everybody is asked; there is no way to be reachable and not to ask.

use crate::Source;
use crate::access::{GATHER, Notes};
use crate::bearer::{Bearers, Shown};
use crate::desk::Desk;
use crate::hold::Peer;
use crate::limits::{GUESS, Key, Limits, StreamSeat};
use crate::problem::Problem;
use crate::session::{Ending, Found};
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{Extensions, HeaderMap, StatusCode};
use model::AccessReader;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Routes that answer everybody: whether the process lives, where one signs in, and the words of the page that asks
/// for it. Whatever is no route is a file of the page, or nothing.
const OPEN: [&str; 5] = [
    "/healthz",
    "/api/v1/session",
    "/api/v1/session/passkey",
    "/api/v1/session/passkey/challenge",
    "/api/v1/words/{lang}",
];

/// How requests arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Line {
    /// In the clear, so from this machine alone.
    #[default]
    Here,
    /// Under TLS.
    Tls,
    /// From a proxy that has TLS in front of it.
    Proxy,
}

/// Who is let in, and by what they are known.
#[derive(Default)]
pub struct Gate {
    desk: Option<Arc<Desk>>,
    asks: bool,
    names: Vec<String>,
    line: Line,
    bearers: Bearers,
    limits: Limits,
    notes: Option<Notes>,
    gathers: Option<Duration>,
}

/// Who asks: what is counted of him, and when what he is told without end must end.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(crate) key: Key,
    pub(crate) ending: Ending,
    /// As whom he is noted.
    pub(crate) reader: AccessReader,
}

impl Gate {
    /// Reading is open, and who signs in at the desk writes.
    pub fn with_desk(desk: Desk) -> Self {
        Self { desk: Some(Arc::new(desk)), ..Self::default() }
    }

    /// Reading asks for a session, too.
    pub fn asking(self) -> Self {
        Self { asks: true, ..self }
    }

    /// The server is called so in the addresses that people type.
    pub fn named(self, names: Vec<String>) -> Self {
        Self { names, ..self }
    }

    /// Connections are under TLS.
    pub fn over_tls(self) -> Self {
        self.on(Line::Tls)
    }

    /// A proxy with TLS stands in front; whoever it is, he is asked.
    pub fn behind_proxy(self) -> Self {
        self.on(Line::Proxy).asking()
    }

    fn on(self, line: Line) -> Self {
        Self { line, ..self }
    }

    /// Whether others than this machine may reach it: where they can sign in, and nobody hears how. Then everybody
    /// is asked.
    fn may_be_reached(&self) -> bool {
        self.desk.is_some() && self.line != Line::Here
    }

    /// As it will be where the address is one that others reach.
    pub fn for_address(self, address: IpAddr) -> Self {
        if address.is_loopback() { self } else { self.asking() }
    }

    /// Notes of who reads gather for another time before they are written.
    pub fn gathering(self, time: Duration) -> Self {
        Self { gathers: Some(time), ..self }
    }

    /// Where everybody is asked, who reads is noted.
    pub(crate) fn noting(self, source: &Source) -> Self {
        let notes = self.asks.then(|| Notes::new(source.clone(), self.desk.clone(), self.gathers.unwrap_or(GATHER)));
        Self { notes, ..self }
    }

    /// Where it is noted who reads, if it is.
    pub(crate) fn notes(&self) -> Option<&Notes> {
        self.notes.as_ref()
    }

    pub(crate) fn desk(&self) -> Option<&Arc<Desk>> {
        self.desk.as_ref()
    }

    /// Whether cookies are given to encrypted lines alone.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.line != Line::Here
    }

    /// How the addresses begin under which it is reached.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.is_encrypted() { "https" } else { "http" }
    }

    /// Whether this host is one of the server's own names.
    pub(crate) fn answers_to(&self, host: &str) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Refuses what came through a proxy that nobody spoke of: reading would be open to whoever is behind it.
    pub(crate) fn is_passed_on(&self, request: &Request) -> bool {
        let told = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
        !self.asks && told.iter().any(|name| request.headers().contains_key(*name))
    }

    /// Who asks, where that is to be known. A token that is shown is looked at even where nobody is asked, so that one
    /// that is no good is noticed.
    pub(crate) async fn admits(&self, source: &Source, request: &mut Request) -> Result<Option<Asker>, Problem> {
        let address = self.address_of(request.extensions(), request.headers());
        if is_open(request) {
            return self.count(&address, 1).map(|()| None);
        }
        if let Some(shown) = Shown::in_request(request) {
            // Whoever has guessed too often is not even looked at; what was no guess is given back.
            self.count(&address, GUESS)?;
            let looked = self.bearers.admit(source, shown).await;
            if !matches!(&looked, Err(problem) if problem.status() == StatusCode::UNAUTHORIZED) {
                self.limits.give_back(&address, GUESS);
            }
            let bearer = looked?;
            let key = Key::Token(bearer.id.clone());
            self.limits.take(&key, 1, Instant::now())?;
            let reader = AccessReader::Token(bearer.name.clone());
            return Ok(Some(Asker { key, ending: Ending::Token(bearer), reader }));
        }
        if !self.asks {
            return Ok(None);
        }
        let found = self.desk.as_ref().map(|desk| desk.sessions.of(request.headers()));
        if let Some(Found::Session(session)) = found {
            let key = Key::Session(session.number);
            self.count(&key, 1)?;
            let reader = AccessReader::Officer(session.officer.clone());
            return Ok(Some(Asker { key, ending: session.ending(), reader }));
        }
        self.count(&address, 1)?;
        Err(if matches!(found, Some(Found::Over)) { Problem::session_over() } else { Problem::not_signed_in() })
    }

    /// One stream more for an asker.
    pub(crate) fn stream(&self, asker: &Asker) -> Result<StreamSeat, Problem> {
        self.limits.stream(&asker.key)
    }

    /// Counts where others can reach it; this machine keeps itself from nothing.
    fn count(&self, key: &Key, requests: u32) -> Result<(), Problem> {
        if self.asks { self.limits.take(key, requests, Instant::now()) } else { Ok(()) }
    }

    /// Where a request is from: of those that a proxy passes on, what the proxy itself wrote last.
    pub(crate) fn address_of(&self, about: &Extensions, headers: &HeaderMap) -> Key {
        let peer = about.get::<Peer>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        if self.line != Line::Proxy {
            return Key::of(peer);
        }
        let told = headers.get_all("x-forwarded-for").iter().next_back();
        let last = told.and_then(|told| told.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Key::of(last.unwrap_or(peer))
    }
}

fn is_open(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    route.is_none_or(|route| OPEN.contains(&route.as_str()))
}

/// A router, and whether others than this machine may reach it.
pub struct Site {
    pub(crate) router: Router,
    pub(crate) far: bool,
}

impl Site {
    pub(crate) fn new(router: Router, gate: &Gate) -> Self {
        Self { router, far: gate.may_be_reached() && gate.asks }
    }

    /// Its routes, to be asked without a line.
    pub fn router(&self) -> Router {
        self.router.clone()
    }
}

/// For this machine alone.
impl From<Router> for Site {
    fn from(router: Router) -> Self {
        Self { router, far: false }
    }
}
