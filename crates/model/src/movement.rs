//! Clearances, consignments and convoys.

use crate::body::record;
use crate::{Attribution, ClearanceDecision, IncidentKind, Line, ProgressEvent, Reference, Text};
use units::{
    ConsignmentId, ConvoyId, CreditNumber, Digest, Interval, Moment, OfficerId, PackageId, PartyId, PlaceId, PledgeId,
    SealNumber, SegmentId, VehicleId,
};

record! {
    /// A request to pass a crossing.
    ClearanceRequested {
        /// The convoy.
        convoy: ConvoyId = 0,
        /// Where.
        crossing: PlaceId = 1,
        /// When.
        window: Interval = 2,
    }
}

record! {
    /// The answer to a request to pass.
    ClearanceDecided {
        /// The request.
        request: Reference = 0,
        /// May it pass.
        decision: ClearanceDecision = 1,
        /// Why.
        reason: Option<Text> = 2,
    }
}

record! {
    /// Goods taken from stock and packed on vehicles.
    ConsignmentPacked {
        /// The consignment.
        consignment: ConsignmentId = 0,
        /// Against which pledge.
        pledge: PledgeId = 1,
        /// From which site.
        site: PlaceId = 2,
        /// For whom.
        receiver: PartyId = 3,
        /// What lies on which vehicle.
        loads: Vec<Load> = 4,
    }
}

record! {
    /// What one vehicle carries; goods that move by themselves have no vehicle.
    Load {
        /// The vehicle.
        vehicle: Option<VehicleId> = 0,
        /// What.
        lines: Vec<Line> = 1,
        /// The closed unit, if it is one.
        package: Option<PackageId> = 2,
        /// Its seal.
        seal: Option<SealNumber> = 3,
    }
}

record! {
    /// A convoy is to move by this march table. A later order for the same convoy replaces it.
    MovementOrdered {
        /// The convoy.
        convoy: ConvoyId = 0,
        /// What it carries.
        consignments: Vec<ConsignmentId> = 1,
        /// Hash of the plan the order comes from.
        plan: Digest = 2,
        /// Who commands it.
        commander: OfficerId = 3,
        /// Its vehicles, in marching order.
        vehicles: Vec<VehicleId> = 4,
        /// The roads, in order.
        route: Vec<SegmentId> = 5,
        /// The march table: start point, critical points, release point.
        timings: Vec<Timing> = 6,
        /// Why it replaces an earlier order.
        reason: Option<Text> = 7,
    }
}

record! {
    /// One row of a march table.
    Timing {
        /// Where.
        place: PlaceId = 0,
        /// The head reaches it.
        due: Moment = 1,
        /// The tail has passed it.
        clear: Moment = 2,
    }
}

record! {
    /// Authority to use a route between times.
    CreditIssued {
        /// Its number, such as `11-DZ-01`.
        credit: CreditNumber = 0,
        /// For which convoy.
        convoy: ConvoyId = 1,
        /// Which roads.
        route: Vec<SegmentId> = 2,
        /// First vehicle in, last vehicle out.
        window: Interval = 3,
    }
}

record! {
    /// A convoy departed, passed, halted or arrived.
    Progress {
        /// The convoy.
        convoy: ConvoyId = 0,
        /// What it did.
        event: ProgressEvent = 1,
        /// Where.
        place: PlaceId = 2,
        /// In words.
        note: Option<Text> = 3,
    }
}

record! {
    /// Something befell a convoy.
    Incident {
        /// The convoy.
        convoy: ConvoyId = 0,
        /// What.
        kind: IncidentKind = 1,
        /// Where, if known.
        place: Option<PlaceId> = 2,
        /// The vehicle, if one.
        vehicle: Option<VehicleId> = 3,
        /// Goods lost or damaged.
        #[serde(default)]
        lines: Vec<Line> = 4,
        /// Whether it is known who caused it.
        attribution: Attribution = 5,
        /// In words.
        note: Option<Text> = 6,
        /// Who or what caused it, as far as known or suspected; must be given for a loss where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Text> = 7,
    }
}

record! {
    /// A consignment divided, joined to another, or loaded onto other vehicles on the way.
    ConsignmentReloaded {
        /// The consignment that the goods are in.
        from: ConsignmentId = 0,
        /// The consignment that they are in from now on: the same one where only vehicles change, a new name
        /// for a part that goes on by itself, or another of the same giver, pledge and receiver.
        into: ConsignmentId = 1,
        /// Where.
        place: PlaceId = 2,
        /// What of it lies on which vehicle from now on.
        loads: Vec<Load> = 3,
        /// Why.
        reason: Text = 4,
    }
}
