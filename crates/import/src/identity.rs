//! Whose document it is: agency, level, year, kind and region, from what the document itself prints.

use std::collections::HashMap;

use mingsuan_document::{Block, Cell, Document, Paragraph, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{
    Agency, AgencyLevel, Disclosure, DisclosureKind, FiscalYear, Issue, ListId, Place, Placed, Project, Statement,
};

use crate::caption::split_agency;
use crate::lexicon::lexicon;
use crate::row::without_level;
use crate::wording::year_in;

/// A first guess at the year from the titles, before any table is read.
pub(crate) fn year_of_titles(document: &Document) -> Option<FiscalYear> {
    let titles = document.paragraphs().map(|p| p.text.as_str()).filter(|text| is_document_title(text));
    let captions = document
        .tables()
        .flat_map(|table| table.cells().iter().take(12))
        .map(|cell| cell.text.as_str())
        .filter(|text| text.contains("年度"));
    let named = most_common(captions.chain(titles).filter_map(|text| year_in(&squeezed(text))));
    // （2026年度） above a table, or whatever year short lines name most often.
    named.or_else(|| {
        let short = document.paragraphs().map(|p| p.text.as_str()).filter(|text| text.chars().count() <= 30);
        most_common(short.filter_map(|text| year_in(&squeezed(text))))
    })
}

fn is_document_title(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 50
        && !text.ends_with('。')
        && text.contains('年')
        && (text.contains("预算") || text.contains("决算"))
}

fn most_common<T: std::hash::Hash + Eq + Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(value, _)| value)
}

/// Budget or final accounts, by what the titles speak of more often.
pub(crate) fn kind_of(document: &Document, statements: &[Statement]) -> DisclosureKind {
    let titles = document.paragraphs().map(|p| p.text.as_str()).filter(|text| is_document_title(text));
    let (mut budget, mut closing) = (0, 0);
    for title in titles.chain(statements.iter().map(|statement| statement.title.as_str())) {
        budget += usize::from(title.contains("预算") && !title.contains("决算"));
        closing += usize::from(title.contains("决算"));
    }
    if closing > budget { DisclosureKind::FinalAccounts } else { DisclosureKind::Budget }
}

/// The agency by the captions of the statements; else by a field that names it, by the cover or by the title.
pub(crate) fn agency_of(document: &Document, statements: &[Statement]) -> Agency {
    let titles: Vec<&str> =
        document.paragraphs().map(|p| p.text.as_str()).filter(|text| is_document_title(text)).collect();
    let cover = cover(document);
    let level = level_of_cover(&cover).or_else(|| {
        level_of(titles.iter().copied().chain(statements.iter().map(|statement| statement.title.as_str())))
    });
    let captions = statements.iter().filter_map(|statement| statement.agency.clone());
    if let Some(printed) = most_common(captions.filter(|printed| is_name(split_agency(printed).1))) {
        let place = statements
            .iter()
            .find(|s| s.agency.as_ref() == Some(&printed))
            .map(|s| s.place.clone())
            .unwrap_or_default();
        let (code, name) = split_agency(&printed);
        return Agency { code: code.map(str::to_owned), name: name.to_owned(), level, place };
    }
    let on_cover = name_on_cover(&cover);
    // The cover may say in brackets which part of the body is meant: （本级）, （汇总）.
    let named = named_field(document).map(|named| match &on_cover {
        Some(cover) if without_level(&cover.text) == named.text => cover.clone(),
        _ => named,
    });
    let found = named.or(on_cover).or_else(|| {
        let title = document.paragraphs().find(|p| is_document_title(&p.text) && name_in_title(&p.text).is_some())?;
        Some(Placed { text: name_in_title(&title.text)?, place: title.place.clone() })
    });
    let found = found.unwrap_or_default();
    let (code, name) = split_agency(&found.text);
    Agency { code: code.map(str::to_owned), name: name.to_owned(), level, place: found.place }
}

/// What a file name says of a document.
#[derive(Debug, Default)]
pub(crate) struct Hint {
    /// The agency.
    agency: Option<String>,
    /// The fiscal year.
    pub(crate) year: Option<FiscalYear>,
}

impl Hint {
    /// Reads a file name, with or without folders: `某某局2026年部门预算.pdf`.
    pub(crate) fn of(file_name: &str) -> Self {
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Self { agency: name_in_title(stem).filter(|name| is_name(name)), year: year_in(&squeezed(stem)) }
    }

    /// Fills in what the document does not say of itself and says so; `told` is the year that the document tells.
    pub(crate) fn fill(self, disclosure: &mut Disclosure, told: Option<FiscalYear>) {
        let mut say = |what: &str, value: &str| {
            let message = format!("文件中没有写明{what}，按文件名认作“{value}”，请核对");
            disclosure.issues.push(Issue { message, place: Place::default() });
        };
        let is_told = told.is_some() || disclosure.statements.iter().any(|statement| statement.year.is_some());
        if let (false, Some(year)) = (is_told, self.year) {
            say("年度", &year.to_string());
        }
        if let (true, Some(name)) = (disclosure.agency.name.is_empty(), self.agency) {
            say("单位名称", &name);
            disclosure.agency.name = name;
        }
    }
}

/// Whether a text can be the name of a public body.
fn is_name(text: &str) -> bool {
    let foreign =
        ["预算", "决算", "表", "收支", "支出", "收入", "部分", "绩效", "：", ":", "。", "，", "情况", "附件", "经费"];
    (4..=40).contains(&text.chars().count())
        && !foreign.iter().any(|word| text.contains(word))
        && !text.starts_with(|c: char| c.is_ascii_digit() || "（(一二三四五六七八九十、万元".contains(c))
        && text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 4
}

/// The paragraphs before the text and the contents list begin.
fn cover(document: &Document) -> Vec<&Paragraph> {
    const LINES: usize = 10;
    let blocks = document.blocks.iter().map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    });
    let inked = blocks.filter(|paragraph| !paragraph.text.trim().is_empty());
    let is_text = |paragraph: &&Paragraph| {
        let text = squeezed(&paragraph.text);
        !(text.chars().count() > 60 || text.contains('。') || text.starts_with("目录") || text.starts_with("第一部分"))
    };
    inked.take(LINES).take_while(is_text).collect()
}

/// The name on the cover: above, inside or below the title, which may be broken over lines.
fn name_on_cover(cover: &[&Paragraph]) -> Option<Placed> {
    let texts: Vec<String> = cover.iter().map(|paragraph| squeezed(&paragraph.text)).collect();
    let place = |at: usize| cover[at].place.clone();
    for at in 0..texts.len() {
        let joined = texts[at..texts.len().min(at + 3)].concat();
        let found = name_in_title(&joined).or_else(|| name_in_title(&texts[at])).filter(|name| is_name(name));
        if let Some(text) = found {
            return Some(Placed { text, place: place(at) });
        }
        if is_name(&texts[at]) && texts.len() > 1 {
            return Some(Placed { text: texts[at].clone(), place: place(at) });
        }
    }
    None
}

/// A field that names the agency: `部门名称：某某局` on the cover, or a cell with the name beside it.
fn named_field(document: &Document) -> Option<Placed> {
    const FIELDS: [&str; 8] = [
        "部门名称",
        "单位名称",
        "预算单位",
        "编制单位",
        "部门(单位)名称",
        "单位(部门)名称",
        "部门预算单位",
        "预算部门",
    ];
    let named = |text: &str, place: &Place| {
        let text = squeezed(text);
        let (label, name) = text.split_once(['：', ':'])?;
        (FIELDS.contains(&normalized(label).as_str()) && is_name(name))
            .then(|| Placed { text: name.to_owned(), place: place.clone() })
    };
    let above = document.paragraphs().take(60).find_map(|paragraph| named(&paragraph.text, &paragraph.place));
    above.or_else(|| {
        let beside = |table: &Table, cell: &Cell| {
            let name = table.at(cell.row, cell.column + cell.column_span)?;
            let text = squeezed(&name.text);
            let is_header = lexicon().headers.find(&normalized(&text)).is_some();
            (!is_header && is_name(split_agency(&text).1)).then(|| Placed { text, place: name.place.clone() })
        };
        let mut cells = document.tables().flat_map(|table| table.cells().iter().map(move |cell| (table, cell)));
        cells
            .find_map(|(table, cell)| FIELDS.contains(&normalized(&cell.text).as_str()).then(|| beside(table, cell))?)
    })
}

/// `某某局2024年部门预算` → 某某局; `2024年某某局单位预算` → 某某局.
fn name_in_title(title: &str) -> Option<String> {
    let title = squeezed(title);
    let title = with_digits(&title);
    let year = year_in(&title)?.to_string();
    let (before, after) = title.split_once(&year)?;
    let after = after.trim_start_matches('年').trim_start_matches('度');
    let behind = after
        .split(
            ["单位预算", "部门预算", "部门综合预算", "预算", "单位决算", "部门决算", "决算"]
                .into_iter()
                .find(|word| after.contains(word))?,
        )
        .next()?;
    let name = if before.chars().count() >= 4 { before } else { behind };
    // 关于某某局2024年部门预算的说明, 某某局关于2024年部门预算的说明.
    let opened = ["关于公开", "关于公布", "关于"].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
    let name = ["关于公开", "关于公布", "关于"].iter().find_map(|word| opened.strip_suffix(word)).unwrap_or(opened);
    (name.chars().count() >= 4).then(|| name.to_owned())
}

/// A title with its year in digits: 二〇二六年 → 2026年.
fn with_digits(title: &str) -> String {
    const LENGTH: usize = 4;
    let Some(year) = year_in(title).map(|year| year.to_string()).filter(|year| !title.contains(year)) else {
        return title.to_owned();
    };
    let chars: Vec<char> = title.chars().collect();
    let is_year = |at: &usize| year_in(&chars[*at..*at + LENGTH + 1].iter().collect::<String>()).is_some();
    match (0..chars.len().saturating_sub(LENGTH)).find(is_year) {
        Some(at) => {
            chars[..at].iter().copied().chain(year.chars()).chain(chars[at + LENGTH..].iter().copied()).collect()
        }
        None => title.to_owned(),
    }
}

/// The level that the cover names.
fn level_of_cover(cover: &[&Paragraph]) -> Option<AgencyLevel> {
    let text: String = cover.iter().map(|paragraph| squeezed(&paragraph.text)).collect();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match (has(&UNIT_WORDS), has(&DEPARTMENT_WORDS)) {
        (true, false) => Some(AgencyLevel::Unit),
        (false, true) => Some(AgencyLevel::Department),
        _ => None,
    }
}

const UNIT_WORDS: [&str; 6] = ["单位预算", "单位决算", "单位收支", "单位收入", "单位支出", "预算单位"];
const DEPARTMENT_WORDS: [&str; 8] =
    ["部门预算", "部门决算", "部门综合预算", "部门收支", "部门收入", "部门支出", "部门整体", "部门综合决算"];

fn level_of<'t>(titles: impl Iterator<Item = &'t str>) -> Option<AgencyLevel> {
    let (mut unit, mut department) = (0, 0);
    for title in titles {
        // 部门预算经济分类 is the name of a classification.
        let title = title.replace("部门预算支出经济", "").replace("部门预算经济", "");
        unit += usize::from(UNIT_WORDS.iter().any(|word| title.contains(word)) || title.starts_with("单位"));
        department +=
            usize::from(DEPARTMENT_WORDS.iter().any(|word| title.contains(word)) || title.starts_with("部门"));
    }
    match unit.cmp(&department) {
        std::cmp::Ordering::Greater => Some(AgencyLevel::Unit),
        std::cmp::Ordering::Less => Some(AgencyLevel::Department),
        std::cmp::Ordering::Equal => None,
    }
}

/// The year most statements print; else that of the titles.
pub(crate) fn year_of(statements: &[Statement], guess: Option<FiscalYear>) -> Option<FiscalYear> {
    most_common(statements.iter().filter_map(|statement| statement.year)).or(guess)
}

/// The region: by the project codes, if most begin with one that exists; else by the region named in the agency's name.
pub(crate) fn region_of(projects: &[Project], disclosure: &Disclosure) -> Option<String> {
    let regions = ListId::Region.list();
    let codes =
        projects.iter().filter_map(|project| project.code.as_ref()).filter_map(|code: &Placed| code.text.get(..6));
    // A development zone may have a code of its own below a city or province that is listed.
    let listed = |code: &&str| {
        let above = [code.get(..4).map(|city| format!("{city}00")), code.get(..2).map(|land| format!("{land}0000"))];
        let mut all = above.into_iter().flatten().chain([code.to_string()]);
        code.bytes().all(|b| b.is_ascii_digit()) && all.any(|code| regions.by_code(&code).is_some())
    };
    let by_code = most_common(codes.filter(listed).map(str::to_owned));
    by_code.or_else(|| {
        let name = &disclosure.agency.name;
        let named =
            regions.classes().iter().filter(|class| class.name.chars().count() >= 3 && name.starts_with(class.name));
        named.max_by_key(|class| class.name.len()).map(|class| class.code.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_titles() {
        assert_eq!(name_in_title("某某县水务局2024年单位预算信息公开情况说明").as_deref(), Some("某某县水务局"));
        assert_eq!(name_in_title("2026年某某市审计局部门预算").as_deref(), Some("某某市审计局"));
        assert_eq!(name_in_title("某某县水务局二〇二六年部门预算公开").as_deref(), Some("某某县水务局"));
        assert_eq!(name_in_title("关于某某市审计局2023年度决算的说明").as_deref(), Some("某某市审计局"));
        assert_eq!(name_in_title("某某市审计局关于2023年部门预算公开的说明").as_deref(), Some("某某市审计局"));
        assert_eq!(name_in_title("2024年单位预算"), None);
        assert_eq!(most_common([2023, 2024, 2024].into_iter()), Some(2024));
    }

    #[test]
    fn a_file_name_fills_in_only_what_the_document_does_not_say() {
        let filled = |text: &str| {
            let document = mingsuan_document::txt::parse(text);
            crate::import_named(&document, None, "下载/某某县水利局2026年部门预算.txt")
        };
        let silent = filled("正文\n");
        assert_eq!((silent.agency.name.as_str(), silent.year, silent.issues.len()), ("某某县水利局", Some(2026), 2));
        let told = filled("某某县农业局2025年部门预算\n");
        assert_eq!((told.agency.name.as_str(), told.year, told.issues.len()), ("某某县农业局", Some(2025), 0));
    }
}
