//! `numbering.xml` of a docx: its lists and their levels. How they count and print is in `crate::numbering`.

use crate::error::ReadError;
use crate::numbering::{LEVELS, Level, Levels, List, NumberRef, Numbering};
use crate::xml::{Element, Token, Xml};

/// Reads a `numPr` that has just begun.
pub(super) fn read_reference(xml: &mut Xml<'_>) -> Result<NumberRef, ReadError> {
    let mut number = NumberRef::default();
    xml.children(|_, child| {
        match child.name() {
            "numId" => number.id = child.number("val"),
            "ilvl" => number.level = child.number("val"),
            _ => {}
        }
        Ok(())
    })?;
    Ok(number)
}

/// Reads the part.
pub(super) fn read(part: &str, text: &str) -> Result<Numbering, ReadError> {
    let mut numbering = Numbering::default();
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "numbering" => {}
                "abstractNum" => kind(&mut numbering, &mut xml, &element)?,
                "num" => list(&mut numbering, &mut xml, &element)?,
                _ => xml.skip()?,
            },
            Token::Eof => return Ok(numbering),
            Token::End | Token::Text(_) => {}
        }
    }
}

fn kind(numbering: &mut Numbering, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
    let id = element.number("abstractNumId").unwrap_or(0);
    let mut levels = Levels::new();
    xml.children(|xml, child| {
        if child.name() == "lvl" {
            levels.insert(child.number("ilvl").unwrap_or(0), read_level(xml)?);
        }
        Ok(())
    })?;
    numbering.add_kind(id, levels);
    Ok(())
}

fn list(numbering: &mut Numbering, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
    let id = element.number("numId").unwrap_or(0);
    let mut list = List::default();
    xml.children(|xml, child| {
        match child.name() {
            "abstractNumId" => list.kind = child.number("val").unwrap_or(0),
            "lvlOverride" => {
                let level: usize = child.number("ilvl").unwrap_or(0);
                xml.children(|xml, child| {
                    match child.name() {
                        "startOverride" if level < LEVELS => list.start_overrides[level] = child.number("val"),
                        "lvl" => drop(list.levels.insert(level, read_level(xml)?)),
                        _ => {}
                    }
                    Ok(())
                })?;
            }
            _ => {}
        }
        Ok(())
    })?;
    numbering.add_list(id, list);
    Ok(())
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, ReadError> {
    let mut level = Level::default();
    xml.children(|_, child| {
        let value = || child.val().map(|value| value.into_owned()).unwrap_or_default();
        match child.name() {
            "start" => level.start = child.number("val").unwrap_or(1),
            "numFmt" => level.format = value(),
            "lvlText" => level.text = value(),
            "suff" => level.suffix = value(),
            "pStyle" => level.style = Some(value()),
            "isLgl" => level.legal = child.is_on(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="x">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    fn at(id: u32, level: usize) -> NumberRef {
        NumberRef { id: Some(id), level: Some(level), style: None }
    }

    #[test]
    fn lists_count_and_restart() {
        let mut lists = read("numbering.xml", LISTS).unwrap();
        let mut next = |id, level| lists.next(&at(id, level)).unwrap_or_default();
        assert_eq!(next(1, 0), "一、");
        assert_eq!(next(1, 1), "一.1 ");
        assert_eq!(next(1, 1), "一.2 ");
        assert_eq!(next(1, 0), "二、");
        assert_eq!(next(1, 1), "二.1 ");
        assert_eq!(next(2, 0), "七、");
        assert_eq!(next(2, 0), "八、");
        assert_eq!(next(0, 0), "");
        assert_eq!(next(9, 0), "");
        assert_eq!(next(1, 40), "");
    }
}
