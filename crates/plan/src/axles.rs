//! What axles bear: how much may lie on a vehicle so that it still has a way, and which stretches bear too little for a
//! column. What nobody has said is not judged.
//!
//! An axle bears its tare and its share of the load, rounded up. The least that every way from a site bears is found as
//! the widest path: of all ways to crossings the one whose weakest stretch bears most.

use convoy::{Axle, AxleLoad, AxleOf, Crossing, Load, Need, Passability, PlanInput, Reason, Share, Stretch, Vehicle};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use units::{Grams, PlaceId, SegmentId, VehicleId};

/// What a stretch bears, and which one it is.
pub(crate) type Bears = (Grams, SegmentId);

/// By site: the most that an axle may bear that is to reach a crossing; nothing where that is not known.
#[derive(Default)]
pub(crate) struct Limits {
    by_site: BTreeMap<PlaceId, Bears>,
}

impl Limits {
    /// `open` tells crossings that can be used at all.
    pub(crate) fn new(input: &PlanInput, open: impl Fn(&Crossing) -> bool) -> Self {
        let known = input.fleet.iter().any(|one| !one.axles.is_empty())
            || input.needs.iter().any(|need| !need.axles.is_empty());
        if !known || input.stretches.iter().all(|stretch| stretch.axle_max.is_none()) {
            return Self::default();
        }
        let roads = Roads::new(input);
        let ends: BTreeSet<&PlaceId> = input.crossings.iter().filter(|one| open(one)).map(|one| &one.place).collect();
        let sites = input.fleet.iter().map(|one| &one.at).chain(input.needs.iter().map(|need| &need.id.from));
        let sites: BTreeSet<&PlaceId> = sites.collect();
        let limit = |site: &PlaceId| Some((site.clone(), roads.widest(site, &ends)?));
        Self { by_site: sites.into_iter().filter_map(limit).collect() }
    }

    pub(crate) fn at(&self, site: &PlaceId) -> Option<&Bears> {
        self.by_site.get(site)
    }
}

/// Stretches by the place they leave.
struct Roads<'a> {
    from: BTreeMap<&'a PlaceId, Vec<(&'a PlaceId, &'a Stretch)>>,
    crossings: BTreeSet<&'a PlaceId>,
}

impl<'a> Roads<'a> {
    fn new(input: &'a PlanInput) -> Self {
        let mut from: BTreeMap<&PlaceId, Vec<(&PlaceId, &Stretch)>> = BTreeMap::new();
        for stretch in input.stretches.iter().filter(|stretch| stretch.passability != Passability::Closed) {
            from.entry(&stretch.from).or_default().push((&stretch.to, stretch));
            if !stretch.oneway {
                from.entry(&stretch.to).or_default().push((&stretch.from, stretch));
            }
        }
        Self { from, crossings: input.crossings.iter().map(|crossing| &crossing.place).collect() }
    }

    /// The weakest stretch of the way that bears most; nothing where a way has none of which that is known, or where
    /// there is no way.
    fn widest(&self, site: &PlaceId, ends: &BTreeSet<&PlaceId>) -> Option<Bears> {
        let mut done: BTreeSet<&PlaceId> = BTreeSet::new();
        let mut heap: BinaryHeap<(Grams, Option<&SegmentId>, &PlaceId)> = BinaryHeap::new();
        heap.push((Grams::new(u64::MAX), None, site));
        while let Some((bears, weakest, here)) = heap.pop() {
            if !done.insert(here) {
                continue;
            }
            if here != site && ends.contains(here) {
                return weakest.map(|segment| (bears, segment.clone()));
            }
            // No column goes through one crossing to another.
            if here != site && self.crossings.contains(here) {
                continue;
            }
            for (to, stretch) in self.from.get(here).into_iter().flatten() {
                let limit = stretch.axle_max.filter(|limit| *limit < bears);
                heap.push(limit.map_or((bears, weakest, *to), |limit| (limit, Some(&stretch.segment), *to)));
            }
        }
        None
    }
}

/// An axle that may not bear more.
#[derive(Clone, Debug)]
pub(crate) struct Tight {
    /// Which, from 0.
    at: usize,
    most: Grams,
    /// The stretch that bears no more; nothing where it is the axle itself.
    segment: Option<SegmentId>,
}

impl Tight {
    /// What the axle bears with so much on its vehicle.
    pub(crate) fn with(&self, vehicle: &Vehicle, mass: Grams) -> (AxleLoad, Option<SegmentId>) {
        let bears = vehicle.axles.get(self.at).map_or(Grams::ZERO, |axle| bears(axle, mass));
        let of = AxleOf::Vehicle { vehicle: vehicle.vehicle.clone() };
        (AxleLoad { of, axle: number(self.at), bears, most: self.most }, self.segment.clone())
    }
}

fn number(at: usize) -> u16 {
    u16::try_from(at + 1).unwrap_or(u16::MAX)
}

fn bears(axle: &Axle, mass: Grams) -> Grams {
    let share = (u128::from(mass.get()) * u128::from(axle.share.get())).div_ceil(1000);
    axle.tare.saturating_add(Grams::new(u64::try_from(share).unwrap_or(u64::MAX)))
}

/// Whether it is known where a load lies.
fn whole(axles: &[Axle]) -> bool {
    axles.iter().map(|axle| u64::from(axle.share.get())).sum::<u64>() == 1000
}

/// What an axle may bear, and the stretch that bears no more.
type Most = (Grams, Option<SegmentId>);

fn most(axle: &Axle, limit: Option<&Bears>) -> Option<Most> {
    match (axle.most, limit) {
        (Some(own), Some((road, segment))) if *road < own => Some((*road, Some(segment.clone()))),
        (Some(own), _) => Some((own, None)),
        (None, Some((road, segment))) => Some((*road, Some(segment.clone()))),
        (None, None) => None,
    }
}

/// What a vehicle may carry, and the axle that lets it carry no more; an error where that axle bears too much already
/// when nothing is loaded.
pub(crate) fn payload(vehicle: &Vehicle, limit: Option<&Bears>) -> Result<(Grams, Option<Tight>), Tight> {
    let (mut least, mut tight) = (vehicle.payload, None);
    for (at, axle) in vehicle.axles.iter().enumerate() {
        let Some((most, segment)) = most(axle, limit) else { continue };
        let here = Tight { at, most, segment };
        let Some(left) = most.checked_sub(axle.tare) else { return Err(here) };
        if axle.share.get() == 0 || !whole(&vehicle.axles) {
            continue;
        }
        let load = u128::from(left.get()) * 1000 / u128::from(axle.share.get());
        let load = Grams::new(u64::try_from(load).unwrap_or(u64::MAX));
        if load < least {
            (least, tight) = (load, Some(here));
        }
    }
    Ok((least, tight))
}

/// What an axle bears of a vehicle that carries all it may.
pub(crate) fn full(vehicle: &Vehicle, at: usize) -> Option<Grams> {
    Some(bears(vehicle.axles.get(at)?, vehicle.payload))
}

/// The axle of a piece that bears more than it may, here or on every way from here.
pub(crate) fn piece(need: &Need, limit: Option<&Bears>) -> Option<(AxleLoad, Option<SegmentId>)> {
    need.axles.iter().enumerate().find_map(|(at, axle)| {
        let (most, segment) = most(axle, limit).filter(|(most, _)| *most < axle.tare)?;
        let of = AxleOf::Piece { need: need.id.clone() };
        Some((AxleLoad { of, axle: number(at), bears: axle.tare, most }, segment))
    })
}

/// The vehicle or piece whose axle bears most in a column, by its place in fleet or needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heaviest {
    of: Which,
    axle: u16,
    pub(crate) bears: Grams,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Vehicle(usize),
    Piece(usize),
}

impl Heaviest {
    /// The axle by name, with what it may bear.
    pub(crate) fn told(self, input: &PlanInput, most: Grams) -> Option<AxleLoad> {
        let of = match self.of {
            Which::Vehicle(at) => AxleOf::Vehicle { vehicle: input.fleet.get(at)?.vehicle.clone() },
            Which::Piece(at) => AxleOf::Piece { need: input.needs.get(at)?.id.clone() },
        };
        Some(AxleLoad { of, axle: self.axle, bears: self.bears, most })
    }
}

/// What is known of the axles of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The one that bears most.
    pub(crate) heaviest: Option<Heaviest>,
    /// Vehicles and pieces of which nothing is known.
    unknown: u64,
}

impl Known {
    pub(crate) fn of(
        input: &PlanInput,
        loads: &BTreeMap<VehicleId, Load>,
        vehicles: &[VehicleId],
        driven: &[Share],
    ) -> Self {
        let mut known = Self::default();
        if input.fleet.iter().all(|one| one.axles.is_empty()) && input.needs.iter().all(|need| need.axles.is_empty()) {
            // Nobody has said anything.
            let pieces = driven.iter().fold(0_u64, |sum, share| sum.saturating_add(share.quantity.get()));
            return Self { unknown: pieces.saturating_add(vehicles.len() as u64), ..known };
        }
        for vehicle in vehicles {
            let Some(at) = input.fleet.iter().position(|one| one.vehicle == *vehicle) else { continue };
            let mut mass = Grams::ZERO;
            for share in loads.get(vehicle).into_iter().flat_map(|load| &load.shares) {
                let Some(piece) = input.needs.iter().position(|need| need.id == share.need) else { continue };
                let need = &input.needs[piece];
                if need.towed.is_some() {
                    known.add(Which::Piece(piece), &need.axles, Grams::ZERO, share.quantity.get());
                } else {
                    let lies = u128::from(need.mass.get()) * u128::from(share.quantity.get());
                    mass = mass.saturating_add(Grams::new(u64::try_from(lies).unwrap_or(u64::MAX)));
                }
            }
            known.add(Which::Vehicle(at), &input.fleet[at].axles, mass, 1);
        }
        for share in driven {
            if let Some(piece) = input.needs.iter().position(|need| need.id == share.need) {
                known.add(Which::Piece(piece), &input.needs[piece].axles, Grams::ZERO, share.quantity.get());
            }
        }
        known
    }

    fn add(&mut self, of: Which, axles: &[Axle], mass: Grams, count: u64) {
        if axles.is_empty() || (mass > Grams::ZERO && !whole(axles)) {
            self.unknown = self.unknown.saturating_add(count);
            return;
        }
        for (at, axle) in axles.iter().enumerate() {
            let bears = bears(axle, mass);
            if self.heaviest.is_none_or(|known| known.bears < bears) {
                self.heaviest = Some(Heaviest { of, axle: number(at), bears });
            }
        }
    }

    /// What was not judged on a way because nobody has said it; nothing where nobody has said anything at all.
    pub(crate) fn not_judged(self, input: &PlanInput, column: &convoy::Column) -> Option<Reason> {
        let limited = column.route().filter(|id| input.stretch(id).is_some_and(|stretch| stretch.axle_max.is_some()));
        let limited = limited.count();
        let stretches = (column.legs.len() - limited) as u64;
        let vehicles = self.unknown;
        let said = self.heaviest.is_some() || limited > 0;
        let convoy = column.convoy.clone();
        (said && vehicles + stretches > 0).then_some(Reason::AxlesNotJudged { convoy, vehicles, stretches })
    }
}
