//! What can be typed about reading: reports, words, places.

use clap::{Args as ClapArgs, Subcommand, ValueHint};
use std::path::PathBuf;
use units::{OfficerId, PlaceId};

#[derive(Debug, ClapArgs)]
pub(crate) struct ReadArgs {
    /// The report as plain text; `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The day of the report, such as 2013-02-08; never guessed
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<reader::Date>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Sign these drafts as reports: their numbers, or `all`
    #[arg(long, value_name = "N,N|all")]
    pub(crate) accept: Option<String>,
    /// Follow a file of decisions: accept, edit or reject, with letter and number for each draft
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["accept", "grade", "about"])]
    pub(crate) decisions: Option<PathBuf>,
    /// Another grade for a draft, letter and number judged apart, such as 2=C4
    #[arg(long, value_name = "N=GRADE")]
    pub(crate) grade: Vec<String>,
    /// What a draft is about, such as 3=axis-in-khalil; several with +
    #[arg(long, value_name = "N=AXIS|PLACE")]
    pub(crate) about: Vec<String>,
    /// Who signs
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// Read every example of the rules in force here, and say which no longer hold
    Test {
        /// With this file as the user's layer instead
        #[arg(value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Show what a file would gain and lose as the user's layer, over all texts kept here
    Diff {
        /// The file, in TOML
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Add words to the user's layer that are read as a word the rules know, after reading both examples
    Add(LexiconAddArgs),
    /// Show words that no rule knows, in kept lines that name two places or a road's state and gave no statement
    Suggest,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LexiconAddArgs {
    /// The form people write; several by repeating
    #[arg(long, value_name = "WORD", required = true)]
    pub(crate) word: Vec<String>,
    /// The word that the rules know
    #[arg(long = "as", value_name = "WORD")]
    pub(crate) read_as: String,
    /// The language of both: ar, fr or en
    #[arg(long, value_name = "LANG")]
    pub(crate) language: String,
    /// The kind of claim that the examples are about, such as road_status
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: String,
    /// Its state, such as cut
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    /// A text with such a claim
    #[arg(long, value_name = "TEXT")]
    pub(crate) positive: String,
    /// A text with one of the words and without such a claim
    #[arg(long, value_name = "TEXT")]
    pub(crate) negative: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlaceCommand {
    /// Find places by a name in any spelling, Latin or Arabic; near ones are offered
    Find {
        /// The name
        name: String,
    },
    /// Add a place whose names are recognised in reports from now on
    Add(PlaceAddArgs),
    /// Import an extract of GeoNames: its places are offered by `find`, never recognised by themselves
    Import {
        /// The extract: tabs between columns, as GeoNames publishes it or with a header
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PlaceAddArgs {
    /// The key that statements will use, such as in-afarak
    pub(crate) key: PlaceId,
    /// A name, in any script; several by repeating
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
    /// A name that also means something else: it counts only where a word or a neighbour speaks for the place
    #[arg(long, value_name = "NAME")]
    pub(crate) ambiguous: Vec<String>,
    /// The country, such as ML; DZ/ML for a town on a border
    #[arg(long, value_name = "CODE", required_unless_present = "geoname")]
    pub(crate) country: Option<String>,
    /// Take country, position and first name from the place of an imported extract with this number
    #[arg(long, value_name = "ID")]
    pub(crate) geoname: Option<u64>,
}
