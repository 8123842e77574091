//! The header of a made-up statement: names over several levels, the columns of the keys, the row of column numbers.
//! The rows below it are made in `sheet.rs`.

use super::template::{Side, Template};
use crate::draft::DraftCell;

/// One side's part of the header.
pub(super) struct Head<'s> {
    pub(super) side: &'s Side,
    /// 万元 in the names of the columns.
    pub(super) unit: String,
    pub(super) by_code: bool,
    pub(super) has_agencies: bool,
}

/// A column's names from the top.
type Path = Vec<String>;

/// The rows of the header; `is_single` where no 收入 and 支出 stand above.
pub(super) fn header(heads: &[Head<'_>], template: &Template, is_single: bool) -> Vec<Vec<DraftCell>> {
    let mut paths: Vec<Path> = Vec::new();
    let mut keys = Vec::new();
    for head in heads {
        let from = paths.len();
        let own = paths_of(head, template);
        keys.extend((0..own.len()).map(|at| at < own.len() - head.side.columns.len()));
        paths.extend(own);
        if !is_single {
            paths[from..].iter_mut().for_each(|path| path.insert(0, head.side.head.clone()));
        }
    }
    let depth = paths.iter().map(Vec::len).max().unwrap_or(1);
    let mut rows = vec![Vec::new(); depth];
    spread(&paths, 0, depth, &mut rows);
    rows.extend(numbers(&paths, &keys, template));
    rows
}

/// Cells over equal names; a name without names below it goes down to the end.
fn spread(paths: &[Path], level: usize, depth: usize, rows: &mut [Vec<DraftCell>]) {
    let mut from = 0;
    while from < paths.len() {
        let name = &paths[from][level];
        let is_last = paths[from].len() == level + 1;
        let same = |path: &&Path| path.get(level) == Some(name) && (path.len() == level + 1) == is_last && !is_last;
        let count = paths[from..].iter().take_while(same).count().max(1);
        rows[level].push(DraftCell::span(name, count, if is_last { depth - level } else { 1 }));
        if !is_last {
            spread(&paths[from..from + count], level + 1, depth, rows);
        }
        from += count;
    }
}

fn paths_of(head: &Head<'_>, template: &Template) -> Vec<Path> {
    let path = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
    let mut paths: Vec<Path> = Vec::new();
    if head.has_agencies {
        paths.extend([path("单位编码"), path("单位名称")]);
    }
    let class = if head.side.rows == "economic" { "经济分类" } else { "功能分类" };
    match template.keys.as_str() {
        _ if !head.by_code => {
            paths.push(path(&head.side.label));
            if template.has_line_numbers && !head.side.head.is_empty() {
                paths.push(path("行次"));
            }
        }
        "split" | "sparse" => {
            let levels = head.side.levels.len();
            paths.extend(["类", "款", "项"].iter().take(levels).map(|name| path(&format!("科目编码/{name}"))));
            paths.push(path("科目名称"));
        }
        "bracket" | "dash" | "space" => paths.push(path(&format!("{class}科目"))),
        "names" => paths.push(path(&format!("{class}科目名称"))),
        "padded" => paths.extend([path(&format!("{class}科目/编码")), path(&format!("{class}科目/名称"))]),
        _ => paths.extend([path("科目编码"), path("科目名称")]),
    }
    paths.extend(head.side.columns.iter().map(|[name, meaning]| {
        let mut path = path(name);
        if let Some(top) = path.first_mut().filter(|_| meaning != "text") {
            top.push_str(&head.unit);
        }
        path
    }));
    paths
}

/// The row of column numbers.
fn numbers(paths: &[Path], keys: &[bool], template: &Template) -> Option<Vec<DraftCell>> {
    let style = template.column_numbers.as_str();
    let mut number = 0;
    let all = keys.iter().filter(|is_key| !**is_key).count();
    let letters = ["甲", "乙", "丙", "丁", "戊", "己"];
    let text = |(at, is_key): (usize, &bool)| {
        if *is_key {
            return match style {
                "plain" if at == 0 => "栏次".to_owned(),
                "stars" | "formula" => "**".to_owned(),
                "letters" => letters.get(at).copied().unwrap_or_default().to_owned(),
                _ => String::new(),
            };
        }
        number += 1;
        match style {
            "formula" if number == 1 && all > 2 => {
                format!("1={}", (2..=all).map(|n| n.to_string()).collect::<Vec<_>>().join("+"))
            }
            "brackets" if number == 1 && all == 3 => "(1)=(2)+(3)".to_owned(),
            "brackets" => format!("({number})"),
            _ => number.to_string(),
        }
    };
    let cells: Vec<DraftCell> = keys.iter().enumerate().map(text).map(DraftCell::new).collect();
    (!style.is_empty() && paths.len() == keys.len()).then_some(cells)
}
