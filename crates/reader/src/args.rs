//! From the words of an argument to what it stands for.

use crate::axes::Meant;
use crate::chunk::{Chunk, Class, Data};
use crate::codes::{ActorKind, ArgName, ItemCategory};
use crate::cues::countries_of;
use crate::gazetteer::Gazetteer;
use crate::known::Known;
use crate::lexicon::Lexicon;
use crate::reading::{Actor, ArgValue, Argument, Item, Span};
use crate::skeleton::Skeleton;
use crate::text::{Sentence, Text};
use crate::times;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use units::{PlaceId, Quantity};

/// Where arguments are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s> {
    pub(crate) text: &'s Text<'s>,
    pub(crate) sentence: &'s Sentence,
    pub(crate) skeleton: &'s Skeleton<'s>,
    pub(crate) lexicon: &'s Lexicon,
    pub(crate) gazetteer: &'s Gazetteer,
    /// Words that the rules and the table of names have.
    pub(crate) known: Known<'s>,
    /// The roads of the last sentence that named one.
    pub(crate) road_before: Option<&'s Meant>,
    /// The places of the last phrase of each class that named some.
    pub(crate) named_before: &'s NamedBefore,
}

/// Where the last road, crossing or town was, for a "the post" in a later sentence.
pub(crate) type NamedBefore = BTreeMap<Class, Vec<Argument>>;

impl Scene<'_> {
    /// The span of a range of tokens, marks at its ends left out.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Span {
        self.text.span_over(self.sentence.tokens.get(tokens.clone()).unwrap_or_default())
    }

    pub(crate) fn words(&self, span: &Span) -> String {
        crate::markup::shown(span.of(&self.text.raw))
    }

    /// The words of some tokens as they stand alone: the article that لل swallowed is given back.
    fn phrase(&self, tokens: &Range<usize>) -> String {
        let span = self.span(tokens);
        let words = self.words(&span);
        let tokens = self.sentence.tokens.get(tokens.clone()).unwrap_or_default();
        let first = tokens.iter().find(|token| token.start == span.byte_start);
        let swallowed = words.starts_with('ل') && first.is_some_and(|token| token.text.starts_with("ال"));
        if swallowed { format!("ا{words}") } else { words }
    }

    /// The arguments a role gives: one, or one a place or party.
    pub(crate) fn arguments(&self, name: ArgName, nodes: &Range<usize>) -> Vec<Argument> {
        let span = self.span(&self.skeleton.tokens_of(nodes));
        let one = |value| vec![Argument { name, value, span }];
        let found = match kind_of(name) {
            ArgKind::Actor => self.actors(name, nodes),
            ArgKind::Place => self.places(name, nodes),
            ArgKind::Road => one(self.road(nodes)),
            ArgKind::Items => one(ArgValue::Items(self.items(nodes))),
            ArgKind::Count => self.count(nodes).map(|count| one(ArgValue::Count(count))).unwrap_or_default(),
            ArgKind::Text => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
        // What is not said again is written where it was said.
        let tokens = self.skeleton.tokens_of(nodes);
        let meant = self.skeleton.chunk_at(nodes.start).filter(|_| tokens.is_empty()).map(|chunk| &chunk.tokens);
        one(ArgValue::Text(self.phrase(meant.unwrap_or(&tokens))))
    }

    fn actors(&self, name: ArgName, nodes: &Range<usize>) -> Vec<Argument> {
        self.skeleton.chunks_in(nodes).filter_map(|chunk| self.actor_argument(name, chunk)).collect()
    }

    fn actor_argument(&self, name: ArgName, chunk: &Chunk) -> Option<Argument> {
        let kind = actor_kind(chunk.class)?;
        let span = self.span(&chunk.tokens);
        let countries = countries_of(self.skeleton, chunk).into_iter().filter_map(|key| PlaceId::new(key).ok());
        let actor = Actor { text: self.phrase(&chunk.tokens), kind, countries: countries.collect() };
        Some(Argument { name, value: ArgValue::Actor(actor), span })
    }

    fn places(&self, name: ArgName, nodes: &Range<usize>) -> Vec<Argument> {
        let chunks = self.skeleton.chunks_in(nodes);
        chunks
            .flat_map(|chunk| {
                let own = self.place_arguments(name, chunk);
                let before = self.meant_before(chunk).filter(|_| own.is_empty()).cloned().unwrap_or_default();
                own.into_iter().chain(before.into_iter().map(move |argument| Argument { name, ..argument }))
            })
            .collect()
    }

    /// The places of the phrase that "the post", "this road" or "it" points back to.
    pub(crate) fn meant_before(&self, chunk: &Chunk) -> Option<&Vec<Argument>> {
        let first = self.sentence.tokens.get(chunk.tokens.start).map_or("", |token| token.text.as_str());
        let bare = chunk.children.is_empty() && matches!(chunk.data, Data::Plain);
        self.named_before.get(&chunk.class).filter(|_| bare && self.lexicon.lists("definite", first))
    }

    /// The places this sentence names, for the next.
    pub(crate) fn places_named(&self) -> NamedBefore {
        let mut named = NamedBefore::new();
        for chunk in &self.skeleton.chunks {
            let places = if chunk.class == Class::Road {
                chunk.roles.iter().flat_map(|(role, tokens)| self.end_of_road(chunk, role, tokens)).collect()
            } else if matches!(chunk.class, Class::Crossing | Class::Border | Class::Place) {
                self.place_arguments(ArgName::Place, chunk)
            } else {
                Vec::new()
            };
            if !places.is_empty() {
                named.insert(chunk.class, places);
            }
        }
        named
    }

    fn end_of_road(&self, chunk: &Chunk, role: &str, tokens: &Range<usize>) -> Vec<Argument> {
        let name = ArgName::from_code(role).filter(|name| matches!(name, ArgName::From | ArgName::To | ArgName::Via));
        name.and_then(|name| self.inner_argument(name, chunk, tokens)).unwrap_or_default()
    }

    pub(crate) fn place_arguments(&self, name: ArgName, chunk: &Chunk) -> Vec<Argument> {
        let mut found: Vec<Argument> = self
            .places_in(chunk)
            .into_iter()
            .map(|(place, tokens)| Argument { name, value: ArgValue::Place(place), span: self.span(&tokens) })
            .collect();
        self.collect_names(name, chunk, &mut found);
        found
    }

    /// Names in a phrase that no table knows, as written.
    fn collect_names(&self, name: ArgName, chunk: &Chunk, found: &mut Vec<Argument>) {
        let unlisted = match &chunk.data {
            Data::Name => true,
            Data::Country(key) if chunk.class == Class::Country => self.listed(key).is_none(),
            Data::Plain
            | Data::Entry(_)
            | Data::Country(_)
            | Data::Item(_)
            | Data::Time(_)
            | Data::Speaker(_)
            | Data::Cue(_) => false,
        };
        if unlisted {
            found.push(Argument {
                name,
                value: ArgValue::Text(self.phrase(&chunk.tokens)),
                span: self.span(&chunk.tokens),
            });
        }
        for child in &chunk.children {
            self.collect_names(name, &self.skeleton.chunks[*child], found);
        }
    }

    /// The place a country is in the table of names, if it stands there.
    pub(crate) fn listed(&self, country: &str) -> Option<PlaceId> {
        PlaceId::new(country).ok().filter(|key| self.gazetteer.find(key).is_some())
    }

    /// Gazetteer places of a phrase, the phrase itself before its parts.
    pub(crate) fn places_in(&self, chunk: &Chunk) -> Vec<(PlaceId, Range<usize>)> {
        match (&chunk.data, chunk.class) {
            (Data::Entry(entry), _) => vec![(self.gazetteer.entry(*entry).key.clone(), chunk.tokens.clone())],
            (Data::Country(key), Class::Country) => {
                self.listed(key).map(|key| (key, chunk.tokens.clone())).into_iter().collect()
            }
            (_, Class::Border) => {
                let countries: BTreeSet<String> = countries_of(self.skeleton, chunk).into_iter().collect();
                let border = self.gazetteer.border_of(&countries);
                border.map(|entry| (entry.key.clone(), chunk.tokens.clone())).into_iter().collect()
            }
            _ => chunk.children.iter().flat_map(|child| self.places_in(&self.skeleton.chunks[*child])).collect(),
        }
    }

    /// The goods in a range of nodes, each with the number written before it.
    pub(crate) fn items(&self, nodes: &Range<usize>) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut in_parts = false;
        for node in nodes.clone() {
            let Some(chunk) = self.skeleton.chunk_at(node) else {
                let word = self.skeleton.nodes.get(node).map_or("", |node| node.text.as_str());
                in_parts |= self.lexicon.lists("comprising", word);
                continue;
            };
            // "Military support, comprising trucks and fuel": what its parts tell is no item of its own.
            if std::mem::take(&mut in_parts) && items.iter().all(is_unspecified) {
                items.clear();
            }
            self.collect_items(chunk, &mut items);
        }
        items
    }

    fn collect_items(&self, chunk: &Chunk, items: &mut Vec<Item>) {
        if chunk.class == Class::Item {
            items.extend(self.category_of(chunk).map(|category| self.item(chunk, category)));
            return;
        }
        let before = items.len();
        for child in &chunk.children {
            self.collect_items(&self.skeleton.chunks[*child], items);
        }
        // One adjective tells what the whole phrase is: "the new military aid".
        if chunk.class == Class::Aid
            && let [only] = &mut items[before..]
            && only.quantity.is_none()
        {
            only.text = self.phrase(&chunk.tokens);
        }
    }

    /// The category of goods; with a number before it, that of the goods counted.
    fn category_of(&self, chunk: &Chunk) -> Option<ItemCategory> {
        match chunk.data {
            Data::Item(category) => Some(category),
            Data::Plain
            | Data::Name
            | Data::Entry(_)
            | Data::Country(_)
            | Data::Time(_)
            | Data::Speaker(_)
            | Data::Cue(_) => chunk.children.iter().find_map(|child| self.category_of(&self.skeleton.chunks[*child])),
        }
    }

    fn item(&self, chunk: &Chunk, category: ItemCategory) -> Item {
        let part = |role: &str| chunk.role(role).map(|tokens| self.token_words(&tokens));
        let goods = chunk.role("goods").unwrap_or(chunk.tokens.clone());
        let quantity = part("n").and_then(|text| self.quantity(&text));
        let unit = part("unit").filter(|_| quantity.is_some());
        Item { category, text: self.phrase(&goods), quantity, unit }
    }

    fn token_words(&self, tokens: &Range<usize>) -> String {
        let words =
            self.sentence.tokens.get(tokens.clone()).unwrap_or_default().iter().map(|token| token.text.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    fn count(&self, nodes: &Range<usize>) -> Option<Quantity> {
        self.number(&self.skeleton.tokens_of(nodes))
    }

    /// An argument that stands inside a phrase, by the tokens of its role.
    pub(crate) fn inner_argument(&self, name: ArgName, chunk: &Chunk, tokens: &Range<usize>) -> Option<Vec<Argument>> {
        let span = self.span(tokens);
        let children = chunk.children.iter().map(|child| &self.skeleton.chunks[*child]);
        let inside = children.filter(|part| tokens.start <= part.tokens.start && part.tokens.end <= tokens.end);
        match kind_of(name) {
            ArgKind::Count => {
                self.number(tokens).map(|count| vec![Argument { name, value: ArgValue::Count(count), span }])
            }
            ArgKind::Place => {
                let found: Vec<Argument> = inside.flat_map(|part| self.place_arguments(name, part)).collect();
                // A name with a capital letter that stands where only a place can; in a script without capitals
                // the end of a road.
                let end = matches!(name, ArgName::From | ArgName::To) && chunk.class == Class::Road;
                let is_name =
                    |token: &crate::text::Token| token.capital || end && token.text.starts_with(crate::fold::is_arabic);
                let named = self.sentence.tokens.get(tokens.start).is_some_and(is_name);
                let written = Argument { name, value: ArgValue::Text(self.phrase(tokens)), span };
                Some(if found.is_empty() && named { vec![written] } else { found })
            }
            ArgKind::Actor => Some(inside.filter_map(|part| self.actor_argument(name, part)).collect()),
            ArgKind::Text => Some(vec![Argument { name, value: ArgValue::Text(self.phrase(tokens)), span }]),
            ArgKind::Road | ArgKind::Items => None,
        }
    }

    /// The number some tokens write.
    pub(crate) fn number(&self, tokens: &Range<usize>) -> Option<Quantity> {
        self.quantity(&self.token_words(tokens))
    }

    fn quantity(&self, text: &str) -> Option<Quantity> {
        if let Some(known) = self.lexicon.numbers.get(text) {
            return u64::try_from(*known).ok().and_then(|n| Quantity::new(n).ok());
        }
        // Whole numbers only: "12 000", "1,500" and "1.500" group by three; "3.5" is not counted.
        let groups: Vec<&str> = text.split([' ', ',', '.', '\u{a0}', '\u{202f}', '\u{2009}', '٬', '٫']).collect();
        let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
        let digits: String = groups.concat();
        let whole = grouped && digits.bytes().all(|b| b.is_ascii_digit());
        whole
            .then(|| digits.parse().ok())
            .flatten()
            .or_else(|| plain(text, self.lexicon))
            .and_then(|n| Quantity::new(n).ok())
    }
}

/// Whether goods are named as a whole only, and not counted.
fn is_unspecified(item: &Item) -> bool {
    let whole = matches!(
        item.category,
        ItemCategory::MilitaryEquipment
            | ItemCategory::Logistics
            | ItemCategory::HumanitarianUnspecified
            | ItemCategory::InKindUnspecified
    );
    whole && item.quantity.is_none()
}

/// A number of one word, as times are read.
fn plain(text: &str, lexicon: &Lexicon) -> Option<u64> {
    if text.contains(['.', ',']) {
        return None;
    }
    times::number(text, lexicon).and_then(|n| u64::try_from(n).ok())
}

/// What sort of value an argument of this name has.
enum ArgKind {
    Actor,
    Place,
    Road,
    Items,
    Count,
    Text,
}

fn kind_of(name: ArgName) -> ArgKind {
    match name {
        ArgName::Controller
        | ArgName::Actor
        | ArgName::By
        | ArgName::Target
        | ArgName::Parties
        | ArgName::Donor
        | ArgName::Recipient
        | ArgName::Carrier
        | ArgName::Giver
        | ArgName::Receiver
        | ArgName::Escort
        | ArgName::Holder
        | ArgName::Toward => ArgKind::Actor,
        ArgName::Crossing
        | ArgName::Place
        | ArgName::From
        | ArgName::To
        | ArgName::Via
        | ArgName::At
        | ArgName::Opposite
        | ArgName::Area => ArgKind::Place,
        ArgName::Road => ArgKind::Road,
        ArgName::Items => ArgKind::Items,
        ArgName::Count | ArgName::Trucks => ArgKind::Count,
        ArgName::Part
        | ArgName::For
        | ArgName::Cause
        | ArgName::Hazard
        | ArgName::Mode
        | ArgName::Until
        | ArgName::Schedule
        | ArgName::Extent
        | ArgName::Agreement
        | ArgName::Of
        | ArgName::Consignment
        | ArgName::Purpose => ArgKind::Text,
    }
}

/// What sort of body a phrase stands for, when it stands for one that acts.
pub(crate) fn actor_kind(class: Class) -> Option<ActorKind> {
    match class {
        Class::Force => Some(ActorKind::Force),
        Class::Group => Some(ActorKind::Group),
        Class::State | Class::Country => Some(ActorKind::State),
        Class::Org | Class::Agency => Some(ActorKind::Organisation),
        Class::Place
        | Class::Region
        | Class::Towns
        | Class::Border
        | Class::Crossing
        | Class::Road
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
        | Class::Break
        | Class::Cue => None,
    }
}
