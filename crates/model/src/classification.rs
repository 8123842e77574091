//! Classification lists (科目, 采购品目, 区划) by year: codes, names, parents, and lookup by code or by name.
//! The lists are data in `standards/lists`; their edition and standing are in `standards/lists/index.toml`.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::text::normalized;

/// One row of a classification list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// The code as printed.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// The level as the list names it (类, 款, 项; 1–4 for the catalogue; empty where the list has none).
    pub level: &'static str,
    /// Code of the parent; empty at the top.
    pub parent: &'static str,
    /// In how many real published documents this code stood beside this name; `None` where the list does not say.
    pub documents: Option<u32>,
    /// First fiscal year in which the row is valid, if known.
    pub valid_from: Option<u16>,
    /// Last fiscal year in which the row is valid, if known.
    pub valid_to: Option<u16>,
}

impl Class {
    /// Whether the row is valid in a fiscal year, as far as is known.
    pub fn is_valid_in(&self, year: u16) -> bool {
        self.valid_from.is_none_or(|from| from <= year) && self.valid_to.is_none_or(|to| year <= to)
    }
}

/// The lists that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListId {
    /// 支出功能分类科目.
    Function,
    /// 部门预算支出经济分类科目.
    Economic,
    /// 政府预算支出经济分类科目.
    GovEconomic,
    /// 收入分类科目.
    Revenue,
    /// 政府采购品目分类目录（2022年印发）.
    Procurement,
    /// 行政区划 (GB/T 2260).
    Region,
}

/// A classification list. Each is read when first asked for and kept for the life of the program.
#[derive(Debug)]
pub struct ClassList {
    classes: Vec<Class>,
    by_name: OnceLock<HashMap<String, Vec<u32>>>,
    aliases: &'static [Alias],
    id: ListId,
}

/// Another spelling of a class name, seen in print.
#[derive(Debug, Deserialize)]
struct Alias {
    list: String,
    code: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Amendments {
    #[serde(default)]
    alias: Vec<Alias>,
    #[serde(default)]
    validity: Vec<Validity>,
}

#[derive(Debug, Deserialize)]
struct Validity {
    list: String,
    code: String,
    from: Option<u16>,
    to: Option<u16>,
}

static AMENDMENTS: LazyLock<Amendments> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../standards/lists/amendments.toml"))
        .expect("standards/lists/amendments.toml is part of the program and its test reads it")
});

impl ListId {
    /// The name of the list in the data files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Function => "functional-expenditure",
            Self::Economic => "economic-department",
            Self::GovEconomic => "economic-government",
            Self::Revenue => "revenue",
            Self::Procurement => "procurement-catalogue-2022",
            Self::Region => "regions-gbt2260",
        }
    }

    /// The list itself.
    pub fn list(self) -> &'static ClassList {
        static LISTS: [OnceLock<ClassList>; 6] = [const { OnceLock::new() }; 6];
        LISTS[self as usize].get_or_init(|| ClassList::read(self))
    }

    const fn csv(self) -> &'static str {
        match self {
            Self::Function => include_str!("../../../standards/lists/functional-expenditure.csv"),
            Self::Economic => include_str!("../../../standards/lists/economic-department.csv"),
            Self::GovEconomic => include_str!("../../../standards/lists/economic-government.csv"),
            Self::Revenue => include_str!("../../../standards/lists/revenue.csv"),
            Self::Procurement => include_str!("../../../standards/lists/procurement-catalogue-2022.csv"),
            Self::Region => include_str!("../../../standards/lists/regions-gbt2260.csv"),
        }
    }
}

/// The lists have at most this many columns, by test.
const MAX_COLUMNS: usize = 8;

impl ClassList {
    fn read(id: ListId) -> Self {
        let mut lines = id.csv().lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let position = |name: &str| header.iter().position(|column| *column == name);
        let (level, parent, documents) = (position("level"), position("parent"), position("documents"));
        let columns = header.len().min(MAX_COLUMNS);
        let mut classes: Vec<Class> = Vec::with_capacity(4500);
        for line in lines {
            let mut fields = [""; MAX_COLUMNS];
            for (field, text) in fields.iter_mut().zip(line.splitn(columns, ',')) {
                *field = text;
            }
            let field = |at: Option<usize>| at.map_or("", |at| fields[at]);
            classes.push(Class {
                code: fields[0],
                name: fields[1],
                level: field(level),
                parent: field(parent),
                documents: field(documents).parse().ok(),
                valid_from: None,
                valid_to: None,
            });
        }
        classes.sort_by_key(|class| class.code);
        for validity in AMENDMENTS.validity.iter().filter(|validity| validity.list == id.key()) {
            if let Ok(at) = classes.binary_search_by_key(&validity.code.as_str(), |class| class.code) {
                classes[at].valid_from = validity.from;
                classes[at].valid_to = validity.to;
            }
        }
        Self { classes, by_name: OnceLock::new(), aliases: &AMENDMENTS.alias, id }
    }

    /// All rows, by code.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The row of a code.
    pub fn by_code(&self, code: &str) -> Option<&Class> {
        self.classes.binary_search_by_key(&code, |class| class.code).ok().map(|at| &self.classes[at])
    }

    /// The rows of a name, whatever its brackets, widths and blanks; also under other spellings seen in print.
    /// The same name may stand under several parents (行政运行).
    pub fn by_name(&self, name: &str) -> impl Iterator<Item = &Class> {
        let ids = self.names().get(&normalized(name)).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|id| &self.classes[*id as usize])
    }

    /// Whether a name is that of a class, allowing for spelling variants.
    pub fn is_name_of(&self, class: &Class, name: &str) -> bool {
        let wanted = normalized(name);
        normalized(class.name) == wanted || self.by_name(name).any(|found| found.code == class.code)
    }

    /// The direct children of a code; an empty code asks for the top.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Class> {
        // What is below a code begins with it, zeros at its end aside, and so stands right behind it, by test.
        let stem = code.trim_end_matches('0');
        let behind = self.classes.partition_point(|class| class.code <= code);
        let below = self.classes[behind..].iter().take_while(move |class| class.code.starts_with(stem));
        below.filter(move |class| class.parent == code)
    }

    fn names(&self) -> &HashMap<String, Vec<u32>> {
        self.by_name.get_or_init(|| {
            let mut names: HashMap<String, Vec<u32>> = HashMap::with_capacity(self.classes.len());
            for (id, class) in (0..).zip(&self.classes) {
                names.entry(normalized(class.name)).or_default().push(id);
            }
            for alias in self.aliases.iter().filter(|alias| alias.list == self.id.key()) {
                let found = self.classes.binary_search_by_key(&alias.code.as_str(), |class| class.code);
                let ids = names.entry(normalized(&alias.name)).or_default();
                ids.extend(found.ok().and_then(|at| u32::try_from(at).ok()).filter(|id| !ids.contains(id)));
            }
            names
        })
    }
}

/// The parent of a functional code by its digits (类 3, 款 5, 项 7) or an economic one (类 3, 款 5).
pub fn parent_code(code: u32) -> Option<u32> {
    (code >= 10_000).then_some(code / 100)
}

/// The level of a code by its digits: 1 类, 2 款, 3 项; 0 for what is no such code.
pub fn code_level(code: u32) -> u8 {
    match code {
        100..=999 => 1,
        10_000..=99_999 => 2,
        1_000_000..=9_999_999 => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_behind_their_parents_and_begin_with_them() {
        use ListId::{Economic, Function, GovEconomic, Procurement, Region, Revenue};
        for list in [Function, Economic, GovEconomic, Revenue, Procurement, Region].map(ListId::list) {
            for class in list.classes() {
                let (code, parent) = (class.code, class.parent);
                assert!(code > parent && code.starts_with(parent.trim_end_matches('0')), "{code} under {parent}");
            }
        }
    }

    #[test]
    fn lists_are_read_whole() {
        for (list, rows) in [
            (ListId::Function, 1499),
            (ListId::Economic, 110),
            (ListId::GovEconomic, 81),
            (ListId::Revenue, 68),
            (ListId::Procurement, 4304),
            (ListId::Region, 3214),
        ] {
            let classes = list.list().classes();
            assert_eq!(classes.len(), rows, "{list:?}");
            assert!(
                list.csv().lines().next().is_some_and(|header| header.split(',').count() <= MAX_COLUMNS),
                "{list:?}"
            );
            assert!(classes.windows(2).all(|pair| pair[0].code < pair[1].code), "{list:?} has a code twice");
            for class in classes {
                assert!(
                    class.parent.is_empty() || list.list().by_code(class.parent).is_some(),
                    "{list:?} {}",
                    class.code
                );
            }
        }
    }

    #[test]
    fn amendments_name_rows_that_exist() {
        for (list, code) in AMENDMENTS
            .alias
            .iter()
            .map(|a| (&a.list, &a.code))
            .chain(AMENDMENTS.validity.iter().map(|v| (&v.list, &v.code)))
        {
            let id = [
                ListId::Function,
                ListId::Economic,
                ListId::GovEconomic,
                ListId::Procurement,
                ListId::Region,
                ListId::Revenue,
            ]
            .into_iter()
            .find(|id| id.key() == list)
            .unwrap_or_else(|| panic!("no list {list}"));
            assert!(id.list().by_code(code).is_some(), "{list} {code}");
        }
    }

    #[test]
    fn names_are_found_under_variants() {
        let economic = ListId::Economic.list();
        assert_eq!(economic.by_name("维修(护)费").map(|c| c.code).collect::<Vec<_>>(), ["30213"]);
        let class = economic.by_code("30231").expect("公务用车运行维护费");
        assert!(economic.is_name_of(class, "公务用车 运行维护费"));
        assert!(ListId::Function.list().by_name("行政运行").count() > 5);
        assert_eq!((parent_code(2_010_301), parent_code(201)), (Some(20_103), None));
        assert_eq!([201, 20_103, 2_010_301, 12].map(code_level), [1, 2, 3, 0]);
    }
}
