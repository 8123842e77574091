//! `Finding`: what is wrong with a budget, where, and what to do; `Outcome`: how each rule ended.
//! What is odd about the file itself is an `Issue` (`place.rs`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::amount::Scale;
use crate::place::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Explained (by rounding, say), or a matter of style.
    Info,
    /// Probably wrong: a person should look.
    Warning,
    /// The document contradicts itself, a code list or a legal requirement.
    Error,
}

impl Severity {
    /// The word of the public contract.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that stands in relation to a finding: a consequence, another witness, the place compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What the relation is, in Chinese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// Where.
    pub place: Place,
    /// The other document it stands in, as the user named it; nothing when it is the finding's own.
    pub path: Option<Arc<str>>,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's code, e.g. `A001`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in Chinese, complete in itself.
    pub message: String,
    /// What the message is in English.
    pub message_en: String,
    /// What to do about it, in Chinese.
    pub advice: String,
    /// Where.
    pub place: Place,
    /// What should stand there, in the scale as printed.
    pub expected: Option<String>,
    /// What stands there.
    pub actual: Option<String>,
    /// Actual less expected.
    pub difference: Option<String>,
    /// The scale of the three values above.
    pub scale: Option<Scale>,
    /// The place is the one cell that, if wrong, explains everything.
    pub suspect: bool,
    /// Not one cell is wrong but the place of many: numbers of a row or column stand one place off.
    pub is_structural: bool,
    /// The value that would make everything agree.
    pub suggested: Option<String>,
    /// A tie: any one of these places may be the wrong one.
    pub suspects: Vec<Place>,
    /// Consequences and witnesses.
    pub related: Vec<Related>,
    /// Legal or professional basis beyond the rule's own.
    pub basis: Vec<String>,
    /// The reason of the waiver that covers it, if any.
    pub waived: Option<String>,
}

impl Finding {
    /// A finding with a message at a place and nothing else.
    pub fn new(code: &'static str, severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            message_en: String::new(),
            advice: String::new(),
            place,
            expected: None,
            actual: None,
            difference: None,
            scale: None,
            suspect: false,
            is_structural: false,
            suggested: None,
            suspects: Vec::new(),
            related: Vec::new(),
            basis: Vec::new(),
            waived: None,
        }
    }

    /// The same finding with advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The same finding with its English message.
    #[must_use]
    pub fn english(mut self, message: impl Into<String>) -> Self {
        self.message_en = message.into();
        self
    }

    /// The same finding with what was expected and what is there.
    #[must_use]
    pub fn values(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// The same finding with one more related place.
    #[must_use]
    pub fn relate(mut self, message: impl Into<String>, english: impl Into<String>, place: Place) -> Self {
        self.related.push(Related { message: message.into(), message_en: english.into(), place, path: None });
        self
    }

    /// The same finding with one more related place, in another document.
    #[must_use]
    pub fn relate_in(
        mut self,
        message: impl Into<String>,
        english: impl Into<String>,
        place: Place,
        path: &Arc<str>,
    ) -> Self {
        let path = Some(Arc::clone(path));
        self.related.push(Related { message: message.into(), message_en: english.into(), place, path });
        self
    }
}

/// How a rule ended on a document. Not checked is not passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Checked and nothing found.
    Pass,
    /// At least one finding.
    Fail,
    /// There is nothing here that the rule speaks of.
    NotApplicable,
    /// What the rule needs is missing or could not be read.
    Insufficient,
}

/// The outcome of one rule on one document.
#[derive(Clone, Debug)]
pub struct RuleOutcome {
    /// The rule's code.
    pub code: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// How many comparisons were made.
    pub comparisons: usize,
    /// Why it could not be checked, in Chinese.
    pub reason: Option<String>,
}
