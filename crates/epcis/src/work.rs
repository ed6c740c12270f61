//! From events to bodies of statements: which event says what, and which of them say it together.

mod handover;
mod loads;

use crate::cbv::{BizStep, Disposition, Transaction};
use crate::names::{Named, Naming, cut};
use crate::read::Seen;
use crate::refusal::{Refusal, Rule};
use model::{
    AdjustmentReason, Attribution, Body, CheckMethod, CheckObstacle, CheckPerformed, CheckResult, CheckedSerial,
    Consumed, Destroyed, Incident, IncidentKind, Line, MatterOpened, MatterSettled, Outcome, PartsTaken, Progress,
    ProgressEvent, Reference, StockAdjusted, StockDeclared, StockLost, Verdict,
};
use units::{ConsignmentId, ConvoyId, Digest, Moment, PlaceId};

/// A statement in the making.
pub(crate) struct Work {
    pub(crate) body: Body,
    pub(crate) occurred: Moment,
    /// Numbers of its events, from 1.
    pub(crate) events: Vec<usize>,
    /// Where the first of them stands.
    pub(crate) path: String,
    /// What the first of them calls itself.
    pub(crate) source: Option<String>,
    /// Which events belong to it besides.
    key: Option<String>,
}

/// Everything that was made so far, in the order of first events.
pub(crate) struct Bench<'n> {
    pub(crate) naming: &'n Naming,
    pub(crate) works: Vec<Work>,
}

type Made = Result<(), Refusal>;

impl Bench<'_> {
    /// Takes up one event.
    pub(crate) fn take(&mut self, seen: &Seen<'_>) -> Made {
        let none = || seen.refused("", Rule::NoStatement { what: said(seen) });
        let step = BizStep::read(seen.step).ok_or_else(none)?;
        // A state that the mapping does not use is none of those that decide.
        let state = Disposition::read(seen.state);
        match (seen.sort, seen.action, step) {
            ("ObjectEvent", "ADD", BizStep::Commissioning) => self.declared(seen),
            ("ObjectEvent" | "AggregationEvent", "ADD" | "OBSERVE" | "DELETE", BizStep::Receiving) => {
                self.adjusted(seen, AdjustmentReason::Received)
            }
            ("ObjectEvent", "ADD" | "DELETE", BizStep::CycleCounting) => self.adjusted(seen, AdjustmentReason::Counted),
            ("ObjectEvent", "ADD" | "DELETE", BizStep::StockTaking) => self.adjusted(seen, AdjustmentReason::Corrected),
            ("ObjectEvent", "ADD" | "DELETE", BizStep::Inspecting) if state == Some(Disposition::Expired) => {
                self.adjusted(seen, AdjustmentReason::Spoiled)
            }
            ("AggregationEvent", "ADD", BizStep::Packing | BizStep::Loading) if seen.term("from")?.is_some() => {
                self.reloaded(seen)
            }
            ("AggregationEvent", "ADD", BizStep::Packing | BizStep::Loading) => self.packed(seen),
            ("ObjectEvent", "OBSERVE", BizStep::Departing) if !has_convoy(seen) && seen.to.is_some() => {
                self.moved(seen)
            }
            ("ObjectEvent", "OBSERVE", BizStep::Departing) => self.progressed(seen, ProgressEvent::Departed),
            ("ObjectEvent", "OBSERVE", BizStep::Arriving) => self.progressed(seen, ProgressEvent::Arrived),
            ("ObjectEvent", "OBSERVE", BizStep::Transporting) if seen.is_set("halted") => {
                self.progressed(seen, ProgressEvent::Halted)
            }
            ("ObjectEvent", "OBSERVE", BizStep::Transporting) => self.progressed(seen, ProgressEvent::Passed),
            ("TransactionEvent", "ADD", BizStep::StagingOutbound) => self.offered(seen),
            ("ObjectEvent", "OBSERVE", BizStep::Accepting) => self.answered(seen),
            ("ObjectEvent", "OBSERVE", BizStep::Holding | BizStep::Inspecting) if has_answer(seen) => {
                self.answered(seen)
            }
            ("ObjectEvent", "OBSERVE", BizStep::Holding) => self.opened(seen),
            ("ObjectEvent", "OBSERVE", BizStep::Inspecting) => match meaning(INCIDENTS, state) {
                Some(IncidentKind::Loss) if !has_convoy(seen) && seen.place.is_some() => self.lost(seen, state),
                Some(kind) => self.befell(seen, kind, state),
                None => Err(none()),
            },
            ("TransactionEvent", "DELETE", BizStep::VoidShipping) => self.withdrawn(seen),
            (
                "TransactionEvent",
                "ADD",
                BizStep::Receiving
                | BizStep::VoidShipping
                | BizStep::Inspecting
                | BizStep::Destroying
                | BizStep::StockTaking,
            ) => self.settled(seen),
            ("ObjectEvent", "OBSERVE", BizStep::StockTaking) => self.checked(seen, state),
            ("ObjectEvent", "DELETE", BizStep::Dispensing | BizStep::Destroying) => self.gone(seen, step),
            ("ObjectEvent", "OBSERVE", BizStep::Removing) => self.taken(seen),
            _ => Err(none()),
        }
    }

    fn add(&mut self, seen: &Seen<'_>, key: Option<String>, body: Body) {
        self.works.push(Work {
            body,
            occurred: seen.time,
            events: vec![seen.number],
            path: seen.path.clone(),
            source: seen.id.map(str::to_owned),
            key,
        });
    }

    /// The statement that the event belongs to, if one was begun.
    fn begun(&mut self, seen: &Seen<'_>, key: Option<&String>) -> Option<&mut Work> {
        let key = key?;
        let work = self.works.iter_mut().rev().find(|work| work.key.as_ref() == Some(key))?;
        work.events.push(seen.number);
        work.occurred = work.occurred.max(seen.time);
        Some(work)
    }

    /// What binds events of one statement: its own name, else a paper.
    fn key(&self, seen: &Seen<'_>, kind: &str, paper: Option<&str>) -> Option<String> {
        let own = seen.id.and_then(|id| match self.naming.read(id) {
            Ok(Named::Statement(by, _)) => Some(by.leaf.to_string()),
            Ok(_) | Err(_) => None,
        });
        own.or_else(|| paper.map(str::to_owned)).map(|name| format!("{kind} {name}"))
    }

    fn declared(&mut self, seen: &Seen<'_>) -> Made {
        let (site, lines) = (place(seen, "stock_declared")?, lines(seen, "stock_declared")?);
        self.add(seen, None, Body::StockDeclared(StockDeclared { site, lines }));
        Ok(())
    }

    fn adjusted(&mut self, seen: &Seen<'_>, reason: AdjustmentReason) -> Made {
        let (site, note) = (place(seen, "stock_adjusted")?, seen.words("note")?);
        for line in lines(seen, "stock_adjusted")? {
            let (site, note, increase) = (site.clone(), note.clone(), seen.action != "DELETE");
            self.add(seen, None, Body::StockAdjusted(StockAdjusted { site, line, increase, reason, note }));
        }
        Ok(())
    }

    fn progressed(&mut self, seen: &Seen<'_>, event: ProgressEvent) -> Made {
        let (convoy, place, note) = (convoy(seen, "progress")?, place(seen, "progress")?, seen.words("note")?);
        self.add(seen, None, Body::Progress(Progress { convoy, event, place, note }));
        Ok(())
    }

    fn befell(&mut self, seen: &Seen<'_>, kind: IncidentKind, state: Option<Disposition>) -> Made {
        let vehicle = match seen.term("vehicle")?.map(|uri| self.naming.read(uri)) {
            Some(Ok(Named::Vehicle(vehicle))) => Some(vehicle),
            Some(_) => return Err(seen.refused("['qafila:vehicle']", Rule::Form { wanted: "the name of a vehicle" })),
            None => None,
        };
        let incident = Incident {
            convoy: convoy(seen, "incident")?,
            kind,
            place: seen.place.clone(),
            vehicle,
            lines: lines(seen, "incident")?,
            attribution: attribution(seen, state)?,
            note: seen.words("note")?,
            cause: seen.words("cause")?,
        };
        self.add(seen, None, Body::Incident(incident));
        Ok(())
    }

    /// Goods that are missing where no convoy is named: from stock.
    fn lost(&mut self, seen: &Seen<'_>, state: Option<Disposition>) -> Made {
        let kind = "stock_lost";
        let lost = StockLost {
            site: place(seen, kind)?,
            lines: lines(seen, kind)?,
            attribution: attribution(seen, state)?,
            cause: seen.words("cause")?,
            note: seen.words("note")?,
        };
        self.add(seen, None, Body::StockLost(lost));
        Ok(())
    }

    fn opened(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "matter_opened";
        let owner = match seen.term("owner")?.map(|uri| self.naming.read(uri)) {
            Some(Ok(Named::Party(party))) => party,
            Some(_) | None => return Err(needs(seen, kind, "`qafila:owner`: the party that is to settle it")),
        };
        let cited = |uri: &str| match self.naming.read(uri) {
            Ok(Named::Statement(by, _)) => Ok(by),
            Ok(_) | Err(_) => {
                Err(seen.refused("['qafila:about']", Rule::Form { wanted: "a list of names of statements" }))
            }
        };
        let about = seen.texts("about").into_iter().map(cited).collect::<Result<Vec<Reference>, _>>()?;
        let note = seen.words("note")?.unwrap_or_default();
        self.add(seen, None, Body::MatterOpened(MatterOpened { about, owner, lines: lines(seen, kind)?, note }));
        Ok(())
    }

    fn settled(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "matter_settled";
        let matter = statement(seen, Transaction::Recadv);
        let matter =
            matter.ok_or_else(|| needs(seen, kind, "a business transaction `recadv` that names the matter it ends"))?;
        let verdict = seen.coded::<Verdict>("verdict", "a way in which a matter ends")?;
        let verdict = verdict.ok_or_else(|| needs(seen, kind, "`qafila:verdict`: how the matter ends"))?;
        let note = seen.words("note")?.unwrap_or_default();
        let site = seen.from.clone();
        let outcome = |line| Outcome { line, verdict, site: site.clone() };
        let outcomes: Vec<Outcome> = lines(seen, kind)?.into_iter().map(outcome).collect();
        let key = self.key(seen, kind, None);
        if let Some(work) = self.begun(seen, key.as_ref()) {
            let first = work.events[0];
            let Body::MatterSettled(begun) = &mut work.body else { return Ok(()) };
            if begun.matter != matter || begun.note != note {
                return Err(seen.refused("", Rule::Differs { kind, first }));
            }
            begun.outcomes.extend(outcomes);
            return Ok(());
        }
        self.add(seen, key, Body::MatterSettled(MatterSettled { matter, outcomes, note }));
        Ok(())
    }

    fn checked(&mut self, seen: &Seen<'_>, state: Option<Disposition>) -> Made {
        let kind = "check_performed";
        let result = meaning(RESULTS, state);
        let result = result.ok_or_else(|| {
            needs(seen, kind, "the disposition conformant, non_conformant, damaged or unknown: what was found")
        })?;
        let method = seen.coded::<CheckMethod>("method", "scan, photo, typed or witnessed")?;
        let method = method.ok_or_else(|| needs(seen, kind, "`qafila:method`: how each piece was checked"))?;
        let (site, note, witness) = (place(seen, kind)?, seen.words("note")?, seen.words("witness")?);
        let obstacle = seen.coded::<CheckObstacle>("obstacle", "why a piece could not be seen")?;
        let photo = seen.coded::<Digest>("photo", "the SHA-256 of a photograph")?;
        let cert = seen.raw_papers.iter().find(|(kind, _)| *kind == Transaction::Cert.code()).map(|(_, uri)| *uri);
        if seen.goods.pieces.is_empty() || !seen.goods.counted.is_empty() {
            return Err(needs(seen, kind, "pieces with their serial numbers, and nothing else"));
        }
        for (item, _, serial) in &seen.goods.pieces {
            let (serial, note, witness) = (serial.clone(), note.clone(), witness.clone());
            let piece = CheckedSerial { serial, result, method, note, obstacle, photo, witness };
            let key = self.key(seen, kind, cert).map(|key| format!("{key} {item}"));
            let work = self.works.iter_mut().rev().find(|work| key.is_some() && work.key == key);
            if let Some(Work { body: Body::CheckPerformed(check), events, .. }) = work {
                if check.site != site {
                    return Err(seen.refused("", Rule::Differs { kind, first: events[0] }));
                }
                check.pieces.push(piece);
                if events.last() != Some(&seen.number) {
                    events.push(seen.number);
                }
                continue;
            }
            // Without a paper the pieces of one event still stand together.
            let key = key.or_else(|| Some(format!("{kind} #{} {item}", seen.number)));
            let check = CheckPerformed { site: site.clone(), item: item.clone(), pieces: vec![piece] };
            self.add(seen, key, Body::CheckPerformed(check));
        }
        Ok(())
    }

    fn gone(&mut self, seen: &Seen<'_>, step: BizStep) -> Made {
        let destroyed = step == BizStep::Destroying;
        let kind = if destroyed { "destroyed" } else { "consumed" };
        let site = place(seen, kind)?;
        let why = seen.words(if destroyed { "reason" } else { "purpose" })?.unwrap_or_default();
        for line in lines(seen, kind)? {
            let (site, why) = (site.clone(), why.clone());
            self.add(
                seen,
                None,
                if destroyed {
                    Body::Destroyed(Destroyed { site, line, reason: why })
                } else {
                    Body::Consumed(Consumed { site, line, purpose: why })
                },
            );
        }
        Ok(())
    }

    fn taken(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "parts_taken";
        let [(item, _, from)] = seen.goods.pieces.as_slice() else {
            return Err(needs(seen, kind, "the one piece that the parts come from"));
        };
        let into = match seen.term("into")?.map(|uri| self.naming.read(uri)) {
            Some(Ok(Named::Piece(other, _, serial))) if &other == item => serial,
            Some(_) | None => {
                return Err(needs(seen, kind, "`qafila:into`: the piece of the same item that gets them"));
            }
        };
        let parts = seen.words("parts")?.ok_or_else(|| needs(seen, kind, "`qafila:parts`: which parts"))?;
        let (item, from) = (item.clone(), from.clone());
        self.add(seen, None, Body::PartsTaken(PartsTaken { site: place(seen, kind)?, item, from, into, parts }));
        Ok(())
    }
}

/// What an event says, as a refusal shows it.
fn said(seen: &Seen<'_>) -> String {
    let parts = [seen.sort, seen.action, seen.step, seen.state];
    cut(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

fn needs(seen: &Seen<'_>, kind: &'static str, what: &'static str) -> Refusal {
    seen.refused("", Rule::Needs { kind, what })
}

fn place(seen: &Seen<'_>, kind: &'static str) -> Result<PlaceId, Refusal> {
    seen.place.clone().ok_or_else(|| needs(seen, kind, "a `bizLocation` or a `readPoint`"))
}

/// Goods by name and number; what lies in a package is not told by the package.
fn lines(seen: &Seen<'_>, kind: &'static str) -> Result<Vec<Line>, Refusal> {
    let lines = seen.goods.lines();
    match (lines.is_empty(), seen.goods.closed.is_empty()) {
        (false, true) => Ok(lines),
        (true, true) => Err(needs(seen, kind, "pieces or quantities")),
        (_, false) => Err(needs(seen, kind, "the goods themselves, not a package or vehicle that holds them")),
    }
}

/// Whether it is known who took what is lost, as it is said, or as the disposition tells it.
fn attribution(seen: &Seen<'_>, state: Option<Disposition>) -> Result<Attribution, Refusal> {
    let taken = if state == Some(Disposition::Stolen) { Attribution::Suspected } else { Attribution::Unknown };
    Ok(seen.coded("attribution", "known, suspected or unknown")?.unwrap_or(taken))
}

fn has_convoy(seen: &Seen<'_>) -> bool {
    seen.raw_papers.iter().any(|(kind, _)| *kind == Transaction::Bol.code())
}

fn paper<T>(seen: &Seen<'_>, kind: Transaction, is: impl Fn(&Named) -> Option<T>) -> Option<T> {
    seen.papers.iter().filter(|(given, _)| *given == kind.code()).find_map(|(_, named)| is(named))
}

fn statement(seen: &Seen<'_>, kind: Transaction) -> Option<Reference> {
    paper(seen, kind, |named| {
        let Named::Statement(by, _) = named else { return None };
        Some(by.clone())
    })
}

fn has_answer(seen: &Seen<'_>) -> bool {
    statement(seen, Transaction::Desadv).is_some()
}

fn consignment(seen: &Seen<'_>, kind: &'static str) -> Result<ConsignmentId, Refusal> {
    let found = paper(seen, Transaction::Desadv, |named| {
        let Named::Consignment(consignment) = named else { return None };
        Some(consignment.clone())
    });
    found.ok_or_else(|| needs(seen, kind, "a business transaction `desadv` that names a consignment"))
}

fn convoy(seen: &Seen<'_>, kind: &'static str) -> Result<ConvoyId, Refusal> {
    let found = paper(seen, Transaction::Bol, |named| {
        let Named::Convoy(convoy) = named else { return None };
        Some(convoy.clone())
    });
    found.ok_or_else(|| needs(seen, kind, "a business transaction `bol` that names a convoy"))
}

/// What befell goods, by their disposition.
const INCIDENTS: &[(Disposition, IncidentKind)] = &[
    (Disposition::Stolen, IncidentKind::Loss),
    (Disposition::Unknown, IncidentKind::Loss),
    (Disposition::Damaged, IncidentKind::Damage),
    (Disposition::InTransit, IncidentKind::Breakdown),
];

/// What a check found, by the disposition.
const RESULTS: &[(Disposition, CheckResult)] = &[
    (Disposition::Conformant, CheckResult::Present),
    (Disposition::Unknown, CheckResult::Absent),
    (Disposition::Damaged, CheckResult::Damaged),
    (Disposition::NonConformant, CheckResult::NotShown),
];

fn meaning<T: Copy>(table: &[(Disposition, T)], state: Option<Disposition>) -> Option<T> {
    table.iter().find(|(known, _)| Some(*known) == state).map(|(_, meaning)| *meaning)
}
