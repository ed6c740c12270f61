//! `qafila plan export`: a plan as tables, workbook, calendar and routes. All files are made before one is written.

use crate::args::OrdersArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use app::{AsOf, Node};
use convoy::Plan;
use orders::{File, Orders};
use serde_json::json;
use std::path::Path;
use units::Digest;
use views::Views;
use words::Arg;

/// Longest plan that is read from a file, in bytes.
const PLAN_MAX: usize = 64 * 1024 * 1024;

pub(super) fn run(context: &Context, args: &OrdersArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let views = node.views(&AsOf::default())?;
    let (digest, plan) = named(&node, &views, &args.plan)?;
    let orders = Orders::of(&operation, &views, digest, plan, node.now());
    let mut files: Vec<File> = Vec::new();
    for format in args.format.formats() {
        let made = orders::files(&orders, format, &local.words, args.hxl);
        files.extend(made.map_err(|error| Failure::ours(error.to_string()))?);
    }
    std::fs::create_dir_all(&args.out).map_err(|error| Failure::io("make", &args.out, error))?;
    disk::writable(&args.out)?;
    for file in &files {
        disk::write(&args.out.join(file.name), &file.bytes)?;
    }
    if local.json {
        let written: Vec<_> = files.iter().map(|file| args.out.join(file.name)).collect();
        local.print_json(&json!({ "plan": digest, "files": written }));
    } else {
        for file in &files {
            let name = Arg::code(args.out.join(file.name).display());
            local.tell(&local.screen().line(&local.words.say("export-written", &[("file", name)])));
        }
    }
    Ok(Outcome::Done)
}

/// A plan that is kept here, or one that stands in a file.
pub(super) fn named(node: &Node, views: &Views, given: &str) -> Result<(Digest, Plan), Failure> {
    let path = Path::new(given);
    if !path.is_file() {
        return Ok(node.plan_named(views, given)?);
    }
    let bytes = disk::read_input(path, PLAN_MAX)?;
    let plan: Plan = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::user(format!("`{given}` holds no plan: {error}"), Some(("hint-plan-file", Vec::new())))
    })?;
    Ok((app::plans::digest(&plan)?, plan))
}
