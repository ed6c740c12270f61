//! What the members of somebody else's GeoJSON mean: a small TOML file.

use super::{ImportError, NAME_BYTES_MAX};
use crate::parts::Surface;
use crate::road::RoadClass;

/// Longest preset accepted, in bytes.
pub const PRESET_BYTES_MAX: usize = 16 << 10;

/// Which property holds what; those that are not named are not read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// What it is called.
    pub name: String,
    /// Identifier of the segment; numbered by feature when absent.
    pub id: Option<String>,
    /// Number or name of the first end; ends are told apart by where they are when absent.
    pub from: Option<String>,
    /// The same of the last end.
    pub to: Option<String>,
    /// Country of the first end; where that of the last differs, there is a crossing between.
    pub country_from: Option<String>,
    /// Country of the last end.
    pub country_to: Option<String>,
    /// Length in metres; that of the line when absent.
    pub length_m: Option<String>,
    /// Driving time in minutes; gives the speed, before `speed_kmh`.
    pub duration_min: Option<String>,
    /// Speed in kilometres an hour.
    pub speed_kmh: Option<String>,
    /// Surface, in our words.
    pub surface: Option<String>,
    /// Class, in our words.
    pub class: Option<String>,
    /// Number of lanes.
    pub lanes: Option<String>,
    /// Whether it may be driven only from first to last end.
    pub oneway: Option<String>,
    /// Whether it is only proposed; such roads are left out, and counted.
    pub proposal: Option<String>,
    /// Ends closer than this are one place, in metres.
    #[serde(default)]
    pub snap_m: u32,
    /// Ends of one named place may lie this far apart, in metres; beyond, one of the features is at fault.
    #[serde(default = "apart")]
    pub apart_m: u32,
    /// What holds where nothing is said.
    pub otherwise: Otherwise,
}

/// What holds where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// Surface, in our words.
    #[serde(deserialize_with = "surface")]
    pub surface: Surface,
    /// Class, in our words.
    #[serde(deserialize_with = "class")]
    pub class: RoadClass,
    /// Number of lanes.
    pub lanes: u8,
    /// Speed in kilometres an hour.
    pub speed_kmh: u32,
}

/// What rounding to five decimals explains, hundredfold.
const fn apart() -> u32 {
    100
}

fn surface<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Surface, D::Error> {
    let word: String = serde::Deserialize::deserialize(from)?;
    Surface::read(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no surface")))
}

fn class<'de, D: serde::Deserializer<'de>>(from: D) -> Result<RoadClass, D::Error> {
    let word: String = serde::Deserialize::deserialize(from)?;
    RoadClass::read(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no class of road")))
}

/// Those that come with the program, by name.
const SHIPPED: [(&str, &str); 2] = [
    ("african-roads", include_str!("../../presets/african-roads.toml")),
    ("plain", include_str!("../../presets/plain.toml")),
];

impl Preset {
    /// Names of the presets that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The preset of that name that comes with the program.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Self::read(text).ok()
    }

    /// Reads a preset.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        if text.len() > PRESET_BYTES_MAX {
            return Err(ImportError::PresetLong { bytes: text.len() });
        }
        let preset: Self = toml::from_str(text).map_err(ImportError::Preset)?;
        let bytes = preset.name.len();
        if bytes > NAME_BYTES_MAX { Err(ImportError::PresetLong { bytes }) } else { Ok(preset) }
    }

    /// The shipped preset that names members by which these features can be told from others'.
    pub(crate) fn of_members(members: &serde_json::Map<String, serde_json::Value>) -> Option<Self> {
        let has = |name: &Option<String>| name.as_ref().is_none_or(|name| members.contains_key(name));
        let fits = |preset: &Self| {
            preset.from.is_some()
                && [&preset.from, &preset.to, &preset.length_m, &preset.duration_min].into_iter().all(has)
        };
        Self::names().filter_map(Self::shipped).find(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shipped_preset_is_read_under_its_name() {
        for name in Preset::names() {
            assert_eq!(Preset::shipped(name).unwrap().name, name);
        }
        assert!(Preset::shipped("other").is_none());
        assert!(matches!(Preset::read("name = \"x\"\nlength = \"m\""), Err(ImportError::Preset(_))));
        let mud = "name = \"x\"\n[otherwise]\nsurface = \"mud\"\nclass = \"track\"\nlanes = 1\nspeed_kmh = 1";
        let Err(ImportError::Preset(error)) = Preset::read(mud) else { panic!("mud is no surface") };
        assert!(error.to_string().contains("`mud` is no surface"), "{error}");
    }
}
