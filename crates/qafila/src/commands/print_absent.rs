//! `qafila print`, where it was left out of the build.

use crate::args::PrintCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;

pub(super) fn run(_context: &Context, _command: PrintCommand) -> Result<Outcome, Failure> {
    Err(Failure::user("this program was built without `print`", Some(("hint-no-print", Vec::new()))))
}
