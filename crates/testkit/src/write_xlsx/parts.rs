//! The fixed parts of an xlsx: content types, relations, workbook, styles. The rows come from `write_xlsx.rs`.

use crate::xml::escape;

/// Text without borders.
pub(super) const PLAIN: usize = 0;
/// Text with borders.
pub(super) const BORDER: usize = 1;
/// `0.00`
pub(super) const MONEY: usize = 2;
/// `#,##0.00`
pub(super) const MONEY_GROUPED: usize = 3;
/// `0%`
pub(super) const PERCENT: usize = 4;
/// `0`
pub(super) const COUNT: usize = 5;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A sheet of rows (each the cells of one row) and merged ranges.
pub(super) fn sheet(rows: &[String], merges: &[String]) -> String {
    let mut out = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetFormatPr defaultColWidth=\"18\" defaultRowHeight=\"15\"/><sheetData>"
    );
    for (i, row) in rows.iter().enumerate() {
        if !row.is_empty() {
            out.push_str(&format!("<row r=\"{}\">{row}</row>", i + 1));
        }
    }
    out.push_str("</sheetData>");
    if !merges.is_empty() {
        out.push_str(&format!("<mergeCells count=\"{}\">", merges.len()));
        for range in merges {
            out.push_str(&format!("<mergeCell ref=\"{range}\"/>"));
        }
        out.push_str("</mergeCells>");
    }
    out.push_str("</worksheet>");
    out
}

/// All parts in the order they are zipped.
pub(super) fn all(names: &[&str], sheets: Vec<String>) -> Vec<(String, String)> {
    let part = |name: String, content: String| (name, format!("{XML}{content}"));
    let mut types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/>"
    );
    let mut list = String::new();
    let mut relations = format!("<Relationship Id=\"rIdStyles\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/>");
    for (i, name) in names.iter().enumerate() {
        let n = i + 1;
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        ));
        list.push_str(&format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escape(name)));
        relations.push_str(&format!(
            "<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        ));
    }
    types.push_str("</Types>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut parts = vec![
        part("[Content_Types].xml".to_owned(), types),
        part("_rels/.rels".to_owned(), root),
        part(
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>"),
        ),
        part(
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
        ),
        part("xl/styles.xml".to_owned(), styles()),
    ];
    for (i, sheet) in sheets.into_iter().enumerate() {
        parts.push(part(format!("xl/worksheets/sheet{}.xml", i + 1), sheet));
    }
    parts
}

fn styles() -> String {
    let edge = |name: &str| format!("<{name} style=\"thin\"><color auto=\"1\"/></{name}>");
    let border =
        format!("<border>{}{}{}{}<diagonal/></border>", edge("left"), edge("right"), edge("top"), edge("bottom"));
    let xf = |format: u32, border: u32| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>"
        )
    };
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>{border}</borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"6\">{}{}{}{}{}{}</cellXfs></styleSheet>",
        xf(0, 0),
        xf(0, 1),
        xf(2, 1),
        xf(4, 1),
        xf(9, 1),
        xf(1, 1)
    )
}
