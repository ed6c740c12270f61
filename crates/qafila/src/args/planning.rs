//! A convoy plan: made, and written for those who march by it.

use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;
use units::{Digest, Moment};

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    pub(crate) command: Option<PlanCommand>,
    /// First moment of the plan; now by default
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<Moment>,
    /// Plan again for what has changed since this plan (its hash); `last` for the one in force
    #[arg(long, value_name = "HASH|last")]
    pub(crate) replan: Option<String>,
    /// Same seed and rounds, same plan
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Look for a better plan for so long: 10s, 2m, 1h
    #[arg(long, value_name = "DURATION", value_parser = patience)]
    pub(crate) time: Option<std::time::Duration>,
    /// Try so many orders of columns, however long it takes; 0 for the first plan there is
    #[arg(long, value_name = "N", conflicts_with = "time")]
    pub(crate) rounds: Option<u64>,
    /// Sign consignments, movement orders and credits of the plan
    #[arg(long)]
    pub(crate) order: bool,
    /// Write plan.json and march-table.csv below this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Write a plan for those who march by it: tables, a workbook, a calendar, routes
    Export(OrdersArgs),
    /// What one plan changes of another: columns, times, roads, loads, lines, and what both weigh
    Diff {
        /// The earlier plan: its hash or the first digits of it, `last` for the one in force, or a file `plan.json`
        #[arg(value_name = "HASH|last|FILE", value_hint = ValueHint::FilePath)]
        before: String,
        /// The later plan; the one in force when absent
        #[arg(value_name = "HASH|last|FILE", value_hint = ValueHint::FilePath, default_value = "last")]
        after: String,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OrdersArgs {
    /// The plan: its hash or the first digits of it, `last` for the one in force, or a file `plan.json`
    #[arg(value_name = "HASH|last|FILE", value_hint = ValueHint::FilePath)]
    pub(crate) plan: String,
    /// Below this folder; files of those names are replaced
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Which files
    #[arg(long, value_enum, default_value_t = OrdersFormat::All)]
    pub(crate) format: OrdersFormat,
    /// Put a row of HXL tags below the headings of tables
    #[arg(long)]
    pub(crate) hxl: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrdersFormat {
    /// All of them
    All,
    /// March table, load lists and movement credits, a file each
    Csv,
    /// The same as one workbook
    Xlsx,
    /// A calendar: start, critical points, crossing and release of each column
    Ics,
    /// Routes for a satellite receiver
    Gpx,
    /// Routes for a map
    #[value(name = "geojson")]
    GeoJson,
}

impl OrdersFormat {
    /// What is to be written.
    pub(crate) fn formats(self) -> Vec<orders::Format> {
        match self {
            Self::All => orders::Format::ALL.to_vec(),
            Self::Csv => vec![orders::Format::Csv],
            Self::Xlsx => vec![orders::Format::Xlsx],
            Self::Ics => vec![orders::Format::Ics],
            Self::Gpx => vec![orders::Format::Gpx],
            Self::GeoJson => vec![orders::Format::GeoJson],
        }
    }
}

/// Seconds, minutes or hours: `10s`, `2m`, `1h`, at most a day.
fn patience(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("`{text}` is no time to search: write 10s, 2m or 1h, at most 24h");
    let (number, unit) = text.split_at(text.len() - text.chars().last().map_or(0, char::len_utf8));
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let whole = number.checked_mul(seconds).filter(|whole| *whole <= 86_400).ok_or_else(wrong)?;
    Ok(std::time::Duration::from_secs(whole))
}

impl PlanArgs {
    /// The parent plan, `last` still unresolved.
    pub(crate) fn parent(&self) -> Option<Result<Digest, &str>> {
        let given = self.replan.as_deref()?;
        Some(given.parse().map_err(|_| given))
    }
}
