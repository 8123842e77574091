//! The words of the text report in its two languages. Messages of findings bring their own.

use mingsuan_model::{Finding, Place, Severity, place::column_letters};

/// The language of a report for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The word of this language.
    pub const fn say<'w>(self, zh: &'w str, en: &'w str) -> &'w str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A text with something in brackets behind it.
    pub(crate) fn aside(self, text: &str, aside: &str) -> String {
        match self {
            Self::Zh => format!("{text}（{aside}）"),
            Self::En => format!("{text} ({aside})"),
        }
    }

    /// The word of a severity.
    pub const fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.say("错误", "error"),
            Severity::Warning => self.say("警告", "warning"),
            Severity::Info => self.say("提示", "info"),
        }
    }

    /// The message of a finding; the Chinese one where there is no other.
    pub(crate) fn message(self, finding: &Finding) -> &str {
        match self {
            Self::En if !finding.message_en.is_empty() => &finding.message_en,
            _ => &finding.message,
        }
    }

    /// The place in one short phrase.
    pub(crate) fn place(self, place: &Place) -> String {
        if self == Self::Zh {
            return place.describe();
        }
        let mut parts = Vec::new();
        let mut add = |name: &str, value: Option<u32>| {
            if let Some(value) = value {
                parts.push(format!("{name} {value}"));
            }
        };
        add("page", place.page);
        if let Some(sheet) = &place.sheet {
            let cell = place.row.zip(place.column).map(|(row, column)| format!("!{}{row}", column_letters(column)));
            parts.push(format!("{sheet}{}", cell.unwrap_or_default()));
            return parts.join(", ");
        }
        add("line", place.line);
        add("table", place.table);
        add("row", place.row);
        add("column", place.column);
        if place.line.is_none() && place.table.is_none() {
            add("paragraph", place.paragraph);
        }
        if parts.is_empty() { "whole document".to_owned() } else { parts.join(", ") }
    }
}
