//! Vehicles: what a road has to bear, how fast they go on it, and what they burn.
//!
//! Profiles are data, `data/vehicles.toml` by default; its figures are illustrative. A limit that
//! a road does not name does not bind.

use roads::{Access, Road, RoadClass, Season, Surface, TrackGrade};
use serde::Deserialize;
use serde::de::Error;
use std::collections::BTreeMap;
use units::{Grams, Kmh, Metres, Millilitres, Millimetres};

/// Longest file of vehicle profiles accepted, in bytes: some hundred profiles.
pub const VEHICLES_BYTES_MAX: usize = 64 << 10;

/// The profiles that come with the program.
pub const VEHICLES: &str = include_str!("../data/vehicles.toml");

/// One kind of vehicle. A column goes by the profile of its least able vehicle.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// Mass as loaded.
    pub mass_g: Grams,
    /// Heaviest axle as loaded.
    pub axle_g: Grams,
    /// Height as loaded.
    pub height_mm: Millimetres,
    /// Width.
    pub width_mm: Millimetres,
    /// Length, with its trailer.
    pub length_mm: Millimetres,
    /// Military load class (STANAG 2021).
    pub load_class: u16,
    /// Softest track it manages, OpenStreetMap grade 1 to 5.
    pub softest_grade: u8,
    /// Whether it may go through fords.
    pub fords: bool,
    /// What it does on each surface; a surface that is not named bars it.
    #[serde(deserialize_with = "by_surface")]
    pub on: BTreeMap<Surface, Going>,
}

fn by_surface<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<BTreeMap<Surface, Going>, D::Error> {
    let named = BTreeMap::<String, Going>::deserialize(reader)?;
    let surface = |(name, going): (String, Going)| match Surface::read(&name) {
        Some(surface) => Ok((surface, going)),
        None => Err(D::Error::custom(format!("`{name}` is no surface; it is one of paved, gravel, track, sand"))),
    };
    named.into_iter().map(surface).collect()
}

/// How a vehicle goes on one surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Going {
    /// Fastest it goes.
    pub kmh: Kmh,
    /// Fuel for a kilometre.
    pub ml_per_km: Millilitres,
}

/// Why a vehicle may not use a road: the limit, and what the vehicle has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// It is too heavy.
    Mass {
        /// What the road bears.
        limit: Grams,
        /// What the vehicle weighs.
        vehicle: Grams,
    },
    /// An axle is too heavy.
    Axle {
        /// What the road bears.
        limit: Grams,
        /// What the axle weighs.
        vehicle: Grams,
    },
    /// It is too high.
    Height {
        /// Room there is.
        limit: Millimetres,
        /// Room it needs.
        vehicle: Millimetres,
    },
    /// It is too wide.
    Width {
        /// Room there is.
        limit: Millimetres,
        /// Room it needs.
        vehicle: Millimetres,
    },
    /// It is too long.
    Length {
        /// Room there is.
        limit: Millimetres,
        /// Room it needs.
        vehicle: Millimetres,
    },
    /// Its load class is too high.
    LoadClass {
        /// What the bridge is posted with.
        limit: u16,
        /// What the vehicle has.
        vehicle: u16,
    },
    /// It cannot go on that surface.
    Surface(Surface),
    /// The track is too soft.
    Grade {
        /// Grade of the track.
        track: u8,
        /// Softest grade it manages.
        vehicle: u8,
    },
    /// It may not go through fords.
    Ford,
    /// The road can be driven only in that season, which is not the one asked about.
    Season(Season),
    /// The road is private.
    Private,
}

/// Why a file holds no vehicle profiles.
#[derive(Debug, thiserror::Error)]
pub enum VehiclesError {
    /// Too long to be one.
    #[error("the file of vehicle profiles has {bytes} bytes, at most {VEHICLES_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not the form that is expected.
    #[error("the file of vehicle profiles could not be read")]
    Form(#[source] toml::de::Error),
    /// A speed or a grade that means nothing.
    #[error("vehicle `{vehicle}`: {problem}")]
    Value {
        /// The profile's name.
        vehicle: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// Reads profiles: a table per vehicle, with a table `on` per surface it can go on.
pub fn read_vehicles(text: &str) -> Result<BTreeMap<String, Vehicle>, VehiclesError> {
    if text.len() > VEHICLES_BYTES_MAX {
        return Err(VehiclesError::TooLong { bytes: text.len() });
    }
    let vehicles: BTreeMap<String, Vehicle> = toml::from_str(text).map_err(VehiclesError::Form)?;
    for (name, vehicle) in &vehicles {
        let fault = |problem| Err(VehiclesError::Value { vehicle: name.clone(), problem });
        if vehicle.on.is_empty() {
            return fault("goes on no surface; name one, such as [NAME.on.paved]");
        }
        if vehicle.on.values().any(|going| going.kmh == Kmh::ZERO || going.kmh > roads::SPEED_MAX) {
            return fault("a speed on a surface is 1 to 200 km/h");
        }
        if TrackGrade::new(vehicle.softest_grade).is_none() {
            return fault("softest_grade is 1 (paved) to 5 (soft ground)");
        }
    }
    Ok(vehicles)
}

impl Vehicle {
    /// Its speed on a road whose own speed is given, or the first limit it breaks.
    ///
    /// `season` is the one asked about: a road that is only driven in another, or in one when
    /// none is asked about, bars.
    pub fn on(&self, road: &Road, surface: Surface, speed: Kmh, season: Season) -> Result<Kmh, Barred> {
        self.fits(road)?;
        if road.season != Season::Always && road.season != season {
            return Err(Barred::Season(road.season));
        }
        if let Some(grade) = road.grade
            && grade.get() > self.softest_grade
        {
            return Err(Barred::Grade { track: grade.get(), vehicle: self.softest_grade });
        }
        let going = self.on.get(&surface).ok_or(Barred::Surface(surface))?;
        // A ferry carries what could not drive there.
        Ok(if road.class == RoadClass::Ferry { speed } else { speed.min(going.kmh) })
    }

    /// Fuel for a length of one surface, rounded up; none where it cannot go.
    pub fn fuel(&self, surface: Surface, length: Metres) -> Millilitres {
        let per_km = self.on.get(&surface).map_or(0, |going| going.ml_per_km.get());
        Millilitres::new(per_km.saturating_mul(length.get()).div_ceil(1000))
    }

    fn fits(&self, road: &Road) -> Result<(), Barred> {
        if road.access == Access::Private {
            return Err(Barred::Private);
        }
        if road.ford && !self.fords {
            return Err(Barred::Ford);
        }
        if let Some(limit) = exceeded(road.mass_max, self.mass_g) {
            return Err(Barred::Mass { limit, vehicle: self.mass_g });
        }
        if let Some(limit) = exceeded(road.axle_max, self.axle_g) {
            return Err(Barred::Axle { limit, vehicle: self.axle_g });
        }
        if let Some(limit) = exceeded(road.height_max, self.height_mm) {
            return Err(Barred::Height { limit, vehicle: self.height_mm });
        }
        if let Some(limit) = exceeded(road.width_max, self.width_mm).or(exceeded(road.width, self.width_mm)) {
            return Err(Barred::Width { limit, vehicle: self.width_mm });
        }
        if let Some(limit) = exceeded(road.length_max, self.length_mm) {
            return Err(Barred::Length { limit, vehicle: self.length_mm });
        }
        match exceeded(road.load_class, self.load_class) {
            Some(limit) => Err(Barred::LoadClass { limit, vehicle: self.load_class }),
            None => Ok(()),
        }
    }
}

/// The limit, where there is one and it is exceeded.
fn exceeded<T: Ord + Copy>(limit: Option<T>, has: T) -> Option<T> {
    limit.filter(|limit| has > *limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truck() -> Vehicle {
        read_vehicles(VEHICLES).unwrap().remove("truck").unwrap()
    }

    #[test]
    fn each_limit_binds_just_where_it_is_exceeded() {
        let truck = truck();
        let (mass, height, class) = (truck.mass_g.get(), truck.height_mm.get(), truck.load_class);
        let judge = |road: &Road| truck.on(road, Surface::Paved, Kmh::new(50), Season::Always);
        let free = Road::default();
        assert_eq!(judge(&free), Ok(Kmh::new(50)));
        for (road, expected) in [
            (Road { mass_max: Some(Grams::new(mass)), ..free.clone() }, None),
            (
                Road { mass_max: Some(Grams::new(mass - 1)), ..free.clone() },
                Some(Barred::Mass { limit: Grams::new(mass - 1), vehicle: Grams::new(mass) }),
            ),
            (
                Road { axle_max: Some(Grams::new(1)), ..free.clone() },
                Some(Barred::Axle { limit: Grams::new(1), vehicle: truck.axle_g }),
            ),
            (Road { height_max: Some(Millimetres::new(height)), ..free.clone() }, None),
            (
                Road { height_max: Some(Millimetres::new(height - 1)), ..free.clone() },
                Some(Barred::Height { limit: Millimetres::new(height - 1), vehicle: Millimetres::new(height) }),
            ),
            (
                Road { width: Some(Millimetres::new(2000)), ..free.clone() },
                Some(Barred::Width { limit: Millimetres::new(2000), vehicle: truck.width_mm }),
            ),
            (
                Road { length_max: Some(Millimetres::new(7000)), ..free.clone() },
                Some(Barred::Length { limit: Millimetres::new(7000), vehicle: truck.length_mm }),
            ),
            (
                Road { load_class: Some(class - 1), ..free.clone() },
                Some(Barred::LoadClass { limit: class - 1, vehicle: class }),
            ),
            (Road { access: Access::Private, ..free.clone() }, Some(Barred::Private)),
            (Road { access: Access::Destination, ..free.clone() }, None),
            (Road { season: Season::Dry, ..free.clone() }, Some(Barred::Season(Season::Dry))),
            (
                Road { grade: TrackGrade::new(5), ..free.clone() },
                Some(Barred::Grade { track: 5, vehicle: truck.softest_grade }),
            ),
        ] {
            assert_eq!(judge(&road).err(), expected, "{road:?}");
        }
        let dry = Road { season: Season::Dry, ..free };
        assert!(truck.on(&dry, Surface::Paved, Kmh::new(50), Season::Dry).is_ok());
        assert!(truck.on(&dry, Surface::Paved, Kmh::new(50), Season::Wet).is_err());
    }

    #[test]
    fn the_slower_of_road_and_vehicle_counts_and_fuel_is_rounded_up() {
        let truck = truck();
        let road = Road::default();
        let sand = truck.on[&Surface::Sand];
        assert_eq!(truck.on(&road, Surface::Sand, Kmh::new(120), Season::Always), Ok(sand.kmh));
        assert_eq!(truck.on(&road, Surface::Sand, Kmh::new(3), Season::Always), Ok(Kmh::new(3)));
        let per_km = truck.on[&Surface::Paved].ml_per_km.get();
        assert_eq!(truck.fuel(Surface::Paved, Metres::new(1000)), Millilitres::new(per_km));
        assert_eq!(truck.fuel(Surface::Paved, Metres::new(1)), Millilitres::new(1));
        let mut paved_only = truck;
        paved_only.on.remove(&Surface::Sand);
        assert_eq!(
            paved_only.on(&road, Surface::Sand, Kmh::new(9), Season::Always),
            Err(Barred::Surface(Surface::Sand))
        );
    }

    #[test]
    fn a_profile_that_means_nothing_is_refused() {
        let text = VEHICLES.replacen("softest_grade = 4", "softest_grade = 9", 1);
        let error = read_vehicles(&text).unwrap_err().to_string();
        assert!(error.ends_with("softest_grade is 1 (paved) to 5 (soft ground)"), "{error}");
        assert!(matches!(read_vehicles("x = 1"), Err(VehiclesError::Form(_))));
        assert!(matches!(read_vehicles(&" ".repeat(70_000)), Err(VehiclesError::TooLong { bytes: 70_000 })));
    }
}
