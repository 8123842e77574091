//! The notes of a sheet: their texts, and the boxes in which Excel draws them. Notes that are there already stay.
//! What the notes say is not decided here.

use std::collections::BTreeMap;
use std::fmt::Write;

use mingsuan_model::place::column_letters;

use super::note::AUTHOR;
use super::parts::{Parts, attribute, before_end, damaged, declare, relate, replaced, tags};
use super::xlsx::{Notes, part_of};
use crate::error::WriteError;
use crate::markup::Markup;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const DRAWING: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"></xml>";
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
            declare(parts, &format!("<Override PartName=\"/{name}\" ContentType=\"{COMMENTS_TYPE}\"/>"))?;
            (
                name,
                format!("{HEAD}<comments xmlns=\"{MAIN}\"><authors></authors><commentList></commentList></comments>"),
            )
        }
    };
    parts.put(&name, with_texts(&old, notes)?);
    let drawing = part_of(parts, part, "vmlDrawing")?.filter(|_| sheet.contains("<legacyDrawing "));
    let existing = drawing.as_deref().map(|name| parts.text(name)).transpose()?.flatten();
    if let Some((name, old)) = drawing.zip(existing) {
        parts.put(&name, before_end(&old, "xml", &boxes(&old, notes, ordinal))?);
        return Ok(sheet);
    }
    let name = format!("xl/drawings/vmlDrawing-mingsuan{ordinal}.vml");
    parts.put(&name, before_end(DRAWING, "xml", &boxes("", notes, ordinal))?);
    let id = relate(parts, part, "vmlDrawing", &format!("/{name}"))?;
    let types = parts.text("[Content_Types].xml")?.unwrap_or_default();
    if !tags(&types, "Default").iter().any(|tag| attribute(tag, "Extension") == Some("vml")) {
        declare(parts, &format!("<Default Extension=\"vml\" ContentType=\"{VML_TYPE}\"/>"))?;
    }
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
    let old = old.replacen("<authors/>", "<authors></authors>", 1);
    let old = old.replacen("<commentList/>", "<commentList></commentList>", 1);
    let text = before_end(&old, "authors", &format!("<author>{AUTHOR}</author>"))?;
    let offset = |tag: &str| tag.as_ptr() as usize - text.as_ptr() as usize;
    let taken: BTreeMap<&str, usize> =
        tags(&text, "comment").into_iter().filter_map(|tag| Some((attribute(tag, "ref")?, offset(tag)))).collect();
    let end_of_list = text.rfind("</commentList>").ok_or_else(|| damaged(&"批注没有结束"))?;
    let (mut changes, mut added) = (Vec::new(), String::new());
    for (at, noted) in notes {
        let name = cell_name(*at);
        let mut run = Markup::default();
        run.element("r", &[], |r| r.text_element("t", &[("xml:space", "preserve")], &noted.text));
        let run = run.finish();
        let end = taken.get(name.as_str()).and_then(|from| Some(from + text[*from..].find("</text>")?));
        match end {
            Some(end) => changes.push((end..end, run)),
            None => {
                // Writing to a string cannot fail.
                let _ = write!(added, "<comment ref=\"{name}\" authorId=\"{author}\"><text>{run}</text></comment>");
            }
        }
    }
    changes.push((end_of_list..end_of_list, added));
    Ok(replaced(&text, changes))
}

/// The boxes of notes that are not drawn yet.
fn boxes(old: &str, notes: &Notes, ordinal: usize) -> String {
    let mut drawn = String::new();
    let squeezed: String = old.split_whitespace().collect();
    for (row, column) in notes.keys() {
        let (row, column) = (row.saturating_sub(1), column.saturating_sub(1));
        let here = format!("<x:Row>{row}</x:Row><x:Column>{column}</x:Column>");
        if squeezed.contains(&here) {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = write!(
            drawn,
            "<v:shape id=\"mingsuan_{ordinal}_{row}_{column}\" type=\"#_x0000_t202\" style=\"position:absolute;width:260pt;height:120pt;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:textbox style=\"mso-direction-alt:auto\"/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 12, {row}, 4, {}, 12, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>{here}</x:ClientData></v:shape>",
            column + 1,
            column + 5,
            row + 8,
        );
    }
    if old.contains("_x0000_t202") || drawn.is_empty() {
        return drawn;
    }
    format!(
        "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>{drawn}"
    )
}
