//! Mali and its neighbours in 2012: places, roads and dated closures of borders, as FabFlee has them
//! (`config_files/mali2012`, BSD-3), and which way is shortest on a day, reckoned anew from these files alone.

#![allow(dead_code, reason = "each test that includes this file uses a part of it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The files.
pub(crate) struct Mali {
    /// Identifier to longitude, latitude, country.
    places: BTreeMap<String, (f64, f64, String)>,
    roads: Vec<(String, String, u64)>,
    /// Two countries, first day shut, first day open again.
    closures: Vec<[String; 2]>,
    days: Vec<(u32, u32)>,
}

/// A border that is shut for some days.
pub(crate) struct Closure {
    pub(crate) crossings: Vec<String>,
    pub(crate) from: u32,
    pub(crate) until: u32,
}

/// Day 0 is 29 February 2012.
pub(crate) fn moment(day: u32, hour: u32) -> String {
    let months = [("02", 29, 29), ("03", 31, 1), ("04", 30, 1), ("05", 31, 1)];
    let mut left = day;
    for (month, last, first) in months {
        let has = last - first + 1;
        if left < has {
            return format!("2012-{month}-{:02}T{hour:02}:00:00Z", first + left);
        }
        left -= has;
    }
    panic!("day {day} lies after May")
}

/// The files beside the checkout, where they are.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(crate) fn read() -> Option<Mali> {
    let folder = "shared/data/fabflee/mali2012";
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let Some(folder) = above.map(|above| above.join(folder)).find(|folder| folder.is_dir()) else {
        println!("skipped: ../shared is not beside the checkout");
        return None;
    };
    let rows = |name: &str| -> Vec<Vec<String>> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
        lines.map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
    };
    assert!(std::fs::read_to_string(folder.join("sim_period.csv")).unwrap().contains("StartDate,2012-02-29"));
    let place = |row: &Vec<String>| {
        let (latitude, longitude): (f64, f64) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        (row[0].to_lowercase(), (longitude, latitude, row[2].clone()))
    };
    let road = |row: &Vec<String>| (row[0].to_lowercase(), row[1].to_lowercase(), row[2].parse().unwrap());
    let closures = rows("closures.csv");
    Some(Mali {
        places: rows("locations.csv").iter().map(place).collect(),
        roads: rows("routes.csv").iter().map(road).collect(),
        closures: closures.iter().map(|row| [row[1].clone(), row[2].clone()]).collect(),
        days: closures.iter().map(|row| (row[3].parse().unwrap(), row[4].parse().unwrap())).collect(),
    })
}

impl Mali {
    fn country(&self, place: &str) -> &str {
        &self.places[place].2
    }

    /// Whether a road crosses a border.
    fn border(&self, (from, to, _): &(String, String, u64)) -> Option<[&str; 2]> {
        let countries = [self.country(from), self.country(to)];
        (countries[0] != countries[1]).then_some(countries)
    }

    /// Every crossing: one in the middle of each road from country to country.
    pub(crate) fn crossings(&self) -> Vec<String> {
        self.roads.iter().filter(|road| self.border(road).is_some()).map(crossing).collect()
    }

    /// Every closure, with the crossings that it shuts.
    pub(crate) fn closures(&self) -> Vec<Closure> {
        let between = |closed: &[String; 2]| {
            let shut = self.roads.iter().filter(|road| {
                self.border(road).is_some_and(|has| has.iter().all(|country| closed.iter().any(|one| one == country)))
            });
            shut.map(crossing).collect()
        };
        let closures = self.closures.iter().zip(&self.days);
        closures
            .map(|(closed, (from, until))| Closure { crossings: between(closed), from: *from, until: *until })
            .collect()
    }

    /// Whether a crossing is shut on a day.
    pub(crate) fn is_shut(&self, at: &str, day: u32) -> bool {
        let holds = |closure: &Closure| (closure.from..closure.until).contains(&day);
        self.closures().iter().any(|closure| holds(closure) && closure.crossings.iter().any(|one| one == at))
    }

    /// Places of another country than Mali.
    pub(crate) fn abroad(&self) -> impl Iterator<Item = &str> {
        self.places.iter().filter(|(_, place)| place.2 != "Mali").map(|(name, _)| name.as_str())
    }

    /// Kilometres of the shortest way on a day: every road is tried until nothing is shortened any more.
    pub(crate) fn kilometres(&self, from: &str, to: &str, day: u32) -> Option<u64> {
        let open = |road: &&(String, String, u64)| self.border(road).is_none() || !self.is_shut(&crossing(road), day);
        let roads: Vec<_> = self.roads.iter().filter(open).collect();
        let mut reached: BTreeMap<&str, u64> = BTreeMap::from([(from, 0)]);
        loop {
            let before = reached.clone();
            for (a, b, length) in &roads {
                for (a, b) in [(a, b), (b, a)] {
                    if let Some(so_far) = reached.get(a.as_str()).copied() {
                        let there = reached.entry(b.as_str()).or_insert(u64::MAX);
                        *there = (*there).min(so_far + length);
                    }
                }
            }
            if before == reached {
                return reached.get(to).copied();
            }
        }
    }

    /// The places as `network import` reads them.
    #[expect(clippy::float_arithmetic, reason = "a crossing lies half-way on the map")]
    pub(crate) fn places_csv(&self) -> String {
        let mut csv = "place,kind,lon,lat,name_en,name_fr,name_ar\n".to_owned();
        for (name, (lon, lat, _)) in &self.places {
            let _ = writeln!(csv, "{name},town,{lon:.5},{lat:.5},{name},{name},");
        }
        for road in self.roads.iter().filter(|road| self.border(road).is_some()) {
            let (a, b) = (&self.places[&road.0], &self.places[&road.1]);
            let _ = writeln!(csv, "{},crossing,{:.5},{:.5},,,", crossing(road), (a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        }
        csv
    }

    /// The roads as `network import` reads them: those over a border in two halves.
    pub(crate) fn roads_csv(&self) -> String {
        let mut csv = "segment,from,to,length_m,surface,speed_kmh\n".to_owned();
        for road in &self.roads {
            let (from, to, km) = road;
            if self.border(road).is_some() {
                let at = crossing(road);
                let _ = writeln!(csv, "{from}--{at},{from},{at},{},gravel,60", km * 500);
                let _ = writeln!(csv, "{at}--{to},{at},{to},{},gravel,60", km * 500);
            } else {
                let _ = writeln!(csv, "{from}--{to},{from},{to},{},gravel,60", km * 1000);
            }
        }
        csv
    }
}

fn crossing((from, to, _): &(String, String, u64)) -> String {
    format!("x-{from}-{to}")
}
