use super::*;
use crate::tags::Pairs;

fn verdict(pairs: &[(&str, &str)]) -> (Verdict, Notes) {
    let mut notes = Notes::default();
    let verdict = judge(&Tags::from_pairs(pairs), &Defaults::built_in(), &mut notes);
    (verdict, notes)
}

fn road(pairs: &[(&str, &str)]) -> Meaning {
    match verdict(pairs).0 {
        Verdict::Road(meaning) => *meaning,
        other @ (Verdict::LeftOut(_) | Verdict::Else) => panic!("{pairs:?}: {other:?}"),
    }
}

#[test]
fn classes_and_what_is_left_out() {
    use LeftOut::*;
    let classes = [
        ("motorway_link", RoadClass::Motorway),
        ("trunk", RoadClass::Trunk),
        ("primary", RoadClass::Primary),
        ("secondary_link", RoadClass::Secondary),
        ("tertiary", RoadClass::Tertiary),
        ("road", RoadClass::Unclassified),
        ("living_street", RoadClass::Residential),
        ("service", RoadClass::Service),
        ("track", RoadClass::Track),
    ];
    for (word, class) in classes {
        assert_eq!(road(&[("highway", word)]).class, class, "{word}");
    }
    let left: [(Pairs<'_>, LeftOut); 12] = [
        (&[("highway", "construction")], NotBuilt),
        (&[("highway", "proposed")], NotBuilt),
        (&[("highway", "primary"), ("abandoned", "yes")], NotBuilt),
        (&[("highway", "footway")], OtherTraffic),
        (&[("highway", "hovercraft")], OtherTraffic),
        (&[("highway", "path")], Path),
        (&[("highway", "path"), ("tracktype", "grade3"), ("width", "1")], Path),
        (&[("highway", "service"), ("area", "yes")], Area),
        (&[("highway", "track"), ("smoothness", "impassable")], Impassable),
        (&[("highway", "track"), ("motor_vehicle", "no")], Forbidden),
        (&[("highway", "primary"), ("oneway", "reversible")], Reversible),
        (&[("route", "ferry"), ("foot", "yes")], Ferry),
    ];
    for (pairs, reason) in left {
        assert_eq!(verdict(pairs).0, Verdict::LeftOut(reason), "{pairs:?}");
    }
    assert_eq!(verdict(&[("waterway", "river")]).0, Verdict::Else);
    assert_eq!(verdict(&[("highway", "hovercraft")]).1.unread["highway"].examples, ["hovercraft"]);
}

#[test]
fn paths_and_ferries_that_lorries_use() {
    for (key, value) in
        [("motor_vehicle", "yes"), ("4wd_only", "yes"), ("tracktype", "grade4"), ("motorcar", "designated")]
    {
        assert_eq!(road(&[("highway", "path"), (key, value)]).class, RoadClass::Track, "{key}");
    }
    for pairs in [&[("route", "ferry")][..], &[("route", "ferry"), ("foot", "yes"), ("motor_vehicle", "yes")]] {
        let ferry = road(pairs);
        assert_eq!((ferry.class, ferry.speed, ferry.lanes), (RoadClass::Ferry, Kmh::new(8), 1));
    }
}

#[test]
fn surface_and_speed_follow_what_is_said_and_else_the_class() {
    let table: [(Pairs<'_>, Surface, u32); 10] = [
        (&[("highway", "trunk")], Surface::Paved, 80),
        (&[("highway", "trunk"), ("maxspeed", "50")], Surface::Paved, 50),
        (&[("highway", "trunk"), ("maxspeed", "120")], Surface::Paved, 80),
        (&[("highway", "track")], Surface::Track, 30),
        (&[("highway", "track"), ("surface", "sand")], Surface::Sand, 25),
        (&[("highway", "track"), ("tracktype", "grade1")], Surface::Paved, 30),
        (&[("highway", "tertiary"), ("4wd_only", "yes")], Surface::Track, 40),
        (&[("highway", "primary"), ("surface", "asphalt;dirt")], Surface::Track, 40),
        (&[("highway", "primary"), ("surface", "lava")], Surface::Paved, 70),
        (&[("highway", "primary"), ("smoothness", "very_bad")], Surface::Paved, 25),
    ];
    for (pairs, surface, speed) in table {
        let road = road(pairs);
        assert_eq!((road.surface, road.speed.get()), (surface, speed), "{pairs:?}");
    }
}

#[test]
fn directions() {
    let table: [(Pairs<'_>, Direction); 9] = [
        (&[("highway", "motorway")], Direction::Forward),
        (&[("highway", "motorway"), ("oneway", "no")], Direction::Both),
        (&[("highway", "motorway_link")], Direction::Both),
        (&[("highway", "primary"), ("oneway", "-1")], Direction::Backward),
        (&[("highway", "primary"), ("oneway", "yes"), ("oneway:hgv", "no")], Direction::Both),
        (&[("highway", "primary"), ("junction", "roundabout")], Direction::Forward),
        (&[("highway", "primary"), ("oneway", "alternating")], Direction::Both),
        (&[("highway", "primary"), ("oneway", "maybe")], Direction::Both),
        (&[("highway", "primary")], Direction::Both),
    ];
    for (pairs, direction) in table {
        assert_eq!(road(pairs).direction, direction, "{pairs:?}");
    }
}

#[test]
fn lanes_follow_what_is_said_then_width_then_class() {
    let table: [(Pairs<'_>, u8); 9] = [
        (&[("highway", "primary")], 2),
        (&[("highway", "primary"), ("oneway", "yes")], 1),
        (&[("highway", "motorway")], 2),
        (&[("highway", "track")], 1),
        (&[("highway", "primary"), ("lanes", "1")], 1),
        (&[("highway", "primary"), ("lanes", "1.5")], 1),
        (&[("highway", "primary"), ("lanes", "many")], 2),
        (&[("highway", "primary"), ("width", "3.4")], 1),
        (&[("highway", "primary"), ("oneway", "alternating")], 1),
    ];
    for (pairs, lanes) in table {
        assert_eq!(road(pairs).lanes, lanes, "{pairs:?}");
    }
}

#[test]
fn seasons() {
    let table: [(Pairs<'_>, Season); 9] = [
        (&[], Season::Always),
        (&[("seasonal", "yes")], Season::Dry),
        (&[("seasonal", "dry_season")], Season::Dry),
        (&[("seasonal", "wet_season")], Season::Wet),
        (&[("seasonal", "dry_season;wet_season")], Season::Always),
        (&[("seasonal", "no")], Season::Always),
        (&[("ice_road", "yes")], Season::Wet),
        (&[("winter_road", "yes")], Season::Wet),
        (&[("access", "dry_weather")], Season::Dry),
    ];
    for (pairs, season) in table {
        let pairs = [&[("highway", "track")], pairs].concat();
        assert_eq!(road(&pairs).season, season, "{pairs:?}");
    }
}

#[test]
fn limits_and_structures() {
    let road = road(&[
        ("highway", "secondary"),
        ("bridge", "viaduct"),
        ("tunnel", "no"),
        ("ford", "yes"),
        ("maxweight", "16"),
        ("hgv", "no"),
        ("maxaxleload", "8 t"),
        ("maxheight", "12'6\""),
        ("maxheight:physical", "3.9"),
        ("maxwidth", "2.5"),
        ("maxlength", "12"),
        ("width", "wide"),
        ("maxspeed:conditional", "30 @ wet"),
    ]);
    assert_eq!((road.bridge, road.tunnel, road.ford), (true, false, true));
    assert_eq!((road.mass_max, road.axle_max), (Some(access::LIGHT), Some(Grams::new(8_000_000))));
    assert_eq!((road.height_max, road.width_max), (Some(Millimetres::new(3810)), Some(Millimetres::new(2500))));
    assert_eq!((road.length_max, road.width), (Some(Millimetres::new(12_000)), None));
    let notes = verdict(&[("highway", "track"), ("width", "wide"), ("motor_vehicle:conditional", "no @ night")]).1;
    assert_eq!((notes.unread["width"].count, notes.conditional), (1, 1));
}
