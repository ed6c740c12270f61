//! `qafila print`: waybill, handover certificate, check sheet and the orders of a plan as PDF. Built with `--features print`.

mod certificate;
mod checks;
mod orders;
mod waybill;

use crate::args::{PlanPaperArgs, PrintCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show::names::Namer;
use app::{AsOf, Node};
use paper::{Document, Mark, PaperError};
use serde_json::json;
use std::path::{Path, PathBuf};
use words::Arg;

pub(super) fn run(context: &Context, command: PrintCommand) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let views = node.views(&AsOf::default())?;
    let namer = Namer { words: &local.words, operation: &operation, views: &views };
    let (document, name, out) = match command {
        PrintCommand::Waybill { what, out } => {
            (Document::Waybill(waybill::of(&namer, &what)?), format!("waybill-{what}"), out)
        }
        PrintCommand::Handover { offer, out } => {
            let (leaf, offer) = node.offer_named(offer.as_deref())?;
            let name = format!("handover-{}", leaf.short());
            (Document::Certificate(certificate::of(&namer, &offer)), name, out)
        }
        PrintCommand::Checks { site, out } => {
            let name = format!("checks-{site}");
            (Document::CheckSheet(checks::of(&namer, &node, &site)?), name, out)
        }
        PrintCommand::Orders(args) => planned(&namer, &node, &args, "orders", Document::MovementOrder)?,
        PrintCommand::MarchTable(args) => planned(&namer, &node, &args, "march-table", Document::MarchTable)?,
        PrintCommand::Loads(args) => planned(&namer, &node, &args, "loads", Document::LoadLists)?,
        PrintCommand::Credits(args) => planned(&namer, &node, &args, "credits", Document::Credits)?,
    };
    let pdf = paper::print(&document, node.now(), &local.words)?;
    write(&local, out.unwrap_or_else(|| file_name(&name)), &pdf)
}

/// A paper about a plan, the name of its file, and where it is wanted.
fn planned(
    namer: &Namer<'_>,
    node: &Node,
    args: &PlanPaperArgs,
    name: &str,
    paper: fn(paper::Orders) -> Document,
) -> Result<(Document, String, Option<PathBuf>), Failure> {
    let (digest, plan) = super::orders::named(node, namer.views, &args.plan)?;
    let orders = orders::of(namer, node, (digest, plan), args.convoy.as_deref())?;
    let about = args.convoy.clone().unwrap_or_else(|| digest.short());
    Ok((paper(orders), format!("{name}-{about}"), args.out.clone()))
}

fn write(local: &Context, out: PathBuf, pdf: &[u8]) -> Result<Outcome, Failure> {
    disk::write(&out, pdf)?;
    if local.json {
        local.print_json(&json!({ "file": out, "bytes": pdf.len() }));
    } else {
        let args = [("file", Arg::code(out.display())), ("bytes", pdf.len().into())];
        local.print(&local.screen().line(&local.words.say("paper-written", &args)));
    }
    Ok(Outcome::Done)
}

/// A name in this folder, whatever an identifier holds.
fn file_name(name: &str) -> PathBuf {
    let tame = |c: char| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    Path::new(&name.chars().map(tame).collect::<String>()).with_extension("pdf")
}

fn mark(by: &model::Reference) -> Mark {
    Mark { origin: by.origin.clone(), index: by.index, leaf: by.leaf }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::TooLong { .. } => Self::user(error.to_string(), None),
            PaperError::Code { .. } | PaperError::Page { .. } => Self::ours(error.to_string()),
        }
    }
}
