//! The input's roads as a network to search, and ways over them for one column.

use convoy::{Passability, Place, PlaceKind, PlanInput, Stretch};
use roads::{Conditions, Names, Network, Node, NodeKind, Route, SegmentParts, Surface, Weights};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, Grams, Kmh, Metres, PlaceId, Point, SegmentId};

use crate::march::driving_seconds;

/// Places and stretches of a plan's input, from a road network and its state at one moment.
pub fn stretches(network: &Network, conditions: &Conditions) -> (Vec<Place>, Vec<Stretch>) {
    let places = network.nodes().map(|node| Place { place: node.place(), kind: place_kind(node.kind()) });
    let stretches = network.segments().map(|segment| Stretch {
        segment: segment.id(),
        from: segment.from(),
        to: segment.to(),
        length: segment.length(),
        speed: segment.speed(),
        defile: segment.lanes() == 1,
        oneway: segment.oneway(),
        axle_max: segment.road().axle_max,
        passability: from_roads(conditions.of(&segment.id())),
    });
    (places.collect(), stretches.collect())
}

fn place_kind(kind: NodeKind) -> PlaceKind {
    match kind {
        NodeKind::Town => PlaceKind::Town,
        NodeKind::Junction => PlaceKind::Junction,
        NodeKind::Crossing => PlaceKind::Crossing,
        NodeKind::Site => PlaceKind::Site,
    }
}

fn from_roads(passability: roads::Passability) -> Passability {
    match passability {
        roads::Passability::Open => Passability::Open,
        roads::Passability::Restricted => Passability::Restricted,
        roads::Passability::Contested { certainty } => {
            Passability::Contested { certainty: convoy::Permille::new(certainty.get()) }
        }
        roads::Passability::Closed => Passability::Closed,
        roads::Passability::Unknown => Passability::Unknown,
    }
}

fn to_roads(passability: Passability) -> roads::Passability {
    match passability {
        Passability::Open => roads::Passability::Open,
        Passability::Restricted => roads::Passability::Restricted,
        Passability::Contested { certainty } => {
            roads::Passability::Contested { certainty: roads::Permille::new(certainty.get()) }
        }
        Passability::Closed => roads::Passability::Closed,
        Passability::Unknown => roads::Passability::Unknown,
    }
}

/// One stretch of a way, as one column would drive it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) segment: SegmentId,
    pub(crate) from: PlaceId,
    pub(crate) to: PlaceId,
    pub(crate) length: Metres,
    /// Rate of march on it.
    pub(crate) rate: Kmh,
    /// Driving time in seconds.
    pub(crate) driving: i64,
    pub(crate) exposure: Deciseconds,
    pub(crate) defile: bool,
}

/// The input's roads, ready to search.
pub(crate) struct Ways<'a> {
    input: &'a PlanInput,
    by_name: BTreeMap<&'a SegmentId, &'a Stretch>,
    network: Network,
    conditions: Conditions,
    found: RefCell<Found>,
}

/// From where to where, at what speed.
type Between = (PlaceId, PlaceId, Kmh);

/// Ways already searched for: columns from one depot ask for the same again and again.
#[derive(Default)]
struct Found {
    best: BTreeMap<(Between, BTreeSet<SegmentId>), Option<Vec<Step>>>,
    avoided: BTreeMap<Between, Vec<(SegmentId, Passability)>>,
}

impl<'a> Ways<'a> {
    /// A stretch that no network would accept (no length, no speed, no end) is never used.
    pub(crate) fn new(input: &'a PlanInput) -> Self {
        let known: BTreeSet<&PlaceId> = input.places.iter().map(|place| &place.place).collect();
        let mut by_name: BTreeMap<&SegmentId, &Stretch> = BTreeMap::new();
        for stretch in input.stretches.iter().filter(|stretch| sound(stretch, &known)) {
            by_name.entry(&stretch.segment).or_insert(stretch);
        }
        let network =
            Network::new(known.iter().map(|place| node(place)), by_name.values().map(|stretch| parts(stretch)));
        let mut conditions = Conditions::all(roads::Passability::Closed);
        for stretch in by_name.values() {
            conditions.set(stretch.segment.clone(), to_roads(stretch.passability));
        }
        for crossing in &input.crossings {
            conditions.bar(crossing.place.clone());
        }
        Self { input, by_name, network: network.unwrap_or_default(), conditions, found: RefCell::default() }
    }

    fn weights(&self, cap: Kmh) -> Weights {
        let risk = &self.input.policy.risk;
        Weights {
            lambda: risk.lambda,
            restricted: roads::Permille::new(risk.restricted.get()),
            unknown: roads::Permille::new(risk.unknown.get()),
            speed_cap: cap.min(self.input.policy.rate_cap),
        }
    }

    /// The best way for vehicles of that speed that does not use the stretches named.
    pub(crate) fn best(
        &self,
        from: &PlaceId,
        to: &PlaceId,
        cap: Kmh,
        without: &BTreeSet<SegmentId>,
    ) -> Option<Vec<Step>> {
        let key = ((from.clone(), to.clone(), cap), without.clone());
        if let Some(known) = self.found.borrow().best.get(&key) {
            return known.clone();
        }
        let best = self.search(from, to, cap, without);
        self.found.borrow_mut().best.insert(key, best.clone());
        best
    }

    fn search(&self, from: &PlaceId, to: &PlaceId, cap: Kmh, without: &BTreeSet<SegmentId>) -> Option<Vec<Step>> {
        let mut conditions = self.conditions.clone();
        for segment in without {
            conditions.set(segment.clone(), roads::Passability::Closed);
        }
        let route = roads::route(&self.network, &conditions, from, to, &self.weights(cap))?;
        self.steps(&route, cap)
    }

    fn steps(&self, route: &Route, cap: Kmh) -> Option<Vec<Step>> {
        route.steps.iter().map(|step| self.step(&step.segment, &step.from, &step.to, cap)).collect()
    }

    /// A stretch as vehicles of that speed drive it; nothing where it is closed or leads elsewhere.
    pub(crate) fn step(&self, segment: &SegmentId, from: &PlaceId, to: &PlaceId, cap: Kmh) -> Option<Step> {
        let road = self.network.segment(segment).filter(|road| road.other_end(from).as_ref() == Some(to))?;
        let stretch = self.by_name.get(segment)?;
        let weights = self.weights(cap);
        let (_, exposure) = weights.judge(road, self.conditions.of(segment))?;
        let rate = stretch.speed.min(weights.speed_cap);
        Some(Step {
            segment: segment.clone(),
            from: from.clone(),
            to: to.clone(),
            length: stretch.length,
            rate,
            driving: driving_seconds(stretch.length, rate)?,
            exposure,
            defile: stretch.defile,
        })
    }

    /// State of a stretch; closed where there is none.
    pub(crate) fn passability(&self, segment: &SegmentId) -> Passability {
        self.by_name.get(segment).map_or(Passability::Closed, |stretch| stretch.passability)
    }

    /// Length of a stretch; nothing where there is none.
    pub(crate) fn length(&self, segment: &SegmentId) -> Metres {
        self.by_name.get(segment).map_or(Metres::ZERO, |stretch| stretch.length)
    }

    /// Whether columns in opposite directions may not meet on a stretch.
    pub(crate) fn is_defile(&self, segment: &SegmentId) -> bool {
        self.by_name.get(segment).is_some_and(|stretch| stretch.defile)
    }

    /// The heaviest axle that a stretch bears; nothing where nobody has said so.
    pub(crate) fn axle_max(&self, segment: &SegmentId) -> Option<Grams> {
        self.by_name.get(segment).and_then(|stretch| stretch.axle_max)
    }

    /// All stretches that can be used, by name.
    pub(crate) fn usable(&self) -> impl Iterator<Item = &'a Stretch> {
        self.by_name.values().copied().filter(|stretch| stretch.passability != Passability::Closed)
    }

    /// What a way goes round because of its state.
    pub(crate) fn avoided(&self, from: &PlaceId, to: &PlaceId, cap: Kmh) -> Vec<(SegmentId, Passability)> {
        let key = (from.clone(), to.clone(), cap);
        if let Some(known) = self.found.borrow().avoided.get(&key) {
            return known.clone();
        }
        let avoided = roads::why_avoided(&self.network, &self.conditions, from, to, &self.weights(cap));
        let avoided: Vec<_> = avoided.into_iter().map(|one| (one.segment, from_roads(one.passability))).collect();
        self.found.borrow_mut().avoided.insert(key, avoided.clone());
        avoided
    }

    /// Driving time and exposure of a chain of stretches for the receiver; nothing where one is closed.
    pub(crate) fn onward_cost(&self, from: &PlaceId, segments: &[SegmentId]) -> Option<(Deciseconds, Deciseconds)> {
        let weights = self.weights(self.input.policy.rate_cap);
        let (mut travel, mut exposed) = (Deciseconds::ZERO, Deciseconds::ZERO);
        let mut here = from.clone();
        for segment in segments {
            let road = self.network.segment(segment)?;
            let (time, exposure) = weights.judge(road, self.conditions.of(segment))?;
            travel = travel.saturating_add(time);
            exposed = exposed.saturating_add(exposure);
            here = road.other_end(&here)?;
        }
        Some((travel, exposed))
    }
}

fn sound(stretch: &Stretch, known: &BTreeSet<&PlaceId>) -> bool {
    let length = stretch.length > Metres::ZERO && stretch.length <= roads::LENGTH_MAX;
    let speed = stretch.speed > Kmh::ZERO && stretch.speed <= roads::SPEED_MAX;
    let ends = stretch.from != stretch.to && known.contains(&stretch.from) && known.contains(&stretch.to);
    length && speed && ends
}

/// The search needs no position, kind or name.
fn node(place: &PlaceId) -> Node {
    let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
    let nowhere = Point::new(0, 0).expect("the origin is on the globe");
    Node { place: place.clone(), point: nowhere, kind: NodeKind::Junction, names }
}

fn parts(stretch: &Stretch) -> SegmentParts {
    SegmentParts {
        segment: stretch.segment.clone(),
        from: stretch.from.clone(),
        to: stretch.to.clone(),
        length: stretch.length,
        surface: Surface::Track,
        lanes: if stretch.defile { 1 } else { 2 },
        speed: stretch.speed,
        oneway: stretch.oneway,
        road: roads::Road::default(),
        axes: Vec::new(),
        line: Vec::new(),
    }
}
