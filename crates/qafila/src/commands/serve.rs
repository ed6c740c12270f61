//! `qafila serve`: API and page of a node, to this machine or to those who sign in; or its journals, to partners.

use super::schedule::Schedule;
use super::telling;
use super::traces::Traces;
use crate::args::{LogForm, ServeArgs};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::system;
use app::ports::{Keys, KeysError};
use app::{AsOf, Memory, Node};
use journal::keys::SecretKey;
use server::{Desk, Gate, Listener, Live, Router, ServeError, Source, Stamp, Tls, Told};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use store::secrecy::SecretString;
use store::{Location, Pool, Watch};
use tokio::net::TcpListener;
use tracing_subscriber::Layer as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use words::Arg;
use zeroize::Zeroizing;

/// How long work in other threads may go on once the server has ended. What it had begun to store is whole or
/// not there.
const LAST: Duration = Duration::from_secs(5);

/// What is served, and how.
struct Site {
    address: SocketAddr,
    shown: Shown,
    tls: Option<Tls>,
    /// The message that tells where.
    said: &'static str,
    live: Live,
    /// Where changes are handed on.
    tell: Option<(Source, Sender<Told>)>,
}

/// What is shown.
enum Shown {
    /// What the node may read, to whom its gate lets in.
    Office(server::Site),
    /// What anybody may have.
    Partners(Router),
}

/// What stays from one request to the next.
#[derive(Clone, Default)]
pub(super) struct Kept {
    pool: Arc<Pool>,
    memory: Arc<Memory>,
}

impl Kept {
    fn open(&self, dir: &Path, keys: Box<dyn Keys>) -> Result<Node, Failure> {
        Ok(system::open_pooled(dir, &self.pool, keys)?.remembering(self.memory.clone()))
    }

    /// The node, whose keys nobody unlocks.
    pub(super) fn open_locked(&self, dir: &Path) -> Result<Node, Failure> {
        self.open(dir, system::keys_of(dir))
    }
}

pub(crate) fn run(context: &Context, args: &ServeArgs) -> Result<Outcome, Failure> {
    let dir = context.node_dir()?;
    let (traces, _last) = args.traces.as_deref().map(Traces::begin).transpose()?.unzip();
    log(args.log, traces);
    let tls = tls(args)?;
    let address = args.listen.unwrap_or_else(|| loopback(args.port));
    // Asked for once: nobody sits at the terminal when a partner calls, or is called.
    let passphrase = if args.partners || args.sync_every.is_some() || args.hooks { system::passphrase() } else { None };
    let schedule = |every| {
        let given = passphrase.clone().ok_or_else(|| Failure::from(app::NodeError::from(KeysError::Locked)))?;
        Schedule::begin(&dir, given, every)
    };
    let _schedule = args.sync_every.map(schedule).transpose()?;
    if args.partners {
        let memory = Arc::<Memory>::default();
        let source = source(move || Ok(system::open_with(&dir, passphrase.clone())?.remembering(memory.clone())));
        let shown = Shown::Partners(server::partner_router(source));
        let (said, live) = ("serve-partners-at", Live::default());
        return listen(context, Site { address, shown, tls, said, live, tell: None });
    }
    let live = Live::new(stamp(&dir));
    let kept = Kept::default();
    let gate = gate(args, &dir, address, &kept)?;
    let tell = args.hooks.then(|| telling(&dir, passphrase, &kept)).transpose()?;
    let open = source(move || kept.open_locked(&dir));
    let tell = tell.map(|line| (open.clone(), line));
    judge_ahead(&open);
    let shown = Shown::Office(server::live_site(open, live.clone(), gate));
    listen(context, Site { address, shown, tls, said: "serve-at", live, tell })
}

/// Judges what is held before anybody asks; who asks meanwhile waits for it, and whoever comes later does not.
fn judge_ahead(source: &Source) {
    let source = Arc::clone(source);
    std::thread::spawn(move || {
        // A node that cannot be read tells whoever asks it.
        if let Ok(node) = source() {
            drop(node.views(&AsOf::default()));
        }
    });
}

/// The line to those who are told what changes, under a key that the passphrase opens now and not at night.
fn telling(dir: &Path, passphrase: Option<SecretString>, kept: &Kept) -> Result<Sender<Told>, Failure> {
    let given = passphrase.ok_or_else(|| Failure::from(app::NodeError::from(KeysError::Locked)))?;
    let key = system::open_with(dir, Some(given))?.hook_key()?;
    Ok(telling::begin(dir.to_path_buf(), kept.clone(), key))
}

/// Who is let in: whoever is on this machine, unless asked for otherwise; elsewhere those who sign in.
fn gate(args: &ServeArgs, dir: &Path, address: SocketAddr, kept: &Kept) -> Result<Gate, Failure> {
    let gate = if args.read_only { Gate::default() } else { Gate::with_desk(desk_of(dir, kept.clone())?) };
    let gate = gate.named(args.name.clone()).for_address(address.ip());
    let gate = if args.tls_cert.is_some() { gate.over_tls() } else { gate };
    let gate = if args.behind_proxy { gate.behind_proxy() } else { gate };
    Ok(if args.ask { gate.asking() } else { gate })
}

/// Serves a node, opened anew for each request, until interrupted; port 0 takes any that is free. Without a
/// desk nobody writes.
pub(crate) fn serve(
    context: &Context,
    port: u16,
    open: impl Fn() -> Result<Node, Failure> + Send + Sync + 'static,
    desk: Option<Desk>,
) -> Result<Outcome, Failure> {
    let live = Live::default();
    let gate = desk.map_or_else(Gate::default, Gate::with_desk);
    let shown = Shown::Office(server::live_site(source(open), live.clone(), gate));
    listen(context, Site { address: loopback(port), shown, tls: None, said: "serve-at", live, tell: None })
}

/// Where the officers of the node in a folder sign in.
fn desk_of(dir: &Path, kept: Kept) -> Result<Desk, Failure> {
    let (locked, node) = (dir.to_path_buf(), dir.to_path_buf());
    let unlock = move |passphrase: Zeroizing<String>| system::unlock(&locked, passphrase.as_str().into());
    desk(unlock, move |keys| kept.open(&node, keys))
}

/// A desk where a passphrase unlocks keys, and a node is opened with some of them.
pub(crate) fn desk(
    unlock: impl Fn(Zeroizing<String>) -> Result<Vec<(String, SecretKey)>, KeysError> + Send + Sync + 'static,
    open: impl Fn(Box<dyn Keys>) -> Result<Node, Failure> + Send + Sync + 'static,
) -> Result<Desk, Failure> {
    let open = move |keys| open(keys).map_err(|failure| failure.message().into());
    Desk::new(Box::new(unlock), Box::new(open)).map_err(|error| Failure::ours(error.to_string()))
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn source(open: impl Fn() -> Result<Node, Failure> + Send + Sync + 'static) -> Source {
    Arc::new(move || open().map_err(|failure| failure.message().into()))
}

/// Another value where anything may have been written: of files by their lengths and times, of a database by what it tells;
/// a node that is kept in one which tells nothing is looked at each time.
fn stamp(dir: &Path) -> Stamp {
    let dir = dir.to_path_buf();
    let watch = match Location::of_node(&dir) {
        Ok(Location::Server(url)) => Some((Watch::begin(&url), url)),
        Ok(Location::File(_)) | Err(_) => None,
    };
    Arc::new(move || match (Location::of_node(&dir), &watch) {
        (Ok(Location::File(database)), _) => Some(system::stamp_of(&system::database_files(&database))),
        (Ok(Location::Server(now)), Some((watch, url))) if now == *url => watch.stamp(),
        (Ok(Location::Server(_)) | Err(_), _) => None,
    })
}

fn tls(args: &ServeArgs) -> Result<Option<Tls>, Failure> {
    let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) else { return Ok(None) };
    let read = Tls::read(certificate, key);
    Ok(Some(read.map_err(|error| Failure::caused(&error, Some(("hint-tls", Vec::new()))))?))
}

/// Where the log goes: to standard error, a line for each request where that was asked for.
fn log(form: LogForm, traces: Option<Traces>) {
    let level = match form {
        LogForm::Quiet => tracing_subscriber::filter::LevelFilter::WARN,
        LogForm::Text | LogForm::Json => tracing_subscriber::filter::LevelFilter::INFO,
    };
    let base = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    // A standard error that nobody reads any more ends no thread.
    let base = base.log_internal_errors(false);
    let lines = match form {
        LogForm::Quiet | LogForm::Text => base.with_filter(level).boxed(),
        LogForm::Json => base.json().flatten_event(true).with_filter(level).boxed(),
    };
    let spans = traces.map(|traces| traces.with_filter(tracing_subscriber::filter::LevelFilter::INFO));
    // Set once in a process; a second time would be ours, and the first stays.
    let _ = tracing_subscriber::registry().with(lines).with(spans).try_init();
}

/// Listens, says where, and serves until the process is told to end.
fn listen(context: &Context, site: Site) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::ours(error.to_string()))?;
    let served = runtime.block_on(serve_site(context, site));
    runtime.shutdown_timeout(LAST);
    served.map(|()| Outcome::Done)
}

async fn serve_site(context: &Context, site: Site) -> Result<(), Failure> {
    let asked = site.address;
    // Before anyone is told where it is: who knows may end it at once.
    let told = told_to_end();
    let busy = |error| Failure::user(format!("could not listen on {asked}: {error}"), Some(("hint-port", Vec::new())));
    let listener = TcpListener::bind(asked).await.map_err(busy)?;
    let address = listener.local_addr().unwrap_or(asked);
    let scheme = if site.tls.is_some() { "https" } else { "http" };
    let said = context.words.say(site.said, &[("url", Arg::code(format!("{scheme}://{address}/")))]);
    context.tell(&context.screen().line(&said));
    let live = site.live;
    if let Some((source, line)) = site.tell {
        // A line that nobody takes from ends with the process.
        tokio::spawn(live.clone().hand_on(source, move |told| drop(line.send(told))));
    }
    let stop = async move {
        told.await;
        // Streams without end would hold up the others.
        live.close();
    };
    let served = match site.tls {
        Some(tls) => {
            let listener = tls.over(listener).map_err(|error| Failure::from(ServeError::Failed(error)))?;
            hold(listener, site.shown, stop).await
        }
        None => hold(listener, site.shown, stop).await,
    };
    Ok(served?)
}

async fn hold<L: Listener<Addr = SocketAddr>>(
    listener: L,
    shown: Shown,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    match shown {
        Shown::Office(site) => server::serve(listener, site, stop).await,
        Shown::Partners(router) => server::serve_partners(listener, router, stop).await,
    }
}

/// Done when the terminal interrupts or the system's manager ends the process; never where there are no such signals.
/// Both are listened for from the call on, before anything is awaited.
#[cfg(unix)]
fn told_to_end() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn told(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    }
    let (interrupted, terminated) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async {
        tokio::select! {
            () = told(interrupted) => {}
            () = told(terminated) => {}
        }
    }
}

/// Done when the terminal interrupts; never where there is no such signal.
#[cfg(not(unix))]
async fn told_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
