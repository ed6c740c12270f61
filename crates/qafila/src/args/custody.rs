//! What is typed of handovers, the account and checks.

use super::Times;
use clap::{Args as ClapArgs, Subcommand, ValueHint};
use model::{CheckMethod, CheckObstacle, CheckResult};
use std::path::PathBuf;
use units::{AgreementId, ConvoyId, ItemCode, LotId, Moment, OfficerId, PartyId, PlaceId, PledgeId, SerialNumber};

#[derive(Debug, Subcommand)]
pub(crate) enum HandoverCommand {
    /// Sign the giver's list of what a convoy has at the crossing
    Offer {
        /// The convoy
        convoy: ConvoyId,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Sign the receiver's own count of an offer
    Answer {
        /// The offer: the first digits of its leaf hash; the only one that waits, when absent
        offer: Option<String>,
        /// A count that differs from the list, with its reason, such as ration-box=804:over; a
        /// lot and serials where they tell goods apart, such as radio@L2=2:wrong_serial:R1,R9
        #[arg(long, value_name = "ITEM[@LOT]=N[:REASON[:SERIALS]]")]
        count: Vec<String>,
        /// How a package was found: intact, broken, missing or other, with the seal that was
        /// read and a note, such as PK-7=broken:DZ-118204:cut
        #[arg(long, value_name = "PACKAGE=STATE[:SEAL[:NOTE]]")]
        package: Vec<String>,
        /// A photograph of what differs of an item, such as ration-box=wet.jpg; its SHA-256 is
        /// signed, the picture stays where it is
        #[arg(long, value_name = "ITEM[@LOT]=FILE", requires = "count")]
        photo: Vec<String>,
        /// Only what is counted here; the rest of the list stays offered
        #[arg(long, requires = "count")]
        partial: bool,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Sign that an answered offer is ended; what nobody counted is offered no longer
    Close {
        /// The offer: the first digits of its leaf hash; the only answered one, when absent
        offer: Option<String>,
        /// In words
        #[arg(long)]
        note: Option<String>,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Take back an offer that nobody has answered
    Void {
        /// The offer: the first digits of its leaf hash; the only one without answer, when absent
        offer: Option<String>,
        /// Why
        #[arg(long)]
        reason: String,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Put a statement, with the proof of its place, into a file or QR code for the other side
    Slip {
        /// The statement: the first digits of its leaf hash
        statement: String,
        /// Write it to this file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
        /// Draw it as a QR code into this SVG file; `-` for the terminal
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        qr: Option<PathBuf>,
    },
    /// Take over what the other side put into a file or QR code
    Take {
        /// The file; `-` for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Sign this side's word on how a matter ends; both sides' words together settle it
    Settle {
        /// The matter: the first digits of its leaf hash; the only open one, when absent
        matter: Option<String>,
        /// How a quantity ends: received, with_giver, added_from_giver, lost, destroyed or
        /// as_booked, at a giver's site where it needs one, such as
        /// ration-box=4:added_from_giver:depot-reggane
        #[arg(long, value_name = "ITEM=N:VERDICT[:SITE]", conflicts_with = "agree")]
        outcome: Vec<String>,
        /// Agree with the other side's words as they are
        #[arg(long)]
        agree: bool,
        /// In words
        #[arg(long, default_value = "")]
        note: String,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
    /// Show offers without answer, and open matters
    Matters {
        /// Settled matters as well
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ScopeArgs {
    /// Under one agreement only
    #[arg(long, value_name = "ID")]
    pub(crate) agreement: Option<AgreementId>,
    /// Under one pledge only
    #[arg(long, value_name = "ID")]
    pub(crate) pledge: Option<PledgeId>,
    /// One line of the pledge only
    #[arg(long, value_name = "N", requires = "pledge")]
    pub(crate) line: Option<u16>,
    /// One item only
    #[arg(long, value_name = "ITEM")]
    pub(crate) item: Option<ItemCode>,
    /// One lot only
    #[arg(long, value_name = "LOT")]
    pub(crate) lot: Option<LotId>,
    /// One piece only
    #[arg(long, value_name = "SERIAL")]
    pub(crate) serial: Option<SerialNumber>,
    /// What one party holds, and what it disputes
    #[arg(long, value_name = "PARTY")]
    pub(crate) holder: Option<PartyId>,
    /// What is at one place
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<PlaceId>,
    /// What moved from this time on
    #[arg(long = "from", value_name = "TIME")]
    pub(crate) begin: Option<Moment>,
    /// What moved before this time, and balances as at it
    #[arg(long = "to", value_name = "TIME")]
    pub(crate) end: Option<Moment>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AccountArgs {
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// Show the statements behind the figures, and what stands behind these
    #[arg(long)]
    pub(crate) why: bool,
    /// What is owed of each pledge line, what is late, and what will be by plan and by pace
    #[arg(long, conflicts_with_all = ["csv", "flow", "lot", "serial", "holder", "place", "begin", "end"])]
    pub(crate) pledges: bool,
    /// Print CSV
    #[arg(long, conflicts_with = "why")]
    pub(crate) csv: bool,
    /// Write the flow of goods between nodes to this file, as JSON for a Sankey diagram
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) flow: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) times: Times,
}

/// Which part of the account; filters combine.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct ChecksArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ChecksCommand>,
    /// Looks that are still to be made, in time or late
    #[arg(long, conflicts_with = "overdue")]
    pub(crate) due: bool,
    /// Looks that are late
    #[arg(long)]
    pub(crate) overdue: bool,
    /// What is late by this time, if looks go on at the pace so far
    #[arg(long, value_name = "DATE")]
    pub(crate) forecast: Option<Moment>,
    /// Under one agreement only
    #[arg(long, value_name = "ID")]
    pub(crate) agreement: Option<AgreementId>,
    /// One item only
    #[arg(long, value_name = "ITEM")]
    pub(crate) item: Option<ItemCode>,
    /// What one party holds
    #[arg(long, value_name = "PARTY")]
    pub(crate) holder: Option<PartyId>,
    #[command(flatten)]
    pub(crate) times: Times,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChecksCommand {
    /// Sign what was found of pieces: scanned, typed, photographed or witnessed
    Record(Box<RecordArgs>),
    /// Sign what was found of a storage site
    Storage {
        /// Where
        site: PlaceId,
        /// A condition and what was found of it, with a note where it is not met, such as
        /// locked=met or records=not_met:"two crates not in the book"
        #[arg(long, value_name = "CONDITION=RESULT[:NOTE]", required = true)]
        point: Vec<String>,
        /// Who signs
        #[arg(long, value_name = "ID")]
        officer: Option<OfficerId>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RecordArgs {
    /// The pieces, by serial
    pub(crate) serials: Vec<SerialNumber>,
    /// More serials, one a line, as a scanner types them; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) from: Option<PathBuf>,
    /// Of what
    #[arg(long, value_name = "ITEM")]
    pub(crate) item: ItemCode,
    /// Where
    #[arg(long, value_name = "PLACE")]
    pub(crate) site: PlaceId,
    /// What was found: present, absent, damaged, or not_shown with what kept it from being seen
    #[arg(long, value_name = "RESULT", default_value = "present")]
    pub(crate) result: CheckResult,
    /// How: scan, typed, photo or witnessed
    #[arg(long, value_name = "METHOD", default_value = "typed")]
    pub(crate) method: CheckMethod,
    /// Why it was not shown: unsafe, refused, deployed, in_repair, unreadable or other
    #[arg(long, value_name = "CODE")]
    pub(crate) obstacle: Option<CheckObstacle>,
    /// The photograph; its SHA-256 is signed, the picture stays where it is
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) photo: Option<PathBuf>,
    /// Who witnessed, in words
    #[arg(long, value_name = "NAME")]
    pub(crate) witness: Option<String>,
    /// In words
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// Who signs
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
}
