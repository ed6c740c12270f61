//! The file format: frames of bytes, blocks of elements, and the protocol both are written in.
//!
//! Written here and not by a library because the files come from strangers: see
//! `docs/decisions/0022-osm.md`.

pub(crate) mod block;
pub(crate) mod frame;
pub(crate) mod wire;
