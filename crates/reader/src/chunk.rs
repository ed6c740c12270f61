//! Phrases: words that together stand for one thing a rule can ask for.

use crate::codes::{ItemCategory, SourceClass};
use crate::skeleton::Node;
use crate::times::Timed;
use std::ops::Range;

/// What a phrase stands for; its name in capitals is its mark in the skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Class {
    /// A town, site or massif.
    Place,
    /// A region or area.
    Region,
    /// A country.
    Country,
    /// Some towns, taken together.
    Towns,
    /// A border.
    Border,
    /// A border crossing.
    Crossing,
    /// A road, or several.
    Road,
    /// Soldiers, police.
    Force,
    /// An armed group.
    Group,
    /// A government, its authorities.
    State,
    /// An organisation.
    Org,
    /// A news agency or another outlet.
    Agency,
    /// Aid as a whole.
    Aid,
    /// One kind of goods.
    Item,
    /// Vehicles on the move.
    Convoy,
    /// An agreement.
    Agreement,
    /// Permission to pass.
    Clearance,
    /// What makes a road dangerous.
    Hazard,
    /// A time.
    Time,
    /// A nationality.
    Nat,
    /// Someone who speaks and is nothing else here.
    Src,
    /// A double negation that affirms ("has not ceased to be").
    Still,
    /// An idiom: its words mean nothing by themselves.
    Idiom,
    /// A connective that begins another clause.
    Break,
    /// An attribution.
    Cue,
}

impl Class {
    /// The mark in the skeleton.
    pub(crate) const fn mark(self) -> &'static str {
        match self {
            Self::Place => "PLACE",
            Self::Region => "REGION",
            Self::Country => "COUNTRY",
            Self::Towns => "TOWNS",
            Self::Border => "BORDER",
            Self::Crossing => "CROSSING",
            Self::Road => "ROAD",
            Self::Force => "FORCE",
            Self::Group => "GROUP",
            Self::State => "STATE",
            Self::Org => "ORG",
            Self::Agency => "AGENCY",
            Self::Aid => "AID",
            Self::Item => "ITEM",
            Self::Convoy => "CONVOY",
            Self::Agreement => "AGREEMENT",
            Self::Clearance => "CLEARANCE",
            Self::Hazard => "HAZARD",
            Self::Time => "TIME",
            Self::Nat => "NAT",
            Self::Src => "SRC",
            Self::Still => "STILL",
            Self::Idiom => "~",
            Self::Break => "|",
            Self::Cue => "|CUE",
        }
    }
}

/// What is known of a phrase beyond its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// Nothing.
    Plain,
    /// A gazetteer entry, by its number.
    Entry(usize),
    /// A name that no table knows.
    Name,
    /// A country, by its gazetteer key.
    Country(String),
    /// A kind of goods.
    Item(ItemCategory),
    /// A time, resolved.
    Time(Timed),
    /// Someone who can speak.
    Speaker(Speaker),
    /// An attribution, by its number in the sentence.
    Cue(usize),
}

/// What the wording tells of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub(crate) class: SourceClass,
    /// "The authorities", not a ministry one can ask.
    pub(crate) generic: bool,
    /// Takes a masculine singular verb in Arabic.
    pub(crate) masculine: bool,
    /// Points back to a speaker named before.
    pub(crate) definite: bool,
}

/// A phrase.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) class: Class,
    /// Its tokens in the sentence.
    pub(crate) tokens: Range<usize>,
    /// Phrases inside it, by number.
    pub(crate) children: Vec<usize>,
    /// Parts that a rule named, in tokens.
    pub(crate) roles: Vec<(String, Range<usize>)>,
    pub(crate) data: Data,
}

impl Chunk {
    pub(crate) fn new(class: Class, data: Data) -> Self {
        Self { class, tokens: 0..0, children: Vec::new(), roles: Vec::new(), data }
    }

    /// How the phrase stands in the line of the skeleton.
    pub(crate) fn node_text(&self, nodes: &[Node]) -> String {
        match self.class {
            Class::Break => {
                let words: Vec<&str> = nodes.iter().map(|node| node.text.trim_start_matches('^')).collect();
                format!("|{}", words.join("_"))
            }
            Class::Place
            | Class::Region
            | Class::Country
            | Class::Towns
            | Class::Border
            | Class::Crossing
            | Class::Road
            | Class::Force
            | Class::Group
            | Class::State
            | Class::Org
            | Class::Agency
            | Class::Aid
            | Class::Item
            | Class::Convoy
            | Class::Agreement
            | Class::Clearance
            | Class::Hazard
            | Class::Time
            | Class::Nat
            | Class::Src
            | Class::Still
            | Class::Idiom
            | Class::Cue => self.class.mark().to_owned(),
        }
    }

    /// The part a rule named.
    pub(crate) fn role(&self, name: &str) -> Option<Range<usize>> {
        self.roles.iter().find(|(role, _)| role == name).map(|(_, tokens)| tokens.clone())
    }
}
