//! Files with roads in them, whatever their form, as networks; places by what people type.

use super::extract::{self, Extract};
use crate::context::Context;
use crate::failure::{Failure, Hint};
use indicatif::{ProgressBar, ProgressDrawTarget};
use mapped::Mapped;
use roads::{
    AxisError, FileError, Format, Gazetteer, ImportError, Imported, JoinError, Network, NetworkError, OrderError,
    Preset, ProvenanceError,
};
use routing::{Shape, ShapeError};
use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use units::PlaceId;

/// How often the sign of life turns.
const TICK: Duration = Duration::from_millis(200);

/// A sign of life on a terminal, nothing elsewhere.
pub(super) struct Busy(ProgressBar);

impl Busy {
    pub(super) fn new(what: &Path) -> Self {
        let shown = std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target).with_message(what.display().to_string());
        let style = indicatif::ProgressStyle::with_template("{spinner} {elapsed} {msg}");
        let bar = style.map(|style| bar.clone().with_style(style)).unwrap_or(bar);
        if shown {
            bar.enable_steady_tick(TICK);
        }
        Self(bar)
    }

    /// How far it has come.
    pub(super) fn say(&self, message: String) {
        self.0.set_message(message);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn map(path: &Path) -> Result<Mapped, Failure> {
    File::open(path).and_then(|file| Mapped::of(&file)).map_err(|error| Failure::io("read", path, error))
}

/// The network of a file: opened where it is one, made where it is something to import.
pub(super) fn network(context: &Context, path: &Path) -> Result<Network, Failure> {
    let bytes = map(path)?;
    match format(path, bytes.as_ref())? {
        Format::Network => {
            let _busy = Busy::new(path);
            Ok(Network::open(Arc::new(bytes))?)
        }
        other @ (Format::GeoJson | Format::Csv | Format::Pbf) => {
            let given = read(context, path, bytes.as_ref(), other, &Reading::default())?;
            let _busy = Busy::new(path);
            Ok(Network::build(given.imported.parts)?)
        }
    }
}

/// The network with the order of places by which routes are found fast; that of those inside is not trusted.
pub(super) fn ordered(network: &Network, busy: &Busy) -> Result<Network, Failure> {
    let shape = shape(network, &[], busy)?;
    Ok(network.with_order(&shape.order())?)
}

/// What routes are found in: by an order that was kept, or by a new one.
pub(super) fn shape(network: &Network, kept: &[u32], busy: &Busy) -> Result<Shape, Failure> {
    let told = &mut |progress: routing::Progress| busy.say(format!("{} / {}", progress.done, progress.of));
    Ok(Shape::new(routing::topology(network), kept, told)?)
}

/// How files are read.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading<'a> {
    /// What members of others' GeoJSON mean.
    pub(super) preset: Option<&'a Preset>,
    /// The file that will be written, beside which long imports keep what they have.
    pub(super) to: Option<&'a Path>,
}

/// What files gave.
#[derive(Default)]
pub(super) struct Given {
    /// Parts, and what was left out.
    pub(super) imported: Imported,
    /// What OpenStreetMap extracts gave besides.
    pub(super) extracts: Vec<Extract>,
}

/// Parts of a file to import.
pub(super) fn parts(context: &Context, path: &Path, reading: &Reading<'_>) -> Result<Given, Failure> {
    let bytes = map(path)?;
    let format = format(path, bytes.as_ref())?;
    read(context, path, bytes.as_ref(), format, reading)
}

fn format(path: &Path, bytes: &[u8]) -> Result<Format, Failure> {
    let unknown = || {
        let message = format!("`{}` is neither a network file nor GeoJSON, CSV or OpenStreetMap PBF", path.display());
        Failure::user(message, Some(("hint-network-form", Vec::new())))
    };
    Format::of(bytes).ok_or_else(unknown)
}

/// Reads a file to import.
fn read(context: &Context, path: &Path, bytes: &[u8], format: Format, reading: &Reading<'_>) -> Result<Given, Failure> {
    if format == Format::Pbf {
        let osm::Import { parts, report, off_network } = extract::read(context, path, bytes, reading.to)?;
        let extracts = vec![Extract { report, off: off_network }];
        return Ok(Given { imported: Imported { parts, ..Imported::default() }, extracts });
    }
    let _busy = Busy::new(path);
    let imported = match format {
        Format::GeoJson => roads::import_geojson(bytes, reading.preset)?,
        Format::Csv => roads::import_csv(bytes)?,
        Format::Network | Format::Pbf => {
            let parts = Network::open(Arc::new(bytes.to_vec()))?.to_parts();
            Imported { parts, ..Imported::default() }
        }
    };
    Ok(Given { imported, extracts: Vec::new() })
}

/// A preset by name, or of a file.
pub(super) fn preset(given: &str) -> Result<Preset, Failure> {
    if let Some(preset) = Preset::shipped(given) {
        return Ok(preset);
    }
    let path = Path::new(given);
    if !path.is_file() {
        return Err(Failure::unknown("preset", given, Preset::names()));
    }
    let bytes = crate::disk::read_input(path, roads::PRESET_BYTES_MAX)?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::user(format!("`{given}` is not UTF-8"), None))?;
    Ok(Preset::read(&text)?)
}

/// The place that somebody names: by identifier, name, or the nearest to `LON,LAT`.
pub(super) fn place(network: &Network, given: &str) -> Result<PlaceId, Failure> {
    if let Some(point) = roads::read_point(given) {
        let nearest = network.nodes_near(point).next();
        return nearest
            .map(|(node, _)| node.place())
            .ok_or_else(|| Failure::user("the network has no place at all".to_owned(), None));
    }
    if let Some(node) = given.parse().ok().and_then(|place| network.node(&place)) {
        return Ok(node.place());
    }
    let gazetteer = Gazetteer::new(network);
    let names =
        |found: Vec<roads::NodeRef<'_>>| found.into_iter().map(|node| node.name().to_owned()).collect::<Vec<_>>();
    match gazetteer.find(given)[..] {
        [one] => Ok(one.place()),
        [] => {
            Err(Failure::user(format!("no place `{given}` is in the network"), offered(&names(gazetteer.near(given)))))
        }
        [_, ..] => {
            let several = names(gazetteer.find(given));
            Err(Failure::user(format!("{} places are called `{given}`", several.len()), offered(&several)))
        }
    }
}

/// The hint that offers names.
pub(super) fn offered(names: &[String]) -> Option<Hint> {
    let shown = names.iter().take(10).cloned().collect::<Vec<_>>();
    (!names.is_empty()).then(|| ("hint-nearest", vec![("names", shown.join(", "))]))
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        let hint: Option<Hint> = match &error {
            ImportError::Whose { .. } => {
                Some(("hint-network-preset", vec![("names", ImportError::presets().join(", "))]))
            }
            ImportError::Projection { .. } => Some(("hint-network-projection", Vec::new())),
            ImportError::Columns { .. } | ImportError::Features { .. } => Some(("hint-network-form", Vec::new())),
            ImportError::TooLong { .. } | ImportError::TooMany { .. } => Some(("hint-split", Vec::new())),
            ImportError::Form { .. }
            | ImportError::Type { .. }
            | ImportError::PresetLong { .. }
            | ImportError::Preset(_)
            | ImportError::Csv(_)
            | ImportError::Network(_) => None,
        };
        Self::caused(&error, hint)
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Magic | FileError::Version { .. } => {
                Self::caused(&error, Some(("hint-network-form", Vec::new())))
            }
            FileError::Length { .. } | FileError::Table | FileError::Checksum { .. } | FileError::Row { .. } => {
                Self::findings(error.to_string(), Some(("hint-network-damaged", Vec::new())))
            }
        }
    }
}

impl From<NetworkError> for Failure {
    fn from(error: NetworkError) -> Self {
        Self::caused(&error, None)
    }
}

impl From<AxisError> for Failure {
    fn from(error: AxisError) -> Self {
        Self::caused(&error, None)
    }
}

impl From<JoinError> for Failure {
    fn from(error: JoinError) -> Self {
        let hint: Option<Hint> = match &error {
            JoinError::NoCrossing { .. } => Some(("hint-network-join", Vec::new())),
            JoinError::Network(_) => Some(("hint-network-prefix", Vec::new())),
            JoinError::NoPlace { .. } | JoinError::Id(_) => None,
        };
        Self::caused(&error, hint)
    }
}

impl From<ProvenanceError> for Failure {
    fn from(error: ProvenanceError) -> Self {
        Self::caused(&error, None)
    }
}

impl From<ShapeError> for Failure {
    fn from(error: ShapeError) -> Self {
        Self::caused(&error, None)
    }
}

impl From<OrderError> for Failure {
    fn from(error: OrderError) -> Self {
        Self::ours(error.to_string())
    }
}
