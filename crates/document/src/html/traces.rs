//! Traces of a web page: elements that are not shown, remarks in the markup, scripts, names in the head, links.
//! What is shown is the walker's business.

use mingsuan_model::Place;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::trace::{TraceKind, Traces};

/// Names of `meta` that name people.
const NAMES: [(&str, &str); 4] =
    [("author", "作者"), ("changedby", "最后修改人"), ("owner", "所有者"), ("company", "单位")];

/// An element that is not shown, with all that stands in it.
pub(super) fn invisible(element: ElementRef<'_>, place: &Place, traces: &mut Traces) {
    let text = || element.text().collect::<Vec<_>>().join(" ");
    match element.value().name() {
        "head" => head(element, traces),
        "script" => script(element, place, traces),
        "iframe" | "object" => {
            let source = element.attr("src").or(element.attr("data")).unwrap_or_default();
            traces.add(TraceKind::EmbeddedObject, "嵌入的内容", source, place.clone());
        }
        // A menu of links is shown; it only is no part of the text.
        "style" | "title" | "noscript" | "svg" | "select" | "nav" => {}
        _ if is_page_margin(element.value()) => traces.add_text(TraceKind::Margin, "页眉页脚", &text(), place.clone()),
        _ => traces.add_text(TraceKind::HiddenText, "隐藏内容", &text(), place.clone()),
    }
}

/// LibreOffice writes the page header and footer this way.
pub(super) fn is_page_margin(element: &Element) -> bool {
    element.name() == "div" && matches!(element.attr("title"), Some("header" | "footer"))
}

fn head(head: ElementRef<'_>, traces: &mut Traces) {
    for node in head.descendants() {
        match node.value() {
            Node::Comment(remark) => comment(remark, &Place::default(), traces),
            Node::Element(element) if element.name() == "meta" => {
                let name = element.attr("name").unwrap_or_default().to_ascii_lowercase();
                if let Some((_, label)) = NAMES.iter().find(|(known, _)| *known == name) {
                    let value = element.attr("content").unwrap_or_default();
                    traces.add_text(TraceKind::Metadata, label, value, Place::default());
                }
            }
            Node::Element(element) if element.name() == "script" => {
                if let Some(element) = ElementRef::wrap(node) {
                    script(element, &Place::default(), traces);
                }
            }
            _ => {}
        }
    }
}

fn script(element: ElementRef<'_>, place: &Place, traces: &mut Traces) {
    let text = match element.attr("src") {
        Some(source) => source.to_owned(),
        None => element.text().collect(),
    };
    traces.add_text(TraceKind::Script, "脚本", &text, place.clone());
}

/// A remark in the markup. One that only tells old browsers something is none.
pub(super) fn comment(remark: &str, place: &Place, traces: &mut Traces) {
    let is_marker = matches!(remark.trim(), "[endif]" | "[if !mso]" | "<![endif]");
    if !is_marker {
        traces.add_text(TraceKind::MarkupComment, "网页注释", remark, place.clone());
    }
}

/// Addresses that an element leads to, when they name another place than the page's own folder.
pub(super) fn link(element: &Element, place: &Place, traces: &mut Traces) {
    let (attribute, label) = match element.name() {
        "a" => ("href", "超链接"),
        "img" => ("src", "外部图片"),
        _ => return,
    };
    let target = element.attr(attribute).unwrap_or_default().trim();
    let lower = target.get(..7).unwrap_or(target).to_ascii_lowercase();
    let is_elsewhere = target.contains("://") || lower.starts_with("file:") || lower.starts_with("mailto:");
    if is_elsewhere || target.contains(":\\") || target.starts_with("\\\\") {
        traces.add_text(TraceKind::ExternalLink, label, target, place.clone());
    }
}
