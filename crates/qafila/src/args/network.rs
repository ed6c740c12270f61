//! Road networks as files.

use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;
use units::AxisId;

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
