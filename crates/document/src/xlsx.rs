//! SpreadsheetML: each sheet becomes one table, every cell with the text that Excel shows for it.
//! Formulas are not computed; their stored results are read. What a table means is not known here.

mod order;
mod sheet;
mod strings;
mod styles;
mod traces;

use std::collections::HashMap;
use std::sync::Arc;

use mingsuan_model::Place;

use self::strings::SharedStrings;
use crate::archive::Archive;
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_SHEETS};
use crate::package;
use crate::trace::Traces;
use crate::workbook::NumberFormat;
use crate::xml::{Token, Xml, is_off};

/// Which digits of a number are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Those that Excel shows.
    Shown,
    /// All that are stored.
    Stored,
}

/// What is read of a workbook.
pub(crate) struct Selection<'a> {
    pub(crate) numbers: Numbers,
    /// Whether a sheet is read, by its name.
    pub(crate) wants_sheet: &'a dyn Fn(&str) -> bool,
}

/// What the sheets of a workbook share.
struct Workbook {
    strings: SharedStrings,
    formats: Vec<NumberFormat>,
    /// Dates count from 1904 instead of 1900.
    is_1904: bool,
}

struct SheetEntry {
    name: Arc<str>,
    relation: String,
    is_hidden: bool,
}

struct Relation {
    kind: String,
    part: String,
}

/// Reads the container; `part` is the name of its main part.
pub(crate) fn read(archive: &mut Archive<'_>, part: &str, selection: &Selection<'_>) -> Result<Document, ReadError> {
    let relations = relations(archive, part)?;
    let (entries, is_1904) = sheets(part, &archive.required_text(part)?)?;
    let part_of = |kind: &str, name: &str| {
        let found = relations.values().find(|relation| relation.kind == kind);
        found.map_or_else(|| resolve(part, name), |relation| relation.part.clone())
    };
    let (strings_part, styles_part) = (part_of("sharedStrings", "sharedStrings.xml"), part_of("styles", "styles.xml"));
    let strings = match archive.text(&strings_part)? {
        Some(text) => SharedStrings::read(&strings_part, &text)?,
        None => SharedStrings::default(),
    };
    let mut formats = match archive.text(&styles_part)? {
        Some(text) => styles::read(&styles_part, &text)?,
        None => Vec::new(),
    };
    if selection.numbers == Numbers::Stored {
        formats.iter_mut().for_each(NumberFormat::keep_digits);
    }
    let workbook = Workbook { strings, formats, is_1904 };
    let mut document = Document::new(Format::Xlsx);
    let (mut budget, mut traces) = (Budget::default(), Traces::default());
    let mut links = HashMap::new();
    for (entry, ordinal) in entries.into_iter().zip(1..) {
        let Some(relation) = relations.get(&entry.relation) else {
            continue;
        };
        if relation.kind != "worksheet" || !(selection.wants_sheet)(&entry.name) {
            continue;
        }
        let text = archive.required_text(&relation.part)?;
        let place = Place { sheet: Some(entry.name.clone()), table: Some(ordinal), ..Place::default() };
        let (sheet, own_links) = sheet::read(&relation.part, &text, &workbook, &mut budget)?;
        links.insert(entry.name.clone(), own_links);
        sheet.finish(&place, entry.is_hidden, &mut document)?;
        let comments = traces::comments(archive, &relation.part, &place, &mut traces);
        package::note_failure(comments, &relation.part, &mut document.issues);
    }
    // A form is read sheet by sheet; a document in the order in which it is meant to be read.
    if selection.numbers == Numbers::Shown {
        document.blocks = order::ordered(std::mem::take(&mut document.blocks), links);
    }
    package::collect(archive, &mut traces, &mut document.issues);
    traces.finish_into(&mut document);
    Ok(document)
}

/// The sheets in their order, and whether dates count from 1904.
fn sheets(part: &str, text: &str) -> Result<(Vec<SheetEntry>, bool), ReadError> {
    let (mut entries, mut is_1904) = (Vec::new(), false);
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Token::Start(element) if element.name() == "sheet" => entries.push(SheetEntry {
                name: element.attribute("name").unwrap_or_default().into(),
                relation: element
                    .qualified_attribute("r:id")
                    .or_else(|| element.attribute("id"))
                    .unwrap_or_default()
                    .into(),
                is_hidden: element.attribute("state").is_some_and(|state| state != "visible"),
            }),
            Token::Start(element) if element.name() == "workbookPr" => {
                is_1904 = element.attribute("date1904").is_some_and(|value| !is_off(&value));
            }
            Token::Eof if entries.len() > MAX_SHEETS => {
                return Err(ReadError::TooLarge { what: "工作表", limit: format!("{MAX_SHEETS} 个") });
            }
            Token::Eof if entries.is_empty() => return Err(ReadError::malformed(part, "没有工作表")),
            Token::Eof => return Ok((entries, is_1904)),
            _ => {}
        }
    }
}

/// The relationships of the main part, by their ids.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<HashMap<String, Relation>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let text = archive.required_text(name.trim_start_matches('/'))?;
    let mut relations = HashMap::new();
    let mut xml = Xml::new(&name, &text);
    loop {
        match xml.next()? {
            Token::Start(element) if element.name() == "Relationship" => {
                let [id, kind, target] = ["Id", "Type", "Target"].map(|key| element.attribute(key).unwrap_or_default());
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id.into_owned(), Relation { kind, part: resolve(part, &target) });
            }
            Token::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The name of a part that a relationship of another part points to.
fn resolve(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in target.split('/') {
        match segment {
            ".." => drop(segments.pop()),
            "." => {}
            other => segments.push(other),
        }
    }
    segments.join("/")
}
