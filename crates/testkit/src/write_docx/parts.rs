//! The fixed parts of a docx: content types, relations, styles, footer. The body comes from `write_docx.rs`.

/// Borders of the caption row: only the line towards the table.
pub(super) const CAPTION_BORDERS: &str =
    "<w:tcBorders><w:top w:val=\"nil\"/><w:left w:val=\"nil\"/><w:right w:val=\"nil\"/></w:tcBorders>";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
</Types>";

const ROOT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";

const DOCUMENT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>\
</Relationships>";

const FOOTER: &str = "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";

/// All parts in the order they are zipped.
pub(super) fn all(body: &str) -> Vec<(String, String)> {
    let part = |name: &str, content: String| (name.to_owned(), format!("{XML}{content}"));
    vec![
        part("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        part("_rels/.rels", ROOT_RELATIONS.to_owned()),
        part("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        part("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        part("word/styles.xml", styles()),
        part("word/settings.xml", format!("<w:settings {W}><w:defaultTabStop w:val=\"420\"/></w:settings>")),
        part("word/footer1.xml", format!("<w:ftr {W}>{FOOTER}</w:ftr>")),
    ]
}

fn style(id: &str, name: &str, paragraph: &str, font: &str, half_points: u32, bold: bool) -> String {
    let weight = if bold { "<w:b/>" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{font}\"/>\
         {weight}<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/></w:rPr></w:style>"
    )
}

fn styles() -> String {
    let tight =
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"0\"/>";
    let gap = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"100\" w:lineRule=\"exact\"/><w:ind w:firstLine=\"0\"/>";
    let mut out = format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"仿宋\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr>\
         </w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:firstLine=\"640\"/></w:pPr></w:style>"
    );
    let title = "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>";
    let keep = |level: u8| {
        format!(
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"{level}\"/>"
        )
    };
    out.push_str(&style("Title", "Title", title, "方正小标宋_GBK", 44, true));
    out.push_str(&style("Heading1", "heading 1", &keep(0), "黑体", 32, true));
    out.push_str(&style("Heading2", "heading 2", &keep(1), "楷体", 32, false));
    out.push_str(&style("Heading3", "heading 3", &keep(2), "仿宋", 32, true));
    out.push_str(&style("TableHead", "Table Head", tight, "宋体", 18, true));
    out.push_str(&style("TableText", "Table Text", tight, "宋体", 18, false));
    out.push_str(&style("TableNote", "Table Note", tight, "宋体", 21, false));
    out.push_str(&style("TableGap", "Table Gap", gap, "宋体", 4, false));
    let footer = "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>";
    out.push_str(&style("Footer", "footer", footer, "宋体", 18, false));
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"));
    out.push_str(&format!(
        "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{}</w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        edges.concat()
    ));
    out
}
