//! What lies in what: consignments as they are packed, and loaded over on the way.

use super::{About, Writer};
use crate::cbv::{Action, BizStep, Disposition, Party, Transaction};
use crate::event::{Event, Sort, Source};
use crate::goods;
use crate::names::Named;
use model::{ConsignmentPacked, ConsignmentReloaded, Load};
use units::{ConsignmentId, ConvoyId};

impl<'s> Writer<'s> {
    pub(super) fn packed(&self, about: &About<'_>, packed: &ConsignmentPacked) -> Vec<Event> {
        self.loads(about, &packed.consignment, &packed.loads, |event| self.packing(event, about, packed))
    }

    pub(super) fn reloaded(&self, about: &About<'_>, reloaded: &ConsignmentReloaded) -> Vec<Event> {
        self.loads(about, &reloaded.into, &reloaded.loads, |event| {
            let event = self.at(event, &reloaded.place);
            let event = self.paper(event, Transaction::Desadv, &Named::Consignment(reloaded.into.clone()));
            let from = self.naming.uri(&Named::Consignment(reloaded.from.clone()));
            event.term("from", from).term("reason", reloaded.reason.as_str())
        })
    }

    /// What lies on which vehicle from here on.
    pub(super) fn load_over(&mut self, reloaded: &'s ConsignmentReloaded) {
        let same = reloaded.from == reloaded.into;
        let moved =
            |load: &&Load| load.package.is_some() && reloaded.loads.iter().any(|other| other.package == load.package);
        if let Some(left) = self.loads.get_mut(&reloaded.from) {
            left.retain(|load| !same && !moved(load));
        }
        self.loads.entry(&reloaded.into).or_default().extend(&reloaded.loads);
    }

    /// What lies in what: goods in a package, on a vehicle, or in nothing but the consignment.
    fn loads(
        &self,
        about: &About<'_>,
        consignment: &ConsignmentId,
        loads: &[Load],
        with_papers: impl Fn(Event) -> Event,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        let consignment = Named::Consignment(consignment.clone());
        for load in loads {
            let package = load.package.clone().map(Named::Package);
            let vehicle = load.vehicle.clone().map(Named::Vehicle);
            let closed = package.is_some() || load.seal.is_some();
            let step = if package.is_some() { BizStep::Packing } else { BizStep::Loading };
            let state = if closed { Disposition::ContainerClosed } else { Disposition::InProgress };
            let parent = package.as_ref().or(vehicle.as_ref()).unwrap_or(&consignment);
            let mut event = self.event(about, Sort::Aggregation, Action::Add, step, state);
            event.parent = Some(self.naming.uri(parent));
            let mut event = with_papers(self.with(event, &load.lines));
            if let Some(seal) = &load.seal {
                event = event.term("seal", seal.as_str());
            }
            events.push(event);
            if let (Some(package), Some(vehicle)) = (&package, &vehicle) {
                let (step, state) = (BizStep::Loading, Disposition::ContainerClosed);
                let mut event = self.event(about, Sort::Aggregation, Action::Add, step, state);
                event.parent = Some(self.naming.uri(vehicle));
                goods::observe(&mut event, vec![self.naming.uri(package)], Vec::new());
                events.push(with_papers(event));
            }
        }
        events
    }

    fn packing(&self, event: Event, about: &About<'_>, packed: &ConsignmentPacked) -> Event {
        let event = self.at(event, &packed.site);
        let event = self.paper(event, Transaction::Desadv, &Named::Consignment(packed.consignment.clone()));
        let event = self.paper(event, Transaction::Po, &Named::Pledge(packed.pledge.clone()));
        let mut event = self.between(event, &about.said.party, &packed.receiver);
        let source = self.naming.uri(&Named::Place(packed.site.clone()));
        event.sources.push(Source { kind: Party::Location, source });
        event
    }

    /// What stands on the road under a convoy's order: vehicles, packages without one, else the consignments.
    pub(super) fn column(&self, about: &About<'_>, convoy: &ConvoyId) -> Vec<Named> {
        let mut column = Vec::new();
        let order = self.orders.get(&(&about.said.party, convoy));
        let consignments = order.iter().flat_map(|order| &order.consignments);
        for (consignment, loads) in consignments.filter_map(|id| self.loads.get_key_value(id)) {
            for load in loads {
                let vehicle = load.vehicle.clone().map(Named::Vehicle);
                let named = vehicle.or_else(|| load.package.clone().map(Named::Package));
                let named = named.unwrap_or_else(|| Named::Consignment((*consignment).clone()));
                if !column.contains(&named) {
                    column.push(named);
                }
            }
        }
        if column.is_empty() { vec![Named::Convoy(convoy.clone())] } else { column }
    }
}
