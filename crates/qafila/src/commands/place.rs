//! `qafila place`: names of places that reports are read with, and pick lists to find them in.

use crate::args::{PlaceAddArgs, PlaceCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use app::places::{Offered, PlacesError};
use reader::{NewPlace, PICKLIST_BYTES_MAX};
use serde_json::{Value, json};
use std::path::Path;
use words::{Align, Arg};

pub(crate) fn run(context: &Context, command: PlaceCommand) -> Result<Outcome, Failure> {
    match command {
        PlaceCommand::Find { name } => find(context, &name),
        PlaceCommand::Add(args) => add(context, args),
        PlaceCommand::Import { file } => import(context, &file),
    }
}

fn find(context: &Context, name: &str) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let found = node.find_places(name)?;
    if local.json {
        local.print_json(&json!(found.iter().map(offered).collect::<Vec<_>>()));
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        return Err(Failure::user(
            local.words.say("place-none", &[("name", Arg::text(name))]),
            Some(("hint-place-import", Vec::new())),
        ));
    }
    let columns = [
        ("col-name", Align::Start),
        ("col-place", Align::Start),
        ("col-country", Align::Start),
        ("col-position", Align::Start),
        ("col-near", Align::Start),
    ];
    let mut table = show::table(&local.words, &columns);
    for one in &found {
        let near = local.words.code("nearness", one.nearness.code());
        let Offered { key, pick, name, .. } = one;
        let place = key.clone().or_else(|| pick.as_ref().map(|pick| format!("geonames {}", pick.id)));
        let country = pick.as_ref().map(|pick| format!("{} {}", pick.country, pick.feature));
        let position = pick.as_ref().map(|pick| format!("{}, {}", pick.longitude, pick.latitude));
        table.row([
            name.clone(),
            place.unwrap_or_default(),
            country.unwrap_or_default(),
            position.unwrap_or_default(),
            near,
        ]);
    }
    local.table(&table);
    Ok(Outcome::Done)
}

fn offered(one: &Offered) -> Value {
    let pick = one.pick.as_ref().map(|pick| {
        json!({
            "geoname": pick.id, "name": pick.name, "latitude": pick.latitude, "longitude": pick.longitude,
            "feature": pick.feature, "country": pick.country,
        })
    });
    json!({ "key": one.key, "name": one.name, "nearness": one.nearness.code(), "pick": pick })
}

fn add(context: &Context, args: PlaceAddArgs) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let pick = args.geoname.map(|id| node.pick(id)).transpose()?;
    let own_name = pick.iter().filter(|_| args.name.is_empty()).map(|pick| pick.name.clone());
    let place = NewPlace {
        key: args.key.to_string(),
        country: args.country.or_else(|| pick.as_ref().map(|pick| pick.country.clone())).unwrap_or_default(),
        names: own_name.chain(args.name.iter().cloned()).collect(),
        ambiguous: args.ambiguous,
        geoname: pick.map(|pick| (pick.id, pick.latitude, pick.longitude)),
    };
    let gazetteer = node.add_place(&place)?;
    if local.json {
        local.print_json(&json!({ "key": place.key, "gazetteer": gazetteer.hash() }));
    } else {
        let said = [("key", Arg::code(&place.key)), ("names", Arg::text(place.names.join(", ")))];
        local.print(&local.screen().text(&local.words.say("place-added", &said)));
    }
    Ok(Outcome::Done)
}

fn import(context: &Context, file: &Path) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(file, PICKLIST_BYTES_MAX)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::user(format!("`{}` is not UTF-8", file.display()), Some(("hint-utf8", Vec::new()))))?;
    let (mut node, _, local) = context.open()?;
    let name = file.file_name().map_or_else(|| "extract".to_owned(), |name| name.to_string_lossy().into_owned());
    let places = node.import_picklist(&name, &text)?;
    if local.json {
        local.print_json(&json!({ "file": name, "places": places }));
    } else {
        let said = [("n", places.into()), ("file", Arg::code(&name))];
        local.print(&local.screen().text(&local.words.say("place-imported", &said)));
    }
    Ok(Outcome::Done)
}

impl From<PlacesError> for Failure {
    fn from(error: PlacesError) -> Self {
        match error {
            PlacesError::Node(error) => error.into(),
            PlacesError::NoPick { .. } => Self::caused(&error, Some(("hint-place-import", Vec::new()))),
            PlacesError::Place(reader::PlaceFault::Taken { .. }) => {
                Self::caused(&error, Some(("hint-place-taken", Vec::new())))
            }
            PlacesError::Picklist(_) => Self::caused(&error, Some(("hint-place-extract", Vec::new()))),
            PlacesError::Gazetteer(_) | PlacesError::Place(_) | PlacesError::NotUtf8 { .. } => {
                Self::caused(&error, None)
            }
        }
    }
}
