//! The parts of a disclosure as this family asks for them: statements by name, texts, notes that say a table is empty.
//! No judgement here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{Decimal, Disclosure, Placed, Statement, StatementId};

use crate::phrases::{Phrases, phrases};
use serde::Deserialize;

/// What `standards/statements.toml` says of a statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementPart {
    pub(super) id: StatementId,
    /// The name in messages.
    pub(super) title: String,
    /// One of these in a title shows that the content is there.
    #[serde(default)]
    pub(super) words: Vec<String>,
    /// Shown empty, with a note, where there is nothing.
    #[serde(default)]
    pub(super) may_be_empty: bool,
}

#[derive(Debug, Deserialize)]
struct Parts {
    statement: Vec<StatementPart>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/statements.toml"))
        .expect("standards/statements.toml is part of the program and a test reads it")
});

/// A document with so many different statements is taken for a whole disclosure.
const WHOLE_STATEMENTS: usize = 3;

/// A document with so many sections is taken for a whole description.
const WHOLE_SECTIONS: usize = 4;

/// What is known of a statement by its id.
pub(super) fn part(id: StatementId) -> Option<&'static StatementPart> {
    PARTS.statement.iter().find(|part| part.id == id)
}

/// Whether the statements look like those of a whole disclosure rather than an extract.
pub(super) fn has_whole_statements(disclosure: &Disclosure) -> bool {
    let ids: BTreeSet<StatementId> = disclosure.statements.iter().map(|s| s.id).collect();
    ids.iter().filter(|id| **id != StatementId::Other).count() >= WHOLE_STATEMENTS
}

/// Whether the text looks like that of a whole disclosure rather than an extract.
pub(super) fn has_whole_text(disclosure: &Disclosure) -> bool {
    let with_text = disclosure.sections.iter().filter(|s| !s.paragraphs.is_empty() || s.has_table);
    disclosure.sections.len() >= WHOLE_SECTIONS && with_text.count() >= 2
}

/// All headings and paragraphs of the text.
pub(crate) fn texts(disclosure: &Disclosure) -> impl Iterator<Item = &Placed> {
    let of_section = |section| {
        let section: &mingsuan_model::Section = section;
        std::iter::once(&section.title).chain(&section.paragraphs)
    };
    disclosure.sections.iter().flat_map(of_section)
}

/// Whether a text says that there is nothing to show.
pub(super) fn says_nothing(text: &str) -> bool {
    static WORDS: Phrases = phrases("shared", "nothing");
    let text = normalized(text);
    WORDS.iter().any(|word| text.contains(word)) || names_nothing(&text)
}

/// `无` as a word of its own, before what there is none of.
fn names_nothing(text: &str) -> bool {
    static AFTER: Phrases = phrases("shared", "none_of");
    text.match_indices('无').any(|(at, word)| {
        let rest = &text[at + word.len()..];
        rest.is_empty() || rest.starts_with(['。', ',', ';']) || AFTER.iter().any(|after| rest.starts_with(after))
    })
}

/// Whether a clause ends in an amount of zero: `政府性基金支出预算为0`, `……0.00万元`.
fn is_zero(clause: &str) -> bool {
    let text = normalized(clause);
    let text = text.trim_end_matches('元').trim_end_matches('万');
    let at = text
        .rfind(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    Decimal::parse(&text[at..]).is_some_and(Decimal::is_zero)
}

/// Whether the document says anywhere that there is nothing for a statement to show.
pub(super) fn says_empty(disclosure: &Disclosure, statement: &Statement) -> bool {
    let in_rows = statement.rows.iter().any(|row| says_nothing(&row.label));
    let speaks_of_it = |text: &str| {
        let mut sentences = text.split(['。', '；', ';']);
        sentences.any(|sentence| says_nothing(sentence) && names(statement, sentence))
    };
    in_rows
        || statement.notes.iter().any(|note| says_nothing(&note.text))
        || disclosure.notes.iter().any(|note| speaks_of_it(&note.text))
        || texts(disclosure).any(|text| speaks_of_it(&text.text))
}

/// Whether the text tells an amount of zero for what a statement shows.
pub(super) fn tells_zero(disclosure: &Disclosure, statement: &Statement) -> bool {
    let mut clauses = texts(disclosure).flat_map(|text| text.text.split(['。', '；', ';', '，']));
    clauses.any(|clause| is_zero(clause) && names(statement, clause))
}

fn names(statement: &Statement, text: &str) -> bool {
    let text = normalized(text);
    part(statement.id).is_some_and(|part| part.words.iter().any(|word| text.contains(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_have_names() {
        assert!(PARTS.statement.len() > 12);
        assert!(part(StatementId::GovernmentFund).is_some_and(|part| part.may_be_empty));
    }

    #[test]
    fn amounts_of_zero_are_known() {
        for text in ["政府性基金拨款支出预算为0", "政府性基金预算支出0.00万元", "政府性基金支出 0 元"]
        {
            assert!(is_zero(text), "{text}");
        }
        for text in ["政府性基金预算支出10万元", "政府性基金支出", "1,000万元"] {
            assert!(!is_zero(text), "{text}");
        }
    }

    #[test]
    fn notes_that_say_nothing_are_known() {
        for text in [
            "注：无政府基金预算财政拨款预算，空表列示。",
            "我单位2026年没有使用政府性基金安排的支出",
            "无",
            "说明：本单位无政府采购预算。",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["注：同一采购目录序号的物品，其单价会因配置规格不同而变动", "无锡市政府采购目录", "本表含无人机"]
        {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
