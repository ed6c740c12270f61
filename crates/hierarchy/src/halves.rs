//! A graph is halved by METIS: C behind a safe wrapper, which computes from what it is handed and a fixed seed.
//!
//! A browser has no C: there, kept orders are read, and none is made.

/// How METIS counts.
pub(crate) type Idx = i32;

#[cfg(not(target_family = "wasm"))]
pub(crate) use with_metis::halve;

#[cfg(not(target_family = "wasm"))]
mod with_metis {
    use super::Idx;
    use std::sync::Mutex;

    /// Seed of METIS; any is as good, and it must not change.
    const SEED: Idx = 20;

    /// How much larger than even a half may be, in thousandths: narrow places matter more than
    /// equal halves.
    const UNEVEN: Idx = 400;

    /// Cuts METIS tries for each piece; one triangle in six fewer than with a single one, in a few
    /// seconds more a million nodes.
    const TRIES: Idx = 4;

    /// METIS draws from the process's random numbers, seeded by each call.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    /// Puts each node into half 0 or 1, with few edges between. Neighbours of node `n` are
    /// `next[first[n]..first[n + 1]]`.
    pub(crate) fn halve(first: &[Idx], next: &[Idx], half: &mut [Idx]) -> Result<(), String> {
        let graph = metis::Graph::new(1, 2, first, next).map_err(|error| error.to_string())?;
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        graph
            .set_option(metis::option::Seed(SEED))
            .set_option(metis::option::UFactor(UNEVEN))
            .set_option(metis::option::NCuts(TRIES))
            .part_recursive(half)
            .map_err(|error| error.to_string())?;
        Ok(())
    }
}

#[cfg(target_family = "wasm")]
pub(crate) fn halve(_first: &[Idx], _next: &[Idx], _half: &mut [Idx]) -> Result<(), String> {
    Err("no orders are made in a browser".to_owned())
}
