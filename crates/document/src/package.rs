//! Traces in the package of an office document, whatever it holds: properties, reviewers, links to the outside, macros,
//! embedded files. The text of the document is the business of its reader.

use mingsuan_model::{Issue, Place};

use crate::archive::Archive;
use crate::error::ReadError;
use crate::limits::MAX_TRACES;
use crate::trace::{TraceKind, Traces};
use crate::xml::{Token, Xml};

/// Properties of `docProps/core.xml` and `docProps/app.xml` that name people or places, or carry remarks.
const PROPERTIES: [(&str, &str); 10] = [
    ("creator", "作者"),
    ("lastModifiedBy", "最后修改人"),
    ("description", "备注"),
    ("keywords", "关键词"),
    ("category", "类别"),
    ("contentStatus", "文档状态"),
    ("Company", "单位"),
    ("Manager", "主管"),
    ("HyperlinkBase", "链接基础"),
    ("Template", "模板"),
];

/// Collects the traces of the parts that lie beside the main one. A part that cannot be read becomes an issue: the
/// document itself is readable without it.
pub(crate) fn collect(archive: &mut Archive<'_>, traces: &mut Traces, issues: &mut Vec<Issue>) {
    for part in archive.names() {
        let result = match part.as_str() {
            "docProps/core.xml" | "docProps/app.xml" => properties(archive, &part, traces),
            "docProps/custom.xml" => custom_properties(archive, &part, traces),
            "word/people.xml" => people(archive, &part, "person", "author", traces),
            "xl/connections.xml" => people(archive, &part, "dbPr", "connection", traces),
            _ if part.starts_with("xl/persons/") => people(archive, &part, "person", "displayName", traces),
            _ if part.ends_with(".rels") && !part.starts_with("_rels/") => links(archive, &part, traces),
            _ => {
                binary(&part, traces);
                Ok(())
            }
        };
        note_failure(result, &part, issues);
    }
}

/// Says that a part beside the main one was not looked through.
pub(crate) fn note_failure(result: Result<(), ReadError>, part: &str, issues: &mut Vec<Issue>) {
    if let Err(error) = result
        && issues.len() < MAX_TRACES
    {
        let message = format!("{part} 读不出来（{error}），其中是否有批注、作者等痕迹未检查");
        issues.push(Issue { message, place: Place::default() });
    }
}

/// Calls back for each element of a part, if there is such a part.
pub(crate) fn elements(
    archive: &mut Archive<'_>,
    part: &str,
    mut on_element: impl FnMut(&mut Xml<'_>, &crate::xml::Element<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let Some(text) = archive.text(part)? else {
        return Ok(());
    };
    let mut xml = Xml::new(part, &text);
    loop {
        match xml.next()? {
            Token::Start(element) => on_element(&mut xml, &element)?,
            Token::Eof => return Ok(()),
            Token::End | Token::Text(_) => {}
        }
    }
}

fn properties(archive: &mut Archive<'_>, part: &str, traces: &mut Traces) -> Result<(), ReadError> {
    elements(archive, part, |xml, element| {
        let Some((name, label)) = PROPERTIES.iter().find(|(name, _)| *name == element.name()) else {
            return Ok(());
        };
        let mut value = String::new();
        xml.text_into(&mut value)?;
        // The name of a template says nothing, the folder it lies in does.
        if *name != "Template" || value.contains(['/', '\\']) {
            traces.add_text(TraceKind::Metadata, label, &value, Place::default());
        }
        Ok(())
    })
}

fn custom_properties(archive: &mut Archive<'_>, part: &str, traces: &mut Traces) -> Result<(), ReadError> {
    elements(archive, part, |xml, element| {
        if element.name() != "property" {
            return Ok(());
        }
        let label = format!("自定义属性“{}”", element.attribute("name").unwrap_or_default());
        let mut value = String::new();
        xml.text_into(&mut value)?;
        traces.add_text(TraceKind::Metadata, &label, &value, Place::default());
        Ok(())
    })
}

/// Parts that list one thing a row: reviewers, data connections.
fn people(
    archive: &mut Archive<'_>,
    part: &str,
    row: &str,
    attribute: &str,
    traces: &mut Traces,
) -> Result<(), ReadError> {
    let (kind, label) =
        if row == "dbPr" { (TraceKind::ExternalLink, "数据连接") } else { (TraceKind::Metadata, "审阅人") };
    elements(archive, part, |_, element| {
        if element.name() == row {
            traces.add_text(kind, label, &element.attribute(attribute).unwrap_or_default(), Place::default());
        }
        Ok(())
    })
}

/// Relationships that lead out of the file.
fn links(archive: &mut Archive<'_>, part: &str, traces: &mut Traces) -> Result<(), ReadError> {
    elements(archive, part, |_, element| {
        let is_external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if element.name() == "Relationship" && is_external {
            let kind = element.attribute("Type").unwrap_or_default();
            let label = match kind.rsplit('/').next().unwrap_or_default() {
                "hyperlink" => "超链接",
                "attachedTemplate" => "模板路径",
                "externalLinkPath" | "externalLink" => "外部工作簿",
                "image" => "外部图片",
                _ => "外部文件",
            };
            traces.add_text(
                TraceKind::ExternalLink,
                label,
                &element.attribute("Target").unwrap_or_default(),
                Place::default(),
            );
        }
        Ok(())
    })
}

/// Parts that are traces by being there.
fn binary(part: &str, traces: &mut Traces) {
    let file = part.rsplit('/').next().unwrap_or(part);
    if file.eq_ignore_ascii_case("vbaProject.bin") || part.contains("/macrosheets/") {
        traces.add(TraceKind::Macro, "宏", file, Place::default());
    } else if part.contains("/embeddings/") {
        traces.add(TraceKind::EmbeddedObject, "嵌入的文件", file, Place::default());
    } else if part.contains("/activeX/") && part.ends_with(".xml") {
        traces.add(TraceKind::EmbeddedObject, "控件", file, Place::default());
    }
}
