//! Procurement lines that stay within the money of their project, fund by fund.

use mingsuan_model::Amount;

use super::Generator;
use crate::budget::{Budget, Kind, Procurement};
use crate::lists::{ListRow, catalogue_leaves};

/// 200万元 and 400万元 in 分: up to here goods and services, and works, are wholly reserved for small firms (财库〔2020〕46号).
const WHOLLY_RESERVED_FEN: (i64, i64) = (200_000_000, 400_000_000);

impl Generator {
    /// Adds up to `count` lines; stops earlier when the projects' money is used up.
    pub(super) fn add_procurement(&mut self, budget: &mut Budget, count: usize) {
        let mut left: Vec<i64> = budget.lines.iter().map(|line| line.amount.0).collect();
        for line in &budget.procurement {
            // A purchase that came with its project has used the first line of that project.
            if let Some(at) = budget.lines.iter().position(|other| other.kind == Kind::Project(line.project)) {
                left[at] -= line.amount().0;
            }
        }
        for _ in 0..count {
            let paying: Vec<usize> = (0..left.len())
                .filter(|i| matches!(budget.lines[*i].kind, Kind::Project(_)))
                .filter(|i| left[*i] >= 10 * self.grain_fen && budget.lines[*i].economic.is_none())
                .collect();
            let Some(at) = self.rng.pick(&paying).copied() else {
                return;
            };
            let Kind::Project(project) = budget.lines[at].kind else {
                return;
            };
            let is_work = budget.projects[project].name.contains("工程");
            let Some(item) = self.item(is_work) else { return };
            let goods = item.code.starts_with('A');
            let share = left[at] / self.rng.between(1, 4);
            let quantity = if goods { self.rng.between(1, 12).min(share / self.grain_fen).max(1) } else { 1 };
            let price = share / quantity / self.grain_fen * self.grain_fen;
            if price == 0 {
                continue;
            }
            left[at] -= quantity * price;
            let line = &budget.lines[at];
            budget.procurement.push(Procurement {
                project,
                code: item.code.clone(),
                name: item.name.clone(),
                unit: unit(&item.code).to_owned(),
                quantity,
                price: Amount(price),
                fund: line.fund,
                is_carried_over: line.is_carried_over,
                reserved: Amount(self.reserved(quantity * price, item.code.starts_with('B'))),
            });
        }
        // The form lists the purchases project by project.
        budget.procurement.sort_by_key(|line| line.project);
    }

    /// A catalogue item: equipment or furniture, a service, or works.
    fn item(&mut self, is_work: bool) -> Option<&'static ListRow> {
        let groups: &[&str] = match self.rng.below(2) {
            0 if is_work => &["B"],
            0 => &["A02", "A05"],
            _ => &["C"],
        };
        let fits = |row: &&ListRow| groups.iter().any(|group| row.code.starts_with(group));
        let items: Vec<&'static ListRow> = catalogue_leaves().iter().filter(fits).collect();
        self.rng.pick(&items).copied()
    }

    fn reserved(&mut self, amount: i64, is_work: bool) -> i64 {
        let limit = if is_work { WHOLLY_RESERVED_FEN.1 } else { WHOLLY_RESERVED_FEN.0 };
        if amount <= limit {
            return amount;
        }
        let share = self.rng.between(40, 100);
        amount / 100 * share / self.grain_fen * self.grain_fen
    }
}

fn unit(code: &str) -> &'static str {
    match code.get(..3) {
        Some("A02") => "台",
        Some("A05") => "件",
        _ => "项",
    }
}
