//! Where and when generated units are: one home for each profile of `standards/profiles`. No wording and no money here.

use crate::project_code::{check_character, project_code};

/// A region and its years, with what its forms have of their own.
#[derive(Debug)]
pub struct Home {
    /// The profile that its documents are judged by.
    pub profile: &'static str,
    /// Invented counties with codes in the region's range that GB/T 2260 has not given away.
    pub counties: &'static [(&'static str, &'static str)],
    /// The first and the last fiscal year.
    pub years: (u16, u16),
    /// 一级指标 of the cost indicators: a level of their own since 财预〔2021〕101号, except in Hebei's form.
    pub cost_level: &'static str,
    /// Whether the last character of 项目编码 is a check character.
    pub has_check_character: bool,
}

impl Home {
    /// Hebei, whose form is that of the founding document.
    pub const HEBEI: Self = Self {
        profile: "hebei",
        counties: &[
            ("云山县", "130899"),
            ("青柳县", "130799"),
            ("松溪岭县", "130699"),
            ("白鹤川县", "130599"),
            ("望峰县", "130499"),
            ("金穗县", "130399"),
            ("碧湾县", "130299"),
            ("晴川县", "130199"),
        ],
        years: (2024, 2026),
        cost_level: "产出指标",
        has_check_character: true,
    };
    /// Other regions since 2022.
    pub const NATIONAL: Self = Self {
        profile: "national",
        counties: &[("竹影县", "510199"), ("石门河县", "340899"), ("南屏岭县", "350799"), ("沙枣县", "620599")],
        years: (2023, 2026),
        cost_level: "成本指标",
        has_check_character: false,
    };
    /// Other regions before the framework of 2022.
    pub const EARLIER: Self = Self {
        profile: "earlier",
        counties: &[("竹影县", "510199"), ("石门河县", "340899"), ("南屏岭县", "350799"), ("沙枣县", "620599")],
        years: (2020, 2021),
        cost_level: "产出指标",
        has_check_character: false,
    };
    /// All of them.
    pub const ALL: [&'static Self; 3] = [&Self::HEBEI, &Self::NATIONAL, &Self::EARLIER];

    /// 项目编码 as this region writes it.
    pub(super) fn project_code(&self, region: &str, year: u16, serial: u64) -> String {
        let mut code = project_code(region, year, serial);
        if !self.has_check_character {
            // Any digit will do that is not the check character of Hebei.
            let right = check_character(&code[..code.len() - 1]);
            code.pop();
            code.push(if right == Some('1') { '2' } else { '1' });
        }
        code
    }
}
