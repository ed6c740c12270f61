//! A plan, and what its identifiers stand for: places, roads, goods, orders already given.

use app::operation::Operation;
use convoy::{Column, Hazard, NeedId, Plan, Share};
use model::ItemDefined;
use roads::Names;
use std::collections::BTreeMap;
use units::{ConvoyId, Digest, Grams, ItemCode, Metres, Moment, PlaceId, Point, SegmentId, Unit};
use views::Views;
use words::{Arg, Lang, Words};

/// A plan with all that a reader of its files wants to know.
#[derive(Clone, Debug)]
pub struct Orders {
    /// Whose columns they are, and in which operation: `dz-log.sahel-2013`.
    pub(crate) domain: String,
    /// The operation's title.
    pub(crate) title: Names,
    /// Hash of the plan.
    pub(crate) digest: Digest,
    /// The plan.
    pub(crate) plan: Plan,
    /// When the files are written: what is not ordered yet dates from then.
    pub(crate) now: Moment,
    places: BTreeMap<PlaceId, Place>,
    roads: BTreeMap<SegmentId, Stretch>,
    goods: BTreeMap<NeedId, Goods>,
    issues: BTreeMap<ConvoyId, Issue>,
}

/// A place on a route.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is called; empty where nobody named it.
    pub names: Names,
    /// Where it is, where that is known.
    pub point: Option<Point>,
}

/// A piece of road on a route.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// The end at which its line begins.
    pub(crate) from: PlaceId,
    /// The other end.
    pub(crate) to: PlaceId,
    /// How long it is.
    pub(crate) length: Metres,
    /// Its course on a map; may be empty.
    pub(crate) line: Vec<Point>,
}

/// What a need is.
#[derive(Clone, Debug)]
pub struct Goods {
    /// The item.
    pub item: ItemCode,
    /// What it is called.
    pub names: Names,
    /// What one of it is.
    pub unit: Unit,
    /// Mass of one.
    pub mass: Grams,
    /// Dangerous goods data.
    pub hazard: Option<Hazard>,
}

/// An order that was given for a column.
#[derive(Clone, Copy, Debug)]
pub struct Issue {
    /// When.
    pub given: Moment,
    /// How many orders for the column came before it.
    pub revision: usize,
    /// Whether it orders what this plan has: the same roads at the same times.
    pub same: bool,
}

impl Orders {
    /// Looks up what a plan names.
    pub fn of(operation: &Operation, views: &Views, digest: Digest, plan: Plan, now: Moment) -> Self {
        let settings = &operation.settings;
        let title = &settings.title;
        let names = |names: &model::Names| Names {
            en: names.en.to_string(),
            fr: names.fr.to_string(),
            ar: names.ar.to_string(),
        };
        let mut orders = Self {
            domain: format!("{}.{}", settings.donor, settings.name),
            title: names(title),
            digest,
            now,
            places: BTreeMap::new(),
            roads: BTreeMap::new(),
            goods: BTreeMap::new(),
            issues: BTreeMap::new(),
            plan: Plan::default(),
        };
        for column in &plan.columns {
            orders.look_up(operation, column);
            for share in plan.shares_of(column) {
                if let Some(item) = item(views, &share.need) {
                    let goods = Goods {
                        item: item.item.clone(),
                        names: names(&item.name),
                        unit: item.unit,
                        mass: item.mass,
                        hazard: item.hazard.as_ref().map(app::planning::hazard),
                    };
                    orders.goods.insert(share.need.clone(), goods);
                }
            }
            if let Some(issue) = issue(views, column) {
                orders.issues.insert(column.convoy.clone(), issue);
            }
        }
        orders.plan = plan;
        orders
    }

    fn look_up(&mut self, operation: &Operation, column: &Column) {
        let network = &operation.network;
        for segment in column.route().chain(&column.onward.segments) {
            if let Some(known) = network.segment(segment) {
                let (from, to) = (known.from(), known.to());
                let stretch = Stretch { from, to, length: known.length(), line: known.line().collect() };
                self.roads.insert(segment.clone(), stretch);
                self.see(operation, &known.from());
                self.see(operation, &known.to());
            }
        }
        for timing in &column.march_table {
            self.see(operation, &timing.place);
        }
    }

    fn see(&mut self, operation: &Operation, place: &PlaceId) {
        if let Some(node) = operation.network.node(place) {
            self.places
                .entry(place.clone())
                .or_insert_with(|| Place { names: node.names(), point: Some(node.point()) });
        }
    }

    /// Hash of the plan.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What a need is, where its pledge and item are known here.
    pub fn goods(&self, share: &Share) -> Option<&Goods> {
        self.goods.get(&share.need)
    }

    /// The order in force for a column.
    pub fn issue(&self, convoy: &ConvoyId) -> Option<&Issue> {
        self.issues.get(convoy)
    }

    /// When what is written was last revised: with its latest order, or now where a column has none yet.
    pub(crate) fn dated(&self) -> Moment {
        let given = |column: &Column| self.issue(&column.convoy).filter(|issue| issue.same).map(|issue| issue.given);
        let given: Option<Vec<Moment>> = self.plan.columns.iter().map(given).collect();
        given.and_then(|given| given.into_iter().max()).unwrap_or(self.now)
    }

    pub(crate) fn road(&self, segment: &SegmentId) -> Option<&Stretch> {
        self.roads.get(segment)
    }

    /// Where a place is.
    pub(crate) fn point(&self, place: &PlaceId) -> Option<Point> {
        self.places.get(place).and_then(|place| place.point)
    }

    /// What a place is called in the three languages; nothing where nobody named it.
    pub(crate) fn names(&self, place: &PlaceId) -> Option<&Names> {
        self.places.get(place).map(|place| &place.names)
    }

    /// What a place is called, in a person's language if it has a name there.
    pub fn place(&self, words: &Words, place: &PlaceId) -> String {
        if let Some(hidden) = units::Hidden::read(place.as_str()) {
            return words.cell("cell-hidden", &[("mark", Arg::code(hidden.0.short()))]);
        }
        let named = self.names(place).map(|names| called(names, words.lang())).filter(|name| !name.is_empty());
        named.map_or_else(|| place.to_string(), str::to_owned)
    }

    /// Who commands a column; empty where the plan names nobody.
    pub(crate) fn commander<'c>(&self, column: &'c Column) -> &'c str {
        column.commander.as_ref().map_or("", |officer| officer.as_str())
    }

    /// How long the roads to the crossing are, as far as they are known here.
    pub(crate) fn length(&self, column: &Column) -> Metres {
        let known = column.route().filter_map(|segment| self.road(segment));
        known.fold(Metres::ZERO, |sum, road| sum.saturating_add(road.length))
    }
}

/// A name in that language, or in another where it has none there.
pub(crate) fn called(names: &Names, lang: Lang) -> &str {
    let first = match lang {
        Lang::En => &names.en,
        Lang::Fr => &names.fr,
        Lang::Ar => &names.ar,
    };
    [first, &names.en, &names.fr, &names.ar].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
}

/// Vehicles of a column, goods that drive themselves included.
pub(crate) fn vehicles(column: &Column) -> u64 {
    column.driven.iter().fold(column.vehicles.len() as u64, |sum, share| sum.saturating_add(share.quantity.get()))
}

fn item<'v>(views: &'v Views, need: &NeedId) -> Option<&'v ItemDefined> {
    let pledge = views.agreements.pledge(&need.pledge)?;
    let line = pledge.made.lines.iter().find(|line| line.line == need.line)?;
    views.catalogue.get(&line.item)
}

fn issue(views: &Views, column: &Column) -> Option<Issue> {
    let known = views.movements.get(&column.convoy)?;
    let (given, ordered) = (known.order().given, &known.order().ordered);
    let timings = ordered.timings.iter().map(|timing| (&timing.place, timing.due, timing.clear));
    let same = ordered.route.iter().eq(column.route())
        && timings.eq(column.march_table.iter().map(|timing| (&timing.place, timing.due, timing.clear)));
    Some(Issue { given, revision: known.orders.len() - 1, same })
}
