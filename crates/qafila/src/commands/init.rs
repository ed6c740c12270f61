//! `qafila init`: a node is one folder, made whole or not at all.

use crate::args::InitArgs;
use crate::context::{Context, Outcome};
use crate::embedded;
use crate::failure::Failure;
use crate::scratch;
use crate::system::{self, SystemClock, SystemEntropy, new_key, new_passphrase};
use app::Node;
use app::operation::Operation;
use app::ports::{LOG_KEY, NODE_KEYS, StoreError};
use serde_json::json;
use std::path::Path;
use store::{AgeSeals, DATABASE_FILE, HEAD_FILE, KEY_FILE, KeyFile, Location, PgStore, PgUrl, STORE_FILE, SqliteStore};
use units::OriginLine;
use words::Arg;

pub(crate) fn run(context: &Context, args: &InitArgs) -> Result<Outcome, Failure> {
    let files = embedded::files(args.operation.as_deref());
    let operation = Operation::read(&*files)?;
    let mut genesis = operation.genesis(&args.party)?;
    if args.dir.exists() && args.dir.read_dir().map_or(true, |mut inside| inside.next().is_some()) {
        let message = format!("`{}` exists and is not an empty folder", args.dir.display());
        return Err(Failure::user(message, Some(("hint-empty-folder", Vec::new()))));
    }
    let url = args.store.as_deref().map(server).transpose()?;
    let locked = new_passphrase()?;
    let clock = SystemClock::new()?;
    // Built apart and moved to its place at the end: a broken-off init leaves no half node.
    let exists = args.dir.exists();
    let parent = args.dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let apart = if exists { args.dir.as_path() } else { parent };
    std::fs::create_dir_all(apart).map_err(|error| Failure::io("make", apart, error))?;
    let building = scratch::folder(".qafila-init-", apart);
    let building = building.map_err(|error| Failure::io("make a folder in", apart, error))?;
    let officers = genesis.officers.iter().map(|(id, _)| id.as_str());
    let names = NODE_KEYS.into_iter().chain(officers).map(str::to_owned);
    let keys = names.map(|name| Ok((name, new_key()?))).collect::<Result<Vec<_>, Failure>>()?;
    if let (Some(device), Some(beside)) = (&args.device, &args.beside) {
        genesis.origin = OriginLine::new(format!("{}/{device}", genesis.origin)).map_err(app::NodeError::from)?;
        let log_key = keys.iter().find(|(name, _)| name == LOG_KEY).map(|(_, key)| key.public());
        let log_key = log_key.ok_or_else(|| Failure::ours("a new node has no journal key"))?;
        genesis.follows = Some(system::open(beside)?.vouch(&genesis.origin, &log_key)?);
    }
    KeyFile::create(building.path(), &keys, &locked).map_err(app::NodeError::from)?;
    let store = SqliteStore::create(&building.path().join(DATABASE_FILE)).map_err(app::NodeError::from)?;
    let held = KeyFile::open(building.path(), Box::new(move || Some(locked.clone())));
    let (clock, entropy) = (Box::new(clock), Box::new(SystemEntropy));
    let mut node = Node::new(Box::new(store), clock, entropy, Box::new(held), Box::new(AgeSeals));
    node.join(&*files)?;
    node.init(&genesis)?;
    store::confirm_head(building.path(), node.store()).map_err(app::NodeError::from)?;
    if let Some(url) = &url {
        PgStore::create_from(url, node.store()).map_err(app::NodeError::from)?;
    }
    drop(node);
    let named = url.as_deref().map_or(Ok(()), |url| in_place_of_file(building.path(), url));
    let place = |built: &Path| if exists { fill(built, &args.dir) } else { std::fs::rename(built, &args.dir) };
    let moved = named.and_then(|()| building.place(place).map_err(|error| Failure::io("make", &args.dir, error)));
    moved.inspect_err(|_| {
        // Whoever tries again finds the database as it was.
        if let Some(url) = &url {
            let _ = PgStore::remove(url);
        }
    })?;
    let words = &context.words;
    let officers: Vec<String> = genesis.officers.iter().map(|(id, _)| id.to_string()).collect();
    if context.json {
        context.print_json(&json!({
            "node": args.dir, "party": genesis.party, "origin": genesis.origin, "officers": officers,
        }));
        return Ok(Outcome::Done);
    }
    context.tell(&context.screen().line(&words.say(
        "init-done",
        &[
            ("dir", Arg::code(args.dir.display())),
            ("party", Arg::code(&genesis.party)),
            ("origin", Arg::code(&genesis.origin)),
            ("officers", Arg::code(officers.join(", "))),
        ],
    )));
    Ok(Outcome::Done)
}

/// The database that a new node is to use; refused before any work where that holds one.
fn server(given: &str) -> Result<Box<PgUrl>, Failure> {
    let Location::Server(url) = Location::parse(given)? else {
        return Err(store::LocationError::from(store::PgUrlError::Scheme).into());
    };
    if PgStore::exists(&url).map_err(app::NodeError::from)? {
        return Err(app::NodeError::from(StoreError::Taken { place: url.to_string() }).into());
    }
    Ok(url)
}

/// Names the database that holds the new node, and takes the file away that held it so far.
fn in_place_of_file(building: &Path, url: &PgUrl) -> Result<(), Failure> {
    super::store::name(building, Some(url.with_password()))?;
    let file = building.join(DATABASE_FILE);
    std::fs::remove_file(&file).map_err(|error| Failure::io("remove", &file, error))
}

/// Moves a node into a folder that somebody made for it; with the database, which comes last, it
/// is one.
fn fill(building: &Path, dir: &Path) -> std::io::Result<()> {
    let last = if building.join(STORE_FILE).exists() { STORE_FILE } else { DATABASE_FILE };
    [KEY_FILE, HEAD_FILE, last].iter().try_for_each(|name| std::fs::rename(building.join(name), dir.join(name)))
}
