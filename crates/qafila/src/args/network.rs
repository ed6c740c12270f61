//! Road networks as files.

use super::Times;
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use routing::Mix;
use std::path::PathBuf;
use units::{AxisId, Moment};

#[derive(Debug, Subcommand)]
pub(crate) enum NetworkCommand {
    /// Make a network file of GeoJSON, CSV, OpenStreetMap extracts or other network files; several become one
    Import(NetworkImportArgs),
    /// Show what a network has: places, segments, lengths, source, licence
    Info {
        /// The network file, or anything that `import` reads
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Look for islands, dead ends, speeds and lengths that cannot be; exit code 3 where there are any
    Check {
        /// The network file, or anything that `import` reads
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Print the places as GeoJSON
        #[arg(long, conflicts_with = "json")]
        geojson: bool,
    },
    /// Name a chain of segments: the fastest way between two places, or the segments listed
    Axis(NetworkAxisArgs),
    /// Join two networks where they meet at crossings
    Join(NetworkJoinArgs),
    /// Find the best way, what it costs, what it goes round, and other ways that are faster or safer
    Route(NetworkRouteArgs),
    /// Find places by name in any of three languages, or the nearest to `LON,LAT`
    Places {
        /// The network file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The name, or longitude and latitude in degrees
        #[arg(allow_hyphen_values = true)]
        name: String,
    },
    /// Print a network as GeoJSON in our own form
    Geojson {
        /// The network file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NetworkImportArgs {
    /// Files to read; what each is shows in its content
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The network file to write; one of that name is replaced
    #[arg(long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) to: PathBuf,
    /// What the members of others' GeoJSON mean: `african-roads`, `plain`, or a file
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) preset: Option<String>,
    /// Where the data comes from
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// Under which licence, with the attribution it asks for
    #[arg(long, value_name = "TEXT")]
    pub(crate) licence: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NetworkAxisArgs {
    /// The network file
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The axis; one of that name is replaced
    pub(crate) name: AxisId,
    /// From which place: its identifier, its name, or LON,LAT
    #[arg(long, value_name = "PLACE", requires = "to", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,
    /// To which place
    #[arg(long, value_name = "PLACE", requires = "from", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,
    /// Over which places, in their order
    #[arg(long, value_name = "PLACE", requires = "from", allow_hyphen_values = true)]
    pub(crate) via: Vec<String>,
    /// The segments instead, in any order
    #[arg(long, value_name = "ID", conflicts_with = "from", required_unless_present = "from")]
    pub(crate) segment: Vec<units::SegmentId>,
    /// Write another file instead of this one
    #[arg(long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NetworkJoinArgs {
    /// The first network file; what is joined keeps its name in this one
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) one: PathBuf,
    /// The second network file
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) other: PathBuf,
    /// The network file to write; one of that name is replaced
    #[arg(long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    pub(crate) to: PathBuf,
    /// Crossings this near to each other are one, in metres
    #[arg(long, value_name = "METRES")]
    pub(crate) within: Option<u64>,
    /// A place of the first and the same place of the second
    #[arg(long, value_name = "PLACE=PLACE")]
    pub(crate) pair: Vec<String>,
    /// Put before each name of the first network
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) prefix_one: String,
    /// Put before each name of the second network
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) prefix_other: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NetworkRouteArgs {
    /// From which place: its identifier, its name, or LON,LAT
    #[arg(allow_hyphen_values = true)]
    pub(crate) from: String,
    /// To which place
    #[arg(allow_hyphen_values = true)]
    pub(crate) to: String,
    /// On the roads of this file, all of them open, instead of those of the operation
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["at", "known"])]
    pub(crate) network: Option<PathBuf>,
    /// When the way begins; otherwise the time of the picture
    #[arg(long, value_name = "TIME")]
    pub(crate) depart: Option<Moment>,
    /// For which vehicle; otherwise every road is driven at its own speed
    #[arg(long, value_name = "NAME")]
    pub(crate) vehicle: Option<String>,
    /// A file of vehicle profiles instead of those inside the program
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "vehicle")]
    pub(crate) vehicles: Option<PathBuf>,
    /// Seconds of driving accepted to avoid one in danger, such as 3 or 1/4; otherwise as the operation's policy has it
    #[arg(long, value_name = "WEIGHT")]
    pub(crate) risk: Option<Mix>,
    /// Over which places, in their order
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    pub(crate) via: Vec<String>,
    /// Not over this axis, segment or place
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub(crate) avoid: Vec<String>,
    /// The season: roads that are driven only in one are closed without it
    #[arg(long, value_enum)]
    pub(crate) season: Option<RouteSeason>,
    /// Show the ways that no other beats in time and risk
    #[arg(long)]
    pub(crate) alternatives: bool,
    /// Look for such ways until none is hidden
    #[arg(long, requires = "alternatives")]
    pub(crate) refine: bool,
    /// Name what the way goes round, and what it would take to be faster
    #[arg(long)]
    pub(crate) why: bool,
    #[command(flatten)]
    pub(crate) times: Times,
}

/// A season in which some roads can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RouteSeason {
    Dry,
    Wet,
}
