//! Names of places on one node: those that are matched in texts, and pick lists for a person.

use crate::node::{Node, NodeError};
use crate::ports::StoreError;
use reader::{Gazetteer, GazetteerError, Nearness, NewPlace, Pick, PicklistError, PlaceFault, Spelling, read_picklist};

/// The document with rows that the user added to the gazetteer.
const ADDED: &str = "places/added.csv";

/// Documents under this prefix are extracts of GeoNames, by name.
const PICKLISTS: &str = "places/pick/";

/// Why places cannot be found or added.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// The table is at fault.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// An extract is at fault.
    #[error(transparent)]
    Picklist(#[from] PicklistError),
    /// The place cannot be added.
    #[error(transparent)]
    Place(#[from] PlaceFault),
    /// No imported extract has that number.
    #[error("no imported extract has the GeoNames number {id}")]
    NoPick {
        /// As given.
        id: u64,
    },
    /// What is kept is not UTF-8.
    #[error("`{name}` is not UTF-8")]
    NotUtf8 {
        /// Which.
        name: String,
    },
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

impl From<StoreError> for PlacesError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

/// A place that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Its key, where texts are matched with it.
    pub key: Option<String>,
    /// The place of an extract otherwise.
    pub pick: Option<Pick>,
    /// The name that fits.
    pub name: String,
    /// How near it is.
    pub nearness: Nearness,
}

/// Places offered at most.
pub const OFFERED_MAX: usize = 20;

impl Node {
    /// The names that are matched in texts on this node: the shipped ones and those added.
    pub fn gazetteer(&self) -> Result<Gazetteer, PlacesError> {
        Ok(Gazetteer::with_rows(&self.places(ADDED)?)?)
    }

    /// Adds a place whose names are matched in texts from now on.
    pub fn add_place(&mut self, place: &NewPlace) -> Result<Gazetteer, PlacesError> {
        let row = self.gazetteer()?.row(place)?;
        let rows = format!("{}{row}\n", self.places(ADDED)?);
        let gazetteer = Gazetteer::with_rows(&rows)?;
        self.store_mut().keep(&[(ADDED.to_owned(), rows.into_bytes())])?;
        Ok(gazetteer)
    }

    /// Keeps an extract for the pick list, in place of one of that name; answers how many places it has.
    pub fn import_picklist(&mut self, name: &str, text: &str) -> Result<usize, PlacesError> {
        let places = read_picklist(text)?.len();
        self.store_mut().keep(&[(format!("{PICKLISTS}{name}"), text.as_bytes().to_vec())])?;
        Ok(places)
    }

    /// The place of an imported extract with that number.
    pub fn pick(&self, id: u64) -> Result<Pick, PlacesError> {
        for picks in self.picklists()? {
            if let Some(pick) = picks.into_iter().find(|pick| pick.id == id) {
                return Ok(pick);
            }
        }
        Err(PlacesError::NoPick { id })
    }

    /// Places near a name in any spelling: of the gazetteer first, then of the extracts.
    pub fn find_places(&self, name: &str) -> Result<Vec<Offered>, PlacesError> {
        let asked = Spelling::new(name);
        let gazetteer = self.gazetteer()?;
        let known = gazetteer.near(&asked).into_iter().map(|(key, name, nearness)| Offered {
            key: Some(key.to_string()),
            pick: None,
            name: name.to_owned(),
            nearness,
        });
        let mut all: Vec<Offered> = known.collect();
        for picks in self.picklists()? {
            all.extend(picks.into_iter().filter_map(|pick| {
                let (nearness, name) = pick.nearness(&asked)?;
                Some(Offered { key: None, name: name.to_owned(), nearness, pick: Some(pick) })
            }));
        }
        all.sort_by_key(|one| (one.nearness, one.key.is_none(), one.pick.as_ref().map(|pick| pick.id)));
        all.truncate(OFFERED_MAX);
        Ok(all)
    }

    fn picklists(&self) -> Result<Vec<Vec<Pick>>, PlacesError> {
        let names = self.store().documents(PICKLISTS)?;
        names.iter().map(|name| Ok(read_picklist(&self.places(name)?)?)).collect()
    }

    fn places(&self, name: &str) -> Result<String, PlacesError> {
        let bytes = self.store().document(name)?.unwrap_or_default();
        String::from_utf8(bytes).map_err(|_| PlacesError::NotUtf8 { name: name.to_owned() })
    }
}
