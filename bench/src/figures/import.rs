//! Import of extracts, against bare decoding of the same file by the library that others use.

use super::checkout;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::{Outcome, memory};
use osm::{Settings, Source};
use osmpbf::{BlobDecode, BlobReader, Element};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Files beside the checkout, the largest first so that the peak of memory is its own.
const FILES: [&str; 6] = [
    "synthetic/sahel_a.osm.pbf",
    "osm/nominatim-apidb-test.pbf",
    "osm/monaco.osm.pbf",
    "osm/liechtenstein-latest.osm.pbf",
    "osm/andorra.osm.pbf",
    "osm/helsinki-centre.osm.pbf",
];

/// Measures each file that is there.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    for name in FILES {
        let path = checkout().join("../shared/data").join(name);
        if path.is_file() {
            one(&path, effort, report)?;
        } else {
            report.note(format!("import of {name} left out: ../shared is not beside the checkout"));
        }
    }
    Ok(())
}

fn one(path: &PathBuf, effort: &Effort, report: &mut Report) -> Outcome<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = usize::try_from(fs::metadata(path)?.len())?;
    let before = memory::resident().unwrap_or_default();
    let made = import(path)?;
    let held = memory::resident().unwrap_or_default();
    let peak = memory::peak().unwrap_or_default();
    let nodes = usize::try_from(made.report.nodes)?;
    report.note(format!(
        "{name}: {nodes} nodes in {bytes} bytes become {} nodes, {} segments and {} turns, {} MB more held; peak of the \
         process so far {} MB",
        made.parts.nodes.len(),
        made.parts.segments.len(),
        made.parts.turns.len(),
        held.saturating_sub(before) / 1_000_000,
        peak / 1_000_000,
    ));
    drop(made);
    let ours = |clock: Clock| clock.try_lap(|| import(path));
    let bare = |clock: Clock| clock.try_lap(|| decode(path));
    let laps = effort.compare(Clock::Wall, ours, bare)?;
    let what = |of: &str| format!("import of {name}, {of} of the file");
    let against = "bare decoding of the same by osmpbf, on 1 thread";
    report.line(Line::new(what("nodes"), against, nodes, laps.clone()).rate(""));
    report.line(Line::new(what("bytes"), against, bytes, laps).rate("B"));
    Ok(())
}

fn import(path: &Path) -> Outcome<osm::Import> {
    let mut source = Source::new(BufReader::new(File::open(path)?))?;
    Ok(osm::import(&mut source, &Settings::default(), &mut |_| {})?)
}

/// Every block unpacked, every element visited, nothing kept.
fn decode(path: &Path) -> Outcome<i64> {
    let mut sum = 0_i64;
    for blob in BlobReader::from_path(path)? {
        if let BlobDecode::OsmData(block) = blob?.decode()? {
            block.for_each_element(|element| {
                sum = sum.wrapping_add(match element {
                    Element::Node(node) => node.nano_lat(),
                    Element::DenseNode(node) => node.nano_lat(),
                    Element::Way(way) => way.refs().fold(0, i64::wrapping_add),
                    Element::Relation(relation) => relation.members().fold(0, |sum, member| sum ^ member.member_id),
                });
            });
        }
    }
    Ok(sum)
}
