//! Documents to print: as they are in an operation.

use paper::{
    Answered, Certificate, CheckSheet, DuePiece, FoundPackage, Goods, HandedLine, Hazard, Known, Load, March, Marching,
    Mark, OpenMatter, OrderedColumn, Orders, Package, PlannedGoods, PlannedHalt, PlannedLoad, Stop, TimedPoint,
    Waybill,
};
use units::{Deciseconds, Digest, Grams, Kmh, Metres, Moment, Quantity, Unit};

pub(crate) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn many(n: u64) -> Quantity {
    Quantity::new(n).unwrap()
}

pub(crate) fn mark(byte: u8) -> Mark {
    Mark { origin: id("sahel-2013.example/dz-log"), index: u64::from(byte), leaf: Digest::new([byte; 32]) }
}

pub(crate) fn serials<T: std::str::FromStr<Err: std::fmt::Debug>>(prefix: &str, n: u32) -> Vec<T> {
    (1..=n).map(|i| id(&format!("{prefix}-{i:04}"))).collect()
}

pub(crate) fn goods(item: &str, name: &str, n: u64, unit: Unit) -> Goods {
    Goods {
        consignment: id("cons-11-DZ-01"),
        package: None,
        item: id(item),
        name: name.to_owned(),
        quantity: many(n),
        lot: None,
        serials: Vec::new(),
        known: Some(Known { unit, mass: Grams::new(12_500), hazard: None }),
    }
}

pub(crate) fn waybill(lines: u32) -> Waybill {
    let cartridges = Goods {
        package: Some(id("006141411234567890")),
        lot: Some(id("LOT-2012-07")),
        known: Some(Known {
            unit: Unit::Box,
            mass: Grams::new(12_500),
            hazard: Some(Hazard {
                un: 12,
                class: "1.4".to_owned(),
                group: Some("S".to_owned()),
                net_explosive: Some(Grams::new(1_250)),
            }),
        }),
        ..goods("cartridge-762", "Cartouches 7,62 mm, caisse", 120, Unit::Box)
    };
    let radios = Goods {
        package: Some(id("006141411234567906")),
        serials: serials("RD", 24),
        ..goods("radio-vhf", "جهاز لاسلكي VHF محمول", 24, Unit::Each)
    };
    let packages = [("006141411234567890", "DZ-88 1123"), ("006141411234567906", "DZ-88 1124")].map(|(tag, seal)| {
        Package { tag: id(tag), seal: Some(id(&seal.replace(' ', "-"))), vehicle: Some(id("truck-03")) }
    });
    let filler = (0..lines).map(|i| goods(&format!("item-{i:03}"), "Ration boxes, 24 meals", 40, Unit::Box));
    Waybill {
        mark: mark(0xa7),
        givers: vec!["قيادة الإمداد للدولة المانحة".to_owned()],
        receivers: vec!["Armée de l’État bénéficiaire".to_owned()],
        sites: vec!["Depot Reggane".to_owned()],
        consignments: vec![(id("cons-11-DZ-01"), id("pledge-2013-1"))],
        march: Some(March {
            convoy: id("11-DZ-01"),
            credits: vec![id("11-DZ-01")],
            commander: id("dz-log/convoy"),
            vehicles: ["truck-03", "truck-04"].map(id).to_vec(),
            route: ["seg-reggane-bbm", "seg-bbm-khalil", "seg-khalil-tessalit"].map(str::to_owned).to_vec(),
            stops: [
                ("Reggane", "2013-02-11T05:00:00Z"),
                ("برج باجي مختار", "2013-02-11T16:20:00Z"),
                ("In Khalil", "2013-02-12T10:40:00Z"),
            ]
            .map(|(place, due)| Stop { place: place.to_owned(), due: at(due), clear: at(due).plus_seconds(1_500) })
            .to_vec(),
        }),
        loads: vec![
            Load { vehicle: Some(id("truck-03")), packages: packages.to_vec(), goods: vec![cartridges, radios] },
            Load { vehicle: Some(id("truck-04")), packages: Vec::new(), goods: filler.collect() },
            Load {
                vehicle: None,
                packages: Vec::new(),
                goods: vec![Goods {
                    serials: serials("APC", 6),
                    ..goods("apc", "Armoured troop carrier", 6, Unit::Each)
                }],
            },
        ],
    }
}

pub(crate) fn certificate(answered: bool, lines: u32) -> Certificate {
    let line = |item: &str, name: &str, unit, offered, counted: u64| HandedLine {
        item: id(item),
        name: name.to_owned(),
        unit: Some(unit),
        lot: None,
        offered: many(offered),
        counted: answered.then(|| many(counted)),
        uncounted: many(0),
        reason: None,
        note: None,
        listed: Vec::new(),
        seen: Vec::new(),
    };
    let mut all = vec![
        HandedLine {
            lot: Some(id("LOT-2012-07")),
            reason: answered.then_some("short"),
            note: answered.then(|| "Deux caisses de moins que sur la liste ; scellés intacts".to_owned()),
            ..line("cartridge-762", "خراطيش 7.62 مم، صندوق", Unit::Box, 120, 118)
        },
        HandedLine {
            reason: answered.then_some("over"),
            ..line("ration-box", "Ration boxes, 24 meals", Unit::Box, 800, 804)
        },
        line("diesel", "Diesel", Unit::Litre, 12_000, 12_000),
        HandedLine {
            listed: serials("APC", 6),
            seen: if answered { serials("APC", 5) } else { Vec::new() },
            reason: answered.then_some("wrong_serial"),
            ..line("apc", "Véhicule blindé de transport de troupes", Unit::Each, 6, 5)
        },
    ];
    all.extend((0..lines).map(|i| line(&format!("item-{i:03}"), "Blankets, bale of ten", Unit::Each, 10, 10)));
    let matter = |name: &str, unit, disputed, settled: Option<&str>| OpenMatter {
        mark: mark(0x3c),
        since: at("2013-02-12T13:40:00Z"),
        settled: settled.map(at),
        name: name.to_owned(),
        unit: Some(unit),
        disputed: many(disputed),
        serials: Vec::new(),
    };
    Certificate {
        offer: mark(0x5e),
        offered: at("2013-02-12T11:40:00Z"),
        giver: "قيادة الإمداد للدولة المانحة".to_owned(),
        receiver: "Armée de l’État bénéficiaire".to_owned(),
        place: "In Khalil".to_owned(),
        convoy: Some(id("11-DZ-01")),
        consignment: Some(id("cons-11-DZ-01")),
        status: if answered { "answered" } else { "open" },
        answers: answered
            .then(|| Answered { mark: mark(0x3c), when: at("2013-02-12T13:40:00Z") })
            .into_iter()
            .collect(),
        packages: vec![Package {
            tag: id("006141411234567890"),
            seal: Some(id("DZ-88-1123")),
            vehicle: Some(id("truck-03")),
        }],
        found: answered.then(seal_changed).into_iter().collect(),
        lines: all,
        matters: if answered {
            vec![
                matter("خراطيش 7.62 مم، صندوق", Unit::Box, 2, None),
                matter("Ration boxes, 24 meals", Unit::Box, 4, Some("2013-02-13T13:40:00Z")),
            ]
        } else {
            Vec::new()
        },
    }
}

fn seal_changed() -> FoundPackage {
    FoundPackage {
        tag: id("006141411234567890"),
        listed: Some(id("DZ-88-1123")),
        seen: Some(id("DZ-88-9999")),
        state: "broken",
        note: Some("الختم ليس هو المدوَّن".to_owned()),
    }
}

pub(crate) fn checks(pieces: u32) -> CheckSheet {
    let piece = |i: u32| DuePiece {
        item: id("apc"),
        name: if i.is_multiple_of(2) { "ناقلة جنود مصفحة" } else { "Armoured troop carrier" }.to_owned(),
        serial: id(&format!("APC-2012-{i:04}")),
        pledge: id("pledge-2013-1"),
        accepted: at("2013-02-12T13:40:00Z"),
        due: at("2013-03-14T13:40:00Z"),
        overdue: i < 4,
    };
    CheckSheet {
        site: id("depot-gao"),
        name: "مستودع غاو".to_owned(),
        party: id("ml-army"),
        by: "Army of the recipient state".to_owned(),
        at: at("2013-03-20T08:00:00Z"),
        results: vec!["present", "absent", "damaged", "not_shown"],
        methods: vec!["scan", "photo", "typed", "witnessed"],
        obstacles: vec!["unsafe", "refused", "deployed", "in_repair", "unreadable", "other"],
        pieces: (1..=pieces).map(piece).collect(),
    }
}

/// A plan of two columns: one that is ordered, over two days, and one that is not.
pub(crate) fn orders(vehicles: u32) -> Orders {
    Orders {
        plan: Digest::new([0xea; 32]),
        by: "قيادة الإمداد للدولة المانحة".to_owned(),
        receiver: "Armée de l’État bénéficiaire".to_owned(),
        situation: "Of 7 stretches 5 are open.".to_owned(),
        task: "Bring the goods to In Khalil.".to_owned(),
        measures: vec!["No column marches faster than 40 km/h.".to_owned()],
        columns: vec![ordered(vehicles), OrderedColumn { loads: Vec::new(), ..waiting() }],
    }
}

fn ordered(vehicles: u32) -> OrderedColumn {
    let point = |place: &str, kind, due: &str| TimedPoint {
        place: place.to_owned(),
        kind,
        timed: kind != "passage",
        due: at(due),
        clear: at(due).plus_seconds(310),
    };
    OrderedColumn {
        convoy: id("11-DZ-01"),
        credit: id("11-DZ-01"),
        ordered: Some(mark(0xa7)),
        credited: Some(mark(0xa8)),
        commander: Some(id("dz-log/convoy")),
        order: vec![
            marching(1, 1, Some("escort-01"), "escort"),
            marching(2, 1, Some("truck-01"), "carrier"),
            marching(3, 2, Some("truck-02"), "carrier"),
            Marching { count: 4, ..marching(4, 2, None, "goods") },
            marching(8, 2, Some("crane-01"), "recovery"),
        ],
        vehicles: 15,
        from: "Depot Reggane".to_owned(),
        crossing: "معبر الخليل".to_owned(),
        length: Metres::new(656_300),
        rate: Kmh::new(35),
        road_space: Metres::new(2_426),
        pass_time: Deciseconds::new(3_100),
        route: ["seg-reggane-bbm", "seg-bbm-khalil"].map(str::to_owned).to_vec(),
        points: vec![
            point("Depot Reggane", "start", "2013-02-11T05:00:00Z"),
            point("برج باجي مختار", "passage", "2013-02-12T09:52:33Z"),
            point("معبر الخليل", "release", "2013-02-12T10:10:54Z"),
        ],
        back: Some(point("Depot Reggane", "return", "2013-02-13T16:40:00Z")),
        halts: vec![PlannedHalt {
            place: "Tanezrouft km 450".to_owned(),
            from: at("2013-02-11T17:25:51Z"),
            to: at("2013-02-12T05:00:00Z"),
            cause: "daylight only; it begins at 06:00".to_owned(),
        }],
        loads: (1..=vehicles).map(planned_load).collect(),
    }
}

fn marching(number: u64, packet: u32, vehicle: Option<&str>, role: &'static str) -> Marching {
    Marching { number, serial: 1, packet, vehicle: vehicle.map(id), count: 1, role }
}

fn waiting() -> OrderedColumn {
    let before = ordered(0);
    let points = before.points.iter().map(|point| TimedPoint {
        due: point.due.plus_seconds(-3_600),
        clear: point.clear.plus_seconds(-3_600),
        ..point.clone()
    });
    OrderedColumn {
        convoy: id("11-DZ-02"),
        credit: id("11-DZ-02"),
        ordered: None,
        credited: None,
        commander: None,
        order: Vec::new(),
        points: points.collect(),
        back: None,
        halts: Vec::new(),
        ..before
    }
}

fn planned_load(number: u32) -> PlannedLoad {
    let hazard = Hazard { un: 12, class: "1.4".to_owned(), group: Some("S".to_owned()), net_explosive: None };
    let known = |hazard| Some(Known { unit: Unit::Box, mass: Grams::new(12_500), hazard });
    PlannedLoad {
        vehicle: Some(id(&format!("truck-{number:02}"))),
        goods: vec![
            PlannedGoods {
                item: Some(id("cartridge-762")),
                name: "Cartouches 7,62 mm, caisse".to_owned(),
                quantity: many(120),
                towed: false,
                known: known(Some(hazard)),
            },
            PlannedGoods {
                item: Some(id("ration-box")),
                name: "وجبات ميدانية، صندوق".to_owned(),
                quantity: many(40),
                towed: true,
                known: known(None),
            },
            PlannedGoods { item: None, name: String::new(), quantity: many(3), towed: false, known: None },
        ],
        counts_as: vec!["1.4S".to_owned()],
        rules: vec!["ADR 7.5.2.1 (a)".to_owned(), "49 CFR 177.848(f)".to_owned()],
    }
}
