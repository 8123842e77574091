//! The words of a notice, from its template, and how values are put into them.

use std::sync::LazyLock;

use serde::Deserialize;

/// The template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub(super) title: String,
    pub(super) addressee: String,
    pub(super) body: Vec<String>,
    pub(super) steps: Vec<String>,
    pub(super) closing: String,
    pub(super) enclosures: [String; 2],
    pub(super) no_agency: String,
    pub(super) no_by: String,
    pub(super) no_deadline: String,
    pub(super) list_head: [String; 7],
    pub(super) list_note: String,
    pub(super) no_advice: String,
    pub(super) reply_head: [String; 5],
    pub(super) reply_note: String,
    pub(super) reply_end: String,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../templates/notice/notice.toml")).expect("the template is read by test")
});

impl Wording {
    pub(super) fn get() -> &'static Self {
        &WORDING
    }
}

/// A text with its `{names}` replaced, in one pass: what a document calls itself is never taken for a name.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let named = behind.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        match named {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text from a document on one line and of bearable length.
pub(super) fn line(text: &str) -> String {
    const LONGEST: usize = 60;
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_whole_and_values_stay_what_they_are() {
        assert!(!Wording::get().title.is_empty());
        let values = [("agency", "{by}局"), ("by", "财政局")];
        assert_eq!(fill("{agency}：{by} {other} {", &values), "{by}局：财政局 {other} {");
        assert_eq!(line(" 某\n局\t "), "某 局");
    }
}
