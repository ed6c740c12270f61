//! The built-in operation, inside the binary.

use crate::failure::Failure;
use std::path::Path;

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../operations/sahel-2013"]
struct Sahel2013;

/// A file of the built-in operation.
pub(crate) fn file(name: &str) -> Option<Vec<u8>> {
    Sahel2013::get(name).map(|file| file.data.into_owned())
}

/// A text of the built-in operation; it is part of the program, so it is there.
pub(crate) fn text(name: &str) -> Result<String, Failure> {
    let bytes = file(name).ok_or_else(|| Failure::ours(format!("the built-in operation has no `{name}`")))?;
    String::from_utf8(bytes).map_err(|error| Failure::ours(format!("built-in `{name}`: {error}")))
}

/// Gives a file of an operation by its name.
pub(crate) type Files<'d> = Box<dyn Fn(&str) -> Option<Vec<u8>> + 'd>;

/// The files of an operation below a folder, or of the built-in one.
pub(crate) fn files(dir: Option<&Path>) -> Files<'_> {
    match dir {
        Some(dir) => Box::new(move |name| std::fs::read(dir.join(name)).ok()),
        None => Box::new(file),
    }
}
