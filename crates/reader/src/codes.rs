//! The closed lists a reading speaks in, each with one written code.
//!
//! Source: the annotation scheme `reader-gold-1`. A new code is a new rule there first.

macro_rules! code_list {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as written in lexicons and output.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The entry with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|entry| entry.code() == code)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    )*};
}

code_list! {
    /// What a statement claims.
    ReportKind {
        /// State of a road.
        RoadStatus = "road_status",
        /// State of a crossing or a border.
        CrossingStatus = "crossing_status",
        /// Who holds a town.
        TownControl = "town_control",
        /// A siege imposed, eased or lifted.
        SiegeStatus = "siege_status",
        /// A force moves.
        ForceMovement = "force_movement",
        /// A force is somewhere.
        ForcePresence = "force_presence",
        /// Fighting, attack.
        ArmedAction = "armed_action",
        /// Forces work together.
        SecurityCooperation = "security_cooperation",
        /// Aid decided or promised.
        AidPledge = "aid_pledge",
        /// State of an agreement.
        AgreementStatus = "agreement_status",
        /// Aid leaves.
        ConsignmentDispatch = "consignment_dispatch",
        /// What a consignment holds.
        ConsignmentItems = "consignment_items",
        /// Aid arrives, passes or is stranded.
        Delivery = "delivery",
        /// Aid changes hands.
        Handover = "handover",
        /// Permission to pass.
        Clearance = "clearance",
        /// Goods taken.
        Seizure = "seizure",
        /// Goods held.
        Stock = "stock",
        /// Goods missing.
        Shortage = "shortage",
        /// What something is for.
        StatedPurpose = "stated_purpose",
        /// Support declared.
        PolicySupport = "policy_support",
    }

    /// The state, stage or action a statement gives; which of them a kind admits
    /// stands in [`ReportKind::states`].
    State {
        /// Open to traffic.
        Open = "open",
        /// Shut by decision.
        Closed = "closed",
        /// Severed.
        Cut = "cut",
        /// Can be driven.
        Passable = "passable",
        /// Cannot be driven.
        Impassable = "impassable",
        /// Held by a force.
        Held = "held",
        /// Taken back by a force.
        Regained = "regained",
        /// In danger.
        Threatened = "threatened",
        /// Usable with limits.
        Restricted = "restricted",
        /// Taken by a force.
        Taken = "taken",
        /// Given up.
        Lost = "lost",
        /// Fought over.
        Contested = "contested",
        /// A siege is laid.
        Imposed = "imposed",
        /// A siege is loosened.
        Eased = "eased",
        /// A siege is over.
        Lifted = "lifted",
        /// Reached a place.
        Arrived = "arrived",
        /// Moving towards a place.
        Advancing = "advancing",
        /// Left a place.
        Withdrew = "withdrew",
        /// Follows an enemy.
        Pursued = "pursued",
        /// Patrols.
        Patrolling = "patrolling",
        /// Is based somewhere.
        Stationed = "stationed",
        /// Was sent somewhere.
        Deployed = "deployed",
        /// Is to happen.
        Planned = "planned",
        /// Has started.
        Begun = "begun",
        /// Is over.
        Ended = "ended",
        /// Was decided.
        Decided = "decided",
        /// Was promised.
        Pledged = "pledged",
        /// Some of it was delivered.
        PartlyDelivered = "partly_delivered",
        /// Was signed.
        Signed = "signed",
        /// Applies.
        InForce = "in_force",
        /// Applies again.
        Reactivated = "reactivated",
        /// Does not apply for now.
        Suspended = "suspended",
        /// Has left.
        Sent = "sent",
        /// Is on the road.
        InTransit = "in_transit",
        /// Is to arrive.
        Expected = "expected",
        /// Went through.
        Passed = "passed",
        /// Cannot go on.
        Stranded = "stranded",
        /// Was sent back.
        TurnedBack = "turned_back",
        /// Not yet.
        Pending = "pending",
        /// Completed.
        Done = "done",
        /// Was said no to.
        Refused = "refused",
        /// Was said yes to.
        Granted = "granted",
        /// Stands ready.
        Ready = "ready",
    }

    /// Whether a statement affirms or denies.
    Polarity {
        /// It is so.
        Positive = "positive",
        /// It is not so.
        Denied = "denied",
    }

    /// How firmly it is claimed.
    Modality {
        /// As a fact.
        Asserted = "asserted",
        /// As the source's own plan.
        Planned = "planned",
        /// As foreseen of others.
        Expected = "expected",
        /// With reserve: reportedly, French conditional, يُقال.
        Hedged = "hedged",
        /// As a possibility.
        Possible = "possible",
    }

    /// Who stands behind a statement, by the wording alone.
    SourceClass {
        /// Office and name.
        NamedOfficial = "named_official",
        /// Ministry, army, agency, authorities.
        Institution = "institution",
        /// An official who is not named.
        AnonymousOfficial = "anonymous_official",
        /// Local people and actors.
        FieldSource = "field_source",
        /// Another outlet, cited.
        AgencyReport = "agency_report",
        /// The outlet's own voice.
        Narrator = "narrator",
        /// Bare "sources".
        AnonymousSource = "anonymous_source",
        /// "Reports say".
        UnspecifiedReport = "unspecified_report",
        /// Rumour.
        Hearsay = "hearsay",
    }

    /// Admiralty code, first half: the source's record. `F` means unknown, not worst.
    Letter {
        /// Completely reliable: only a person says so.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable: only a person says so.
        E = "E",
        /// Cannot be judged.
        F = "F",
    }

    /// Why a grade is what it is, one reason a line.
    Reason {
        /// An office and a name stand behind it (B).
        NamedOfficial = "named_official",
        /// A body one can ask: a ministry, an agency, a communiqué (B).
        SpecificInstitution = "specific_institution",
        /// "The authorities", "officials" (C).
        GenericInstitution = "generic_institution",
        /// An official who is not named (C).
        UnnamedOfficial = "unnamed_official",
        /// Somebody on the ground (C).
        OnTheGround = "on_the_ground",
        /// Another outlet is cited (C).
        OtherOutlet = "other_outlet",
        /// The outlet's own voice (C).
        OwnVoice = "own_voice",
        /// The outlet's own voice, with the letter the user gave it.
        OutletLetter = "outlet_letter",
        /// "Sources", and nothing more (D).
        BareSources = "bare_sources",
        /// "Reports", and nothing more (F).
        BareReports = "bare_reports",
        /// Rumour (F).
        Rumour = "rumour",
        /// A belligerent on its own success: one letter worse.
        OwnSuccess = "own_success",
        /// The user's letter for the outlet caps this one.
        OutletCap = "outlet_cap",
        /// Nothing speaks for or against (3).
        Unchecked = "unchecked",
        /// The source's own completed act or decision (2).
        OwnAct = "own_act",
        /// Said with reserve (4).
        SaidWithReserve = "said_with_reserve",
        /// Another source in the same text says otherwise (4).
        Disputed = "disputed",
    }

    /// How exactly the text gives a time.
    Precision {
        /// One day.
        Day = "day",
        /// Some days with both ends known.
        Range = "range",
        /// One month.
        Month = "month",
        /// One year.
        Year = "year",
        /// "In the coming days", "some months ago".
        Vague = "vague",
        /// Tied to an event whose date the text does not give.
        External = "external",
        /// The text gives no time for this statement.
        Unstated = "unstated",
    }

    /// The language a paragraph is read in.
    Language {
        /// Arabic.
        Arabic = "ar",
        /// French.
        French = "fr",
        /// English.
        English = "en",
    }

    /// The name of an argument.
    ArgName {
        /// The road.
        Road = "road",
        /// The crossing or border.
        Crossing = "crossing",
        /// The place it is about.
        Place = "place",
        /// Who holds a place.
        Controller = "controller",
        /// Who moves, is somewhere, acts or supports.
        Actor = "actor",
        /// Who did it.
        By = "by",
        /// Where from.
        From = "from",
        /// Where to.
        To = "to",
        /// By way of.
        Via = "via",
        /// The spot on a road.
        At = "at",
        /// Opposite which places: not in them.
        Opposite = "opposite",
        /// Which part of a force.
        Part = "part",
        /// For whom or what traffic.
        For = "for",
        /// Why.
        Cause = "cause",
        /// What makes it dangerous.
        Hazard = "hazard",
        /// By which means it can be driven.
        Mode = "mode",
        /// How many.
        Count = "count",
        /// Until when or what.
        Until = "until",
        /// At which hours.
        Schedule = "schedule",
        /// How much of it.
        Extent = "extent",
        /// Whom an act is aimed at.
        Target = "target",
        /// Who works together or agreed.
        Parties = "parties",
        /// Where they do.
        Area = "area",
        /// Who gives aid.
        Donor = "donor",
        /// Who is to have aid.
        Recipient = "recipient",
        /// Who moves aid.
        Carrier = "carrier",
        /// What goods.
        Items = "items",
        /// Which agreement.
        Agreement = "agreement",
        /// Of what.
        Of = "of",
        /// Who hands over.
        Giver = "giver",
        /// Who receives.
        Receiver = "receiver",
        /// Which consignment.
        Consignment = "consignment",
        /// How many trucks.
        Trucks = "trucks",
        /// Who escorts.
        Escort = "escort",
        /// Who holds goods.
        Holder = "holder",
        /// Toward whom.
        Toward = "toward",
        /// What for.
        Purpose = "purpose",
    }

    /// What goods are, as far as a text tells.
    ItemCategory {
        /// Food.
        Food = "food",
        /// Provisions.
        Provisions = "provisions",
        /// Water.
        Water = "water",
        /// Fuel.
        Fuel = "fuel",
        /// Medicine.
        Medicine = "medicine",
        /// Medical equipment.
        MedicalEquipment = "medical_equipment",
        /// Tents and the like.
        Shelter = "shelter",
        /// Other relief goods.
        Nonfood = "nonfood",
        /// Money.
        Cash = "cash",
        /// Ammunition.
        Ammunition = "ammunition",
        /// Weapons.
        Weapons = "weapons",
        /// Combat equipment.
        CombatEquipment = "combat_equipment",
        /// Military equipment, not further named.
        MilitaryEquipment = "military_equipment",
        /// Logistical support, not further named.
        Logistics = "logistics",
        /// A vehicle.
        Vehicle = "vehicle",
        /// An armoured vehicle.
        VehicleArmoured = "vehicle_armoured",
        /// An armoured vehicle with four-wheel drive.
        VehicleArmoured4x4 = "vehicle_armoured_4x4",
        /// An armoured troop carrier.
        VehicleTroopCarrierArmoured = "vehicle_troop_carrier_armoured",
        /// Humanitarian aid, not further named.
        HumanitarianUnspecified = "humanitarian_unspecified",
        /// Aid in kind, not further named.
        InKindUnspecified = "in_kind_unspecified",
    }

    /// What sort of body an actor is.
    ActorKind {
        /// Soldiers, police.
        Force = "force",
        /// An armed group that is no state's.
        Group = "group",
        /// A state, its government or authorities.
        State = "state",
        /// An agency or other organisation.
        Organisation = "organisation",
    }
}

impl Polarity {
    /// What denying it says.
    pub(crate) const fn reversed(self) -> Self {
        match self {
            Self::Positive => Self::Denied,
            Self::Denied => Self::Positive,
        }
    }
}

impl ReportKind {
    /// The name under which annotators write this kind's [`State`], or `None` where
    /// the kind has none.
    pub const fn state_name(self) -> Option<&'static str> {
        use ReportKind as K;
        match self {
            K::RoadStatus
            | K::CrossingStatus
            | K::TownControl
            | K::SiegeStatus
            | K::SecurityCooperation
            | K::AgreementStatus
            | K::Clearance
            | K::Stock => Some("status"),
            K::ForceMovement | K::ForcePresence => Some("action"),
            K::AidPledge | K::ConsignmentDispatch | K::Delivery | K::Handover => Some("stage"),
            K::ArmedAction | K::ConsignmentItems | K::Seizure | K::Shortage | K::StatedPurpose | K::PolicySupport => {
                None
            }
        }
    }

    /// The states this kind may have; empty where it has none.
    pub const fn states(self) -> &'static [State] {
        use ReportKind as K;
        use State as S;
        match self {
            K::RoadStatus => {
                &[S::Open, S::Closed, S::Cut, S::Passable, S::Impassable, S::Held, S::Regained, S::Threatened]
            }
            K::CrossingStatus => &[S::Open, S::Closed, S::Restricted, S::Impassable],
            K::TownControl => &[S::Taken, S::Regained, S::Held, S::Lost, S::Contested],
            K::SiegeStatus => &[S::Imposed, S::Eased, S::Lifted],
            K::ForceMovement => &[S::Arrived, S::Advancing, S::Withdrew, S::Pursued, S::Patrolling],
            K::ForcePresence => &[S::Stationed, S::Deployed],
            K::SecurityCooperation => &[S::Planned, S::Begun, S::Ended],
            K::AidPledge => &[S::Decided, S::Pledged, S::PartlyDelivered],
            K::AgreementStatus => &[S::Signed, S::InForce, S::Reactivated, S::Suspended, S::Ended],
            K::ConsignmentDispatch => &[S::Begun, S::Sent, S::InTransit],
            K::Delivery => &[S::Expected, S::Passed, S::Arrived, S::Stranded, S::TurnedBack],
            K::Handover => &[S::Pending, S::Done, S::Refused],
            K::Clearance => &[S::Granted, S::Pending, S::Refused],
            K::Stock => &[S::Ready],
            K::ArmedAction | K::ConsignmentItems | K::Seizure | K::Shortage | K::StatedPurpose | K::PolicySupport => {
                &[]
            }
        }
    }
}
