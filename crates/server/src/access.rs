//! Notes of who read what was said to few, on their way into the store.
//!
//! - Reading never waits for them: they gather in memory, and a thread of their own writes what came in some seconds.
//! - What could not be written is tried again; where the node cannot be written for long, there is a bound, and the log
//!   tells that it was met.
//! - An officer who signed in signs them: when asked to, at sign-out, and once an hour while somebody is signed in.

use crate::Source;
use crate::desk::Desk;
use crate::problem::causes;
use crate::session::{Session, SessionKeys};
use app::access::{Access, Accesses, is_disclosed};
use app::hints::{Advice as _, Blame};
use app::{Node, NodeError};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use model::AccessReader;
use std::collections::BTreeSet;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use units::{Digest, Moment, PartyId};
use views::Said;

/// How long notes gather before they are written; a kill loses those of this time at most.
pub(crate) const GATHER: Duration = Duration::from_secs(10);

/// After how long they are signed while somebody is signed in.
const PERIOD_SECONDS: i64 = 60 * 60;

/// How often it is looked whether it is time.
const LOOK: Duration = Duration::from_secs(60);

/// Notes that wait to be written; more come only where the store takes none for long.
const WAITING_MAX: usize = 100_000;

/// How often signing is tried anew because somebody else was faster.
const TRIES: usize = 4;

/// What is read in one's own name, of the server itself, or without any content.
const QUIET: [&str; 10] = [
    "/api/v1/access",
    "/api/v1/events",
    "/api/v1/jobs",
    "/api/v1/jobs/{id}",
    "/api/v1/journals",
    "/api/v1/openapi.json",
    "/api/v1/operation",
    "/api/v1/partners",
    "/api/v1/session",
    "/api/v1/words/{lang}",
];

/// In an answer: the statements in it, one by one, that were disclosed to this party.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves(Vec<Digest>);

impl Leaves {
    /// Those of some entries.
    pub(crate) fn of<'s>(shown: impl IntoIterator<Item = &'s Said>, own: &PartyId) -> Self {
        Self(shown.into_iter().filter(|said| is_disclosed(said, own)).map(|said| said.leaf).collect())
    }
}

/// Where accesses are noted.
#[derive(Clone)]
pub(crate) struct Notes(Arc<Inner>);

struct Inner {
    source: Source,
    desk: Option<Arc<Desk>>,
    /// How long notes wait for more.
    gathers: Duration,
    waiting: Mutex<Waiting>,
    /// Held while they are written or signed.
    writing: Mutex<Option<Instant>>,
}

#[derive(Default)]
struct Waiting {
    /// Who read what, when first and last.
    read: Vec<(AccessReader, Access, Instant)>,
    known: BTreeSet<(AccessReader, Access)>,
    /// Files of journals that partners fetched: folder and path.
    packs: Vec<(String, String, Instant)>,
    /// Whether a thread waits to write them.
    awaited: bool,
}

impl Notes {
    pub(crate) fn new(source: Source, desk: Option<Arc<Desk>>, gathers: Duration) -> Self {
        Self(Arc::new(Inner { source, desk, gathers, waiting: Mutex::default(), writing: Mutex::new(None) }))
    }

    /// Notes what an answer held.
    pub(crate) fn answered(&self, reader: &AccessReader, route: &str, response: &Response) {
        if response.status() != StatusCode::OK {
            return;
        }
        match response.extensions().get::<Leaves>() {
            Some(Leaves(leaves)) => self.note(reader, leaves.iter().copied().map(Access::Statement)),
            None => {
                let view = route.trim_start_matches("/api/v1/").to_owned();
                self.note(reader, std::iter::once(Access::View(view)));
            }
        }
    }

    fn note(&self, reader: &AccessReader, read: impl Iterator<Item = Access>) {
        let (mut waiting, now) = (lock(&self.0.waiting), Instant::now());
        for access in read {
            let one = (reader.clone(), access);
            // When it was read first and when last is all that is kept of how often.
            if waiting.known.insert(one.clone()) {
                waiting.read.push((one.0, one.1, now));
            }
        }
        self.await_writing(waiting);
    }

    /// Notes that a partner fetched a file. What is in it is looked at when notes are written.
    pub(crate) fn fetched(&self, name: &str, path: &str) {
        let mut waiting = lock(&self.0.waiting);
        waiting.packs.push((name.to_owned(), path.to_owned(), Instant::now()));
        self.await_writing(waiting);
    }

    fn await_writing(&self, mut waiting: MutexGuard<'_, Waiting>) {
        let much = waiting.read.len() + waiting.packs.len();
        if much > WAITING_MAX {
            tracing::warn!(notes = much, "notes of access cannot be written, and are let go");
            *waiting = Waiting { awaited: waiting.awaited, ..Waiting::default() };
        }
        if much > 0 && !waiting.awaited {
            waiting.awaited = true;
            let (inner, gathers) = (Arc::downgrade(&self.0), self.0.gathers);
            std::thread::spawn(move || {
                std::thread::sleep(gathers);
                write_later(&inner);
            });
        }
    }

    /// Writes what waits, so that whoever looks sees it.
    pub(crate) fn write(&self) {
        let _alone = lock(&self.0.writing);
        self.0.write();
    }

    /// Writes what waits, and has the officer of a session sign all that is noted.
    pub(crate) fn sign(&self, session: &Arc<Session>) {
        let _alone = lock(&self.0.writing);
        self.0.write();
        self.0.sign(session);
    }
}

/// Writes all that came while it was waited; a server that is gone has written it itself.
fn write_later(inner: &Weak<Inner>) {
    let Some(inner) = inner.upgrade() else { return };
    lock(&inner.waiting).awaited = false;
    let mut looked = lock(&inner.writing);
    inner.write();
    let now = Instant::now();
    if looked.is_none_or(|at| now.duration_since(at) >= LOOK) {
        *looked = Some(now);
        inner.sign_in_time();
    }
}

impl Inner {
    fn write(&self) {
        let taken = {
            let mut waiting = lock(&self.waiting);
            let awaited = waiting.awaited;
            std::mem::replace(&mut *waiting, Waiting { awaited, ..Waiting::default() })
        };
        if taken.read.is_empty() && taken.packs.is_empty() {
            return;
        }
        if let Err(error) = self.keep(&taken) {
            tracing::warn!(error, "notes of access were not written, and wait");
            let mut waiting = lock(&self.waiting);
            waiting.known.extend(taken.known);
            waiting.read.extend(taken.read);
            waiting.packs.extend(taken.packs);
        }
    }

    fn keep(&self, taken: &Waiting) -> Result<(), String> {
        let mut node = (self.source)().map_err(|error| error.to_string())?;
        let (now, mut all) = (node.now(), Accesses::default());
        for (reader, access, at) in &taken.read {
            all.note(reader, before(now, *at), access.clone());
        }
        for (name, path, at) in &taken.packs {
            for (reader, access) in node.served(name, path).map_err(|error| error.to_string())? {
                all.note(&reader, before(now, *at), access);
            }
        }
        node.keep_accesses(&all).map_err(|error| error.to_string())
    }

    /// Signs where notes have waited for an hour and somebody is signed in.
    fn sign_in_time(&self) {
        let Some(session) = self.desk.as_ref().and_then(|desk| desk.sessions.newest()) else { return };
        let since = |node: Node| Some((node.accesses().ok()?.accesses.since()?, node.now()));
        let Some((since, now)) = (self.source)().ok().and_then(since) else { return };
        if now >= since.plus_seconds(PERIOD_SECONDS) {
            self.sign(&session);
        }
    }

    fn sign(&self, session: &Arc<Session>) {
        let Some(desk) = &self.desk else { return };
        let _alone = lock(&desk.writing);
        for _ in 0..TRIES {
            let error = match signed(desk, session) {
                Ok(()) => return,
                Err(error) => error,
            };
            let passes = error.downcast_ref::<NodeError>().is_some_and(|error| error.advice().0 == Blame::Passing);
            if !passes {
                let why: Vec<String> = causes(error.as_ref()).map(ToString::to_string).collect();
                tracing::warn!(why = why.join(": "), "notes of access were not signed, and wait");
                return;
            }
        }
    }
}

fn signed(desk: &Desk, session: &Arc<Session>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut node = (desk.open)(Box::new(SessionKeys(session.clone())))?;
    node.sign_accesses(Some(&session.officer))?;
    Ok(())
}

/// What the clock of the node showed then.
fn before(now: Moment, at: Instant) -> Moment {
    now.plus_seconds(-i64::try_from(at.elapsed().as_secs()).unwrap_or(0))
}

/// Whether a request reads what may have been said to few.
pub(crate) fn is_read(method: &Method, route: &str) -> bool {
    *method == Method::GET && route.starts_with("/api/v1/") && !QUIET.contains(&route)
}

impl Drop for Inner {
    /// Writes what is left. A store may want a thread that drives nothing else.
    fn drop(&mut self) {
        let waiting = lock(&self.waiting);
        let nothing = waiting.read.is_empty() && waiting.packs.is_empty();
        drop(waiting);
        if !nothing {
            std::thread::scope(|scope| _ = scope.spawn(|| self.write()));
        }
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves notes as they were.
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
