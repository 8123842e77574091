//! `styles.xml` of a workbook: the number format of each cell style. Fonts, fills and borders are not read.

use std::collections::HashMap;

use crate::error::ReadError;
use crate::workbook::NumberFormat;
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
    Ok(ids.into_iter().map(|id| custom.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id))).collect())
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
