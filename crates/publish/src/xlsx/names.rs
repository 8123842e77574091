//! Names of sheets: a number and the short title, as the workbooks of the platforms have them; each once.
//! What stands on a sheet is not asked.

use std::collections::HashSet;

use mingsuan_model::text::{squeezed, without_numbering};

/// The sheet of the text.
const TEXT: &str = "文字说明";
/// A table without a title.
const UNTITLED: &str = "表";
/// What every title of a statement begins with.
const COMMON_STARTS: [&str; 4] = ["单位预算", "部门预算", "单位", "部门"];
/// What every title of a project's table ends with.
const COMMON_END: &str = "绩效目标表";
/// Longest name, in UTF-16 units.
const LONGEST: usize = 31;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    used: HashSet<String>,
    count: usize,
}

impl Names {
    /// The name of the sheet of the text.
    pub(super) fn text(&mut self) -> String {
        self.unique(TEXT)
    }

    /// The name of the sheet of a table.
    pub(super) fn table(&mut self, title: Option<&str>) -> String {
        let title = squeezed(title.unwrap_or(UNTITLED));
        if without_numbering(&title).1 {
            return self.unique(title.strip_suffix(COMMON_END).unwrap_or(&title));
        }
        self.count += 1;
        let short = COMMON_STARTS.iter().find_map(|start| title.strip_prefix(start)).filter(|rest| !rest.is_empty());
        self.unique(&format!("{:02}{}", self.count, short.unwrap_or(&title)))
    }

    fn unique(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().filter(|c| !c.is_control() && !"[]:*?/\\'：".contains(*c)).collect();
        let clean = if clean.is_empty() { UNTITLED } else { &clean };
        let mut name = cut(clean, LONGEST);
        let mut number = 2;
        while !self.used.insert(name.to_lowercase()) {
            let ending = format!("~{number}");
            name = format!("{}{ending}", cut(clean, LONGEST - ending.len()));
            number += 1;
        }
        name
    }
}

fn cut(name: &str, longest: usize) -> String {
    let mut units = 0;
    let fitting = name.chars().take_while(|c| {
        units += c.len_utf16();
        units <= longest
    });
    fitting.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_allowed_and_unique() {
        let mut names = Names::default();
        assert_eq!(names.table(Some("单位预算收支总表")), "01收支总表");
        assert_eq!(names.table(Some("单位预算")), "02单位预算");
        assert_eq!(names.table(Some("1、甲/乙项目绩效目标表")), "1、甲乙项目");
        assert_eq!(names.table(None), "03表");
        assert_eq!(names.text(), "文字说明");
        let long = format!("2、{}", "长".repeat(40));
        let (first, second) = (names.table(Some(&long)), names.table(Some(&long)));
        assert_eq!(first.chars().count(), LONGEST);
        assert!(second.ends_with("~2") && second.chars().count() == LONGEST && first != second, "{second}");
    }
}
