//! 公开前审查表: the exposures as a worksheet with columns for the reviewer and lines to sign.
//! What is an exposure is decided elsewhere; no file is read or written here.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use thiserror::Error;

use super::{Exposure, ExposureKind};

/// The sheet could not be made.
#[derive(Debug, Error)]
#[error("审查表生成失败：{0}")]
pub struct SheetError(#[from] XlsxError);

/// What stands above the list.
#[derive(Clone, Debug, Default)]
pub struct SheetHead {
    /// 单位名称
    pub agency: String,
    /// 预算年度, if known.
    pub year: Option<u16>,
    /// The file that was examined.
    pub file: String,
}

/// Titles and widths in characters.
const COLUMNS: [(&str, u32); 7] =
    [("序号", 6), ("类别", 15), ("位置", 24), ("内容（已遮盖）", 30), ("依据", 44), ("处理建议", 40), ("审查意见", 20)];
const LAST: u16 = 6;
const SIGNERS: [&str; 4] = ["经办人：", "审核人：", "保密审查负责人：", "日期：      年    月    日"];

/// The list as a workbook of one sheet: an entry for each exposure, then a line for each kind of which there is none.
pub fn sheet(exposures: &[Exposure], head: &SheetHead) -> Result<Vec<u8>, SheetError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("公开前审查表")?;
    set_up(sheet)?;
    heading(sheet, exposures, head)?;
    let mut row = 3;
    for (exposure, ordinal) in exposures.iter().zip(1_u32..) {
        entry(sheet, row, ordinal, exposure)?;
        row += 1;
    }
    for kind in ExposureKind::ALL.into_iter().filter(|kind| exposures.iter().all(|e| e.kind != *kind)) {
        nothing(sheet, row, kind)?;
        row += 1;
    }
    signatures(sheet, row + 1)?;
    sheet.set_print_area(0, 0, row + 2, LAST)?;
    Ok(workbook.save_to_buffer()?)
}

fn set_up(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for ((_, width), column) in COLUMNS.iter().zip(0_u16..) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(2, 2)?;
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

fn text_format() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

fn heading(sheet: &mut Worksheet, exposures: &[Exposure], head: &SheetHead) -> Result<(), XlsxError> {
    let title = Format::new()
        .set_font_name("方正小标宋简体")
        .set_font_size(18)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, LAST, "公开前审查表", &title)?;
    sheet.set_row_height(0, 34)?;
    let year = head.year.map(|year| format!("{year}年")).unwrap_or_default();
    let about = format!(
        "单位：{}    预算年度：{year}    文件：{}    列出 {} 项",
        plain(&head.agency),
        plain(&head.file),
        exposures.len()
    );
    let format = Format::new().set_font_name("宋体").set_font_size(10).set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(1, 0, 1, LAST, &about, &format)?;
    sheet.set_row_height(1, 20)?;
    let header = centred(text_format()).set_bold().set_background_color(Color::RGB(0xD9_E2_F3));
    for ((name, _), column) in COLUMNS.iter().zip(0_u16..) {
        sheet.write_string_with_format(2, column, *name, &header)?;
    }
    sheet.set_row_height(2, 24)?;
    Ok(())
}

fn entry(sheet: &mut Worksheet, row: u32, ordinal: u32, exposure: &Exposure) -> Result<(), XlsxError> {
    let (text, centre) = (text_format(), centred(text_format()));
    sheet.write_number_with_format(row, 0, ordinal, &centre)?;
    let basis = exposure.basis.join("；");
    let advice = format!("{}。{}", exposure.why, exposure.advice);
    let place = exposure.describe_place();
    let cells = [exposure.kind.title(), &place, &exposure.excerpt, &basis, &advice, ""];
    for ((value, column), (_, width)) in cells.iter().zip(1_u16..).zip(&COLUMNS[1..]) {
        let format = if *width < 16 { &centre } else { &text };
        sheet.write_string_with_format(row, column, plain(value), format)?;
    }
    let lines = cells.iter().zip(&COLUMNS[1..]).map(|(value, (_, width))| lines(value, *width)).max().unwrap_or(1);
    sheet.set_row_height(row, f64::from(lines) * 14.0 + 6.0)?;
    Ok(())
}

/// A kind that was looked for and not found.
fn nothing(sheet: &mut Worksheet, row: u32, kind: ExposureKind) -> Result<(), XlsxError> {
    let (text, centre) = (text_format().set_font_color(Color::RGB(0x59_59_59)), centred(text_format()));
    let cells = ["—", kind.title(), "全文", "未发现", "", "", ""];
    for (value, column) in cells.iter().zip(0_u16..) {
        let format = if column < 2 { &centre } else { &text };
        sheet.write_string_with_format(row, column, *value, format)?;
    }
    sheet.set_row_height(row, 20)?;
    Ok(())
}

fn signatures(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    let note =
        Format::new().set_font_name("宋体").set_font_size(9).set_font_color(Color::RGB(0x59_59_59)).set_text_wrap();
    let text = "本表由程序按规则列出，供人工审查；未列出不等于可以公开。请逐项填写审查意见并签字存档。";
    sheet.merge_range(row - 1, 0, row - 1, LAST, text, &note)?;
    let line = Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter);
    let spans = [(0, 2), (3, 3), (4, 4), (5, 6)];
    for (signer, (first, last)) in SIGNERS.iter().zip(spans) {
        if first == last {
            sheet.write_string_with_format(row + 1, first, *signer, &line)?;
        } else {
            sheet.merge_range(row + 1, first, row + 1, last, signer, &line)?;
        }
    }
    sheet.set_row_height(row + 1, 30)?;
    Ok(())
}

/// Lines that a text takes in a column of this width, a Chinese character being two wide.
fn lines(text: &str, width: u32) -> u32 {
    let columns: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    columns.div_ceil(width).max(1)
}

/// A text that no spreadsheet takes for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}
