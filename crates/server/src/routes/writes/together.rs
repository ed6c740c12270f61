//! Statements of many requests in one step of the journal: one fold, one transaction, one checkpoint.
//!
//! - Whoever comes puts down what he wants said and waits for his turn. Who has it takes all that wait along, and the
//!   others find their answers when their turn comes.
//! - Only for statements that are sent as they are: what a use case drafts from how things stand is drafted alone.
//! - What cannot be said with others is said by itself: nobody's fault is another's.

use super::stage::{Drafted, Once, Stage, Step, append, findings_of, replayed};
use crate::problem::Problem;
use crate::session::{Session, SessionKeys};
use crate::signed::Signed;
use app::ports::{Keys, KeysError};
use journal::keys::SecretKey;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Most statements of one step, unless one request alone has more.
const STATEMENTS_MAX: usize = 2_000;

/// What is answered, and whether it was before.
pub(super) type Answer = Result<(Value, bool), Problem>;

/// Makes drafts of what a request holds.
pub(super) type Drafting = Box<dyn Fn(&Stage) -> Result<Drafted, Problem> + Send>;

/// What waits for its turn.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<Vec<Job>>);

struct Job {
    signed: Signed,
    once: Once,
    draft: Drafting,
    done: Sender<Answer>,
}

/// A job whose drafts are made.
struct Ready {
    job: Job,
    drafted: Drafted,
}

impl Waiting {
    fn put(&self, job: Job) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }

    fn take(&self) -> Vec<Job> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The keys of several sessions; each job's officers were held against its own.
struct Rings(Vec<Arc<Session>>);

impl Keys for Rings {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let mut missing = KeysError::Missing { name: name.to_owned(), known: Vec::new() };
        for session in &self.0 {
            match SessionKeys(session.clone()).secret(name) {
                Ok(key) => return Ok(key),
                Err(error) => missing = error,
            }
        }
        Err(missing)
    }
}

/// Says what a request holds, with whatever else waits; blocks until it is said.
pub(super) fn say(signed: Signed, once: Once, draft: Drafting) -> Answer {
    let desk = signed.desk.clone();
    let (done, answer) = channel();
    desk.waiting.put(Job { signed, once, draft, done });
    let _turn = desk.writing.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = found(&answer) {
        return answer;
    }
    let jobs = desk.waiting.take();
    all(jobs);
    found(&answer).unwrap_or_else(|| Err(Problem::internal("The answer was not finished", &RecvError)))
}

/// The answer, where somebody else has given it, or will not any more.
fn found(answer: &Receiver<Answer>) -> Option<Answer> {
    match answer.try_recv() {
        Ok(answer) => Some(answer),
        Err(TryRecvError::Empty) => None,
        Err(TryRecvError::Disconnected) => Some(Err(Problem::internal("The answer was not finished", &RecvError))),
    }
}

impl Job {
    fn answer(self, answer: Answer) {
        // Who asked may have gone.
        let _ = self.done.send(answer);
    }

    fn alone(self) {
        let Self { signed, once, draft, done } = self;
        let answer = Stage::open(signed).and_then(|stage| append(stage, &once, draft));
        // Who asked may have gone.
        let _ = done.send(answer);
    }
}

fn all(mut jobs: Vec<Job>) {
    while !jobs.is_empty() {
        let (now, later) = some(jobs);
        match <[Job; 1]>::try_from(now) {
            Ok([job]) => job.alone(),
            Err(now) => together(now),
        }
        jobs = later;
    }
}

/// Those of the first step: a request that was sent twice at once is answered out of what the first one did.
fn some(jobs: Vec<Job>) -> (Vec<Job>, Vec<Job>) {
    let mut names = BTreeSet::new();
    jobs.into_iter().partition(|job| names.insert(job.once.name().to_owned()))
}

fn together(jobs: Vec<Job>) {
    let Some(first) = jobs.first() else { return };
    let rings = Rings(jobs.iter().map(|job| job.signed.session.clone()).collect());
    let mut stage = match Stage::open_with(first.signed.clone(), Box::new(rings)) {
        Ok(stage) => stage,
        // It cannot be opened for one alone either; but each is told in his language.
        Err(_) => return jobs.into_iter().for_each(Job::alone),
    };
    let mut ready: Vec<Ready> = Vec::with_capacity(jobs.len());
    let (mut statements, mut later) = (0, Vec::new());
    for job in jobs {
        stage.signed = job.signed.clone();
        match made(&mut stage, &job) {
            Ok(Made::Before(answer)) => job.answer(Ok((answer, true))),
            Ok(Made::Drafted(drafted)) if drafted.drafts.is_empty() => later.push(job),
            Ok(Made::Drafted(drafted)) if statements + drafted.drafts.len() > STATEMENTS_MAX && statements > 0 => {
                later.push(job);
            }
            Ok(Made::Drafted(drafted)) => {
                statements += drafted.drafts.len();
                ready.push(Ready { job, drafted });
            }
            Err(problem) => job.answer(Err(problem)),
        }
    }
    step(&mut stage, ready);
    drop(stage);
    later.into_iter().for_each(Job::alone);
}

/// What a job comes to before anything is said.
enum Made {
    Before(Value),
    Drafted(Drafted),
}

fn made(stage: &mut Stage, job: &Job) -> Result<Made, Problem> {
    Ok(match replayed(stage, &job.once)? {
        Some(answer) => Made::Before(answer),
        None => Made::Drafted((job.draft)(stage)?),
    })
}

/// Says all of it in one step, or each by itself where that is refused.
fn step(stage: &mut Stage, ready: Vec<Ready>) {
    let parts: Vec<Step<'_>> =
        ready.iter().map(|ready| Step { once: &ready.job.once, drafted: &ready.drafted }).collect();
    let Ok(said) = stage.say_all(&parts) else {
        return ready.into_iter().for_each(|ready| ready.job.alone());
    };
    let answers = findings_of(stage, said);
    let writes = ready.len();
    match answers {
        Ok(answers) => {
            for (ready, answer) in ready.into_iter().zip(answers) {
                ready.job.answer(Ok((answer, false)));
            }
        }
        // It is said; whoever asks again finds that it is.
        Err(_) => ready.into_iter().for_each(|ready| ready.job.alone()),
    }
    stage.prune(writes);
}
