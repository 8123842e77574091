//! `styles.xml` of a workbook: the number format of each cell style. Fonts, fills and borders are not read.

use std::collections::HashMap;

use super::format::NumberFormat;
use crate::error::ReadError;
use crate::xml::{Token, Xml};

/// The number formats, by cell style index.
pub(super) fn read(part: &str, text: &str) -> Result<Vec<NumberFormat>, ReadError> {
    let mut custom: HashMap<u32, NumberFormat> = HashMap::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "styleSheet" => {}
                "numFmts" => xml.children(|_, format| {
                    if let (Some(id), Some(code)) = (format.number("numFmtId"), format.attribute("formatCode")) {
                        custom.insert(id, NumberFormat::parse(&code));
                    }
                    Ok(())
                })?,
                "cellXfs" => xml.children(|_, style| {
                    ids.push(style.number("numFmtId").unwrap_or(0));
                    Ok(())
                })?,
                _ => xml.skip()?,
            },
            Token::Eof => break,
            Token::End | Token::Text(_) => {}
        }
    }
    Ok(ids.into_iter().map(|id| custom.get(&id).cloned().unwrap_or_else(|| built_in(id))).collect())
}

/// The formats that every workbook knows without writing them down (ISO/IEC 29500-1, 18.8.30; the Chinese ones too).
fn built_in(id: u32) -> NumberFormat {
    NumberFormat::parse(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 15 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
        16 => "mm-dd",
        17 => "yyyy-mm",
        18 | 20 | 32 | 34 | 55 => "hh:mm",
        19 | 21 | 33 | 35 | 56 => "hh:mm:ss",
        22 => "yyyy-mm-dd hh:mm",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        _ => "General",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_styles_point_to_formats() {
        let text = r##"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="#,##0.0"/></numFmts>
            <cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="9"/><xf/></cellXfs></styleSheet>"##;
        let formats = read("styles.xml", text).unwrap();
        let shown: Vec<String> = formats.iter().map(|format| format.show("1234.56", false)).collect();
        assert_eq!(shown, ["1234.56", "1,234.6", "123456%", "1234.56"]);
    }
}
