//! Turn restrictions as the map writes them: wiki page Relation:restriction.

use crate::pbf::block::{Member, MemberKind, RelationElement};
use crate::pbf::wire::Malformed;
use crate::report::TurnCounts;
use crate::tags::Tags;

/// Members of one role that are believed; real ones have one, or a handful with `no_entry` and `no_exit`.
const MEMBERS_MAX: usize = 32;

/// Keys that speak of lorries, from the special to the general.
const KEYS: [&str; 5] =
    ["restriction:hgv", "restriction:goods", "restriction:motor_vehicle", "restriction:vehicle", "restriction"];

/// Kinds of vehicle whose exception lets lorries turn.
const EXCEPTED: [&str; 3] = ["hgv", "motor_vehicle", "vehicle"];

/// A restriction at a node.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Restriction {
    #[n(0)]
    pub(crate) id: i64,
    #[n(1)]
    pub(crate) only: bool,
    #[n(2)]
    pub(crate) u_turn: bool,
    /// Ways come from.
    #[n(3)]
    pub(crate) from: Vec<i64>,
    /// The node.
    #[n(4)]
    pub(crate) via: i64,
    /// Ways turned into.
    #[n(5)]
    pub(crate) to: Vec<i64>,
}

#[derive(Default)]
struct Members {
    from: Vec<i64>,
    to: Vec<i64>,
    via_nodes: Vec<i64>,
    via_ways: usize,
    other: bool,
}

/// Reads a relation, counting what it is; nothing where it is no restriction that can be obeyed.
pub(crate) fn read(
    mut relation: RelationElement<'_, '_>,
    counts: &mut TurnCounts,
) -> Result<Option<Restriction>, Malformed> {
    let tags = Tags::of(relation.tags);
    let kind = tags.get("type").unwrap_or_default();
    if kind != "restriction" && !kind.starts_with("restriction:") {
        return Ok(None);
    }
    counts.relations += 1;
    let Some((_, value)) = tags.first(&KEYS) else {
        let timed = tags.iter().any(|(key, _)| key.starts_with("restriction") && key.ends_with(":conditional"));
        *(if timed { &mut counts.conditional } else { &mut counts.for_others }) += 1;
        return Ok(None);
    };
    let timed = ["day_on", "hour_on", "day_off", "hour_off"].iter().any(|key| tags.get(key).is_some());
    let excepted = tags.get("except").is_some_and(|list| list.split(';').any(|one| EXCEPTED.contains(&one.trim())));
    let Some((only, u_turn)) = sense(value) else {
        *(if value.contains('@') { &mut counts.conditional } else { &mut counts.unknown }) += 1;
        return Ok(None);
    };
    if timed || excepted {
        *(if timed { &mut counts.conditional } else { &mut counts.for_others }) += 1;
        return Ok(None);
    }
    let members = members(&mut relation)?;
    if members.via_ways > 0 {
        counts.via_way += 1;
        return Ok(None);
    }
    let ([via], false, false, false) =
        (&*members.via_nodes, members.from.is_empty(), members.to.is_empty(), members.other)
    else {
        counts.incomplete += 1;
        return Ok(None);
    };
    // `no_entry` has several ways come from, `no_exit` several turned into; nothing has both.
    if members.from.len() > 1 && members.to.len() > 1 {
        counts.unknown += 1;
        return Ok(None);
    }
    Ok(Some(Restriction { id: relation.id, only, u_turn, via: *via, from: members.from, to: members.to }))
}

/// Whether it is the only turn allowed, and whether it is about turning back.
fn sense(value: &str) -> Option<(bool, bool)> {
    Some(match value {
        "no_left_turn" | "no_right_turn" | "no_straight_on" | "no_entry" | "no_exit" => (false, false),
        "no_u_turn" => (false, true),
        "only_left_turn" | "only_right_turn" | "only_straight_on" => (true, false),
        "only_u_turn" => (true, true),
        _ => return None,
    })
}

fn members(relation: &mut RelationElement<'_, '_>) -> Result<Members, Malformed> {
    let mut members = Members::default();
    while let Some(Member { role, kind, id }) = relation.member()? {
        match (role, kind) {
            (b"from", MemberKind::Way) if members.from.len() < MEMBERS_MAX => members.from.push(id),
            (b"to", MemberKind::Way) if members.to.len() < MEMBERS_MAX => members.to.push(id),
            (b"via", MemberKind::Node) if members.via_nodes.len() < MEMBERS_MAX => members.via_nodes.push(id),
            (b"via", MemberKind::Way) => members.via_ways += 1,
            // A role such as `location_hint` changes nothing.
            (b"from" | b"to" | b"via", _) => members.other = true,
            (_, _) => {}
        }
    }
    Ok(members)
}
