//! A workbook with notes at the cells and their grounds coloured: values, formulas and whatever else is in it stay.
//! How notes are drawn is in `xlsx_notes.rs`, how cells are coloured in `xlsx_fills.rs`.

use std::collections::BTreeMap;

use mingsuan_model::Finding;
use mingsuan_model::place::column_letters;

use super::AnnotatedCopy;
use super::note::{colour, note, note_with_place, places};
use super::parts::{Parts, attribute, damaged, related, relations_of, replaced, resolved, tags};
use super::xlsx_fills::Fills;
use super::xlsx_notes;
use crate::error::WriteError;
use crate::report::Lang;

/// The note of a cell: its text, and the colour of its ground.
pub(super) struct Noted {
    pub(super) text: String,
    pub(super) colour: Option<[u8; 3]>,
}

/// The notes of a sheet by row and column, from 1.
pub(super) type Notes = BTreeMap<(u32, u32), Noted>;

/// Characters that Excel takes in a note.
const LONGEST: usize = 30_000;

/// Marks a workbook.
pub(super) fn annotate(bytes: &[u8], findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let mut parts = Parts::open(bytes)?;
    let sheets = sheets(&mut parts)?;
    let mut of_sheet: BTreeMap<usize, Notes> = BTreeMap::new();
    let mut loose = Vec::new();
    for (ordinal, finding) in by_severity(findings) {
        let mut is_marked = false;
        for place in places(finding) {
            let sheet = sheets.iter().position(|(name, _)| place.sheet.as_deref() == Some(name));
            if let (Some(sheet), Some(row), Some(column)) = (sheet, place.row, place.column) {
                add(of_sheet.entry(sheet).or_default(), (row, column), &note(finding, lang), Some(colour(finding)));
                is_marked = true;
            }
        }
        if !is_marked {
            loose.push(ordinal);
        }
    }
    loose.sort_unstable();
    for ordinal in &loose {
        let text = note_with_place(&findings[*ordinal], lang);
        add(of_sheet.entry(0).or_default(), (1, 1), &text, None);
    }
    let mut fills = Fills::open(&mut parts, &sheets_part())?;
    for (sheet, notes) in of_sheet {
        let (_, part) = &sheets[sheet];
        let xml = parts.text(part)?.ok_or_else(|| damaged(&"缺少工作表"))?;
        let coloured = coloured(&xml, &notes, &mut fills);
        let whole = xlsx_notes::add(&mut parts, part, coloured, &notes, sheet)?;
        parts.put(part, whole);
    }
    fills.put(&mut parts);
    Ok(AnnotatedCopy { extension: "xlsx", bytes: parts.finish()?, unplaced: loose, remark: None })
}

/// The findings with the worst first: it colours the cell.
fn by_severity(findings: &[Finding]) -> Vec<(usize, &Finding)> {
    let mut all: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse((finding.waived.is_none(), finding.severity)));
    all
}

fn add(notes: &mut Notes, at: (u32, u32), text: &str, colour: Option<[u8; 3]>) {
    let noted = notes.entry(at).or_insert(Noted { text: String::new(), colour: None });
    noted.colour = noted.colour.or(colour);
    if noted.text.chars().count() + text.chars().count() < LONGEST {
        if !noted.text.is_empty() {
            noted.text.push_str("\n\n");
        }
        noted.text.push_str(text);
    }
}

fn sheets_part() -> String {
    "xl/workbook.xml".to_owned()
}

/// The sheets by name, with their parts.
fn sheets(parts: &mut Parts<'_>) -> Result<Vec<(String, String)>, WriteError> {
    let part = sheets_part();
    let workbook = parts.text(&part)?.ok_or_else(|| damaged(&"没有 xl/workbook.xml"))?;
    let relations = parts.text(&relations_of(&part))?.unwrap_or_default();
    let targets = tags(&relations, "Relationship");
    let target = |id: &str| {
        let tag = targets.iter().find(|tag| attribute(tag, "Id") == Some(id))?;
        attribute(tag, "Target").map(|target| resolved(&part, target))
    };
    let found = tags(&workbook, "sheet").into_iter().filter_map(|tag| {
        let id = attribute(tag, "r:id")?;
        Some((unescaped(attribute(tag, "name")?), target(id)?))
    });
    let found: Vec<(String, String)> = found.collect();
    if found.is_empty() { Err(damaged(&"没有找到工作表")) } else { Ok(found) }
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// A sheet with the grounds of its noted cells coloured.
fn coloured(xml: &str, notes: &Notes, fills: &mut Fills) -> String {
    let names: BTreeMap<String, [u8; 3]> = notes
        .iter()
        .filter_map(|((row, column), noted)| Some((format!("{}{row}", column_letters(*column)), noted.colour?)))
        .collect();
    let mut changes = Vec::new();
    for tag in tags(xml, "c") {
        let Some(colour) = attribute(tag, "r").and_then(|name| names.get(name)) else { continue };
        let style = attribute(tag, "s");
        let Some(filled) = fills.of(style.and_then(|style| style.parse().ok()).unwrap_or(0), *colour) else { continue };
        let changed = match style {
            Some(style) => tag.replacen(&format!(" s=\"{style}\""), &format!(" s=\"{filled}\""), 1),
            None => tag.replacen("<c", &format!("<c s=\"{filled}\""), 1),
        };
        let at = tag.as_ptr() as usize - xml.as_ptr() as usize;
        changes.push((at..at + tag.len(), changed));
    }
    replaced(xml, changes)
}

/// The part that a relation of a kind leads to.
pub(super) fn part_of(parts: &mut Parts<'_>, part: &str, kind: &str) -> Result<Option<String>, WriteError> {
    let relations = parts.text(&relations_of(part))?.unwrap_or_default();
    Ok(related(&relations, kind).map(|target| resolved(part, &target)))
}
