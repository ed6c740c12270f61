//! JSON of strangers: measured before it is parsed, and without a key that stands twice.

use crate::refusal::DocumentError;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Longest file read, in bytes: some twenty thousand events as we write them.
pub const BYTES_MAX: usize = 32 * 1024 * 1024;
/// Deepest nesting read; the standard's own fields need eight.
pub const DEPTH_MAX: usize = 32;
/// Most events read from one file.
pub const EVENTS_MAX: usize = 20_000;
/// Most values of any sort: bounds the memory that parsing takes, at some hundred bytes each.
pub const VALUES_MAX: usize = 2_000_000;

/// Parses what keeps all bounds.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, DocumentError> {
    measure(bytes)?;
    let strict: Strict = serde_json::from_slice(bytes).map_err(|error| DocumentError::NotJson {
        line: error.line(),
        column: error.column(),
        why: without_place(&error),
    })?;
    Ok(strict.0)
}

/// What the parser says, without the place, which the error names itself.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Looks at brackets, commas and texts only, and stops at the first bound that is passed.
fn measure(bytes: &[u8]) -> Result<(), DocumentError> {
    if bytes.len() > BYTES_MAX {
        return Err(DocumentError::TooLong { bytes: bytes.len() });
    }
    let (mut depth, mut values, mut events, mut at) = (0_usize, 0_usize, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_text(bytes, at + 1);
                // Every event has one; a file that hides them from this count is caught when they are read.
                events += usize::from(bytes.get(at..=end) == Some(b"\"eventTime\""));
                at = end;
            }
            b'{' | b'[' => (depth, values) = (depth + 1, values + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(DocumentError::TooDeep { byte: at });
        }
        if values > VALUES_MAX {
            return Err(DocumentError::TooMany { what: "values", most: VALUES_MAX });
        }
        if events > EVENTS_MAX {
            return Err(DocumentError::TooMany { what: "events", most: EVENTS_MAX });
        }
        at += 1;
    }
    Ok(())
}

/// Where a text ends that begins here: its closing quote, or the end of the file.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// A value in which no object has a key twice: two readers would see two things.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any).map(Self)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let Strict(value) = map.next_value()?;
            if object.contains_key(&key) {
                let key: String = key.chars().take(80).collect();
                return Err(A::Error::custom(format!("`{key}` stands twice in one object")));
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_held_before_parsing() {
        let deep = format!("{}{}", "[".repeat(DEPTH_MAX + 1), "]".repeat(DEPTH_MAX + 1));
        assert_eq!(parse(deep.as_bytes()), Err(DocumentError::TooDeep { byte: DEPTH_MAX }));
        // Cut off: a parser would have complained of the end instead.
        let wide = format!("[{}", "1,".repeat(VALUES_MAX + 1));
        assert_eq!(parse(wide.as_bytes()), Err(DocumentError::TooMany { what: "values", most: VALUES_MAX }));
        let many = "\"eventTime\":".repeat(EVENTS_MAX + 1);
        assert_eq!(parse(many.as_bytes()), Err(DocumentError::TooMany { what: "events", most: EVENTS_MAX }));
        let bytes = BYTES_MAX + 1;
        assert_eq!(parse(&vec![b' '; bytes]), Err(DocumentError::TooLong { bytes }));
        // Brackets in texts are none.
        let text = format!("[\"{}\\\"[\"]", "[".repeat(100));
        assert!(parse(text.as_bytes()).is_ok());
    }

    #[test]
    fn a_key_stands_once() {
        let error = parse(b"{\"a\": {\"b\": 1, \"b\": 2}}").unwrap_err();
        assert_eq!(error.to_string(), "not JSON that can be read: line 1, column 22: `b` stands twice in one object");
        assert_eq!(
            parse(b"[null, true, -1, 2, 1.5, \"x\"]").unwrap(),
            serde_json::json!([null, true, -1, 2, 1.5, "x"])
        );
    }
}
