//! The same folders in any order, some of them again: views and account are equal byte for byte.
//!
//! A thousand random orders before the fuzzer begins: this is the release build of what the test
//! `attacks::verifiers_agree_whatever_arrives_in_whatever_order` of `app` does in debug.
#![no_main]
#![allow(dead_code, reason = "the files of the tests hold more than is needed here")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../crates/app/tests/it/arriving.rs"]
mod arriving;
#[path = "../../crates/app/tests/it/memory.rs"]
mod memory;
#[path = "../../crates/app/tests/it/sticker.rs"]
mod sticker;
#[path = "../../crates/app/tests/it/world.rs"]
mod world;

use arriving::{come_to, empty_desk, travelling};
use libfuzzer_sys::fuzz_target;
use memory::Held;
use qafila_fuzz::plant;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use world::Files;

const ORDERS: u64 = 1000;

struct Story {
    desk: Held,
    deliveries: Vec<Files>,
    expected: (String, String),
}

static STORY: LazyLock<Story> = LazyLock::new(|| {
    let (desk, deliveries) = (empty_desk(), travelling());
    let all: Vec<usize> = (0..deliveries.len()).collect();
    let expected = come_to(&desk, &deliveries, &all);
    Story { desk, deliveries, expected }
});

/// Each folder once and up to three again, in an order that the bytes give.
fn order(bytes: &[u8], folders: usize) -> Vec<usize> {
    let random = |at: usize| Sha256::new().chain_update(bytes).chain_update(at.to_be_bytes()).finalize();
    let again = usize::from(random(usize::MAX)[0] % 4);
    let drawn = (0..again).map(|at| usize::from(random(folders + at)[31]) % folders);
    let mut order: Vec<(usize, usize)> = (0..folders).chain(drawn).enumerate().collect();
    order.sort_by_key(|(turn, _)| random(*turn));
    order.into_iter().map(|(_, folder)| folder).collect()
}

fn agrees(bytes: &[u8]) {
    let order = order(bytes, STORY.deliveries.len());
    let found = come_to(&STORY.desk, &STORY.deliveries, &order);
    assert!(found == STORY.expected, "other views after {order:?}");
}

fuzz_target!(
    init: {
        plant(&[b"one".to_vec(), b"another".to_vec()]);
        (0..ORDERS).for_each(|number| agrees(&number.to_be_bytes()));
    },
    |bytes: &[u8]| agrees(bytes)
);
