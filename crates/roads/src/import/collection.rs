//! A GeoJSON FeatureCollection, feature by feature, so that a long file needs the memory of one feature.

use super::fault::ImportError;
use super::member::{Members, geometry, is_projected};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// Members of a collection beside its features.
#[derive(Default)]
pub(crate) struct Collection {
    kind: Option<Value>,
    crs: Option<Value>,
    /// Our own `turns`, where there are any.
    pub(crate) turns: Option<Value>,
    features: usize,
    /// Features whose first position is no degrees.
    projected: usize,
    first_projected: Option<String>,
    /// Features are read up to this many.
    most: usize,
}

/// Hands each feature over with its number, from 1; judges what the file says it is.
pub(crate) fn read(bytes: &[u8], most: usize, mut each: impl FnMut(usize, &Value)) -> Result<Collection, ImportError> {
    let mut collection = Collection { most, ..Collection::default() };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Whole { collection: &mut collection, each: &mut each }.deserialize(&mut json).and_then(|()| json.end());
    if collection.features > most {
        return Err(ImportError::TooMany { most });
    }
    read.map_err(|cause| ImportError::Form { features: collection.features, cause })?;
    collection.judge()?;
    Ok(collection)
}

/// The properties of the first feature.
pub(crate) fn first_members(bytes: &[u8]) -> Option<Members> {
    let mut first = None;
    // Ends with the second feature, which is one too many.
    let _ = read(bytes, 1, |number, feature| {
        if number == 1 {
            first = feature.get("properties").and_then(Value::as_object).cloned();
        }
    });
    first
}

impl Collection {
    fn judge(&self) -> Result<(), ImportError> {
        let cut = |value: &Value| value.to_string().chars().take(80).collect();
        match &self.kind {
            Some(Value::String(kind)) if kind == "FeatureCollection" => {}
            kind => {
                let found = kind.as_ref().map_or_else(|| "missing".to_owned(), cut);
                return Err(ImportError::Type { found });
            }
        }
        // GeoJSON of before 2016 may name another system; RFC 7946 knows WGS 84 alone.
        let crs = self.crs.as_ref().filter(|crs| !crs.is_null());
        if let Some(crs) = crs {
            let named = crs.pointer("/properties/name").unwrap_or(crs).to_string();
            let degrees = ["CRS84", "EPSG::4326", "EPSG:4326", "WGS 84", "WGS84"];
            if !degrees.iter().any(|name| named.contains(name)) {
                return Err(ImportError::Projection { found: format!("its `crs` is {}", cut(crs)) });
            }
        }
        match &self.first_projected {
            Some(position) if self.projected * 2 > self.features => Err(ImportError::Projection {
                found: format!("{} of its {} features lie at such as {position}", self.projected, self.features),
            }),
            Some(_) | None => Ok(()),
        }
    }

    fn look(&mut self, feature: &Value) {
        let Ok((_, mut coordinates)) = geometry(feature) else { return };
        while let Some(inner @ Value::Array(_)) = coordinates.get(0) {
            coordinates = inner;
        }
        if is_projected(coordinates) {
            self.projected += 1;
            self.first_projected.get_or_insert_with(|| coordinates.to_string().chars().take(80).collect());
        }
    }
}

struct Whole<'c, F> {
    collection: &'c mut Collection,
    each: &'c mut F,
}

impl<'de, F: FnMut(usize, &Value)> DeserializeSeed<'de> for Whole<'_, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, F: FnMut(usize, &Value)> Visitor<'de> for Whole<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => self.collection.kind = Some(map.next_value()?),
                "crs" => self.collection.crs = Some(map.next_value()?),
                "turns" => self.collection.turns = Some(map.next_value()?),
                "features" => map.next_value_seed(Features { collection: self.collection, each: self.each })?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Features<'c, F> {
    collection: &'c mut Collection,
    each: &'c mut F,
}

impl<'de, F: FnMut(usize, &Value)> DeserializeSeed<'de> for Features<'_, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(usize, &Value)> Visitor<'de> for Features<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(feature) = list.next_element::<Value>()? {
            self.collection.features += 1;
            if self.collection.features > self.collection.most {
                return Err(A::Error::custom("too many features"));
            }
            self.collection.look(&feature);
            (self.each)(self.collection.features, &feature);
        }
        Ok(())
    }
}
