//! What can be typed. The help texts are the reference; they are English in every language.

mod custody;
mod formats;
mod network;
mod operating;
mod planning;
mod printing;
mod reading;

pub(crate) use custody::{AccountArgs, ChecksArgs, ChecksCommand, HandoverCommand, RecordArgs, ScopeArgs};
pub(crate) use formats::{
    CatalogueCommand, ExportArgs, ExportCommand, ExportEpcisArgs, ImportArgs, ImportCommand, ImportEpcisArgs,
    ImportReportsArgs, StockCommand,
};

pub(crate) use network::{
    NetworkAxisArgs, NetworkCommand, NetworkImportArgs, NetworkJoinArgs, NetworkRouteArgs, RouteSeason,
};

pub(crate) use operating::{
    AccessCommand, BackupArgs, HookCommand, LogForm, PartnerCommand, PasskeyCommand, RestoreArgs, ServeArgs,
    TokenCommand,
};

pub(crate) use planning::{OrdersArgs, PlanArgs, PlanCommand};

#[cfg(feature = "print")]
pub(crate) use printing::PlanPaperArgs;
pub(crate) use printing::PrintCommand;

pub(crate) use reading::{LexiconAddArgs, LexiconCommand, PlaceAddArgs, PlaceCommand, ReadArgs};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;
use units::{Moment, OfficerId, PartyId};
use words::{BidiMode, Lang};

/// Plans, moves and accounts for assistance that one party delivers to another across a
/// contested border, where no server exists that all would trust.
#[derive(Debug, Parser)]
#[command(name = "qafila", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Language of tables and messages: en, fr or ar
    #[arg(long, global = true, env = "QAFILA_LANG", default_value = "en")]
    pub(crate) lang: Lang,

    /// How right-to-left text is laid out: `logical` for terminals and editors that reorder,
    /// `visual` for those that do not
    #[arg(long, global = true, env = "QAFILA_BIDI", default_value = "logical")]
    pub(crate) bidi: BidiMode,

    /// Answer in JSON on standard output
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// The node's folder; this folder or the nearest one above that is a node, by default
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) node: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole chain on the built-in operation, with no network and no server
    Demo(DemoArgs),
    /// Make a node: a folder with an encrypted key file and one SQLite file, or the name of a PostgreSQL database
    Init(InitArgs),
    /// Sign statements and append them to the node's journal, one JSON object a line
    Say(SayArgs),
    /// Read a report in Arabic, French or English into draft statements
    Read(ReadArgs),
    /// The reader's words: test, compare, add, suggest
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Places: find one in any spelling, add one, import extracts to pick from
    #[command(subcommand)]
    Place(PlaceCommand),
    /// Show the corridor: axes and crossings, their state and certainty
    Picture(PictureArgs),
    /// Stretches that forces use: who meets them, and the word that a notice was read
    #[command(subcommand)]
    Activity(ActivityCommand),
    /// Road networks as files: import, look, check, join, name axes
    #[command(subcommand)]
    Network(NetworkCommand),
    /// Plan loads, convoys, routes, crossing hours; with --order, sign the orders
    Plan(PlanArgs),
    /// Hand over at the crossing: offer, answer, settle
    #[command(subcommand)]
    Handover(HandoverCommand),
    /// The account: reconciliation from pledge to verified, what nothing explains first
    Account(AccountArgs),
    /// End-use checks: what is due, what is overdue, what will be at the present pace
    Checks(ChecksArgs),
    /// Write what is held here for others: events for their systems, the account for spreadsheets
    #[command(subcommand)]
    Export(ExportCommand),
    /// Read what other systems wrote into draft statements; nothing is signed
    #[command(subcommand)]
    Import(ImportCommand),
    /// The catalogue: list, show one item, import from a spreadsheet
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Stock: import what stands at sites from a spreadsheet
    #[command(subcommand)]
    Stock(StockCommand),
    /// The node's private keys: list, another passphrase, take out, put back
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Journals: verify, export, import
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Where the node keeps its statements: copy to another database, use another
    #[command(subcommand)]
    Store(StoreCommand),
    /// Exchange everything with a partner's program: `qafila serve --partners` at its end
    Sync(SyncArgs),
    /// Partners that `qafila serve --sync-every` exchanges with: add, list, remove
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// Papers as PDF, with QR codes and room for ink; in builds with the feature `print`
    #[command(subcommand)]
    Print(PrintCommand),
    /// Serve the API and the web page of a node, or journals to partners
    Serve(ServeArgs),
    /// Programs that `qafila serve --hooks` tells what changes: add, list, remove
    #[command(subcommand)]
    Hook(HookCommand),
    /// Who read what was said to few, as a served node notes it: list, sign
    #[command(subcommand)]
    Access(AccessCommand),
    /// Tokens with which programs read over HTTP: add, list, revoke
    #[command(subcommand)]
    Token(TokenCommand),
    /// Passkeys with which officers sign in at the page: list, remove
    #[command(subcommand)]
    Passkey(PasskeyCommand),
    /// Write the node into one file, verified: database and locked keys, without the mark of what was signed last
    Backup(BackupArgs),
    /// Make a node of a backup, verified; it signs nothing until its journal is known to be whole
    Restore(RestoreArgs),
    /// Print shell completions
    Completions {
        /// For which shell
        shell: Shell,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DemoArgs {
    /// Write plan, march table, picture, reconciliation and journals below this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// When the story is told, serve its result as a web page
    #[arg(long)]
    pub(crate) serve: bool,
    /// Port of the web page
    #[arg(long, default_value_t = PORT)]
    pub(crate) port: u16,
}

/// Default port of the web page.
const PORT: u16 = 7413;

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The new node's folder; must not exist, or be empty
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
    /// The party that the node speaks for
    #[arg(long, value_name = "ID")]
    pub(crate) party: PartyId,
    /// A folder with an operation's files; the built-in operation sahel-2013 by default
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) operation: Option<PathBuf>,
    /// A second device of the party: what its journal is called after the party's name
    #[arg(long, value_name = "NAME", requires = "beside")]
    pub(crate) device: Option<String>,
    /// The node that vouches for the device, with the party's first journal
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, requires = "device")]
    pub(crate) beside: Option<PathBuf>,
    /// Keep statements in this PostgreSQL database instead of a file in the folder, such as
    /// `postgres://user@localhost/hub?operation=sahel-2013`
    #[arg(long, value_name = "URL", env = "QAFILA_STORE", hide_env_values = true)]
    pub(crate) store: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreCommand {
    /// Copy everything a node keeps into an empty place, and audit the copy
    Copy {
        /// A node's folder, a SQLite file, or `postgres://...`
        from: String,
        /// A new SQLite file, or `postgres://...` with an operation that is not there yet
        to: String,
    },
    /// Let the node keep its statements here from now on; keys stay in its folder
    Use {
        /// `postgres://...`, or `file` for the file in the node's folder
        store: String,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SyncArgs {
    /// The partner's address, such as https://partner.example/qafila, or what `qafila partner add` called it
    pub(crate) url: String,
    /// The certificate of the partner's own authority, in PEM; that of `qafila partner add`, else public authorities when
    /// absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ca: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SayArgs {
    /// JSON lines; `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Append the good lines even where others are bad
    #[arg(long)]
    pub(crate) skip_bad: bool,
    /// Let items, places and roads through that are not known here, such as a partner's item
    /// whose definition has not arrived
    #[arg(long)]
    pub(crate) unknown: bool,
    /// Check every line, append nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Times {
    /// As it was at this time
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<Moment>,
    /// With what this node knew at this time
    #[arg(long, value_name = "TIME")]
    pub(crate) known: Option<Moment>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PictureArgs {
    #[command(flatten)]
    pub(crate) times: Times,
    /// Print GeoJSON
    #[arg(long, conflicts_with = "why")]
    pub(crate) geojson: bool,
    /// Show the statements behind an axis, segment or place, or behind all axes, and what each would change if
    /// withdrawn
    #[arg(long, value_name = "NAME", num_args = 0..=1)]
    pub(crate) why: Option<Option<String>>,
    /// Show what has changed since this time, and by which statements
    #[arg(long, value_name = "TIME", conflicts_with_all = ["why", "geojson"])]
    pub(crate) since: Option<Moment>,
    /// Show what has changed since this node knew no more than at this time
    #[arg(long, value_name = "TIME", conflicts_with_all = ["why", "geojson"])]
    pub(crate) known_since: Option<Moment>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActivityCommand {
    /// List notices that are not over, who has acknowledged them, and convoys that meet the force there
    List {
        #[command(flatten)]
        times: Times,
    },
    /// Sign that this party has read a notice
    Acknowledge {
        /// The notice: the first digits of its leaf hash; the only one that waits, when absent
        notice: Option<String>,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Name the keys in the node's key file
    List,
    /// Lock the key file by another passphrase
    Passphrase,
    /// Print the identity with which the standard `age` program opens the key file
    Identity,
    /// Move one key to a file of its own, under a passphrase of its own
    TakeOut {
        /// The key, such as `recovery`
        name: String,
        /// The new file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Add the keys of such a file to the node again; the file stays
    PutBack {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Verify every journal of a folder, or one journal's folder, from its bytes; the node's own
    /// copies when no folder is given
    Verify {
        /// The folder, or the bundle `FILE.tar`
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// The key that must have signed, as a line of `vkeys`
        #[arg(long, value_name = "VKEY")]
        key: Option<String>,
    },
    /// Print the signed checkpoint of the node's own journal
    Checkpoint,
    /// Write every journal held here as static files, with the content a reader may see
    Export {
        /// Below this folder, or into one file `FILE.tar`
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        /// For which party, sealed so that it alone reads the content; everything this node has,
        /// in the open, when absent
        #[arg(long, value_name = "ID")]
        reader: Option<PartyId>,
        /// Do not seal the content for the reader
        #[arg(long, requires = "reader")]
        plain: bool,
    },
    /// Verify journals below a folder and take over what is new
    Import {
        /// The folder, or the bundle `FILE.tar`
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Take a second device in: answer its request with a pass, the party's word and all journals in one file
    Pass {
        /// The request, as the device shows it; `-` for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        request: PathBuf,
        /// Where the pass goes
        #[arg(long, value_name = "FILE.tar", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
    /// Prove that a statement is in its journal, and say what others attest of it; or judge a proof
    Prove {
        /// The statement: the first digits of its leaf hash
        #[arg(required_unless_present = "check")]
        statement: Option<String>,
        /// Hand over what it says as well
        #[arg(long)]
        disclose: bool,
        /// Write the proof to this file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
        /// Sign a receipt (RFC 9942) for an entry of this node's own journal, into this file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["disclose", "out"])]
        receipt: Option<PathBuf>,
        /// Judge this proof or receipt instead; `-` for standard input
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["statement", "disclose", "out", "receipt"])]
        check: Option<PathBuf>,
        /// The journal's key, as a line of `vkeys`; the one known here, when absent
        #[arg(long, value_name = "VKEY", requires = "check")]
        key: Option<String>,
        /// The leaf hash, where the proof does not disclose the statement
        #[arg(long, value_name = "HASH", requires = "check")]
        leaf: Option<String>,
    },
    /// Cosign partners' journals as held here, and show how far each journal is cosigned
    Witness {
        /// Whose cosignatures are enough, from now on: a file in the form of C2SP tlog-policy
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        policy: Option<PathBuf>,
    },
    /// Show the evidence of split views kept here, or judge a file of it
    Evidence {
        /// The file; `-` for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// Write what is kept here below this folder
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "file")]
        out: Option<PathBuf>,
    },
    /// Replace the journal's key by the one it promised, and promise another
    Rotate {
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Open a journal in place of this one: after a restore, or after a theft of its key
    Epoch {
        /// After a theft: how many entries, from the first on, still hold; needs the recovery key
        #[arg(long, value_name = "N")]
        good: Option<u64>,
    },
    /// Fetch what this node's own journal lacks, after it was restored, from a partner's copy
    Restore {
        /// The folder with the partner's copies
        #[arg(value_hint = ValueHint::DirPath, required_unless_present = "complete")]
        dir: Option<PathBuf>,
        /// Nobody holds more of this journal: sign on from what is here
        #[arg(long)]
        complete: bool,
    },
    /// List entries: who said what, when
    Log {
        /// One statement only: the first digits of its leaf hash
        #[arg(long, value_name = "HASH")]
        leaf: Option<String>,
    },
    /// Erase what a statement says from this node for good; the entry stays, copies elsewhere too
    Erase {
        /// The statement: the first digits of its leaf hash, which no other begins with
        leaf: String,
        /// Why; shown where the content was
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}
