//! The corridor: reports, regimes of crossings, activities of forces.

use crate::body::record;
use crate::{
    Credibility, Modality, OverrideState, Polarity, Reference, RegimeStatus, Reliability, ReportKind, RoadState,
    SourceClass, Text,
};
use units::{AgreementId, AxisId, Digest, Interval, PlaceId, SegmentId, SourceId};

record! {
    /// One claim of one source, confirmed by a person.
    ReportFiled {
        /// What kind of claim.
        kind: ReportKind = 0,
        /// What it is about.
        about: Vec<Subject> = 1,
        /// The state it gives, for kinds that give one.
        state: Option<RoadState> = 2,
        /// Who holds, moved or acted, in the report's words.
        actor: Option<Text> = 3,
        /// Whether it affirms.
        polarity: Polarity = 4,
        /// How firmly.
        modality: Modality = 5,
        /// History given as context: never changes a current state.
        background: bool = 6,
        /// Who said it.
        source: ReportSource = 7,
        /// The reader's suggestion, when there was one.
        suggested: Option<Grade> = 8,
        /// The person's verdict.
        grade: Grade = 9,
        /// When it was so.
        time: Interval = 10,
        /// The words it rests on.
        excerpt: Option<Excerpt> = 11,
        /// Further arguments of the claim.
        #[serde(default)]
        arguments: Vec<Argument> = 12,
    }
}

/// What a report is about.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    minicbor::Encode,
    minicbor::Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A named axis, whole.
    #[n(1)]
    Axis(#[n(0)] AxisId),
    /// One piece of road.
    #[n(2)]
    Segment(#[n(0)] SegmentId),
    /// A town, site or crossing.
    #[n(3)]
    Place(#[n(0)] PlaceId),
}

record! {
    /// Who said it, and where it first came from.
    ReportSource {
        /// The source, as its reliability is kept.
        source: SourceId = 0,
        /// Its class by wording.
        class: SourceClass = 1,
        /// Where it first came from: two papers quoting one officer share an origin.
        origin: SourceId = 2,
    }
}

record! {
    /// Admiralty code: two independent halves.
    Grade {
        /// The source's record.
        reliability: Reliability = 0,
        /// The information.
        credibility: Credibility = 1,
    }
}

record! {
    /// The words a report rests on.
    Excerpt {
        /// SHA-256 of the whole text.
        document: Digest = 0,
        /// First code point.
        start: u32 = 1,
        /// Code point after the last.
        end: u32 = 2,
        /// The words themselves.
        text: Text = 3,
    }
}

record! {
    /// A named argument of a claim.
    Argument {
        /// Such as `items` or `to`.
        name: Text = 0,
        /// In the report's words, or a code.
        value: Text = 1,
    }
}

record! {
    /// An earlier report of this party no longer stands.
    ReportRetracted {
        /// The report.
        report: Reference = 0,
        /// Why.
        reason: Text = 1,
    }
}

record! {
    /// A person sets a state or a holder above what the reports come to, answers for it by name, and says until when.
    StateOverridden {
        /// What it is about.
        about: Vec<Subject> = 0,
        /// The state that holds instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<OverrideState> = 1,
        /// In force from, when stated where absent, and to, which must be given.
        window: Interval = 2,
        /// Why the reports do not decide.
        reason: Text = 3,
        /// Who holds it instead. At least one of state and holder is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holder: Option<Text> = 4,
    }
}

record! {
    /// An earlier override of this party no longer stands.
    OverrideWithdrawn {
        /// The override.
        overridden: Reference = 0,
        /// Why.
        reason: Text = 1,
    }
}

record! {
    /// What the competent authority decrees for crossings. Authority, not observation.
    RegimeSet {
        /// Which crossings.
        crossings: Vec<PlaceId> = 0,
        /// Shut or open.
        status: RegimeStatus = 1,
        /// Deliveries under these agreements may pass a closed crossing.
        #[serde(default)]
        exceptions: Vec<AgreementId> = 2,
        /// Daily hours for whoever may pass; all day when absent.
        hours: Option<DailyHours> = 3,
        /// Most vehicles an hour.
        vehicles_per_hour: Option<u16> = 4,
        /// In force from and to.
        window: Interval = 5,
        /// Which decision.
        reason: Text = 6,
    }
}

record! {
    /// Opening hours of every day, at a fixed offset from Coordinated Universal Time.
    DailyHours {
        /// Minutes after local midnight.
        opens_minute: u16 = 0,
        /// Minutes after local midnight; after `opens_minute`.
        closes_minute: u16 = 1,
        /// Local time minus UTC, in minutes.
        offset_minutes: i16 = 2,
    }
}

record! {
    /// A force will use stretches at a time. Information, never a request for permission.
    ActivityNotified {
        /// The stretches.
        about: Vec<Subject> = 0,
        /// When.
        window: Interval = 1,
        /// What others should know.
        note: Text = 2,
    }
}

record! {
    /// A notification was read.
    ActivityAcknowledged {
        /// The notification.
        activity: Reference = 0,
    }
}
