//! What goes on which vehicle: first fit decreasing, with goods that may not ride together.
//!
//! At each site needs are taken by priority, due moment and total mass; vehicles by payload and
//! room, the largest first. Each need fills the first vehicles that have room for a unit and
//! hold nothing it must be kept from. Whole units only, counted by division, so a need of a
//! billion units costs no more than one of ten.

use crate::Seed;
use crate::axles::{self, Bears, Limits, Tight};
use crate::hazard::{Goods, Rules};
use crate::reload::{reload, score};
use crate::support::most_carried;
use crate::unloading;
use convoy::{AxleLoad, Load, Need, NeedId, PlanInput, Reason, Share, Undelivered, UndeliveredReason, Vehicle};
use movement::Chance;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use units::{Grams, Kmh, Millilitres, Moment, PlaceId, Quantity, SegmentId, VehicleId};

/// Most columns of one plan: more than any corridor's crossings handle within the horizon.
pub const COLUMNS_MAX: usize = 200;

/// What is still to be loaded: needs with what is left of them, vehicles that are free.
pub(crate) struct Pool<'a> {
    pub(crate) needs: Vec<(&'a Need, Quantity)>,
    pub(crate) vehicles: Vec<&'a Vehicle>,
    /// Vehicles that stay where they are.
    pub(crate) reserved: Vec<&'a Vehicle>,
}

/// Goods at one site, on vehicles or driving by themselves, in the order they were taken.
#[derive(Default)]
pub(crate) struct Loaded {
    /// By site: loads with the priority of their first goods.
    pub(crate) loads: BTreeMap<PlaceId, Vec<(u8, Load)>>,
    /// By site: goods that drive by themselves, with their priority.
    pub(crate) driven: BTreeMap<PlaceId, Vec<(u8, Share)>>,
}

/// So many of a need.
pub(crate) type Held<'a> = (&'a Need, Quantity);

/// A vehicle being filled.
#[derive(Clone)]
pub(crate) struct Bin<'a> {
    vehicle: &'a Vehicle,
    /// What it may carry, its axles reckoned, and the axle that may bear no more.
    payload: Grams,
    tight: Option<Tight>,
    mass_left: u64,
    room_left: u64,
    pub(crate) held: Vec<Held<'a>>,
}

impl<'a> Bin<'a> {
    fn new(vehicle: &'a Vehicle, (payload, tight): (Grams, Option<Tight>)) -> Self {
        let (mass_left, room_left) = (payload.get(), vehicle.room.get());
        Self { vehicle, payload, tight, mass_left, room_left, held: Vec::new() }
    }

    pub(crate) fn empty(&mut self) {
        (self.mass_left, self.room_left) = (self.payload.get(), self.vehicle.room.get());
        self.held.clear();
    }

    /// Takes so many that fit.
    pub(crate) fn hold(&mut self, need: &'a Need, taken: Quantity) {
        // What hangs behind it takes nothing of payload and room.
        if need.towed.is_none() {
            self.mass_left -= need.mass.get() * taken.get();
            self.room_left -= need.volume.get() * taken.get();
        }
        match self.held.iter_mut().find(|(held, _)| held.id == need.id) {
            Some((_, sum)) => *sum = sum.checked_add(taken).unwrap_or(*sum),
            None => self.held.push((need, taken)),
        }
    }

    /// How much of its payload is used, in thousandths.
    pub(crate) fn full(&self) -> u128 {
        let payload = u128::from(self.payload.get().max(1));
        (payload - u128::from(self.mass_left).min(payload)) * 1000 / payload
    }
}

/// Loads what can be loaded; says of the rest why it stays.
pub(crate) fn load(
    rules: &Rules,
    pool: Pool<'_>,
    limits: &Limits,
    reasons: &mut Vec<Reason>,
    undelivered: &mut Vec<Undelivered>,
    effort: &Effort<'_>,
) -> Loaded {
    let mut loaded = Loaded::default();
    let sites: BTreeSet<&PlaceId> = pool.needs.iter().map(|(need, _)| &need.id.from).collect();
    for site in sites {
        let limit = limits.at(site);
        let (mut bins, barred) = bins_at(&pool.vehicles, site, limit);
        let reserved = at(&pool.reserved, site);
        let mut needs: Vec<(&Need, Quantity)> =
            pool.needs.iter().copied().filter(|(need, left)| &need.id.from == site && !left.is_zero()).collect();
        needs.sort_by_key(|(need, left)| rank(need, *left));
        let mut behind: Vec<Held<'_>> = Vec::new();
        let mut told = Vec::new();
        for (need, left) in needs {
            if let Some((load, segment)) = axles::piece(need, limit) {
                let reason = UndeliveredReason::AxleTooHeavy { load, segment };
                undelivered.push(Undelivered { need: need.id.clone(), quantity: left, reason });
                continue;
            }
            if let Some(motion) = need.self_propelled {
                drive(&mut loaded, need, left, motion.speed, undelivered);
                continue;
            }
            let outcome = put(rules, &mut bins, need, left, &mut told);
            if outcome.parts > 1 {
                told.push(Reason::Divided { need: need.id.clone(), parts: outcome.parts });
            }
            if !outcome.left.is_zero() {
                behind.push((need, outcome.left));
            }
        }
        better(rules, &mut bins, &mut behind, &mut told, effort);
        reasons.append(&mut told);
        tell_lighter(&bins, reasons);
        for (need, quantity) in behind {
            let reason = why_left(rules, (&bins, &barred), &reserved, need);
            undelivered.push(Undelivered { need: need.id.clone(), quantity, reason });
        }
        let loads = bins.into_iter().filter(|bin| !bin.held.is_empty()).map(|bin| close(rules, bin));
        loaded.loads.insert(site.clone(), loads.collect());
    }
    loaded
}

/// Rounds that a site with few vehicles has besides.
const FEWEST: u64 = 200;

/// How hard loads are worked on.
pub(crate) struct Effort<'w> {
    pub(crate) seed: Seed,
    /// Whether a site of so many vehicles goes on after so many rounds.
    pub(crate) more: &'w dyn Fn(u64, u64) -> bool,
}

/// Most rounds of a site: about a second. With ten thousand vehicles ten for each were long enough to wait.
const MOST: u64 = 100_000;

/// So many rounds for each vehicle, and some for a site with few.
pub(crate) fn rounds(each: u64) -> impl Fn(u64, u64) -> bool {
    move |done, vehicles| done < (FEWEST + each * vehicles).min(MOST)
}

/// Works on loads where something stays behind that a vehicle could carry, or where fewer vehicles might do; tells
/// anew what was kept apart where that changed them.
fn better<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    behind: &mut Vec<Held<'a>>,
    told: &mut Vec<Reason>,
    effort: &Effort<'_>,
) {
    let refused = |need: &Need| rules.alone(goods(need)).is_err();
    let (mut waiting, never): (Vec<Held<'_>>, Vec<Held<'_>>) = behind.drain(..).partition(|(need, _)| !refused(need));
    if !waiting.is_empty() || !as_few_as_can_be(bins) {
        let (before, stayed) = (bins.to_vec(), waiting.clone());
        let mut chance = Chance::new(effort.seed.0);
        let vehicles = bins.len() as u64;
        reload(rules, bins, &mut waiting, &mut chance, &|done| (effort.more)(done, vehicles));
        if score(bins.iter()) > score(&before) {
            bins.iter_mut().for_each(|bin| bin.held.sort_by_key(|(need, _)| rank(need, need.quantity)));
            *told = tell_again(rules, bins, &waiting);
        } else {
            bins.clone_from_slice(&before);
            waiting = stayed;
        }
    }
    behind.append(&mut waiting);
    behind.extend(never);
}

/// Whether the goods loaded need as many vehicles as are used, by mass or by room alone.
fn as_few_as_can_be(bins: &[Bin<'_>]) -> bool {
    let used = bins.iter().filter(|bin| !bin.held.is_empty()).count();
    let enough = |capacity: fn(&Bin<'_>) -> u64, left: fn(&Bin<'_>) -> u64| {
        let mut sizes: Vec<u64> = bins.iter().map(capacity).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let loaded: u128 = bins.iter().map(|bin| u128::from(capacity(bin)) - u128::from(left(bin))).sum();
        let (mut sum, mut count) = (0, 0);
        for size in sizes {
            if sum >= loaded {
                break;
            }
            (sum, count) = (sum + u128::from(size), count + 1);
        }
        count
    };
    let by_mass = enough(|bin| bin.payload.get(), |bin| bin.mass_left);
    let by_room = enough(|bin| bin.vehicle.room.get(), |bin| bin.room_left);
    used <= by_mass.max(by_room)
}

/// What is divided, and what could have gone on a vehicle but for what lies there.
fn tell_again(rules: &Rules, bins: &[Bin<'_>], behind: &[Held<'_>]) -> Vec<Reason> {
    let mut needs: Vec<&Need> = bins.iter().flat_map(|bin| &bin.held).chain(behind).map(|(need, _)| *need).collect();
    needs.sort_by_key(|need| rank(need, need.quantity));
    needs.dedup_by(|a, b| a.id == b.id);
    let mut told = Vec::new();
    for need in needs {
        let mut apart = BTreeSet::new();
        for bin in bins.iter().filter(|bin| units_fitting(bin, need) > 0) {
            let earlier = |with: &Need| rank(with, with.quantity) < rank(need, need.quantity);
            let Some((with, rule)) = kept_from(rules, bin, need).filter(|(with, _)| earlier(with)) else { continue };
            if apart.insert((with.id.clone(), rule)) {
                let (need, vehicle) = (need.id.clone(), bin.vehicle.vehicle.clone());
                told.push(Reason::KeptApart { need, vehicle, with: with.id.clone(), rule });
            }
        }
        let parts = bins.iter().filter(|bin| bin.held.iter().any(|(held, _)| held.id == need.id)).count();
        if parts > 1 {
            let parts = u32::try_from(parts).unwrap_or(u32::MAX);
            told.push(Reason::Divided { need: need.id.clone(), parts });
        }
    }
    told
}

/// First by priority, then what is due, then what is heavy.
pub(crate) fn rank(need: &Need, left: Quantity) -> (u8, bool, Option<Moment>, u128, NeedId) {
    let mass = u128::from(need.mass.get()) * u128::from(left.get());
    (need.priority, need.due.is_none(), need.due, u128::MAX - mass, need.id.clone())
}

/// A vehicle with an axle that bears too much before anything is loaded.
type Barred<'a> = (&'a Vehicle, Tight);

fn bins_at<'a>(vehicles: &[&'a Vehicle], site: &PlaceId, limit: Option<&Bears>) -> (Vec<Bin<'a>>, Vec<Barred<'a>>) {
    let mut here = at(vehicles, site);
    here.sort_by(|a, b| largest_first(a, b));
    here.dedup_by(|a, b| a.vehicle == b.vehicle);
    let (mut bins, mut barred) = (Vec::new(), Vec::new());
    for vehicle in here {
        match axles::payload(vehicle, limit) {
            Ok(may) => bins.push(Bin::new(vehicle, may)),
            Err(tight) => barred.push((vehicle, tight)),
        }
    }
    bins.sort_by_key(|bin| std::cmp::Reverse(bin.payload));
    (bins, barred)
}

/// Loaded vehicles that may carry less than they could, told once for each stretch, and once for axles of their own.
fn tell_lighter(bins: &[Bin<'_>], reasons: &mut Vec<Reason>) {
    let loaded = bins.iter().filter(|bin| !bin.held.is_empty());
    let lighter = loaded.filter_map(|bin| Some((bin, bin.tight.as_ref()?.with(bin.vehicle, bin.payload))));
    let mut told: BTreeMap<Option<SegmentId>, Vec<_>> = BTreeMap::new();
    for (bin, (load, segment)) in lighter {
        told.entry(segment).or_default().push((bin, load));
    }
    for (segment, of) in told {
        let vehicles = of.len() as u64;
        let most = of.into_iter().min_by_key(|(bin, _)| {
            let less = bin.vehicle.payload.get() - bin.payload.get();
            (u64::MAX - less, bin.vehicle.vehicle.clone())
        });
        let Some((bin, AxleLoad { axle, most, .. })) = most else { continue };
        let (at, vehicle, payload) = (bin.vehicle.at.clone(), bin.vehicle.vehicle.clone(), bin.payload);
        reasons.push(Reason::LoadedLighter { at, vehicles, vehicle, axle, most, segment, payload });
    }
}

/// Those at a site that carry.
fn at<'a>(vehicles: &[&'a Vehicle], site: &PlaceId) -> Vec<&'a Vehicle> {
    vehicles.iter().copied().filter(|v| &v.at == site && v.role.is_none() && v.motion.speed > Kmh::ZERO).collect()
}

pub(crate) fn largest_first(a: &Vehicle, b: &Vehicle) -> Ordering {
    (b.payload, b.room, &a.vehicle).cmp(&(a.payload, a.room, &b.vehicle))
}

fn drive(loaded: &mut Loaded, need: &Need, left: Quantity, speed: Kmh, undelivered: &mut Vec<Undelivered>) {
    if speed == Kmh::ZERO {
        let reason = UndeliveredReason::NoCrossing { from: need.id.from.clone() };
        undelivered.push(Undelivered { need: need.id.clone(), quantity: left, reason });
        return;
    }
    let share = Share { need: need.id.clone(), quantity: left };
    loaded.driven.entry(need.id.from.clone()).or_default().push((need.priority, share));
}

struct Outcome {
    left: Quantity,
    parts: u32,
}

fn put<'a>(
    rules: &Rules,
    bins: &mut [Bin<'a>],
    need: &'a Need,
    mut left: Quantity,
    reasons: &mut Vec<Reason>,
) -> Outcome {
    let mut parts = 0;
    if rules.alone(goods(need)).is_err() {
        return Outcome { left, parts };
    }
    let mut told = BTreeSet::new();
    let mut order: Vec<usize> = (0..bins.len()).collect();
    if need.towed.is_some() {
        // Those that tow least first: the others are left for what is heavier.
        order.sort_by_key(|at| bins[*at].vehicle.tows);
    }
    for at in order {
        let bin = &mut bins[at];
        let fitting = units_fitting(bin, need).min(left.get());
        if fitting == 0 || left.is_zero() {
            continue;
        }
        if let Some((with, rule)) = kept_from(rules, bin, need) {
            if told.insert((with.id.clone(), rule)) {
                reasons.push(Reason::KeptApart {
                    need: need.id.clone(),
                    vehicle: bin.vehicle.vehicle.clone(),
                    with: with.id.clone(),
                    rule,
                });
            }
            continue;
        }
        let Some((taken, rest)) = split(left, fitting) else { continue };
        bin.hold(need, taken);
        left = rest;
        parts += 1;
    }
    Outcome { left, parts }
}

pub(crate) fn split(left: Quantity, taken: u64) -> Option<(Quantity, Quantity)> {
    let taken = Quantity::new(taken).ok()?;
    Some((taken, left.checked_sub(taken)?))
}

/// Whole units the vehicle still has room for. Weightless goods are bound by room alone.
pub(crate) fn units_fitting(bin: &Bin<'_>, need: &Need) -> u64 {
    if need.towed.is_some() {
        let free = bin.held.iter().all(|(held, _)| held.towed.is_none());
        return u64::from(free && can_tow(bin.vehicle, need));
    }
    let by_mass = bin.mass_left.checked_div(need.mass.get()).unwrap_or(u64::MAX);
    let by_room = bin.room_left.checked_div(need.volume.get()).unwrap_or(u64::MAX);
    by_mass.min(by_room)
}

pub(crate) fn can_tow(vehicle: &Vehicle, need: &Need) -> bool {
    vehicle.tows.is_some_and(|most| need.mass <= most)
}

fn goods(need: &Need) -> Goods {
    Goods { hazard: need.hazard, foodstuff: need.foodstuff }
}

pub(crate) fn kept_from<'a>(rules: &Rules, bin: &Bin<'a>, need: &Need) -> Option<(&'a Need, convoy::Rule)> {
    bin.held.iter().find_map(|(held, _)| rules.pair(goods(held), goods(need)).err().map(|rule| (*held, rule)))
}

fn why_left(
    rules: &Rules,
    (bins, barred): (&[Bin<'_>], &[Barred<'_>]),
    reserved: &[&Vehicle],
    need: &Need,
) -> UndeliveredReason {
    if let Err(rule) = rules.alone(goods(need)) {
        return UndeliveredReason::Refused { rule };
    }
    if need.towed.is_some() {
        let able = bins.iter().filter(|bin| can_tow(bin.vehicle, need)).count();
        return UndeliveredReason::Untowed { mass: need.mass, vehicles: u32::try_from(able).unwrap_or(u32::MAX) };
    }
    let fits = |vehicle: &Vehicle| need.mass <= vehicle.payload && need.volume <= vehicle.room;
    let vehicles = u32::try_from(bins.len()).unwrap_or(u32::MAX);
    if reserved.iter().any(|vehicle| fits(vehicle)) {
        let reserve = u32::try_from(reserved.len()).unwrap_or(u32::MAX);
        return UndeliveredReason::VehiclesReserved { vehicles, reserve };
    }
    if bins.iter().any(|bin| fits(bin.vehicle) && need.mass <= bin.payload) {
        return UndeliveredReason::FleetFull { vehicles };
    }
    // One that would do but for its axles: the one of which an axle may bear most.
    let tight = bins.iter().filter_map(|bin| Some((bin.vehicle, bin.tight.as_ref()?)));
    let tight = tight.chain(barred.iter().map(|(vehicle, tight)| (*vehicle, tight)));
    let heavy = tight.filter(|(vehicle, _)| fits(vehicle)).map(|(vehicle, tight)| tight.with(vehicle, need.mass));
    if let Some((load, segment)) = heavy.max_by_key(|(load, _)| load.most) {
        return UndeliveredReason::AxleTooHeavy { load, segment };
    }
    let all = || bins.iter().map(|bin| bin.vehicle).chain(reserved.iter().copied());
    UndeliveredReason::NoVehicleBigEnough {
        mass: need.mass,
        volume: need.volume,
        payload: all().map(|vehicle| vehicle.payload).max().unwrap_or(Grams::ZERO),
        room: all().map(|vehicle| vehicle.room).max().unwrap_or(Millilitres::ZERO),
    }
}

fn close(rules: &Rules, bin: Bin<'_>) -> (u8, Load) {
    let priority = bin.held.iter().map(|(need, _)| need.priority).min().unwrap_or(u8::MAX);
    let mut held = bin.held;
    held.sort_by_cached_key(|(need, _)| unloading::place(need));
    let shares = held.iter().map(|(need, quantity)| Share { need: need.id.clone(), quantity: *quantity });
    let kinds: Vec<Goods> = held.iter().map(|(need, _)| goods(need)).collect();
    let load = Load {
        vehicle: bin.vehicle.vehicle.clone(),
        shares: shares.collect(),
        towed: unloading::behind(held.iter().map(|(need, _)| *need)),
        verdict: rules.judge(&kinds).ok().flatten(),
    };
    (priority, load)
}

/// Vehicles and goods that march together.
pub(crate) struct Group {
    pub(crate) origin: PlaceId,
    pub(crate) priority: u8,
    pub(crate) vehicles: Vec<VehicleId>,
    pub(crate) driven: Vec<Share>,
}

/// One vehicle's place in the order of march: a carrier, or some goods that drive by themselves.
enum Member {
    Carrier(VehicleId),
    Driven(Share),
}

/// Divides what leaves a site into columns of nearly equal size, the urgent first; gives back
/// what is left when there are [`COLUMNS_MAX`] of them.
pub(crate) fn group(input: &PlanInput, loaded: &Loaded, reasons: &mut Vec<Reason>) -> (Vec<Group>, Vec<Group>) {
    let sites: BTreeSet<&PlaceId> = loaded.loads.keys().chain(loaded.driven.keys()).collect();
    let (mut groups, mut excess) = (Vec::new(), Vec::new());
    for site in sites {
        let mut members = members_at(loaded, site);
        let most = most_carried(input, site);
        let total = members.iter().fold(0_u64, |sum, (_, _, count)| sum.saturating_add(*count));
        if total > most {
            let (origin, column_max) = (site.clone(), u32::try_from(most).unwrap_or(u32::MAX));
            reasons.push(Reason::ColumnsDivided { origin, vehicles: total, column_max });
        }
        let size = total.div_ceil(total.div_ceil(most).max(1)).max(1);
        while !members.is_empty() && groups.len() < COLUMNS_MAX {
            groups.push(take_group(site, &mut members, size));
        }
        if !members.is_empty() {
            excess.push(take_group(site, &mut members, u64::MAX));
        }
    }
    groups.sort_by(|a, b| (a.priority, &a.origin).cmp(&(b.priority, &b.origin)));
    (groups, excess)
}

fn members_at(loaded: &Loaded, site: &PlaceId) -> Vec<(u8, Member, u64)> {
    let carriers = loaded.loads.get(site).into_iter().flatten();
    let driven = loaded.driven.get(site).into_iter().flatten();
    let mut members: Vec<(u8, Member, u64)> = carriers
        .map(|(priority, load)| (*priority, Member::Carrier(load.vehicle.clone()), 1))
        .chain(driven.map(|(priority, share)| (*priority, Member::Driven(share.clone()), share.quantity.get())))
        .collect();
    members.sort_by_key(|(priority, _, _)| *priority);
    members
}

/// Takes so many vehicles off the front, dividing goods that drive by themselves where need be.
fn take_group(site: &PlaceId, members: &mut Vec<(u8, Member, u64)>, size: u64) -> Group {
    let mut group = Group { origin: site.clone(), priority: u8::MAX, vehicles: Vec::new(), driven: Vec::new() };
    let mut free = size;
    while free > 0 && !members.is_empty() {
        let (priority, member, count) = members.remove(0);
        group.priority = group.priority.min(priority);
        match member {
            Member::Carrier(vehicle) => {
                group.vehicles.push(vehicle);
                free -= 1;
            }
            Member::Driven(share) => {
                let taken = count.min(free);
                free -= taken;
                if let Some((now, later)) = split(share.quantity, taken) {
                    group.driven.push(Share { need: share.need.clone(), quantity: now });
                    if !later.is_zero() {
                        let later = Share { need: share.need, quantity: later };
                        members.insert(0, (priority, Member::Driven(later), count - taken));
                    }
                }
            }
        }
    }
    group
}
