//! The choices of the drop-downs: keys of the types and the labels people see. No cell is written or read here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{AgencyLevel, Dimension, Profile, Scale};

use super::spec::{Subject, book};
use crate::Figure;
use crate::budget::{Fund, Kind, Source};

/// A choice: its key and its label.
pub(super) type Choice = (String, String);

/// The scales, the smaller first.
const SCALES: [Scale; 5] = [Scale::Yuan, Scale::Thousand, Scale::TenThousand, Scale::Million, Scale::HundredMillion];

static CHOICES: LazyLock<BTreeMap<&'static str, Vec<Choice>>> = LazyLock::new(|| {
    let book = book();
    let plain = |labels: &[String]| -> Vec<Choice> { labels.iter().map(|l| (l.clone(), l.clone())).collect() };
    let named = |dimension: Dimension, keys: &[&str]| -> Vec<Choice> {
        keys.iter().map(|key| ((*key).to_owned(), member_name(dimension, key))).collect()
    };
    let keys = |dimension: Dimension| -> Vec<Choice> {
        let members = dimension.tree().into_iter().flat_map(|tree| tree.iter());
        members.map(|(_, member)| (member.key.clone(), member.name.clone())).collect()
    };
    let official: Vec<&str> = book.official.groups.iter().flatten().map(String::as_str).collect();
    let assets: Vec<&str> = book.assets.items.iter().map(String::as_str).collect();
    BTreeMap::from([
        ("kind", Kind::ALL.iter().map(|kind| (kind_key(*kind).to_owned(), kind_label(*kind))).collect()),
        ("fund", named(Dimension::Fund, &Fund::ALL.map(Fund::key))),
        ("source", named(Dimension::Source, &Source::ALL.map(Source::key))),
        ("category", keys(Dimension::Category)),
        ("asset", named(Dimension::Item, &assets)),
        ("official", named(Dimension::Item, &official)),
        ("level", book.choices.level.clone()),
        ("profile", Profile::all().iter().map(|profile| (profile.name.clone(), profile.title.clone())).collect()),
        ("scale", SCALES.map(|scale| (scale.name().to_owned(), scale.name().to_owned())).to_vec()),
        ("yes", book.choices.yes.clone()),
        ("nature", plain(&book.choices.nature)),
        ("level1", plain(&book.choices.level1)),
        ("level2", plain(&book.choices.level2)),
        ("narrative", book.narrative.iter().map(|row| (row.key.clone(), row.title.clone())).collect()),
        ("subject", subjects()),
    ])
});

/// The figures that have a reason or a use, and the statements.
fn subjects() -> Vec<Choice> {
    let figures = Figure::all().iter().filter(|figure| figure.reason || book().figures.uses.contains(&figure.key));
    let figures = figures.map(|figure| (figure.key.clone(), figure.name.clone()));
    figures.chain(book().choices.statement.iter().cloned()).collect()
}

fn member_name(dimension: Dimension, key: &str) -> String {
    let member = dimension.tree().and_then(|tree| tree.get(tree.id(key)?));
    member.map_or_else(|| key.to_owned(), |member| member.name.clone())
}

/// All lists of choices by name.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [Choice])> {
    CHOICES.iter().map(|(name, choices)| (*name, choices.as_slice()))
}

/// The choices of a name.
pub(super) fn named(name: &str) -> &'static [Choice] {
    CHOICES.get(name).map_or(&[], Vec::as_slice)
}

/// The label of a key; the key itself where it has none.
pub(super) fn label<'a>(name: &str, key: &'a str) -> &'a str
where
    'static: 'a,
{
    named(name).iter().find(|(own, _)| own == key).map_or(key, |(_, label)| label.as_str())
}

/// The key of a label (or of a key), whatever its widths and blanks.
pub(super) fn key(name: &str, text: &str) -> Option<&'static str> {
    let wanted = normalized(text);
    let found = named(name).iter().find(|(key, label)| *key == wanted || normalized(label) == wanted)?;
    Some(found.0.as_str())
}

/// The labels of a list, for messages.
pub(super) fn labels(name: &str) -> String {
    named(name).iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join("、")
}

/// The key of a kind in choices; the balance has none in the cube of facts.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    kind.key().unwrap_or("balance")
}

fn kind_label(kind: Kind) -> String {
    match kind.key() {
        Some(key) => member_name(Dimension::Kind, key),
        None => member_name(Dimension::Side, "balance"),
    }
}

/// The kind of a key.
pub(super) fn kind(key: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind_key(*kind) == key)
}

/// The fund of a key.
pub(super) fn fund(key: &str) -> Option<Fund> {
    Fund::ALL.into_iter().find(|fund| fund.key() == key)
}

/// The source of a key.
pub(super) fn source(key: &str) -> Option<Source> {
    Source::ALL.into_iter().find(|source| source.key() == key)
}

/// The scale of a key.
pub(super) fn scale(key: &str) -> Option<Scale> {
    SCALES.into_iter().find(|scale| scale.name() == key)
}

/// The level of a key.
pub(super) fn level(key: &str) -> Option<AgencyLevel> {
    match key {
        "unit" => Some(AgencyLevel::Unit),
        "department" => Some(AgencyLevel::Department),
        _ => None,
    }
}

/// The key of a level.
pub(super) const fn level_key(level: AgencyLevel) -> &'static str {
    match level {
        AgencyLevel::Unit => "unit",
        AgencyLevel::Department => "department",
    }
}

/// The key of what a text is about: that of a figure or statement, or a well-formed key that the workbook does not name.
pub(super) fn subject(subject: Subject, text: &str) -> Option<String> {
    let wanted = normalized(text);
    let of = |(key, title): &(&String, &String)| **key == wanted || normalized(title) == wanted;
    let known = match subject {
        Subject::Figure => Figure::all().iter().map(|figure| (&figure.key, &figure.name)).find(of),
        Subject::Statement => book().choices.statement.iter().map(|(key, title)| (key, title)).find(of),
        Subject::Title | Subject::None => None,
    };
    let known = known.map(|(key, _)| key.clone());
    known.or_else(|| is_key(&wanted).then_some(wanted))
}

/// The title of what a text is about; the key where it has none.
pub(super) fn subject_title(subject: Subject, key: &str) -> String {
    let title = match subject {
        Subject::Figure => Figure::named(key).map(|figure| figure.name.as_str()),
        Subject::Statement => book().choices.statement.iter().find(|(own, _)| own == key).map(|(_, t)| t.as_str()),
        Subject::Title | Subject::None => None,
    };
    title.unwrap_or(key).to_owned()
}

/// Whether a text has the form of a key: `official-costs`.
pub(super) fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_label() {
        for (name, choices) in all() {
            assert!(!choices.is_empty(), "{name}");
            // A figure and a statement may share a key; `subject` tells them apart.
            for (own, label) in choices.iter().filter(|_| name != "subject") {
                assert_eq!(key(name, label), Some(own.as_str()), "{name} {label}");
                assert_eq!(super::label(name, own), label, "{name} {own}");
            }
        }
        assert!(Kind::ALL.into_iter().all(|k| kind(kind_key(k)) == Some(k)));
        assert_eq!(key("fund", " 一般公共 预算"), Some("general"));
    }

    #[test]
    fn every_choice_of_a_column_exists() {
        let columns = book().sheet.iter().flat_map(|sheet| &sheet.block).flat_map(|block| &block.column);
        let rows = book().sheet.iter().flat_map(|sheet| &sheet.block).flat_map(|block| &block.row);
        for name in columns.filter_map(|c| c.options.as_deref()).chain(rows.filter_map(|r| r.options.as_deref())) {
            assert!(!named(name).is_empty(), "{name}");
        }
    }
}
