//! Comments on the cells of a workbook. What a sheet hides is told by `workbook`, properties and links by `package`.

use std::collections::HashMap;

use mingsuan_model::Place;

use super::sheet::parse_reference;
use super::{Relation, resolve};
use crate::archive::Archive;
use crate::error::ReadError;
use crate::package::elements;
use crate::trace::{TraceKind, Traces};

/// The comments of a sheet, old and threaded, which its relationships name.
pub(super) fn comments(
    archive: &mut Archive<'_>,
    sheet_part: &str,
    sheet: &Place,
    traces: &mut Traces,
) -> Result<(), ReadError> {
    let relations = relations_of(archive, sheet_part)?;
    for relation in relations {
        match relation.kind.as_str() {
            "threadedComment" => comment_part(archive, &relation.part, "threadedComment", sheet, traces)?,
            "comments" => comment_part(archive, &relation.part, "comment", sheet, traces)?,
            _ => {}
        }
    }
    Ok(())
}

fn relations_of(archive: &mut Archive<'_>, sheet_part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, file) = sheet_part.rsplit_once('/').unwrap_or(("", sheet_part));
    let mut relations = Vec::new();
    elements(archive, &format!("{folder}/_rels/{file}.rels"), |_, element| {
        if element.name() == "Relationship" {
            let kind = element.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = element.attribute("Target").unwrap_or_default();
            relations.push(Relation { kind, part: resolve(sheet_part, &target) });
        }
        Ok(())
    })?;
    Ok(relations)
}

fn comment_part(
    archive: &mut Archive<'_>,
    part: &str,
    row: &str,
    sheet: &Place,
    traces: &mut Traces,
) -> Result<(), ReadError> {
    let mut authors: Vec<String> = Vec::new();
    let mut labels: HashMap<String, String> = HashMap::new();
    elements(archive, part, |xml, element| {
        if element.name() == "author" {
            let mut name = String::new();
            xml.text_into(&mut name)?;
            authors.push(name);
        } else if element.name() == row {
            let author =
                element.number::<usize>("authorId").and_then(|id| authors.get(id)).cloned().unwrap_or_default();
            let at = element.attribute("ref").and_then(|reference| parse_reference(&reference));
            let (row, column) = at.unzip();
            let mut text = String::new();
            xml.text_into(&mut text)?;
            // A threaded comment has a copy here for programs that do not know them.
            if author.starts_with("tc=") {
                return Ok(());
            }
            let label = labels.entry(author).or_insert_with_key(|author| match author.trim() {
                "" => "批注".to_owned(),
                author => format!("批注（{author}）"),
            });
            traces.add(TraceKind::Comment, label, &text, Place { row, column, ..sheet.clone() });
        }
        Ok(())
    })
}
