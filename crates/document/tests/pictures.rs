//! Pictures where text should be: pages that were scanned, and tables pasted as pictures. What they show cannot be read,
//! but it must not be passed over in silence.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_document::{Document, ReadError, read};

/// A page as a scanner makes it: a picture over the whole page, drawn as the content says.
fn pages(contents: &[&str]) -> Vec<u8> {
    let count = contents.len();
    let kids: Vec<String> = (0..count).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
    let picture =
        "/Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode".to_owned();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        common::pdf_stream(&picture, &[0xff, 0xd8, 0xff]),
    ];
    for (page, content) in contents.iter().enumerate() {
        let resources = "/Resources << /Font << /F 3 0 R >> /XObject << /X 4 0 R >> >>";
        let stream = 6 + 2 * page;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {resources} /Contents {stream} 0 R >>")
                .into_bytes(),
        );
        objects.push(common::pdf_stream("", content.as_bytes()));
    }
    common::pdf_of(&objects, "")
}

const SCAN: &str = "q 300 0 0 400 0 0 cm /X Do Q\n";
/// What text recognition puts behind a scan is not what the page prints.
const RECOGNISED: &str = "q 300 0 0 400 0 0 cm /X Do Q BT 3 Tr /F 10 Tf 40 300 Td (guess) Tj ET\n";
const INLINE: &str = "q 300 0 0 400 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q\n";

fn text(text: &str) -> String {
    format!("BT /F 10 Tf 40 300 Td ({text}) Tj ET\n")
}

fn messages(document: &Document) -> Vec<&str> {
    document.issues.iter().map(|issue| issue.message.as_str()).collect()
}

#[test]
fn a_document_of_pictures_is_refused() {
    let error = read(&pages(&[SCAN, RECOGNISED, INLINE]), "a.pdf").map(|_| ()).unwrap_err();
    assert_eq!(error, ReadError::OnlyPictures { pages: 3 });
    let message = error.to_string();
    assert!(["3 页", "图片", "无法检查", "请"].iter().all(|word| message.contains(word)), "{message}");
    // A page without anything is no picture, and no page number makes a scan a text.
    let numbered = format!("{SCAN}BT /F 9 Tf 145 15 Td (- 2 -) Tj ET");
    assert_eq!(
        read(&pages(&["", SCAN, &numbered]), "a.pdf").map(|_| ()).unwrap_err(),
        ReadError::OnlyPictures { pages: 2 }
    );
    assert!(read(&pages(&["", ""]), "a.pdf").is_ok());
}

#[test]
fn scanned_pages_among_others_are_named() {
    let (first, last) = (text("first"), text("last"));
    let document = read(&pages(&[&first, SCAN, SCAN, &last, SCAN]), "a.pdf").unwrap();
    assert_eq!(document.paragraphs().count(), 2);
    let messages = messages(&document);
    assert!(messages[0].contains("第 2-3、5 页") && messages[0].contains("无法检查"), "{messages:?}");
    assert_eq!(document.issues[0].place.page, Some(2));
    // A seal beside a text is none.
    let sealed = format!("{first} q 80 0 0 80 200 20 cm /X Do Q");
    assert_eq!(read(&pages(&[&sealed]), "a.pdf").unwrap().issues.len(), 0);
}

#[test]
fn a_table_as_a_picture_is_named() {
    let heading = "q 250 0 0 200 20 60 cm /X Do Q".to_owned() + &text("Statement 1");
    let document = read(&pages(&[&text("first"), &heading]), "a.pdf").unwrap();
    let messages = messages(&document);
    assert!(messages.len() == 1 && messages[0].contains("第 2 页") && messages[0].contains("无法检查"), "{messages:?}");
}

const PICTURE: &str = "<w:r><w:drawing><wp:inline><wp:extent cx=\"5000000\" cy=\"2000000\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed=\"rId5\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";

#[test]
fn pictures_in_a_docx_are_named() {
    let vml = "<w:r><w:pict><v:shape style=\"width:400pt;height:120pt\"><v:imagedata r:id=\"rId6\"/></v:shape></w:pict></w:r>";
    let small = PICTURE.replace("5000000", "500000");
    let paragraph = |run: &str| format!("<w:p>{run}</w:p>");
    let words = paragraph("<w:r><w:t>一、收支总表</w:t></w:r>");
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph(vml));
    let body = format!("{words}{}{}{words}{cell}", paragraph(PICTURE), paragraph(&small));
    let document = read(&common::docx(&body), "a.docx").unwrap();
    let messages = messages(&document);
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(["2 张", "第2段", "表1", "无法检查"].iter().all(|word| messages[0].contains(word)), "{messages:?}");
    assert_eq!(document.issues[0].place.paragraph, Some(2));
    let none = read(&common::docx(&format!("{words}{}", paragraph(&small))), "a.docx").unwrap();
    assert_eq!(none.issues.len(), 0);
}

#[test]
fn pictures_in_an_odt_are_named() {
    let frame = "<text:p>甲</text:p><text:p><draw:frame svg:width=\"15cm\" svg:height=\"6cm\"><draw:image xlink:href=\"Pictures/1.png\"/></draw:frame></text:p>";
    let document = read(&common::odf("text", "", frame), "a.odt").unwrap();
    let messages = messages(&document);
    assert!(messages.len() == 1 && messages[0].contains("第2段") && messages[0].contains("无法检查"), "{messages:?}");
    let icon = frame.replace("15cm", "1cm");
    assert_eq!(read(&common::odf("text", "", &icon), "a.odt").unwrap().issues.len(), 0);
}
