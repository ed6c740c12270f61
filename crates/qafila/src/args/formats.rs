//! Files of other programs.

use super::Times;
use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;
use units::{OfficerId, PartyId};

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Goods and what became of them as EPCIS 2.0 events (JSON-LD)
    Epcis(ExportEpcisArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportEpcisArgs {
    /// The file to write; `-` for standard output
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Only what this party may read, hidden fields closed to it
    #[arg(long, value_name = "ID")]
    pub(crate) reader: Option<PartyId>,
    /// What identifiers begin with: a URN, or an https address of your own
    #[arg(long, value_name = "URI", default_value = epcis::BASE)]
    pub(crate) base: epcis::Naming,
    #[command(flatten)]
    pub(crate) times: Times,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// EPCIS 2.0 events (JSON-LD) into JSON lines for `qafila say`, all of them or none
    Epcis(ImportEpcisArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ImportEpcisArgs {
    /// The file; `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Write the drafts to this file instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Who will sign the drafts
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
    /// Write drafts of the good events even where others are refused
    #[arg(long)]
    pub(crate) skip_refused: bool,
    /// Read every event, write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// What identifiers of ours begin with in the file
    #[arg(long, value_name = "URI", default_value = epcis::BASE)]
    pub(crate) base: epcis::Naming,
}
