//! What things are called in the language of the reader; their code where nobody named them.

use app::operation::Operation;
use model::Names;
use units::{AxisId, Hidden, ItemCode, PartyId, PlaceId, Quantity};
use views::Views;
use words::{Arg, Lang, Words};

/// Looks names up.
pub(crate) struct Namer<'a> {
    pub(crate) words: &'a Words,
    pub(crate) operation: &'a Operation,
    pub(crate) views: &'a Views,
}

impl Namer<'_> {
    pub(crate) fn names(&self, names: &Names) -> String {
        in_lang(names, self.words.lang())
    }

    fn road_names(&self, names: &roads::Names) -> String {
        match self.words.lang() {
            Lang::En => names.en.clone(),
            Lang::Fr => names.fr.clone(),
            Lang::Ar => names.ar.clone(),
        }
    }

    pub(crate) fn item(&self, item: &ItemCode) -> String {
        self.views.catalogue.get(item).map_or_else(|| item.to_string(), |known| self.names(&known.name))
    }

    pub(crate) fn axis(&self, axis: &AxisId) -> String {
        self.operation.axes.get(axis).map_or_else(|| axis.to_string(), |names| self.road_names(names))
    }

    pub(crate) fn place(&self, place: &PlaceId) -> String {
        let node = self.operation.network.node(place);
        node.map_or_else(|| shown(self.words, place.as_str()), |node| self.road_names(&node.names()))
    }

    pub(crate) fn party(&self, party: &PartyId) -> String {
        self.views.parties.get(party).map_or_else(|| party.to_string(), |known| self.names(&known.name))
    }

    /// The item that a pledge line names, where the pledge is known here.
    pub(crate) fn item_of(&self, need: &convoy::NeedId) -> Option<&ItemCode> {
        let pledge = self.views.agreements.pledge(&need.pledge)?;
        pledge.made.lines.iter().find(|line| line.line == need.line).map(|line| &line.item)
    }

    /// A quantity in the item's own unit.
    pub(crate) fn quantity(&self, item: &ItemCode, quantity: Quantity) -> String {
        match self.views.catalogue.get(item) {
            Some(known) => self.words.quantity(quantity, known.unit),
            None => self.words.number(quantity.get()),
        }
    }
}

/// An identifier, or in words that it is hidden from this node, with enough of the commitment to tell two apart.
pub(crate) fn shown(words: &Words, id: &str) -> String {
    Hidden::read(id)
        .map_or_else(|| id.to_owned(), |hidden| words.cell("cell-hidden", &[("mark", Arg::code(hidden.0.short()))]))
}

/// One of three names.
pub(crate) fn in_lang(names: &Names, lang: Lang) -> String {
    let text = match lang {
        Lang::En => &names.en,
        Lang::Fr => &names.fr,
        Lang::Ar => &names.ar,
    };
    text.to_string()
}
