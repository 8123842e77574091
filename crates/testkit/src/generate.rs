//! The generator: from a seed a correct unit budget of varied shape. It knows no layout and makes no mistakes on purpose.

use mingsuan_model::{Amount, Scale};

use crate::budget::{Agency, Assets, Budget, Prior, Style, Texts};
use crate::rng::Rng;

mod homes;
mod indicators;
mod money;
mod procurement;
mod projects;
mod sources;
mod texts;
mod topics;

pub use homes::Home;

/// What a generated budget has. [`Shape::varied`] draws one; tests may fix single fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Whether there is basic expenditure.
    pub has_basic: bool,
    /// How many projects (0–25).
    pub projects: usize,
    /// How many procurement lines are wanted; fewer when the projects' money does not reach.
    pub procurement: usize,
    /// How many functional classes may be used (1–8).
    pub classes: usize,
    /// Whether a project is paid from a government fund.
    pub has_government_fund: bool,
    /// Whether a project is paid from the state capital budget.
    pub has_state_capital: bool,
    /// Whether a project is paid from 财政专户.
    pub has_special_account: bool,
    /// Whether there is 单位资金.
    pub has_unit_money: bool,
    /// Whether money was carried over from last year.
    pub has_carry_over: bool,
    /// Whether 三公 are in basic expenditure.
    pub has_official_costs: bool,
    /// Whether a vehicle is bought by a project.
    pub buys_vehicle: bool,
    /// Whether a project pays the running of vehicles.
    pub project_runs_vehicles: bool,
    /// Whether there are fixed assets.
    pub has_assets: bool,
}

impl Shape {
    /// A shape drawn at random: most budgets are plain, each peculiarity comes up in some.
    pub fn varied(rng: &mut Rng) -> Self {
        let has_basic = rng.chance(88);
        let projects = match rng.below(10) {
            0 if has_basic => 0,
            0..=5 => 1 + rng.below(6),
            6..=8 => 5 + rng.below(11),
            _ => 12 + rng.below(14),
        };
        let some = projects > 0;
        let most_lines = if rng.chance(20) { 31 } else { 9 };
        Self {
            has_basic,
            projects,
            procurement: if some && rng.chance(70) { rng.below(most_lines) } else { 0 },
            classes: 1 + rng.below(8),
            has_government_fund: some && rng.chance(30),
            has_state_capital: some && rng.chance(12),
            has_special_account: some && rng.chance(12),
            has_unit_money: rng.chance(25) && (some || has_basic),
            has_carry_over: some && rng.chance(35),
            has_official_costs: has_basic && rng.chance(70),
            buys_vehicle: some && rng.chance(12),
            project_runs_vehicles: some && rng.chance(10),
            has_assets: rng.chance(85),
        }
    }

    /// The simplest correct budget: basic expenditure and one project from the general budget.
    pub fn simplest() -> Self {
        Self {
            has_basic: true,
            projects: 1,
            procurement: 0,
            classes: 1,
            has_government_fund: false,
            has_state_capital: false,
            has_special_account: false,
            has_unit_money: false,
            has_carry_over: false,
            has_official_costs: false,
            buys_vehicle: false,
            project_runs_vehicles: false,
            has_assets: false,
        }
    }
}

/// Makes budgets from a seed.
#[derive(Clone, Debug)]
pub struct Generator {
    rng: Rng,
    /// The smallest step of an amount in 分, so that it prints exactly.
    grain_fen: i64,
    /// Projects and lines get serial numbers from here.
    serial: u64,
    /// Where and when the units are.
    home: &'static Home,
}

impl Generator {
    /// A generator of units in Hebei; equal seeds give equal budgets.
    pub fn new(seed: u64) -> Self {
        Self::at_home(seed, &Home::HEBEI)
    }

    /// A generator of units of a region and its years.
    pub fn at_home(seed: u64, home: &'static Home) -> Self {
        let mut rng = Rng::new(seed ^ 0x6D69_6E67_7375_616E);
        let serial = 280_000_000 + rng.bits() % 9_000_000;
        Self { rng, grain_fen: 10_000, serial, home }
    }

    /// The next budget, of random shape.
    pub fn budget(&mut self) -> Budget {
        let shape = Shape::varied(&mut self.rng);
        self.budget_of(&shape)
    }

    /// The next budget of a given shape.
    pub fn budget_of(&mut self, shape: &Shape) -> Budget {
        let style = self.style();
        self.grain_fen = if style.text_scale == Scale::Yuan { 1 } else { 10_000 };
        let year = self.year();
        let sources = sources::Sources::draw(&mut self.rng, shape.classes);
        let (county, region) = self.home.counties[self.rng.below(self.home.counties.len())];
        let mut budget = Budget {
            agency: self.agency(county, &sources),
            year,
            lines: Vec::new(),
            projects: Vec::new(),
            procurement: Vec::new(),
            assets: Assets::default(),
            prior: Prior { basic: Amount(0), project: Amount(0), official: Amount(0) },
            texts: Texts::default(),
            style,
        };
        if shape.has_basic {
            let is_institution = budget.agency.nature == "事业";
            self.add_basic(&mut budget, shape, &sources, is_institution);
        }
        self.add_projects(&mut budget, shape, &sources, region);
        self.add_procurement(&mut budget, shape.procurement);
        let runs_vehicles = budget.official("30231", None).0 > 0;
        // Who runs vehicles has some among the assets.
        if shape.has_assets || runs_vehicles {
            budget.assets = self.assets(runs_vehicles);
        }
        budget.prior = self.prior(&budget);
        budget.texts = self.texts(&budget);
        budget
    }

    fn year(&mut self) -> u16 {
        let (first, last) = self.home.years;
        first + self.rng.below(usize::from(last - first) + 1) as u16
    }

    fn style(&mut self) -> Style {
        let rng = &mut self.rng;
        let scale = if rng.chance(75) { Scale::TenThousand } else { Scale::Yuan };
        let text_scale = if scale == Scale::Yuan && rng.chance(60) { Scale::Yuan } else { Scale::TenThousand };
        Style {
            scale,
            text_scale,
            prints_zero: rng.chance(35),
            groups_thousands: rng.chance(25),
            lists_all_functions: rng.chance(75),
            wording: rng.below(6),
        }
    }

    fn agency(&mut self, county: &str, sources: &sources::Sources) -> Agency {
        let (office, is_institution) = texts::office(&mut self.rng, &sources.main_class, sources.is_institution);
        let rank = self.rng.word(&["正科级", "副科级", "正处级", "副处级", "股级"]);
        Agency {
            code: format!("{}{:03}", 301 + self.rng.below(90), 1 + self.rng.below(12)),
            name: format!("{county}{office}"),
            nature: if is_institution { "事业" } else { "行政" }.to_owned(),
            rank: rank.to_owned(),
            support: if is_institution { "财政补助" } else { "财政拨款" }.to_owned(),
        }
    }

    /// An amount between two numbers of 元 that prints exactly in every scale used.
    fn amount(&mut self, low_yuan: i64, high_yuan: i64) -> Amount {
        let steps = |yuan: i64| (yuan * 100 / self.grain_fen).max(1);
        let (low, high) = (steps(low_yuan), steps(high_yuan));
        Amount(self.rng.between(low, high) * self.grain_fen)
    }

    /// Last year's amounts: more, less or the same.
    fn prior(&mut self, budget: &Budget) -> Prior {
        let grain = self.grain_fen;
        let mut before = |now: Amount| {
            let most = if now.0 == 0 { 5_000_000 } else { now.0 * 2 / 5 };
            let change = self.rng.between(1, (most / grain).max(1)) * grain;
            match self.rng.below(4) {
                0 => now,
                1 => Amount(now.0 + change),
                _ => Amount(now.0 - change.min(now.0)),
            }
        };
        let (basic, project) = (before(budget.basic()), before(budget.project_money()));
        let official = before(budget.official_total(None));
        // Last year's official costs were part of last year's money.
        let official = Amount(official.0.min(basic.0 + project.0));
        Prior { basic, project, official }
    }
}
