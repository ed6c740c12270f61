//! Who is signed in: keys in memory for a shift at most, and the signed cookie that names them.
//!
//! - A cookie is an identifier and a MAC under a key of this process; it holds nothing else.
//! - A session ends at sign-out, after an idle time, or after a shift; its keys are wiped then, whether or not
//!   anybody asks again.

use crate::bearer::Bearer;
use crate::desk::KeyRing;
use app::ports::{Keys, KeysError};
use hmac::{Hmac, KeyInit as _, Mac as _};
use journal::keys::SecretKey;
use serde::Serialize;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use units::{OfficerId, PartyId};
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// The longest that anybody stays signed in.
pub(crate) const SHIFT: Duration = Duration::from_secs(8 * 60 * 60);

/// The longest without a request.
pub(crate) const IDLE: Duration = Duration::from_secs(30 * 60);

/// Sessions at once; the one that was quiet for longest makes room.
const SESSIONS_MAX: usize = 64;

const ID_BYTES: usize = 16;
const MAC_BYTES: usize = 16;

type Id = [u8; ID_BYTES];

/// The number of the next session.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// What somebody showed to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum By {
    /// The passphrase of the key file.
    Passphrase,
    /// A passkey, which opened the officer's own keys.
    Passkey,
}

/// Somebody who signed in.
pub(crate) struct Session {
    pub(crate) officer: OfficerId,
    /// In whose name the same person acts as well.
    pub(crate) also: Vec<OfficerId>,
    pub(crate) party: PartyId,
    pub(crate) by: By,
    keys: KeyRing,
    /// Tells it from every other of this process.
    pub(crate) number: u64,
    begun: Instant,
    seen: Mutex<Instant>,
    over: watch::Sender<bool>,
}

/// Tells when somebody's right to ask is over.
#[derive(Clone)]
pub(crate) enum Ending {
    /// When the session does.
    Session(watch::Receiver<bool>),
    /// When the token is good no longer.
    Token(Bearer),
}

impl Ending {
    /// Waits for it. May be broken off and asked again.
    pub(crate) async fn come(&mut self) {
        match self {
            // A sender that is gone is an end as well.
            Self::Session(over) => drop(over.wait_for(|over| *over).await),
            Self::Token(bearer) => bearer.over().await,
        }
    }
}

impl Session {
    pub(crate) fn new(officer: OfficerId, also: Vec<OfficerId>, party: PartyId, by: By, keys: KeyRing) -> Self {
        let now = Instant::now();
        let (over, _) = watch::channel(false);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { officer, also, party, by, keys, number, begun: now, seen: Mutex::new(now), over }
    }

    /// When it ends, to be waited for.
    pub(crate) fn ending(&self) -> Ending {
        Ending::Session(self.over.subscribe())
    }

    /// Whether it may sign in that name.
    pub(crate) fn acts_as(&self, officer: &OfficerId) -> bool {
        self.officers().any(|one| one == officer)
    }

    /// In whose names it may sign, who signed in first.
    pub(crate) fn officers(&self) -> impl Iterator<Item = &OfficerId> {
        std::iter::once(&self.officer).chain(&self.also)
    }

    /// How long it lasts if nobody asks.
    pub(crate) fn left(&self, now: Instant) -> Duration {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let until = (seen + IDLE).min(self.begun + SHIFT);
        until.saturating_duration_since(now)
    }

    /// How long it lasts if somebody goes on asking.
    pub(crate) fn shift_left(&self, now: Instant) -> Duration {
        (self.begun + SHIFT).saturating_duration_since(now)
    }

    fn touch(&self, now: Instant) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        *seen = now.max(*seen);
    }
}

/// The keys of a session, as a node is handed them.
pub(crate) struct SessionKeys(pub(crate) Arc<Session>);

impl Keys for SessionKeys {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        self.0.keys.secret(name)
    }
}

/// What a cookie leads to.
pub(crate) enum Found {
    Session(Arc<Session>),
    /// It was signed here, and is over.
    Over,
    /// Nothing that this server signed.
    Nothing,
}

/// Everybody who is signed in.
pub(crate) struct Sessions {
    key: Zeroizing<[u8; 32]>,
    name: String,
    open: Arc<Mutex<BTreeMap<Id, Arc<Session>>>>,
}

fn lock(open: &Mutex<BTreeMap<Id, Arc<Session>>>) -> MutexGuard<'_, BTreeMap<Id, Arc<Session>>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sessions {
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let (mut key, mut mark) = (Zeroizing::new([0; 32]), [0; 4]);
        getrandom::fill(key.as_mut())?;
        getrandom::fill(&mut mark)?;
        // Two nodes on one machine share a host, and so a jar of cookies.
        let name = format!("qafila_session_{:08x}", u32::from_be_bytes(mark));
        Ok(Self { key, name, open: Arc::default() })
    }

    /// What the cookie is called.
    pub(crate) fn cookie_name(&self) -> &str {
        &self.name
    }

    /// Takes in a session, and gives the value of its cookie. It is wiped when its time is over.
    pub(crate) fn begin(&self, session: Session) -> Result<(Arc<Session>, String), getrandom::Error> {
        let mut id = [0; ID_BYTES];
        getrandom::fill(&mut id)?;
        let session = Arc::new(session);
        let mut open = lock(&self.open);
        let now = Instant::now();
        while open.len() >= SESSIONS_MAX {
            let quiet = open.iter().min_by_key(|(_, session)| session.left(now)).map(|(id, _)| *id);
            let Some(id) = quiet else { break };
            close(&mut open, &id);
        }
        open.insert(id, session.clone());
        drop(open);
        tokio::spawn(ended(Arc::downgrade(&self.open), id));
        Ok((session, format!("{}{}", hex(&id), hex(&self.mac(&id)))))
    }

    /// The session that a cookie names; it lasts on from now.
    pub(crate) fn find(&self, cookie: &str) -> Found {
        let Some(id) = self.signed(cookie) else { return Found::Nothing };
        let (mut open, now) = (lock(&self.open), Instant::now());
        match open.get(&id) {
            Some(session) if !session.left(now).is_zero() => {
                session.touch(now);
                Found::Session(session.clone())
            }
            Some(_) => {
                close(&mut open, &id);
                Found::Over
            }
            None => Found::Over,
        }
    }

    /// One that lasts longest from now, if anybody is signed in; looking at it makes it last no longer.
    pub(crate) fn newest(&self) -> Option<Arc<Session>> {
        let now = Instant::now();
        let open = lock(&self.open);
        let lasting = open.values().filter(|session| !session.left(now).is_zero());
        lasting.max_by_key(|session| session.left(now)).cloned()
    }

    /// Ends the session that a cookie names.
    pub(crate) fn end(&self, cookie: &str) {
        if let Some(id) = self.signed(cookie) {
            close(&mut lock(&self.open), &id);
        }
    }

    fn mac(&self, id: &Id) -> [u8; MAC_BYTES] {
        let mut short = [0; MAC_BYTES];
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.as_slice()) {
            mac.update(id);
            short.copy_from_slice(&mac.finalize().into_bytes()[..MAC_BYTES]);
        }
        short
    }

    /// The identifier, if the cookie was signed here. Takes as long for a wrong one as for a right one.
    fn signed(&self, cookie: &str) -> Option<Id> {
        let bytes: [u8; ID_BYTES + MAC_BYTES] = unhex(cookie)?;
        let id: Id = bytes[..ID_BYTES].try_into().ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice()).ok()?;
        mac.update(&id);
        mac.verify_truncated_left(&bytes[ID_BYTES..]).ok()?;
        Some(id)
    }
}

/// Lets a session go, and tells those who listen in its name. A request that is under way holds its keys until it is done.
fn close(open: &mut BTreeMap<Id, Arc<Session>>, id: &Id) {
    if let Some(session) = open.remove(id) {
        session.over.send_replace(true);
    }
}

/// Waits until a session's time is over, and lets it go; earlier, where it was ended or the server is gone.
async fn ended(open: Weak<Mutex<BTreeMap<Id, Arc<Session>>>>, id: Id) {
    loop {
        let Some(sessions) = open.upgrade() else { return };
        let left = match lock(&sessions).get(&id) {
            Some(session) => session.left(Instant::now()),
            None => return,
        };
        if left.is_zero() {
            close(&mut lock(&sessions), &id);
            return;
        }
        drop(sessions);
        tokio::time::sleep(left).await;
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (text, mut bytes) = (text.as_bytes(), [0; N]);
    if text.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        let digit = |at: u8| char::from(at).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_was_not_signed_here_leads_nowhere() {
        let (ours, theirs) = (Sessions::new().unwrap(), Sessions::new().unwrap());
        let id = [5; ID_BYTES];
        let cookie = |sessions: &Sessions| format!("{}{}", hex(&id), hex(&sessions.mac(&id)));
        assert_eq!(ours.signed(&cookie(&ours)), Some(id));
        assert_eq!(ours.signed(&cookie(&theirs)), None);
        assert!(matches!(ours.find(&cookie(&ours)), Found::Over));
        let other = cookie(&ours).replacen("05", "06", 1);
        for cookie in ["", "05", &other, &"z".repeat(64), &"é".repeat(32), &cookie(&ours)[2..]] {
            assert!(matches!(ours.find(cookie), Found::Nothing), "{cookie}");
        }
    }
}
