//! The lists of a Word document ([MS-DOC] 2.9.131 and 2.9.132): their levels, and how each numbers. How they count and
//! print is in `crate::numbering`.

use std::collections::HashMap;

use crate::bytes::{index_at, u16_at, u32_at};
use crate::numbering::{LEVELS, Level, Levels, List, Numbering};

/// Bytes of a list, of a level without its text, and of a list override.
const LIST_LENGTH: usize = 28;
const LEVEL_LENGTH: usize = 28;
const OVERRIDE_LENGTH: usize = 16;

/// Reads both parts; `lists` goes on behind the part, where the levels stand. What is cut off has no numbers.
pub(super) fn read(lists: &[u8], overrides: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let kinds = read_kinds(lists, &mut numbering).unwrap_or_default();
    read_overrides(overrides, &kinds, &mut numbering);
    numbering
}

/// The kinds of list by the identity that overrides name.
fn read_kinds(lists: &[u8], numbering: &mut Numbering) -> Option<HashMap<u32, u32>> {
    let count = usize::from(u16_at(lists, 0)?);
    let mut kinds = HashMap::new();
    let mut at = 2 + LIST_LENGTH * count;
    for index in 0..count {
        let list = lists.get(2 + LIST_LENGTH * index..)?.get(..LIST_LENGTH)?;
        let is_simple = list[26] & 1 != 0;
        let mut levels = Levels::new();
        for level in 0..if is_simple { 1 } else { LEVELS } {
            let Some((mut read, length)) = read_level(lists.get(at..).unwrap_or_default()) else {
                break;
            };
            let style = u16_at(list, 8 + 2 * level).filter(|style| *style != 0x0fff);
            read.style = style.map(|style| style.to_string());
            levels.insert(level, read);
            at += length;
        }
        let kind = u32::try_from(index).ok()?;
        kinds.insert(u32_at(list, 0)?, kind);
        numbering.add_kind(kind, levels);
    }
    Some(kinds)
}

/// A level and its length in bytes.
fn read_level(bytes: &[u8]) -> Option<(Level, usize)> {
    let head = bytes.get(..LEVEL_LENGTH)?;
    let text_at = LEVEL_LENGTH + usize::from(head[24]) + usize::from(head[25]);
    let length = usize::from(u16_at(bytes, text_at)?);
    let units = bytes.get(text_at + 2..text_at + 2 + 2 * length)?;
    let mut text = Vec::with_capacity(length + 2);
    for unit in units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])) {
        match unit {
            // The number of a level stands for itself.
            0..9 => text.extend([u16::from(b'%'), u16::from(b'1') + unit]),
            other => text.push(other),
        }
    }
    let suffix = ["tab", "space", "nothing"][usize::from(head[15]).min(2)].to_owned();
    let level = Level {
        start: u32_at(head, 0)?,
        format: format_name(head[4]).to_owned(),
        text: String::from_utf16_lossy(&text),
        suffix,
        style: None,
        legal: head[5] & 4 != 0,
    };
    Some((level, text_at + 2 + 2 * length))
}

/// The lists that paragraphs name, counted from 1; what each changes about its kind stands behind all of them.
fn read_overrides(part: &[u8], kinds: &HashMap<u32, u32>, numbering: &mut Numbering) -> Option<()> {
    let count = index_at(part, 0)?;
    let mut at = OVERRIDE_LENGTH.checked_mul(count)?.checked_add(4)?;
    for index in 0..count {
        let entry = part.get(4 + OVERRIDE_LENGTH * index..)?.get(..OVERRIDE_LENGTH)?;
        let mut list = kinds.get(&u32_at(entry, 0)?).map(|kind| List::of_kind(*kind));
        at += 4;
        for _ in 0..entry[12] {
            let Some(change) = part.get(at..).and_then(|rest| rest.get(..8)) else { break };
            at += 8;
            let level = usize::from(change[4] & 0x0f);
            let replaced = if change[4] & 0x20 == 0 { None } else { read_level(part.get(at..).unwrap_or_default()) };
            let start = u32_at(change, 0).filter(|_| change[4] & 0x10 != 0 && replaced.is_none());
            at += replaced.as_ref().map_or(0, |(_, length)| *length);
            if let Some(list) = list.as_mut().filter(|_| level < LEVELS) {
                list.start_overrides[level] = start.or(replaced.as_ref().map(|(level, _)| level.start));
                list.levels.extend(replaced.map(|(replaced, _)| (level, replaced)));
            }
        }
        if let (Some(list), Ok(number)) = (list, u32::try_from(index + 1)) {
            numbering.add_list(number, list);
        }
    }
    Some(())
}

/// The name of a number format ([MS-OSHARED] 2.2.1.3), as `crate::numerals` knows it.
fn format_name(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 | 29 => "decimalEnclosedCircleChinese",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        33 => "taiwaneseCounting",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::NumberRef;

    fn level(start: u8, format: u8, text: &[u16]) -> Vec<u8> {
        let mut bytes = vec![0; LEVEL_LENGTH];
        (bytes[0], bytes[4], bytes[24], bytes[25]) = (start, format, 2, 3);
        bytes.extend([9; 5]);
        bytes.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }

    #[test]
    fn levels_and_overrides_number() {
        let comma = u16::from(b'.');
        let mut lists = vec![1, 0, 7, 0, 0, 0];
        lists.extend([0; 24]);
        lists.extend(level(1, 39, &[0, 0x3001]));
        lists.extend(level(3, 0, &[0, comma, 1]));
        (2..9).for_each(|_| lists.extend(level(1, 23, &[0xf0b7])));
        let mut overrides = vec![2, 0, 0, 0];
        for changes in [0, 1] {
            overrides.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, changes, 0, 0, 0]);
        }
        overrides.extend([0xff; 8]);
        overrides.extend([5, 0, 0, 0, 0x10, 0, 0, 0]);
        let mut numbering = read(&lists, &overrides);
        let mut next = |list, level| {
            let number = NumberRef { id: Some(list), level: Some(level), style: None };
            numbering.next(&number).unwrap_or_default()
        };
        assert_eq!([next(1, 0), next(1, 1), next(1, 1), next(1, 2)], ["一、", "一.3 ", "一.4 ", ""]);
        assert_eq!([next(2, 0), next(2, 0), next(3, 0)], ["五、", "六、", ""]);
    }
}
