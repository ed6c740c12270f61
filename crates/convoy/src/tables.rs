//! The hazard tables as text, each naming its source.
//!
//! Facts taken over from the regulations; nothing here interprets them.

/// ADR 7.5.2.1: which labels may share a vehicle. A blank cell means prohibited.
pub const ADR_7_5_2_1: &str = include_str!("../tables/adr_7_5_2_1.json");

/// 49 CFR 177.848(d): segregation by class. A dot means no restriction.
pub const CFR49_177_848_D: &str = include_str!("../tables/cfr49_177_848_d.json");

/// 49 CFR 177.848(f): segregation of class 1 by compatibility group.
pub const CFR49_177_848_F: &str = include_str!("../tables/cfr49_177_848_f.json");

/// The UN simple mixing rule: which compatibility groups may ride together.
pub const UN_COMPAT_SIMPLE: &str = include_str!("../tables/un_compat_simple.json");

/// Detonators by UN number, for note 4 of 49 CFR 177.848(f); UN dangerous goods list.
pub const DETONATORS: &[u16] = &[29, 30, 73, 255, 267, 360, 361, 364, 365, 366, 455, 456, 500, 511, 512, 513];

/// Fireworks of division 1.4S by UN number, for note 5 of 49 CFR 177.848(f); UN dangerous goods list.
pub const FIREWORKS_1_4S: &[u16] = &[337];

/// Life-saving appliances of class 9 by UN number, for note b of ADR 7.5.2.1.
pub const LIFE_SAVING: &[u16] = &[2990, 3072, 3268];

/// Goods of class 9 by UN number that ADR 7.5.4 keeps from foodstuffs (special provision CV28).
pub const CLASS_9_APART_FROM_FOOD: &[u16] = &[2212, 2315, 2590, 3151, 3152, 3245];
