//! Which functional items a generated budget may use, drawn from the reference list with real parents.

use crate::lists::{ListRow, functions};
use crate::rng::Rng;

/// The functional items of a budget.
pub(super) struct Sources {
    /// The class of the unit's main business.
    pub main_class: String,
    /// The item that pays staff and office.
    pub main_item: String,
    /// What the item says of the unit: an institution (事业运行), an organ (行政运行), or nothing.
    pub is_institution: Option<bool>,
    /// Items of the general budget that pay projects.
    pub general: Vec<String>,
    /// Items of the government fund.
    pub government_fund: Vec<String>,
    /// Items of the state capital budget.
    pub state_capital: Vec<String>,
}

/// Classes that ordinary units of the general budget print.
const CLASSES: [&str; 18] = [
    "201", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "220", "221", "222",
    "224", "203",
];

fn parent(row: &ListRow) -> Option<&'static ListRow> {
    functions().iter().find(|other| other.code == row.parent)
}

/// Items seen in print under a 款 seen in print.
fn items(class: &str) -> Vec<&'static ListRow> {
    functions()
        .iter()
        .filter(|row| row.code.len() == 7 && row.code.starts_with(class) && row.documents > 0)
        .filter(|row| parent(row).is_some_and(|up| up.documents > 0))
        .collect()
}

/// Whether an item pays staff and office only, so that a project from it would be odd.
fn is_basic_only(row: &ListRow) -> bool {
    matches!(row.name.as_str(), "行政运行" | "事业运行" | "机关服务")
        || matches!(row.parent.as_str(), "20805" | "21011" | "22102")
}

/// Whether an item belongs to another budget than the general one.
fn is_special(row: &ListRow) -> bool {
    let text = format!("{}{}", row.name, parent(row).map_or("", |up| up.name.as_str()));
    ["基金", "收入安排", "费安排", "资金安排", "债", "彩票", "国有资本"].iter().any(|word| text.contains(word))
}

/// An item of a class that may have basic expenditure as well as projects: one of those drawn, if any is.
fn mixed_item(main_class: &str, general: &[String]) -> String {
    let is_mixed = |row: &&ListRow| !is_special(row) && !is_basic_only(row) && row.name != "一般行政管理事务";
    let mixed: Vec<&ListRow> = items(main_class).into_iter().filter(is_mixed).collect();
    let drawn = general.iter().find(|code| mixed.iter().any(|row| row.code == **code));
    let code = drawn.or_else(|| mixed.first().map(|row| &row.code)).or(general.first());
    code.cloned().unwrap_or_default()
}

impl Sources {
    /// Draws the items of a budget with up to `classes` classes.
    pub(super) fn draw(rng: &mut Rng, classes: usize) -> Self {
        let mut chosen = CLASSES.to_vec();
        rng.shuffle(&mut chosen);
        // Every item of the pension and medical sections pays staff; as a main business it would be odd.
        chosen.sort_by_key(|class| usize::from(matches!(*class, "203" | "221")));
        chosen.truncate(classes.max(1));
        let mut general = Vec::new();
        for class in &chosen {
            let usable: Vec<&ListRow> =
                items(class).into_iter().filter(|row| !is_special(row) && !is_basic_only(row)).collect();
            let picked = 1 + rng.below(4);
            general.extend(rng.some_of(usable.len(), picked).into_iter().map(|i| usable[i].code.clone()));
        }
        if general.is_empty() {
            general.push("2130207".to_owned());
        }
        let main_class = chosen.first().copied().unwrap_or("201").to_owned();
        let running: Vec<&ListRow> =
            items(&main_class).into_iter().filter(|row| matches!(row.name.as_str(), "行政运行" | "事业运行")).collect();
        let (main_item, is_institution) = match rng.pick(&running) {
            Some(row) => (row.code.clone(), Some(row.name == "事业运行")),
            None => (mixed_item(&main_class, &general), None),
        };
        let codes = |prefixes: &[&str]| -> Vec<String> {
            prefixes.iter().flat_map(|prefix| items(prefix)).map(|row| row.code.clone()).collect()
        };
        Self {
            main_class,
            main_item,
            is_institution,
            general,
            government_fund: codes(&["21208", "22960", "22904"]),
            state_capital: codes(&["22301", "22302"]),
        }
    }
}
