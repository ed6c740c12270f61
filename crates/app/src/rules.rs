//! Whether the rules of an operation can be marched by: what a person mistyped is told before anything is planned.

use crate::operation::{OperationError, POLICY, SETTINGS, Settings};
use convoy::{Axle, ColumnRule, Permille, Policy};
use roads::{Network, NodeKind};
use units::{Deciseconds, ItemCode, PlaceId};

/// Least driving that a rule may allow: a minute.
const MINUTE: Deciseconds = Deciseconds::new(600);

/// The first rule by which no column could march, or that names what the network does not have.
pub(crate) fn judge(policy: &Policy, settings: &Settings, network: &Network) -> Result<(), OperationError> {
    let wrong = |file: &'static str, what: String| Err(OperationError::Rule { file, what });
    if policy.column_max == 0 {
        return wrong(POLICY, "`column_max` is 0: a column has 1 vehicle at least".to_owned());
    }
    if let Some(light) = policy.daylight
        && let Some(what) = backward("daylight", light.opens_minute, light.closes_minute)
    {
        return wrong(POLICY, what);
    }
    let driving = policy.hours.map(|hours| ("hours.driving", hours.driving));
    let mut driving = policy.rest.map(|rest| ("rest.after", rest.after)).into_iter().chain(driving);
    if let Some((name, least)) = driving.find(|(_, driving)| *driving < MINUTE) {
        return wrong(POLICY, format!("`{name}` is {} tenths of a second, the least is {}", least.get(), MINUTE.get()));
    }
    if let Some(segment) = policy.daylight_on.iter().find(|segment| network.segment(segment).is_none()) {
        return wrong(POLICY, format!("`daylight_on` names `{segment}`, which is no segment of the network"));
    }
    let mut points = policy.fuel.iter().flat_map(|fuel| &fuel.points);
    if let Some(place) = points.find(|place| kind(network, place).is_none()) {
        return wrong(POLICY, format!("`fuel.points` names `{place}`, which is no place of the network"));
    }
    let mut tanks = policy.fuel.iter().flat_map(|fuel| &fuel.tanks);
    if let Some((item, _)) = tanks.find(|(_, tank)| tank.range().is_none()) {
        return wrong(
            POLICY,
            format!("`fuel.tanks.{item}` tells no range: write `range`, or `tank` and `per_100_km` above 0"),
        );
    }
    if let Some(what) = policy.column.as_ref().and_then(|rule| company(rule, policy.column_max, network)) {
        return wrong(POLICY, what);
    }
    let towing = policy.towing.as_ref();
    if let Some(item) = towing.and_then(|rule| rule.towed.keys().find(|item| rule.tows.contains_key(*item))) {
        return wrong(
            POLICY,
            format!("`{item}` stands in `towing.towed` and in `towing.tows`: it is towed or it tows"),
        );
    }
    if let Some(what) = policy.axles.iter().find_map(|(item, axles)| pressed(item, axles)) {
        return wrong(POLICY, what);
    }
    if policy.reserve.as_ref().is_some_and(|rule| rule.vehicles >= Permille::FULL) {
        return wrong(
            POLICY,
            "`reserve.vehicles` is 1000 thousandths or more: no vehicle would march; write 999 or less".to_owned(),
        );
    }
    for ready in &settings.readiness {
        if kind(network, &ready.crossing) != Some(NodeKind::Crossing) {
            let what = format!("`readiness` names `{}`, which is no crossing of the network", ready.crossing);
            return wrong(SETTINGS, what);
        }
        if let Some(what) = backward("readiness", ready.opens_minute, ready.closes_minute) {
            return wrong(SETTINGS, what);
        }
    }
    Ok(())
}

/// What is wrong with the axles of an item.
fn pressed(item: &ItemCode, axles: &[Axle]) -> Option<String> {
    let thousandths: u32 = axles.iter().map(|axle| u32::from(axle.share.get())).sum();
    if thousandths != 0 && thousandths != 1000 {
        return Some(format!(
            "`axles.{item}`: the shares of the load add up to {thousandths} thousandths; they are 1000, or all 0 where nobody has said where the load lies"
        ));
    }
    axles.iter().zip(1..).find_map(|(axle, number)| {
        let most = axle.most.filter(|most| *most < axle.tare)?;
        let (tare, most) = (axle.tare.get(), most.get());
        Some(format!("`axles.{item}`: axle {number} bears {tare} grams empty and may bear {most}"))
    })
}

/// What is wrong with what a column must have with it.
fn company(rule: &ColumnRule, column_max: u32, network: &Network) -> Option<String> {
    if let Some(site) = rule.commanders.keys().find(|site| kind(network, site).is_none()) {
        return Some(format!("`column.commanders` names `{site}`, which is no place of the network"));
    }
    let (escort, recovery) = (rule.escort.as_ref(), rule.recovery.as_ref());
    let tankers = rule.tankers.as_ref();
    let items = [
        ("column.escort", escort.map(|rule| &rule.items)),
        ("column.recovery", recovery.map(|rule| &rule.items)),
        ("column.tankers", tankers.map(|rule| &rule.items)),
    ];
    for (at, (name, of)) in items.iter().enumerate() {
        let of = of.iter().copied().flatten();
        let others = || items[..at].iter().filter_map(|(other, known)| Some((other, (*known)?)));
        for item in of {
            if let Some((other, _)) = others().find(|(_, known)| known.contains(item)) {
                return Some(format!("`{item}` stands in `{other}` and in `{name}`: a vehicle does one of the two"));
            }
        }
    }
    // One vehicle that carries, and what it asks for on the most dangerous road.
    let escorts = escort.iter().flat_map(|rule| &rule.table).filter(|row| row.per > 0);
    let escorts = escorts.map(|row| row.vehicles.div_ceil(row.per)).max().unwrap_or(0);
    let others = [recovery.map(|rule| rule.per), tankers.map(|rule| rule.per)];
    let others = others.into_iter().flatten().filter(|per| *per > 0).map(|_| 1_u32).sum::<u32>();
    let least = escorts.saturating_add(others).saturating_add(1);
    (least > column_max).then(|| {
        format!("`column_max` is {column_max}: by `column`, one vehicle that carries makes a column of {least} on the most dangerous road")
    })
}

fn kind(network: &Network, place: &PlaceId) -> Option<NodeKind> {
    network.node(place).map(|node| node.kind())
}

/// What is wrong with hours of a day that hold nothing.
fn backward(name: &str, opens: u16, closes: u16) -> Option<String> {
    let what = || {
        format!(
            "`{name}` opens at minute {opens} and closes at minute {closes}: write the earlier first, up to 1440; hours past midnight are two"
        )
    };
    (opens >= closes || closes > 1440).then(what)
}

/// The key that is not known, and those that are, of an error of the reader of such files.
pub(crate) fn unknown_key(message: &str) -> Option<(String, Vec<String>)> {
    let (given, rest) = message.strip_prefix("unknown field `")?.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some((given.to_owned(), known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::Grams;

    #[test]
    fn a_mistyped_key_is_found_in_what_the_reader_says() {
        let error = toml::from_str::<Policy>("colum_max = 3").err().map(|error| error.message().to_owned());
        let (given, known) = unknown_key(&error.unwrap_or_default()).unwrap_or_default();
        assert_eq!(given, "colum_max");
        assert!(known.iter().any(|name| name == "column_max"), "{known:?}");
        assert_eq!(unknown_key("missing field `gaps`"), None);
    }

    #[test]
    fn axles_that_cannot_be_are_told_with_their_numbers() {
        let axle = |tare: u64, share: u16, most: Option<u64>| Axle {
            tare: Grams::new(tare),
            share: Permille::new(share),
            most: most.map(Grams::new),
        };
        let item = ItemCode::new("truck").unwrap_or_else(|error| panic!("{error}"));
        let told = |axles: &[Axle]| pressed(&item, axles);
        assert_eq!(told(&[axle(5, 300, Some(5)), axle(4, 700, None)]), None);
        assert_eq!(told(&[axle(5, 0, None), axle(4, 0, None)]), None);
        assert!(told(&[axle(5, 300, None), axle(4, 600, None)]).is_some_and(|what| what.contains("add up to 900")));
        assert!(told(&[axle(5, 1000, None), axle(4, 0, Some(3))]).is_some_and(|what| what.contains("axle 2 bears 4")));
    }

    #[test]
    fn hours_that_hold_nothing_are_told_with_both_numbers() {
        assert_eq!(backward("daylight", 360, 1140), None);
        let told = |opens, closes| backward("daylight", opens, closes).unwrap_or_default();
        assert!(told(1140, 360).contains("minute 1140 and closes at minute 360"));
        assert!(told(0, 1441).contains("1441") && told(7, 7).contains('7'));
    }
}
