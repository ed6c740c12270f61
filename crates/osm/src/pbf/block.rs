//! One block of elements: its texts, then nodes, ways and relations one by one.
//!
//! Fields by number are those of `osmformat.proto` (OpenStreetMap wiki, PBF Format).

use super::wire::{Deltas, Fields, Malformed, Packed, signed};

/// Most texts in one block; writers put about eight thousand elements in one, with fewer texts.
const STRINGS_MAX: usize = 1 << 20;

/// Most tags on one element; the map's own limit is of hundreds.
const TAGS_MAX: usize = 1 << 14;

/// The poles and the date line, in units of 10^-7 degrees.
const LAT_MAX: i32 = 900_000_000;
const LON_MAX: i32 = 1_800_000_000;

/// A block whose texts have been found; elements are read on the way through.
pub(crate) struct Block<'a> {
    bytes: &'a [u8],
    strings: Vec<&'a [u8]>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

/// Keys and values of an element, as places in the block's texts.
type TagIndexes = [(u32, u32)];

/// A node, way or relation.
pub(crate) enum Element<'b, 'a> {
    Node(NodeElement<'b, 'a>),
    Way(WayElement<'b, 'a>),
    Relation(RelationElement<'b, 'a>),
}

pub(crate) struct NodeElement<'b, 'a> {
    pub(crate) id: i64,
    /// Latitude and longitude in units of 10^-7 degrees; nothing where they leave the globe.
    pub(crate) position: Option<Position>,
    pub(crate) tags: ElementTags<'b, 'a>,
}

/// Latitude and longitude in units of 10^-7 degrees, the precision of the map itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Position {
    #[n(0)]
    pub(crate) lat: i32,
    #[n(1)]
    pub(crate) lon: i32,
}

impl Position {
    /// Stands where no node was.
    pub(crate) const NOWHERE: Self = Self { lat: i32::MIN, lon: i32::MIN };

    pub(crate) fn is_on_globe(self) -> bool {
        self.lat.unsigned_abs() <= LAT_MAX.unsigned_abs() && self.lon.unsigned_abs() <= LON_MAX.unsigned_abs()
    }
}

pub(crate) struct WayElement<'b, 'a> {
    pub(crate) id: i64,
    pub(crate) tags: ElementTags<'b, 'a>,
    /// Ids of its nodes.
    pub(crate) refs: Deltas<'a>,
}

pub(crate) struct RelationElement<'b, 'a> {
    pub(crate) id: i64,
    pub(crate) tags: ElementTags<'b, 'a>,
    strings: &'b [&'a [u8]],
    roles: Packed<'a>,
    ids: Deltas<'a>,
    kinds: Packed<'a>,
}

/// What a member of a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberKind {
    Node,
    Way,
    Other,
}

/// A member of a relation.
pub(crate) struct Member<'a> {
    pub(crate) role: &'a [u8],
    pub(crate) kind: MemberKind,
    pub(crate) id: i64,
}

impl<'a> RelationElement<'_, 'a> {
    /// The next member.
    pub(crate) fn member(&mut self) -> Result<Option<Member<'a>>, Malformed> {
        let (Some(role), Some(id), Some(kind)) = (self.roles.next()?, self.ids.next()?, self.kinds.next()?) else {
            return Ok(None);
        };
        let kind = match kind {
            0 => MemberKind::Node,
            1 => MemberKind::Way,
            _ => MemberKind::Other,
        };
        Ok(Some(Member { role: text(self.strings, role)?, kind, id }))
    }
}

/// The tags of one element.
#[derive(Clone, Copy)]
pub(crate) struct ElementTags<'b, 'a> {
    strings: &'b [&'a [u8]],
    indexes: &'b TagIndexes,
}

impl<'b, 'a> ElementTags<'b, 'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.indexes.is_empty()
    }

    /// Keys and values, as bytes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'b, 'a> {
        // Indexes were held against the texts when they were read.
        let strings = self.strings;
        let text = |index: u32| usize::try_from(index).ok().and_then(|index| strings.get(index)).copied();
        self.indexes.iter().map(move |(key, value)| (text(*key).unwrap_or_default(), text(*value).unwrap_or_default()))
    }
}

fn text<'a>(strings: &[&'a [u8]], index: u64) -> Result<&'a [u8], Malformed> {
    let found = usize::try_from(index).ok().and_then(|index| strings.get(index));
    found.copied().ok_or(Malformed("an element names a text that the block does not have"))
}

impl<'a> Block<'a> {
    /// Finds texts and the scale of positions.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut block = Self { bytes, strings: Vec::new(), granularity: 100, lat_offset: 0, lon_offset: 0 };
        let mut fields = Fields(bytes);
        while let Some((number, value)) = fields.next()? {
            match number {
                1 => block.strings = strings(value.bytes()?)?,
                17 => block.granularity = i64::from(i32::try_from(value.number()?).unwrap_or(0)),
                19 => block.lat_offset = value.number()?.cast_signed(),
                20 => block.lon_offset = value.number()?.cast_signed(),
                _ => {}
            }
        }
        if block.granularity < 1 {
            return Err(Malformed("the scale of positions is no positive number"));
        }
        Ok(block)
    }

    /// Visits every element that is wanted; nodes that are not cost nothing. Says whether there are nodes.
    pub(crate) fn visit(
        &self,
        wanted: Wanted,
        mut visit: impl FnMut(Element<'_, 'a>) -> Result<(), Malformed>,
    ) -> Result<bool, Malformed> {
        let (mut blocks, mut has_nodes) = (Fields(self.bytes), false);
        let mut tags = Vec::new();
        while let Some((number, value)) = blocks.next()? {
            if number != 2 {
                continue;
            }
            let mut group = Fields(value.bytes()?);
            while let Some((number, value)) = group.next()? {
                has_nodes |= matches!(number, 1 | 2);
                match (wanted, number) {
                    (Wanted::Nodes, 1) => self.node(value.bytes()?, &mut tags, &mut visit)?,
                    (Wanted::Nodes, 2) => self.dense(value.bytes()?, &mut tags, &mut visit)?,
                    (Wanted::Others, 3) => self.way(value.bytes()?, &mut tags, &mut visit)?,
                    (Wanted::Others, 4) => self.relation(value.bytes()?, &mut tags, &mut visit)?,
                    (_, _) => {}
                }
            }
        }
        Ok(has_nodes)
    }

    fn node(
        &self,
        bytes: &'a [u8],
        tags: &mut Vec<(u32, u32)>,
        visit: &mut impl FnMut(Element<'_, 'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let (mut id, mut lat, mut lon) = (None, 0, 0);
        let (mut keys, mut values) = (Packed::default(), Packed::default());
        let mut fields = Fields(bytes);
        while let Some((number, value)) = fields.next()? {
            match number {
                1 => id = Some(signed(value.number()?)),
                2 => keys = Packed(value.bytes()?),
                3 => values = Packed(value.bytes()?),
                8 => lat = signed(value.number()?),
                9 => lon = signed(value.number()?),
                _ => {}
            }
        }
        let id = id.ok_or(Malformed("a node has no id"))?;
        self.pairs(keys, values, tags)?;
        let tags = ElementTags { strings: &self.strings, indexes: tags };
        visit(Element::Node(NodeElement { id, position: self.position(lat, lon), tags }))
    }

    fn dense(
        &self,
        bytes: &'a [u8],
        tags: &mut Vec<(u32, u32)>,
        visit: &mut impl FnMut(Element<'_, 'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let (mut ids, mut lats, mut lons) = (Deltas::default(), Deltas::default(), Deltas::default());
        let mut keys_values = Packed::default();
        let mut fields = Fields(bytes);
        while let Some((number, value)) = fields.next()? {
            match number {
                1 => ids = Deltas::new(value.bytes()?),
                8 => lats = Deltas::new(value.bytes()?),
                9 => lons = Deltas::new(value.bytes()?),
                10 => keys_values = Packed(value.bytes()?),
                _ => {}
            }
        }
        while let Some(id) = ids.next()? {
            let (Some(lat), Some(lon)) = (lats.next()?, lons.next()?) else {
                return Err(Malformed("there are fewer positions than nodes"));
            };
            self.next_pairs(&mut keys_values, tags)?;
            let tags = ElementTags { strings: &self.strings, indexes: tags };
            visit(Element::Node(NodeElement { id, position: self.position(lat, lon), tags }))?;
        }
        Ok(())
    }

    /// Tags of one node among many: key, value, key, value, zero.
    fn next_pairs(&self, keys_values: &mut Packed<'a>, tags: &mut Vec<(u32, u32)>) -> Result<(), Malformed> {
        tags.clear();
        while let Some(key) = keys_values.next()? {
            if key == 0 {
                break;
            }
            let value = keys_values.next()?.ok_or(Malformed("a key has no value"))?;
            self.push(tags, key, value)?;
        }
        Ok(())
    }

    fn way(
        &self,
        bytes: &'a [u8],
        tags: &mut Vec<(u32, u32)>,
        visit: &mut impl FnMut(Element<'_, 'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let (mut id, mut refs) = (None, Deltas::default());
        let (mut keys, mut values) = (Packed::default(), Packed::default());
        let mut fields = Fields(bytes);
        while let Some((number, value)) = fields.next()? {
            match number {
                1 => id = Some(value.number()?.cast_signed()),
                2 => keys = Packed(value.bytes()?),
                3 => values = Packed(value.bytes()?),
                8 => refs = Deltas::new(value.bytes()?),
                _ => {}
            }
        }
        let id = id.ok_or(Malformed("a way has no id"))?;
        self.pairs(keys, values, tags)?;
        let tags = ElementTags { strings: &self.strings, indexes: tags };
        visit(Element::Way(WayElement { id, tags, refs }))
    }

    fn relation(
        &self,
        bytes: &'a [u8],
        tags: &mut Vec<(u32, u32)>,
        visit: &mut impl FnMut(Element<'_, 'a>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let (mut id, mut roles, mut ids, mut kinds) = (None, Packed::default(), Deltas::default(), Packed::default());
        let (mut keys, mut values) = (Packed::default(), Packed::default());
        let mut fields = Fields(bytes);
        while let Some((number, value)) = fields.next()? {
            match number {
                1 => id = Some(value.number()?.cast_signed()),
                2 => keys = Packed(value.bytes()?),
                3 => values = Packed(value.bytes()?),
                8 => roles = Packed(value.bytes()?),
                9 => ids = Deltas::new(value.bytes()?),
                10 => kinds = Packed(value.bytes()?),
                _ => {}
            }
        }
        let id = id.ok_or(Malformed("a relation has no id"))?;
        self.pairs(keys, values, tags)?;
        let tags = ElementTags { strings: &self.strings, indexes: tags };
        visit(Element::Relation(RelationElement { id, tags, strings: &self.strings, roles, ids, kinds }))
    }

    fn pairs(&self, mut keys: Packed<'a>, mut values: Packed<'a>, tags: &mut Vec<(u32, u32)>) -> Result<(), Malformed> {
        tags.clear();
        while let Some(key) = keys.next()? {
            let value = values.next()?.ok_or(Malformed("a key has no value"))?;
            self.push(tags, key, value)?;
        }
        Ok(())
    }

    fn push(&self, tags: &mut Vec<(u32, u32)>, key: u64, value: u64) -> Result<(), Malformed> {
        text(&self.strings, key)?;
        text(&self.strings, value)?;
        if tags.len() == TAGS_MAX {
            return Err(Malformed("an element has more than 16 384 tags"));
        }
        // Both are below the number of texts, so they fit.
        tags.push((u32::try_from(key).unwrap_or(u32::MAX), u32::try_from(value).unwrap_or(u32::MAX)));
        Ok(())
    }

    #[inline]
    fn position(&self, lat: i64, lon: i64) -> Option<Position> {
        let scaled = |raw: i64, offset: i64| {
            let nano = raw.checked_mul(self.granularity)?.checked_add(offset)?;
            let tenth_micro = if nano % 100 == 0 { nano / 100 } else { nano.checked_add(50)?.div_euclid(100) };
            i32::try_from(tenth_micro).ok()
        };
        let position = Position { lat: scaled(lat, self.lat_offset)?, lon: scaled(lon, self.lon_offset)? };
        position.is_on_globe().then_some(position)
    }
}

/// Which elements a pass is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Nodes,
    /// Ways and relations.
    Others,
}

fn strings(bytes: &[u8]) -> Result<Vec<&[u8]>, Malformed> {
    let mut strings = Vec::new();
    let mut fields = Fields(bytes);
    while let Some((number, value)) = fields.next()? {
        if number == 1 {
            if strings.len() == STRINGS_MAX {
                return Err(Malformed("a block has more than a million texts"));
            }
            strings.push(value.bytes()?);
        }
    }
    Ok(strings)
}
