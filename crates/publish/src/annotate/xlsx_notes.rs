//! The notes of a sheet: their texts, and the boxes in which Excel draws them. Notes that are there already stay.
//! What the notes say is not decided here.

use std::collections::BTreeMap;
use std::fmt::Write;

use mingsuan_model::place::column_letters;

use super::note::AUTHOR;
use super::parts::{
    Parts, Typed, attribute, before_end, damaged, declare, part_by_id, part_of, relate, relations_of, replaced, tags,
};
use super::xlsx::Notes;
use crate::error::WriteError;
use crate::markup::Markup;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Said of each shape: drawings that are there already may call these otherwise.
const NAMES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// What may stand behind the drawing of notes in a sheet, in order.
const BEHIND: [&str; 8] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

/// Adds notes to a sheet, whose XML is given; the XML that it has then.
pub(super) fn add(
    parts: &mut Parts<'_>,
    part: &str,
    sheet: String,
    notes: &Notes,
    ordinal: usize,
) -> Result<String, WriteError> {
    let comments = part_of(parts, part, "comments")?;
    let existing = comments.as_deref().map(|name| parts.text(name)).transpose()?.flatten();
    let (name, old) = match comments.zip(existing) {
        Some(both) => both,
        None => {
            let name = format!("xl/comments-mingsuan{ordinal}.xml");
            relate(parts, part, "comments", &format!("/{name}"))?;
            declare(parts, Typed::Part(&name), COMMENTS_TYPE)?;
            (name, format!("{HEAD}<comments xmlns=\"{MAIN}\"><authors/><commentList/></comments>"))
        }
    };
    parts.put(&name, with_texts(&old, notes)?);
    if let Some(tag) = tags(&sheet, "legacyDrawing").first() {
        // Headers and footers have a drawing of their own.
        let relations = parts.text(&relations_of(part))?.unwrap_or_default();
        let name = attribute(tag, "r:id").and_then(|id| part_by_id(&relations, part, id));
        let old = name.as_deref().map(|name| parts.text(name)).transpose()?.flatten();
        let (name, old) = name.zip(old).ok_or_else(|| damaged(&"缺少批注的图形"))?;
        parts.put(&name, before_end(&old, "xml", &boxes(&old, notes, ordinal))?);
        return Ok(sheet);
    }
    let name = format!("xl/drawings/vmlDrawing-mingsuan{ordinal}.vml");
    parts.put(&name, before_end("<xml/>", "xml", &boxes("", notes, ordinal))?);
    let id = relate(parts, part, "vmlDrawing", &format!("/{name}"))?;
    declare(parts, Typed::Ending("vml"), VML_TYPE)?;
    with_drawing(&sheet, &id)
}

/// The sheet that names its drawing of notes where the order of its parts wants it.
fn with_drawing(sheet: &str, id: &str) -> Result<String, WriteError> {
    let end = sheet.rfind("</worksheet>").ok_or_else(|| damaged(&"工作表没有结束"))?;
    let data = sheet.find("</sheetData>").unwrap_or(0);
    let is_last = |at: usize| {
        let behind = sheet.get(at..end).unwrap_or_default();
        behind.trim_end().ends_with("</extLst>")
    };
    let positions = BEHIND.iter().filter_map(|name| {
        let at = tags(&sheet[data..], name).last()?.as_ptr() as usize - sheet.as_ptr() as usize;
        (*name != "extLst" || is_last(at)).then_some(at)
    });
    let at = positions.min().unwrap_or(end);
    Ok(format!("{}<legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"{id}\"/>{}", &sheet[..at], &sheet[at..]))
}

fn cell_name((row, column): (u32, u32)) -> String {
    format!("{}{row}", column_letters(column))
}

/// The texts of the notes behind those that are there; where a cell has a note already, ours is added to it.
fn with_texts(old: &str, notes: &Notes) -> Result<String, WriteError> {
    let author = tags(old, "author").len();
    let text = before_end(old, "authors", &format!("<author>{AUTHOR}</author>"))?;
    let offset = |tag: &str| tag.as_ptr() as usize - text.as_ptr() as usize;
    let taken: BTreeMap<&str, usize> =
        tags(&text, "comment").into_iter().filter_map(|tag| Some((attribute(tag, "ref")?, offset(tag)))).collect();
    let (mut changes, mut added) = (Vec::new(), String::new());
    for (at, noted) in notes {
        let name = cell_name(*at);
        let run = |text: &str| {
            let mut run = Markup::default();
            run.element("r", &[], |r| r.text_element("t", &[("xml:space", "preserve")], text));
            run.finish()
        };
        if let Some(from) = taken.get(name.as_str()) {
            let comment = text[*from..].split("</comment>").next().unwrap_or_default();
            let longer = before_end(comment, "text", &run(&format!("\n\n{}", noted.text)))?;
            changes.push((*from..from + comment.len(), longer));
        } else {
            let run = run(&noted.text);
            // Writing to a string cannot fail.
            let _ = write!(added, "<comment ref=\"{name}\" authorId=\"{author}\"><text>{run}</text></comment>");
        }
    }
    before_end(&replaced(&text, changes), "commentList", &added)
}

/// The boxes of notes that are not drawn yet.
fn boxes(old: &str, notes: &Notes, ordinal: usize) -> String {
    let mut drawn = String::new();
    let squeezed: String = without_prefixes(old).split_whitespace().collect();
    for (row, column) in notes.keys() {
        let (row, column) = (row.saturating_sub(1), column.saturating_sub(1));
        if squeezed.contains(&format!("<Row>{row}</Row><Column>{column}</Column>")) {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = write!(
            drawn,
            "<v:shape {NAMES} id=\"mingsuan_{ordinal}_{row}_{column}\" type=\"#_x0000_t202\" style=\"position:absolute;width:260pt;height:120pt;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:textbox style=\"mso-direction-alt:auto\"/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 12, {row}, 4, {}, 12, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            column + 1,
            column + 5,
            row + 8,
        );
    }
    if old.contains("_x0000_t202") || drawn.is_empty() {
        return drawn;
    }
    format!(
        "<v:shapetype {NAMES} id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>{drawn}"
    )
}

/// A drawing without the prefixes of its elements.
fn without_prefixes(xml: &str) -> String {
    let pieces = xml.split('<').map(|piece| {
        let (slash, name) = piece.strip_prefix('/').map_or(("", piece), |name| ("/", name));
        let local = name.split_once(':').filter(|(prefix, _)| prefix.chars().all(char::is_alphanumeric));
        format!("{slash}{}", local.map_or(name, |(_, local)| local))
    });
    pieces.collect::<Vec<_>>().join("<")
}
