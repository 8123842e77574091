//! Basic expenditure and fixed assets of a generated budget.

use mingsuan_model::Amount;

use super::sources::Sources;
use super::{Generator, Shape};
use crate::budget::{Assets, Budget, Fund, Kind, Line};

/// Pay and allowances: economic code, low and high in 元.
const PERSONNEL: [(&str, i64, i64); 9] = [
    ("30101", 200_000, 6_000_000),
    ("30102", 50_000, 2_000_000),
    ("30103", 50_000, 1_500_000),
    ("30107", 50_000, 1_500_000),
    ("30112", 2000, 300_000),
    ("30199", 5000, 800_000),
    ("30302", 5000, 400_000),
    ("30305", 1000, 200_000),
    ("30309", 100, 20_000),
];

/// Insurance and housing: the functional item that pays and the economic code.
const SOCIAL: [(&str, &str); 4] =
    [("2080505", "30108"), ("2080506", "30109"), ("2101101", "30110"), ("2210201", "30113")];

/// Running the office: economic codes.
const PUBLIC: [&str; 19] = [
    "30201", "30202", "30204", "30205", "30206", "30207", "30208", "30209", "30211", "30213", "30214", "30215",
    "30216", "30226", "30228", "30229", "30239", "30299", "31002",
];

impl Generator {
    /// Adds the lines of basic expenditure.
    pub(super) fn add_basic(&mut self, budget: &mut Budget, shape: &Shape, sources: &Sources, is_institution: bool) {
        let count = 1 + self.rng.below(PERSONNEL.len());
        let mut basic = |function: &str, kind: Kind, economic: &str, fund: Fund, amount: Amount| {
            budget.lines.push(Line {
                function: function.to_owned(),
                kind,
                fund,
                is_carried_over: false,
                economic: Some(economic.to_owned()),
                amount,
            });
        };
        for index in self.rng.some_of(PERSONNEL.len(), count) {
            let (code, low, high) = PERSONNEL[index];
            // Performance pay is for institutions only.
            let code = if code == "30107" && !is_institution { "30106" } else { code };
            basic(&sources.main_item, Kind::Personnel, code, Fund::General, self.amount(low, high));
        }
        let social = shape.classes.saturating_sub(1).min(SOCIAL.len());
        for (function, code) in &SOCIAL[..social] {
            if self.rng.chance(85) {
                let function = if *function == "2101101" && is_institution { "2101102" } else { function };
                basic(function, Kind::Personnel, code, Fund::General, self.amount(10_000, 900_000));
            }
        }
        // Institutions pay some staff from their own income; then the total is more than the general budget's part.
        if shape.has_unit_money && (shape.projects == 0 || self.rng.chance(30)) {
            let amount = self.amount(10_000, 800_000);
            basic(&sources.main_item, Kind::Personnel, "30199", Fund::Business, amount);
        }
        self.add_public(budget, shape, sources);
    }

    /// 公用经费 with the items of 三公.
    fn add_public(&mut self, budget: &mut Budget, shape: &Shape, sources: &Sources) {
        let mut public = |economic: &str, amount: Amount| {
            budget.lines.push(Line {
                function: sources.main_item.clone(),
                kind: Kind::Public,
                fund: Fund::General,
                is_carried_over: false,
                economic: Some(economic.to_owned()),
                amount,
            });
        };
        let count = self.rng.below(PUBLIC.len());
        for index in self.rng.some_of(PUBLIC.len(), count) {
            public(PUBLIC[index], self.amount(1000, 150_000));
        }
        if shape.has_official_costs {
            for (code, percent, high) in [("30217", 80, 50_000), ("30231", 60, 200_000), ("30212", 12, 120_000)] {
                if self.rng.chance(percent) {
                    public(code, self.amount(500, high));
                }
            }
        }
    }

    /// Fixed assets whose parts are plausible for their quantities.
    pub(super) fn assets(&mut self, runs_vehicles: bool) -> Assets {
        let mut assets = Assets::default();
        if self.rng.chance(60) {
            let area = self.rng.between(8_000, 900_000);
            assets.buildings = (area, self.amount(200_000, 25_000_000));
            if self.rng.chance(80) {
                let share = if self.rng.chance(30) { 1 } else { 2 };
                let value = assets.buildings.1.0 / share / self.grain_fen * self.grain_fen;
                assets.offices = (area / share, Amount(value));
            }
        }
        if runs_vehicles || self.rng.chance(70) {
            let count = self.rng.between(if runs_vehicles { 6 } else { 1 }, 12);
            assets.vehicles = (count, self.amount(80_000 * count, 300_000 * count));
        }
        if self.rng.chance(50) {
            let count = self.rng.between(1, 9);
            assets.equipment = (count, self.amount(200_000 * count, 900_000 * count));
        }
        assets.other = (self.rng.between(12, 1500), self.amount(20_000, 6_000_000));
        assets
    }
}
