//! Whose document it is: agency, level, year, kind and region, from what the document itself prints.

use std::collections::HashMap;

use mingsuan_document::Document;
use mingsuan_model::text::squeezed;
use mingsuan_model::{Agency, AgencyLevel, Disclosure, DisclosureKind, FiscalYear, ListId, Placed, Project, Statement};

use crate::caption::split_agency;
use crate::header::year_in;

/// A first guess at the year from the titles, before any table is read.
pub(crate) fn year_of_titles(document: &Document) -> Option<FiscalYear> {
    let titles = document.paragraphs().map(|p| p.text.as_str()).filter(|text| is_document_title(text));
    let captions = document
        .tables()
        .flat_map(|table| table.cells().iter().take(12))
        .map(|cell| cell.text.as_str())
        .filter(|text| text.contains("年度"));
    most_common(captions.chain(titles).filter_map(|text| year_in(&squeezed(text))))
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

/// The agency by the captions of the statements; else by the title of the document.
pub(crate) fn agency_of(document: &Document, statements: &[Statement]) -> Agency {
    let printed = most_common(statements.iter().filter_map(|statement| statement.agency.clone()));
    let titles: Vec<&str> =
        document.paragraphs().map(|p| p.text.as_str()).filter(|text| is_document_title(text)).collect();
    let level = level_of(titles.iter().copied().chain(statements.iter().map(|statement| statement.title.as_str())));
    if let Some(printed) = printed {
        let place = statements
            .iter()
            .find(|s| s.agency.as_ref() == Some(&printed))
            .map(|s| s.place.clone())
            .unwrap_or_default();
        let (code, name) = split_agency(&printed);
        return Agency { code: code.map(str::to_owned), name: name.to_owned(), level, place };
    }
    let title = document.paragraphs().find(|p| is_document_title(&p.text) && name_in_title(&p.text).is_some());
    let name = title.and_then(|p| name_in_title(&p.text)).unwrap_or_default();
    Agency { code: None, name, level, place: title.map(|p| p.place.clone()).unwrap_or_default() }
}

/// `某某局2024年部门预算` → 某某局; `2024年某某局单位预算` → 某某局.
fn name_in_title(title: &str) -> Option<String> {
    let title = squeezed(title);
    let year = year_in(&title)?.to_string();
    let (before, after) = title.split_once(&year)?;
    let after = after.trim_start_matches('年').trim_start_matches('度');
    let behind = after
        .split(
            ["单位预算", "部门预算", "预算", "单位决算", "部门决算", "决算"]
                .into_iter()
                .find(|word| after.contains(word))?,
        )
        .next()?;
    let name = if before.chars().count() >= 4 { before } else { behind };
    (name.chars().count() >= 4).then(|| name.to_owned())
}

fn level_of<'t>(titles: impl Iterator<Item = &'t str>) -> Option<AgencyLevel> {
    let (mut unit, mut department) = (0, 0);
    for title in titles {
        unit += usize::from(title.contains("单位预算") || title.contains("单位决算") || title.starts_with("单位"));
        department +=
            usize::from(title.contains("部门预算") || title.contains("部门决算") || title.starts_with("部门"));
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
        let above = [code.to_string(), format!("{}00", &code[..4]), format!("{}0000", &code[..2])];
        code.bytes().all(|b| b.is_ascii_digit()) && above.iter().any(|code| regions.by_code(code).is_some())
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
        assert_eq!(name_in_title("2024年单位预算"), None);
        assert_eq!(most_common([2023, 2024, 2024].into_iter()), Some(2024));
    }
}
