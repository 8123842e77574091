//! `Profile`: what a region and year ask of a disclosure — required parts, thresholds, switches — read from
//! `standards/profiles`. What the rules do with it is theirs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::disclosure::FiscalYear;
use crate::finding::Severity;
use crate::statement::StatementId;

/// A profile as written; what it leaves out comes from the one it inherits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    name: String,
    title: String,
    inherits: Option<String>,
    #[serde(default)]
    regions: Vec<String>,
    from: Option<FiscalYear>,
    until: Option<FiscalYear>,
    #[serde(default)]
    rules: RuleSettings,
    project_code: Option<ProjectCode>,
    required: Option<RequiredFile>,
    thresholds: Option<Thresholds>,
    performance: Option<Performance>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequiredFile {
    statements: Option<Vec<StatementId>>,
    section: Option<Vec<RequiredSection>>,
}

/// Which rules a region and year leave out, and which they take more or less seriously. Rules are named by letter, code,
/// name or pattern (`P0*`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    /// Rules that are left out.
    #[serde(default)]
    pub off: Vec<String>,
    /// Rules that a profile it inherits from leaves out, and that count here.
    #[serde(default)]
    pub on: Vec<String>,
    /// The severity that findings of a rule have here.
    #[serde(default)]
    pub severity: BTreeMap<String, Severity>,
}

impl RuleSettings {
    /// These settings where they say something, those of the profile it inherits from elsewhere.
    fn over(self, parent: Option<&Self>) -> Self {
        let Some(parent) = parent else { return self };
        let mut off: Vec<String> = parent.off.iter().filter(|key| !self.on.contains(key)).cloned().collect();
        off.extend(self.off);
        let mut severity = parent.severity.clone();
        severity.extend(self.severity);
        Self { off, on: self.on, severity }
    }
}

/// The form of 项目编码.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectCode {
    /// Characters.
    pub length: usize,
    /// Whether the last character is a check character (so in Hebei).
    pub check_character: bool,
}

/// A part of the text that must be there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredSection {
    /// Name in data files.
    pub key: String,
    /// Name in messages.
    pub title: String,
    /// One of these in a heading shows that it is there.
    pub headings: Vec<String>,
    /// One of these anywhere in the text is accepted, too.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Numbers that rules compare with.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// A change against last year of this many basis points needs a reason.
    pub change_needs_reason_bp: u32,
    /// A basis older than this many years before the budget year is stale.
    pub basis_years: u16,
}

/// What the performance framework asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Performance {
    /// 一级 and 二级指标 that every project needs; an empty second name accepts any.
    pub required: Vec<(String, String)>,
}

/// What a region and year ask of a disclosure.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name: `hebei`; shown with the year as `hebei-2024`.
    pub name: String,
    /// Chinese name.
    pub title: String,
    /// First digits of the region codes it speaks for.
    pub regions: Vec<String>,
    /// The first fiscal year it speaks for.
    pub from: Option<FiscalYear>,
    /// The last fiscal year it speaks for.
    pub until: Option<FiscalYear>,
    /// Which rules count, and how much.
    pub rules: RuleSettings,
    /// 项目编码.
    pub project_code: ProjectCode,
    /// Statements that must be there.
    pub statements: Vec<StatementId>,
    /// Parts of the text that must be there.
    pub sections: Vec<RequiredSection>,
    /// Thresholds.
    pub thresholds: Thresholds,
    /// Performance framework.
    pub performance: Performance,
}

const FILES: [&str; 3] = [
    include_str!("../../../standards/profiles/national.toml"),
    include_str!("../../../standards/profiles/earlier.toml"),
    include_str!("../../../standards/profiles/hebei.toml"),
];

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let mut profiles: Vec<Profile> = Vec::new();
    for text in FILES {
        let file: ProfileFile =
            toml::from_str(text).expect("standards/profiles are part of the program and a test reads them");
        let parent = file.inherits.as_ref().and_then(|name| profiles.iter().find(|p| p.name == *name)).cloned();
        profiles.extend(file.complete(parent));
    }
    profiles
});

impl ProfileFile {
    fn complete(self, parent: Option<Profile>) -> Option<Profile> {
        let parent = parent.as_ref();
        let required = self.required.unwrap_or(RequiredFile { statements: None, section: None });
        Some(Profile {
            name: self.name,
            title: self.title,
            regions: self.regions,
            from: self.from,
            until: self.until,
            rules: self.rules.over(parent.map(|p| &p.rules)),
            project_code: self.project_code.or(parent.map(|p| p.project_code))?,
            statements: required.statements.or_else(|| parent.map(|p| p.statements.clone()))?,
            sections: required.section.or_else(|| parent.map(|p| p.sections.clone()))?,
            thresholds: self.thresholds.or(parent.map(|p| p.thresholds))?,
            performance: self.performance.or_else(|| parent.map(|p| p.performance.clone()))?,
        })
    }
}

impl Profile {
    /// All profiles, the general ones first.
    pub fn all() -> &'static [Profile] {
        &PROFILES
    }

    /// The profile of a name, with or without its year (`hebei-2024`).
    pub fn named(name: &str) -> Option<&'static Profile> {
        let bare =
            name.rsplit_once('-').filter(|(_, year)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
        let bare = bare.map_or(name, |(bare, _)| bare);
        Self::all().iter().find(|profile| profile.name == bare)
    }

    /// The profile that speaks for a document of this region and year; a general one where none of the region does.
    pub fn for_document(region: Option<&str>, year: Option<FiscalYear>) -> &'static Profile {
        let in_years = |p: &&Profile| match year {
            Some(year) => p.from.is_none_or(|from| year >= from) && p.until.is_none_or(|until| year <= until),
            None => p.from.is_none() && p.until.is_none(),
        };
        let of_region =
            |p: &&Profile| region.is_some_and(|code| p.regions.iter().any(|r| code.starts_with(r.as_str())));
        let fitting = || Self::all().iter().rev().filter(in_years);
        fitting().find(of_region).or_else(|| fitting().find(|p| p.regions.is_empty())).unwrap_or_else(|| &PROFILES[0])
    }

    /// The profile that speaks for a region code; the national one where none does.
    pub fn for_region(region: Option<&str>) -> &'static Profile {
        Self::for_document(region, None)
    }

    /// The name with the year: `hebei-2024`.
    pub fn shown(&self, year: Option<FiscalYear>) -> String {
        year.map_or_else(|| self.name.clone(), |year| format!("{}-{year}", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_inherit_what_they_leave_out() {
        assert_eq!(Profile::all().len(), FILES.len());
        let hebei = Profile::for_region(Some("131028"));
        assert!(hebei.project_code.check_character && hebei.sections.len() > 5);
        assert_eq!(Profile::for_region(Some("510100")).name, "national");
        assert_eq!(Profile::named("hebei-2024").map(|p| p.shown(Some(2024))).as_deref(), Some("hebei-2024"));
        assert!(Profile::named("nowhere").is_none());
    }

    #[test]
    fn years_and_regions_choose() {
        let name = |region, year| Profile::for_document(region, year).name.as_str();
        assert_eq!(name(None, Some(2019)), "earlier");
        assert_eq!(name(Some("610100"), Some(2022)), "national");
        assert_eq!(name(Some("130100"), Some(2024)), "hebei");
        assert_eq!(name(None, None), "national");
    }

    #[test]
    fn rule_settings_are_inherited() {
        let parent = RuleSettings {
            off: vec!["T".to_owned(), "D004".to_owned()],
            severity: [("P009".to_owned(), Severity::Warning)].into(),
            ..RuleSettings::default()
        };
        let own = RuleSettings {
            off: vec!["K010".to_owned()],
            on: vec!["T".to_owned()],
            severity: [("P009".to_owned(), Severity::Info)].into(),
        };
        let both = own.over(Some(&parent));
        assert_eq!(both.off, ["D004", "K010"]);
        assert_eq!(both.severity["P009"], Severity::Info);
    }
}
