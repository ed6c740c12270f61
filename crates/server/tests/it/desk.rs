//! Where officers of the story's node sign in; tests and the sample server have the same.

use crate::story::{Named, clock, node_with};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use store::SqliteStore;

pub(crate) const PASSPHRASE: &str = "كلمة سرّ long enough";

/// A desk over a database.
pub(crate) fn desk(path: &Path) -> server::Desk {
    desk_through(path, || {})
}

/// The same, which does something before each node is opened to write.
pub(crate) fn desk_through(path: &Path, before: impl Fn() + Send + Sync + 'static) -> server::Desk {
    let path = path.to_path_buf();
    let unlock = |passphrase: zeroize::Zeroizing<String>| {
        if *passphrase != PASSPHRASE {
            return Err(app::ports::KeysError::WrongPassphrase { name: "keys.age".into() });
        }
        let officers = ["convoy", "movement", "stores", "authority"].map(|name| format!("dz-log/{name}"));
        let names = app::ports::NODE_KEYS.map(str::to_owned).into_iter().chain(officers);
        let key = |name: String| app::ports::Keys::secret(&Named("dz-log"), &name).map(|key| (name, key));
        names.map(key).collect()
    };
    let salts = AtomicU64::new(1);
    let open = move |keys| {
        before();
        let first = salts.fetch_add(1, Ordering::Relaxed) << 32;
        Ok(node_with(keys, first, SqliteStore::open(&path)?, &clock()?))
    };
    server::Desk::new(Box::new(unlock), Box::new(open)).unwrap()
}
