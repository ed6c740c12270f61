//! The words of states that views come to, as used in files and answers.

use crate::{
    Cause, CheckState, ConditionState, ConvoyStatus, LineState, MatterKind, Node, OfferStatus, Passability, Stage,
};

macro_rules! words {
    ($($name:ident { $($variant:ident $code:literal,)* })*) => {$(
        impl $name {
            /// The word used in files and answers.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    )*};
}

words! {
    Passability {
        Open "open",
        Restricted "restricted",
        Contested "contested",
        Closed "closed",
        Unknown "unknown",
    }
    Stage {
        Packed "packed",
        OnRoad "on_road",
        AtCrossing "at_crossing",
        Offered "offered",
    }
    ConvoyStatus {
        Ordered "ordered",
        Underway "underway",
        Halted "halted",
        Arrived "arrived",
    }
    CheckState {
        Verified "verified",
        Failed "failed",
        Due "due",
        Overdue "overdue",
    }
    OfferStatus {
        Open "open",
        Partial "partial",
        Answered "answered",
        Closed "closed",
        Voided "voided",
    }
    MatterKind {
        Handover "handover",
        Stated "stated",
        DoubleCustody "double_custody",
        LostSerial "lost_serial",
        Consumption "consumption",
    }
    ConditionState {
        None "none",
        Open "open",
        Claimed "claimed",
        Met "met",
    }
    LineState {
        Withdrawn "withdrawn",
        Delivered "delivered",
        Stopped "stopped",
        Late "late",
        Waiting "waiting",
        WillBeLate "will_be_late",
        OnCourse "on_course",
        Unforeseen "unforeseen",
    }
    Cause {
        Unlisted "unlisted",
        Unposted "unposted",
        Counted "counted",
        Absent "absent",
        Matter "matter",
        InTransit "in_transit",
        Returned "returned",
        Consumed "consumed",
        Destroyed "destroyed",
        Lost "lost",
        WrittenOff "written_off",
        Added "added",
    }
    Node {
        Pledged "pledged",
        Fulfilled "fulfilled",
        Owed "owed",
        Source "source",
        Stock "stock",
        Way "way",
        Crossing "crossing",
        Disputed "disputed",
        Unlisted "unlisted",
        Receiver "receiver",
        Returned "returned",
        Consumed "consumed",
        Destroyed "destroyed",
        Lost "lost",
        WrittenOff "written_off",
        Settled "settled",
    }
}
