//! What the page calls: strings of JSON and bytes in, the same out.

use crate::phone::{Phone, PhoneError};
use app::ports::Clock;
use js_sys::{Array, Date, Map, Uint8Array};
use serde_json::Value;
use std::collections::BTreeMap;
use units::Moment;
use wasm_bindgen::prelude::*;

/// The phone, as the page holds it.
#[wasm_bindgen]
pub struct Handset(Phone);

fn answer(result: Result<Value, PhoneError>) -> Result<String, JsError> {
    result.map(|value| value.to_string()).map_err(|error| JsError::new(&crate::phone::told(&error)))
}

/// The browser's clock.
struct PageClock;

impl Clock for PageClock {
    fn now(&self) -> Moment {
        // A browser tells milliseconds as a float; its whole part is exact for a quarter of a million years.
        Moment::from_seconds(Date::now() as i64 / 1000)
    }
}

#[wasm_bindgen]
impl Handset {
    /// Takes up what was kept: a map of names and bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(kept: &Map) -> Self {
        let mut bytes = BTreeMap::new();
        kept.for_each(&mut |value, name| {
            if let Some(name) = name.as_string() {
                bytes.insert(name, Uint8Array::new(&value).to_vec());
            }
        });
        Self(Phone::open(bytes, Box::new(PageClock)))
    }

    /// What is to be kept before a result is shown: pairs of name and bytes.
    pub fn changes(&mut self) -> Array {
        let pair = |(name, bytes): (String, Vec<u8>)| {
            Array::of2(&JsValue::from_str(&name), &Uint8Array::from(bytes.as_slice()))
        };
        self.0.take_changes().into_iter().map(pair).collect()
    }

    /// See [`Phone::begin`].
    pub fn begin(&mut self, name: &str, passphrase: String) -> Result<String, JsError> {
        answer(self.0.begin(name, passphrase))
    }

    /// See [`Phone::unlock`].
    pub fn unlock(&mut self, passphrase: String) -> Result<String, JsError> {
        answer(self.0.unlock(passphrase))
    }

    /// See [`Phone::lock`].
    pub fn lock(&mut self) {
        self.0.lock();
    }

    /// See [`Phone::request`].
    pub fn request(&self) -> Result<String, JsError> {
        answer(self.0.request())
    }

    /// See [`Phone::look_at_pass`].
    #[wasm_bindgen(js_name = lookAtPass)]
    pub fn look_at_pass(&self, bytes: &[u8]) -> Result<String, JsError> {
        answer(self.0.look_at_pass(bytes))
    }

    /// See [`Phone::take_up`].
    #[wasm_bindgen(js_name = takeUp)]
    pub fn take_up(&mut self, bytes: &[u8], officer: &str) -> Result<String, JsError> {
        answer(self.0.take_up(bytes, officer))
    }

    /// See [`Phone::state`].
    pub fn state(&self) -> Result<String, JsError> {
        answer(self.0.state())
    }

    /// See [`Phone::crossing`].
    pub fn crossing(&self) -> Result<String, JsError> {
        answer(self.0.crossing())
    }

    /// See [`Phone::answer`].
    pub fn answer(&mut self, count: &str) -> Result<String, JsError> {
        answer(self.0.answer(count))
    }

    /// See [`Phone::offer`].
    pub fn offer(&mut self, convoy: &str, officer: &str) -> Result<String, JsError> {
        answer(self.0.offer(convoy, officer))
    }

    /// See [`Phone::checks`].
    pub fn checks(&self) -> Result<String, JsError> {
        answer(self.0.checks())
    }

    /// See [`Phone::look`].
    pub fn look(&mut self, look: &str) -> Result<String, JsError> {
        answer(self.0.look(look))
    }

    /// See [`Phone::slip`].
    pub fn slip(&self, leaf: &str) -> Result<String, JsError> {
        answer(self.0.slip(leaf))
    }

    /// See [`Phone::take`].
    pub fn take(&mut self, slip: &str) -> Result<String, JsError> {
        answer(self.0.take(slip))
    }

    /// See [`Phone::import`].
    #[wasm_bindgen(js_name = importBundle)]
    pub fn import_bundle(&mut self, bytes: &[u8]) -> Result<String, JsError> {
        answer(self.0.import(bytes))
    }

    /// See [`Phone::export`].
    #[wasm_bindgen(js_name = exportBundle)]
    pub fn export_bundle(&self) -> Result<Vec<u8>, JsError> {
        self.0.export().map_err(|error| JsError::new(&crate::phone::told(&error)))
    }
}

/// See [`crate::verify()`].
#[wasm_bindgen]
pub fn verify(proof: &str, keys: &str, leaf: &str) -> Result<String, JsError> {
    answer(crate::verify(proof, keys, Some(leaf)))
}

/// Reads the code in a picture: four bytes a point, row by row.
#[wasm_bindgen(js_name = readCode)]
pub fn read_code(width: usize, height: usize, points: &[u8]) -> Result<String, JsError> {
    crate::code::read(width, height, points).map_err(|why| JsError::new(&why))
}
