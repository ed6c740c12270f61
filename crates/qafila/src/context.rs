//! What every command is given: language, layout, where to print, which node.

use crate::args::Args;
use crate::failure::Failure;
use crate::system;
use app::Node;
use app::operation::Operation;
use serde_json::Value;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use words::{Screen, Table, Words};

/// What every command is given.
pub(crate) struct Context {
    pub(crate) words: Words,
    pub(crate) bidi: words::BidiMode,
    pub(crate) json: bool,
    node: Option<PathBuf>,
    output: Rc<RefCell<Printing>>,
}

/// How standard output fares.
#[derive(Default)]
enum Printing {
    #[default]
    Open,
    /// The reader went away; nobody is left to print for.
    Closed,
    /// Something was lost on the way.
    Failed(io::Error),
}

/// How a command that did its work ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Done,
    /// Done, and something was found that a person must look at.
    Findings,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Findings => ExitCode::from(3),
        }
    }

    /// Findings where either has some.
    pub(crate) fn and(self, other: Self) -> Self {
        Self::of_findings(self == Self::Findings || other == Self::Findings)
    }

    /// Findings where there are any.
    pub(crate) fn of_findings(any: bool) -> Self {
        if any { Self::Findings } else { Self::Done }
    }
}

impl Context {
    pub(crate) fn of(args: &Args) -> Self {
        Self {
            words: Words::new(args.lang),
            bidi: args.bidi,
            json: args.json,
            node: args.node.clone(),
            output: Rc::default(),
        }
    }

    /// The same, with times shown as people of the operation read them.
    pub(crate) fn in_zone(&self, zone: &str) -> Result<Self, Failure> {
        let words = Words::new(self.words.lang()).with_zone(zone);
        let words = words.map_err(|error| Failure::user(error.to_string(), None))?;
        Ok(Self { words, bidi: self.bidi, json: self.json, node: self.node.clone(), output: self.output.clone() })
    }

    /// The layout of this output: as wide as the terminal, unlimited in a pipe.
    pub(crate) fn screen(&self) -> Screen {
        let width = std::io::stdout().is_terminal().then(terminal_width).flatten();
        self.words.screen(self.bidi, width)
    }

    /// Data, on standard output. When its reader went away, the command still does its work.
    pub(crate) fn print(&self, text: &str) {
        let mut printing = self.output.borrow_mut();
        if !matches!(*printing, Printing::Open) {
            return;
        }
        let mut out = io::stdout().lock();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            let closed = error.kind() == io::ErrorKind::BrokenPipe;
            *printing = if closed { Printing::Closed } else { Printing::Failed(error) };
        }
    }

    /// Whether everything reached standard output that somebody was there to read.
    pub(crate) fn printed(&self) -> Result<(), Failure> {
        match self.output.take() {
            Printing::Open | Printing::Closed => Ok(()),
            Printing::Failed(error) => Err(Failure::io("write", Path::new("standard output"), error)),
        }
    }

    /// A table and the blank line that sets it apart.
    pub(crate) fn table(&self, table: &Table) {
        self.print(&format!("{}\n", table.render(&self.screen())));
    }

    /// Data as JSON, on standard output.
    pub(crate) fn print_json(&self, value: &Value) {
        self.print(&format!("{value:#}\n"));
    }

    /// Talk, on standard error.
    pub(crate) fn tell(&self, text: &str) {
        tell(text);
    }

    /// Why a command did not do its work, on standard error: in words, or as one object.
    pub(crate) fn tell_failure(&self, failure: &Failure) {
        if self.json {
            self.tell(&format!("{:#}\n", failure.json(&self.words)));
        } else {
            self.tell(&failure.shown(self));
        }
    }

    /// The node of this command, its operation, and this context in the operation's time zone.
    pub(crate) fn open(&self) -> Result<(Node, Arc<Operation>, Self), Failure> {
        let node = system::open(&self.node_dir()?)?;
        let operation = node.operation()?;
        let local = self.in_zone(&operation.settings.zone)?;
        Ok((node, operation, local))
    }

    /// The node's folder.
    pub(crate) fn node_dir(&self) -> Result<PathBuf, Failure> {
        system::find(self.node.as_deref())
    }
}

/// Talk, on standard error.
pub(crate) fn tell(text: &str) {
    // Nobody is left to hear of a standard error that is closed.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Columns of the terminal, as the shell or the terminal driver has them.
fn terminal_width() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}
