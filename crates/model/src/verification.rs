//! What became of goods after they were accepted.

use crate::body::record;
use crate::{CheckMethod, CheckResult, Line, Text};
use units::{ItemCode, PlaceId, SerialNumber};

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
        /// In words; must be given where the piece was not shown.
        note: Option<Text> = 3,
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
