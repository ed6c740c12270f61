//! Judges the bytes of a network file: header, bounds, checksums, and every number that leads somewhere.

use super::layout::{
    ALIGN, AxisOf, Corner, FILE_MAGIC, FILE_VERSION, Header, LIMITS_NONE, LimitsRecord, Marks, PointRecord, SECTIONS,
    Section, SegmentRecord, TableRow, TurnRecord, range,
};
use super::provenance::provenance;
use crate::near::levels;
use crate::parts::{LENGTH_MAX, NodeKind, SPEED_MAX, Surface};
use crate::road::{Access, RoadClass, Season, TrackGrade};
use std::ops::Range;
use units::{AxisId, PlaceId, Point, SegmentId};
use zerocopy::byteorder::little_endian::U32;
use zerocopy::{FromBytes, Immutable, KnownLayout, Unaligned};

/// Why bytes are no network file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It begins otherwise.
    #[error("this is no network file: it does not begin as one")]
    Magic,
    /// Another form than ours.
    #[error("the network file has form {version}, form {FILE_VERSION} is read here")]
    Version {
        /// Its form.
        version: u32,
    },
    /// Shorter or longer than it says.
    #[error("the network file has {bytes} bytes, its header says {said}")]
    Length {
        /// Bytes there are.
        bytes: usize,
        /// Bytes there should be.
        said: u64,
    },
    /// The table of sections is not as it was written.
    #[error("the table of sections of the network file is damaged")]
    Table,
    /// A section is not as it was written.
    #[error("the section `{}` of the network file is damaged: its checksum is {found:08x}, {said:08x} was written", section.word())]
    Checksum {
        /// The section.
        section: Section,
        /// Of what is there.
        found: u32,
        /// As written.
        said: u32,
    },
    /// A number or text of a section breaks the rules of the form.
    #[error("the section `{}` of the network file breaks the form: {rule} (row {row})", section.word())]
    Row {
        /// The section.
        section: Section,
        /// The rule.
        rule: &'static str,
        /// The first row that breaks it, from 0.
        row: usize,
    },
}

type Ranges = [Range<usize>; SECTIONS];

/// Where the sections lie, when all of them are sound.
pub(crate) fn open(bytes: &[u8]) -> Result<Ranges, FileError> {
    let rows = rows(bytes)?;
    let ranges = ranges(bytes, &rows)?;
    for (section, row) in Section::ALL.iter().zip(&rows) {
        let (found, said) = (crc32fast::hash(&bytes[ranges[*section as usize].clone()]), row.crc.get());
        if found != said {
            return Err(FileError::Checksum { section: *section, found, said });
        }
    }
    let file = Judged { bytes, ranges: &ranges };
    file.judge()?;
    Ok(ranges)
}

/// Where the sections lie; their content is not looked at.
pub(crate) fn table(bytes: &[u8]) -> Result<Ranges, FileError> {
    ranges(bytes, &rows(bytes)?)
}

fn rows(bytes: &[u8]) -> Result<Vec<TableRow>, FileError> {
    if !bytes.starts_with(&FILE_MAGIC) {
        return Err(FileError::Magic);
    }
    let short = FileError::Length { bytes: bytes.len(), said: 0 };
    let (header, rest) = Header::ref_from_prefix(bytes).map_err(|_| short)?;
    if header.version.get() != FILE_VERSION {
        return Err(FileError::Version { version: header.version.get() });
    }
    if header.length.get() != bytes.len() as u64 {
        return Err(FileError::Length { bytes: bytes.len(), said: header.length.get() });
    }
    let table = rest.get(..SECTIONS * size_of::<TableRow>()).ok_or(FileError::Table)?;
    if header.sections.get() as usize != SECTIONS || header.table_crc.get() != crc32fast::hash(table) {
        return Err(FileError::Table);
    }
    Ok(<[TableRow]>::ref_from_bytes(table).map_err(|_| FileError::Table)?.to_vec())
}

fn ranges(bytes: &[u8], rows: &[TableRow]) -> Result<Ranges, FileError> {
    let mut end = size_of::<Header>() + SECTIONS * size_of::<TableRow>();
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(SECTIONS);
    for (section, row) in Section::ALL.iter().zip(rows) {
        let offset = usize::try_from(row.offset.get()).map_err(|_| FileError::Table)?;
        let length = usize::try_from(row.length.get()).map_err(|_| FileError::Table)?;
        let fits = row.section.get() == *section as u32
            && offset == end.next_multiple_of(ALIGN)
            && length.is_multiple_of(section.record());
        end = offset.checked_add(length).filter(|end| fits && *end <= bytes.len()).ok_or(FileError::Table)?;
        ranges.push(offset..end);
    }
    if end != bytes.len() {
        return Err(FileError::Table);
    }
    ranges.try_into().map_err(|_| FileError::Table)
}

/// Whether numbers are none at all, or each below `count` once.
pub(crate) fn is_order(numbers: impl ExactSizeIterator<Item = u32>, count: usize) -> bool {
    let mut seen = vec![false; count];
    let all = numbers.len() == 0 || numbers.len() == count;
    all && numbers.into_iter().all(|at| seen.get_mut(at as usize).is_some_and(|seen| !std::mem::replace(seen, true)))
}

struct Judged<'b> {
    bytes: &'b [u8],
    ranges: &'b Ranges,
}

type Judgement = Result<(), FileError>;

impl<'b> Judged<'b> {
    fn section(&self, section: Section) -> &'b [u8] {
        &self.bytes[self.ranges[section as usize].clone()]
    }

    fn records<T: FromBytes + Immutable + KnownLayout + Unaligned>(&self, section: Section) -> &'b [T] {
        <[T]>::ref_from_bytes(self.section(section)).unwrap_or_default()
    }

    fn numbers(&self, section: Section) -> &'b [U32] {
        self.records(section)
    }

    /// Every row keeps a rule.
    fn all<T>(
        section: Section,
        rule: &'static str,
        mut rows: impl Iterator<Item = T>,
        mut keeps: impl FnMut(T) -> bool,
    ) -> Judgement {
        match rows.position(|row| !keeps(row)) {
            Some(row) => Err(FileError::Row { section, rule, row }),
            None => Ok(()),
        }
    }

    fn is(section: Section, rule: &'static str, kept: bool) -> Judgement {
        if kept { Ok(()) } else { Err(FileError::Row { section, rule, row: 0 }) }
    }

    fn judge(&self) -> Judgement {
        let nodes = self.section(Section::NodeKinds).len();
        let segments = self.records::<SegmentRecord>(Section::Segments).len();
        let limit = u32::MAX as usize / 2;
        Self::is(Section::Segments, "there are too many", nodes < limit && segments < limit)?;
        let told = provenance(|section| self.section(section)).is_some();
        Self::is(Section::Source, "source and licence are short texts, the time one number", told)?;
        self.judge_nodes(nodes)?;
        self.judge_segments(nodes, segments)?;
        self.judge_meeting(nodes, segments)?;
        self.judge_axes(nodes, segments)?;
        let turns = self.records::<TurnRecord>(Section::Turns);
        let key = |turn: &TurnRecord| (turn.from.get(), turn.via.get(), turn.to.get(), turn.only.get());
        Self::all(Section::Turns, "segments and places are those of the file", turns.iter(), |turn| {
            let (from, via, to, only) = key(turn);
            (from as usize) < segments && (via as usize) < nodes && (to as usize) < segments && only < 2
        })?;
        Self::all(Section::Turns, "they ascend", turns.windows(2), |pair| key(&pair[0]) < key(&pair[1]))?;
        self.judge_tree([Section::NodeTree, Section::NodeBoxes], nodes)?;
        self.judge_tree([Section::SegmentTree, Section::SegmentBoxes], segments)?;
        let order = self.numbers(Section::Order).iter().map(|at| at.get());
        Self::is(Section::Order, "it names each place once", is_order(order, nodes))
    }

    /// One end for each of `rows`, ascending, the last where the pool ends.
    fn judge_ends(&self, ends: Section, rows: usize, pool: usize) -> Judgement {
        let list = self.numbers(ends);
        Self::is(ends, "there is one for each", list.len() == rows)?;
        Self::all(ends, "they ascend", list.windows(2), |pair| pair[0].get() <= pair[1].get())?;
        Self::is(ends, "the last is the end", list.last().map_or(0, |end| end.get() as usize) == pool)
    }

    fn judge_texts(&self, ends: Section, pool: Section, rows: usize, valid: impl Fn(&str) -> bool) -> Judgement {
        let bytes = self.section(pool);
        self.judge_ends(ends, rows, bytes.len())?;
        let list = self.numbers(ends);
        let text = |row: usize| std::str::from_utf8(&bytes[range(list, row)]).ok();
        Self::all(pool, "they are texts of their kind", 0..rows, |row| text(row).is_some_and(&valid))
    }

    fn judge_ids(&self, ends: Section, pool: Section, rows: usize, valid: impl Fn(&str) -> bool) -> Judgement {
        self.judge_texts(ends, pool, rows, valid)?;
        let (list, bytes) = (self.numbers(ends), self.section(pool));
        // The order of texts is that of their bytes.
        Self::all(pool, "they ascend", 1..rows, |row| bytes[range(list, row - 1)] < bytes[range(list, row)])
    }

    fn judge_points<'p>(section: Section, points: impl Iterator<Item = &'p PointRecord>) -> Judgement {
        Self::all(section, "they lie on the globe", points, |point| {
            Point::new(point.lat.get().into(), point.lon.get().into()).is_ok()
        })
    }

    fn judge_nodes(&self, nodes: usize) -> Judgement {
        let points = self.records::<PointRecord>(Section::NodePoints);
        Self::is(Section::NodePoints, "there is one for each place", points.len() == nodes)?;
        Self::judge_points(Section::NodePoints, points.iter())?;
        let kinds = self.section(Section::NodeKinds).iter();
        Self::all(Section::NodeKinds, "they are known", kinds, |code| NodeKind::of_code(*code).is_some())?;
        self.judge_ids(Section::NodeIdEnds, Section::NodeIds, nodes, |text| PlaceId::new(text).is_ok())?;
        let named = self.numbers(Section::NamedNodes);
        let known = |at: &U32| (at.get() as usize) < nodes;
        Self::all(Section::NamedNodes, "they are places of the file", named.iter(), known)?;
        Self::all(Section::NamedNodes, "they ascend", named.windows(2), |pair| pair[0].get() < pair[1].get())?;
        let texts = named.len() * 3;
        self.judge_texts(Section::NameEnds, Section::Names, texts, |_| true)
    }

    fn judge_segments(&self, nodes: usize, segments: usize) -> Judgement {
        let limits = self.records::<LimitsRecord>(Section::Limits).len();
        let rows = self.records::<SegmentRecord>(Section::Segments).iter();
        let length = 1..=LENGTH_MAX.get();
        Self::all(Section::Segments, "places, lengths, speeds and codes are within bounds", rows, |row| {
            let (from, to, limit) = (row.from.get(), row.to.get(), row.limits.get());
            let ends = (from as usize) < nodes && (to as usize) < nodes && from != to;
            let numbers = length.contains(&u64::from(row.length.get()))
                && (1..=SPEED_MAX.get()).contains(&u32::from(row.speed))
                && row.lanes > 0
                && (limit == LIMITS_NONE || (limit as usize) < limits);
            let codes = Surface::of_code(row.surface).is_some()
                && RoadClass::of_code(row.class).is_some()
                && Access::of_code(row.access).is_some()
                && Season::of_code(row.season).is_some()
                && (row.grade == 0 || TrackGrade::new(row.grade).is_some())
                && row.marks & !Marks::ALL == 0;
            ends && numbers && codes
        })?;
        self.judge_ids(Section::SegmentIdEnds, Section::SegmentIds, segments, |text| SegmentId::new(text).is_ok())?;
        let points = self.records::<PointRecord>(Section::LinePoints);
        Self::judge_points(Section::LinePoints, points.iter())?;
        self.judge_ends(Section::LineEnds, segments, points.len())
    }

    /// Each place lists all segments that end there, and no other.
    fn judge_meeting(&self, nodes: usize, segments: usize) -> Judgement {
        let meeting = self.numbers(Section::Meeting);
        Self::is(Section::Meeting, "each segment stands there twice", meeting.len() == segments * 2)?;
        self.judge_ends(Section::MeetingEnds, nodes, meeting.len())?;
        let rows = self.records::<SegmentRecord>(Section::Segments);
        let ends = self.numbers(Section::MeetingEnds);
        Self::all(Section::Meeting, "places list the segments that end there", 0..nodes, |place| {
            let here = &meeting[range(ends, place)];
            let ends_here = |at: &U32| {
                let row = rows.get(at.get() as usize);
                row.is_some_and(|row| row.from.get() as usize == place || row.to.get() as usize == place)
            };
            here.iter().all(ends_here) && here.windows(2).all(|pair| pair[0].get() < pair[1].get())
        })
    }

    fn judge_axes(&self, nodes: usize, segments: usize) -> Judgement {
        let axes = self.numbers(Section::AxisIdEnds).len();
        self.judge_ids(Section::AxisIdEnds, Section::AxisIds, axes, |text| AxisId::new(text).is_ok())?;
        let members = self.numbers(Section::AxisSegments);
        self.judge_ends(Section::AxisEnds, axes, members.len())?;
        let places = self.numbers(Section::AxisPlaces);
        Self::is(Section::AxisPlaces, "there is one more than segments", places.len() == members.len() + axes)?;
        let known = |at: &U32| (at.get() as usize) < nodes;
        Self::all(Section::AxisPlaces, "they are places of the file", places.iter(), known)?;
        let rows = self.records::<SegmentRecord>(Section::Segments);
        let ends = self.numbers(Section::AxisEnds);
        Self::all(Section::AxisSegments, "they lead from place to place", 0..axes, |axis| {
            range(ends, axis).all(|at| {
                let (here, next) = (places[at + axis].get(), places[at + axis + 1].get());
                let row = rows.get(members[at].get() as usize).map(|row| (row.from.get(), row.to.get()));
                row == Some((here, next)) || row == Some((next, here))
            })
        })?;
        let by_segment = self.records::<AxisOf>(Section::SegmentAxes);
        Self::is(Section::SegmentAxes, "there are as many as in axes", by_segment.len() == members.len())?;
        let key = |of: &AxisOf| (of.segment.get(), of.axis.get());
        let known = |of: &AxisOf| (of.segment.get() as usize) < segments && (of.axis.get() as usize) < axes;
        Self::all(Section::SegmentAxes, "they are of the file", by_segment.iter(), known)?;
        Self::all(Section::SegmentAxes, "they ascend", by_segment.windows(2), |pair| key(&pair[0]) < key(&pair[1]))
    }

    fn judge_tree(&self, [order, corners]: [Section; 2], items: usize) -> Judgement {
        let list = self.numbers(order);
        let whole = list.len() == items && is_order(list.iter().map(|at| at.get()), items);
        Self::is(order, "it names each item once", whole)?;
        let boxes = self.records::<Corner>(corners);
        let expected: usize = levels(items).iter().sum();
        Self::is(corners, "there is one for each sixteen", boxes.len() == expected)?;
        Self::judge_points(corners, boxes.iter().flat_map(|corner| [&corner.low, &corner.high]))
    }
}
