//! Writes small PBF files: just enough of the format to say what a test needs.

#![allow(dead_code, reason = "each test file uses its own part")]

use flate2::{Compress, Compression, FlushCompress};

/// Tags as tests write them.
pub(crate) type Tags<'t> = &'t [(&'t str, &'t str)];

/// A member of a relation: role, kind (0 node, 1 way, 2 relation), id.
pub(crate) type Member<'m> = (&'m str, u64, i64);

/// Elements, in the order in which they are written: one block for each kind in a row.
#[derive(Clone, Default)]
pub(crate) struct Pbf {
    blocks: Vec<(Kind, Vec<Vec<u8>>, Vec<String>)>,
    dense: bool,
    packed: bool,
    features: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nodes,
    Dense,
    Ways,
    Relations,
}

pub(crate) fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap());
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

pub(crate) fn number(field: u64, value: u64, out: &mut Vec<u8>) {
    varint(field << 3, out);
    varint(value, out);
}

pub(crate) fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
    varint(field << 3 | 2, out);
    varint(value.len() as u64, out);
    out.extend_from_slice(value);
}

fn numbers(field: u64, values: impl IntoIterator<Item = u64>, out: &mut Vec<u8>) {
    let mut packed = Vec::new();
    values.into_iter().for_each(|value| varint(value, &mut packed));
    bytes(field, &packed, out);
}

fn deltas(field: u64, values: impl IntoIterator<Item = i64>, out: &mut Vec<u8>) {
    let mut last = 0;
    numbers(field, values.into_iter().map(|value| zigzag(value - std::mem::replace(&mut last, value))), out);
}

/// A frame: its head, and its bytes as they are.
pub(crate) fn frame(kind: &str, blob: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    bytes(1, kind.as_bytes(), &mut head);
    number(3, blob.len() as u64, &mut head);
    [&u32::try_from(head.len()).unwrap().to_be_bytes(), &*head, blob].concat()
}

/// A frame's bytes, unpacked or packed with zlib.
pub(crate) fn blob(data: &[u8], packed: bool) -> Vec<u8> {
    let mut blob = Vec::new();
    if packed {
        let mut zlib = Vec::with_capacity(data.len() + 1000);
        let mut deflater = Compress::new(Compression::default(), true);
        deflater.compress_vec(data, &mut zlib, FlushCompress::Finish).unwrap();
        number(2, data.len() as u64, &mut blob);
        bytes(3, &zlib, &mut blob);
    } else {
        bytes(1, data, &mut blob);
    }
    blob
}

/// The first frame of a file.
pub(crate) fn header(features: &[&str]) -> Vec<u8> {
    let mut header = Vec::new();
    features.iter().for_each(|feature| bytes(4, feature.as_bytes(), &mut header));
    frame("OSMHeader", &blob(&header, false))
}

impl Pbf {
    pub(crate) fn new() -> Self {
        Self { features: vec!["OsmSchema-V0.6", "DenseNodes"], dense: true, packed: true, ..Self::default() }
    }

    /// Nodes one by one rather than many in a row, and nothing packed.
    pub(crate) fn plain(self) -> Self {
        Self { dense: false, packed: false, ..self }
    }

    pub(crate) fn requires(mut self, feature: &'static str) -> Self {
        self.features.push(feature);
        self
    }

    /// A node, in microdegrees.
    pub(crate) fn node(mut self, id: i64, lat: i64, lon: i64, tags: Tags<'_>) -> Self {
        let kind = if self.dense { Kind::Dense } else { Kind::Nodes };
        let (elements, strings) = self.block(kind);
        let tags = indexes(tags, strings);
        let mut node = Vec::new();
        if kind == Kind::Dense {
            // Taken apart again when the block is written.
            [id, lat * 10, lon * 10].into_iter().for_each(|number| varint(zigzag(number), &mut node));
            tags.iter().flat_map(|(key, value)| [*key, *value]).for_each(|index| varint(index, &mut node));
        } else {
            number(1, zigzag(id), &mut node);
            numbers(2, tags.iter().map(|(key, _)| *key), &mut node);
            numbers(3, tags.iter().map(|(_, value)| *value), &mut node);
            number(8, zigzag(lat * 10), &mut node);
            number(9, zigzag(lon * 10), &mut node);
        }
        elements.push(node);
        self
    }

    pub(crate) fn way(mut self, id: i64, refs: &[i64], tags: Tags<'_>) -> Self {
        let (elements, strings) = self.block(Kind::Ways);
        let tags = indexes(tags, strings);
        let mut way = Vec::new();
        number(1, id.cast_unsigned(), &mut way);
        numbers(2, tags.iter().map(|(key, _)| *key), &mut way);
        numbers(3, tags.iter().map(|(_, value)| *value), &mut way);
        deltas(8, refs.iter().copied(), &mut way);
        elements.push(way);
        self
    }

    pub(crate) fn relation(mut self, id: i64, members: &[Member<'_>], tags: Tags<'_>) -> Self {
        let (elements, strings) = self.block(Kind::Relations);
        let tags = indexes(tags, strings);
        let roles: Vec<u64> = members.iter().map(|(role, _, _)| index(role, strings)).collect();
        let mut relation = Vec::new();
        number(1, id.cast_unsigned(), &mut relation);
        numbers(2, tags.iter().map(|(key, _)| *key), &mut relation);
        numbers(3, tags.iter().map(|(_, value)| *value), &mut relation);
        numbers(8, roles, &mut relation);
        deltas(9, members.iter().map(|(_, _, id)| *id), &mut relation);
        numbers(10, members.iter().map(|(_, kind, _)| *kind), &mut relation);
        elements.push(relation);
        self
    }

    fn block(&mut self, kind: Kind) -> (&mut Vec<Vec<u8>>, &mut Vec<String>) {
        if self.blocks.last().is_none_or(|(last, _, _)| *last != kind) {
            self.blocks.push((kind, Vec::new(), vec![String::new()]));
        }
        let (_, elements, strings) = self.blocks.last_mut().unwrap();
        (elements, strings)
    }

    /// The blocks, unpacked and without frames.
    pub(crate) fn bare_blocks(&self) -> Vec<Vec<u8>> {
        self.blocks.iter().map(|(kind, elements, strings)| block(*kind, elements, strings)).collect()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut file = header(&self.features);
        for block in self.bare_blocks() {
            file.extend(frame("OSMData", &blob(&block, self.packed)));
        }
        file
    }
}

fn index(text: &str, strings: &mut Vec<String>) -> u64 {
    let found = strings.iter().position(|known| known == text && !text.is_empty());
    let at = found.unwrap_or_else(|| {
        strings.push(text.to_owned());
        strings.len() - 1
    });
    at as u64
}

fn indexes(tags: Tags<'_>, strings: &mut Vec<String>) -> Vec<(u64, u64)> {
    tags.iter().map(|(key, value)| (index(key, strings), index(value, strings))).collect()
}

fn block(kind: Kind, elements: &[Vec<u8>], strings: &[String]) -> Vec<u8> {
    let mut table = Vec::new();
    strings.iter().for_each(|string| bytes(1, string.as_bytes(), &mut table));
    let mut group = Vec::new();
    match kind {
        Kind::Dense => bytes(2, &dense(elements), &mut group),
        Kind::Nodes => elements.iter().for_each(|element| bytes(1, element, &mut group)),
        Kind::Ways => elements.iter().for_each(|element| bytes(3, element, &mut group)),
        Kind::Relations => elements.iter().for_each(|element| bytes(4, element, &mut group)),
    }
    let mut block = Vec::new();
    bytes(1, &table, &mut block);
    bytes(2, &group, &mut block);
    block
}

fn dense(elements: &[Vec<u8>]) -> Vec<u8> {
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    let mut keys_values = Vec::new();
    for element in elements {
        let mut rest = &**element;
        for column in &mut columns {
            let number = unvarint(&mut rest);
            column.push((number >> 1).cast_signed() ^ -((number & 1).cast_signed()));
        }
        while !rest.is_empty() {
            keys_values.push(unvarint(&mut rest));
        }
        keys_values.push(0);
    }
    let mut dense = Vec::new();
    for (field, column) in [1, 8, 9].into_iter().zip(columns) {
        deltas(field, column, &mut dense);
    }
    numbers(10, keys_values, &mut dense);
    dense
}

fn unvarint(bytes: &mut &[u8]) -> u64 {
    let end = bytes.iter().position(|byte| *byte < 0x80).unwrap();
    let number = bytes[..=end].iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    *bytes = &bytes[end + 1..];
    number
}
