//! Records of requests that nobody repeats any more are let go, a few at each write.
//!
//! - A record is kept for thirty days, so that a request can be repeated as long.
//! - At the first write, and once an hour, the records are listed; each write then looks at some of the list, so that
//!   none waits for all of them.

use app::{Node, NodeError};
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use units::Moment;

/// Documents under this prefix are requests that were answered, by the hash of officer and key.
pub(crate) const REQUESTS: &str = "request/";

/// How long a request may be repeated: thirty days.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Between two lists.
const PAUSE: Duration = Duration::from_secs(60 * 60);

/// Records that one write looks at: more than it adds.
const AT_ONCE: usize = 4;

/// How far the records have been looked through.
#[derive(Default)]
pub(crate) struct Pruning(Mutex<Round>);

#[derive(Default)]
struct Round {
    listed: Option<Instant>,
    left: Vec<String>,
}

impl Pruning {
    /// Looks at some records for each of so many writes, and lets the old ones go.
    pub(crate) fn go_on(&self, node: &mut Node, writes: usize, now: Instant) -> Result<(), NodeError> {
        let some = {
            // A panic elsewhere leaves a list of names as it was.
            let mut round = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if round.listed.is_none_or(|listed| now.duration_since(listed) >= PAUSE) {
                round.left = node.store().documents(REQUESTS)?;
                round.listed = Some(now);
            }
            let rest = round.left.len().saturating_sub(AT_ONCE.saturating_mul(writes));
            round.left.split_off(rest)
        };
        look_at(node, some)
    }
}

fn look_at(node: &mut Node, names: Vec<String>) -> Result<(), NodeError> {
    let now = node.now();
    let (mut old, mut undated) = (Vec::new(), Vec::new());
    for name in names {
        let Some(bytes) = node.store().document(&name)? else { continue };
        // One that is damaged tells whoever repeats its request.
        let Ok(mut record) = serde_json::from_slice::<Value>(&bytes) else { continue };
        let Some(record) = record.as_object_mut() else { continue };
        match record.get("at").and_then(Value::as_str).and_then(|at| at.parse::<Moment>().ok()) {
            Some(at) if at < now.plus_seconds(-KEPT_SECONDS) => old.push(name),
            Some(_) => {}
            // Written before records had a time: it begins now.
            None => {
                record.insert("at".to_owned(), json!(now));
                undated.push((name, json!(record).to_string().into_bytes()));
            }
        }
    }
    if !undated.is_empty() {
        node.store_mut().keep(&undated)?;
    }
    if old.is_empty() { Ok(()) } else { Ok(node.store_mut().forget(&old)?) }
}
