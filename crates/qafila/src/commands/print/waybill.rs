//! From views to a waybill.

use super::mark;
use crate::failure::Failure;
use crate::show::names::{Namer, shown};
use model::Line;
use paper::{Goods, Hazard, Known, Load, March, Package, Stop, Waybill};
use std::collections::BTreeSet;
use units::{ConsignmentId, ItemCode, PackageId, VehicleId};
use views::{Consignment, Convoy};

/// Of a convoy as it is ordered now, or of a consignment as it was packed.
pub(super) fn of(namer: &Namer<'_>, what: &str) -> Result<Waybill, Failure> {
    let convoy = namer.views.movements.iter().find(|(id, _)| id.as_str() == what).map(|(_, convoy)| convoy);
    if let Some(convoy) = convoy {
        return of_convoy(namer, what, convoy);
    }
    let consignments = namer.views.custody.consignments();
    let Some((id, consignment)) = consignments.iter().find(|(id, _)| id.as_str() == what) else {
        let convoys = namer.views.movements.iter().map(|(id, _)| id.to_string());
        let known = convoys.chain(consignments.keys().map(ToString::to_string));
        return Err(Failure::unknown("convoy or consignment", what, known));
    };
    Ok(waybill(namer, mark(&consignment.by), &[(id, consignment)], None))
}

fn of_convoy(namer: &Namer<'_>, what: &str, convoy: &Convoy) -> Result<Waybill, Failure> {
    let order = convoy.order();
    let known = namer.views.custody.consignments();
    let carried: Vec<(&ConsignmentId, &Consignment)> =
        order.ordered.consignments.iter().filter_map(|id| known.get_key_value(id)).collect();
    if carried.len() < order.ordered.consignments.len() || carried.is_empty() {
        let message = format!("what convoy `{what}` carries is not known here in full");
        return Err(Failure::user(message, Some(("hint-not-told", Vec::new()))));
    }
    let stop =
        |timing: &model::Timing| Stop { place: namer.place(&timing.place), due: timing.due, clear: timing.clear };
    let march = March {
        convoy: order.ordered.convoy.clone(),
        credits: convoy.credits.iter().map(|(_, issued)| issued.credit.clone()).collect(),
        commander: order.ordered.commander.clone(),
        vehicles: order.ordered.vehicles.clone(),
        route: order.ordered.route.iter().map(|segment| shown(namer.words, segment.as_str())).collect(),
        stops: order.ordered.timings.iter().map(stop).collect(),
    };
    Ok(waybill(namer, mark(&order.by), &carried, Some(march)))
}

fn waybill(
    namer: &Namer<'_>,
    mark: paper::Mark,
    carried: &[(&ConsignmentId, &Consignment)],
    march: Option<March>,
) -> Waybill {
    let order: Vec<VehicleId> = march.as_ref().map(|march| march.vehicles.clone()).unwrap_or_default();
    let names = |name: fn(&Namer<'_>, &Consignment) -> String| {
        let all: BTreeSet<String> = carried.iter().map(|(_, consignment)| name(namer, consignment)).collect();
        all.into_iter().collect()
    };
    Waybill {
        mark,
        givers: names(|namer, consignment| namer.party(&consignment.giver)),
        receivers: names(|namer, consignment| namer.party(&consignment.packed.receiver)),
        sites: names(|namer, consignment| namer.place(&consignment.packed.site)),
        consignments: carried.iter().map(|(id, known)| ((*id).clone(), known.packed.pledge.clone())).collect(),
        march,
        loads: loads(namer, &order, carried),
    }
}

/// By vehicle, in marching order; those the order does not name behind it, what has no vehicle last.
fn loads(namer: &Namer<'_>, order: &[VehicleId], carried: &[(&ConsignmentId, &Consignment)]) -> Vec<Load> {
    let mut loads: Vec<Load> = Vec::new();
    for (consignment, known) in carried {
        for packed in &known.packed.loads {
            let goods = packed.lines.iter().map(|line| goods(namer, consignment, packed.package.as_ref(), line));
            let package = packed.package.as_ref().map(|tag| Package {
                tag: tag.clone(),
                seal: packed.seal.clone(),
                vehicle: packed.vehicle.clone(),
            });
            match loads.iter_mut().find(|load| load.vehicle == packed.vehicle) {
                Some(load) => {
                    load.goods.extend(goods);
                    load.packages.extend(package);
                }
                None => loads.push(Load {
                    vehicle: packed.vehicle.clone(),
                    packages: package.into_iter().collect(),
                    goods: goods.collect(),
                }),
            }
        }
    }
    let place = |vehicle: &VehicleId| order.iter().position(|known| known == vehicle).unwrap_or(order.len());
    loads.sort_by_key(|load| load.vehicle.as_ref().map_or(usize::MAX, place));
    loads
}

fn goods(namer: &Namer<'_>, consignment: &ConsignmentId, package: Option<&PackageId>, line: &Line) -> Goods {
    Goods {
        consignment: consignment.clone(),
        package: package.cloned(),
        item: line.item.clone(),
        name: namer.item(&line.item),
        quantity: line.quantity,
        lot: line.lot.clone(),
        serials: line.serials.clone(),
        known: known(namer, &line.item),
    }
}

pub(super) fn known(namer: &Namer<'_>, item: &ItemCode) -> Option<Known> {
    let item = namer.views.catalogue.get(item)?;
    let hazard = item.hazard.as_ref().map(|hazard| Hazard {
        un: hazard.un,
        class: hazard.class.to_string(),
        group: hazard.group.as_ref().map(ToString::to_string),
        net_explosive: hazard.net_explosive,
    });
    Some(Known { unit: item.unit, mass: item.mass, hazard })
}
