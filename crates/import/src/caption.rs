//! What stands around a table's header: title, agency, year, date and scale (单位：万元), inside the table or before it.
//! Whose document it is as a whole is decided in `identity.rs`.

use mingsuan_document::{Cell, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{Decimal, FiscalYear, Place, Placed, Scale};

use crate::wording::year_in;

/// What the caption rows and the header of a table say.
#[derive(Debug, Default)]
pub struct Caption {
    /// Texts that may be the title, from the top.
    pub titles: Vec<Placed>,
    /// 单位：万元.
    pub scale: Option<Scale>,
    /// 预算年度：2024.
    pub year: Option<FiscalYear>,
    /// 339001某某单位, or 编制单位：某某.
    pub agency: Option<Placed>,
    /// 截止时间：2023-12-31.
    pub date: Option<Placed>,
    /// The first row behind the caption.
    pub end: usize,
}

/// The cells with text that begin in a row.
pub(crate) fn filled(table: &Table, row: usize) -> Vec<&Cell> {
    table.row_cells(row).filter(|cell| !cell.text.trim().is_empty()).collect()
}

/// Reads the caption rows from a row on.
pub fn read_caption(table: &Table, from: usize) -> Caption {
    let mut caption = Caption { end: from, ..Caption::default() };
    for row in from..table.rows() {
        let cells = filled(table, row);
        let is_caption = match cells.as_slice() {
            [] => true,
            cells if cells.iter().any(|cell| Decimal::parse(&cell.text).is_some()) => false,
            cells if cells.len() <= 4 && cells.iter().any(|cell| caption.take(cell)) => {
                cells.iter().for_each(|cell| caption.take_rest(cell));
                true
            }
            [title]
                if row + 1 < table.rows()
                    && (title.column_span > 1 || table.columns() > 1)
                    && !is_long(&title.text) =>
            {
                caption.titles.push(placed(title));
                true
            }
            _ => false,
        };
        if !is_caption {
            break;
        }
        caption.end = row + 1;
    }
    caption
}

fn is_long(text: &str) -> bool {
    text.chars().count() > 60
}

/// Whether a line of text is nothing but a caption: agency, year, date or scale.
pub(crate) fn is_caption_line(text: &str) -> bool {
    !is_long(text) && Caption::default().take_text(text, &Place::default())
}

/// A cell's text with its place.
pub(crate) fn placed(cell: &Cell) -> Placed {
    Placed { text: cell.text.trim().to_owned(), place: cell.place.with_text(cell.text.trim()) }
}

impl Caption {
    /// Takes what a cell says, if it is of the caption's kind.
    fn take(&mut self, cell: &Cell) -> bool {
        self.take_text(&cell.text, &cell.place)
    }

    /// Takes what the paragraphs above a table say that the table itself does not.
    pub(crate) fn take_above(&mut self, paragraphs: &[Placed]) {
        let mut above = Self::default();
        for paragraph in paragraphs.iter().filter(|paragraph| paragraph.text.chars().count() <= 60) {
            above.take_text(&paragraph.text, &paragraph.place);
        }
        self.scale = self.scale.or(above.scale);
        self.year = self.year.or(above.year);
        self.agency = self.agency.take().or(above.agency);
        self.date = self.date.take().or(above.date);
    }

    fn take_text(&mut self, printed: &str, place: &Place) -> bool {
        // Several fields may stand in one line: `部门：某某局　　单位：万元`.
        if let Some((before, behind)) = fields_apart(printed) {
            let (first, second) = (self.take_text(before, place), self.take_text(behind, place));
            return first && second;
        }
        let text = normalized(printed);
        let is_caption =
            ["单位:", "金额单位:", "(单位:", "货币单位:", "计量单位:"].iter().any(|word| text.starts_with(word));
        if let Some(scale) = scale_in(&text).filter(|_| is_caption) {
            self.scale = Some(scale);
            return true;
        }
        if is_year(&text) {
            self.year = year_in(&text).or(self.year);
            return true;
        }
        if let Some(rest) = behind(&text, &["预算年度", "年度"]) {
            self.year = year_in(rest).or(self.year);
            return true;
        }
        if behind(&text, &["截止时间", "截止日期", "截至时间", "截至日期"]).is_some() {
            self.date = Some(Placed { text: printed.trim().to_owned(), place: place.with_text(printed.trim()) });
            return true;
        }
        if behind(
            &text,
            &[
                "编制单位",
                "单位名称",
                "部门名称",
                "填报单位",
                "预算单位",
                "编制部门",
                "填报部门",
                "部门",
                "单位",
                "部门(单位)名称",
                "单位(部门)名称",
                "部门(单位)",
                "单位(部门)",
                "公开部门",
                "公开单位",
                "预算部门",
            ],
        )
        .is_some()
        {
            let shown = squeezed(printed);
            let name = shown.split([':', '：']).nth(1).unwrap_or_default();
            self.agency = (!name.is_empty()).then(|| Placed { text: name.to_owned(), place: place.clone() });
            return true;
        }
        let (code, name) = split_agency(&text);
        if code.is_some() && name.chars().count() >= 4 {
            self.agency = Some(Placed { text: squeezed(printed), place: place.clone() });
            return true;
        }
        false
    }

    fn take_rest(&mut self, cell: &Cell) {
        if !self.take(cell) && self.agency.is_none() && cell.text.chars().count() > 3 {
            self.titles.push(placed(cell));
        }
    }
}

/// A line cut before its last field: before the scale, wherever it stands, or at a wide blank before another field.
fn fields_apart(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let is_field = |rest: &str| rest.chars().count() <= 40 && rest.contains(['：', ':']);
    let scale = text.rmatch_indices("单位").map(|(at, _)| at).find(|at| {
        let rest = text[at + "单位".len()..].trim_start().strip_prefix(['：', ':']);
        rest.is_some_and(|rest| Scale::starting(rest.trim_start().trim_start_matches("人民币")).is_some())
    });
    let scale = scale.map(|at| {
        let words = text[..at].trim_end_matches("金额").trim_end_matches("货币").trim_end_matches("计量");
        words.trim_end_matches(['（', '(', '【', '[']).len()
    });
    let blank = || {
        let mut wide =
            ["\u{3000}\u{3000}", "  ", "\t", "\u{a0}\u{a0}"].into_iter().filter_map(|blank| text.rfind(blank));
        wide.find(|at| is_field(&text[*at..]) && is_field(&text[..*at]))
    };
    let at = scale.filter(|at| !text[..*at].trim().is_empty()).or_else(blank)?;
    (!text[..at].trim().is_empty() && !text[at..].trim().is_empty()).then(|| text.split_at(at))
}

/// `(2026年度)`.
fn is_year(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')']);
    inner.ends_with("年度") && inner.len() == "2026年度".len() && year_in(inner).is_some()
}

/// The text behind `label:`.
fn behind<'t>(text: &'t str, labels: &[&str]) -> Option<&'t str> {
    let (label, rest) = text.split_once(':')?;
    labels.contains(&label.trim_start_matches(['(', ' '])).then_some(rest)
}

/// The scale a (normalized) caption or header text names: `单位:万元`, `金额单位:元`, `价值(万元)`.
pub(crate) fn scale_in(text: &str) -> Option<Scale> {
    if let Some(at) = text.find("单位:") {
        let rest = &text[at + "单位:".len()..];
        return Scale::starting(rest.trim_start_matches("人民币"));
    }
    let inside = text.rfind('(').map(|at| &text[at + 1..])?;
    let scale = Scale::starting(inside)?;
    inside[scale.name().len()..].starts_with(')').then_some(scale)
}

/// `339001某某单位` apart: code of three digits or more, and name.
pub(crate) fn split_agency(text: &str) -> (Option<&str>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start_matches(['-', '_', ' ', ']']);
    let year_like = digits == 4 && rest.starts_with('年');
    let named = rest.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !rest.starts_with(['年', '月', '元', '万']);
    if digits >= 3 && !year_like && named { (Some(&text[..digits]), rest) } else { (None, text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_read_from_captions_and_headers() {
        assert_eq!(scale_in("单位:万元"), Some(Scale::TenThousand));
        assert_eq!(scale_in("价值(金额单位:万元)"), Some(Scale::TenThousand));
        assert_eq!(scale_in("金额(元)"), Some(Scale::Yuan));
        assert_eq!(scale_in("房屋(平方米)"), None);
        assert_eq!(scale_in("单位:某某局"), None);
    }

    #[test]
    fn fields_of_one_line_come_apart() {
        let mut caption = Caption::default();
        assert!(caption.take_text("部门：某县水务局　　预算年度：2026　　金额单位：万元", &Place::default()));
        assert_eq!(caption.agency.map(|agency| agency.text).as_deref(), Some("某县水务局"));
        assert_eq!((caption.year, caption.scale), (Some(2026), Some(Scale::TenThousand)));
        let mut caption = Caption::default();
        assert!(!caption.take_text("部门收入总表（单位：元）", &Place::default()));
        assert_eq!((caption.agency, caption.scale), (None, Some(Scale::Yuan)));
    }

    #[test]
    fn agency_codes_come_off() {
        assert_eq!(split_agency("339001某县水务局"), (Some("339001"), "某县水务局"));
        assert_eq!(split_agency("2024年预算"), (None, "2024年预算"));
        assert_eq!(split_agency("13089926P000000000018"), (None, "13089926P000000000018"));
        assert_eq!(split_agency("某县水务局"), (None, "某县水务局"));
    }
}
