//! Made-up statements of several parties: goods packed, driven, handed over, checked and used
//! up, with reports of the road between. As many as wanted; the same every time.
//!
//! The words stand in `story/*.jsonl`: a party and what it says, `@K` for the number of the
//! round, `@N` for what the names of a group end in. Nothing in it is a finding, so views do all
//! the work that good statements ask for.

use crate::Outcome;
use crate::node::OFFICER;
use model::{Draft, Head, Reference, Statement};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};
use views::{Content, Said, Standing};

const OPENING: &str = include_str!("../story/opening.jsonl");
const ROUND: &str = include_str!("../story/round.jsonl");
const REPORTS: &str = include_str!("../story/reports.jsonl");
const REPORT: &str = include_str!("../story/report.json");

/// Statements of one [`Story::round`].
pub(crate) const ROUND_STATEMENTS: usize = 20;
/// Parties of [`Story::reports`], each saying one thing a round.
pub(crate) const PARTIES: usize = 5;

/// Axes and states that reports go round in.
const AXES: u64 = 8;
const STATES: [&str; 4] = ["open", "regained", "cut", "restricted"];

/// Statements that one group of parties may say before leaf hashes and times would meet those of the next.
const GROUP_STATEMENTS: u64 = 1 << 40;

/// Several parties talking.
#[derive(Default)]
pub(crate) struct Story {
    /// Told after all names; groups that differ in it have nothing in common.
    suffix: String,
    /// Where the count of what was said begins.
    first: u64,
    sizes: BTreeMap<PartyId, u64>,
    /// What each party has heard of the others: how it stood at the last exchange.
    heard: Vec<(PartyId, Head)>,
    round: u64,
    said: u64,
    offer: Option<Reference>,
}

impl Story {
    /// A story with its catalogue, agreement, pledge and stock, and so many rounds.
    pub(crate) fn of_custody(rounds: usize) -> Outcome<(Self, Vec<Said>)> {
        let mut story = Self::default();
        let mut all = story.tell(OPENING)?;
        all.extend(story.rounds(rounds)?);
        Ok((story, all))
    }

    /// Groups of five parties, each with a pledge of its own and goods of its own, and so many rounds of each in
    /// turns.
    pub(crate) fn of_groups(groups: u64, rounds: usize) -> Outcome<(Vec<Self>, Vec<Said>)> {
        let story = |group: u64| Self {
            suffix: format!("-{group}"),
            first: group * GROUP_STATEMENTS,
            said: group * GROUP_STATEMENTS,
            ..Self::default()
        };
        let mut stories: Vec<Self> = (0..groups).map(story).collect();
        let mut all = Vec::new();
        for story in &mut stories {
            all.extend(story.tell(OPENING)?);
        }
        for _ in 0..rounds {
            for story in &mut stories {
                all.extend(story.rounds(1)?);
            }
        }
        Ok((stories, all))
    }

    /// Further rounds, each heard by all before the next.
    pub(crate) fn rounds(&mut self, rounds: usize) -> Outcome<Vec<Said>> {
        let mut all = Vec::with_capacity(rounds * ROUND_STATEMENTS);
        for _ in 0..rounds {
            self.exchange();
            all.extend(self.tell(ROUND)?);
        }
        Ok(all)
    }

    /// Five journals of reports, that exchange every so many entries.
    pub(crate) fn of_reports(each: usize, exchange_every: usize) -> Outcome<Vec<Said>> {
        let mut story = Self::default();
        let mut all = Vec::with_capacity(each * PARTIES);
        for entry in 0..each {
            if entry % exchange_every == 0 {
                story.exchange();
            }
            all.extend(story.tell(REPORTS)?);
        }
        Ok(all)
    }

    fn exchange(&mut self) {
        let head = |(party, size): (&PartyId, &u64)| {
            let (size, root) = (*size, digest(*size));
            let head = Head { origin: origin(party).ok()?, size, root, cosignature: None };
            Some((party.clone(), head))
        };
        self.heard = self.sizes.iter().filter_map(head).collect();
    }

    fn tell(&mut self, lines: &str) -> Outcome<Vec<Said>> {
        self.round += 1;
        lines.lines().map(|line| self.line(line)).collect()
    }

    fn line(&mut self, line: &str) -> Outcome<Said> {
        let (party, words) = line.split_once(' ').ok_or("a line of the story has no party")?;
        if words.contains("check_performed") {
            // Who looks for pieces has heard that they were taken over.
            self.exchange();
        }
        let offer = serde_json::to_string(&self.offer)?;
        let state = STATES[usize::try_from(self.said / AXES)? % STATES.len()];
        let round = format!("{}{}", self.round, self.suffix);
        let words = words.replace("@REPORT", REPORT.trim()).replace("@K", &round).replace("@N", &self.suffix);
        let words = words.replace("@AXIS", &(self.said % AXES).to_string());
        let words = words.replace("@STATE", state).replace("@OFFER", &offer);
        let said = self.say(&format!("{party}{}", self.suffix).parse()?, Draft::from_json(&words)?)?;
        if words.contains("handover_offered") {
            self.offer = Some(said.reference());
        }
        Ok(said)
    }

    /// One thing said, as a node holds it after its signature was judged.
    pub(crate) fn say(&mut self, party: &PartyId, draft: Draft) -> Outcome<Said> {
        let size = self.sizes.entry(party.clone()).or_default();
        let index = *size;
        *size += 1;
        self.said += 1;
        let stated = Moment::from_seconds(1_360_000_000).plus_seconds(i64::try_from(self.said - self.first)? * 60);
        let others = self.heard.iter().filter(|(other, _)| other != party);
        let statement = Statement {
            schema: model::SCHEMA,
            party: party.clone(),
            officer: draft.officer.map_or_else(|| OfficerId::new(OFFICER), Ok)?,
            occurred: draft.occurred.unwrap_or(stated),
            stated,
            seen: others.map(|(_, head)| head.clone()).collect(),
            references: Vec::new(),
            audience: draft.audience,
            body: draft.body,
            field_audience: None,
        };
        Ok(Said {
            origin: origin(party)?,
            party: party.clone(),
            index,
            leaf: digest(self.said),
            known: stated,
            content: Content::Known(Box::new(statement)),
            standing: Standing::Sound,
        })
    }
}

/// One report, as a person would write it.
pub(crate) fn report(number: usize) -> Outcome<Draft> {
    let words = REPORT.trim().replace("@K", &number.to_string()).replace("@AXIS", "1").replace("@STATE", "open");
    Ok(Draft { officer: Some(OfficerId::new(OFFICER)?), ..Draft::from_json(&words)? })
}

fn origin(party: &PartyId) -> Outcome<OriginLine> {
    Ok(OriginLine::new(format!("bench.example/{party}"))?)
}

fn digest(number: u64) -> Digest {
    Digest::new(Sha256::digest(number.to_be_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use views::{Views, order};

    #[test]
    fn a_story_leaves_no_finding_and_moves_goods_to_the_end() -> Outcome<()> {
        let (_, said) = Story::of_custody(3)?;
        assert_eq!(said.len(), OPENING.lines().count() + 3 * ROUND_STATEMENTS);
        let views = Views::fold(&order(said));
        assert_eq!(views.findings, []);
        assert_eq!(views.custody.ladder(&"P".parse()?, &"radio".parse()?).accepted, 6);
        assert_eq!(views.custody.held(&"fuel".parse()?, &views::Account::Consumed), 15_000);
        Ok(())
    }

    #[test]
    fn groups_have_nothing_in_common() -> Outcome<()> {
        let (_, said) = Story::of_groups(4, 2)?;
        let parties: std::collections::BTreeSet<_> = said.iter().map(|said| said.party.clone()).collect();
        assert_eq!(parties.len(), 4 * PARTIES);
        let views = Views::fold(&order(said));
        assert_eq!(views.findings, []);
        assert_eq!(views.custody.serials().len(), 4 * 2 * 2);
        assert_eq!(views.custody.ladder(&"P-3".parse()?, &"radio-3".parse()?).accepted, 4);
        Ok(())
    }

    #[test]
    fn each_party_of_the_reports_has_one_journal() -> Outcome<()> {
        let said = Story::of_reports(7, 2)?;
        let journals: std::collections::BTreeSet<_> = said.iter().map(|said| &said.origin).collect();
        assert_eq!((journals.len(), said.len(), order(said.clone()).len()), (PARTIES, 7 * PARTIES, 7 * PARTIES));
        Ok(())
    }
}
