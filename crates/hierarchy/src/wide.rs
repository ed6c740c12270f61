//! Loops over lanes, compiled for the registers that the processor turns out to have.
//!
//! Eight lanes fit one register of AVX2, and two of the oldest x86-64, which has no least of two
//! unsigned numbers either: weighing all arcs takes about half the time with the former. Only
//! what is inlined gains, so work and all it calls in its loops are marked `#[inline(always)]`.

use pulp::NullaryFnOnce;

/// Does work with the widest registers there are.
pub(crate) fn widely<W: NullaryFnOnce>(work: W) -> W::Output {
    pulp::Arch::new().dispatch(work)
}
