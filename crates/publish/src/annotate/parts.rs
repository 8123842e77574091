//! The parts of a container: those that are not changed are copied as they are, packed as they were.
//! What the parts mean is each format's.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::ops::Range;

use mingsuan_document::limits::MAX_PART_BYTES;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::error::WriteError;

/// A container in which some parts are changed.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    changed: BTreeMap<String, String>,
}

impl<'b> Parts<'b> {
    /// Opens a container.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, WriteError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// The text of a part as it is now; nothing when there is none.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, WriteError> {
        if let Some(text) = self.changed.get(name) {
            return Ok(Some(text.clone()));
        }
        let Ok(part) = self.archive.by_name(name) else { return Ok(None) };
        let mut text = String::new();
        part.take(MAX_PART_BYTES + 1).read_to_string(&mut text).map_err(|error| damaged(&error))?;
        if text.len() as u64 > MAX_PART_BYTES {
            return Err(damaged(&"内容过大"));
        }
        Ok(Some(text))
    }

    /// Puts a text in the place of a part, or adds it.
    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// The container with its changes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|error| damaged(&error))?;
            let name = part.name().map(|name| name.into_owned());
            match name.as_ref().ok().and_then(|name| self.changed.remove(name)) {
                Some(text) => write(&mut writer, &name.unwrap_or_default(), &text)?,
                None => writer.raw_copy_file(part)?,
            }
        }
        for (name, text) in &self.changed {
            write(&mut writer, name, text)?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

fn write(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), WriteError> {
    writer.start_file(name, SimpleFileOptions::default())?;
    writer.write_all(text.as_bytes())?;
    Ok(())
}

pub(super) fn damaged(error: &dyn std::fmt::Display) -> WriteError {
    WriteError::Annotate(format!("文件的内部结构不合规范（{error}）"))
}

/// A text with some of its ranges replaced; ranges that overlap an earlier one are left alone.
pub(super) fn replaced(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + changes.len() * 64);
    let mut from = 0;
    for (range, with) in changes {
        if range.start < from {
            continue;
        }
        let Some(kept) = text.get(from..range.start) else { continue };
        out.push_str(kept);
        out.push_str(&with);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// `word/_rels/document.xml.rels` for `word/document.xml`.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// The part that a target of a relation of another part names.
pub(super) fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// The start tags of a name in a part, as they are written.
pub(super) fn tags<'t>(xml: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!("<{name}");
    let begins = xml.match_indices(&start).map(|(at, _)| &xml[at..]);
    let whole = begins.filter(|tag| tag[start.len()..].starts_with([' ', '/', '>', '\n', '\r', '\t']));
    whole.filter_map(|tag| Some(&tag[..=tag.find('>')?])).collect()
}

/// An attribute of a start tag, as it is written.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(value, _)| value)
}

/// The target of the first relation of a kind.
pub(super) fn related(relations: &str, kind: &str) -> Option<String> {
    let tag = tags(relations, "Relationship")
        .into_iter()
        .find(|tag| attribute(tag, "Type").is_some_and(|found| found.rsplit('/').next() == Some(kind)))?;
    attribute(tag, "Target").map(str::to_owned)
}

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Adds a relation to those of a part; its id.
pub(super) fn relate(parts: &mut Parts<'_>, part: &str, kind: &str, target: &str) -> Result<String, WriteError> {
    let name = relations_of(part);
    let relations = parts.text(&name)?.unwrap_or_else(|| RELATIONS.to_owned());
    let taken = |id: &str| relations.contains(&format!("\"{id}\"")) || relations.contains(&format!("'{id}'"));
    let id = (1..).map(|n| format!("rIdMingsuan{n}")).find(|id| !taken(id)).unwrap_or_default();
    let relation = format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let relations = before_end(&relations, "Relationships", &relation)?;
    parts.put(&name, relations);
    Ok(id)
}

/// Tells the type of a part, or of all parts with an ending.
pub(super) fn declare(parts: &mut Parts<'_>, declaration: &str) -> Result<(), WriteError> {
    const TYPES: &str = "[Content_Types].xml";
    let types = parts.text(TYPES)?.ok_or_else(|| damaged(&"没有 [Content_Types].xml"))?;
    let types = before_end(&types, "Types", declaration)?;
    parts.put(TYPES, types);
    Ok(())
}

/// A part with something before the end of its outermost element.
pub(super) fn before_end(xml: &str, root: &str, added: &str) -> Result<String, WriteError> {
    let at = xml.rfind(&format!("</{root}>")).ok_or_else(|| damaged(&format!("{root} 没有结束")))?;
    Ok(format!("{}{added}{}", &xml[..at], &xml[at..]))
}
