//! The conversion of the test kit's budgets loses no money. What is done with the result is tested elsewhere.

mod common;

use mingsuan_budget::Kind;
use mingsuan_testkit::Generator;

#[test]
fn no_money_is_lost() {
    let mut generator = Generator::new(7);
    for _ in 0..50 {
        let from = generator.budget();
        let budget = common::from_testkit(&from);
        let sum = |passes: fn(Kind) -> bool| -> i64 {
            budget.lines.iter().filter(|line| passes(line.kind)).map(|line| line.amount.0).sum()
        };
        assert_eq!(sum(|_| true), from.total().0);
        assert_eq!(sum(Kind::is_basic), from.basic().0);
        assert_eq!(sum(|kind| kind == Kind::Project), from.project_money().0);
        assert_eq!(budget.projects.len(), from.projects.len());
    }
}
