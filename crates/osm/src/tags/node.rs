//! What stands at a node of a road, and what place a node is.
//!
//! Sources: OpenStreetMap wiki, Key:barrier, Key:ford, Key:place, Tag:barrier=border_control, Names.

use super::{Notes, TEXT_BYTES_MAX, Tags, access, shown};
use roads::{Access, Names};

/// What stands at a node of a road. Several may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Standing {
    /// Water is crossed.
    #[n(0)]
    pub(crate) ford: bool,
    /// A gate, bar or other thing that can be opened.
    #[n(1)]
    pub(crate) barrier: bool,
    /// Lorries do not get past it.
    #[n(2)]
    pub(crate) blocked: bool,
    /// Only with leave.
    #[n(3)]
    pub(crate) private: bool,
    /// A border post.
    #[n(4)]
    pub(crate) border: bool,
}

impl Standing {
    pub(crate) fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// What a barrier does to a lorry.
enum Barrier {
    /// It can be opened.
    Opens,
    /// It lets lorries through as it is.
    Passable,
    /// It does not.
    Blocks,
    Border,
}

/// What stands at a node.
pub(crate) fn standing(tags: &Tags<'_>, notes: &mut Notes) -> Standing {
    let mut standing = Standing {
        ford: tags.is_set("ford") || tags.get("highway") == Some("ford"),
        border: is_border_post(tags),
        ..Standing::default()
    };
    let Some(barrier) = tags.get("barrier") else { return standing };
    let allowed = access::allowed(tags, notes);
    let named = access::names_motor_vehicles(tags);
    let closed = allowed.is_none_or(|allowed| allowed.access == Access::Private);
    match kind(barrier, notes) {
        Barrier::Opens => {
            standing.barrier = true;
            standing.private = closed;
        }
        Barrier::Blocks => {
            standing.barrier = true;
            standing.blocked = !named;
        }
        Barrier::Border => standing.border = true,
        Barrier::Passable => {}
    }
    standing
}

fn kind(barrier: &str, notes: &mut Notes) -> Barrier {
    match barrier {
        "border_control" => Barrier::Border,
        "gate" | "lift_gate" | "swing_gate" | "sliding_gate" | "sliding_beam" | "toll_booth" | "checkpoint"
        | "sally_port" | "hampshire_gate" | "chain" | "rope" | "bump_gate" | "yes" | "security_control" | "door" => {
            Barrier::Opens
        }
        "entrance" | "cattle_grid" | "kerb" | "height_restrictor" | "width_restrictor" | "no" | "arch" | "coupure"
        | "spikes" => Barrier::Passable,
        "block"
        | "bollard"
        | "jersey_barrier"
        | "cycle_barrier"
        | "motorcycle_barrier"
        | "debris"
        | "log"
        | "planter"
        | "stile"
        | "turnstile"
        | "full-height_turnstile"
        | "kissing_gate"
        | "horse_stile"
        | "wicket_gate"
        | "bus_trap"
        | "sump_buster"
        | "tank_trap"
        | "wall"
        | "fence"
        | "hedge"
        | "ditch"
        | "bar" => Barrier::Blocks,
        other => {
            notes.note("barrier", other);
            Barrier::Opens
        }
    }
}

fn is_border_post(tags: &Tags<'_>) -> bool {
    tags.get("barrier") == Some("border_control")
        || tags.get("government") == Some("border_control")
        || tags.get("amenity") == Some("border_control")
}

/// What kind of place a node is, from the one that goes first to a road node to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum PlaceKind {
    /// A border post.
    #[n(0)]
    BorderPost,
    /// `place=city`.
    #[n(1)]
    City,
    /// `place=town`.
    #[n(2)]
    Town,
    /// `place=village`.
    #[n(3)]
    Village,
    /// `place=hamlet` or `isolated_dwelling`.
    #[n(4)]
    Hamlet,
}

/// The kind of place that a node is, if it is one.
pub(crate) fn place(tags: &Tags<'_>) -> Option<PlaceKind> {
    if is_border_post(tags) {
        return Some(PlaceKind::BorderPost);
    }
    Some(match tags.get("place")? {
        "city" => PlaceKind::City,
        "town" => PlaceKind::Town,
        "village" => PlaceKind::Village,
        "hamlet" | "isolated_dwelling" => PlaceKind::Hamlet,
        _ => return None,
    })
}

/// Names in three languages; where one is missing, the name that stands on the map.
pub(crate) fn names(tags: &Tags<'_>) -> Names {
    let name = |keys: &[&'static str]| shown(tags.first(keys).map_or("", |(_, value)| value), TEXT_BYTES_MAX);
    Names {
        en: name(&["name:en", "int_name", "name", "name:fr", "name:ar"]),
        fr: name(&["name:fr", "name", "int_name", "name:en", "name:ar"]),
        ar: name(&["name:ar", "name", "name:fr", "name:en"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::Pairs;

    #[test]
    fn what_stands_on_a_road() {
        let none = Standing::default();
        let barrier = Standing { barrier: true, ..none };
        let table: [(Pairs<'_>, Standing); 12] = [
            (&[("highway", "crossing")], none),
            (&[("ford", "yes")], Standing { ford: true, ..none }),
            (&[("highway", "ford")], Standing { ford: true, ..none }),
            (&[("barrier", "gate")], barrier),
            (&[("barrier", "gate"), ("access", "private")], Standing { private: true, ..barrier }),
            (&[("barrier", "lift_gate"), ("access", "no")], Standing { private: true, ..barrier }),
            (&[("barrier", "bollard")], Standing { blocked: true, ..barrier }),
            (&[("barrier", "bollard"), ("motor_vehicle", "yes")], barrier),
            (&[("barrier", "bollard"), ("motor_vehicle", "no")], Standing { blocked: true, ..barrier }),
            (&[("barrier", "cattle_grid")], none),
            (&[("barrier", "border_control")], Standing { border: true, ..none }),
            (&[("barrier", "portcullis")], barrier),
        ];
        for (pairs, expected) in table {
            let mut notes = Notes::default();
            assert_eq!(standing(&Tags::from_pairs(pairs), &mut notes), expected, "{pairs:?}");
            assert_eq!(notes.unread.contains_key("barrier"), pairs[0].1 == "portcullis");
        }
    }

    #[test]
    fn names_fall_back_to_the_name_on_the_map() {
        let of = |pairs: &[(&str, &str)]| {
            let names = names(&Tags::from_pairs(pairs));
            [names.en, names.fr, names.ar]
        };
        assert_eq!(of(&[("name", "Kidal"), ("name:ar", "كيدال")]), ["Kidal", "Kidal", "كيدال"]);
        assert_eq!(of(&[("name", "تمنراست"), ("name:fr", "Tamanrasset")]), ["تمنراست", "Tamanrasset", "تمنراست"]);
        assert_eq!(of(&[]), ["", "", ""]);
        assert_eq!(place(&Tags::from_pairs(&[("place", "hamlet")])), Some(PlaceKind::Hamlet));
        assert_eq!(place(&Tags::from_pairs(&[("place", "sea")])), None);
    }
}
