//! Passkeys as a browser is asked for them: challenges that are answered once, soon, and where they were put.
//!
//! - What a browser answers is verified by `webauthn-rs`: challenge, origin, name, signature, counter, and that the
//!   authenticator knew its user.
//! - A challenge is in memory alone; whoever answers takes it away, whatever the answer is worth.
//! - Anybody may ask for one, so each address has few, and all together are bounded.

use crate::gate::Gate;
use crate::guard::{asked_host, host_name};
use crate::hold::Local;
use crate::limits::Key;
use crate::problem::Problem;
use crate::session::Session;
use app::passkeys::Passkey as Kept;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use units::{Digest, OfficerId, PartyId};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// How long a challenge may be answered.
const LIFE: Duration = Duration::from_secs(120);

/// Challenges of one address that may be open.
const OPEN_EACH: usize = 16;

/// Challenges of all.
const OPEN_MAX: usize = 4_096;

/// The name and the origin under which the page was opened, to which passkeys are bound.
pub(crate) struct Place(Webauthn);

impl<S: Sync> FromRequestParts<S> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let gate = parts.extensions.get::<Arc<Gate>>();
        let gate = gate.ok_or_else(|| Problem::reads_only(parts.method.as_str()))?;
        let host = asked_host(&parts.headers, &parts.uri).unwrap_or_default();
        // In the clear it is this machine alone, where another port is another program, perhaps another person's.
        let local = parts.extensions.get::<Local>().filter(|_| !gate.is_encrypted());
        Self::of(&host, gate.scheme(), local.map(|local| local.0))
    }
}

impl Place {
    /// Of a host as it was asked for, with its port.
    fn of(host: &str, scheme: &str, own_port: Option<u16>) -> Result<Self, Problem> {
        let name = host_name(host).to_ascii_lowercase();
        if name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok() {
            return Err(Problem::no_name(host));
        }
        let origin = Url::parse(&format!("{scheme}://{host}")).map_err(|_| Problem::no_name(host))?;
        if let Some(port) = own_port
            && origin.port_or_known_default() != Some(port)
        {
            return Err(Problem::other_port(host, port));
        }
        let built = WebauthnBuilder::new(&name, &origin).and_then(|one| one.rp_name("Qafila").timeout(LIFE).build());
        built.map(Self).map_err(|_| Problem::no_name(host))
    }
}

/// What is waited for.
enum Awaited {
    /// Somebody, who shows by it who he is.
    SignIn(Box<DiscoverableAuthentication>),
    /// A new passkey of this session, asked this question.
    Register { state: Box<PasskeyRegistration>, session: u64, question: Digest },
}

struct Open {
    place: Place,
    awaited: Awaited,
    from: Key,
    begun: Instant,
}

/// Challenges that nobody has answered yet.
#[derive(Default)]
pub(crate) struct Ceremonies(Mutex<BTreeMap<String, Open>>);

/// A challenge as the browser is given it.
pub(crate) struct Asked {
    /// By what it is answered.
    pub(crate) id: String,
    /// What `navigator.credentials` takes, with bytes in base64url.
    pub(crate) options: Value,
}

/// What a browser made and this server verified.
pub(crate) struct Made {
    pub(crate) credential: Passkey,
    pub(crate) question: Digest,
}

impl Ceremonies {
    /// Asks whoever it is to show a passkey. The browser offers those that it knows for this name.
    pub(crate) fn sign_in(&self, place: Place, from: Key, question: Digest) -> Result<Asked, Problem> {
        let (options, state) = place.0.start_discoverable_authentication().map_err(|error| failed(&error))?;
        let mut options = to_value(&options)?;
        options["publicKey"]["extensions"] = prf(&question);
        let asked = options["publicKey"].take();
        self.open(Open { place, awaited: Awaited::SignIn(Box::new(state)), from, begun: Instant::now() }, asked)
    }

    /// Asks an officer for a new passkey. Authenticators that have one of `known` make no second.
    pub(crate) fn register(
        &self,
        place: Place,
        session: &Session,
        known: &[Kept],
        from: Key,
        question: Digest,
    ) -> Result<Asked, Problem> {
        let known = known.iter().filter_map(credential_of).map(|one| one.cred_id().clone()).collect();
        let (officer, user) = (session.officer.as_str(), handle(&session.party, &session.officer));
        let started = place.0.start_passkey_registration(user, officer, officer, Some(known));
        let (options, state) = started.map_err(|error| failed(&error))?;
        let mut options = to_value(&options)?;
        let asked = &mut options["publicKey"];
        // Found by the name of the server alone, so that nobody has to be named before he is known.
        asked["authenticatorSelection"]["residentKey"] = json!("required");
        asked["authenticatorSelection"]["requireResidentKey"] = json!(true);
        asked["extensions"]["prf"] = prf(&question)["prf"].take();
        let asked = asked.take();
        let awaited = Awaited::Register { state: Box::new(state), session: session.number, question };
        self.open(Open { place, awaited, from, begun: Instant::now() }, asked)
    }

    fn open(&self, one: Open, options: Value) -> Result<Asked, Problem> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|error| Problem::internal("No challenge can be drawn", &error))?;
        let id = URL_SAFE_NO_PAD.encode(id);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, open| open.begun.elapsed() < LIFE);
        let of_address = all.iter().filter(|(_, open)| open.from == one.from);
        let oldest = of_address.clone().min_by_key(|(_, open)| open.begun).map(|(id, _)| id.clone());
        if of_address.count() >= OPEN_EACH {
            oldest.map(|id| all.remove(&id));
        }
        if all.len() >= OPEN_MAX {
            return Err(Problem::too_many_challenges(LIFE.as_secs()));
        }
        all.insert(id.clone(), one);
        Ok(Asked { id, options })
    }

    /// Takes a challenge away, so that it is answered once; none where it was, or its time is over.
    pub(crate) fn take(&self, id: &str) -> Result<Taken, Problem> {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        let open = open.filter(|open| open.begun.elapsed() < LIFE);
        open.map(Taken).ok_or_else(Problem::no_challenge)
    }
}

/// A challenge that is being answered.
pub(crate) struct Taken(Open);

impl Taken {
    /// Verifies a new passkey, which the session that asked for it has made.
    pub(crate) fn made(self, by: &Session, answer: &RegisterPublicKeyCredential) -> Result<Made, Problem> {
        let Open { place, awaited: Awaited::Register { state, session, question }, .. } = self.0 else {
            return Err(Problem::no_challenge());
        };
        if session != by.number {
            return Err(Problem::no_challenge());
        }
        let made = place.0.finish_passkey_registration(answer, &state);
        let credential = made.map_err(|error| Problem::not_verified(&error))?;
        Ok(Made { credential, question })
    }

    /// Verifies that whoever answers holds this passkey, and gives it as it is to be kept from now on.
    pub(crate) fn shown(self, party: &PartyId, kept: &Kept, answer: &PublicKeyCredential) -> Result<Value, Problem> {
        let Open { place, awaited: Awaited::SignIn(state), .. } = self.0 else {
            return Err(Problem::no_challenge());
        };
        let mut credential = credential_of(kept).ok_or_else(Problem::other_passkey)?;
        let (user, _) =
            place.0.identify_discoverable_authentication(answer).map_err(|error| Problem::not_verified(&error))?;
        if user != handle(party, &kept.officer) {
            return Err(Problem::other_passkey());
        }
        let verified = place.0.finish_discoverable_authentication_v2(answer, *state, &credential);
        credential.update_credential(&verified.map_err(|error| Problem::not_verified(&error))?);
        to_value(&credential)
    }
}

/// A credential as it is kept.
pub(crate) fn to_value<T: serde::Serialize>(value: &T) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|error| Problem::internal("A passkey cannot be written", &error))
}

fn credential_of(kept: &Kept) -> Option<Passkey> {
    serde_json::from_value(kept.credential.clone()).ok()
}

/// Under what an authenticator knows an officer: always the same, and nothing that can be read.
fn handle(party: &PartyId, officer: &OfficerId) -> Uuid {
    let hash = Sha256::digest(format!("qafila officer\0{party}\0{officer}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

fn prf(question: &Digest) -> Value {
    json!({"prf": {"eval": {"first": URL_SAFE_NO_PAD.encode(question.as_bytes())}}})
}

fn failed(error: &WebauthnError) -> Problem {
    Problem::internal("A passkey cannot be asked for", error)
}
