//! What changes, for those who are told without asking: each change once, as the listeners of `events` get it.

use crate::Source;
use crate::live::{Live, Numbered};
use tokio::sync::broadcast::error::RecvError;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its number, and of which run of the server; the same wherever it is told.
    pub id: String,
    /// The view that changed, or [`RESET`].
    pub view: &'static str,
    /// An `Event` as `openapi.json` describes it; of a reset the view alone.
    pub body: Vec<u8>,
}

/// The view of what is told where changes may have been missed: everything is to be asked for again.
pub const RESET: &str = "reset";

impl Told {
    /// Changes may have been missed.
    pub fn reset(id: String) -> Self {
        Self { id, view: RESET, body: format!("{{\"view\":\"{RESET}\"}}").into_bytes() }
    }

    fn of(live: &Live, Numbered { number, event }: &Numbered) -> Self {
        // Texts and lists of texts always can be written.
        let body = serde_json::to_vec(event).unwrap_or_default();
        Self { id: live.id(*number), view: event.view(), body }
    }
}

impl Live {
    /// Hands on every change until the watch is closed; first, that there may have been some before.
    pub async fn hand_on(self, source: Source, mut tell: impl FnMut(Told)) {
        let Some(mut seat) = self.listen(&source, None) else { return };
        tell(Told::reset(self.id(seat.from)));
        loop {
            let coming = tokio::select! {
                _ = seat.ending.wait_for(|ending| *ending) => return,
                coming = seat.coming.recv() => coming,
            };
            match coming {
                Ok(numbered) => tell(Told::of(&self, &numbered)),
                Err(RecvError::Lagged(_)) => tell(Told::reset(self.id(self.events()))),
                Err(RecvError::Closed) => return,
            }
        }
    }
}
