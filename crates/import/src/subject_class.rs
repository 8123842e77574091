//! Classes of the classifications named before a number in the text: by code (`2040201-行政运行`, `行政运行（2040201）`),
//! by the path of names (`公安（款）行政运行（项）`), or by the name of a whole 类 (`教育支出`). Other words are `subject.rs`.

use std::sync::LazyLock;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Class, Coordinate, Dimension, ListId, Value};

use crate::lexicon::lexicon;

/// The class that a (normalized) text ends with, and the text before it.
pub(crate) fn class_at_end(text: &str) -> Option<(&str, Coordinate)> {
    let spent = text.strip_suffix("支出").unwrap_or(text);
    coded_behind(text)
        .or_else(|| coded_before(text))
        .or_else(|| path(text))
        .or_else(|| path(spent))
        .or_else(|| whole_class(text))
}

fn at(list: ListId, code: &str) -> Option<Coordinate> {
    let dimension = match list {
        ListId::Function => Dimension::Function,
        ListId::Economic => Dimension::Economic,
        _ => Dimension::GovEconomic,
    };
    Some(Coordinate::default().with(dimension, Value::Member(code.parse().ok()?)))
}

/// The class of a code, told by its first digit.
fn by_code(code: &str) -> Option<(ListId, &'static Class)> {
    let list = match code.as_bytes().first()? {
        b'2' => ListId::Function,
        b'3' => ListId::Economic,
        b'5' => ListId::GovEconomic,
        _ => return None,
    };
    Some((list, list.list().by_code(code)?))
}

/// `行政运行(2040201)`.
fn coded_behind(text: &str) -> Option<(&str, Coordinate)> {
    let inner = text.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let (list, class) = by_code(&inner[open + 1..])?;
    let rest = inner[..open].strip_suffix(normalized(class.name).as_str())?;
    Some((rest, at(list, class.code)?))
}

/// `2040201-行政运行`, `2040201行政运行`.
fn coded_before(text: &str) -> Option<(&str, Coordinate)> {
    let digit = text.rfind(|c: char| c.is_ascii_digit())?;
    let start = text[..=digit]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (list, class) = by_code(&text[start..=digit])?;
    let name = text[digit + 1..].trim_start_matches(['-', '_', '"', '、']);
    list.list().is_name_of(class, name).then_some(())?;
    Some((&text[..start], at(list, class.code)?))
}

/// `公共安全支出(类)公安(款)行政运行(项)`, from any level on.
fn path(text: &str) -> Option<(&str, Coordinate)> {
    const LEVELS: [(&str, usize); 3] = [("(类)", 3), ("(款)", 5), ("(项)", 7)];
    LEVELS.iter().any(|(mark, _)| text.ends_with(mark)).then_some(())?;
    let mut rest = without_numbering(text).0;
    let mut codes: Option<Vec<&str>> = None;
    while !rest.is_empty() {
        let (end, mark, length) =
            LEVELS.iter().filter_map(|(mark, length)| Some((rest.find(mark)?, *mark, *length))).min()?;
        let name = &rest[..end];
        let list = ListId::Function.list();
        let spent = format!("{name}支出");
        let named = list.by_name(name).chain(list.by_name(&spent)).map(|class| class.code);
        let is_below =
            |code: &&str| codes.as_ref().is_none_or(|above| above.iter().any(|above| code.starts_with(*above)));
        let mut found: Vec<&str> = named.filter(|code| code.len() == length).filter(is_below).collect();
        found.sort_unstable();
        found.dedup();
        codes = Some(found);
        rest = &rest[end + mark.len()..];
    }
    match codes?.as_slice() {
        [code] => Some(("", at(ListId::Function, code)?)),
        _ => None,
    }
}

/// The names of the 类, in comparable form, with their codes.
static WHOLE: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let is_common = |name: &str| lexicon().words.common_classes.iter().any(|common| common == name);
    let classes = ListId::Function.list().children("").filter(|class| !is_common(class.name));
    classes.map(|class| (normalized(class.name), class.code)).collect()
});

/// `教育支出`: the longest name of a 类 at the end.
fn whole_class(text: &str) -> Option<(&str, Coordinate)> {
    let ends = WHOLE.iter().filter_map(|(name, code)| Some((text.strip_suffix(name.as_str())?, *code)));
    let (rest, code) = ends.min_by_key(|(rest, _)| rest.len())?;
    Some((rest, at(ListId::Function, code)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_told_by_code_path_or_name() {
        for (text, rest, meaning) in [
            ("(1)行政运行(2040201)", "(1)", "{function=2040201}"),
            ("(一)2040201-行政运行", "(一)", "{function=2040201}"),
            ("包括教育支出", "包括", "{function=205}"),
            ("教育(类)支出", "", "{function=205}"),
            ("(2)公共安全支出(类)公安(款)行政运行(项)", "", "{function=2040201}"),
            ("工资福利支出(301)", "", "{economic=301}"),
        ] {
            let found = class_at_end(text).map(|(rest, class)| (rest, format!("{class:?}")));
            assert_eq!(found, Some((rest, meaning.to_owned())), "{text}");
        }
        for text in ["行政运行(项)", "其他支出", "保洁服务支出", "2026"] {
            assert_eq!(class_at_end(text), None, "{text}");
        }
    }
}
