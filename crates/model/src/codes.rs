//! Code lists: closed, with a number for the wire and a word for people's files.

/// Why a word is no code of a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no {list}; it is one of {}", known.join(", "))]
pub struct CodeError {
    /// The list, such as "road status".
    pub list: &'static str,
    /// The word as given.
    pub given: String,
    /// Every word of the list.
    pub known: Vec<&'static str>,
}

macro_rules! code_list {
    ($($(#[$doc:meta])* $name:ident $list:literal { $($(#[$vdoc:meta])* $variant:ident = $tag:literal $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every code, in wire order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in files and answers.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            const fn tag(self) -> u16 {
                match self { $(Self::$variant => $tag,)* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = CodeError;
            fn from_str(given: &str) -> Result<Self, CodeError> {
                Self::ALL.iter().copied().find(|c| c.code() == given).ok_or_else(|| CodeError {
                    list: $list,
                    given: given.chars().take(80).collect(),
                    known: Self::ALL.iter().map(|c| c.code()).collect(),
                })
            }
        }
        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(given: String) -> Result<Self, CodeError> {
                given.parse()
            }
        }
        impl From<$name> for &'static str {
            fn from(code: $name) -> &'static str {
                code.code()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self, e: &mut minicbor::Encoder<W>, _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.u16(self.tag())?.ok()
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                let tag = d.u16()?;
                Self::ALL.iter().copied().find(|c| c.tag() == tag).ok_or_else(|| {
                    minicbor::decode::Error::message(format!(concat!("{} is no ", $list, " known here"), tag)).at(at)
                })
            }
        }
    )*};
}

code_list! {
    /// What an organisation is in an operation.
    PartyRole "party role" {
        /// Gives the assistance.
        Donor = 1 "donor",
        /// Receives it.
        Recipient = 2 "recipient",
        /// Moves on the same roads.
        Partner = 3 "partner",
        /// Watches and recomputes.
        Monitor = 4 "monitor",
    }

    /// Why a party has a further journal.
    Succession "succession" {
        /// A second device writes beside the first.
        Device = 1 "device",
        /// The journal was restored from a copy that lacked its end.
        Epoch = 2 "epoch",
        /// The key was stolen: what the old journal says after the named head is in doubt.
        Revocation = 3 "revocation",
    }

    /// What an officer signs for.
    OfficerRole "officer role" {
        /// Pledges, stock, consignments.
        Logistics = 1 "logistics",
        /// Corridor picture, plans, movement credits.
        Movement = 2 "movement",
        /// Commands a convoy.
        Commander = 3 "commander",
        /// Receives at the crossing.
        Receiving = 4 "receiving",
        /// Keeps partners informed of each other's movements.
        Liaison = 5 "liaison",
        /// Verifies and recomputes.
        Auditor = 6 "auditor",
        /// Decrees regimes and concludes agreements.
        Authority = 7 "authority",
    }

    /// What became of an agreement.
    AgreementStatus "agreement status" {
        /// Nobody acts on it, nobody ended it.
        Dormant = 1 "dormant",
        /// Stopped by a decision.
        Suspended = 2 "suspended",
        /// In use again.
        Reactivated = 3 "reactivated",
        /// Over.
        Ended = 4 "ended",
    }

    /// How an item is told apart.
    Tracking "tracking" {
        /// By quantity alone.
        Bulk = 1 "bulk",
        /// By batch.
        Lot = 2 "lot",
        /// Piece by piece.
        Serial = 3 "serial",
    }

    /// Why stock was corrected.
    AdjustmentReason "adjustment reason" {
        /// A count found another number.
        Counted = 1 "counted",
        /// Received from outside the operation.
        Received = 2 "received",
        /// Spoiled or expired.
        Spoiled = 3 "spoiled",
        /// An earlier statement was wrong.
        Corrected = 4 "corrected",
    }

    /// What a report claims: the kinds of the annotation scheme reader-gold-1.
    ReportKind "report kind" {
        /// State of a road.
        RoadStatus = 1 "road_status",
        /// State of a crossing or border.
        CrossingStatus = 2 "crossing_status",
        /// Who holds a town.
        TownControl = 3 "town_control",
        /// A siege imposed, eased or lifted.
        SiegeStatus = 4 "siege_status",
        /// A force moves.
        ForceMovement = 5 "force_movement",
        /// A force is somewhere.
        ForcePresence = 6 "force_presence",
        /// Fighting, attack.
        ArmedAction = 7 "armed_action",
        /// Forces work together.
        SecurityCooperation = 8 "security_cooperation",
        /// Aid decided or promised.
        AidPledge = 9 "aid_pledge",
        /// State of an agreement.
        AgreementStatus = 10 "agreement_status",
        /// Aid leaves.
        ConsignmentDispatch = 11 "consignment_dispatch",
        /// What a consignment holds.
        ConsignmentItems = 12 "consignment_items",
        /// Aid arrives, passes or is stranded.
        Delivery = 13 "delivery",
        /// Aid changes hands.
        Handover = 14 "handover",
        /// Permission to pass.
        Clearance = 15 "clearance",
        /// Goods taken.
        Seizure = 16 "seizure",
        /// Goods held.
        Stock = 17 "stock",
        /// Goods missing.
        Shortage = 18 "shortage",
        /// What something is for.
        StatedPurpose = 19 "stated_purpose",
        /// Support declared.
        PolicySupport = 20 "policy_support",
    }

    /// Whether a report affirms or denies.
    Polarity "polarity" {
        /// It is so.
        Positive = 1 "positive",
        /// It is not so.
        Denied = 2 "denied",
    }

    /// How firmly a report claims.
    Modality "modality" {
        /// As a fact.
        Asserted = 1 "asserted",
        /// As the source's own plan.
        Planned = 2 "planned",
        /// As foreseen of others.
        Expected = 3 "expected",
        /// With reserve.
        Hedged = 4 "hedged",
        /// As a possibility.
        Possible = 5 "possible",
    }

    /// Who stands behind a report, by its wording.
    SourceClass "source class" {
        /// Office and name.
        NamedOfficial = 1 "named_official",
        /// Ministry, army, agency.
        Institution = 2 "institution",
        /// An official who is not named.
        AnonymousOfficial = 3 "anonymous_official",
        /// Local people and actors.
        FieldSource = 4 "field_source",
        /// Another outlet, cited.
        AgencyReport = 5 "agency_report",
        /// The outlet's own voice.
        Narrator = 6 "narrator",
        /// Bare "sources".
        AnonymousSource = 7 "anonymous_source",
        /// "Reports say".
        UnspecifiedReport = 8 "unspecified_report",
        /// Rumour.
        Hearsay = 9 "hearsay",
    }

    /// Admiralty code, first half: the source's record. `F` means unknown, not worst.
    Reliability "reliability" {
        /// Completely reliable.
        A = 1 "A",
        /// Usually reliable.
        B = 2 "B",
        /// Fairly reliable.
        C = 3 "C",
        /// Not usually reliable.
        D = 4 "D",
        /// Unreliable.
        E = 5 "E",
        /// Cannot be judged.
        F = 6 "F",
    }

    /// Admiralty code, second half: the information. `6` means unknown, not worst.
    Credibility "credibility" {
        /// Confirmed by other sources.
        Confirmed = 1 "1",
        /// Probably true.
        Probable = 2 "2",
        /// Possibly true.
        Possible = 3 "3",
        /// Doubtful.
        Doubtful = 4 "4",
        /// Improbable.
        Improbable = 5 "5",
        /// Cannot be judged.
        Unknown = 6 "6",
    }

    /// State of a road, crossing or place as a report has it.
    RoadState "road state" {
        /// Open to traffic.
        Open = 1 "open",
        /// Usable with limits.
        Restricted = 2 "restricted",
        /// Shut by decision.
        Closed = 3 "closed",
        /// Severed.
        Cut = 4 "cut",
        /// Can be driven.
        Passable = 5 "passable",
        /// Cannot be driven.
        Impassable = 6 "impassable",
        /// Held by a force.
        Held = 7 "held",
        /// Taken back by a force.
        Regained = 8 "regained",
        /// Taken by a force.
        Taken = 9 "taken",
        /// Given up.
        Lost = 10 "lost",
        /// Fought over.
        Contested = 11 "contested",
        /// In danger.
        Threatened = 12 "threatened",
    }

    /// What endangers those who use a stretch, beside its state.
    RoadHazard "road hazard" {
        /// Mines or other explosives in or beside it.
        Mines = 1 "mines",
        /// Armed men lie in wait.
        Ambush = 2 "ambush",
        /// Robbers.
        Banditry = 3 "banditry",
        /// Under water.
        Flood = 4 "flood",
        /// Blown over by sand.
        Sand = 5 "sand",
    }

    /// The state that a person sets above the reports.
    OverrideState "override state" {
        /// Open to traffic.
        Open = 1 "open",
        /// Usable with limits.
        Restricted = 2 "restricted",
        /// In danger or fought over.
        Contested = 3 "contested",
        /// Shut, severed or undrivable.
        Closed = 4 "closed",
    }

    /// What the competent authority decreed for a crossing.
    RegimeStatus "regime status" {
        /// Shut, but for exceptions.
        Closed = 1 "closed",
        /// Open to all.
        Open = 2 "open",
    }

    /// Answer to a request to pass.
    ClearanceDecision "clearance decision" {
        /// May pass.
        Granted = 1 "granted",
        /// May not pass.
        Refused = 2 "refused",
    }

    /// What a convoy did.
    ProgressEvent "progress event" {
        /// Left its start point.
        Departed = 1 "departed",
        /// Went by a place.
        Passed = 2 "passed",
        /// Stands.
        Halted = 3 "halted",
        /// Reached its release point.
        Arrived = 4 "arrived",
    }

    /// What befell a convoy.
    IncidentKind "incident kind" {
        /// A vehicle stopped working.
        Breakdown = 1 "breakdown",
        /// Goods are gone.
        Loss = 2 "loss",
        /// Goods are damaged.
        Damage = 3 "damage",
    }

    /// Whether it is known who caused a loss.
    Attribution "attribution" {
        /// Known.
        Known = 1 "known",
        /// Suspected.
        Suspected = 2 "suspected",
        /// Unknown.
        Unknown = 3 "unknown",
    }

    /// Why a count differs from the list.
    DifferenceReason "difference reason" {
        /// Fewer than listed.
        Short = 1 "short",
        /// More than listed.
        Over = 2 "over",
        /// Damaged.
        Damaged = 3 "damaged",
        /// Something else in its place.
        Substituted = 4 "substituted",
        /// Another serial number.
        WrongSerial = 5 "wrong_serial",
        /// Another lot.
        WrongLot = 6 "wrong_lot",
        /// The seal was broken.
        SealBroken = 7 "seal_broken",
    }

    /// In what state a package was found at the count.
    PackageState "package state" {
        /// There, its seal whole.
        Intact = 1 "intact",
        /// There, its seal broken.
        Broken = 2 "broken",
        /// Not there.
        Missing = 3 "missing",
        /// There, under another seal than the listed one, or in another state; the note says which.
        Other = 4 "other",
    }

    /// How a disputed quantity is settled.
    Verdict "verdict" {
        /// The receiver has it after all.
        Received = 1 "received",
        /// It never left, or came back to, the giver's stock.
        WithGiver = 2 "with_giver",
        /// It came out of the giver's stock unlisted; the receiver keeps it.
        AddedFromGiver = 3 "added_from_giver",
        /// It was lost on the way.
        Lost = 4 "lost",
        /// It stays where the book has it.
        AsBooked = 5 "as_booked",
        /// It was destroyed, or is beyond use and written off.
        Destroyed = 6 "destroyed",
    }

    /// What an end-use check found of one piece.
    CheckResult "check result" {
        /// Seen, and it is the one.
        Present = 1 "present",
        /// Not there.
        Absent = 2 "absent",
        /// There, damaged.
        Damaged = 3 "damaged",
        /// Could not be shown; the note says why.
        NotShown = 4 "not_shown",
    }

    /// How a piece was checked.
    CheckMethod "check method" {
        /// Code scanned.
        Scan = 1 "scan",
        /// Photograph.
        Photo = 2 "photo",
        /// Number typed.
        Typed = 3 "typed",
        /// Witnessed by a second person.
        Witnessed = 4 "witnessed",
    }

    /// Why a piece could not be seen.
    CheckObstacle "check obstacle" {
        /// The site cannot be reached or is not safe.
        Unsafe = 1 "unsafe",
        /// The holder refused.
        Refused = 2 "refused",
        /// It is in use elsewhere.
        Deployed = 3 "deployed",
        /// It is in repair elsewhere.
        InRepair = 4 "in_repair",
        /// Its number cannot be read.
        Unreadable = 5 "unreadable",
        /// The note says why.
        Other = 6 "other",
    }

    /// A condition that a storage site is to keep.
    StorageCondition "storage condition" {
        /// Locked, and the keys accounted for.
        Locked = 1 "locked",
        /// Guarded.
        Guarded = 2 "guarded",
        /// Fenced and lit.
        Fenced = 3 "fenced",
        /// Hazardous goods apart as their rules ask.
        KeptApart = 4 "kept_apart",
        /// Dry and within the goods' temperatures.
        Climate = 5 "climate",
        /// Fire can be fought.
        FireSafe = 6 "fire_safe",
        /// Books are kept and agree with the shelves.
        Records = 7 "records",
    }

    /// What was found of a condition.
    StorageResult "storage result" {
        /// Kept.
        Met = 1 "met",
        /// Not kept.
        NotMet = 2 "not_met",
        /// Could not be seen.
        NotSeen = 3 "not_seen",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_unknown_words_list_the_known() {
        for kind in ReportKind::ALL {
            assert_eq!(kind.code().parse::<ReportKind>().unwrap(), *kind);
            let bytes = minicbor::to_vec(kind).unwrap();
            assert_eq!(minicbor::decode::<ReportKind>(&bytes).unwrap(), *kind);
        }
        let error = "opne".parse::<RegimeStatus>().unwrap_err();
        assert_eq!(error.to_string(), "`opne` is no regime status; it is one of closed, open");
        assert!(minicbor::decode::<RegimeStatus>(&[9]).is_err());
    }
}
