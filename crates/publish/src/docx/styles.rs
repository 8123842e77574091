//! The styles of a docx: fonts and sizes of official papers, headings that Word knows as such, small print for tables.
//! Numbers of headings are text; no style counts.

use mingsuan_model::text::without_numbering;

use crate::markup::Markup;

/// Lines of text are 28 points apart: 22 of them fill a page.
pub(super) const LINE: u32 = 560;

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    half_points: u32,
    bold: bool,
    /// Space before, after, between lines; twips.
    spacing: (u32, u32, Line),
    align: &'static str,
    /// First line indent in hundredths of a character.
    indent: u32,
    keeps_next: bool,
    /// Outline level from 0.
    outline: Option<u8>,
}

#[derive(Clone, Copy)]
enum Line {
    /// So many twips, whatever stands in it.
    Exact(u32),
    /// As high as its text, times so many hundredths.
    Free(u32),
}

const TITLE: &str = "方正小标宋简体";
const BLACK: &str = "黑体";
const TEXT: &str = "仿宋_GB2312";
const KAI: &str = "楷体_GB2312";
const SONG: &str = "宋体";

/// What most styles have in common.
const BASE: Style = Style {
    id: "BodyText",
    name: "Body Text",
    font: TEXT,
    half_points: 32,
    bold: false,
    spacing: (0, 0, Line::Exact(LINE)),
    align: "both",
    indent: 200,
    keeps_next: false,
    outline: None,
};
/// What the styles of titles and tables have in common.
const CENTRED: Style = Style { align: "center", indent: 0, ..BASE };
const TIGHT: Style = Style { font: SONG, half_points: 21, spacing: (0, 0, Line::Free(100)), ..CENTRED };

const STYLES: [Style; 19] = [
    BASE,
    Style { id: "Addressee", name: "Addressee", align: "left", indent: 0, ..BASE },
    Style {
        id: "EnclosureMark",
        name: "Enclosure Mark",
        font: BLACK,
        align: "left",
        indent: 0,
        keeps_next: true,
        ..BASE
    },
    Style {
        id: "Title",
        name: "Title",
        font: TITLE,
        half_points: 44,
        spacing: (0, 0, Line::Exact(700)),
        keeps_next: true,
        ..CENTRED
    },
    Style { id: "Heading1", name: "heading 1", font: BLACK, keeps_next: true, outline: Some(0), ..BASE },
    Style { id: "Heading2", name: "heading 2", font: KAI, keeps_next: true, outline: Some(1), ..BASE },
    Style { id: "Heading3", name: "heading 3", bold: true, keeps_next: true, outline: Some(2), ..BASE },
    Style { id: "Heading4", name: "heading 4", keeps_next: true, outline: Some(3), ..BASE },
    Style { id: "Heading5", name: "heading 5", keeps_next: true, outline: Some(4), ..BASE },
    Style { id: "Heading6", name: "heading 6", keeps_next: true, outline: Some(5), ..BASE },
    Style {
        id: "StatementTitle",
        name: "Statement Title",
        font: TITLE,
        half_points: 36,
        spacing: (0, 160, Line::Free(100)),
        keeps_next: true,
        outline: Some(0),
        ..CENTRED
    },
    Style {
        id: "TableTitle",
        name: "Table Title",
        font: BLACK,
        half_points: 28,
        spacing: (120, 80, Line::Free(100)),
        keeps_next: true,
        ..CENTRED
    },
    Style {
        id: "TableHeading",
        name: "Table Heading",
        font: BLACK,
        half_points: 28,
        spacing: (120, 80, Line::Free(100)),
        keeps_next: true,
        outline: Some(1),
        ..CENTRED
    },
    Style { id: "TableText", name: "Table Text", ..TIGHT },
    Style { id: "TableHead", name: "Table Head", bold: true, keeps_next: true, ..TIGHT },
    Style { id: "TableNote", name: "Table Note", spacing: (80, 0, Line::Free(100)), align: "left", ..TIGHT },
    Style { id: "TableGap", name: "Table Gap", half_points: 10, spacing: (0, 0, Line::Exact(160)), ..TIGHT },
    Style { id: "SectionEnd", name: "Section End", half_points: 2, spacing: (0, 0, Line::Exact(20)), ..TIGHT },
    Style { id: "Footer", name: "footer", half_points: 28, ..TIGHT },
];

const CONTENTS: [Style; 2] = [
    Style { id: "TOCHeading", name: "TOC Heading", font: BLACK, spacing: (240, 240, Line::Free(100)), ..CENTRED },
    Style {
        id: "TOC1",
        name: "toc 1",
        half_points: 28,
        spacing: (0, 0, Line::Exact(CONTENTS_LINE)),
        align: "left",
        indent: 0,
        ..BASE
    },
];
/// The distance of the lines of the table of contents.
pub(super) const CONTENTS_LINE: u32 = 480;

/// The style of a table's title: one with a number stands in the outline, as a heading does.
pub(super) fn table_title(text: &str) -> &'static str {
    if without_numbering(text).1 { "TableHeading" } else { "TableTitle" }
}

/// Writes the content of `w:styles`.
pub(super) fn write(out: &mut Markup) {
    out.element("w:docDefaults", &[], |defaults| {
        defaults.element("w:rPrDefault", &[], |run| {
            run.element("w:rPr", &[], |properties| {
                fonts(TEXT, properties);
                size(32, properties);
                properties.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
            });
        });
    });
    out.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |style| {
        style.empty("w:name", &[("w:val", "Normal")]);
        style.empty("w:qFormat", &[]);
    });
    for style in STYLES.iter().chain(&CONTENTS) {
        style.write(out);
    }
}

impl Style {
    fn write(&self, out: &mut Markup) {
        out.element("w:style", &[("w:type", "paragraph"), ("w:styleId", self.id)], |style| {
            style.empty("w:name", &[("w:val", self.name)]);
            style.empty("w:basedOn", &[("w:val", "Normal")]);
            if self.outline.is_some() || self.id == "TableTitle" {
                style.empty("w:next", &[("w:val", "BodyText")]);
            }
            style.empty("w:qFormat", &[]);
            style.element("w:pPr", &[], |properties| self.paragraph(properties));
            style.element("w:rPr", &[], |properties| {
                fonts(self.font, properties);
                if self.bold {
                    properties.empty("w:b", &[]);
                }
                size(self.half_points, properties);
            });
        });
    }

    fn paragraph(&self, out: &mut Markup) {
        if self.keeps_next {
            out.empty("w:keepNext", &[]);
        }
        let (before, after, line) = self.spacing;
        let (line, rule) = match line {
            Line::Exact(twips) => (twips, "exact"),
            Line::Free(hundredths) => (240 * hundredths / 100, "auto"),
        };
        let [before, after, line] = [before, after, line].map(|twips| twips.to_string());
        out.empty("w:spacing", &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", rule)]);
        let first = (self.indent * self.half_points / 10).to_string();
        let characters = self.indent.to_string();
        out.empty("w:ind", &[("w:firstLineChars", &characters), ("w:firstLine", &first)]);
        out.empty("w:jc", &[("w:val", self.align)]);
        if let Some(level) = self.outline {
            out.empty("w:outlineLvl", &[("w:val", &level.to_string())]);
        }
    }
}

/// In tables digits come from the Chinese font, where they are half as wide as a character.
fn fonts(east_asian: &str, out: &mut Markup) {
    let latin = if east_asian == SONG { SONG } else { "Times New Roman" };
    out.empty(
        "w:rFonts",
        &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", east_asian), ("w:cs", latin), ("w:hint", "eastAsia")],
    );
}

/// The size of a run.
pub(super) fn size(half_points: u32, out: &mut Markup) {
    let size = half_points.to_string();
    out.empty("w:sz", &[("w:val", &size)]);
    out.empty("w:szCs", &[("w:val", &size)]);
}
