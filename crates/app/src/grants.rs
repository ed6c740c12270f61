//! Whether the officer of each entry could say it: grants are read from the journal itself,
//! in entry order, so every node comes to the same answer.
//!
//! Between two statements that change keys the keys stand still, so the signatures of such a
//! stretch are judged side by side, one by one each.

use crate::exchange::{held_fields, row_of};
use crate::hiding;
use crate::lineage::Lineage;
use crate::node::SCHEMA_NAME;
use crate::ports::{EntryRow, Erasure, HeldField};
use journal::cose::{self, CoseError, Envelope};
use journal::keys::ReadyKey;
use journal::verify::VerifiedEntry;
use model::{Body, Statement};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::BTreeMap;
use units::{Moment, OfficerId, OriginLine, PartyId, PublicKey};
use views::{Content, Said, Standing};

/// Fewer entries than this are judged faster alone than another thread is woken.
const SIDE_BY_SIDE_MIN: usize = 32;

/// Whose entries are judged, and from where on they are in doubt.
pub(crate) struct Journal<'a> {
    pub(crate) origin: &'a OriginLine,
    pub(crate) party: &'a PartyId,
    /// First entry in doubt, and the journal that says so.
    pub(crate) doubt: Option<&'a (u64, OriginLine)>,
}

/// Turns the stored entries of one journal into what views fold.
pub(crate) fn said(journal: &Journal<'_>, rows: Vec<EntryRow>) -> Vec<Said> {
    Grants::over(journal, rows).1
}

/// How many verified entries of one journal can be read here, and how many of these are not soundly signed.
pub(crate) fn judged(journal: &Journal<'_>, entries: &[VerifiedEntry]) -> (u64, u64) {
    let mut grants = Grants::of(journal, entries.first().map(|first| row_of(first, Moment::MIN)).as_ref());
    let read = side_by_side(entries.iter().collect(), |found| Read::of_verified(journal, found));
    // What was said is dropped where it was judged: that takes its time too.
    let sound = |said: Said| said.statement().map(|_| said.standing == Standing::Sound);
    let verdicts: Vec<bool> = side_by_side(grants.judge_all(journal, read), sound).into_iter().flatten().collect();
    (verdicts.len() as u64, verdicts.iter().filter(|sound| !**sound).count() as u64)
}

/// One entry as decoded.
struct Read<'e> {
    said: Said,
    /// Envelope of a statement whose signature is still to be judged.
    envelope: Option<Cow<'e, Envelope>>,
    /// What opens its hidden places and serials.
    fields: Vec<HeldField>,
}

impl<'e> Read<'e> {
    fn of(journal: &Journal<'_>, row: EntryRow) -> Self {
        let (content, envelope) = match &row.content {
            None => (left(row.erased.as_ref()), None),
            Some((_, bytes)) => decode(cose::decode(bytes).map(Cow::Owned)),
        };
        let (origin, party) = (journal.origin.clone(), journal.party.clone());
        let (leaf, standing) = (row.entry.leaf(), Standing::Sound);
        let said = Said { origin, party, index: row.index, leaf, known: row.known, content, standing };
        Self { said, envelope, fields: row.fields }
    }

    /// When it was learned has no part in a verdict.
    fn of_verified(journal: &Journal<'_>, found: &'e VerifiedEntry) -> Self {
        let (content, envelope) = match &found.content {
            None => (Content::Withheld, None),
            Some(content) => decode(content.envelope.as_ref().map(Cow::Borrowed).map_err(Clone::clone)),
        };
        let (origin, party) = (journal.origin.clone(), journal.party.clone());
        let (index, standing, known) = (found.index.get(), Standing::Sound, Moment::MIN);
        let said = Said { origin, party, index, leaf: found.leaf, known, content, standing };
        Self { said, envelope, fields: held_fields(found, known) }
    }

    fn changes_keys(&self) -> bool {
        self.said.statement().is_some_and(|statement| {
            matches!(
                statement.body,
                Body::PartyDeclared(_)
                    | Body::OfficerAppointed(_)
                    | Body::OfficerRevoked(_)
                    | Body::KeyRotated(_)
                    | Body::LogKeyRotated(_)
            )
        })
    }
}

fn decode<'e>(envelope: Result<Cow<'e, Envelope>, CoseError>) -> (Content, Option<Cow<'e, Envelope>>) {
    let opaque = |why: String| (Content::Opaque { why }, None);
    let envelope = match envelope {
        Ok(envelope) => envelope,
        Err(error) => return opaque(error.to_string()),
    };
    if envelope.header.schema.as_str() != SCHEMA_NAME {
        return opaque(format!("schema {} is not known here", envelope.header.schema));
    }
    match model::canonical::decode(&envelope.payload) {
        Ok(statement) => (Content::Known(Box::new(statement)), Some(envelope)),
        Err(error) => opaque(error.to_string()),
    }
}

/// An entry without content: erased here, or never disclosed.
fn left(erased: Option<&Erasure>) -> Content {
    erased.map_or(Content::Withheld, |mark| Content::Erased { at: mark.at, reason: mark.reason.clone() })
}

/// The keys in force, as the journal has granted them so far.
pub(crate) struct Grants {
    keys: BTreeMap<OfficerId, ReadyKey>,
    /// The journal's own keys; none where its first entry cannot be read.
    lineage: Option<Lineage>,
}

impl Grants {
    fn of(journal: &Journal<'_>, first: Option<&EntryRow>) -> Self {
        Self { lineage: Lineage::read(journal.origin, first), keys: BTreeMap::new() }
    }

    /// Judges a journal from its first entry on; what it has granted at its end, and what it says.
    pub(crate) fn over(journal: &Journal<'_>, rows: Vec<EntryRow>) -> (Self, Vec<Said>) {
        let mut grants = Self::of(journal, rows.first());
        let said = grants.judge_all(journal, side_by_side(rows, |row| Read::of(journal, row)));
        (grants, said)
    }

    /// Judges the entries that come next; nothing where one of them changes keys, which matters for more than this journal.
    pub(crate) fn carry_on(&mut self, journal: &Journal<'_>, rows: Vec<EntryRow>) -> Option<Vec<Said>> {
        let read = side_by_side(rows, |row| Read::of(journal, row));
        if read.iter().any(Read::changes_keys) { None } else { Some(self.judge_all(journal, read)) }
    }

    /// Judges entries, in the order of the journal.
    fn judge_all(&mut self, journal: &Journal<'_>, read: Vec<Read<'_>>) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::with_capacity(read.len());
        let mut stretch = Vec::new();
        for read in read {
            let turns = read.changes_keys();
            stretch.push(read);
            if turns {
                said.extend(self.judge(journal, std::mem::take(&mut stretch)));
            }
        }
        said.extend(self.judge(journal, stretch));
        said
    }

    /// Judges entries of which at most the last changes keys.
    fn judge(&mut self, journal: &Journal<'_>, stretch: Vec<Read<'_>>) -> Vec<Said> {
        // The first entry appoints those who may sign it: a journal begins by itself.
        if let Some(Body::PartyDeclared(declared)) = stretch.first().and_then(first_body) {
            declared.officers.iter().for_each(|officer| self.grant(&officer.officer, &officer.key));
        }
        let judged = side_by_side(stretch, |mut read| {
            if let (Some(envelope), Some(statement)) = (&read.envelope, read.said.statement()) {
                read.said.standing = self.standing(journal.origin, envelope, statement);
            }
            // After the signature was judged, which is over what is hidden.
            if let Content::Known(statement) = &mut read.said.content {
                hiding::open(statement, &read.fields);
            }
            // What views refuse to count grants nothing either.
            let counts = |statement: &Statement| &statement.party == journal.party && statement.body.validate().is_ok();
            let counts = read.said.statement().is_some_and(counts);
            (read.said, counts)
        });
        judged.into_iter().map(|(said, counts)| self.place(journal, said, counts)).collect()
    }

    fn standing(&self, origin: &OriginLine, envelope: &Envelope, statement: &Statement) -> Standing {
        let officer = &envelope.header.kid;
        let Some(key) = self.keys.get(officer) else {
            return Standing::NotGranted { officer: officer.clone() };
        };
        let same = officer == &statement.officer && &envelope.header.issuer == origin;
        if same && envelope.verify(key).is_ok() { Standing::Sound } else { Standing::BadSignature }
    }

    /// Learns from an entry that was judged, in its turn.
    fn place(&mut self, journal: &Journal<'_>, mut said: Said, counts: bool) -> Said {
        let Some(statement) = said.statement() else { return said };
        if let Some((_, epoch)) = journal.doubt.filter(|(from, _)| *from <= said.index) {
            said.standing = Standing::InDoubt { epoch: epoch.clone() };
        } else if said.standing == Standing::Sound && counts {
            if !self.learn(&statement.body) {
                said.standing = Standing::BadSignature;
            }
        } else if said.index == 0 {
            self.keys.clear();
        }
        said
    }

    fn grant(&mut self, officer: &OfficerId, key: &PublicKey) {
        // A key that no signature verifies under grants nothing.
        if let Ok(ready) = ReadyKey::new(key) {
            self.keys.insert(officer.clone(), ready);
        }
    }

    /// Whether what the statement says of keys holds; that of other kinds is no matter here.
    fn learn(&mut self, body: &Body) -> bool {
        if let Body::OfficerAppointed(appointed) = body {
            self.grant(&appointed.officer, &appointed.key);
        } else if let Body::KeyRotated(rotated) = body {
            if self.keys.contains_key(&rotated.officer) {
                self.grant(&rotated.officer, &rotated.key);
            }
        } else if let Body::OfficerRevoked(revoked) = body {
            self.keys.remove(&revoked.officer);
        } else if let Body::LogKeyRotated(rotated) = body {
            return self.lineage.as_mut().is_some_and(|lineage| lineage.rotate(rotated));
        }
        true
    }
}

fn first_body<'r>(read: &'r Read<'_>) -> Option<&'r Body> {
    read.said.statement().filter(|_| read.said.index == 0).map(|statement| &statement.body)
}

/// Maps in order, on as many threads as there are processors, where that pays.
fn side_by_side<A: Send, B: Send>(items: Vec<A>, map: impl Fn(A) -> B + Sync + Send) -> Vec<B> {
    items.into_par_iter().with_min_len(SIDE_BY_SIDE_MIN).map(map).collect()
}
