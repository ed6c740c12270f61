//! Items and lots are amended by who declared them, and by nobody else.

use super::build::*;
use crate::{Said, Views, order};
use model::*;
use units::Unit;

/// The item `sack`, changed.
fn sack(change: impl FnOnce(&mut ItemDefined)) -> Body {
    let Body::ItemDefined(mut defined) = item("sack", Tracking::Lot, None) else { unreachable!() };
    change(&mut defined);
    Body::ItemDefined(defined)
}

fn lot(expires: Option<&str>) -> Body {
    let expires = expires.map(|day| day.parse().unwrap());
    Body::LotDeclared(LotDeclared { item: id("sack"), lot: id("L1"), expires })
}

#[test]
fn the_same_party_amends_an_item_and_another_does_not() {
    let mut story = Story::default();
    story.say("giver", sack(|_| {}));
    let amended = story.say("giver", sack(|item| item.check_days = Some(30)));
    story.say("receiver", sack(|item| item.check_days = Some(60)));
    story.say("giver", sack(|item| item.unit = Unit::Kilogram));
    story.say("giver", sack(|item| item.tracking = Tracking::Serial));
    let views = story.views();
    let sack = views.catalogue.declared(&id("sack")).unwrap();
    assert_eq!((sack.now.check_days, sack.now.unit, sack.now.tracking), (Some(30), Unit::Each, Tracking::Lot));
    assert_eq!(sack.said.last(), Some(&amended));
    insta::assert_snapshot!(story.findings().join("\n"), @r#"
    2: AlreadyDeclared { name: "sack" }
    3: BreaksRule { fault: "item sack is counted in each and tracked by lot; another unit or tracking needs another code" }
    4: BreaksRule { fault: "item sack is counted in each and tracked by lot; another unit or tracking needs another code" }
    "#);
}

#[test]
fn what_was_said_before_and_is_logged_again_amends_nothing() {
    let mut story = Story::default();
    story.say("giver", sack(|_| {}));
    story.at(1);
    story.say("giver", sack(|item| item.check_days = Some(30)));
    let mut entries = story.said.clone();
    for (number, of) in [(2, 0_usize), (3, 1)] {
        let again = Said { index: number, leaf: digest(number + 100), ..entries[of].clone() };
        entries.push(again);
    }
    let views = Views::fold(&order(entries));
    let sack = views.catalogue.declared(&id("sack")).unwrap();
    assert_eq!((sack.now.check_days, sack.said.len()), (Some(30), 2));
    assert_eq!(views.findings.len(), 2);
}

#[test]
fn two_parties_may_say_the_same_of_a_lot() {
    let mut story = Story::default();
    story.say("giver", lot(None));
    story.say("giver", sack(|_| {}));
    story.say("giver", lot(Some("2013-05-31")));
    story.say("receiver", lot(Some("2013-05-31")));
    story.say("receiver", lot(Some("2013-06-30")));
    let corrected = story.say("giver", lot(Some("2013-07-31")));
    let views = story.views();
    let known = views.catalogue.lot(&id("sack"), &id("L1")).unwrap();
    assert_eq!(known.now, Some("2013-07-31".parse().unwrap()));
    assert_eq!(known.said.last(), Some(&corrected));
    assert_eq!(views.catalogue.lots(&id("sack")).count(), 1);
    assert_eq!(story.findings(), ["0: UnknownItem { item: sack }", "4: AlreadyDeclared { name: \"sack/L1\" }"]);
}
