//! A mirror and its client: any log, any cut, any damage.

use crate::merkle::tree_of;
use crate::support::origin;
use journal::mirror::{
    Ending, HEADER_BYTES_MAX, Header, HeaderError, Held, INFO_BYTES_MAX, Info, InfoError, PACKAGES_MAX, REWIND_MAX,
    Refusal, TICKET_BYTES_MAX, Upload, UploadError, WriteError, write_request,
};
use journal::tree::{EntryIndex, MissingNode, Size, Tree, empty_root, leaf_hash};
use journal::witness::{Latest, Status};
use proptest::prelude::*;
use std::collections::VecDeque;

/// Entry `number` of the log of these tests: of any length, 0 among them.
fn entry(number: u64) -> Vec<u8> {
    vec![number as u8; (number * 7 % 41) as usize]
}

fn log(size: u64) -> Tree {
    (0..size).map(|number| leaf_hash(&entry(number))).collect()
}

fn latest(tree: &Tree, size: u64) -> Latest {
    let size = Size::new(size);
    Latest { size, root: tree.root_at(size).unwrap() }
}

fn header(start: u64, end: u64) -> Header {
    Header::new(origin(), EntryIndex::new(start), Size::new(end), b"ticket".to_vec()).unwrap()
}

fn request(tree: &Tree, start: u64, end: u64) -> Vec<u8> {
    write_request(&header(start, end), tree, |index| Ok(entry(index.get()))).unwrap()
}

/// A mirror in memory.
#[derive(Clone, Default)]
struct Mirror {
    pending: Vec<Latest>,
    mirrored: u64,
    entries: Vec<Vec<u8>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Cosigned,
    Status(Status),
    Info(Status, Info),
}

impl Mirror {
    fn held(&self) -> Held<'_> {
        let next = EntryIndex::new(self.entries.len() as u64);
        Held { pending: &self.pending, mirrored: Size::new(self.mirrored), next }
    }

    /// Answers a body that comes in pieces of these lengths.
    fn answer(&mut self, body: &[u8], pieces: &[usize]) -> Answer {
        let (header, length) = match Header::read(body) {
            Ok(Some(read)) => read,
            Ok(None) => return Answer::Status(Status::BadRequest),
            Err(error) => return Answer::Status(error.status()),
        };
        if header.origin() != &origin() {
            return Answer::Status(Held::admit(None, &header).unwrap_err().status());
        }
        let latest = match Held::admit(Some(&self.held()), &header) {
            Ok(latest) => latest,
            Err(refusal) => return Answer::Info(refusal.status(), refusal.info(b"again".to_vec()).unwrap()),
        };
        let tree: Tree = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        let mut upload = Upload::new(&header, latest, 40, &tree).unwrap();
        let mut rest = &body[length..];
        for piece in pieces.iter().copied().chain([usize::MAX]) {
            let (mut now, later) = rest.split_at(piece.min(rest.len()));
            rest = later;
            loop {
                match upload.feed(&mut now) {
                    Ok(Some(package)) => {
                        let next = EntryIndex::new(self.entries.len() as u64);
                        self.entries.extend_from_slice(package.beyond(next));
                    }
                    Ok(None) => break,
                    Err(error) => return Answer::Status(error.status()),
                }
            }
            assert!(now.is_empty());
        }
        match upload.ending() {
            Ending::Nothing => Answer::Status(Status::BadRequest),
            Ending::Partial(end) => {
                let next = EntryIndex::new((self.entries.len() as u64).max(end.get()));
                Answer::Info(Status::Accepted, Info { size: header.end(), next, ticket: vec![] })
            }
            Ending::Complete => match self.held().commit(latest) {
                Ok(()) => {
                    self.mirrored = latest.size.get();
                    Answer::Cosigned
                }
                Err(refusal) => Answer::Info(refusal.status(), refusal.info(vec![]).unwrap()),
            },
        }
    }

    fn assert_prefix(&self) {
        assert!(self.entries.iter().zip(0..).all(|(held, number)| *held == entry(number)));
    }
}

#[test]
fn packages_are_cut_at_multiples_of_256() {
    let spans = |start, end| -> Vec<(u64, u64, u64)> {
        let spans = header(start, end).spans();
        spans.map(|it| (it.subtree().start().get(), it.first().get(), it.subtree().end().get())).collect()
    };
    assert_eq!(spans(0, 0), []);
    assert_eq!(spans(300, 300), []);
    assert_eq!(spans(5, 6), [(0, 5, 6)]);
    assert_eq!(spans(200, 600), [(0, 200, 256), (256, 256, 512), (512, 512, 600)]);
    assert_eq!(spans(256, 512), [(256, 256, 512)]);
    let last = u64::MAX - 255;
    assert_eq!(spans(u64::MAX - 1, u64::MAX), [(last, u64::MAX - 1, u64::MAX)]);
}

#[test]
fn headers_have_one_form_and_are_read_from_any_beginning() {
    let header = header(7, 1000);
    let bytes = header.to_bytes();
    assert_eq!(hex::encode(&bytes[27..]), "000000000000000700000000000003e800067469636b6574");
    assert_eq!(Header::read(&bytes), Ok(Some((header.clone(), bytes.len()))));
    let longer = [&bytes[..], b"package"].concat();
    assert_eq!(Header::read(&longer), Ok(Some((header, bytes.len()))));
    for cut in 0..bytes.len() {
        assert_eq!(Header::read(&bytes[..cut]), Ok(None), "cut at {cut}");
    }
    let (start, end) = (EntryIndex::new(2), Size::new(1));
    assert_eq!(Header::new(origin(), start, end, vec![]), Err(HeaderError::Backwards { start, end }));
    let ticket = |bytes| Header::new(origin(), start, Size::new(2), vec![0; bytes]);
    assert!(ticket(TICKET_BYTES_MAX).unwrap().to_bytes().len() <= HEADER_BYTES_MAX);
    let bytes = TICKET_BYTES_MAX + 1;
    assert_eq!(ticket(bytes), Err(HeaderError::TicketLength { bytes }));
    for (wrong, status) in [
        (&b"\x00\x61"[..], Status::NotFound),
        (b"\x00\x00", Status::NotFound),
        (b"\x00\x01\xff", Status::NotFound),
        (b"\x00\x14go.sum database tree", Status::NotFound),
        (b"\x00\x01a\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\x01\0\0", Status::BadRequest),
    ] {
        assert_eq!(Header::read(wrong).unwrap_err().status(), status, "{wrong:?}");
    }
}

#[test]
fn infos_have_one_form() {
    let info = Info { size: Size::new(20), next: EntryIndex::new(0), ticket: b"ticket".to_vec() };
    assert_eq!(info.to_string(), "20\n0\ndGlja2V0\n");
    assert_eq!(Info::parse(info.to_string().as_bytes()), Ok(info));
    assert_eq!(Info::parse(b"1\n2\n\n").unwrap().ticket, b"");
    for wrong in
        ["", "1\n2\n", "1\n2\n\n\n", "01\n2\n\n", "1\n+2\n\n", "1\n2\nAA\n", "1\n2\nAAB=\n", "1\n2\n=\n", "1\r\n2\n\n"]
    {
        assert_eq!(Info::parse(wrong.as_bytes()), Err(InfoError::Shape), "{wrong:?}");
    }
    let longest =
        Info { size: Size::new(u64::MAX), next: EntryIndex::new(u64::MAX), ticket: vec![1; TICKET_BYTES_MAX] };
    assert_eq!(longest.to_string().len(), INFO_BYTES_MAX);
    assert_eq!(Info::parse(longest.to_string().as_bytes()), Ok(longest));
    let bytes = INFO_BYTES_MAX + 1;
    assert_eq!(Info::parse(&vec![b'1'; bytes]), Err(InfoError::TooLong { bytes }));
}

#[test]
fn headers_are_admitted_or_told_where_to_go_on() {
    let tree = tree_of(20_000);
    let pending = [9_000, 15_000, 20_000].map(|size| latest(&tree, size));
    let held = Held { pending: &pending, mirrored: Size::new(10_000), next: EntryIndex::new(12_000) };
    let admit = |start, end| Held::admit(Some(&held), &header(start, end));
    let told = |start, end| {
        let refusal = admit(start, end).unwrap_err();
        let info = refusal.info(b"t".to_vec()).unwrap();
        assert_eq!((refusal.status(), info.next, info.ticket), (Status::Conflict, held.next, b"t".to_vec()));
        info.size.get()
    };
    let unknown = Held::admit(None, &header(0, 0)).unwrap_err();
    assert_eq!((unknown.status(), unknown.info(vec![])), (Status::NotFound, None));
    assert_eq!(admit(12_000, 15_000), Ok(pending[1]));
    assert_eq!(admit(12_000, 20_000), Ok(pending[2]));
    assert_eq!(told(0, 0), 20_000, "asking without knowing");
    assert_eq!(told(12_000, 16_000), 20_000, "never pending");
    assert_eq!(told(8_000, 9_000), 20_000, "mirrored since");
    assert_eq!(told(12_001, 15_000), 15_000, "a gap");
    let lowest = 12_000 - REWIND_MAX;
    assert_eq!(admit(lowest, 15_000), Ok(pending[1]));
    assert_eq!(told(lowest - 1, 15_000), 15_000, "too far back");
    let fresh = Held { pending: &[], mirrored: Size::ZERO, next: EntryIndex::new(0) };
    let refusal = Held::admit(Some(&fresh), &header(0, 0)).unwrap_err();
    assert_eq!(refusal.info(vec![]).unwrap().to_string(), "0\n0\n\n");
    assert!(matches!(held.commit(pending[0]), Err(Refusal::Overtaken { .. })));
    assert_eq!(held.commit(pending[1]), Ok(()));
}

#[test]
fn an_upload_of_nothing_moves_the_mirror_checkpoint() {
    let tree = log(300);
    let entries = (0..300).map(entry).collect();
    let mut mirror = Mirror { pending: vec![latest(&tree, 300)], mirrored: 0, entries };
    let body = request(&tree, 300, 300);
    assert_eq!(mirror.answer(&body, &[]), Answer::Cosigned);
    assert_eq!(mirror.mirrored, 300);
    let longer = [&body[..], &[0]].concat();
    assert_eq!(mirror.answer(&longer, &[]), Answer::Status(Status::BadRequest));
}

#[test]
fn a_request_holds_at_most_32_packages() {
    let size = 33 * 256 + 7;
    let tree = log(size);
    let mut mirror = Mirror { pending: vec![latest(&tree, size)], ..Mirror::default() };
    let next = EntryIndex::new(PACKAGES_MAX as u64 * 256);
    let info = Info { size: Size::new(size), next, ticket: vec![] };
    assert_eq!(mirror.answer(&request(&tree, 0, size), &[]), Answer::Info(Status::Accepted, info));
    assert_eq!(mirror.answer(&request(&tree, next.get(), size), &[]), Answer::Cosigned);
    assert_eq!(mirror.entries.len() as u64, size);
    mirror.assert_prefix();
}

#[test]
fn what_is_too_long_is_refused_before_it_comes() {
    let tree = log(3);
    let (header, head) = (header(0, 3), latest(&tree, 3));
    let upload = || Upload::new(&header, head, 37, &tree).unwrap();
    let feed = |mut bytes: &[u8]| upload().feed(&mut bytes);
    let index = EntryIndex::new(0);
    assert_eq!(feed(&[0, 38]), Err(UploadError::EntryLength { index, given: 38, max: 37 }));
    assert_eq!(feed(&[0, 37]), Ok(None));
    let entries = [0; 6];
    assert_eq!(feed(&[&entries[..], &[63]].concat()), Ok(None));
    let error = feed(&[&entries[..], &[64]].concat()).unwrap_err();
    assert!(matches!(error, UploadError::HashCount { given: 64, .. }));
    assert_eq!(error.status(), Status::Unprocessable);

    // After a refusal nothing more is read, and nothing counts as taken.
    let mut upload = upload();
    assert!(upload.feed(&mut &[0, 38][..]).is_err());
    assert_eq!(upload.feed(&mut &[0, 38][..]), Err(UploadError::Trailing { bytes: 2 }));
    assert_eq!(upload.ending(), Ending::Nothing);
}

#[test]
fn requests_are_not_made_of_what_is_missing() {
    let tree = log(10);
    let body = write_request(&header(0, 300), &tree, |index| Ok(entry(index.get())));
    assert!(matches!(body, Err(WriteError::Prove(_))));
    let index = EntryIndex::new(4);
    let body = write_request(&header(4, 10), &tree, |_| Ok(vec![0; 65_536]));
    assert_eq!(body, Err(WriteError::EntryLength { index, given: 65_536 }));
    let cause = MissingNode { node: journal::tree::Node { level: 0, index: 4 }, size: Size::ZERO };
    let body = write_request(&header(4, 10), &tree, |_| Err::<Vec<u8>, _>(cause));
    assert_eq!(body, Err(WriteError::Entry { index, cause }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_cut_off_resuming_completes(
        size in 1..1100_u64, held in any::<u64>(), ahead in 0..300_u64,
        cuts in prop::collection::vec((any::<usize>(), 0..300_u64), 0..5),
        pieces in prop::collection::vec(0..9000_usize, 0..6),
    ) {
        let tree = log(size + ahead);
        let held = held % (size + 1);
        let entries = (0..held).map(entry).collect();
        let mut mirror = Mirror { pending: vec![latest(&tree, size), latest(&tree, size + ahead)], mirrored: 0, entries };
        let mut cuts = VecDeque::from(cuts);
        let mut start = held;
        loop {
            // A client may begin below what is held, in the middle of a package.
            let (cut, back) = cuts.pop_front().unwrap_or((usize::MAX, 0));
            let begin = start.saturating_sub(back);
            let body = request(&tree, begin, size);
            let cut = if cut == usize::MAX { body.len() } else { cut % body.len() };
            let before = mirror.entries.len();
            let answer = mirror.answer(&body[..cut], &pieces);
            mirror.assert_prefix();
            prop_assert!(mirror.entries.len() >= before);
            match answer {
                Answer::Cosigned => break,
                Answer::Info(Status::Accepted, info) => {
                    prop_assert_eq!(info.size, Size::new(size));
                    start = info.next.get();
                }
                Answer::Status(Status::BadRequest) => {
                    prop_assert!(cut < body.len(), "a whole body is never too little");
                    prop_assert_eq!(mirror.entries.len(), before);
                }
                Answer::Status(_) | Answer::Info(..) => prop_assert!(false, "{answer:?}"),
            }
        }
        prop_assert_eq!((mirror.mirrored, mirror.entries.len() as u64), (size, size));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_refused(
        size in 1..700_u64, held in any::<u64>(), at in any::<usize>(), bit in 0..8_u8,
        pieces in prop::collection::vec(0..9000_usize, 0..3),
    ) {
        let tree = log(size);
        let held = held % size;
        let entries = (0..held).map(entry).collect();
        let mut mirror = Mirror { pending: vec![latest(&tree, size)], mirrored: 0, entries };
        let mut body = request(&tree, held, size);
        let ticket = header(0, 0).to_bytes().len() - 6..header(0, 0).to_bytes().len();
        let at = at % body.len();
        body[at] ^= 1 << bit;
        let answer = mirror.answer(&body, &pieces);
        mirror.assert_prefix();
        // The ticket is the mirror's own, and for the mirror to authenticate.
        prop_assert_eq!(answer == Answer::Cosigned, ticket.contains(&at), "byte {}: {:?}", at, answer);
        let whole = mirror.entries.len() as u64 == size;
        prop_assert_eq!(whole, ticket.contains(&at));
    }

    #[test]
    fn another_logs_entries_are_refused(size in 1..600_u64, at in any::<u64>()) {
        let tree = log(size);
        let forged = at % size;
        let other = |number: u64| if number == forged { b"forged".to_vec() } else { entry(number) };
        let lie: Tree = (0..size).map(|number| leaf_hash(&other(number))).collect();
        let mut mirror = Mirror { pending: vec![latest(&tree, size)], ..Mirror::default() };
        for hashes in [&tree, &lie] {
            let body = write_request(&header(0, size), hashes, |index| Ok(other(index.get()))).unwrap();
            prop_assert_eq!(mirror.answer(&body, &[]), Answer::Status(Status::Unprocessable));
            mirror.assert_prefix();
            prop_assert!(mirror.entries.len() as u64 <= forged - forged % 256);
            mirror.entries.clear();
        }
    }

    #[test]
    fn no_bytes_make_the_readers_fail(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..600_u64) {
        let _ = Header::read(&bytes);
        let _ = Info::parse(&bytes);
        let tree = log(600);
        let end = Latest { size: Size::new(600), root: empty_root() };
        let mut upload = Upload::new(&header(start, 600), end, 4, &tree).unwrap();
        prop_assert!(!matches!(upload.feed(&mut &bytes[..]), Ok(Some(_))));
    }
}
