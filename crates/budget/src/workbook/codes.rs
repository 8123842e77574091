//! Code lists as the workbook offers and reads them: entries `编码 名称` of a year, and codes as people type them.
//! What a code means for money is not known here.

use mingsuan_model::{Class, ListId};

use super::spec::CodeList;

/// Which level of a list a line should name.
const ITEM_LEVEL: &str = "项";
const SECTION_LEVEL: &str = "款";

impl CodeList {
    /// All lists in the order of their columns.
    pub(super) const ALL: [Self; 4] = [Self::Function, Self::Economic, Self::GovEconomic, Self::Procurement];

    /// The list of the standards.
    pub(super) const fn id(self) -> ListId {
        match self {
            Self::Function => ListId::Function,
            Self::Economic => ListId::Economic,
            Self::GovEconomic => ListId::GovEconomic,
            Self::Procurement => ListId::Procurement,
        }
    }

    /// The name in templates.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Economic => "economic",
            Self::GovEconomic => "gov-economic",
            Self::Procurement => "procurement",
        }
    }

    /// What messages and the sheet of codes call it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Function => "支出功能分类科目",
            Self::Economic => "部门预算支出经济分类科目",
            Self::GovEconomic => "政府预算支出经济分类科目",
            Self::Procurement => "政府采购品目分类目录",
        }
    }

    /// What a code looks like, for messages.
    pub(super) const fn shape(self) -> &'static str {
        match self {
            Self::Function => "3、5 或 7 位数字",
            Self::Economic | Self::GovEconomic => "3、5 或 7 位数字",
            Self::Procurement => "一个字母 A、B、C 和 8 位数字",
        }
    }

    /// Whether a text has the shape of a code.
    pub(super) fn has_shape(self, code: &str) -> bool {
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Function => is_digits(code) && matches!(code.len(), 3 | 5 | 7),
            // The state numbers two levels; some regions add a third of their own (目).
            Self::Economic | Self::GovEconomic => is_digits(code) && matches!(code.len(), 3 | 5 | 7),
            Self::Procurement => {
                let rest = code.strip_prefix(['A', 'B', 'C']);
                rest.is_some_and(|rest| is_digits(rest) && matches!(rest.len(), 2 | 4 | 6 | 8))
            }
        }
    }

    /// Whether a class is as deep as a line should say; `None` for lists where every level will do.
    pub(super) fn is_deep_enough(self, class: &Class) -> bool {
        match self {
            Self::Function => class.level == ITEM_LEVEL,
            Self::Economic | Self::GovEconomic => class.level == SECTION_LEVEL,
            Self::Procurement => true,
        }
    }

    /// The entries offered in a year.
    pub(super) fn offered(self, year: u16) -> Vec<&'static Class> {
        let classes = self.id().list().classes().iter();
        classes.filter(|class| class.is_valid_in(year) && self.is_deep_enough(class) && class.code.len() > 1).collect()
    }

    /// The official name of a code.
    pub(super) fn name_of(self, code: &str) -> Option<&'static str> {
        self.id().list().by_code(code).map(|class| class.name)
    }
}

/// A code as typed or chosen (`2010301 行政运行`, full-width digits too) and the name behind it.
pub(super) fn split(text: &str) -> (String, String) {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let text: String = text.trim().chars().map(narrow).collect();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (code, name) = text.split_at(end);
    (
        code.to_ascii_uppercase(),
        name.trim_start_matches(|c: char| c.is_whitespace() || "-—－:：_".contains(c)).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_apart_from_names() {
        for (text, code, name) in [
            ("2010301", "2010301", ""),
            (" 2010301 行政运行 ", "2010301", "行政运行"),
            ("２０１０３０１—行政运行", "2010301", "行政运行"),
            ("a02010105", "A02010105", ""),
            ("行政运行", "", "行政运行"),
            ("201.03", "201", ".03"),
        ] {
            assert_eq!(split(text), (code.to_owned(), name.trim().to_owned()), "{text}");
        }
    }

    #[test]
    fn lists_offer_what_is_valid() {
        let functions = CodeList::Function.offered(2024);
        assert!(functions.iter().all(|class| class.code.len() == 7) && functions.len() > 1000);
        assert!(functions.iter().all(|class| class.code != "2010308"), "ended in 2023");
        assert!(CodeList::Function.offered(2023).iter().any(|class| class.code == "2010308"));
        for list in CodeList::ALL {
            assert!(list.offered(2025).iter().all(|class| list.has_shape(class.code)), "{list:?}");
        }
    }
}
