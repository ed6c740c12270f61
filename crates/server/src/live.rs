//! Who watches a node, and what they are told: a ring of the last events, and one look at a time.
//!
//! - Looks only while somebody listens, and only when the store may have changed or a minute has passed: reports
//!   fade and crossings shut by the clock alone.
//! - An event names a view and what in it changed. It holds nothing that the view itself would not show.
//! - Bounded everywhere: listeners, events kept, events waiting for a slow listener, time spent looking.

use crate::Source;
use crate::routes::events::Event;
use app::news::Glance;
use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, broadcast, watch};

/// Most listeners at once.
pub const LISTENERS_MAX: usize = 1_000;

/// Events kept for those who come back.
const KEPT: usize = 1_024;

/// Events that may wait for one listener; who is further behind is told to ask anew.
const WAITING: usize = 256;

/// Between two looks whether the store may have changed.
const TICK: Duration = Duration::from_millis(500);

/// The longest that a change by the clock alone goes unseen.
const REFRESH: Duration = Duration::from_secs(60);

/// After a look, at least so many times as long is waited as it took.
const REST: u32 = 3;

/// Tells cheaply whether a store may have changed: another value, or none where that cannot be told.
pub type Stamp = Arc<dyn Fn() -> Option<u64> + Send + Sync>;

/// An event with its number.
pub(crate) struct Numbered {
    pub(crate) number: u64,
    pub(crate) event: Event,
}

/// The watch over one node; its copies are the same watch.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    /// Tells events of this process from those of another.
    run: String,
    stamp: Stamp,
    state: Mutex<State>,
    sender: broadcast::Sender<Arc<Numbered>>,
    seats: Arc<Semaphore>,
    came: Notify,
    ending: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    /// The number of the last event; events are counted from 1.
    last: u64,
    kept: VecDeque<Arc<Numbered>>,
    watching: bool,
    looks: u64,
}

/// One listener's part: what was missed, what will come, and the end.
pub(crate) struct Seat {
    pub(crate) missed: VecDeque<Arc<Numbered>>,
    pub(crate) coming: broadcast::Receiver<Arc<Numbered>>,
    pub(crate) ending: watch::Receiver<bool>,
    /// Where the listener stands before the first event.
    pub(crate) from: u64,
    /// Whether it asked to go on from where nobody remembers.
    pub(crate) lost: bool,
    _permit: OwnedSemaphorePermit,
}

impl Default for Live {
    fn default() -> Self {
        Self::new(Arc::new(|| None))
    }
}

impl Live {
    /// A watch that looks when the stamp is another.
    pub fn new(stamp: Stamp) -> Self {
        let (sender, _) = broadcast::channel(WAITING);
        let (ending, _) = watch::channel(false);
        Self(Arc::new(Inner {
            // Randomly keyed by the standard library, which is random enough for a name.
            run: format!("{:016x}", RandomState::new().hash_one(0)),
            stamp,
            state: Mutex::default(),
            sender,
            seats: Arc::new(Semaphore::new(LISTENERS_MAX)),
            came: Notify::new(),
            ending,
        }))
    }

    /// Ends every listener's stream, and the watch.
    pub fn close(&self) {
        self.0.ending.send_replace(true);
        self.0.came.notify_waiters();
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        LISTENERS_MAX - self.0.seats.available_permits()
    }

    /// The number of the last event.
    pub fn events(&self) -> u64 {
        self.state().last
    }

    /// How many looks were taken; what changes after the first is told.
    pub fn looks(&self) -> u64 {
        self.state().looks
    }

    /// How an event is named to listeners.
    pub(crate) fn id(&self, number: u64) -> String {
        format!("{}-{number}", self.0.run)
    }

    /// Lets one more listen, from behind the event it names; none where all seats are taken.
    pub(crate) fn listen(&self, source: &Source, after: Option<&str>) -> Option<Seat> {
        let permit = Arc::clone(&self.0.seats).try_acquire_owned().ok()?;
        let mut state = self.state();
        if !state.watching {
            state.watching = true;
            tokio::spawn(self.clone().watch(Arc::clone(source)));
        }
        let asked = after.map(|id| self.number(id).filter(|number| *number <= state.last));
        let oldest = state.kept.front().map_or(state.last + 1, |first| first.number);
        let known = asked.flatten().filter(|number| number + 1 >= oldest);
        let missed = state.kept.iter().filter(|kept| known.is_some_and(|known| kept.number > known)).cloned();
        // Under the lock under which events are told: none is missed between the two, and none comes twice.
        let seat = Seat {
            missed: missed.collect(),
            coming: self.0.sender.subscribe(),
            ending: self.0.ending.subscribe(),
            from: known.unwrap_or(state.last),
            lost: asked.is_some() && known.is_none(),
            _permit: permit,
        };
        drop(state);
        self.0.came.notify_one();
        Some(seat)
    }

    fn number(&self, id: &str) -> Option<u64> {
        id.strip_prefix(self.0.run.as_str())?.strip_prefix('-')?.parse().ok()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves numbers and events as they were.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks again and again while somebody listens. The first look is what all others are held against.
    async fn watch(self, source: Source) {
        let mut ending = self.0.ending.subscribe();
        let (mut seen, mut stamp, mut looked) = (None, None, Instant::now());
        let mut rest = TICK;
        while !*ending.borrow() {
            let now = (self.0.stamp)();
            let due = seen.is_none() || now.is_none() || now != stamp || looked.elapsed() >= REFRESH;
            if due {
                let begun = Instant::now();
                // The stamp of before the look: what changes meanwhile is seen at the next one.
                if let Some(glance) = glance(&source).await {
                    (stamp, looked) = (now, begun);
                    self.tell(seen.as_ref(), &glance);
                    seen = Some(glance);
                    self.state().looks += 1;
                }
                rest = TICK.max(begun.elapsed() * REST);
            }
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                _ = ending.wait_for(|ending| *ending) => return,
            }
            if self.listeners() == 0 {
                self.0.came.notified().await;
            }
        }
    }

    /// Tells what is not as it was.
    fn tell(&self, before: Option<&Glance>, now: &Glance) {
        let Some(before) = before else { return };
        for news in now.news_since(before) {
            let event = Event::of(now.at(), news);
            let mut state = self.state();
            state.last += 1;
            let numbered = Arc::new(Numbered { number: state.last, event });
            if state.kept.len() == KEPT {
                state.kept.pop_front();
            }
            state.kept.push_back(Arc::clone(&numbered));
            // Nobody may listen just now; those who come back find it kept.
            let _ = self.0.sender.send(numbered);
        }
    }
}

/// The node as it is; nothing where it is in use, or cannot be read just now: the next look tells.
async fn glance(source: &Source) -> Option<Glance> {
    let source = Arc::clone(source);
    let look = move || source().ok()?.glance().ok();
    tokio::task::spawn_blocking(look).await.ok().flatten()
}
