//! `qafila network`: road networks as files.

mod change;
mod extract;
mod look;
mod route;
mod source;

use crate::args::NetworkCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;

pub(crate) fn run(context: &Context, command: &NetworkCommand) -> Result<Outcome, Failure> {
    match command {
        NetworkCommand::Import(args) => change::import(context, args),
        NetworkCommand::Info { file } => look::info(context, file),
        NetworkCommand::Check { file, geojson } => look::check(context, file, *geojson),
        NetworkCommand::Axis(args) => change::axis(context, args),
        NetworkCommand::Join(args) => change::join(context, args),
        NetworkCommand::Route(args) => route::run(context, args),
        NetworkCommand::Places { file, name } => look::places(context, file, name),
        NetworkCommand::Geojson { file } => {
            context.print(&roads::write_geojson(&source::network(context, file)?));
            Ok(Outcome::Done)
        }
    }
}
