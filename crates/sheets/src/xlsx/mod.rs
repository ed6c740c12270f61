//! One sheet of an XLSX workbook (ECMA-376, Office Open XML, part 1).
//!
//! Read here rather than by a library, because a workbook comes from strangers: parts are unpacked within one
//! budget, a cell's address cannot overflow, no index sizes a table, and a number is taken from its text.

mod package;
mod sheet;
mod styles;

use crate::{ReadError, Sheet};
use package::{Package, Piece, attribute, pieces};

/// The sheet named, or the first that is not hidden.
pub(crate) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheet, ReadError> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let chosen = match wanted {
        Some(wanted) => book.sheets.iter().find(|sheet| sheet.name == wanted),
        None => book.sheets.iter().find(|sheet| !sheet.hidden),
    };
    let chosen = chosen.ok_or_else(|| ReadError::NoSheet {
        given: wanted.unwrap_or_default().to_owned(),
        known: book.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    })?;
    let texts = match &book.texts {
        Some(part) => sheet::shared_texts(part, &package.part(part)?)?,
        None => Vec::new(),
    };
    let days = match &book.styles {
        Some(part) => styles::days(part, &package.part(part)?)?,
        None => Vec::new(),
    };
    let given = sheet::Given { texts: &texts, days: &days, since_1904: book.since_1904 };
    let part = package.part(&chosen.part)?;
    let mut read = sheet::read(&chosen.part, &part, &given)?;
    read.name = chosen.name.clone();
    Ok(read)
}

/// What the workbook says of its parts.
#[derive(Default)]
struct Book {
    sheets: Vec<Listed>,
    texts: Option<String>,
    styles: Option<String>,
    /// Whether days are counted from 1904, as old programs on one maker's machines did.
    since_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    part: String,
}

const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

impl Book {
    fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let mut parts: Vec<(String, String)> = Vec::new();
        pieces(RELATIONS, &package.part(RELATIONS)?, |piece| {
            let Piece::Start(element) = piece else { return Ok(()) };
            let (Some(id), Some(target)) = (attribute(element, "Id")?, attribute(element, "Target")?) else {
                return Ok(());
            };
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            match attribute(element, "Type")?.as_deref().and_then(|kind| kind.rsplit('/').next()) {
                Some("sharedStrings") => book.texts = Some(part),
                Some("styles") => book.styles = Some(part),
                Some("worksheet") => parts.push((id, part)),
                Some(_) | None => {}
            }
            Ok(())
        })?;
        pieces(BOOK, &package.part(BOOK)?, |piece| {
            let Piece::Start(element) = piece else { return Ok(()) };
            match element.local_name().as_ref() {
                "workbookPr" => {
                    book.since_1904 = matches!(attribute(element, "date1904")?.as_deref(), Some("1" | "true"));
                }
                "sheet" => {
                    let id = attribute(element, "id")?.unwrap_or_default();
                    // A chart has a sheet of another sort, which holds no cells.
                    if let Some((_, part)) = parts.iter().find(|(known, _)| *known == id) {
                        let hidden = attribute(element, "state")?.is_some_and(|state| state != "visible");
                        let name = attribute(element, "name")?.unwrap_or_default();
                        book.sheets.push(Listed { name, hidden, part: part.clone() });
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(book)
    }
}
