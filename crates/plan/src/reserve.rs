//! What stays at sites by the rule for reserves: the vehicles that carry least, and what of an item is least urgent.

use crate::loading::{Pool, largest_first, rank};
use convoy::{Need, PlanInput, Share, Undelivered, UndeliveredReason, Vehicle};
use std::collections::{BTreeMap, BTreeSet};
use units::{ItemCode, Kmh, PlaceId, Quantity, VehicleId};

/// How many may still go; what is not named may go without end.
#[derive(Clone)]
pub(crate) struct Reserve {
    vehicles: BTreeMap<PlaceId, u64>,
    stock: BTreeMap<(PlaceId, ItemCode), u64>,
}

impl Reserve {
    pub(crate) fn new(input: &PlanInput) -> Self {
        let (mut vehicles, mut stock) = (BTreeMap::new(), BTreeMap::new());
        if let Some(rule) = &input.policy.reserve {
            let sites: BTreeSet<&PlaceId> = input.fleet.iter().map(|vehicle| &vehicle.at).collect();
            for site in sites.into_iter().filter(|_| rule.vehicles.get() > 0) {
                let there = input.fleet.iter().filter(|one| carries(one) && one.at == *site).count() as u64;
                vehicles.insert(site.clone(), there - rule.vehicles.of(there));
            }
            for (key, there) in stocks(input) {
                if let Some(share) = rule.stock.get(&key.1) {
                    stock.insert(key, there - share.of(there));
                }
            }
        }
        Self { vehicles, stock }
    }

    /// Takes what goes; says whether that many may.
    pub(crate) fn take<'s>(
        &mut self,
        input: &PlanInput,
        vehicles: &[VehicleId],
        shares: impl Iterator<Item = &'s Share>,
    ) -> bool {
        let mut may = true;
        let mut less = |left: &mut u64, by: u64| {
            may &= by <= *left;
            *left = left.saturating_sub(by);
        };
        for vehicle in vehicles.iter().filter_map(|id| input.vehicle(id)).filter(|vehicle| carries(vehicle)) {
            self.vehicles.get_mut(&vehicle.at).into_iter().for_each(|left| less(left, 1));
        }
        for share in shares {
            let key = input.need(&share.need).map(key);
            let left = key.and_then(|key| self.stock.get_mut(&key));
            left.into_iter().for_each(|left| less(left, share.quantity.get()));
        }
        may
    }
}

fn carries(vehicle: &Vehicle) -> bool {
    vehicle.role.is_none() && vehicle.motion.speed > Kmh::ZERO
}

fn key(need: &Need) -> (PlaceId, ItemCode) {
    (need.id.from.clone(), need.item.clone())
}

/// What stands at each site of each item.
fn stocks(input: &PlanInput) -> BTreeMap<(PlaceId, ItemCode), u64> {
    let (mut known, mut asked) = (BTreeMap::new(), BTreeMap::<_, u64>::new());
    for need in &input.needs {
        let sum = asked.entry(key(need)).or_default();
        *sum = sum.saturating_add(need.quantity.get());
        if let Some(stock) = need.stock {
            let most = known.entry(key(need)).or_insert(0);
            *most = stock.get().max(*most);
        }
    }
    asked.into_iter().map(|(key, asked)| (key.clone(), known.get(&key).copied().unwrap_or(asked))).collect()
}

/// Takes out of a pool what stays as a reserve; `used` are vehicles that others have.
pub(crate) fn hold_back(
    input: &PlanInput,
    used: &BTreeSet<VehicleId>,
    pool: &mut Pool<'_>,
    undelivered: &mut Vec<Undelivered>,
) {
    let mut reserve = Reserve::new(input);
    let used: Vec<VehicleId> = used.iter().cloned().collect();
    reserve.take(input, &used, std::iter::empty());
    pool.vehicles.sort_by(|a, b| largest_first(a, b));
    let (go, stay) = pool.vehicles.drain(..).partition(|vehicle| {
        let left = reserve.vehicles.get_mut(&vehicle.at).filter(|_| carries(vehicle));
        left.is_none_or(|left| take_some(left, 1) == 1)
    });
    (pool.vehicles, pool.reserved) = (go, stay);
    for (need, left) in &pool.needs {
        let claimed = need.quantity.get().saturating_sub(left.get());
        reserve.stock.get_mut(&key(need)).into_iter().for_each(|may| *may = may.saturating_sub(claimed));
    }
    let stocks = stocks(input);
    let mut order: Vec<usize> = (0..pool.needs.len()).collect();
    order.sort_by_cached_key(|at| rank(pool.needs[*at].0, pool.needs[*at].1));
    for at in order {
        let (need, left) = &mut pool.needs[at];
        let Some(may) = reserve.stock.get_mut(&key(need)) else { continue };
        let goes = take_some(may, left.get());
        let stays = Quantity::new(left.get() - goes).unwrap_or_default();
        if !stays.is_zero() {
            let share = input.policy.reserve.as_ref().and_then(|rule| rule.stock.get(&need.item));
            let there = stocks.get(&key(need)).copied().unwrap_or_default();
            let reason = UndeliveredReason::StockReserved { reserve: share.map_or(0, |share| share.of(there)) };
            undelivered.push(Undelivered { need: need.id.clone(), quantity: stays, reason });
        }
        *left = Quantity::new(goes).unwrap_or_default();
    }
}

/// As many as are left of those wanted.
fn take_some(left: &mut u64, wanted: u64) -> u64 {
    let taken = wanted.min(*left);
    *left -= taken;
    taken
}
