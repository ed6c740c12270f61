//! Long work that goes on after its answer: one at a time, some waiting, the last ones remembered.
//!
//! - A job belongs to the officer who asked for it, and is told of to nobody else. It holds no keys: whoever signs out
//!   takes them along, and the job goes on.
//! - Everything here is in memory. A server that ends forgets its jobs; what they had kept in the store stays.

use crate::problem::Problem;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};
use units::{Digest, OfficerId};

/// Jobs that may run or wait.
pub(crate) const OPEN_MAX: usize = 8;

/// Jobs that are remembered; those that ended longest ago are forgotten first.
pub(crate) const KEPT_MAX: usize = 32;

/// After how many seconds to ask again where there are enough.
const RETRY_SECONDS: u64 = 30;

/// By what a request for a job is known when it is repeated: a name of its own, and the hash of what was asked.
pub(crate) type Request = (String, Digest);

/// Everything that was asked for.
pub(crate) struct Jobs {
    kept: Mutex<VecDeque<Arc<Job>>>,
    turn: Arc<Semaphore>,
}

/// One job.
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) officer: OfficerId,
    /// How much there is to do, once that is known.
    of: OnceLock<u64>,
    request: Request,
    asked: Instant,
    done: AtomicU64,
    state: Mutex<State>,
    over: watch::Sender<bool>,
}

/// How far a job is.
#[derive(Clone, Debug)]
pub(crate) enum State {
    Waiting,
    Running,
    Done(Value, Duration),
    Failed(Problem, Duration),
    Cancelled(Duration),
}

impl State {
    fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

impl Default for Jobs {
    fn default() -> Self {
        Self { kept: Mutex::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl Jobs {
    /// Begins a job when it is its turn; the one that was begun before, where the request is repeated.
    pub(crate) fn begin(
        &self,
        (kind, of): (&'static str, Option<u64>),
        officer: OfficerId,
        request: Request,
        work: impl FnOnce(&Job) -> Result<Value, Problem> + Send + 'static,
    ) -> Result<Arc<Job>, Problem> {
        let mut kept = lock(&self.kept);
        if let Some(before) = kept.iter().find(|job| job.request.0 == request.0) {
            return if before.request == request { Ok(before.clone()) } else { Err(Problem::other_body()) };
        }
        if kept.iter().filter(|job| job.state().is_open()).count() >= OPEN_MAX {
            return Err(Problem::too_many_jobs(OPEN_MAX).retry(RETRY_SECONDS));
        }
        let mut id = [0; 8];
        getrandom::fill(&mut id).map_err(|error| Problem::internal("A job could not be named", &error))?;
        let job = Arc::new(Job {
            id: format!("{:016x}", u64::from_be_bytes(id)),
            kind,
            officer,
            of: of.map(OnceLock::from).unwrap_or_default(),
            request,
            asked: Instant::now(),
            done: AtomicU64::new(0),
            state: Mutex::new(State::Waiting),
            over: watch::channel(false).0,
        });
        kept.push_back(job.clone());
        while kept.len() > KEPT_MAX
            && let Some(ended) = kept.iter().position(|job| !job.state().is_open())
        {
            kept.remove(ended);
        }
        tokio::spawn(run(job.clone(), self.turn.clone(), work));
        Ok(job)
    }

    /// All that these eyes may see, the newest first.
    pub(crate) fn of(&self, may_see: impl Fn(&OfficerId) -> bool) -> Vec<Arc<Job>> {
        lock(&self.kept).iter().rev().filter(|job| may_see(&job.officer)).cloned().collect()
    }
}

impl Job {
    /// How far it is.
    pub(crate) fn state(&self) -> State {
        lock(&self.state).clone()
    }

    /// How much there is to do, if that is known.
    pub(crate) fn of(&self) -> Option<u64> {
        self.of.get().copied()
    }

    /// Tells how much there is to do, where that was not known when it was asked for.
    pub(crate) fn is_of(&self, of: u64) {
        self.of.get_or_init(|| of);
    }

    /// How much of it is done.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// How long it has taken, waiting included.
    pub(crate) fn took(&self) -> Duration {
        match self.state() {
            State::Waiting | State::Running => self.asked.elapsed(),
            State::Done(_, took) | State::Failed(_, took) | State::Cancelled(took) => took,
        }
    }

    /// Puts down how far it is; answers whether to go on.
    pub(crate) fn go_on(&self, done: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        !*self.over.borrow()
    }

    /// Ends it, if it has not ended. Work that cannot be broken off is done to its end, and forgotten.
    pub(crate) fn cancel(&self) {
        self.end(State::Cancelled);
        self.over.send_replace(true);
    }

    fn end(&self, how: impl FnOnce(Duration) -> State) {
        let mut state = lock(&self.state);
        if state.is_open() {
            *state = how(self.asked.elapsed());
        }
    }
}

/// Waits for its turn, and works on a thread that may block. The turn is over when the thread is done, whoever cancelled.
async fn run(job: Arc<Job>, turn: Arc<Semaphore>, work: impl FnOnce(&Job) -> Result<Value, Problem> + Send + 'static) {
    let mut over = job.over.subscribe();
    let turn = tokio::select! {
        turn = turn.acquire_owned() => turn,
        _ = over.wait_for(|over| *over) => return,
    };
    let working = job.clone();
    let worked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut state = lock(&working.state);
        if !state.is_open() {
            return None;
        }
        *state = State::Running;
        drop(state);
        Some(work(&working))
    });
    match worked.await {
        Ok(Some(Ok(result))) => job.end(|took| State::Done(result, took)),
        Ok(Some(Err(problem))) => job.end(|took| State::Failed(problem, took)),
        Ok(None) => {}
        Err(error) => job.end(|took| State::Failed(Problem::internal("The job was not finished", &error), took)),
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves states as they were.
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::mpsc::channel;

    fn request(name: usize) -> Request {
        (name.to_string(), Digest::new([0; 32]))
    }

    fn officer() -> OfficerId {
        "dz-log/movement".parse().unwrap()
    }

    async fn until(job: &Job, so: impl Fn(&State) -> bool) {
        while !so(&job.state()) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    #[tokio::test]
    async fn one_runs_some_wait_and_more_are_refused() {
        let jobs = Jobs::default();
        let (go, wait) = channel::<()>();
        let first = jobs.begin(("test", None), officer(), request(0), move |_| Ok(json!(wait.recv().is_ok()))).unwrap();
        until(&first, |state| matches!(state, State::Running)).await;
        let begin = |name| jobs.begin(("test", None), officer(), request(name), move |_| Ok(json!(name)));
        let rest: Vec<Arc<Job>> = (1..OPEN_MAX).map(|name| begin(name).unwrap()).collect();
        assert!(begin(OPEN_MAX).is_err());
        // The same request is the same job, and none is begun; another of that name is none.
        assert_eq!(begin(0).unwrap().id, first.id);
        let other = jobs.begin(("test", None), officer(), ("0".into(), Digest::new([1; 32])), |_| Ok(json!(0)));
        assert!(other.is_err());
        assert!(rest.iter().all(|job| matches!(job.state(), State::Waiting)));
        rest[0].cancel();
        assert!(begin(OPEN_MAX).is_ok());
        go.send(()).unwrap();
        for job in &rest[1..] {
            until(job, |state| matches!(state, State::Done(..))).await;
        }
        assert!(matches!(first.state(), State::Done(value, _) if value == json!(true)));
        assert!(matches!(rest[0].state(), State::Cancelled(_)));
    }

    #[tokio::test]
    async fn one_that_is_cancelled_ends_where_it_asks_whether_to_go_on() {
        let jobs = Jobs::default();
        let work = |job: &Job| {
            let mut done = 0;
            while job.go_on(done) {
                done += 1;
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(json!(done))
        };
        let job = jobs.begin(("test", Some(5)), officer(), request(0), work).unwrap();
        until(&job, |state| matches!(state, State::Running)).await;
        while job.done() < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        job.cancel();
        let next = jobs.begin(("test", None), officer(), request(1), |_| Ok(json!(1))).unwrap();
        until(&next, |state| matches!(state, State::Done(..))).await;
        assert!(matches!(job.state(), State::Cancelled(_)));
    }

    #[tokio::test]
    async fn those_that_ended_are_forgotten_in_time_and_seen_by_their_own_alone() {
        let jobs = Jobs::default();
        for name in 0..KEPT_MAX + 3 {
            let job = jobs.begin(("test", None), officer(), request(name), move |_| Ok(json!(name))).unwrap();
            until(&job, |state| !state.is_open()).await;
        }
        assert_eq!(jobs.of(|_| true).len(), KEPT_MAX);
        assert_eq!(jobs.of(|one| one != &officer()).len(), 0);
        assert_eq!(jobs.of(|_| true)[0].request, request(KEPT_MAX + 2));
    }
}
