//! Generated correct budgets of varied shape give no finding above info.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use mingsuan_testkit::{Generator, write_docx, write_html, write_txt, write_xlsx};

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

#[test]
fn every_format_of_a_generated_budget_gives_the_same_facts_and_nothing_above_info() {
    for seed in 1000..1040 {
        let draft = Generator::new(seed).budget().draft();
        let txt = write_txt::write_txt(&draft).into_bytes();
        let files = [
            ("x.txt", txt),
            ("x.html", write_html::write_html(&draft).into_bytes()),
            ("x.docx", write_docx::write_docx(&draft).unwrap()),
            ("x.xlsx", write_xlsx::write_xlsx(&draft).unwrap()),
        ];
        let mut first = None;
        for (name, bytes) in files {
            let disclosure = mingsuan_import::import(&mingsuan_document::read(&bytes, name).unwrap(), None);
            let judgement = mingsuan_rules::judge(&disclosure);
            let wrong: Vec<String> = support::serious(&judgement).map(support::shown).collect();
            assert!(wrong.is_empty(), "seed {seed} {name}: {}", wrong.join("\n"));
            let numbers =
                disclosure.facts.iter().filter_map(|fact| Some((fact.coordinate, fact.value.number()?, fact.scale)));
            let mut facts: Vec<_> = numbers.collect();
            facts.sort();
            assert_eq!(first.get_or_insert_with(|| facts.clone()), &facts, "seed {seed} {name}");
        }
    }
}
