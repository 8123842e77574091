//! Generated correct budgets of varied shape give no finding above info.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use mingsuan_testkit::{Generator, write_txt};

#[test]
fn five_hundred_correct_budgets_give_no_finding_above_info() {
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in 0..500 {
        let draft = Generator::new(seed).budget().draft();
        let (_, judgement) = support::judged(&write_txt::write_txt(&draft));
        for finding in support::serious(&judgement) {
            let entry = wrong
                .entry(finding.code.to_owned())
                .or_insert_with(|| (0, format!("seed {seed}: {}", support::shown(finding))));
            entry.0 += 1;
        }
    }
    let shown: Vec<String> =
        wrong.iter().map(|(code, (count, first))| format!("{code} × {count}, first {first}")).collect();
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
}
