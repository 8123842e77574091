//! What the headings above a paragraph say of the amounts in it: the fund they speak of, and the one item they name.
//! The paragraphs themselves are read in `claims.rs`.

use mingsuan_model::text::normalized;
use mingsuan_model::{Coordinate, Dimension, Section, Value};

use crate::lexicon::lexicon;
use crate::subject::{Named, subject_of};

/// What the headings say.
pub(crate) struct Under {
    /// Ordinal of the section.
    pub(crate) section: Option<u32>,
    /// The fund that the nearest heading with one speaks of; all where none does.
    pub(crate) fund: Value,
    /// What the section's own heading names, where it is nothing but a name: 公务接待费.
    pub(crate) topic: Option<Coordinate>,
}

impl Default for Under {
    fn default() -> Self {
        Self { section: None, fund: Value::All, topic: None }
    }
}

impl Under {
    /// What stands above the paragraphs of a section.
    pub(crate) fn section(sections: &[Section], ordinal: u32, agency: &str) -> Self {
        let at = ordinal as usize;
        let Some(own) = sections.get(at) else { return Self::default() };
        let mut level = own.level.saturating_add(1);
        let mut fund = None;
        for section in sections[..=at].iter().rev() {
            if fund.is_none() && section.level < level {
                level = section.level;
                fund = lexicon().claims.fund_in(&normalized(&section.title.text));
            }
        }
        let topic = match subject_of(&own.title.text, agency).named {
            Named::At(at) if at.get(Dimension::Item) != Value::All => Some(at),
            _ => None,
        };
        Self { section: Some(ordinal), fund: fund.unwrap_or(Value::All), topic }
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Placed;

    use super::*;

    #[test]
    fn headings_tell_the_fund_and_the_item() {
        let section = |level, title: &str| Section {
            level,
            title: Placed { text: title.into(), ..Placed::default() },
            ..Section::default()
        };
        let sections =
            [section(1, "三、一般公共预算基本支出情况"), section(2, "（一）公务接待费"), section(1, "四、其他")];
        let under = |ordinal| Under::section(&sections, ordinal, "云山县示例局");
        let general = Coordinate::default().at(Dimension::Fund, "general").get(Dimension::Fund);
        assert_eq!([under(0).fund, under(1).fund, under(2).fund], [general, general, Value::All]);
        assert!(under(0).topic.is_none());
        assert!(under(1).topic.is_some_and(|topic| topic.is_at(Dimension::Item, "reception")));
    }
}
