//! Planning the built-in operation: from nothing, again after a closed axis, and the checker.

use super::checkout;
use crate::Outcome;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::story::Story;
use app::operation::Operation;
use app::picture::Corridor;
use convoy::{Need, NeedId, Passability, Plan, PlanInput, Vehicle};
use model::Draft;
use plan::Seed;
use std::time::Duration;
use units::{Digest, PartyId, VehicleId};
use views::{Said, Views};

/// Files of the operation, in the order they are said, and who says them.
const STATEMENTS: [(&str, &str); 5] = [
    ("01-dz-log", "dz-log"),
    ("02-ml-army", "ml-army"),
    ("03-fr-force", "fr-force"),
    ("04-af-mission", "af-mission"),
    ("05-dz-log-roads", "dz-log"),
];

/// What a plan of 200 columns may take from nothing, and again (`PLANNING.md`).
const SCRATCH_TIME: Duration = Duration::from_millis(30);
const AGAIN_TIME: Duration = Duration::from_millis(2);

/// How often goods and vehicles stand in the larger input, and pledge lines kept free for each.
const COPIES: u16 = 10;
const LINES: u16 = 100;

/// Measures plans.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let input = built_in_input()?;
    let (first, _) = plan::plan(&input, Seed(1));
    figures(effort, report, "built-in operation", &input, &first, false)?;
    let many = many_columns(&input)?;
    let (first, _) = plan::plan(&many, Seed(1));
    figures(effort, report, "ten times as much in single vehicles", &many, &first, true)
}

/// The three figures of one input; with targets where it has the size they speak of.
fn figures(
    effort: &Effort,
    report: &mut Report,
    name: &str,
    input: &PlanInput,
    first: &Plan,
    targets: bool,
) -> Outcome<()> {
    let columns = first.columns.len();
    if let Some(objection) = check::check(input, first).first() {
        report.note(format!("{name}: the checker objects to the plan: {objection:?}"));
    }
    let changed = closed_ahead(input, first)?;
    let scratch = |input: &PlanInput, clock: Clock| Ok(clock.lap(|| plan::plan(input, Seed(1))));
    let again =
        |input: &PlanInput, clock: Clock| Ok(clock.lap(|| plan::replan(input, first, Digest::new([1; 32]), Seed(1))));
    let judge = |clock: Clock| Ok(clock.lap(|| check::check(input, first)));

    let (replanned, _, diff) = plan::replan(&changed, first, Digest::new([1; 32]), Seed(1));
    let objections = check::check(&changed, &replanned).len();
    report.note(format!(
        "{name}: {columns} columns, {} shares undelivered; after the closed segment {} columns, {} undelivered, \
         {} routes and {} times changed, {objections} objections",
        first.undelivered.len(),
        replanned.columns.len(),
        replanned.undelivered.len(),
        diff.routes.len(),
        diff.times.len(),
    ));
    let laps = effort.compare(Clock::Cpu, |clock| scratch(input, clock), judge)?;
    let line =
        Line::new(format!("plan of {name} from nothing, {columns} columns"), "the checker's verdict on it", 1, laps);
    report.line(if targets { line.within(SCRATCH_TIME) } else { line });
    for (what, input) in [("a segment closed", &changed), ("nothing new", input)] {
        let laps = effort.compare(Clock::Cpu, |clock| again(input, clock), |clock| scratch(input, clock))?;
        let line = Line::new(format!("plan again with {what}, {columns} columns"), "the same from nothing", 1, laps);
        report.line(if targets { line.within(AGAIN_TIME) } else { line });
    }
    Ok(())
}

/// The built-in operation.
pub(super) fn operation() -> Outcome<Operation> {
    let folder = checkout().join("operations/sahel-2013");
    Ok(Operation::read(&|name| std::fs::read(folder.join(name)).ok())?)
}

/// What the first plan of the built-in operation is asked for.
pub(super) fn built_in_input() -> Outcome<PlanInput> {
    let operation = operation()?;
    let mut story = Story::default();
    let mut said: Vec<Said> = Vec::new();
    for (file, party) in STATEMENTS {
        let party: PartyId = party.parse()?;
        let path = checkout().join(format!("operations/sahel-2013/statements/{file}.jsonl"));
        let parsed = app::jsonl::parse(&std::fs::read(path)?);
        let drafts: Vec<Draft> = parsed.drafts.into_iter().map(|(_, draft)| draft).collect();
        for draft in drafts {
            said.push(story.say(&party, draft)?);
        }
    }
    let views = Views::fold(&views::order(said));
    let at = operation.settings.plan_from;
    let axes = operation.axis_map();
    let fusion = views::Fusion { corridor: &views.corridor, axes: &axes, parameters: &operation.fusion, at };
    let picture = fusion.picture();
    Ok(app::planning::plan_input(&operation, &Corridor { at, weighed: at, views: views.into(), axes, picture }, at)?)
}

/// The same roads with ten times the goods and vehicles, each vehicle a column: as many columns as
/// a plan may have.
fn many_columns(input: &PlanInput) -> Outcome<PlanInput> {
    let mut many = PlanInput { needs: Vec::new(), fleet: Vec::new(), ..input.clone() };
    many.policy.column_max = 1;
    for copy in 0..COPIES {
        for need in &input.needs {
            let id = NeedId { line: need.id.line + copy * LINES, ..need.id.clone() };
            many.needs.push(Need { id, ..need.clone() });
        }
        for vehicle in &input.fleet {
            let name = VehicleId::new(format!("{}-{copy}", vehicle.vehicle))?;
            many.fleet.push(Vehicle { vehicle: name, ..vehicle.clone() });
        }
    }
    Ok(many)
}

/// The input with the middle leg of the first column closed.
fn closed_ahead(input: &PlanInput, plan: &Plan) -> Outcome<PlanInput> {
    let column = plan.columns.first().ok_or("the plan has no column")?;
    let closed = &column.legs.get(column.legs.len() / 2).ok_or("the first column has no leg")?.segment;
    let mut changed = input.clone();
    for stretch in changed.stretches.iter_mut().filter(|stretch| &stretch.segment == closed) {
        stretch.passability = Passability::Closed;
    }
    Ok(changed)
}
