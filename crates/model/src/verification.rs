//! What became of goods after they were accepted.

use crate::body::record;
use crate::{CheckMethod, CheckObstacle, CheckResult, Line, StorageCondition, StorageResult, Text};
use units::{AgreementId, Digest, ItemCode, PlaceId, SerialNumber};

record! {
    /// An end-use check of pieces at a site.
    CheckPerformed {
        /// Where.
        site: PlaceId = 0,
        /// Of what.
        item: ItemCode = 1,
        /// Piece by piece.
        pieces: Vec<CheckedSerial> = 2,
    }
}

record! {
    /// What was found of one piece.
    CheckedSerial {
        /// The piece.
        serial: SerialNumber = 0,
        /// What was found.
        result: CheckResult = 1,
        /// How.
        method: CheckMethod = 2,
        /// In words; must be given where the obstacle is `other`.
        note: Option<Text> = 3,
        /// Why the piece could not be seen; must be given where it was not shown, and only there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        obstacle: Option<CheckObstacle> = 4,
        /// SHA-256 of the photograph; must be given where the method is `photo`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<Digest> = 5,
        /// Who witnessed; must be given where the method is `witnessed`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        witness: Option<Text> = 6,
    }
}

record! {
    /// When pieces that are accepted under an agreement are to be checked. The latest word of a party to the
    /// agreement stands; one for an item goes before one for all items, and both before the item's own
    /// `check_days`.
    CheckScheduleSet {
        /// Under which agreement.
        agreement: AgreementId = 0,
        /// Of what; everything that is tracked by serial, where absent.
        item: Option<ItemCode> = 1,
        /// Days from acceptance to the first check, 1 or more.
        initial_days: u16 = 2,
        /// Days from one check to the next, 1 or more; no further ones where absent.
        periodic_days: Option<u16> = 3,
        /// Days from one check of a site that holds such pieces to the next, 1 or more; none where absent.
        storage_days: Option<u16> = 4,
    }
}

record! {
    /// A storage site was looked at.
    StorageChecked {
        /// Where.
        site: PlaceId = 0,
        /// Condition by condition.
        points: Vec<StoragePoint> = 1,
    }
}

record! {
    /// What was found of one condition of a site.
    StoragePoint {
        /// Which condition.
        condition: StorageCondition = 0,
        /// What was found.
        result: StorageResult = 1,
        /// In words; must be given where it is not met.
        note: Option<Text> = 2,
    }
}

record! {
    /// Used up for its purpose.
    Consumed {
        /// Where.
        site: PlaceId = 0,
        /// What.
        line: Line = 1,
        /// What for.
        purpose: Text = 2,
    }
}

record! {
    /// Destroyed.
    Destroyed {
        /// Where.
        site: PlaceId = 0,
        /// What.
        line: Line = 1,
        /// Why.
        reason: Text = 2,
    }
}

record! {
    /// Parts of a piece taken for another.
    PartsTaken {
        /// Where.
        site: PlaceId = 0,
        /// Of what.
        item: ItemCode = 1,
        /// From which piece.
        from: SerialNumber = 2,
        /// For which piece.
        into: SerialNumber = 3,
        /// Which parts.
        parts: Text = 4,
    }
}
