//! What a program that goes on remembers of a node, so that what was judged once is not judged again at each question.
//!
//! - Of one node, whoever opens it with whatever keys: everything that was said, as it is now, and all views of it.
//! - Held against the store at each question: heads of all journals, the store's [`TURN`], slips. Where nothing is another,
//!   it is handed out; where only the node's own journal has more entries, these are judged and added; else all is judged anew.

use crate::grants::{self, Grants};
use crate::laid::Laid;
use crate::lineage::{Lineage, doubts};
use crate::node::{AsOf, Node, NodeError};
use crate::operation::{Files, Operation, OperationError};
use crate::picture::Corridor;
use crate::ports::{EntryRow, JournalRow, TURN};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use units::{Moment, OriginLine};
use views::{AxisMap, FusionParameters, Picture, Said, Views, cited, order};

/// What is remembered of one node; shared by all that open it.
#[derive(Default)]
pub struct Memory {
    held: Mutex<Option<Held>>,
    /// The operation, and the files that it was read from.
    operation: Mutex<Option<(Files, Arc<Operation>)>>,
    /// The corridor as it was asked for last.
    corridor: Mutex<Option<Weighed>>,
    /// What is laid out for partners.
    laid: Laid,
}

/// So long a picture stands for now, where nothing else is another: nothing in it fades faster.
const CORRIDOR_SECONDS: i64 = 10;

impl Memory {
    pub(crate) fn laid(&self) -> &Laid {
        &self.laid
    }

    /// The operation of these files; read, where it is another than last time.
    pub(crate) fn operation(
        &self,
        files: Files,
        read: impl FnOnce(&Files) -> Result<Operation, OperationError>,
    ) -> Result<Arc<Operation>, OperationError> {
        let mut last = self.operation.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((before, operation)) if *before == files => Ok(Arc::clone(operation)),
            Some(_) | None => {
                let operation = Arc::new(read(&files)?);
                *last = Some((files, Arc::clone(&operation)));
                Ok(operation)
            }
        }
    }
}

/// A corridor, and of what. It does not hold the views: what nobody else holds is carried on in place.
struct Weighed {
    views: Weak<Views>,
    parameters: FusionParameters,
    axes: AxisMap,
    at: Moment,
    picture: Picture,
}

impl Memory {
    /// The corridor of these views now; weighed, where it is another than a moment ago. Who asks meanwhile waits for it.
    pub(crate) fn corridor(
        &self,
        (now, views): (Moment, &Arc<Views>),
        operation: &Operation,
        weigh: impl FnOnce(&AxisMap) -> Picture,
    ) -> Corridor {
        let axes = operation.axis_map();
        let mut last = self.corridor.lock().unwrap_or_else(PoisonError::into_inner);
        let stands = |weighed: &&Weighed| {
            let age = now.seconds().saturating_sub(weighed.at.seconds());
            let same = std::ptr::eq(weighed.views.as_ptr(), Arc::as_ptr(views));
            same && weighed.axes == axes
                && weighed.parameters == operation.fusion
                && (0..CORRIDOR_SECONDS).contains(&age)
        };
        let weighed = match last.take().filter(|weighed| stands(&weighed)) {
            Some(weighed) => weighed,
            None => {
                let picture = weigh(&axes);
                Weighed { views: Arc::downgrade(views), parameters: operation.fusion.clone(), axes, at: now, picture }
            }
        };
        let Weighed { at, axes, picture, .. } = &*last.insert(weighed);
        Corridor { at: now, weighed: *at, views: Arc::clone(views), axes: axes.clone(), picture: picture.clone() }
    }
}

/// By what the store shows that it holds what it held.
#[derive(PartialEq, Eq)]
pub(crate) struct Mark {
    journals: Vec<JournalRow>,
    turn: Option<Vec<u8>>,
    slips: BTreeMap<String, Vec<u8>>,
}

/// What a look came to.
struct Held {
    mark: Mark,
    /// How the next entry of the node's own journal is judged.
    standing: Option<Standing>,
    /// Entries of each journal, with those that came by hand ahead of it.
    lengths: BTreeMap<OriginLine, u64>,
    /// How many entries of the node's own journal others claim to have seen.
    reach: u64,
    recalled: Recalled,
}

/// How the next entry of a journal is judged.
pub(crate) struct Standing {
    grants: Grants,
    doubt: Option<(u64, OriginLine)>,
}

/// What is handed out of a memory.
#[derive(Clone)]
pub(crate) struct Recalled {
    /// Everything that was said, in canonical order.
    pub(crate) said: Arc<Vec<Said>>,
    /// What follows from it.
    pub(crate) views: Arc<Views>,
    /// When the last of it occurred.
    pub(crate) latest: Option<Moment>,
}

impl Node {
    /// The same node, which asks of this memory what it has judged before.
    pub fn remembering(mut self, memory: Arc<Memory>) -> Self {
        self.memory = Some(memory);
        self
    }

    /// Everything that is so now, where this node remembers at all.
    pub(crate) fn recalled(&self) -> Result<Option<Recalled>, NodeError> {
        let Some(memory) = &self.memory else { return Ok(None) };
        // Whoever failed before has left nothing behind, or what was whole.
        let mut memory = memory.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = self.mark()?;
        let held = match memory.take() {
            Some(held) if held.mark == mark => held,
            Some(held) => match self.carried_on(held, &mark)? {
                Some(held) => Held { mark, ..held },
                None => self.anew(mark)?,
            },
            None => self.anew(mark)?,
        };
        let recalled = held.recalled.clone();
        *memory = Some(held);
        Ok(Some(recalled))
    }

    /// The same, judged for this question alone where the node remembers nothing.
    pub(crate) fn everything(&self) -> Result<Recalled, NodeError> {
        if let Some(recalled) = self.recalled()? {
            return Ok(recalled);
        }
        let said = self.said(&AsOf::default())?;
        Ok(Recalled::of(said))
    }

    pub(crate) fn mark(&self) -> Result<Mark, NodeError> {
        let mut journals = self.journals()?;
        // Who signed or cosigned the same head, and when, has no part in what was said.
        journals.iter_mut().for_each(|journal| journal.checkpoint.clear());
        Ok(Mark { journals, turn: self.store().document(TURN)?, slips: self.slip_documents()? })
    }

    fn anew(&self, mark: Mark) -> Result<Held, NodeError> {
        let rows = |journal: &JournalRow| Ok((journal.clone(), self.rows_and_slips(journal)?));
        let held = mark.journals.iter().map(rows).collect::<Result<Vec<_>, NodeError>>()?;
        let length = |rows: &Vec<EntryRow>| rows.last().map_or(0, |row| row.index + 1);
        let lengths = held.iter().map(|(journal, rows)| (journal.origin.clone(), length(rows))).collect();
        let (said, standing) = judged(held);
        let own = mark.journals.iter().find(|journal| journal.own);
        let reach = own.map_or(0, |own| reach(&said, &own.origin));
        let recalled = Recalled::of(Arc::new(order(said)));
        Ok(Held { mark, standing, lengths, reach, recalled })
    }

    /// Adds what the node's own journal has more, where nothing else is another and it comes after everything that was there;
    /// nothing where that cannot be told of it alone.
    fn carried_on(&self, mut held: Held, mark: &Mark) -> Result<Option<Held>, NodeError> {
        let Some((was, own)) = held.mark.own_grown(mark) else { return Ok(None) };
        let from = was.frontier.size().get();
        // Who claims to have seen what comes only now may come after it.
        if held.lengths.get(&own.origin) != Some(&from) || held.reach > from {
            return Ok(None);
        }
        let mut rows = self.store().entries_from(&own.origin, from)?;
        rows.retain(|row| row.index < own.frontier.size().get());
        let mut frontier = was.frontier.clone();
        for row in &rows {
            frontier.push(row.entry.leaf());
        }
        let Some(standing) = held.standing.as_mut().filter(|_| frontier == own.frontier) else { return Ok(None) };
        let (origin, party) = (&own.origin, &own.party);
        let journal = grants::Journal { origin, party, doubt: standing.doubt.as_ref() };
        let Some(more) = standing.grants.carry_on(&journal, rows) else { return Ok(None) };
        if !more.iter().all(|said| comes_after(said, &held.lengths)) {
            return Ok(None);
        }
        held.lengths.insert(origin.clone(), own.frontier.size().get());
        held.recalled.add(more);
        Ok(Some(held))
    }
}

impl Mark {
    /// Whether a journal has grown to what this one has, and no further.
    pub(crate) fn has(&self, journal: &JournalRow) -> bool {
        self.journals.iter().any(|held| held.origin == journal.origin && held.frontier == journal.frontier)
    }

    /// The node's own journal as it was and as it is, where it is longer and nothing else is another.
    fn own_grown<'m>(&'m self, now: &'m Self) -> Option<(&'m JournalRow, &'m JournalRow)> {
        let same = self.turn == now.turn && self.slips == now.slips && self.journals.len() == now.journals.len();
        let mut others = self.journals.iter().zip(&now.journals).filter(|(was, is)| was != is);
        let (was, is) = others.next().filter(|_| same)?;
        let grown = was.own && is.frontier.size() > was.frontier.size();
        let alike = JournalRow { frontier: is.frontier.clone(), ..was.clone() } == *is;
        (grown && alike && others.next().is_none()).then_some((was, is))
    }
}

/// How many entries of a journal those who write others claim to have seen.
fn reach(said: &[Said], origin: &OriginLine) -> u64 {
    let others = said.iter().filter(|said| &said.origin != origin).filter_map(Said::statement);
    let claimed = others.flat_map(|statement| {
        let seen = statement.seen.iter().map(|head| (&head.origin, head.size));
        let cites = statement.references.iter().chain(cited(&statement.body));
        seen.chain(cites.map(|reference| (&reference.origin, reference.index.saturating_add(1))))
    });
    claimed.filter(|(of, _)| *of == origin).map(|(_, size)| size).max().unwrap_or(0)
}

impl Recalled {
    /// Of everything that was said, in canonical order.
    fn of(said: Arc<Vec<Said>>) -> Self {
        let views = Arc::new(Views::fold(&said));
        let latest = said.iter().filter_map(Said::statement).map(|statement| statement.occurred).max();
        Self { said, views, latest }
    }

    fn add(&mut self, more: Vec<Said>) {
        let (all, views) = (Arc::make_mut(&mut self.said), Arc::make_mut(&mut self.views));
        for said in more {
            views.apply(&said);
            self.latest = self.latest.max(said.statement().map(|statement| statement.occurred));
            all.push(said);
        }
    }
}

/// Whether the author of an entry had seen all there is of the other journals, so that it comes behind them.
fn comes_after(said: &Said, lengths: &BTreeMap<OriginLine, u64>) -> bool {
    let Some(statement) = said.statement() else { return false };
    let seen = |origin: &OriginLine, length: u64| {
        statement.seen.iter().any(|head| &head.origin == origin && head.size >= length)
    };
    lengths.iter().all(|(origin, length)| origin == &said.origin || seen(origin, *length))
}

/// What the entries of journals say, signatures judged; and how the next entry of the node's own one is.
pub(crate) fn judged(held: Vec<(JournalRow, Vec<EntryRow>)>) -> (Vec<Said>, Option<Standing>) {
    let lineages: Vec<Lineage> = held.iter().filter_map(|(held, rows)| Lineage::read(&held.origin, rows)).collect();
    let mut doubts = doubts(&lineages);
    let (mut all, mut standing) = (Vec::new(), None);
    for (JournalRow { origin, party, own, .. }, rows) in held {
        let doubt = doubts.remove(&origin);
        let journal = grants::Journal { origin: &origin, party: &party, doubt: doubt.as_ref() };
        let (grants, said) = Grants::over(&journal, rows);
        all.extend(said);
        if own {
            standing = Some(Standing { grants, doubt });
        }
    }
    (all, standing)
}
