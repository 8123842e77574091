//! How word processors say that a paragraph is a heading: by an outline level, or by the name of a style.
//! What a heading means is not known here.

/// Outline level 0–8 is heading level 1–9; 9 is body text.
pub(crate) fn level_of_outline(outline: u8) -> u8 {
    if outline < 9 { outline + 1 } else { 0 }
}

/// `heading 2`, `标题 2`, `标题2` name level 2.
pub(crate) fn level_of_name(name: &str) -> Option<u8> {
    let lower = name.trim().to_lowercase();
    let digits = lower.strip_prefix("heading").or_else(|| lower.strip_prefix("标题"))?;
    digits.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

/// The heading level of an outline level; body text has none.
pub(crate) fn printed_level(outline: u8) -> Option<u8> {
    Some(level_of_outline(outline)).filter(|level| *level > 0)
}
