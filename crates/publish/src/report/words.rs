//! The words of the text report in its two languages. Messages of findings bring their own.

use mingsuan_model::{Finding, Place, Related, Severity};
use mingsuan_rules::{Rule, registry};

use super::round::Fate;

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

    /// The word of what became of a finding.
    pub(crate) const fn fate(self, fate: Fate) -> &'static str {
        self.say(fate.name(), fate.key())
    }

    /// The message of a finding; the Chinese one where there is no other.
    pub(crate) fn message(self, finding: &Finding) -> &str {
        match self {
            Self::En if !finding.message_en.is_empty() => &finding.message_en,
            _ => &finding.message,
        }
    }

    /// What a related place has to do with its finding.
    pub(crate) fn related(self, related: &Related) -> &str {
        self.say(&related.message, &related.message_en)
    }

    /// The place in one short phrase.
    pub(crate) fn place(self, place: &Place) -> String {
        match self {
            Self::Zh => place.describe(),
            Self::En => place.describe_en(),
        }
    }

    /// The title of a rule.
    pub fn title(self, rule: &Rule) -> String {
        match self {
            Self::Zh => rule.title.to_owned(),
            Self::En => rule.title_en(),
        }
    }

    /// What to do about a finding: in Chinese what its rule wrote for this very place.
    pub(crate) fn advice(self, finding: &Finding) -> &str {
        match self {
            Self::Zh => &finding.advice,
            Self::En => registry::find(finding.code).map_or("", Rule::advice_en),
        }
    }
}
