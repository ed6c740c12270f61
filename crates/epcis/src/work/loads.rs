//! What lies in what: consignments as they are packed, and loaded over on the way.

use super::{Bench, Made, consignment, lines, needs, paper, place};
use crate::cbv::Transaction;
use crate::names::{NameFault, Named, Naming, cut};
use crate::read::Seen;
use crate::refusal::{Refusal, Rule};
use model::{Body, ConsignmentPacked, ConsignmentReloaded, Load};

impl Bench<'_> {
    pub(super) fn packed(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "consignment_packed";
        let consignment = consignment(seen, kind)?;
        let pledge = paper(seen, Transaction::Po, |named| {
            let Named::Pledge(pledge) = named else { return None };
            Some(pledge.clone())
        });
        let pledge = pledge.ok_or_else(|| needs(seen, kind, "a business transaction `po` that names a pledge"))?;
        let receiver = seen.receiver.clone();
        let receiver =
            receiver.ok_or_else(|| needs(seen, kind, "a destination `possessing_party` that names a party"))?;
        let site = place(seen, kind)?;
        let packed = ConsignmentPacked { consignment, pledge, site, receiver, loads: Vec::new() };
        let key = self.key(seen, kind, Some(packed.consignment.as_str()));
        let loaded = loaded(seen, kind, self.naming)?;
        if let Some(work) = self.begun(seen, key.as_ref()) {
            let first = work.events[0];
            let Body::ConsignmentPacked(begun) = &mut work.body else { return Ok(()) };
            if (ConsignmentPacked { loads: Vec::new(), ..begun.clone() }) != packed {
                return Err(seen.refused("", Rule::Differs { kind, first }));
            }
            return loaded.onto(seen, kind, &mut begun.loads);
        }
        let mut packed = packed;
        loaded.onto(seen, kind, &mut packed.loads)?;
        self.add(seen, key, Body::ConsignmentPacked(packed));
        Ok(())
    }

    /// Loads that name the consignment they come from.
    pub(super) fn reloaded(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "consignment_reloaded";
        let from = match seen.term("from")?.map(|uri| self.naming.read(uri)) {
            Some(Ok(Named::Consignment(from))) => from,
            Some(_) | None => return Err(needs(seen, kind, "`qafila:from`: the consignment that the goods were in")),
        };
        let (into, place, reason) = (consignment(seen, kind)?, place(seen, kind)?, seen.words("reason")?);
        let reason = reason.unwrap_or_default();
        let mut reloaded = ConsignmentReloaded { from, into, place, loads: Vec::new(), reason };
        let key = self.key(seen, kind, Some(&format!("{} {}", reloaded.from, reloaded.into)));
        let loaded = loaded(seen, kind, self.naming)?;
        if let Some(work) = self.begun(seen, key.as_ref()) {
            let first = work.events[0];
            let Body::ConsignmentReloaded(begun) = &mut work.body else { return Ok(()) };
            if (ConsignmentReloaded { loads: Vec::new(), ..begun.clone() }) != reloaded {
                return Err(seen.refused("", Rule::Differs { kind, first }));
            }
            return loaded.onto(seen, kind, &mut begun.loads);
        }
        loaded.onto(seen, kind, &mut reloaded.loads)?;
        self.add(seen, key, Body::ConsignmentReloaded(reloaded));
        Ok(())
    }
}

/// What an event of packing or loading adds to a consignment.
enum Loaded {
    /// Goods.
    Load(Load),
    /// A vehicle for packages.
    Vehicle(units::VehicleId, Vec<units::PackageId>),
}

fn loaded(seen: &Seen<'_>, kind: &'static str, naming: &Naming) -> Result<Loaded, Refusal> {
    let seal = seen.coded("seal", "the number of a seal")?;
    let load = |vehicle, package| Ok(Loaded::Load(Load { vehicle, lines: lines(seen, kind)?, package, seal }));
    match seen.parent.clone() {
        Some(Named::Package(package)) => load(None, Some(package)),
        Some(Named::Vehicle(vehicle)) if !seen.goods.closed.is_empty() && seen.goods.lines().is_empty() => {
            let package = |named: &Named| {
                if let Named::Package(package) = named {
                    return Ok(package.clone());
                }
                let fault = NameFault::Other { given: cut(&naming.uri(named)), wanted: "a package" };
                Err(seen.refused(".childEPCs", fault.into()))
            };
            let packages = seen.goods.closed.iter().map(package).collect::<Result<_, _>>()?;
            Ok(Loaded::Vehicle(vehicle, packages))
        }
        Some(Named::Vehicle(vehicle)) => load(Some(vehicle), None),
        Some(Named::Consignment(_)) => load(None, None),
        Some(_) | None => Err(needs(seen, kind, "a `parentID` that names a package, a vehicle or the consignment")),
    }
}

impl Loaded {
    fn onto(self, seen: &Seen<'_>, kind: &'static str, loads: &mut Vec<Load>) -> Made {
        match self {
            Self::Load(load) => loads.push(load),
            Self::Vehicle(vehicle, packages) => {
                for package in packages {
                    let load = loads.iter_mut().find(|load| load.package.as_ref() == Some(&package));
                    let Some(load) = load else {
                        return Err(needs(seen, kind, "the packing of a package before its loading"));
                    };
                    load.vehicle = Some(vehicle.clone());
                }
            }
        }
        Ok(())
    }
}
