//! Papers.

use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;
use units::PlaceId;

#[derive(Debug, Subcommand)]
pub(crate) enum PrintCommand {
    /// The waybill: what rides on which vehicle, masses, dangers, packages, seals, the march
    Waybill {
        /// A convoy as ordered now, or a consignment as packed
        #[arg(value_name = "CONVOY|CONSIGNMENT")]
        what: String,
        /// The file; named after what is printed, in this folder, when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// The handover certificate: list and count, differences, matters; for ink where nobody answered yet
    Handover {
        /// The offer: the first digits of its leaf hash; the only one known, when absent
        offer: Option<String>,
        /// The file; named after what is printed, in this folder, when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// The check sheet: pieces on a site that an end-use check is due for, with boxes to tick
    Checks {
        /// The site
        site: PlaceId,
        /// The file; named after what is printed, in this folder, when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// The movement order: situation, task, columns, roads, times, control measures, room for signals
    Orders(PlanPaperArgs),
    /// The march table: columns, then each timed point with who is due there, then each column
    MarchTable(PlanPaperArgs),
    /// Load lists: what goes on which vehicle, UN numbers and classes, and the rule that allows it together
    Loads(PlanPaperArgs),
    /// Movement credits: a page for each, with its number, its roads and its times
    Credits(PlanPaperArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PlanPaperArgs {
    /// The plan: its hash or the first digits of it, `last` for the one in force, or a file `plan.json`
    #[arg(value_name = "HASH|last|FILE", value_hint = ValueHint::FilePath, default_value = "last")]
    pub(crate) plan: String,
    /// Of this column alone
    #[arg(long, value_name = "ID")]
    pub(crate) convoy: Option<String>,
    /// The file; named after what is printed, in this folder, when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}
