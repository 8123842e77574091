//! The catalogue of procurement (政府采购品目分类目录) as procurement lines quote it, and the words of `standards/procurement.toml`.
//! No judgement here.

use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{Class, FiscalYear, ListId, Place, ProcurementLine, StatementId};
use serde::Deserialize;

use crate::context::Context;

/// The words of the procurement rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) money_units: Vec<String>,
    pub(super) vehicle_running_yuan: i64,
    pub(super) no_projects: Vec<String>,
    works: Vec<String>,
    perhaps_works: Vec<String>,
    no_works: Vec<String>,
    kind: Vec<Kind>,
    pub(super) whole_units: Vec<String>,
    pub(super) asset_words: Vec<String>,
    pub(super) vehicle_purchase_words: Vec<String>,
    pub(super) purchase_classes: Vec<String>,
    pub(super) purchase_yuan: i64,
    pub(super) reserved: Vec<Reserved>,
    pub(super) unit: Vec<Units>,
    pub(super) price: Vec<Price>,
    pub(super) small_firms: SmallFirms,
}

/// How a text tells what is reserved for small firms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SmallFirms {
    pub(super) small_words: Vec<String>,
    pub(super) micro_words: Vec<String>,
    pub(super) percent: i128,
}

/// What has to be reserved for small firms, and when and where.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reserved {
    #[serde(default)]
    pub(super) regions: Vec<String>,
    pub(super) from: FiscalYear,
    pub(super) to: FiscalYear,
    pub(super) limit_yuan: i64,
    pub(super) limit_works_yuan: i64,
    pub(super) whole_yuan: i64,
    pub(super) whole_works_yuan: i64,
    pub(super) percent: i64,
    pub(super) works_percent: i64,
}

/// The units that things of some classes are never counted in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub(super) prefixes: Vec<String>,
    pub(super) never: Vec<String>,
}

/// The most that one piece of a class should cost.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    pub(super) prefix: String,
    pub(super) yuan: i64,
}

/// Words of a project's name and the class they point to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    words: Vec<String>,
    code: String,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/procurement.toml"))
        .expect("standards/procurement.toml is part of the program and a test reads it")
});

/// What the code of a procurement line is.
pub(super) enum Coded {
    /// A class of the catalogue.
    Class(&'static Class),
    /// Shaped like a code of the catalogue, but none.
    Unknown,
    /// Nothing, or nothing like a code of the catalogue.
    Other,
}

/// The lines that buy something: no totals, no blank rows.
pub(super) fn lines<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a ProcurementLine> {
    let is_purchase = |line: &&ProcurementLine| !line.is_total && !is_total_name(&line.project.text);
    context.disclosure.procurement.iter().filter(is_purchase)
}

fn is_total_name(name: &str) -> bool {
    let name = normalized(name);
    ["合计", "小计", "总计"].iter().any(|word| name.ends_with(word))
}

/// The class a printed code names. Documents leave out trailing zeros, the letter, or add a level of their own.
pub(super) fn coded(printed: &str) -> Coded {
    let code = normalized(printed).to_ascii_uppercase();
    let (letter, digits) = match code.as_bytes().first() {
        Some(b'A'..=b'C') => code.split_at(1),
        _ => ("", code.as_str()),
    };
    let is_code = digits.bytes().all(|b| b.is_ascii_digit()) && (2..=12).contains(&digits.len());
    if !is_code || (letter.is_empty() && digits.len() < 6) {
        return Coded::Other;
    }
    let digits = format!("{digits:0<8}");
    let letters: &[&str] = if letter.is_empty() { &["A", "B", "C"] } else { &[letter] };
    let found = letters.iter().find_map(|letter| {
        let code = format!("{letter}{}", digits.get(..8).unwrap_or_default());
        ListId::Procurement.list().by_code(&code)
    });
    found.map_or(Coded::Unknown, Coded::Class)
}

/// The class of a line's code.
pub(super) fn class_of(line: &ProcurementLine) -> Option<&'static Class> {
    match coded(&line.code.text) {
        Coded::Class(class) => Some(class),
        _ => None,
    }
}

/// 其他货物, 其他建筑工程, 其他服务: what is left at the very top of the catalogue.
pub(super) fn is_catch_all(class: &Class) -> bool {
    class.code.ends_with("99000000") && class.code.len() == 9
}

/// The class that a project's name points to; the longest word wins.
pub(super) fn kind_named(project: &str) -> Option<&'static Class> {
    let project = normalized(project);
    let words = WORDS.kind.iter().flat_map(|kind| kind.words.iter().map(move |word| (word, kind)));
    let found = words.filter(|(word, _)| project.contains(word.as_str()));
    let (_, kind) = found.max_by_key(|(word, _)| word.len())?;
    ListId::Procurement.list().by_code(&kind.code)
}

/// Whether the name of a line's project is that of works, and nothing in it or in the item says otherwise. Under a
/// catch-all class any works word counts; a specific class is believed unless the name is plain.
pub(super) fn names_works(line: &ProcurementLine, class: &Class) -> bool {
    let (project, item) = (normalized(&line.project.text), normalized(&line.item.text));
    let has = |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
    let is_works = has(&WORDS.works, &project) || is_catch_all(class) && has(&WORDS.perhaps_works, &project);
    is_works && !has(&WORDS.no_works, &project) && !has(&WORDS.no_works, &item)
}

/// A purchase with the facts of its row.
pub(super) struct Purchase<'a> {
    pub(super) line: &'a ProcurementLine,
    facts: Vec<u32>,
}

impl Purchase<'_> {
    /// The figure of a measure over all funds.
    pub(super) fn figure(&self, context: &Context<'_>, measure: &str) -> Option<u32> {
        self.facts.iter().copied().find(|id| context.is_whole_procurement(*id, measure))
    }

    /// Its value in ticks, if a number is printed.
    pub(super) fn value(&self, context: &Context<'_>, measure: &str) -> Option<i64> {
        let ticks = context.cube.value(self.figure(context, measure)?)?;
        (!ticks.blank).then_some(ticks.value)
    }
}

/// The lines that buy something, with their figures.
pub(super) fn purchases<'a>(context: &Context<'a>) -> Vec<Purchase<'a>> {
    let mut rows = context.rows_of(StatementId::Procurement);
    let purchase =
        |line: &'a ProcurementLine| Some(Purchase { line, facts: rows.remove(&(line.statement, line.row))? });
    lines(context).filter_map(purchase).collect()
}

/// Where the code of a line stands.
pub(super) fn code_place(line: &ProcurementLine) -> Place {
    line.code.place.with_text(line.code.text.as_str())
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Placed;

    use super::*;

    #[test]
    fn codes_are_read_as_documents_write_them() {
        let code = |text: &str| match coded(text) {
            Coded::Class(class) => class.code,
            Coded::Unknown => "?",
            Coded::Other => "",
        };
        assert_eq!(code("C99000000"), "C99000000");
        assert_eq!(code("C99"), "C99000000");
        assert_eq!(code("a02010105"), "A02010105");
        assert_eq!(code("02010105"), "A02010105");
        assert_eq!(code("C98000000"), "?");
        assert_eq!((code(""), code("详见目录"), code("1")), ("", "", ""));
    }

    #[test]
    fn prices_are_of_classes_that_exist_and_years_follow_each_other() {
        for price in &WORDS.price {
            assert!(ListId::Procurement.list().by_code(&price.prefix).is_some(), "{}", price.prefix);
        }
        assert!(WORDS.reserved.iter().all(|one| one.from <= one.to && one.limit_yuan <= one.whole_yuan));
    }

    #[test]
    fn words_point_to_classes_that_exist() {
        for kind in &WORDS.kind {
            assert!(ListId::Procurement.list().by_code(&kind.code).is_some(), "{}", kind.code);
        }
        assert_eq!(kind_named("北部片区基础设施建设工程").map(|c| c.code), Some("B02130000"));
        assert_eq!(kind_named("其他零星采购"), None);
    }

    #[test]
    fn works_are_known_by_name() {
        let is_works = |project: &str, code: &str| {
            let placed = |text: &str| Placed { text: text.into(), ..Placed::default() };
            let line = ProcurementLine {
                statement: 0,
                row: 0,
                is_total: false,
                project: placed(project),
                item: Placed::default(),
                code: placed(code),
                unit: Placed::default(),
            };
            class_of(&line).is_some_and(|class| names_works(&line, class))
        };
        assert!(is_works("市政管网建设工程（二期）", "C99000000"));
        assert!(is_works("沟渠整治工程", "C99000000") && !is_works("退化林修复工程", "C09020100"));
        assert!(!is_works("管网工程监理", "C99000000") && !is_works("信息化工程", "C99000000"));
    }
}
