//! `qafila export`: what is held here for other systems, and the whole account as a workbook, as CSV or as Parquet files.

use crate::args::{ExportArgs, ExportCommand, Times};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use crate::show::tables;
use app::AsOf;
use indicatif::ProgressBar;
use sheets::Page;
use std::path::Path;

pub(crate) fn run(context: &Context, command: &ExportCommand) -> Result<Outcome, Failure> {
    match command {
        ExportCommand::Epcis(args) => return super::epcis::export(context, args),
        ExportCommand::Workbook { file, args } => {
            let pages = pages(context, args)?;
            let named: Vec<Page> = pages.into_iter().map(|(_, page)| page).collect();
            let bytes = sheets::to_xlsx(&named).map_err(|error| Failure::ours(error.to_string()))?;
            disk::write(file, &bytes)?;
            written(context, file);
        }
        ExportCommand::Parquet { dir, times } => return parquet(context, dir, times),
        ExportCommand::Csv { dir, args } => {
            let pages = pages(context, args)?;
            std::fs::create_dir_all(dir).map_err(|error| Failure::io("make", dir, error))?;
            for (name, page) in pages {
                let file = dir.join(format!("{name}.csv"));
                disk::write(&file, sheets::to_csv(&page).as_bytes())?;
                written(context, &file);
            }
        }
    }
    Ok(Outcome::Done)
}

/// All of it beside its place first: no program reads half of an export, or files of an earlier one.
fn parquet(context: &Context, dir: &Path, times: &Times) -> Result<Outcome, Failure> {
    let (node, _, _) = context.open()?;
    let as_of = AsOf { occurred: times.at, known: times.known };
    let (said, accounted) = (node.said(&as_of)?, node.account(&as_of)?);
    let parts = tables::parts(&said, &accounted);
    let bar = ProgressBar::new(parts.len() as u64);
    disk::replace(dir, &tables::FOLDERS, "such an export", |building| {
        for part in &parts {
            let bytes = sheets::to_parquet(&part.columns()).map_err(|error| Failure::ours(error.to_string()))?;
            disk::write(&building.join(&part.folder).join("part-0.parquet"), &bytes)?;
            bar.inc(1);
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    written(context, dir);
    Ok(Outcome::Done)
}

fn written(context: &Context, file: &Path) {
    let name = words::Arg::code(file.display());
    context.tell(&context.screen().line(&context.words.say("export-written", &[("file", name)])));
}

/// The pages, each with the name of its file.
fn pages(context: &Context, args: &ExportArgs) -> Result<Vec<(&'static str, Page)>, Failure> {
    let (node, operation, local) = context.open()?;
    let accounted = node.account(&AsOf { occurred: args.times.at, known: args.times.known })?;
    let namer = Namer { words: &local.words, operation: &operation, views: &accounted.views };
    Ok(show::pages::pages(&namer, &accounted, args.hxl))
}
