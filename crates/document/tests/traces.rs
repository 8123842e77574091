//! What a file carries besides what prints: each kind of trace planted in a small file and found at its place, and
//! none found where there is none.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_document::limits::MAX_TRACES;
use mingsuan_document::{Document, Trace, TraceKind, read};

fn traces(bytes: &[u8]) -> Vec<Trace> {
    read(bytes, "").unwrap().traces
}

/// Kind, label and text of each trace.
fn told(traces: &[Trace]) -> Vec<(TraceKind, &str, &str)> {
    traces.iter().map(|trace| (trace.kind, trace.label.as_str(), trace.text.as_str())).collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

#[test]
fn hidden_text_and_changes_of_a_docx_are_traces() {
    let body = r#"<w:p><w:r><w:t>第一段</w:t></w:r></w:p>
        <w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的话</w:t></w:r>
          <w:ins w:author="王某"><w:r><w:t>新增的话</w:t></w:r></w:ins>
          <w:del w:author="李某"><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>一</w:t></w:r></w:p></w:tc>
          <w:tc><w:p><w:del><w:r><w:delText>旧数</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"#;
    let document = read(&common::docx(body), "").unwrap();
    assert_eq!(paragraphs(&document), ["第一段", "甲新增的话"]);
    assert_eq!(
        told(&document.traces),
        [
            (TraceKind::HiddenText, "隐藏文字", "藏起来的话"),
            (TraceKind::Insertion, "修订（新增，王某）", "新增的话"),
            (TraceKind::Deletion, "修订（删除，李某）", "删去的话"),
            (TraceKind::Deletion, "修订（删除）", "旧数"),
        ]
    );
    assert_eq!(document.traces[0].place.paragraph, Some(2));
    let cell = &document.traces[3].place;
    assert_eq!((cell.table, cell.row, cell.column), (Some(1), Some(1), Some(2)));
}

#[test]
fn a_switched_off_vanish_is_text() {
    let body = r#"<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r></w:p>"#;
    let document = read(&common::docx(body), "").unwrap();
    assert_eq!(paragraphs(&document), ["看得见"]);
    assert!(document.traces.is_empty());
}

#[test]
fn parts_beside_the_text_are_traces() {
    let bytes = common::docx_with(
        "<w:p><w:r><w:t>正文</w:t></w:r></w:p>",
        &[
            ("word/comments.xml", r#"<w:comments><w:comment w:author="赵某"><w:p><w:r><w:t>此数待定</w:t></w:r></w:p></w:comment></w:comments>"#.as_bytes()),
            ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>内部</w:t></w:r><w:r><w:t>资料</w:t></w:r></w:p></w:hdr>".as_bytes()),
            ("word/header2.xml", "<w:hdr><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>".as_bytes()),
            ("word/footer1.xml", b"<w:ftr><w:p><w:r><w:instrText>PAGE</w:instrText><w:t>- 1 -</w:t></w:r></w:p></w:ftr>"),
            ("docProps/core.xml", "<cp><dc:title>公开</dc:title><dc:creator>钱某</dc:creator><cp:lastModifiedBy/></cp>".as_bytes()),
            ("docProps/app.xml", "<P><Template>Normal.dotm</Template><Company>某某公司</Company></P>".as_bytes()),
            ("docProps/custom.xml", "<P><property name=\"密级\"><vt:lpwstr>内部</vt:lpwstr></property></P>".as_bytes()),
            ("word/people.xml", "<w15:people><w15:person w15:author=\"孙某\"/></w15:people>".as_bytes()),
            ("word/_rels/settings.xml.rels", br#"<R><Relationship Type="x/attachedTemplate" Target="file:///C:/Users/sun/t.dotx" TargetMode="External"/><Relationship Type="x/image" Target="media/i.png"/></R>"#),
            ("word/vbaProject.bin", b"x"),
            ("word/embeddings/oleObject1.bin", b"x"),
        ],
    );
    assert_eq!(
        told(&traces(&bytes)),
        [
            (TraceKind::Comment, "批注（赵某）", "此数待定"),
            (TraceKind::Margin, "页眉页脚", "内部资料"),
            (TraceKind::Metadata, "作者", "钱某"),
            (TraceKind::Metadata, "单位", "某某公司"),
            (TraceKind::Metadata, "自定义属性“密级”", "内部"),
            (TraceKind::Metadata, "审阅人", "孙某"),
            (TraceKind::ExternalLink, "模板路径", "file:///C:/Users/sun/t.dotx"),
            (TraceKind::Macro, "宏", "vbaProject.bin"),
            (TraceKind::EmbeddedObject, "嵌入的文件", "oleObject1.bin"),
        ]
    );
}

#[test]
fn a_broken_part_beside_the_text_is_an_issue() {
    let bytes = common::docx_with("<w:p><w:r><w:t>正文</w:t></w:r></w:p>", &[("word/comments.xml", b"<w:comments>")]);
    let document = read(&bytes, "").unwrap();
    assert_eq!(paragraphs(&document), ["正文"]);
    assert!(document.issues[0].message.contains("word/comments.xml"), "{:?}", document.issues);
}

#[test]
fn what_a_workbook_hides_is_a_trace() {
    let sheet =
        |name: &str| format!("<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>{name}</v></c></row></sheetData>");
    let first = r#"<cols><col min="2" max="3" width="0"/><col min="5" max="5" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="str"><v>项目</v></c><c r="C1" t="str"><v>内部编号</v></c></row>
        <row r="2" hidden="1"><c r="A2" t="str"><v>旧项目</v></c><c r="B2"><v>3</v></c></row>
        <row r="3" ht="0"><c r="A3" t="str"><v>更旧的项目</v></c></row><row r="4" hidden="true"/></sheetData>
        <headerFooter><oddHeader>&amp;C征求意见稿</oddHeader></headerFooter>"#;
    let worksheet = |content: &str| format!("<worksheet>{content}</worksheet>");
    let bytes = common::zip(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"表一\" r:id=\"a\"/><sheet name=\"底稿\" state=\"veryHidden\" r:id=\"b\"/></sheets></workbook>".as_bytes()),
        ("xl/_rels/workbook.xml.rels", b"<R><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"worksheets/sheet2.xml\"/></R>"),
        ("xl/worksheets/sheet1.xml", worksheet(first).as_bytes()),
        ("xl/worksheets/sheet2.xml", worksheet(&sheet("测算过程")).as_bytes()),
        ("xl/worksheets/_rels/sheet1.xml.rels", b"<R><Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/><Relationship Id=\"t\" Type=\"x/threadedComment\" Target=\"../threadedComments/t1.xml\"/></R>"),
        ("xl/comments1.xml", "<comments><authors><author>周某</author><author>tc={1}</author></authors><commentList><comment ref=\"B7\" authorId=\"0\"><text><t>请核对</t></text></comment><comment ref=\"C8\" authorId=\"1\"><text><t>[线程批注]</t></text></comment></commentList></comments>".as_bytes()),
        ("xl/threadedComments/t1.xml", "<T><threadedComment ref=\"C8\"><text>数不对</text></threadedComment></T>".as_bytes()),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", br#"<R><Relationship Type="x/externalLinkPath" Target="file:///\\server\share\b.xlsx" TargetMode="External"/></R>"#),
        ("xl/connections.xml", b"<connections><connection><dbPr connection=\"Provider=SQL;Server=10.0.0.5\"/></connection></connections>"),
    ]);
    let traces = traces(&bytes);
    assert_eq!(
        told(&traces),
        [
            (TraceKind::HiddenCells, "隐藏列", "内部编号"),
            (TraceKind::HiddenCells, "隐藏行", "旧项目 3"),
            (TraceKind::HiddenCells, "隐藏行", "更旧的项目"),
            (TraceKind::Margin, "页眉页脚", "&C征求意见稿"),
            (TraceKind::HiddenSheet, "隐藏的工作表“底稿”", "测算过程"),
            (TraceKind::Comment, "批注（周某）", "请核对"),
            (TraceKind::Comment, "批注", "数不对"),
            (TraceKind::ExternalLink, "外部工作簿", r"file:///\\server\share\b.xlsx"),
            (TraceKind::ExternalLink, "数据连接", "Provider=SQL;Server=10.0.0.5"),
        ]
    );
    assert_eq!(traces[0].place.describe(), "表一!C1");
    assert_eq!(traces[5].place.describe(), "表一!B7");
}

#[test]
fn what_a_page_hides_is_a_trace() {
    let page = r#"<html><head><meta name="Author" content="吴某"><meta name="viewport" content="x"><!-- 头部注释 --><title>题</title></head>
        <body><p>正文</p><!-- 待领导审定 --><!--[endif]--><p style="display: none">不给看</p><div hidden>也不给看</div>
        <script>var a = 1;</script><a href="https://example.gov.cn/x">文件</a><a href="b.html">顶部</a><img src="a.png">
        <img src="file:///D:/照片.png"><iframe src="http://10.0.0.1/"></iframe></body></html>"#;
    let document = read(page.as_bytes(), "x.html").unwrap();
    assert_eq!(paragraphs(&document), ["正文", "文件顶部"]);
    assert_eq!(
        told(&document.traces),
        [
            (TraceKind::Metadata, "作者", "吴某"),
            (TraceKind::MarkupComment, "网页注释", "头部注释"),
            (TraceKind::MarkupComment, "网页注释", "待领导审定"),
            (TraceKind::HiddenText, "隐藏内容", "不给看"),
            (TraceKind::HiddenText, "隐藏内容", "也不给看"),
            (TraceKind::Script, "脚本", "var a = 1;"),
            (TraceKind::ExternalLink, "超链接", "https://example.gov.cn/x"),
            (TraceKind::ExternalLink, "外部图片", "file:///D:/照片.png"),
            (TraceKind::EmbeddedObject, "嵌入的内容", "http://10.0.0.1/"),
        ]
    );
}

#[test]
fn a_flood_of_traces_is_cut() {
    let body = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>".repeat(MAX_TRACES + 5);
    let document = read(&common::docx(&body), "").unwrap();
    assert_eq!(document.traces.len(), MAX_TRACES);
    assert!(document.issues.iter().any(|issue| issue.message.contains("另有 5 处")));
}

#[test]
fn plain_files_have_none() {
    assert!(traces(&common::docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>")).is_empty());
    assert!(traces("收入\n\t合计\n\t1.00\n".as_bytes()).is_empty());
    assert!(traces(b"<html><body><p>1</p></body></html>").is_empty());
    for extension in ["docx", "txt"] {
        let Some(bytes) = common::fixture(&format!("dachang-2024.{extension}")) else { continue };
        assert_eq!(traces(&bytes), [], "{extension}");
    }
}
