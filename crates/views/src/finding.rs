//! What a view noticed and could not reconcile. A finding is an answer, never an error.

use model::{AgreementStatus, DifferenceReason, Kind, OfficerRole, PackageState, Reference};
use units::{
    AgreementId, ConsignmentId, ConvoyId, ItemCode, OfficerId, OriginLine, PackageId, PartyId, PledgeId, Quantity,
    SerialNumber, Unit,
};

/// Something a statement says that does not fit the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The statement that does not fit.
    pub by: Reference,
    /// What is wrong.
    pub kind: FindingKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A later schema or kind: kept as it is.
    NotUnderstood {
        /// Why.
        why: String,
    },
    /// The signature does not verify.
    BadSignature,
    /// The officer had no grant at that entry.
    NotGranted {
        /// Who signed.
        officer: OfficerId,
    },
    /// The officer has another role than the statement is for, and somebody of his party has that one. It counts all the
    /// same.
    OtherRole {
        /// Who signed.
        officer: OfficerId,
        /// What he is.
        role: OfficerRole,
        /// What he said.
        kind: Kind,
    },
    /// The party has revoked the key of the journal, and this lies above the last entry it vouches for.
    InDoubt {
        /// The journal that the party opened instead.
        epoch: OriginLine,
    },
    /// The statement breaks a rule of its kind.
    BreaksRule {
        /// Which one.
        fault: String,
    },
    /// A party speaks for another.
    WrongParty {
        /// Who spoke.
        party: PartyId,
        /// Who should have.
        expected: PartyId,
    },
    /// Named before it was declared, or never.
    UnknownAgreement {
        /// Which.
        agreement: AgreementId,
    },
    /// Named before it was declared, or never.
    UnknownPledge {
        /// Which.
        pledge: PledgeId,
    },
    /// The pledge has no such line.
    UnknownPledgeLine {
        /// The pledge.
        pledge: PledgeId,
        /// The line.
        line: u16,
    },
    /// Named before it was declared, or never.
    UnknownItem {
        /// Which.
        item: ItemCode,
    },
    /// Named before it was packed, or never.
    UnknownConsignment {
        /// Which.
        consignment: ConsignmentId,
    },
    /// Named before it was ordered, or never.
    UnknownConvoy {
        /// Which.
        convoy: ConvoyId,
    },
    /// A statement that it cites is not here, or is of another kind.
    UnknownReference {
        /// The index it cites.
        index: u64,
    },
    /// Declared twice; the first stands.
    AlreadyDeclared {
        /// What.
        name: String,
    },
    /// More would leave an account than it holds; nothing was posted.
    Overdrawn {
        /// Of what.
        item: ItemCode,
        /// What the statement moves.
        wanted: Quantity,
        /// What the account holds of it.
        held: i128,
    },
    /// A piece is not where the statement takes it from, or counted where the book does not have
    /// it; it stays where it is.
    SerialElsewhere {
        /// Of what.
        item: ItemCode,
        /// Which piece.
        serial: SerialNumber,
    },
    /// A piece tracked by serial is counted without one, or moves without one and was not posted.
    SerialMissing {
        /// Of what.
        item: ItemCode,
        /// How many pieces.
        wanted: Quantity,
        /// How many serials.
        serials: usize,
    },
    /// A difference was counted and no reason given.
    ReasonMissing {
        /// Of what.
        item: ItemCode,
    },
    /// An offer was answered before; the first answer stands.
    AnsweredTwice,
    /// A settlement names a matter that is closed.
    MatterClosed,
    /// A settlement names more than is disputed.
    MoreThanDisputed {
        /// Of what.
        item: ItemCode,
        /// What the settlement names.
        wanted: Quantity,
        /// What is disputed.
        disputed: i128,
    },
    /// A reason that the numbers do not bear out, such as `short` where nothing is missing.
    ReasonMisfits {
        /// Of what.
        item: ItemCode,
        /// The reason as given.
        reason: DifferenceReason,
    },
    /// An answer to an offer that the giver had withdrawn, and the receiver knew; nothing was posted.
    OfferWithdrawn,
    /// An answer that had not seen that its offer was withdrawn: it counts, the withdrawal does not.
    WithdrawnUnseen,
    /// An offer is voided that was answered before: the answer counts, the void does not.
    VoidLost,
    /// An offer is closed that nobody has answered; it stays open.
    NothingToClose,
    /// A consignment is joined to one of another giver, pledge or receiver; nothing was posted.
    ConsignmentsDiffer {
        /// The consignment that the goods are in.
        from: ConsignmentId,
        /// The one that they were to join.
        into: ConsignmentId,
    },
    /// A package was counted that is not on the list, or not as listed although none of its goods were taken over.
    PackageDiffers {
        /// Which.
        package: PackageId,
        /// How it was found.
        state: PackageState,
    },
    /// Promised or packed under an agreement that was not in force then; it counts all the same.
    AgreementStopped {
        /// The agreement.
        agreement: AgreementId,
        /// What it was.
        status: AgreementStatus,
        /// The pledge or consignment.
        name: String,
    },
    /// A report's argument is no code of its list, or no whole number above nothing. The report counts, the argument
    /// does not.
    BadArgument {
        /// The argument.
        argument: &'static str,
        /// As given.
        given: String,
    },
    /// A pledge line counts in another unit than its item; its number is taken in the item's.
    UnitDiffers {
        /// Of what.
        item: ItemCode,
        /// The unit of the pledge line.
        given: Unit,
        /// The item's own.
        own: Unit,
    },
}
