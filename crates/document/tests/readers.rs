//! What each reader makes of the constructs of its format, on small files made here.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_document::{Block, Document, Table, read};

fn paragraphs(document: &Document) -> Vec<(&str, Option<u8>)> {
    document.paragraphs().map(|p| (p.text.as_str(), p.level)).collect()
}

/// (row, column, row span, column span, text) of each cell.
fn cells(table: &Table) -> Vec<(usize, usize, usize, usize, &str)> {
    table.cells().iter().map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str())).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

#[test]
fn docx_runs_breaks_fields_and_revisions() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>一、</w:t><w:tab/><w:t> 收入 </w:t><w:br/><w:t>二</w:t><w:noBreakHyphen/>\
          <w:br w:type=\"page\"/></w:r><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t></w:r>\
          <w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>\
          <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>&lt;&#19968;&gt;</w:t></w:r></w:p>\
        <w:p/><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let document = read(&common::docx(body), "a.docx").unwrap();
    let texts: Vec<&str> = document.paragraphs().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, ["一、\t收入\n二-链", "7增<一>", "控件"]);
    assert_eq!(document.paragraphs().last().unwrap().place.paragraph, Some(3));
    assert_eq!(document.issues.len(), 1);
}

#[test]
fn tables_of_contents_are_passed_over() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
    let control = |gallery: &str, text: &str| {
        let kind = format!("<w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"{gallery}\"/></w:docPartObj></w:sdtPr>");
        format!("<w:sdt>{kind}<w:sdtContent>{}</w:sdtContent></w:sdt>", p(text))
    };
    let entry = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>一、收入</w:t><w:tab/><w:t>3</w:t></w:r></w:p>";
    let body = control("Table of Contents", "目录") + entry + &control("Cover Pages", "封面") + &p("一、收入");
    let document = read(&common::docx_with(&body, &[("word/styles.xml", styles.as_bytes())]), "a.docx").unwrap();
    assert_eq!(paragraphs(&document), [("封面", None), ("一、收入", None)]);
    let html = "前<nav><h2>目录</h2><a href='#a'>一、收入</a></nav>后<h2 id=a>一、收入</h2>";
    let document = read(format!("<html><body>{html}</body></html>").as_bytes(), "a.html").unwrap();
    assert_eq!(paragraphs(&document), [("前", None), ("后", None), ("一、收入", Some(2))]);
}

#[test]
fn xlsx_links_are_read() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>甲</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>乙</v></c></row></sheetData>\
        <hyperlinks><hyperlink ref=\"A1\" location=\"'二''次'!A1\"/><hyperlink ref=\"A9\" r:id=\"x\"/><hyperlink location=\"!\"/></hyperlinks>";
    let document = read(&common::xlsx(sheet, "<styleSheet/>", "<sst/>"), "a.xlsx").unwrap();
    assert_eq!(document.tables().map(Table::rows).collect::<Vec<_>>(), [2]);
}

#[test]
fn docx_text_boxes_are_read_once() {
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r></w:p>",
        p("框")
    );
    let document = read(&common::docx(&body), "a.docx").unwrap();
    assert_eq!(paragraphs(&document), [("框", None), ("正文", None)]);
}

#[test]
fn docx_headings_and_numbers() {
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/>\
        <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
        <w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let heading = |text| format!("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = heading("收入")
        + "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>说明</w:t></w:r></w:p>"
        + &p("正文")
        + "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr></w:p>"
        + &heading("支出")
        + "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>附</w:t></w:r></w:p>";
    let more: [(&str, &[u8]); 2] =
        [("word/styles.xml", styles.as_bytes()), ("word/numbering.xml", numbering.as_bytes())];
    let document = read(&common::docx_with(&body, &more), "a.docx").unwrap();
    let wanted =
        [("一、收入", Some(1)), ("（1）说明", Some(2)), ("正文", None), ("二、支出", Some(1)), ("附", Some(1))];
    assert_eq!(paragraphs(&document), wanted);
}

#[test]
fn docx_tables_merge_and_nest() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", &p("内")));
    let body = format!(
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>\
         <w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>{}",
        tc("<w:vMerge w:val=\"restart\"/>", &p("序")),
        tc("<w:gridSpan w:val=\"2\"/>", &(p("") + &p("收") + &p(" ") + &p("入"))),
        tc("<w:vMerge/>", &p("不见")),
        tc("", &p("甲")),
        tc("", &(inner + &p("乙"))),
        tc("", &p("丙")),
        tc("", &p("删")),
        p("后")
    );
    let document = read(&common::docx(&body), "a.docx").unwrap();
    let tables: Vec<&Table> = document.tables().collect();
    assert_eq!(
        cells(tables[0]),
        [(0, 0, 2, 1, "序"), (0, 1, 1, 2, "收\n入"), (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙"), (2, 1, 1, 1, "丙")]
    );
    assert_eq!(cells(tables[1]), [(0, 0, 1, 1, "内")]);
    assert_eq!((tables[0].place.table, tables[1].place.table), (Some(1), Some(2)));
    assert!(matches!(document.blocks.as_slice(), [Block::Table(_), Block::Table(_), Block::Paragraph(_)]));
}

#[test]
fn xlsx_values_styles_and_issues() {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"2\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let sheet = "<sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"1\"><f>A1</f><v>7.5</v></c><c r=\"D2\" s=\"2\"><v>0.25</v></c>\
        <c r=\"E2\" s=\"3\"><v>45291</v></c><c r=\"F2\" s=\"1\"><v/></c><c r=\"G2\"><v>0.30000000000000004</v></c></row>\
        <row r=\"5\" hidden=\"1\"><c r=\"B5\" t=\"str\"><v> 其中：</v></c></row></sheetData>";
    let strings = "<sst><si><r><t>办公</t></r><r><t>费</t></r></si></sst>";
    let document = read(&common::xlsx(sheet, styles, strings), "a.xlsx").unwrap();
    let table = document.tables().next().unwrap();
    let texts: Vec<&str> = table.cells().iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["办公费", "7.50", "25%", "2023-12-31", "0.3", " 其中："]);
    assert_eq!((table.rows(), table.columns()), (5, 7));
    assert_eq!(table.at(4, 1).unwrap().place.describe(), "表一!B5");
    assert_eq!(document.issues.len(), 1);
}

#[test]
fn html_blocks_spans_and_hidden_parts() {
    let html = "<!DOCTYPE html><html><head><title>题</title><style>p{}</style></head><body><h2>一、收入</h2><div>甲<p>乙&nbsp;&nbsp;丙\n 丁<br><br>戊</p>己</div>\
        <p hidden>x</p><p style='DISPLAY: none'>y</p><script>z</script><ul><li>项</li></ul><pre>行一\n  行二</pre>\
        <table><caption>表题</caption><tr><td rowspan=2>序<td colspan=2><p>收</p><p>入</p></tr><tr><td>A<table><tr><td>内</table><td>B</table>末</body></html>";
    let document = read(html.as_bytes(), "a.html").unwrap();
    let wanted = [
        ("一、收入", Some(2)),
        ("甲", None),
        ("乙  丙 丁\n戊", None),
        ("己", None),
        ("项", None),
        ("行一\n  行二", None),
        ("表题", None),
        ("末", None),
    ];
    assert_eq!(paragraphs(&document), wanted);
    let tables: Vec<&Table> = document.tables().collect();
    assert_eq!(cells(tables[0]), [(0, 0, 2, 1, "序"), (0, 1, 1, 2, "收\n入"), (1, 1, 1, 1, "A"), (1, 2, 1, 1, "B")]);
    assert_eq!(cells(tables[1]), [(0, 0, 1, 1, "内")]);
}

#[test]
fn html_encodings() {
    // "收入" in GBK, told by a meta tag or not at all, and in UTF-16 with a mark.
    let gbk: &[u8] = b"\xca\xd5\xc8\xeb";
    for head in [&b"<html><head><meta charset=\"gb2312\"></head><body><p>"[..], b"<html><body><p>"] {
        let bytes = [head, gbk].concat();
        assert_eq!(paragraphs(&read(&bytes, "a.html").unwrap()), [("收入", None)]);
    }
    let wide: Vec<u8> = "\u{feff}<html><p>收入".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(paragraphs(&read(&wide, "a.html").unwrap()), [("收入", None)]);
    assert_eq!(paragraphs(&read("\u{feff}<html><p>收入".as_bytes(), "a.html").unwrap()), [("收入", None)]);
}
