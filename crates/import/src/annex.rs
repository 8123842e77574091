//! What stands beside the statements: procurement lines, the institution table, terms, and the text's list of projects.

use mingsuan_document::Table;
use mingsuan_model::text::{normalized, squeezed, without_numbering};
use mingsuan_model::{
    ColumnRole, Dimension, Placed, ProcurementLine, Project, Section, Statement, StatementId, StatementRow, Term, Value,
};

use crate::caption::{filled, placed};
use crate::lexicon::lexicon;

/// Resolves the project named by each procurement or project line of a statement.
pub(crate) fn resolve_projects(statements: &mut [Statement], projects: &[Project]) {
    // A line without a form of its own is told apart by its number, behind those of the projects.
    let mut next = u32::try_from(projects.len()).unwrap_or(u32::MAX / 2);
    let names: Vec<String> = projects.iter().map(|project| normalized(&project.name.text)).collect();
    let lines = statements.iter_mut().filter(|s| {
        matches!(s.id, StatementId::Procurement | StatementId::PurchaseServices | StatementId::ProjectExpenditure)
    });
    for row in lines.flat_map(|statement| &mut statement.rows) {
        if row.coordinate.get(Dimension::Project) != Value::Unknown {
            continue;
        }
        let label = normalized(&row.label);
        let known = names.iter().position(|name| !name.is_empty() && *name == label);
        let own = known.and_then(|at| u32::try_from(at).ok()).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        row.coordinate.set(Dimension::Project, Value::Member(own));
    }
}

/// The lines of the procurement statements.
pub(crate) fn procurement_lines(statements: &[Statement]) -> Vec<ProcurementLine> {
    let mut lines = Vec::new();
    for (ordinal, statement) in (0..).zip(statements).filter(|(_, statement)| statement.id == StatementId::Procurement)
    {
        for (row_ordinal, row) in (0..).zip(&statement.rows) {
            let text = |words: &[&str]| text_cell(statement, row, words);
            lines.push(ProcurementLine {
                statement: ordinal,
                row: row_ordinal,
                is_total: row.coordinate.get(Dimension::Project) == Value::All,
                project: Placed { text: row.label.clone(), place: row.place.clone() },
                item: text(&["采购物品名称", "采购品目名称", "品目名称", "采购品目", "采购项目"]),
                code: text(&["目录序号", "品目编码", "目录编码", "品目代码"]),
                unit: text(&["计量单位", "单位"]),
            });
        }
    }
    lines
}

/// The text of the column whose header has one of the words, the earlier words first.
fn text_cell(statement: &Statement, row: &StatementRow, words: &[&str]) -> Placed {
    let columns = |word: &str| {
        statement.columns.iter().find(|c| {
            matches!(c.role, ColumnRole::Text | ColumnRole::Code) && c.header.iter().any(|text| text.contains(word))
        })
    };
    let cell = words.iter().find_map(|word| columns(word)).and_then(|column| row.cell(column.index));
    cell.map(|cell| Placed { text: cell.text.clone(), place: cell.place.clone() }).unwrap_or_default()
}

/// The institution table (单位机构设置情况): each row as header and value pairs; `None` if the table is none.
pub(crate) fn institution(table: &Table, from: usize) -> Option<Vec<Vec<(String, Placed)>>> {
    let header: Vec<(usize, String)> =
        filled(table, from).into_iter().map(|cell| (cell.column, squeezed(&cell.text))).collect();
    let known = ["单位性质", "单位规格", "经费保障形式", "经费形式", "机构性质"];
    let named = header.iter().any(|(_, text)| text.contains("名称"));
    if !named || !header.iter().any(|(_, text)| known.iter().any(|word| text.contains(word))) {
        return None;
    }
    let rows = (from + 1..table.rows()).filter(|row| !filled(table, *row).is_empty());
    let pairs = rows.map(|row| {
        header.iter().filter_map(|(column, name)| Some((name.clone(), placed(table.at(row, *column)?)))).collect()
    });
    Some(pairs.collect())
}

/// The terms of 名词解释: `1、财政拨款收入：指…`.
pub(crate) fn glossary(sections: &[Section]) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut inside = None;
    for section in sections {
        if section.title.text.contains("名词") {
            inside = Some(section.level);
        } else if inside.is_some_and(|level| section.level <= level) {
            inside = None;
        }
        if inside.is_some() {
            let titles = std::iter::once(&section.title).filter(|title| !title.text.contains("名词"));
            terms.extend(titles.chain(&section.paragraphs).filter_map(term));
        }
    }
    terms
}

fn term(paragraph: &Placed) -> Option<Term> {
    let text = without_numbering(&paragraph.text).0;
    let (term, explanation) = text.split_once(['：', ':'])?;
    let short = term.chars().count() <= 30 && !term.contains('。');
    short.then(|| Term {
        term: Placed { text: squeezed(term), place: paragraph.place.clone() },
        explanation: explanation.trim().to_owned(),
    })
}

/// The projects that the text lists (项目支出…，主要为甲、乙、丙。): known names first, for a name may contain a comma;
/// what is left between them are names without a table.
pub(crate) fn listed_projects(sections: &[Section], projects: &[Project]) -> Vec<Placed> {
    let paragraphs = sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs
        .filter(|paragraph| paragraph.text.contains("项目"))
        .find_map(|paragraph| list_in(paragraph, projects))
        .unwrap_or_default()
}

fn list_in(paragraph: &Placed, projects: &[Project]) -> Option<Vec<Placed>> {
    let text = &paragraph.text;
    let from = text.find("项目")?;
    let openers = lexicon().words.list_openers.iter();
    let starts = openers.flat_map(|word| text.match_indices(word.as_str()).map(|(at, word)| at + word.len()));
    let lists = starts.filter(|at| *at > from).map(|start| {
        let end = text[start..].find(['。', '；', ';']).map_or(text.len(), |end| start + end);
        &text[start..end]
    });
    lists.filter_map(|list| names_in(list, paragraph, projects)).max_by_key(Vec::len)
}

/// The names in one list, if it is a list of projects at all: at least half of the projects that have a table.
fn names_in(list: &str, paragraph: &Placed, projects: &[Project]) -> Option<Vec<Placed>> {
    let mut names: Vec<&str> =
        projects.iter().map(|project| project.name.text.as_str()).filter(|name| name.chars().count() >= 2).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut rest = list.to_owned();
    for name in names {
        while let Some(at) = rest.find(name) {
            found.push((at, name));
            rest.replace_range(at..at + name.len(), &"\u{0}".repeat(name.len()));
        }
    }
    if found.len() < 2 || found.len() * 2 < projects.len() {
        return None;
    }
    let mut at = 0;
    for piece in rest.split(['、', '，', ',', '\u{0}', '和', '及', '等']) {
        let bare = piece.trim();
        if bare.chars().count() >= 3 {
            found.push((at, &list[at..at + piece.len()]));
        }
        at += piece.len() + rest[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found.sort_unstable();
    let place = |name: &str| paragraph.place.with_text(name.trim());
    Some(found.into_iter().map(|(_, name)| Placed { text: squeezed(name), place: place(name) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn project_lists_allow_commas_inside_names() {
        let project =
            |name: &str| Project { name: Placed { text: name.into(), ..Placed::default() }, ..Project::default() };
        let projects = [project("耕地整理、复垦经费"), project("租金"), project("党建经费")];
        let text = "项目支出10.00万元，主要为租金、耕地整理、复垦经费、河道清淤经费。";
        let sections =
            [Section { paragraphs: vec![Placed { text: text.into(), ..Placed::default() }], ..Section::default() }];
        let names: Vec<String> = listed_projects(&sections, &projects).into_iter().map(|name| name.text).collect();
        assert_eq!(names, ["租金", "耕地整理、复垦经费", "河道清淤经费"]);
    }
}
