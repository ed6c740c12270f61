//! Two, three and five nodes that speak while parts of them cannot reach each other, and agree once they can.

use crate::world::{World, journal};
use proptest::prelude::*;
use serde_json::{Value, json};

const PARTIES: [(&str, &str); 5] = [
    ("dz-log", "dz-log/movement"),
    ("ml-army", "ml-army/receiving"),
    ("fr-force", "fr-force/liaison"),
    ("af-mission", "af-mission/liaison"),
    ("monitor", "monitor/auditor"),
];

/// What happens at one step; parties are counted round.
#[derive(Clone, Debug)]
enum Step {
    /// Somebody files reports.
    Say(usize, usize),
    /// One asks another for all that it holds, if the line between them is up.
    Ask(usize, usize),
    /// From now on only those of one colour reach each other; all of one colour is no partition.
    Split([u8; 5]),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..5_usize, 1..3_usize).prop_map(|(who, count)| Step::Say(who, count)),
        4 => (0..5_usize, 0..5_usize).prop_map(|(who, whom)| Step::Ask(who, whom)),
        1 => prop::array::uniform5(0..2_u8).prop_map(Step::Split),
    ]
}

fn filed(officer: &str, number: usize, state: &str) -> Value {
    json!({"officer": officer, "kind": "report_filed", "body": {
        "kind": "road_status", "about": [{"axis": "axis-hoggar"}], "state": state, "actor": null,
        "polarity": "positive", "modality": "asserted", "background": false,
        "source": {"source": officer.replace('/', "-"), "class": "field_source", "origin": format!("{officer}/{number}")},
        "suggested": null, "grade": {"reliability": "B", "credibility": "2"},
        "time": {"from": "2013-02-05T06:00:00Z", "to": null}, "excerpt": null, "arguments": []}})
}

struct Net {
    world: World,
    names: Vec<&'static str>,
    colours: [u8; 5],
    said: usize,
}

impl Net {
    /// So many nodes, each of which has heard the first word of every other.
    fn of(count: usize) -> Self {
        let names: Vec<&str> = PARTIES[..count].iter().map(|(name, _)| *name).collect();
        let mut world = World::of(&names);
        for from in &names {
            let first = world.files(from, from, None);
            for to in names.iter().filter(|to| *to != from) {
                world.import(to, &first).unwrap();
            }
        }
        Self { world, names, colours: [0; 5], said: 0 }
    }

    fn take(&mut self, step: &Step) {
        let count = self.names.len();
        match *step {
            Step::Split(colours) => self.colours = colours,
            Step::Say(who, reports) => {
                let (name, officer) = PARTIES[who % count];
                let states = ["open", "closed", "contested"];
                let drafts: Vec<Value> =
                    (0..reports).map(|one| filed(officer, self.said + one, states[(self.said + one) % 3])).collect();
                self.said += reports;
                self.world.say(name, &drafts);
            }
            Step::Ask(who, whom) => {
                let (who, whom) = (who % count, whom % count);
                if who != whom && self.colours[who] == self.colours[whom] {
                    self.ask(self.names[who], self.names[whom]);
                }
            }
        }
    }

    /// Takes over every journal that the other holds, those of third parties too.
    fn ask(&mut self, who: &str, whom: &str) {
        for of in self.names.clone().into_iter().filter(|of| *of != who) {
            self.world.pass(whom, of, who);
        }
    }

    /// Everybody reaches everybody again, twice round.
    fn heal(&mut self) {
        for _ in 0..2 {
            for who in self.names.clone() {
                for whom in self.names.clone().into_iter().filter(|whom| *whom != who) {
                    self.ask(who, whom);
                }
            }
        }
    }

    /// Heads, views and what was said, as a node has them.
    fn held(&mut self, name: &str) -> impl PartialEq + std::fmt::Debug + use<> {
        let names = self.names.clone();
        let node = &self.world.seats[name].node;
        let heads: Vec<_> = names.iter().map(|of| journal(node, of).frontier.root()).collect();
        let said: Vec<_> = node.said(&app::AsOf::default()).unwrap().iter().map(|said| said.leaf).collect();
        (heads, said, self.world.views(name))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn nodes_agree_once_they_reach_each_other(
        count in prop::sample::select(vec![2_usize, 3, 5]),
        steps in prop::collection::vec(step(), 4..16),
    ) {
        let mut net = Net::of(count);
        steps.iter().for_each(|step| net.take(step));
        net.heal();
        let first = net.held(PARTIES[0].0);
        for (name, _) in &PARTIES[1..count] {
            prop_assert!(net.held(name) == first, "{} after {:?}", name, steps);
        }
        let said = net.world.views(PARTIES[0].0).corridor.reports().count();
        prop_assert_eq!(said, net.said);
    }
}
