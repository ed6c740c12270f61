//! Signing in at the page of the demo: keys that everybody knows, and a passphrase that is told.

use super::stage::{DONOR, DemoKeys, Stage};
use crate::commands;
use crate::failure::Failure;
use crate::system::{self, SetClock};
use app::ports::{Keys as _, KeysError, NODE_KEYS};
use server::Desk;
use std::path::Path;
use units::PartyId;
use words::Arg;
use zeroize::Zeroizing;

/// Opens nothing but the demo.
const PASSPHRASE: &str = "demo";

/// Officers who are proposed: one for movement, who acts for stores as well.
const OFFICER: &str = "dz-log/movement";

/// What is told of it.
pub(super) fn words() -> [(&'static str, Arg); 2] {
    [("officer", Arg::code(OFFICER)), ("passphrase", Arg::code(PASSPHRASE))]
}

/// Where the donor's officers sign in.
pub(super) fn desk(stage: &mut Stage, donor: &Path, clock: SetClock) -> Result<Desk, Failure> {
    // The folder is the demo's own, so its database is the newest there is.
    store::confirm_head(donor, stage.node(DONOR)?.store()).map_err(app::NodeError::from)?;
    let party: PartyId = DONOR.parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
    let settings = &stage.operation.settings;
    let officers = settings.party.iter().filter(|known| known.id == party).flat_map(|party| &party.officers);
    let officers = officers.map(|officer| officer.id.to_string());
    let names: Vec<String> = NODE_KEYS.map(str::to_owned).into_iter().chain(officers).collect();
    let unlock = move |passphrase: Zeroizing<String>| {
        if *passphrase != PASSPHRASE {
            return Err(KeysError::WrongPassphrase { name: store::KEY_FILE.to_owned() });
        }
        let keys = DemoKeys(party.clone());
        names.iter().map(|name| Ok((name.clone(), keys.secret(name)?))).collect()
    };
    let donor = donor.to_path_buf();
    commands::desk(unlock, move |keys| system::open_keyed(&donor, clock, keys))
}
