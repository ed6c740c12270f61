//! OSRM on the same file: one segment changed, until the first exact new route.
//!
//! OSRM customizes all of its graph anew; that graph has a node for each edge and knows turns, ours here has
//! neither. Its programs are fetched by `scripts/osrm`.

use super::Case;
use super::peers::Draws;
use crate::line::{Line, Report, time};
use crate::measure::{Clock, Effort, Laps};
use crate::{Outcome, figures};
use ::hierarchy::{End, Metric, Searcher, Updater, Weights};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;
const PORT: u16 = 52_113;

/// OSRM's programs, and the folder of its files.
struct Osrm {
    programs: PathBuf,
    dir: tempfile::TempDir,
}

/// Measures both, where the programs are there.
pub(super) fn measure(
    case: &Case,
    pbf: &Path,
    effort: &Effort,
    report: &mut Report,
    metric: &mut Metric<8>,
) -> Outcome<()> {
    let programs = figures::checkout().join("target/tools/osrm/osrm");
    if !programs.join("bin/osrm-routed").is_file() {
        report.note("hierarchy: OSRM is left out; scripts/osrm fetches it");
        return Ok(());
    }
    let osrm = Osrm { programs, dir: figures::scratch()? };
    std::fs::copy(pbf, osrm.dir.path().join("roads.osm.pbf"))?;
    let profile = osrm.programs.join("share/profiles/car.lua");
    let extracted = osrm.run("osrm-extract", &["-p", &profile.to_string_lossy(), "roads.osm.pbf"])?;
    let partitioned = osrm.run("osrm-partition", &["roads.osrm"])?;
    let customized = osrm.run("osrm-customize", &["roads.osrm"])?;
    report.note(format!(
        "hierarchy: OSRM extracts in {}, partitions in {}, customizes in {}",
        time(extracted.as_nanos()),
        time(partitioned.as_nanos()),
        time(customized.as_nanos())
    ));
    let (mut updater, mut searcher) = (Updater::new(&case.skeleton), Searcher::new(&case.skeleton));
    let (mut draws, mut laps) = (Draws::new(17), Laps { clock: Clock::Wall, ours: Vec::new(), other: Vec::new() });
    let mut loading = Duration::ZERO;
    for _ in 0..effort.size(ROUNDS) {
        let edge = case.network.trunks[draws.below(case.network.trunks.len())];
        let (from, to) = case.pair(&mut draws);
        let begun = Instant::now();
        updater.apply(&case.skeleton, metric, &[(edge, Weights::CLOSED)], 2)?;
        searcher.route(&case.skeleton, metric, 0, &[End::from(from)], &[End::from(to)])?;
        laps.ours.push(begun.elapsed());
        updater.apply(&case.skeleton, metric, &[(edge, case.weights[edge as usize])], 2)?;

        let [tail, head] = case.network.ends[edge as usize].map(|node| case.network.ids[node as usize]);
        std::fs::write(osrm.dir.path().join("speeds.csv"), format!("{tail},{head},0\n{head},{tail},0\n"))?;
        let customized = osrm.run("osrm-customize", &["roads.osrm", "--segment-speed-file", "speeds.csv"])?;
        let begun = Instant::now();
        let served = osrm.serve()?;
        loading += begun.elapsed();
        let points = [from, to].map(|node| case.network.points[node as usize]);
        let asked = ask(points)?;
        drop(served);
        laps.other.push(customized + asked);
    }
    report.note(format!(
        "hierarchy: OSRM's server loads its files in {}, which is not counted",
        time((loading / u32::try_from(laps.other.len())?).as_nanos())
    ));
    let line = Line::new("one segment closed, the first new route", "OSRM: customize and query", 1, laps);
    report.line(line.target(500_000));
    Ok(())
}

impl Osrm {
    /// Runs one of its programs, on two threads.
    fn run(&self, program: &str, args: &[&str]) -> Outcome<Duration> {
        let begun = Instant::now();
        let mut command = Command::new(self.programs.join("bin").join(program));
        let ran = command.args(args).args(["-t", "2"]).current_dir(self.dir.path()).output()?;
        match ran.status.success() {
            true => Ok(begun.elapsed()),
            false => Err(format!("{program}: {}", String::from_utf8_lossy(&ran.stderr)).into()),
        }
    }

    /// Its server, once it answers.
    fn serve(&self) -> Outcome<Served> {
        let mut command = Command::new(self.programs.join("bin/osrm-routed"));
        command.args(["--algorithm", "mld", "-p", &PORT.to_string(), "-i", "127.0.0.1", "roads.osrm"]);
        let mut child = command.current_dir(self.dir.path()).stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut served = Served { child, out: BufReader::new(out) };
        let lines = served.out.by_ref().lines();
        let ready = lines.map_while(Result::ok).any(|line| line.contains("waiting for requests"));
        if ready { Ok(served) } else { Err("osrm-routed ended before it answered".into()) }
    }
}

/// A server that ends with its owner. It writes to its output until then.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A route between two points, with all its nodes.
fn ask([from, to]: [[f64; 2]; 2]) -> Outcome<Duration> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", PORT))?;
    write!(
        stream,
        "GET /route/v1/driving/{},{};{},{}?overview=false&annotations=nodes HTTP/1.0\r\n\r\n",
        from[1], from[0], to[1], to[0]
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.contains("\"code\":\"Ok\"") || answer.contains("NoRoute") {
        return Ok(begun.elapsed());
    }
    Err(format!("OSRM answers {}", answer.lines().last().unwrap_or_default()).into())
}
