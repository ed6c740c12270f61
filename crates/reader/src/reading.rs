//! What comes out: draft statements with the words behind them.

use crate::codes::{
    ActorKind, ArgName, ItemCategory, Language, Letter, Modality, Polarity, Precision, Reason, ReportKind, SourceClass,
    State,
};
use crate::date::Date;
use units::{AxisId, Digest, PlaceId, Quantity};

/// A piece of the text as given: half open, in code points and in UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// Byte after the last.
    pub byte_end: usize,
}

impl Span {
    /// The words themselves; `text` must be the text that was read.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.byte_start..self.byte_end).unwrap_or("")
    }

    /// How many code points two spans share.
    pub fn shared(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// Everything found in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The language of each paragraph, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Draft statements in the order of their spans; may be empty, see [`Reading::is_empty`].
    pub drafts: Vec<Draft>,
    /// Every place mention that was resolved or left to the person.
    pub places: Vec<PlaceMention>,
    /// What the reader was not sure of and no single draft owns.
    pub doubts: Vec<Doubt>,
    /// SHA-256 over the lexicons and the gazetteer: which rules read this.
    pub lexicon_hash: Digest,
}

impl Reading {
    /// No statement was found. Not an error: most texts are not about roads.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }
}

/// A run of text between line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is read as.
    pub language: Language,
}

/// A name of a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// The name, without the conjunction or preposition written onto it.
    pub span: Span,
    /// The gazetteer entry.
    pub place: PlaceId,
}

/// One claim, proposed for a person to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What kind of claim.
    pub kind: ReportKind,
    /// The state, stage or action, for kinds that have one.
    pub state: Option<State>,
    /// Whether it affirms.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// History given as context: never changes a current status.
    pub background: bool,
    /// The words it rests on, attribution left out.
    pub span: Span,
    /// Other places in the text that say the same.
    pub also_spans: Vec<Span>,
    /// Who says so.
    pub source: Source,
    /// The suggested grade.
    pub grade: Grade,
    /// Why the grade is what it is.
    pub grade_reasons: Vec<Reason>,
    /// When it was so, as far as the text tells.
    pub time: TimeOfFact,
    /// The arguments, in the order of [`ArgName`].
    pub args: Vec<Argument>,
    /// What a person should look at before confirming.
    pub doubts: Vec<Doubt>,
    /// The lexicon rule that found it, such as `ar.road.regained`.
    pub rule: String,
}

impl Draft {
    /// The arguments of this name.
    pub fn args(&self, name: ArgName) -> impl Iterator<Item = &Argument> {
        self.args.iter().filter(move |argument| argument.name == name)
    }
}

/// Who stands behind a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The class by wording.
    pub class: SourceClass,
    /// The attribution phrase; `None` for the narrator.
    pub span: Option<Span>,
    /// That phrase as written; empty for the narrator.
    pub text: String,
    /// The text leaves open whether the statement is still this source's.
    pub uncertain: bool,
}

/// Admiralty code as suggested. `A`, `E`, 1 and 6 are never suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade {
    /// The source.
    pub letter: Letter,
    /// The information, 2 to 4.
    pub number: u8,
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.letter, self.number)
    }
}

/// The time of a statement. Both ends are inside; an end the text leaves open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfFact {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How exactly the text gives it.
    pub precision: Precision,
    /// The words; `None` when unstated.
    pub span: Option<Span>,
}

impl TimeOfFact {
    /// The text gives no time.
    pub const UNSTATED: Self = Self { from: None, to: None, precision: Precision::Unstated, span: None };
}

/// One argument of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: ArgName,
    /// Its value.
    pub value: ArgValue,
    /// The words it rests on.
    pub span: Span,
}

/// What an argument holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgValue {
    /// A gazetteer place.
    Place(PlaceId),
    /// A road that is one named axis.
    Axis(AxisId),
    /// A road that a person must pick: none, one or several of the candidates.
    Unresolved(Vec<AxisId>),
    /// A force, group, state or organisation.
    Actor(Actor),
    /// Goods.
    Items(Vec<Item>),
    /// A number of things.
    Count(Quantity),
    /// Words only.
    Text(String),
}

/// A body that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its words.
    pub text: String,
    /// What sort of body.
    pub kind: ActorKind,
    /// Its countries as gazetteer keys (`dz`, `ml`), in the order of the text.
    pub countries: Vec<PlaceId>,
}

/// One kind of goods in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub category: ItemCategory,
    /// Its words.
    pub text: String,
    /// How many, where a number is written before it.
    pub quantity: Option<Quantity>,
    /// The unit between number and goods, such as `tonnes`.
    pub unit: Option<String>,
}

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The road is named in a way that fits several axes, or none.
    RoadUnresolved {
        /// The words.
        span: Span,
        /// The axes that fit, by key.
        candidates: Vec<AxisId>,
    },
    /// A name that also means something else, with nothing nearby to settle it, or one that
    /// no table knows and that is taken as written.
    PlaceAmbiguous {
        /// The words.
        span: Span,
        /// What it could be; empty where no table knows the name.
        candidates: Vec<PlaceId>,
    },
    /// The quotation is not closed or the style changes: the source may be another.
    AttributionUncertain {
        /// The source classes it could be instead.
        alternatives: Vec<SourceClass>,
    },
    /// The day could be another.
    TimeAmbiguous {
        /// The words.
        span: Span,
        /// The other days it could be.
        alternatives: Vec<Date>,
    },
    /// Another draft of this reading may be the same fact.
    MayDuplicate {
        /// Where the other stands.
        other: Span,
    },
    /// Another draft of this reading says otherwise.
    Contradicts {
        /// Where the other stands.
        other: Span,
    },
    /// A word was read although it is misspelt.
    Misprint {
        /// The word.
        span: Span,
    },
    /// The fact is told as done, and its day lies after the report's.
    DayAhead {
        /// The words of the time, or of the draft.
        span: Span,
    },
    /// The line holds marks that turn letters around, or control characters: a person may have seen other words.
    Disguised {
        /// The draft's words.
        span: Span,
    },
    /// A word that speaks of a road's state stands in a sentence that gave no statement of
    /// that kind: too little for a draft, enough for a look.
    OneSignal {
        /// The word.
        span: Span,
        /// What it could have become.
        kind: ReportKind,
    },
}

impl Doubt {
    /// The code of the doubt, for messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoadUnresolved { .. } => "road_unresolved",
            Self::PlaceAmbiguous { .. } => "place_ambiguous",
            Self::AttributionUncertain { .. } => "attribution_uncertain",
            Self::TimeAmbiguous { .. } => "time_ambiguous",
            Self::MayDuplicate { .. } => "may_duplicate",
            Self::Contradicts { .. } => "contradicts",
            Self::Misprint { .. } => "misprint",
            Self::DayAhead { .. } => "day_ahead",
            Self::Disguised { .. } => "disguised",
            Self::OneSignal { .. } => "one_signal",
        }
    }
}
