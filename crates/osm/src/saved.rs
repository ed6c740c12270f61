//! What a finished pass found, as bytes: versioned, checksummed, and of one file with one set of defaults.

use crate::error::SavedError;
use crate::found::{Found, Way};
use crate::pbf::block::Position;
use crate::placed::{Place, Placed};
use crate::report::Report;
use crate::restriction::Restriction;
use crate::settings::Settings;
use crate::source::{Identity, Source};
use crate::tags::node::{PlaceKind, Standing};
use crate::tags::road::Meaning;
use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use roads::{Names, SPEED_MAX};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use units::{Digest, Kmh};

/// First bytes of a saved state; the number is that of its form.
const MARK: &[u8] = b"qafila osm import 1\n";

const HASH_BYTES: usize = 32;

/// A state that an interrupted import goes on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The first pass is done.
    Found(Box<Found>),
    /// Both passes are done.
    Placed(Box<Placed>),
}

#[derive(minicbor::Encode, minicbor::Decode)]
struct FoundForm<'a> {
    #[n(0)]
    identity: Identity,
    #[n(1)]
    defaults: Digest,
    #[n(2)]
    meanings: Vec<Meaning>,
    #[n(3)]
    ways: Vec<Way>,
    #[n(4)]
    refs: Vec<u32>,
    #[cbor(n(5), with = "differences")]
    nodes: Vec<i64>,
    #[n(6)]
    node_frames: Vec<bool>,
    #[n(7)]
    restrictions: Vec<Restriction>,
    #[n(8)]
    report: Report,
    #[b(9)]
    placed: Option<PlacedForm<'a>>,
}

#[derive(minicbor::Encode, minicbor::Decode)]
struct PlacedForm<'a> {
    #[n(0)]
    positions: Vec<Position>,
    #[n(1)]
    standing: Vec<(u32, Standing)>,
    #[b(2)]
    places: Vec<PlaceForm<'a>>,
}

#[derive(minicbor::Encode, minicbor::Decode)]
struct PlaceForm<'a> {
    #[n(0)]
    id: i64,
    #[n(1)]
    kind: PlaceKind,
    #[n(2)]
    position: Position,
    #[b(3)]
    names: [Cow<'a, str>; 3],
}

impl Found {
    /// The state after the first pass.
    pub fn to_bytes(&self) -> Vec<u8> {
        write(&form(self, None))
    }
}

impl Placed {
    /// The state after both passes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let places = self.places.iter().map(|place| PlaceForm {
            id: place.id,
            kind: place.kind,
            position: place.position,
            names: [&place.names.en, &place.names.fr, &place.names.ar].map(|name| Cow::Borrowed(name.as_str())),
        });
        let placed =
            PlacedForm { positions: self.positions.clone(), standing: self.standing.clone(), places: places.collect() };
        write(&form(&self.found, Some(placed)))
    }
}

fn form<'a>(found: &Found, placed: Option<PlacedForm<'a>>) -> FoundForm<'a> {
    let Found { identity, defaults, meanings, ways, refs, nodes, node_frames, restrictions, report } = found.clone();
    FoundForm { identity, defaults, meanings, ways, refs, nodes, node_frames, restrictions, report, placed }
}

fn write(form: &FoundForm<'_>) -> Vec<u8> {
    let mut bytes = [MARK, &[0; HASH_BYTES]].concat();
    // Writing to memory does not fail; if it did, the checksum would not fit and the state be refused.
    let _ = minicbor::encode(form, &mut bytes);
    let (head, body) = bytes.split_at_mut(MARK.len() + HASH_BYTES);
    head[MARK.len()..].copy_from_slice(&Sha256::digest(body));
    bytes
}

impl Saved {
    /// Reads a state that was saved for this very file and these defaults.
    pub fn read<R>(bytes: &[u8], source: &Source<R>, settings: &Settings) -> Result<Self, SavedError>
    where
        R: std::io::Read + std::io::Seek,
    {
        let rest = bytes.strip_prefix(MARK).ok_or(SavedError::Version)?;
        let (hash, body) = rest.split_at_checked(HASH_BYTES).ok_or(SavedError::Damaged)?;
        if Sha256::digest(body)[..] != *hash {
            return Err(SavedError::Damaged);
        }
        let form: FoundForm<'_> = minicbor::decode(body).map_err(|_| SavedError::Damaged)?;
        if form.identity != source.identity() {
            return Err(SavedError::OtherFile { saved: form.identity.bytes, bytes: source.identity().bytes });
        }
        if form.defaults != settings.defaults.digest() {
            return Err(SavedError::OtherDefaults);
        }
        form.open().ok_or(SavedError::Damaged)
    }
}

impl FoundForm<'_> {
    /// Held against everything that the code behind relies on.
    fn open(self) -> Option<Saved> {
        let Self { identity, defaults, meanings, ways, refs, nodes, node_frames, restrictions, report, placed } = self;
        let speeds = Kmh::new(1)..=SPEED_MAX;
        let fits = ways.iter().all(|way| (way.meaning as usize) < meanings.len())
            && ways.iter().map(|way| u64::from(way.nodes)).sum::<u64>() == refs.len() as u64
            && ways.is_sorted_by(|one, next| one.id < next.id)
            && nodes.is_sorted_by(|one, next| one < next)
            && refs.iter().all(|node| (*node as usize) < nodes.len())
            && meanings.iter().all(|meaning| meaning.lanes > 0 && speeds.contains(&meaning.speed));
        if !fits {
            return None;
        }
        let count = nodes.len();
        let found = Found { identity, defaults, meanings, ways, refs, nodes, node_frames, restrictions, report };
        let Some(PlacedForm { positions, standing, places }) = placed else {
            return Some(Saved::Found(Box::new(found)));
        };
        let fits = positions.len() == count
            && positions.iter().all(|position| position.is_on_globe() || *position == Position::NOWHERE)
            && standing.is_sorted_by(|one, next| one.0 < next.0)
            && standing.iter().all(|(node, _)| (*node as usize) < count)
            && places.iter().all(|place| place.position.is_on_globe());
        let places = places.into_iter().map(PlaceForm::open).collect();
        fits.then(|| Saved::Placed(Box::new(Placed { found, positions, standing, places })))
    }
}

impl PlaceForm<'_> {
    fn open(self) -> Place {
        let [en, fr, ar] = self.names.map(Cow::into_owned);
        Place { id: self.id, kind: self.kind, position: self.position, names: Names { en, fr, ar } }
    }
}

/// Sorted ids, each as its difference from the one before: a fifth of the bytes.
mod differences {
    use super::{DecodeError, Decoder, EncodeError, Encoder, Write};

    pub(super) fn encode<C, W: Write>(ids: &[i64], e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.array(ids.len() as u64)?;
        let mut last = 0_i64;
        for id in ids {
            e.i64(id.wrapping_sub(last))?;
            last = *id;
        }
        Ok(())
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<i64>, DecodeError> {
        let (mut ids, mut last) = (Vec::new(), 0_i64);
        for difference in d.array_iter::<i64>()? {
            last = last.wrapping_add(difference?);
            ids.push(last);
        }
        Ok(ids)
    }
}
