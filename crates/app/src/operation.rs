//! An operation: its settings, roads, axes and place names, as files a person can edit.

use crate::node::{Genesis, Node};
use crate::ports::StoreError;
use crate::rules::{judge, unknown_key};
use model::{Names, OfficerRole, PartyRole};
use roads::Network;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{AgreementId, AxisId, Interval, Moment, OfficerId, OriginLine, PartyId, PlaceId, PledgeId};
use views::{AxisMap, FusionParameters};

/// Files of an operation that a node keeps, below its folder.
///
/// Without `fusion.toml` the numbers that come with the program apply; without `lexicon.toml` the shipped rules
/// read reports alone.
pub const FILES: [&str; 6] = [SETTINGS, NETWORK, AXES, POLICY, FUSION, LEXICON];
pub(crate) const SETTINGS: &str = "operation.toml";
const NETWORK: &str = "network.geojson";
const AXES: &str = "axes.toml";
pub(crate) const POLICY: &str = "policy.toml";
const FUSION: &str = "fusion.toml";
/// The theatre's words, above the shipped rules of the reader.
pub(crate) const LEXICON: &str = "lexicon.toml";
/// Documents of a node that belong to its operation.
pub(crate) const PREFIX: &str = "operation/";

/// The files of an operation by name.
pub(crate) type Files = BTreeMap<&'static str, Vec<u8>>;

/// What an operation is about, from `operation.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Short name.
    pub name: String,
    /// Journals are named by this and the party.
    pub origin: String,
    /// Time zone in which people read times.
    pub zone: String,
    /// The agreement that deliveries rest on.
    pub agreement: AgreementId,
    /// The pledge that is delivered.
    pub pledge: PledgeId,
    /// Who gives.
    pub donor: PartyId,
    /// Who receives.
    pub recipient: PartyId,
    /// Where the receiving side goes from the crossing.
    pub destination: PlaceId,
    /// Letters in movement credit numbers.
    pub convoy_prefix: String,
    /// When the first plan starts.
    pub plan_from: Moment,
    /// How many days of crossing hours a plan looks ahead.
    pub horizon_days: u16,
    /// When the receiver is ready at crossings; where nothing is said, whenever they are open.
    #[serde(default)]
    pub readiness: Vec<Readiness>,
    /// Title in the three languages.
    pub title: Names,
    /// The parties.
    pub party: Vec<PartySettings>,
}

/// Hours of each day in which the receiver takes over at a crossing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Readiness {
    /// The crossing.
    pub crossing: PlaceId,
    /// Minutes after local midnight.
    pub opens_minute: u16,
    /// Minutes after local midnight.
    pub closes_minute: u16,
    /// Local time minus UTC, in minutes.
    pub offset_minutes: i16,
    /// From this moment; from ever when absent.
    #[serde(default)]
    pub from: Option<Moment>,
    /// Until this moment; without end when absent.
    #[serde(default)]
    pub to: Option<Moment>,
}

impl Settings {
    /// When the receiver is ready at a crossing; nothing where it is whenever the crossing is open.
    pub fn ready(&self, crossing: &PlaceId) -> Option<Vec<convoy::Opening>> {
        let said = self.readiness.iter().filter(|said| said.crossing == *crossing);
        let opening = |said: &Readiness| convoy::Opening {
            within: Interval { from: said.from, to: said.to },
            daily: Some(convoy::DailyHours {
                opens_minute: said.opens_minute,
                closes_minute: said.closes_minute,
                offset_minutes: said.offset_minutes,
            }),
        };
        let openings: Vec<convoy::Opening> = said.map(opening).collect();
        (!openings.is_empty()).then_some(openings)
    }
}

/// One party of an operation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartySettings {
    /// The party.
    pub id: PartyId,
    /// What it is.
    pub role: PartyRole,
    /// Its name.
    pub name: Names,
    /// Its officers.
    pub officers: Vec<OfficerSettings>,
}

/// One officer of a party.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerSettings {
    /// The officer.
    pub id: OfficerId,
    /// What for.
    pub role: OfficerRole,
}

/// One report that comes with an operation, from `reports/reports.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportEntry {
    /// Name of the text below `reports/`.
    pub file: String,
    /// Its main language.
    pub language: String,
    /// Its civil day.
    pub date: String,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The party whose officer reads it.
    pub filed_by: PartyId,
}

#[derive(Deserialize)]
struct Reports {
    report: Vec<ReportEntry>,
}

/// Reads the list of an operation's reports.
pub fn read_reports(text: &str) -> Result<Vec<ReportEntry>, OperationError> {
    let reports: Reports = toml::from_str(text)
        .map_err(|error| OperationError::Toml { file: "reports/reports.toml", why: error.to_string() })?;
    Ok(reports.report)
}

/// An operation, read and checked.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Settings.
    pub settings: Settings,
    /// Roads.
    pub network: Network,
    /// Names of axes.
    pub axes: BTreeMap<AxisId, roads::Names>,
    /// Rules of the march.
    pub policy: convoy::Policy,
    /// How reports become states.
    pub fusion: FusionParameters,
}

/// Why an operation cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// A file is missing.
    #[error("the operation has no file `{file}`")]
    Missing {
        /// Which file.
        file: String,
    },
    /// A file is not UTF-8.
    #[error("`{file}` is not UTF-8 at byte {byte}")]
    NotUtf8 {
        /// Which file.
        file: String,
        /// First such byte.
        byte: usize,
    },
    /// A settings file is wrong.
    #[error("`{file}`: {why}")]
    Toml {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        why: String,
    },
    /// A settings file has a key that means nothing.
    #[error("`{file}`: {why}")]
    UnknownKey {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        why: String,
        /// The key.
        given: String,
        /// What keys there are.
        known: Vec<String>,
    },
    /// No column could march by a rule, or it names what is not there.
    #[error("`{file}`: {what}")]
    Rule {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        what: String,
    },
    /// The network is wrong.
    #[error("`{NETWORK}`: {0}")]
    Network(#[from] roads::ImportError),
    /// The names of axes are wrong.
    #[error("`{AXES}`: {0}")]
    Axes(#[from] roads::NamesError),
    /// No such party in the operation.
    #[error("operation {operation} has no party `{given}`; it has {}", known.iter().map(PartyId::as_str).collect::<Vec<_>>().join(", "))]
    UnknownParty {
        /// The operation.
        operation: String,
        /// As given.
        given: PartyId,
        /// What there is.
        known: Vec<PartyId>,
    },
    /// The settings name no time zone.
    #[error("`{SETTINGS}`: {0}")]
    Zone(#[from] reader::ZoneError),
    /// The journal cannot be named.
    #[error(transparent)]
    Id(#[from] units::IdError),
    /// The node belongs to no operation.
    #[error("this node has no operation: no roads, axes or rules were given at `init`")]
    None,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Operation {
    /// Reads an operation from its files.
    pub fn read(file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Self, OperationError> {
        let text = |name: &str| -> Result<String, OperationError> {
            let bytes = file(name).ok_or_else(|| OperationError::Missing { file: name.to_owned() })?;
            String::from_utf8(bytes).map_err(|error| OperationError::NotUtf8 {
                file: name.to_owned(),
                byte: error.utf8_error().valid_up_to(),
            })
        };
        let wrong = |file: &'static str| {
            move |error: toml::de::Error| match unknown_key(error.message()) {
                Some((given, known)) => OperationError::UnknownKey { file, why: error.to_string(), given, known },
                None => OperationError::Toml { file, why: error.to_string() },
            }
        };
        let read = Self {
            settings: toml::from_str(&text(SETTINGS)?).map_err(wrong(SETTINGS))?,
            network: roads::read_geojson(&text(NETWORK)?)?,
            axes: roads::read_axis_names(&text(AXES)?)?,
            policy: toml::from_str(&text(POLICY)?).map_err(wrong(POLICY))?,
            fusion: match file(FUSION) {
                Some(_) => toml::from_str(&text(FUSION)?).map_err(wrong(FUSION))?,
                None => toml::from_str(views::FUSION_STANDARD).map_err(wrong(FUSION))?,
            },
        };
        judge(&read.policy, &read.settings, &read.network)?;
        Ok(read)
    }

    /// What a party of the operation says first.
    pub fn genesis(&self, party: &PartyId) -> Result<Genesis, OperationError> {
        let found = self.settings.party.iter().find(|known| &known.id == party).ok_or_else(|| {
            let known = self.settings.party.iter().map(|known| known.id.clone()).collect();
            OperationError::UnknownParty { operation: self.settings.name.clone(), given: party.clone(), known }
        })?;
        Ok(Genesis {
            origin: OriginLine::new(format!("{}/{party}", self.settings.origin))?,
            party: party.clone(),
            name: found.name.clone(),
            role: found.role,
            officers: found.officers.iter().map(|officer| (officer.id.clone(), officer.role)).collect(),
            follows: None,
        })
    }

    /// The first officer of a party with a role.
    pub fn officer(&self, party: &PartyId, role: OfficerRole) -> Option<OfficerId> {
        let found = self.settings.party.iter().find(|known| &known.id == party)?;
        found.officers.iter().find(|officer| officer.role == role).map(|officer| officer.id.clone())
    }

    /// The zone in which people of the operation count their days.
    pub fn zone(&self) -> Result<reader::Zone, OperationError> {
        Ok(self.settings.zone.parse()?)
    }

    /// Which segments make up each axis.
    pub fn axis_map(&self) -> AxisMap {
        AxisMap::new(self.network.axes().map(|axis| (axis.axis, axis.segments)).collect())
    }
}

impl Node {
    /// Keeps the files of an operation, so that the node needs nothing beside it.
    pub fn join(&mut self, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Operation, OperationError> {
        let operation = Operation::read(file)?;
        let kept = FILES.iter().filter_map(|name| Some((format!("{PREFIX}{name}"), file(name)?)));
        let kept: Vec<(String, Vec<u8>)> = kept.collect();
        self.store_mut().keep(&kept)?;
        Ok(operation)
    }

    /// The operation that this node joined.
    pub fn operation(&self) -> Result<Arc<Operation>, OperationError> {
        let mut files = Files::new();
        for name in FILES {
            match self.store().document(&format!("{PREFIX}{name}"))? {
                Some(bytes) => _ = files.insert(name, bytes),
                None if name == FUSION || name == LEXICON => {}
                None => return Err(OperationError::None),
            }
        }
        let read = |files: &Files| Operation::read(&|name| files.get(name).cloned());
        match &self.memory {
            Some(memory) => memory.operation(files, read),
            None => Ok(Arc::new(read(&files)?)),
        }
    }
}
