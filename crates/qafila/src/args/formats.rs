//! Files of other programs: spreadsheets, CSV, events.

use super::Times;
use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;
use units::{ItemCode, OfficerId, PartyId};

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// List the items
    List,
    /// Show one item: codes, units, dangerous goods data, lots, and who said it
    Show {
        /// The item
        item: ItemCode,
    },
    /// Sign the items of a spreadsheet, XLSX or CSV: all of them, or none
    Import(ImportArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum StockCommand {
    /// Sign what stands at sites from a spreadsheet, XLSX or CSV: all of it, or nothing
    Import(ImportArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ImportArgs {
    /// The spreadsheet; `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The sheet; the first that is not hidden, by default
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Append the good rows even where others are bad
    #[arg(long)]
    pub(crate) skip_bad: bool,
    /// Check every row and print what would be signed; append nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Who signs
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Goods and what became of them as EPCIS 2.0 events (JSON-LD)
    Epcis(ExportEpcisArgs),
    /// Write a workbook (XLSX): reconciliation, balances, matters, checks, statements behind them
    Workbook {
        /// The new file; one of that name is replaced
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        #[command(flatten)]
        args: ExportArgs,
    },
    /// Write statements, postings and the account as Parquet files, for programs that reckon over many
    Parquet {
        /// Into this folder, which is made; an earlier export there is replaced
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        #[command(flatten)]
        times: Times,
    },
    /// Write the same as CSV files
    Csv {
        /// Below this folder; files of those names are replaced
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        #[command(flatten)]
        args: ExportArgs,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    /// Put a row of HXL tags below the headings
    #[arg(long)]
    pub(crate) hxl: bool,
    #[command(flatten)]
    pub(crate) times: Times,
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
    /// Road statuses in a table (CSV, XLSX, an export of KoBo or ODK) into JSON lines for `qafila say`, all rows or none
    Reports(ImportReportsArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ImportReportsArgs {
    /// The table; `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Which column holds what, which words mean what: a TOML file; by the headings, when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) map: Option<PathBuf>,
    /// The sheet; the first that is not hidden, by default
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Who made the table
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// How far the source has been right, A to F, for rows that do not say
    #[arg(long, value_name = "A-F")]
    pub(crate) letter: Option<String>,
    /// How likely the claims are, 1 to 6, for rows that do not say
    #[arg(long, value_name = "1-6")]
    pub(crate) number: Option<String>,
    /// Write the drafts to this file instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Who will sign the drafts
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
    /// Write drafts of the good rows even where others are bad
    #[arg(long)]
    pub(crate) skip_bad: bool,
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
