//! What every store keeps to, whatever it is made of.

use crate::place::{Place, on_both};
use crate::support::{growth, hiding, known, origin, row};
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, Store, StoreError, TURN};
use journal::tree::Size;
use journal::witness::Latest;
use units::Digest;

on_both!(
    what_was_appended_is_there_after_reopening,
    documents_are_replaced_whole,
    documents_are_kept_with_what_they_are_about_or_not_at_all,
    a_node_is_made_once,
    an_append_that_fails_half_way_leaves_nothing,
    a_head_that_moved_is_not_swapped,
    content_may_follow_once_and_counts_from_then,
    what_opens_fields_is_kept_and_may_follow,
    the_first_mark_stays_and_nothing_comes_back,
    an_entry_is_mended_where_it_is_not_whole,
    entries_are_read_from_an_index_on,
    who_remembers_sees_that_entries_are_others,
    checkpoints_are_kept_and_the_last_cosigned_is_swapped,
    a_journal_takes_the_place_of_another,
    many_rows_go_over_at_once,
    a_copy_holds_the_same_and_replaces_nothing,
    a_copy_that_differs_is_told,
    of_many_writers_at_once_each_append_counts_once,
    notes_of_access_of_several_writers_come_together,
);

/// A node with a journal of five entries, and documents.
pub(crate) fn five(place: &Place) -> Box<dyn Store> {
    let mut store = place.create().unwrap();
    store.append(&growth(0, 5)).unwrap();
    store.keep(&[("plan/b".into(), vec![2]), ("plan/a".into(), vec![1]), ("text/a".into(), vec![3])]).unwrap();
    store
}

fn what_was_appended_is_there_after_reopening(place: &Place) {
    drop(five(place));
    let store = place.open().unwrap();
    assert_eq!(store.journals().unwrap(), [growth(0, 5).journal]);
    assert_eq!(store.entries(&origin()).unwrap(), (0..5).map(|index| row(index, true)).collect::<Vec<_>>());
    assert_eq!(store.document("plan/a").unwrap(), Some(vec![1]));
    assert_eq!(store.document("plan/c").unwrap(), None);
    assert_eq!(store.documents("plan/").unwrap(), ["plan/a", "plan/b"]);
}

fn documents_are_replaced_whole(place: &Place) {
    let mut store = five(place);
    store.keep(&[("plan/a".into(), vec![9, 9]), ("plan/_".into(), vec![]), ("plan/B".into(), vec![])]).unwrap();
    assert_eq!(store.document("plan/a").unwrap(), Some(vec![9, 9]));
    // In the order of bytes, not of some language; and `_` stands for itself.
    assert_eq!(store.documents("plan/").unwrap(), ["plan/B", "plan/_", "plan/a", "plan/b"]);
    assert_eq!(store.documents("plan/_").unwrap(), ["plan/_"]);
    store.forget(&["plan/_".to_owned(), "plan/never".to_owned()]).unwrap();
    assert_eq!(store.documents("plan/").unwrap(), ["plan/B", "plan/a", "plan/b"]);
    assert_eq!(store.document("plan/_").unwrap(), None);
}

fn documents_are_kept_with_what_they_are_about_or_not_at_all(place: &Place) {
    let mut store = place.create().unwrap();
    let about = |text: &str| vec![("answer/1".to_owned(), text.as_bytes().to_vec())];
    store.append(&Append { documents: about("three"), ..growth(0, 3) }).unwrap();
    assert_eq!(store.document("answer/1").unwrap(), Some(b"three".to_vec()));
    let moved = store.append(&Append { documents: about("one"), ..growth(2, 3) }).unwrap_err();
    assert!(matches!(moved, StoreError::HeadMoved { .. }), "{moved}");
    // Refused at the last step.
    let other = EntryRow { content: row(2, true).content, ..hiding(1, 4) };
    let wrong = Append { disclosed: vec![other], documents: about("none"), ..growth(3, 4) };
    assert!(matches!(store.append(&wrong).unwrap_err(), StoreError::Damaged { .. }));
    assert_eq!(store.document("answer/1").unwrap(), Some(b"three".to_vec()));
    assert_eq!(store.entries(&origin()).unwrap().len(), 3);
}

fn a_node_is_made_once(place: &Place) {
    drop(five(place));
    assert!(place.create().is_err());
    assert_eq!(place.open().unwrap().entries(&origin()).unwrap().len(), 5);
    assert!(place.another().open().is_err());
}

fn an_append_that_fails_half_way_leaves_nothing(place: &Place) {
    let mut store = five(place);
    let mut append = growth(5, 8);
    // The third statement of the transaction meets a row that is there.
    append.entries[2].index = 4;
    assert!(matches!(store.append(&append), Err(StoreError::Failed { .. })));
    assert_eq!(store.journals().unwrap(), [growth(0, 5).journal]);
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
    store.append(&growth(5, 8)).unwrap();
    assert_eq!(store.entries(&origin()).unwrap().len(), 8);
}

fn a_head_that_moved_is_not_swapped(place: &Place) {
    let mut store = five(place);
    let error = store.append(&growth(4, 6)).unwrap_err();
    assert_eq!(error.to_string(), "journal `test.example/ab` moved: it has 5 entries, expected 4");
    for wrong in [growth(6, 7), growth(0, 7)] {
        let error = store.append(&wrong).unwrap_err();
        assert!(matches!(error, StoreError::HeadMoved { .. }), "{error}");
    }
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
    assert_eq!(store.journals().unwrap(), [growth(0, 5).journal]);
}

fn content_may_follow_once_and_counts_from_then(place: &Place) {
    let mut store = place.create().unwrap();
    let mut withheld = growth(0, 3);
    withheld.entries = (0..3).map(|index| row(index, index == 0)).collect();
    store.append(&withheld).unwrap();

    let mut later = growth(3, 3);
    later.disclosed = vec![EntryRow { known: known(9), ..row(2, true) }];
    store.append(&later).unwrap();
    let entries = store.entries(&origin()).unwrap();
    assert_eq!(entries[1], row(1, false));
    assert_eq!((&entries[2].content, entries[2].known), (&row(2, true).content, known(9)));

    // What is there is not replaced, nor is another entry's content taken, nor one that is not here.
    let other = EntryRow { index: 1, ..row(2, true) };
    for wrong in [row(2, true), other, row(7, true)] {
        later.disclosed = vec![row(1, true), wrong];
        let error = store.append(&later).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(store.entries(&origin()).unwrap(), entries);
    }
}

fn what_opens_fields_is_kept_and_may_follow(place: &Place) {
    let mut store = place.create().unwrap();
    let mut append = growth(0, 3);
    append.entries[1] = hiding(1, 3);
    append.entries[2] = row(2, false);
    store.append(&append).unwrap();
    assert_eq!(store.entries(&origin()).unwrap(), append.entries);

    // With the content, or after it; what is there keeps the time from which it was known.
    let mut later = growth(3, 3);
    later.disclosed = vec![hiding(0, 1), hiding(1, 5), hiding(2, 2)];
    store.append(&later).unwrap();
    let entries = place.open().unwrap().entries(&origin()).unwrap();
    assert_eq!(entries, later.disclosed);
    // Nothing new, or for a content that is another.
    let other = EntryRow { content: row(1, true).content, ..hiding(0, 4) };
    for wrong in [hiding(1, 5), hiding(1, 2), other] {
        later.disclosed = vec![wrong];
        assert!(matches!(store.append(&later).unwrap_err(), StoreError::Damaged { .. }));
        assert_eq!(store.entries(&origin()).unwrap(), entries);
    }
}

fn mark(hour: i64) -> Erasure {
    Erasure { at: known(hour), reason: "asked for".to_owned() }
}

fn the_first_mark_stays_and_nothing_comes_back(place: &Place) {
    let mut store = place.create().unwrap();
    let mut append = growth(0, 3);
    append.entries[1] = hiding(1, 2);
    store.append(&append).unwrap();
    store.erase(&origin(), 1, &mark(5)).unwrap();
    let entries = store.entries(&origin()).unwrap();
    assert_eq!((&entries[1].content, entries[1].fields.len(), &entries[1].erased), (&None, 0, &Some(mark(5))));
    assert_eq!(entries[0], row(0, true));
    store.erase(&origin(), 1, &mark(6)).unwrap();
    store.append(&Append { disclosed: vec![hiding(1, 2)], ..growth(3, 3) }).unwrap();
    assert_eq!(store.entries(&origin()).unwrap(), entries);
    assert_eq!(store.mend(&origin(), &[hiding(1, 2)]).unwrap(), 0);
    assert_eq!(store.entries(&origin()).unwrap(), entries);
    assert!(matches!(store.erase(&origin(), 3, &mark(6)), Err(StoreError::Damaged { .. })));
}

fn an_entry_is_mended_where_it_is_not_whole(place: &Place) {
    let mut store = place.create().unwrap();
    let mut append = growth(0, 5);
    append.entries[1] = hiding(1, 2);
    store.append(&append).unwrap();
    store.erase(&origin(), 3, &mark(5)).unwrap();
    let whole = store.entries(&origin()).unwrap();
    place.tamper(
        "DELETE FROM entry WHERE idx = 4; UPDATE entry SET statement = salt WHERE idx = 0; \
         UPDATE field SET value = salt WHERE idx = 1; UPDATE entry SET salt = NULL WHERE idx = 2; \
         UPDATE entry SET commitment = (SELECT commitment FROM entry WHERE idx = 0) WHERE idx = 3",
    );
    let mut store = place.open().unwrap();
    assert!(store.entries(&origin()).is_err());
    // What is mended says when it was first held; what has no row any more, when it is held again.
    let copy: Vec<EntryRow> = (0..5).map(|index| EntryRow { known: known(9), ..row(index, true) }).collect();
    let copy: Vec<EntryRow> = copy
        .into_iter()
        .zip(&append.entries)
        .map(|(late, row)| EntryRow { fields: row.fields.clone(), ..late })
        .collect();
    assert_eq!(store.mend(&origin(), &copy).unwrap(), 5);
    let mut expected = whole;
    expected[4].known = known(9);
    assert_eq!(store.entries(&origin()).unwrap(), expected);
    assert_eq!(store.mend(&origin(), &copy).unwrap(), 0);
}

fn entries_are_read_from_an_index_on(place: &Place) {
    let mut store = place.create().unwrap();
    let mut append = growth(0, 5);
    append.entries[1] = hiding(1, 2);
    append.entries[3] = hiding(3, 2);
    store.append(&append).unwrap();
    store.erase(&origin(), 4, &mark(5)).unwrap();
    let all = store.entries(&origin()).unwrap();
    for from in 0..=5 {
        let rest = all.get(usize::try_from(from).unwrap()..).unwrap();
        assert_eq!(store.entries_from(&origin(), from).unwrap(), rest, "from {from}");
    }
    assert_eq!(store.entries_from(&origin(), 9).unwrap(), []);
    place.tamper("DELETE FROM field; DELETE FROM erasure; DELETE FROM entry WHERE idx = 3");
    assert!(place.open().unwrap().entries_from(&origin(), 2).is_err());
}

fn who_remembers_sees_that_entries_are_others(place: &Place) {
    let mut store = place.create().unwrap();
    let mut withheld = growth(0, 3);
    withheld.entries[2] = row(2, false);
    store.append(&withheld).unwrap();
    store.append(&growth(3, 4)).unwrap();
    store.keep(&[("plan/a".into(), vec![1])]).unwrap();
    // More entries, and documents, are seen by themselves.
    let mut turn = store.document(TURN).unwrap();
    assert_eq!(turn, None);
    let mut turned = |store: &dyn Store| {
        let now = store.document(TURN).unwrap();
        std::mem::replace(&mut turn, now.clone()) != now
    };
    store.append(&Append { disclosed: vec![row(2, true)], ..growth(4, 4) }).unwrap();
    assert!(turned(store.as_ref()), "content came later");
    store.erase(&origin(), 1, &mark(5)).unwrap();
    assert!(turned(store.as_ref()), "content was erased");
    place.tamper("UPDATE entry SET statement = salt WHERE idx = 0");
    let mut store = place.open().unwrap();
    assert_eq!(store.mend(&origin(), &[row(0, true)]).unwrap(), 1);
    assert!(turned(store.as_ref()), "an entry was mended");
    assert_eq!(store.mend(&origin(), &[row(0, true)]).unwrap(), 0);
    assert!(!turned(store.as_ref()), "nothing was mended");
}

fn checkpoints_are_kept_and_the_last_cosigned_is_swapped(place: &Place) {
    let mut store = five(place);
    let shown = |size: u64, root: u8, note: &[u8]| CheckpointRow {
        origin: origin(),
        size: Size::new(size),
        root: Digest::new([root; 32]),
        note: note.to_vec(),
        known: known(1),
    };
    for row in [shown(4, 9, b"a"), shown(2, 9, b"b"), shown(4, 1, b"c"), shown(2, 9, b"d")] {
        store.keep_checkpoint(&CheckpointRow { known: known(row.note[0].into()), ..row.clone() }).unwrap();
    }
    let kept = store.checkpoints(&origin()).unwrap();
    let notes: Vec<&[u8]> = kept.iter().map(|row| row.note.as_slice()).collect();
    assert_eq!(notes, [b"d", b"c", b"a"]);
    assert_eq!(kept[0].known, known(b'b'.into()));

    let latest = |size: u64, root: u8| Some(Latest { size: Size::new(size), root: Digest::new([root; 32]) });
    assert_eq!(store.cosigned(&origin()).unwrap(), None);
    store.cosign(None, &shown(3, 7, b"e")).unwrap();
    let moved = [(None, 0, 3), (latest(3, 8), 3, 3), (latest(2, 7), 2, 3)];
    for (wrong, was, is) in moved {
        let error = store.cosign(wrong, &shown(5, 5, b"f")).unwrap_err();
        let StoreError::HeadMoved { expected, found, .. } = error else { panic!("{error}") };
        assert_eq!((expected.get(), found.get()), (was, is));
    }
    store.cosign(latest(3, 7), &shown(5, 5, b"g")).unwrap();
    let store = place.open().unwrap();
    assert_eq!(store.cosigned(&origin()).unwrap(), latest(5, 5));
    assert_eq!(store.checkpoints(&origin()).unwrap().len(), 5);
}

fn a_journal_takes_the_place_of_another(place: &Place) {
    let mut store = five(place);
    let mut next = growth(0, 1);
    next.journal.origin = "test.example/ab/2".parse().unwrap();
    next.retires = Some(origin());
    store.append(&next).unwrap();
    let own: Vec<_> = store.journals().unwrap().into_iter().map(|row| (row.origin.to_string(), row.own)).collect();
    assert_eq!(own, [("test.example/ab".to_owned(), false), ("test.example/ab/2".to_owned(), true)]);
}

/// A node with something of everything that a store holds.
fn rich(place: &Place) -> Box<dyn Store> {
    let mut store = five(place);
    let mut more = growth(5, 9);
    more.entries = vec![hiding(5, 3), row(6, false), hiding(7, 1), row(8, true)];
    store.append(&more).unwrap();
    store.erase(&origin(), 7, &mark(3)).unwrap();
    let mut partner = growth(0, 2);
    partner.journal.origin = "test.example/cd".parse().unwrap();
    partner.journal.own = false;
    store.append(&partner).unwrap();
    let shown = |size: u64| CheckpointRow {
        origin: partner.journal.origin.clone(),
        size: Size::new(size),
        root: Digest::new([3; 32]),
        note: vec![7],
        known: known(4),
    };
    store.keep_checkpoint(&shown(1)).unwrap();
    store.cosign(None, &shown(2)).unwrap();
    store
}

/// Empty places of every kind that there is.
fn empty() -> impl Iterator<Item = Place> {
    std::iter::once(Place::sqlite()).chain(Place::postgres())
}

fn a_copy_holds_the_same_and_replaces_nothing(place: &Place) {
    let source = rich(place);
    for target in empty() {
        let copy = target.create_from(source.as_ref()).unwrap();
        store::compare(source.as_ref(), copy.as_ref()).unwrap();
        drop(copy);
        let again = target.open().unwrap();
        store::compare(source.as_ref(), again.as_ref()).unwrap();
        drop(again);
        assert!(target.create_from(source.as_ref()).is_err());
        // It goes on like any other.
        target.open().unwrap().append(&growth(9, 10)).unwrap();
    }
}

fn a_copy_that_differs_is_told(place: &Place) {
    let source = rich(place);
    let entry = |index: u64, origin: &str| format!("entry {index} of journal `test.example/{origin}`");
    let cases = [
        ("UPDATE entry SET known = 0 WHERE idx = 3", entry(3, "ab")),
        ("DELETE FROM field WHERE idx = 5", entry(5, "ab")),
        ("UPDATE erasure SET at = 0", entry(7, "ab")),
        ("UPDATE journal SET own = (size = 2)", "journal `test.example/ab`".to_owned()),
        ("UPDATE checkpoint SET known = 0 WHERE size = 1", "checkpoints of journal `test.example/cd`".to_owned()),
        ("DELETE FROM cosigned", "last cosigned head of journal `test.example/cd`".to_owned()),
        ("DELETE FROM document WHERE name = 'text/a'", "the database".to_owned()),
        ("UPDATE document SET bytes = (SELECT salt FROM field LIMIT 1)", "document `plan/a`".to_owned()),
    ];
    for (sql, expected) in cases {
        let target = place.another();
        drop(target.create_from(source.as_ref()).unwrap());
        target.tamper(sql);
        let error = store::compare(source.as_ref(), target.open().unwrap().as_ref()).unwrap_err();
        assert!(matches!(&error, StoreError::Damaged { what, .. } if *what == expected), "{sql}: {error}");
    }
}

fn many_rows_go_over_at_once(place: &Place) {
    let mut store = place.create().unwrap();
    let append = growth(0, 2_345);
    store.append(&append).unwrap();
    assert_eq!(store.entries(&origin()).unwrap(), append.entries);
}

/// Each append is acknowledged or refused; those that were are all there, one behind the other.
fn of_many_writers_at_once_each_append_counts_once(place: &Place) {
    const EACH: usize = 20;
    drop(five(place));
    let write = || {
        let mut store = place.open().unwrap();
        let (mut acknowledged, mut refused) = (Vec::new(), 0);
        while acknowledged.len() < EACH {
            let from = store.journals().unwrap()[0].frontier.size().get();
            match store.append(&growth(from, from + 1)) {
                Ok(()) => acknowledged.push(from),
                Err(StoreError::HeadMoved { .. }) => refused += 1,
                Err(error) => panic!("{error}"),
            }
        }
        (acknowledged, refused)
    };
    let (mut acknowledged, refused): (Vec<u64>, usize) = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8).map(|_| scope.spawn(write)).collect();
        let ended = writers.into_iter().map(|writer| writer.join().unwrap());
        ended.fold((Vec::new(), 0), |(all, sum), (some, refused)| ([all, some].concat(), sum + refused))
    });
    acknowledged.sort_unstable();
    let count = u64::try_from(8 * EACH).unwrap();
    assert_eq!(acknowledged, (5..5 + count).collect::<Vec<_>>(), "{refused} were refused");
    let store = place.open().unwrap();
    assert_eq!(store.entries(&origin()).unwrap().len(), 5 + 8 * EACH);
    assert_eq!(store.journals().unwrap(), [growth(0, 5 + count).journal]);
}

fn notes_of_access_of_several_writers_come_together(place: &Place) {
    use app::access::{Access, Accesses};
    let (mut one, mut other) = (crate::support::node(place.create().unwrap(), 0), None);
    let reader = model::AccessReader::Officer("ab/stores".parse().unwrap());
    let views: Vec<String> = (0..40).map(|number| format!("view-{number:02}")).collect();
    for (hour, view) in (0..).zip(&views) {
        let mut new = Accesses::default();
        new.note(&reader, known(hour), Access::View(view.clone()));
        // More than are kept apart, so that some are joined on the way.
        let other = other.get_or_insert_with(|| crate::support::node(place.open().unwrap(), 1 << 16));
        if hour % 2 == 0 { one.keep_accesses(&new).unwrap() } else { other.keep_accesses(&new).unwrap() }
    }
    drop(other);
    assert!(one.store().documents("access/").unwrap().len() <= 32);
    let noted = one.accesses().unwrap();
    let (_, period) = noted.accesses.iter().next().unwrap();
    assert_eq!((period.from, period.to), (known(0), known(39)));
    assert_eq!(period.views.iter().collect::<Vec<_>>(), views.iter().collect::<Vec<_>>());
    // Emptied, as they are in the step that signs them, they say nothing; then they are let go.
    let emptied = Append { documents: noted.emptied(), ..growth(0, 1) };
    place.open().unwrap().append(&emptied).unwrap();
    assert!(one.accesses().unwrap().accesses.is_empty());
    one.forget_accesses(&noted).unwrap();
    assert_eq!(one.store().documents("access/").unwrap(), Vec::<String>::new());
}
