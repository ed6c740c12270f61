//! Whoever watches a database is told when somebody wrote, instead of looking again and again.
//!
//! A connection of its own listens for what [`Session`] tells after each write. Where the database knows no such word, or
//! cannot be reached, nothing can be told from the stamp, and whoever watches has to look.

use super::session::{CHANNEL, Session};
use super::url::PgUrl;
use postgres::fallible_iterator::FallibleIterator as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// How often a listener makes sure that the line is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Between two attempts to listen.
const PAUSE: Duration = Duration::from_secs(5);

/// What a listener has heard; dropping it ends the listener.
pub struct Watch(Arc<Heard>);

#[derive(Default)]
struct Heard {
    listening: AtomicBool,
    writes: AtomicU64,
    over: AtomicBool,
}

impl Watch {
    /// Begins to listen, on a thread of its own.
    pub fn begin(url: &PgUrl) -> Self {
        let heard = Arc::new(Heard::default());
        let (url, listener) = (url.clone(), Arc::clone(&heard));
        std::thread::spawn(move || listener.keep_on(&url));
        Self(heard)
    }

    /// Another value after every write; none where nobody listens just now.
    pub fn stamp(&self) -> Option<u64> {
        let writes = self.0.writes.load(Ordering::SeqCst);
        self.0.listening.load(Ordering::SeqCst).then_some(writes)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::SeqCst);
    }
}

impl Heard {
    fn keep_on(&self, url: &PgUrl) {
        while !self.over.load(Ordering::SeqCst) {
            // Whatever the fault, somebody looks meanwhile.
            let _ = self.listen(url);
            self.listening.store(false, Ordering::SeqCst);
            std::thread::sleep(PAUSE);
        }
    }

    /// Listens until the line breaks, or nobody wants to know any more.
    fn listen(&self, url: &PgUrl) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let mut client = Session::new(url.clone(), HEARTBEAT).dial()?;
        client.batch_execute(&format!("LISTEN {CHANNEL}"))?;
        // Something may have been written before anybody listened.
        self.writes.fetch_add(1, Ordering::SeqCst);
        self.listening.store(true, Ordering::SeqCst);
        while !self.over.load(Ordering::SeqCst) {
            let told = client.notifications().timeout_iter(HEARTBEAT).next()?;
            match told {
                Some(told) if told.payload() == url.operation() => _ = self.writes.fetch_add(1, Ordering::SeqCst),
                Some(_) => {}
                None => client.batch_execute("SELECT 1")?,
            }
        }
        Ok(())
    }
}
