//! A simulated border: how stretches really change, and what sources of known record say of them.
//!
//! The world is not the model: sojourns are shorter, states follow another distribution, reports
//! come late, outlets copy each other. One seed gives one world.

use model::{
    Audience, Body, Credibility, Grade, Modality, Polarity, Reliability, ReportFiled, ReportKind, ReportSource,
    RoadState, SCHEMA, SourceClass, Statement, Subject,
};
use units::{Digest, Interval, Moment};
use views::{Content, FusionParameters, Passability, Said, Standing};

use crate::Outcome;

/// Hours that a world lasts.
pub(crate) const HOURS: u64 = 40 * 24;
/// A stretch takes a new state once in so many hours; the model believes 173.
const SOJOURN_HOURS: u64 = 150;
/// How often it is then open, restricted, contested, closed; the model believes 500, 150, 200, 150.
const STATES: [u16; 4] = [450, 200, 180, 170];
/// Of a hundred reports so many are copied by one to three outlets.
const COPIED_PERCENT: u64 = 30;
/// A report is filed up to so many hours after what it saw.
const DELAY_HOURS: u64 = 24;

/// What was said, and what was so.
pub(crate) struct World {
    /// The reports, in the order of their journal.
    pub(crate) said: Vec<Said>,
    /// State of each stretch in each hour, as an index into [`Passability::KNOWN`].
    truth: Vec<Vec<u8>>,
}

/// Numbers that look drawn by lot, the same for the same seed (splitmix64, Steele et al. 2014).
pub(crate) struct Lot(u64);

impl Lot {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn chance(&mut self, permille: u16) -> bool {
        self.below(1000) < u64::from(permille)
    }

    /// An index, each as often as its share.
    fn among(&mut self, shares: &[u16]) -> usize {
        let mut left = self.below(shares.iter().map(|share| u64::from(*share)).sum());
        for (index, share) in shares.iter().enumerate() {
            match left.checked_sub(u64::from(*share)) {
                Some(rest) => left = rest,
                None => return index,
            }
        }
        0
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let at = self.below(of.len() as u64);
        of.get(usize::try_from(at).ok()?).copied()
    }
}

impl World {
    /// So many stretches with so many first-hand reports, copies beside.
    pub(crate) fn new(seed: u64, stretches: usize, reports: usize, parameters: &FusionParameters) -> Outcome<Self> {
        let mut lot = Lot::new(seed);
        let truth: Vec<Vec<u8>> = (0..stretches).map(|_| history(&mut lot)).collect();
        let mut world = Self { said: Vec::new(), truth };
        for number in 0..reports {
            world.report(&mut lot, number, parameters)?;
        }
        Ok(world)
    }

    /// The state of a stretch in an hour.
    pub(crate) fn truth(&self, stretch: usize, hour: u64) -> Option<Passability> {
        let at = self.truth.get(stretch)?.get(usize::try_from(hour).ok()?)?;
        Passability::KNOWN.get(usize::from(*at)).copied()
    }

    /// One source sees a stretch, or thinks so, and perhaps others copy it.
    fn report(&mut self, lot: &mut Lot, number: usize, parameters: &FusionParameters) -> Outcome<()> {
        let stretch = usize::try_from(lot.below(self.truth.len() as u64))?;
        let hour = lot.below(HOURS - DELAY_HOURS);
        let station = lot.below(60);
        let reliability = usize::try_from(station)? % Reliability::ALL.len();
        let reliability = Reliability::ALL.get(reliability).copied().unwrap_or(Reliability::F);
        let credibility = lot.one(Credibility::ALL).unwrap_or(Credibility::Unknown);
        let modality = if lot.chance(250) { Modality::Hedged } else { Modality::Asserted };
        let known = parameters.trust(reliability, credibility, modality).to_permille();
        let seen = if lot.chance(known) {
            self.truth(stretch, hour).unwrap_or(Passability::Open)
        } else {
            let anything = parameters.prior().map(views::Chance::to_permille);
            Passability::KNOWN.get(lot.among(&anything)).copied().unwrap_or(Passability::Open)
        };
        let state = said_of(seen);
        let grade = Grade { reliability, credibility };
        let mut filed = self.filed(stretch, hour, grade, state, modality, &format!("station-{station}"), number)?;
        let delay = lot.below(DELAY_HOURS);
        self.say(filed.clone(), hour + delay)?;
        if lot.below(100) < COPIED_PERCENT {
            for copy in 0..=lot.below(3) {
                // An outlet has a record of its own: a plain C.
                filed.source.source = format!("outlet-{copy}").parse()?;
                filed.grade.reliability = Reliability::C;
                self.say(filed.clone(), (hour + delay + lot.below(48)).min(HOURS))?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a report has so many parts")]
    fn filed(
        &self,
        stretch: usize,
        hour: u64,
        grade: Grade,
        state: RoadState,
        modality: Modality,
        source: &str,
        number: usize,
    ) -> Outcome<ReportFiled> {
        Ok(ReportFiled {
            kind: ReportKind::RoadStatus,
            about: vec![Subject::Segment(format!("s{stretch}").parse()?)],
            state: Some(state),
            actor: None,
            polarity: Polarity::Positive,
            modality,
            background: false,
            source: ReportSource {
                source: source.parse()?,
                class: SourceClass::FieldSource,
                origin: format!("{source}/{number}").parse()?,
            },
            suggested: None,
            grade,
            time: Interval { from: Some(moment(hour)), to: None },
            excerpt: None,
            arguments: Vec::new(),
        })
    }

    fn say(&mut self, filed: ReportFiled, hour: u64) -> Outcome<()> {
        let index = self.said.len() as u64;
        self.said.push(said(index, Body::ReportFiled(filed), hour)?);
        Ok(())
    }
}

/// One entry of the journal, unsigned: views see none of the signatures.
pub(crate) fn said(index: u64, body: Body, hour: u64) -> Outcome<Said> {
    let mut leaf = [0; 32];
    leaf[..8].copy_from_slice(&Lot::new(index).next().to_be_bytes());
    leaf[8..16].copy_from_slice(&index.to_be_bytes());
    let statement = Statement {
        schema: SCHEMA,
        party: "giver".parse()?,
        officer: "officer".parse()?,
        occurred: moment(hour),
        stated: moment(hour),
        seen: Vec::new(),
        references: Vec::new(),
        audience: Audience::Everyone,
        body,
        field_audience: None,
    };
    Ok(Said {
        origin: "simulated/giver".parse()?,
        party: "giver".parse()?,
        index,
        leaf: Digest::new(leaf),
        known: moment(hour),
        content: Content::Known(Box::new(statement)),
        standing: Standing::Sound,
    })
}

/// The moment of an hour of the world.
pub(crate) fn moment(hour: u64) -> Moment {
    Moment::from_seconds(1_360_000_000 + i64::try_from(hour).unwrap_or(0) * 3600)
}

fn history(lot: &mut Lot) -> Vec<u8> {
    let mut state = lot.among(&STATES);
    let mut hour = || {
        if lot.below(SOJOURN_HOURS) == 0 {
            state = lot.among(&STATES);
        }
        u8::try_from(state).unwrap_or(0)
    };
    (0..=HOURS).map(|_| hour()).collect()
}

fn said_of(seen: Passability) -> RoadState {
    match seen {
        Passability::Open | Passability::Unknown => RoadState::Open,
        Passability::Restricted => RoadState::Restricted,
        Passability::Contested => RoadState::Contested,
        Passability::Closed => RoadState::Closed,
    }
}
