//! Generated correct budgets of varied shape give no finding above info.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use mingsuan_testkit::{Generator, Home, write_docx, write_html, write_txt, write_xlsx};

/// Budgets of each profile; the profiles together make a thousand.
const EACH: u64 = 334;

#[test]
fn a_thousand_correct_budgets_of_all_profiles_give_no_finding_above_info() {
    let found: Vec<(String, String)> = std::thread::scope(|scope| {
        // Budgets differ in length: threads that take every n-th seed end together.
        let threads = std::thread::available_parallelism().map_or(2, |n| n.get()) as u64;
        let worker =
            |first: u64| scope.spawn(move || (first..EACH).step_by(threads as usize).flat_map(wrong).collect());
        let workers: Vec<_> = (0..threads).map(worker).collect();
        workers.into_iter().flat_map(|worker| -> Vec<_> { worker.join().unwrap() }).collect()
    });
    let mut by_code: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    found.iter().for_each(|(code, line)| by_code.entry(code).or_default().push(line));
    let shown: Vec<String> =
        by_code.iter().map(|(code, lines)| format!("{code} × {}, one of them {}", lines.len(), lines[0])).collect();
    assert!(found.is_empty(), "{}", shown.join("\n"));
}

/// What is found above info in the budgets of one seed, one for each profile: code and the whole line.
fn wrong(seed: u64) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for home in Home::ALL {
        let draft = Generator::at_home(seed, home).budget().draft();
        let (disclosure, judgement) = support::judged(&write_txt::write_txt(&draft));
        // Without projects there are no project codes, which alone tell the region of an invented county.
        if !disclosure.projects.is_empty() {
            assert!(
                disclosure.profile.starts_with(home.profile),
                "seed {seed}: {} {}",
                home.profile,
                disclosure.profile
            );
        }
        let lines = support::serious(&judgement).map(|finding| {
            (finding.code.to_owned(), format!("{} seed {seed}: {}", disclosure.profile, support::shown(finding)))
        });
        wrong.extend(lines);
    }
    wrong
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
