//! A docx with comments at the runs they speak of and, where the right wording is known, the correction as a tracked
//! change. Where a place stands in the XML is known by `mingsuan-document`.

use std::collections::BTreeMap;
use std::ops::Range;

use mingsuan_document::{DocxAnchors, DocxParagraph, docx_anchors};
use mingsuan_model::{Finding, Place};

use super::AnnotatedCopy;
use super::correction::Correction;
use super::note::{AUTHOR, note, note_with_place, places};
use super::parts::{
    Parts, attribute, before_end, damaged, declare, relate, related, relations_of, replaced, resolved, tags,
};
use crate::error::WriteError;
use crate::markup::Markup;
use crate::report::Lang;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Marks a docx.
pub(super) fn annotate(bytes: &[u8], findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let anchors = docx_anchors(bytes).map_err(|error| WriteError::Annotate(error.to_string()))?;
    if !anchors.xml.contains(&format!("xmlns:w=\"{MAIN}\"")) {
        return Err(WriteError::Annotate("正文没有用通常的命名空间".to_owned()));
    }
    let mut parts = Parts::open(bytes)?;
    // Another encoding, or a mark before the text: positions would not be those of the file.
    if parts.text(&anchors.part)?.as_ref() != Some(&anchors.xml) {
        return Err(WriteError::Annotate("正文没有用 UTF-8 编码".to_owned()));
    }
    let mut comments = Comments::open(&mut parts, &anchors.part)?;
    let mut marking = Marking::new(&anchors);
    let mut loose = Vec::new();
    for (ordinal, finding) in findings.iter().enumerate() {
        let mut is_marked = false;
        for place in places(finding) {
            if let Some((paragraph, characters)) = marking.find(place) {
                let id = comments.add(&note(finding, lang));
                marking.comment(paragraph, &characters, id);
                marking.correct(paragraph, &characters, finding, comments.next);
                is_marked = true;
            }
        }
        if !is_marked {
            loose.push(ordinal);
        }
    }
    if !loose.is_empty() {
        let first = anchors.paragraphs.iter().position(|paragraph| marking.can_hold(paragraph));
        let first = first.ok_or_else(|| damaged(&"没有可以加批注的段落"))?;
        for ordinal in &loose {
            let id = comments.add(&note_with_place(&findings[*ordinal], lang));
            marking.comment(first, &(0..usize::MAX), id);
        }
    }
    if comments.is_used() {
        let document = marking.finish();
        parts.put(&anchors.part, document);
        comments.put(&mut parts, &anchors.part)?;
    }
    Ok(AnnotatedCopy { extension: "docx", bytes: parts.finish()?, unplaced: loose, remark: None })
}

/// What is written between the bytes of the main part.
struct Marking<'a> {
    anchors: &'a DocxAnchors,
    of_place: BTreeMap<Key, Vec<usize>>,
    /// Starts and ends of comments by the byte they stand before; ends come first.
    ends: BTreeMap<usize, String>,
    starts: BTreeMap<usize, String>,
    corrections: Vec<(Range<usize>, String)>,
}

/// Table, row, column and paragraph.
type Key = (Option<u32>, Option<u32>, Option<u32>, Option<u32>);

fn key(place: &Place) -> Key {
    (place.table, place.row, place.column, place.paragraph)
}

impl<'a> Marking<'a> {
    fn new(anchors: &'a DocxAnchors) -> Self {
        let mut of_place: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, paragraph) in anchors.paragraphs.iter().enumerate() {
            // A paragraph without text has the number of the next one with text.
            if paragraph.place.table.is_some() || !paragraph.text.trim().is_empty() {
                of_place.entry(key(&paragraph.place)).or_default().push(at);
            }
        }
        Self { anchors, of_place, ends: BTreeMap::new(), starts: BTreeMap::new(), corrections: Vec::new() }
    }

    /// Whether the end of a paragraph is written out.
    fn can_hold(&self, paragraph: &DocxParagraph) -> bool {
        self.anchors.xml.get(paragraph.ends_at..).is_some_and(|rest| rest.starts_with("</"))
    }

    /// The paragraph of a place, and the characters of its runs that are meant.
    fn find(&self, place: &Place) -> Option<(usize, Range<usize>)> {
        let mut wanted = key(place);
        if wanted.0.is_some() && wanted.2.is_none() {
            // A row or a whole table is marked at its first cell.
            wanted = (wanted.0, wanted.1.or(Some(1)), Some(1), None);
        }
        let paragraphs = self.of_place.get(&wanted)?;
        let paragraphs = paragraphs.iter().filter(|at| self.can_hold(&self.anchors.paragraphs[**at]));
        let whole = |at: usize| (at, 0..usize::MAX);
        let quoted = place.text.as_deref().filter(|text| !text.is_empty());
        let told = place.offset.map_or(0, |offset| offset as usize);
        let found = paragraphs.clone().find_map(|at| {
            let paragraph = &self.anchors.paragraphs[*at];
            let (quoted, told) = (quoted?, told.saturating_sub(paragraph.before));
            let starts = paragraph.text.match_indices(quoted).map(|(byte, _)| paragraph.text[..byte].chars().count());
            let start = starts.min_by_key(|start| start.abs_diff(told))?;
            Some((*at, start..start + quoted.chars().count()))
        });
        found.or_else(|| paragraphs.clone().next().map(|at| whole(*at)))
    }

    /// A comment around the runs that hold these characters of a paragraph, at its end when no run does.
    fn comment(&mut self, paragraph: usize, characters: &Range<usize>, id: u32) {
        let paragraph = &self.anchors.paragraphs[paragraph];
        let mut runs = paragraph
            .runs
            .iter()
            .filter(|run| run.characters.start < characters.end && characters.start < run.characters.end);
        let first = runs.next();
        let last = runs.next_back().or(first);
        let from = first.map_or(paragraph.ends_at, |run| run.bytes.start);
        let to = last.map_or(paragraph.ends_at, |run| run.bytes.end);
        let start = format!("<w:commentRangeStart w:id=\"{id}\"/>");
        let end = format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>");
        if from == to {
            self.ends.entry(to).or_default().push_str(&format!("{start}{end}"));
        } else {
            self.starts.entry(from).or_default().push_str(&start);
            self.ends.entry(to).or_default().push_str(&end);
        }
    }

    /// The correction of a text, where it is known and stands in one run of plain text.
    fn correct(&mut self, paragraph: usize, characters: &Range<usize>, finding: &Finding, id: u32) {
        let paragraph = &self.anchors.paragraphs[paragraph];
        let Some(correction) = Correction::of(finding, characters, &paragraph.text) else { return };
        let holds = |run: &&mingsuan_document::DocxRun| {
            run.characters.start <= correction.characters.start && correction.characters.end <= run.characters.end
        };
        let Some(run) = paragraph.runs.iter().find(holds) else { return };
        let is_taken = self.corrections.iter().any(|(bytes, _)| *bytes == run.bytes);
        let text: String = paragraph.text.chars().skip(run.characters.start).take(run.characters.len()).collect();
        let within =
            correction.characters.start - run.characters.start..correction.characters.end - run.characters.start;
        let source = self.anchors.xml.get(run.bytes.clone()).unwrap_or_default();
        if let Some(changed) = changed_run(source, &text, &within, &correction.with, id).filter(|_| !is_taken) {
            self.corrections.push((run.bytes.clone(), changed));
        }
    }

    fn finish(self) -> String {
        let mut changes = self.corrections;
        let mut points: BTreeMap<usize, String> = self.ends;
        for (at, starts) in self.starts {
            points.entry(at).or_default().push_str(&starts);
        }
        changes.extend(points.into_iter().map(|(at, text)| (at..at, text)));
        replaced(&self.anchors.xml, changes)
    }
}

/// A run of nothing but properties and one text, with some of its characters struck out and others put in; nothing when
/// it holds anything else.
fn changed_run(source: &str, text: &str, struck: &Range<usize>, with: &str, id: u32) -> Option<String> {
    let inner = source.strip_prefix("<w:r")?.split_once('>')?.1.strip_suffix("</w:r>")?.trim();
    let (properties, rest) = match inner.find("<w:t") {
        Some(at) => inner.split_at(at),
        None => return None,
    };
    let properties = properties.trim();
    let is_plain = properties.is_empty()
        || properties == "<w:rPr/>"
        || properties.starts_with("<w:rPr>")
            && properties.find("</w:rPr>") == Some(properties.len() - "</w:rPr>".len());
    let written = rest.split_once('>')?.1.strip_suffix("</w:t>")?;
    if !is_plain || written.contains('<') {
        return None;
    }
    let part = |range: Range<usize>| text.chars().skip(range.start).take(range.len()).collect::<String>();
    let run = |element: &str, text: &str| {
        if text.is_empty() {
            return String::new();
        }
        let mut markup = Markup::default();
        markup.text_element(element, &[("xml:space", "preserve")], text);
        format!("<w:r>{properties}{}</w:r>", markup.finish())
    };
    let (before, gone, after) = (part(0..struck.start), part(struck.clone()), part(struck.end..text.chars().count()));
    let revision = |element: &str, id: u32, content: String| {
        if content.is_empty() {
            return content;
        }
        format!("<w:{element} w:id=\"{id}\" w:author=\"{AUTHOR}\">{content}</w:{element}>")
    };
    let (number, other) = (900_000_u32.saturating_add(2 * id), 900_001_u32.saturating_add(2 * id));
    Some(format!(
        "{}{}{}{}",
        run("w:t", &before),
        revision("del", number, run("w:delText", &gone)),
        revision("ins", other, run("w:t", with)),
        run("w:t", &after)
    ))
}

/// The comments of a document.
struct Comments {
    /// The part that holds them already.
    existing: Option<(String, String)>,
    added: Markup,
    first: u32,
    next: u32,
}

impl Comments {
    fn open(parts: &mut Parts<'_>, part: &str) -> Result<Self, WriteError> {
        let relations = parts.text(&relations_of(part))?.unwrap_or_default();
        let name = related(&relations, "comments").map(|target| resolved(part, &target));
        let text = name.as_deref().map(|name| parts.text(name)).transpose()?.flatten();
        let existing = name.zip(text);
        let ids = existing.iter().flat_map(|(_, text)| tags(text, "w:comment"));
        let highest = ids.filter_map(|tag| attribute(tag, "w:id")?.parse::<u32>().ok()).max();
        let first = highest.map_or(0, |highest| highest.saturating_add(1));
        Ok(Self { existing, added: Markup::default(), first, next: first })
    }

    fn add(&mut self, text: &str) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        let number = id.to_string();
        let attributes = [("xmlns:w", MAIN), ("w:id", number.as_str()), ("w:author", AUTHOR), ("w:initials", AUTHOR)];
        self.added.element("w:comment", &attributes, |comment| {
            for line in text.lines() {
                comment.element("w:p", &[], |p| {
                    p.element("w:r", &[], |r| r.text_element("w:t", &[("xml:space", "preserve")], line));
                });
            }
        });
        id
    }

    fn is_used(&self) -> bool {
        self.next > self.first
    }

    fn put(self, parts: &mut Parts<'_>, part: &str) -> Result<(), WriteError> {
        let added = self.added.finish();
        if let Some((name, text)) = self.existing {
            parts.put(&name, before_end(&text, "w:comments", &added)?);
            return Ok(());
        }
        let name = resolved(part, "comments-mingsuan.xml");
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        parts.put(&name, format!("{head}<w:comments xmlns:w=\"{MAIN}\">{added}</w:comments>"));
        relate(parts, part, "comments", "comments-mingsuan.xml")?;
        declare(parts, &format!("<Override PartName=\"/{name}\" ContentType=\"{COMMENTS_TYPE}\"/>"))
    }
}
