//! Rich Text Format: paragraphs and tables of the body, as printed; numbers of lists as the file itself writes them out.
//! Headers, footers, notes and pictures are not read. What a heading or a table means is not known here.

mod lexer;
mod words;

use self::lexer::{Lexer, Token};
use self::words::{Destination, Fonts, Styles, character, destination};
use crate::content::{Document, Format};
use crate::edges::{Merge, RowEdges};
use crate::error::ReadError;
use crate::flow::Flow;
use crate::limits::MAX_XML_DEPTH;

/// Reads the bytes of a file that begins with `{\rtf`.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut reader = Reader {
        group: Group::default(),
        groups: Vec::new(),
        fonts: Fonts::default(),
        styles: Styles::default(),
        bytes: Vec::new(),
        units: Vec::new(),
        fallback: 0,
        flow: Flow::new(Format::Rtf),
        edges: Default::default(),
        merge: Merge::default(),
    };
    for token in Lexer::new(bytes) {
        reader.token(token)?;
        if reader.groups.is_empty() {
            return reader.flow.finish();
        }
    }
    Err(ReadError::malformed("rtf", "内容中断，末尾缺失"))
}

/// What a group changes until it ends.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    destination: Destination,
    /// The group has begun with `\*`: what is not known in it is left out.
    is_optional: bool,
    /// Bytes behind a `\u` that stand in for it; one unless `\uc` says otherwise.
    fallback: Option<usize>,
    font: i32,
    is_hidden: bool,
    is_deleted: bool,
    style: i32,
    outline: Option<u8>,
    is_in_table: bool,
    table_level: usize,
}

struct Reader {
    group: Group,
    /// The groups around the current one.
    groups: Vec<Group>,
    fonts: Fonts,
    styles: Styles,
    /// Text in the encoding of its font, not decoded yet.
    bytes: Vec<u8>,
    /// UTF-16 of `\u`, not decoded yet.
    units: Vec<u16>,
    /// Bytes to pass over.
    fallback: usize,
    flow: Flow,
    /// Where the cells of the row end: of a table, and of one inside a table.
    edges: [RowEdges; 2],
    merge: Merge,
}

impl Reader {
    fn token(&mut self, token: Token<'_>) -> Result<(), ReadError> {
        match token {
            Token::Byte(_) if self.fallback > 0 => {
                self.fallback -= 1;
                return Ok(());
            }
            Token::Byte(byte) => {
                self.flush_units();
                self.bytes.push(byte);
                return Ok(());
            }
            Token::Word("u", Some(unit)) => {
                self.flush_bytes();
                // A signed number of 16 bits; some programs write it without sign.
                self.units.push(u16::try_from(unit & 0xffff).unwrap_or(0xfffd));
                self.fallback = self.group.fallback.unwrap_or(1);
                return Ok(());
            }
            _ => self.flush(),
        }
        self.fallback = 0;
        match token {
            Token::Open => {
                if self.groups.len() >= MAX_XML_DEPTH {
                    return Err(ReadError::TooDeep { what: "分组", limit: MAX_XML_DEPTH });
                }
                self.groups.push(self.group);
                self.group.is_optional = false;
            }
            Token::Close => return self.close(),
            Token::Symbol(symbol) => self.symbol(symbol)?,
            Token::Word(word, parameter) => self.word(word, parameter)?,
            Token::Byte(_) => {}
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let inner = self.group;
        self.group = self.groups.pop().unwrap_or_default();
        let ends = inner.destination != self.group.destination;
        match inner.destination {
            Destination::TextBox if ends => self.flow.leave_box()?,
            Destination::Number if ends => self.flow.number = printed_number(&self.flow.number),
            Destination::Fonts => self.fonts.end_entry(),
            Destination::Styles => self.styles.end_entry(),
            _ => {}
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), ReadError> {
        match symbol {
            b'*' => self.group.is_optional = true,
            b'~' => self.text(" "),
            b'_' => self.text("-"),
            b'\\' | b'{' | b'}' => self.text(char::from(symbol).encode_utf8(&mut [0; 4])),
            b'\r' | b'\n' => self.end_paragraph()?,
            b'\t' => self.text("\t"),
            _ => {}
        }
        Ok(())
    }

    fn word(&mut self, word: &str, parameter: Option<i32>) -> Result<(), ReadError> {
        if let Some(destination) = destination(word, self.group.is_optional, self.group.destination) {
            if destination == Destination::TextBox {
                self.flow.enter_box()?;
            }
            if destination == Destination::Number {
                self.flow.number.clear();
            }
            self.group.destination = destination;
            self.group.is_optional = false;
            return Ok(());
        }
        if std::mem::take(&mut self.group.is_optional) {
            self.group.destination = Destination::Nowhere;
        }
        let is_on = parameter != Some(0);
        let number = parameter.unwrap_or(0);
        match word {
            "ansicpg" => self.fonts.set_code_page(number),
            "uc" => self.group.fallback = Some(usize::try_from(number).unwrap_or(0)),
            "f" => {
                self.group.font = number;
                self.fonts.begin_entry(number);
            }
            "fcharset" => self.fonts.set_charset(number),
            "s" => {
                self.group.style = number;
                self.styles.begin_entry(number);
            }
            "sbasedon" => self.styles.set_parent(number),
            "outlinelevel" => {
                self.group.outline = u8::try_from(number).ok();
                self.styles.set_outline(self.group.outline);
            }
            "plain" => (self.group.is_hidden, self.group.is_deleted) = (false, false),
            "v" => self.group.is_hidden = is_on,
            "deleted" => {
                self.group.is_deleted = is_on;
                self.flow.has_changes |= is_on;
            }
            "revised" => self.flow.has_changes |= is_on,
            "pard" => {
                (self.group.style, self.group.outline) = (0, None);
                (self.group.is_in_table, self.group.table_level) = (false, 0);
            }
            "intbl" => self.group.is_in_table = is_on,
            "itap" => self.group.table_level = usize::try_from(number).unwrap_or(0),
            _ => return self.flow_word(word, number),
        }
        Ok(())
    }

    /// Words that end something, or describe the rows of a table.
    fn flow_word(&mut self, word: &str, number: i32) -> Result<(), ReadError> {
        if let Some(character) = character(word) {
            self.text(character);
            return Ok(());
        }
        if !self.group.destination.is_shown() {
            return Ok(());
        }
        match word {
            "par" | "sect" => self.end_paragraph()?,
            "cell" => self.flow.end_cell(1)?,
            "nestcell" => self.flow.end_cell(self.group.table_level.max(2))?,
            "row" => self.flow.end_row(1, &self.edges[0])?,
            "nestrow" => self.flow.end_row(self.group.table_level.max(2), &self.edges[1])?,
            _ => self.row_property(word, number),
        }
        Ok(())
    }

    /// A word that describes a row.
    fn row_property(&mut self, word: &str, number: i32) {
        let edges = &mut self.edges[usize::from(self.group.destination == Destination::NestedRow)];
        match word {
            "trowd" => (*edges, self.merge) = (RowEdges::default(), Merge::default()),
            "trleft" => edges.left = number,
            "clmrg" => self.merge.continues_left = true,
            "clvmrg" => self.merge.continues_above = true,
            "cellx" => edges.push(number, std::mem::take(&mut self.merge)),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        if !self.group.destination.is_shown() {
            return Ok(());
        }
        let level =
            self.group.outline.map_or_else(|| self.styles.level(self.group.style), crate::heading::printed_level);
        let table_level = self.group.table_level.max(usize::from(self.group.is_in_table));
        self.flow.end_paragraph(level, table_level)
    }

    fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    fn flush_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let (text, ..) = self.fonts.encoding(self.group.font).decode(&bytes);
            self.text(&text);
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&self.units);
            self.units.clear();
            self.text(&text);
        }
    }

    fn text(&mut self, text: &str) {
        let group = &self.group;
        match group.destination {
            Destination::Fonts | Destination::Nowhere | Destination::Shape | Destination::NestedRow => {}
            Destination::Styles => self.styles.push_name(text),
            _ if group.is_hidden || group.is_deleted => {}
            Destination::Number => self.flow.number.push_str(text),
            Destination::Body | Destination::TextBox => self.flow.text.push_str(text),
        }
    }
}

/// A number as written out in front of a paragraph, without the tab behind it. A bullet numbers nothing.
fn printed_number(written: &str) -> String {
    let number = written.trim();
    if !number.contains(char::is_alphanumeric) {
        return String::new();
    }
    // The tab is only a gap on the page; after 、or ） it says nothing.
    let gap = if number.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    format!("{number}{gap}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Paragraph;

    fn document(body: &str) -> Document {
        let head = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset134 SimSun;}{\\f2\\fcharset128 Gothic;}}\
            {\\stylesheet{\\s0 Normal;}{\\s1\\sbasedon0 heading 1;}{\\s2\\sbasedon1 x;}{\\s3\\outlinelevel2 y;}}";
        read(format!("{head}{body}}}").as_bytes()).unwrap()
    }

    fn paragraphs(body: &str) -> Vec<String> {
        document(body).paragraphs().map(|p| p.text.clone()).collect()
    }

    #[test]
    fn bytes_and_code_points_become_text() {
        assert_eq!(paragraphs("\\f1\\'d4\\'a4\\'cb\\'e3\\par"), ["预算"]);
        assert_eq!(paragraphs("\\f0\\'d4\\'a4\\'cb\\'e3\\par"), ["预算"]);
        assert_eq!(paragraphs("\\f2\\'97\\'5c\\par"), ["予"]);
        assert_eq!(paragraphs("\\uc2\\u-26492\\'d4\\'a4\\u31639 ab{\\uc0\\u39044}c\\par"), ["预算预c"]);
        assert_eq!(paragraphs("\\u-10179?\\u-8704?\\ldblquote x\\rdblquote\\~\\{\\_\\par"), ["😀“x” {-"]);
        assert_eq!(
            paragraphs("a{\\v b}{\\deleted c}{\\*\\unknown d}{\\header e\\par}{\\pict 00}f\\line g\\par"),
            ["af\ng"]
        );
    }

    #[test]
    fn headings_and_list_numbers() {
        let document = document(
            "\\s1 A\\par\\pard\\s2 B\\par\\pard\\s3 C\\par\\pard\\s1\\outlinelevel9 D\\par\\pard{\\listtext\\'d2\\'bb\\'a1\\'a2\\tab}E\\par{\\listtext 1.\\tab}F\\par{\\pntext\\bullet\\tab}G\\par",
        );
        let shown: Vec<(&str, Option<u8>)> =
            document.paragraphs().map(|Paragraph { text, level, .. }| (text.as_str(), *level)).collect();
        let wanted =
            [("A", Some(1)), ("B", Some(1)), ("C", Some(3)), ("D", None), ("一、E", None), ("1. F", None), ("G", None)];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn tables_with_merges_and_tables_inside() {
        let row = |cells: &str, texts: &str| format!("\\trowd{cells}\\pard\\intbl {texts}\\row");
        let body = row("\\clvmgf\\cellx600\\clmgf\\cellx1200\\clmrg\\cellx2000", "a\\cell b\\par c\\cell\\cell")
            + &row(
                "\\clvmrg\\cellx600\\cellx1200\\cellx2000",
                "\\cell x\\par{\\pard\\itap2\\intbl n1\\nestcell n2\\nestcell{\\*\\nesttableprops\\trowd\\cellx700\\cellx900\\nestrow}}\\pard\\intbl y\\cell z\\cell",
            )
            + "\\pard after\\par";
        let document = document(&body);
        let tables: Vec<_> = document.tables().collect();
        let cells = |index: usize| -> Vec<_> {
            tables[index]
                .cells()
                .iter()
                .map(|c| (c.text.as_str(), c.row, c.column, c.row_span, c.column_span))
                .collect()
        };
        assert_eq!(cells(0), [("a", 0, 0, 2, 1), ("b\nc", 0, 1, 1, 2), ("x\ny", 1, 1, 1, 1), ("z", 1, 2, 1, 1)]);
        assert_eq!(cells(1), [("n1", 0, 0, 1, 1), ("n2", 0, 1, 1, 1)]);
        assert_eq!(document.paragraphs().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["after"]);
    }

    #[test]
    fn text_boxes_stand_before_their_paragraph() {
        let body = "out{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard in\\par}}{\\shprslt no\\par}}side\\par";
        assert_eq!(paragraphs(body), ["in", "outside"]);
        assert!(matches!(read(b"{\\rtf1 a\\par"), Err(ReadError::Malformed { .. })));
    }
}
