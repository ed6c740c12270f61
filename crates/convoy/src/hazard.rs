//! Dangerous goods as the rules need them: class, group, rule set, verdict.

use std::collections::BTreeSet;
use std::fmt;

/// Dangerous goods data of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Hazard {
    /// UN number.
    pub un: u16,
    /// Class or division.
    pub class: HazardClass,
    /// Compatibility group; class 1 without one is refused.
    pub group: Option<CompatibilityGroup>,
}

macro_rules! written {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As the regulations write it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    )*};
}

written! {
    /// Class or division of dangerous goods. The last value is for whatever is none of them.
    HazardClass {
        /// Mass explosion hazard.
        Div1_1 = "1.1",
        /// Projection hazard.
        Div1_2 = "1.2",
        /// Fire hazard, minor blast or projection.
        Div1_3 = "1.3",
        /// No significant hazard.
        Div1_4 = "1.4",
        /// Very insensitive, mass explosion hazard.
        Div1_5 = "1.5",
        /// Extremely insensitive articles.
        Div1_6 = "1.6",
        /// Flammable gas.
        Div2_1 = "2.1",
        /// Gas neither flammable nor toxic.
        Div2_2 = "2.2",
        /// Toxic gas.
        Div2_3 = "2.3",
        /// Flammable liquid: petrol, diesel, kerosene.
        Class3 = "3",
        /// Flammable solid.
        Div4_1 = "4.1",
        /// Self-reactive, with an explosive label.
        Div4_1Explosive = "4.1+1",
        /// Liable to spontaneous combustion.
        Div4_2 = "4.2",
        /// Dangerous when wet.
        Div4_3 = "4.3",
        /// Oxidiser.
        Div5_1 = "5.1",
        /// Organic peroxide.
        Div5_2 = "5.2",
        /// Organic peroxide, with an explosive label.
        Div5_2Explosive = "5.2+1",
        /// Toxic.
        Div6_1 = "6.1",
        /// Infectious.
        Div6_2 = "6.2",
        /// Radioactive.
        Class7 = "7",
        /// Corrosive.
        Class8 = "8",
        /// Miscellaneous.
        Class9 = "9",
        /// A class no rule set here knows. Never loaded, never assumed to be anything.
        Unknown = "unknown",
    }

    /// Compatibility group of class 1.
    CompatibilityGroup {
        /// Primary explosive substance.
        A = "A",
        /// Article with a primary explosive substance.
        B = "B",
        /// Propellant.
        C = "C",
        /// Secondary detonating substance or article without means of initiation.
        D = "D",
        /// Such an article with a propelling charge.
        E = "E",
        /// Such an article with its own means of initiation.
        F = "F",
        /// Pyrotechnic.
        G = "G",
        /// With white phosphorus.
        H = "H",
        /// With a flammable liquid or gel.
        J = "J",
        /// With a toxic agent.
        K = "K",
        /// Special risk: each type apart.
        L = "L",
        /// Extremely insensitive articles only.
        N = "N",
        /// Hazard confined to the package.
        S = "S",
    }

    /// Which rules decide what may ride together.
    HazardRules {
        /// ADR 7.5.2.
        Adr = "adr",
        /// 49 CFR 177.848.
        Cfr49 = "cfr49",
        /// The UN simple mixing rule for class 1; any other two classes are kept apart.
        UnSimple = "un_simple",
        /// Both ADR and 49 CFR must allow it.
        Stricter = "stricter",
    }

    /// The rule that allowed, or forbade, two goods to ride together.
    Rule {
        /// ADR 7.5.2.1, table by label.
        Adr7521 = "ADR 7.5.2.1",
        /// ADR 7.5.2.1 note a: permitted with 1.4S.
        Adr7521NoteA = "ADR 7.5.2.1 (a)",
        /// ADR 7.5.2.1 note b: class 1 with life-saving appliances of class 9.
        Adr7521NoteB = "ADR 7.5.2.1 (b)",
        /// ADR 7.5.2.2, by compatibility group; the UN simple mixing rule stands in for its table.
        Adr7522 = "ADR 7.5.2.2",
        /// ADR 7.5.4: foodstuffs apart from 6.1, 6.2 and some of class 9.
        Adr754 = "ADR 7.5.4",
        /// 49 CFR 177.841(e): foodstuffs apart from poisons.
        Cfr841e = "49 CFR 177.841(e)",
        /// 49 CFR 177.848(d), table by class.
        Cfr848d = "49 CFR 177.848(d)",
        /// 49 CFR 177.848(d), code O: only if a leak cannot commingle, which is not known here.
        Cfr848dLeak = "49 CFR 177.848(d) O",
        /// 49 CFR 177.848(f), table by compatibility group.
        Cfr848f = "49 CFR 177.848(f)",
        /// Note 1: group L only with the identical explosive.
        Cfr848fNote1 = "49 CFR 177.848(f) note 1",
        /// Note 2: mixed C, D, E is treated as E.
        Cfr848fNote2 = "49 CFR 177.848(f) note 2",
        /// Note 3: C, D, E with N is treated as D.
        Cfr848fNote3 = "49 CFR 177.848(f) note 3",
        /// Note 4: detonators, 49 CFR 177.835(g).
        Cfr848fNote4 = "49 CFR 177.848(f) note 4",
        /// Note 5: 1.4S fireworks not with 1.1 or 1.2.
        Cfr848fNote5 = "49 CFR 177.848(f) note 5",
        /// Note 6: G articles with C, D, E articles; whether these are articles is not known here.
        Cfr848fNote6 = "49 CFR 177.848(f) note 6",
        /// The UN simple mixing rule.
        UnSimple = "UN simple mixing rule",
        /// The rule set has no row for the class.
        NotCovered = "class not in the rule set",
        /// The class is unknown: refused, never assumed.
        UnknownClass = "class unknown",
        /// Class 1 without a compatibility group: refused, never assumed.
        GroupMissing = "compatibility group missing",
    }
}

impl HazardClass {
    /// Reads a class as transport documents write it; what is none becomes [`HazardClass::Unknown`].
    pub fn read(text: &str) -> Self {
        Self::ALL.iter().copied().find(|class| class.code() == text.trim()).unwrap_or(Self::Unknown)
    }

    /// Whether it is a division of class 1.
    pub const fn is_explosive(self) -> bool {
        matches!(self, Self::Div1_1 | Self::Div1_2 | Self::Div1_3 | Self::Div1_4 | Self::Div1_5 | Self::Div1_6)
    }
}

impl CompatibilityGroup {
    /// Reads one letter.
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.code() == text.trim())
    }
}

/// How the class 1 part of a mixed load is classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Explosive {
    /// Division of the whole.
    pub division: HazardClass,
    /// Compatibility group of the whole.
    pub group: CompatibilityGroup,
}

/// What a mixed load counts as.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Classification {
    /// Its class 1 part.
    pub explosive: Option<Explosive>,
    /// Its other classes.
    pub others: BTreeSet<HazardClass>,
}

/// Why a load may ride as it does.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HazardVerdict {
    /// Rule set it was judged by.
    pub rules: HazardRules,
    /// Rules that allowed its pairs, or changed its classification.
    pub cited: BTreeSet<Rule>,
    /// What the whole counts as.
    pub result: Classification,
}
