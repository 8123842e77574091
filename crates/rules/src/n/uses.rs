//! What expenditure is said to be used for, and the economic classes that pay for it: `standards/uses.toml`.
//! No judgement here.

use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use serde::Deserialize;

/// One use with the names it goes by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Use {
    phrases: Vec<String>,
    /// Economic classes, any one of which pays for it.
    pub(super) codes: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Uses {
    #[serde(rename = "use")]
    uses: Vec<Use>,
}

static USES: LazyLock<Uses> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/uses.toml"))
        .expect("standards/uses.toml is part of the program and a test reads it")
});

/// The uses that a text names, in its order, each with the words it is named by; longer names first.
pub(super) fn uses_in(text: &str) -> Vec<(&'static str, &'static Use)> {
    let mut rest = normalized(text);
    let mut names: Vec<(&str, &Use)> =
        USES.uses.iter().flat_map(|one| one.phrases.iter().map(move |phrase| (phrase.as_str(), one))).collect();
    names.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let mut found: Vec<(usize, (&str, &Use))> = Vec::new();
    for (phrase, one) in names {
        if let Some(at) = rest.find(phrase) {
            found.push((at, (phrase, one)));
            rest = rest.replace(phrase, &"\u{0}".repeat(phrase.len()));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, named)| named).collect()
}

#[cfg(test)]
mod tests {
    use mingsuan_model::ListId;

    use super::*;

    #[test]
    fn uses_name_classes_that_exist() {
        for code in USES.uses.iter().flat_map(|one| &one.codes) {
            let is_capital = code.starts_with("309");
            assert!(is_capital || ListId::Economic.list().by_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        let names = |text: &str| uses_in(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(
            names("日常维修、办公用房水电费、办公用房物业管理费等日常运行支出"),
            ["日常维修", "办公用房水电费", "办公用房物业管理费"]
        );
        assert_eq!(names("办公及印刷费、邮电费"), ["办公及印刷费", "邮电费"]);
    }
}
