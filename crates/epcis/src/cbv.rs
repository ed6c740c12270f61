//! The codes of CBV 2.0 that the mapping uses; others are read as texts and refused by name.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As the standard writes it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The code of that name, where the mapping uses it.
            pub fn read(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.code() == text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    )*};
}

codes! {
    /// What an event does to the record of the goods.
    Action {
        /// Goods, or a bond between them, begin.
        Add = "ADD",
        /// They are seen.
        Observe = "OBSERVE",
        /// They end.
        Delete = "DELETE",
    }

    /// The step of business that an event is part of.
    BizStep {
        /// Possession changes.
        Accepting = "accepting",
        /// Come to a place.
        Arriving = "arriving",
        /// Get an identity.
        Commissioning = "commissioning",
        /// A part of the stock is counted.
        CycleCounting = "cycle_counting",
        /// Leave a place.
        Departing = "departing",
        /// Are destroyed.
        Destroying = "destroying",
        /// Are given out for use.
        Dispensing = "dispensing",
        /// Are set apart.
        Holding = "holding",
        /// Are looked at.
        Inspecting = "inspecting",
        /// Are put on a vehicle.
        Loading = "loading",
        /// Are put into a package.
        Packing = "packing",
        /// Enter the receiver's stock.
        Receiving = "receiving",
        /// A part is taken out.
        Removing = "removing",
        /// Wait to be taken over.
        StagingOutbound = "staging_outbound",
        /// The stock is counted.
        StockTaking = "stock_taking",
        /// Are on the way.
        Transporting = "transporting",
        /// Did not leave after all.
        VoidShipping = "void_shipping",
    }

    /// The state of the goods after an event.
    Disposition {
        /// Has an identity.
        Active = "active",
        /// As it should be.
        Conformant = "conformant",
        /// Closed.
        ContainerClosed = "container_closed",
        /// Opened.
        ContainerOpen = "container_open",
        /// Damaged.
        Damaged = "damaged",
        /// Destroyed.
        Destroyed = "destroyed",
        /// Given out for use.
        Dispensed = "dispensed",
        /// Past its time.
        Expired = "expired",
        /// Nothing out of the ordinary.
        InProgress = "in_progress",
        /// Between two places.
        InTransit = "in_transit",
        /// Another kind than stated.
        MismatchClass = "mismatch_class",
        /// Another piece than stated.
        MismatchInstance = "mismatch_instance",
        /// Another number than stated.
        MismatchQuantity = "mismatch_quantity",
        /// Not as it should be.
        NonConformant = "non_conformant",
        /// Came back.
        Returned = "returned",
        /// Taken by somebody.
        Stolen = "stolen",
        /// Nobody knows.
        Unknown = "unknown",
    }

    /// What sort of paper a business transaction is.
    Transaction {
        /// Bill of lading: here the convoy.
        Bol = "bol",
        /// Certificate: here the end-use check.
        Cert = "cert",
        /// Despatch advice: here the consignment, or the giver's offer.
        Desadv = "desadv",
        /// Purchase order: here the pledge.
        Po = "po",
        /// Receiving advice: here the receiver's answer.
        Recadv = "recadv",
    }

    /// What a source or destination is.
    Party {
        /// Who owns.
        Owning = "owning_party",
        /// Who has.
        Possessing = "possessing_party",
        /// Where.
        Location = "location",
    }

    /// Why an event is declared an error.
    ErrorReason {
        /// There was nothing of the sort.
        DidNotOccur = "did_not_occur",
        /// Some of it was wrong.
        IncorrectData = "incorrect_data",
    }
}
