//! Generated budgets are correct: every sum is recomputed here from the printed strings, by label, without the budget's own sums.

#![allow(clippy::panic)] // A test may stop.

mod printed;

use mingsuan_testkit::{Draft, DraftBlock, Generator, Shape, project_code};
use printed::{Printed, fen};

const SEEDS: u64 = 200;

fn drafts() -> impl Iterator<Item = (u64, Draft)> {
    (0..SEEDS).map(|seed| (seed, Generator::new(seed).budget().draft()))
}

#[test]
fn equal_seeds_give_equal_drafts_and_shapes_vary() {
    let mut different = std::collections::HashSet::new();
    for seed in 0..SEEDS {
        let budget = Generator::new(seed).budget();
        assert_eq!(budget, Generator::new(seed).budget(), "seed {seed}");
        different.insert((budget.projects.len(), budget.procurement.len(), budget.lines.len()));
    }
    assert!(different.len() > 100, "{} shapes only", different.len());
}

#[test]
fn statements_by_code_add_up_on_every_level() {
    let titles = [
        ("单位预算收入总表", 3),
        ("单位预算支出总表", 3),
        ("单位预算一般公共预算财政拨款支出表", 3),
        ("单位预算一般公共预算财政拨款基本支出表", 2),
        ("单位预算政府性基金预算财政拨款支出表", 3),
        ("单位预算国有资本经营预算财政拨款支出表", 3),
    ];
    for (seed, draft) in drafts() {
        let printed = Printed::new(&draft);
        for (title, levels) in titles {
            let rows: Vec<Vec<String>> = printed.body(title);
            let empty = rows.iter().flatten().all(String::is_empty);
            assert_eq!(empty, printed.note_under(title).is_some(), "seed {seed} {title}: note");
            for column in 3..rows[0].len() {
                let of_length = |n: usize, under: &str| -> i64 {
                    let rows = rows.iter().filter(|r| r[1].len() == n && r[1].starts_with(under));
                    rows.map(|r| fen(&r[column])).sum()
                };
                let total = fen(&rows[0][column]);
                for length in [3, 5, 7].into_iter().take(levels) {
                    assert_eq!(total, of_length(length, ""), "seed {seed} {title} column {column} level {length}");
                }
                for row in rows.iter().filter(|r| matches!(r[1].len(), 3 | 5)) {
                    if row[1].len() == 3 || levels == 3 {
                        let children = of_length(row[1].len() + 2, &row[1]);
                        assert_eq!(fen(&row[column]), children, "seed {seed} {title} {}", row[1]);
                    }
                }
            }
        }
    }
}

#[test]
fn columns_add_up() {
    for (seed, draft) in drafts() {
        let printed = Printed::new(&draft);
        for row in printed.body("单位预算收入总表") {
            assert_eq!(fen(&row[3]), fen(&row[4]) + fen(&row[12]), "seed {seed}: 合计");
            assert_eq!(fen(&row[4]), row[5..12].iter().map(|text| fen(text)).sum::<i64>(), "seed {seed}: 小计");
        }
        for row in printed.body("单位预算支出总表") {
            assert_eq!(fen(&row[3]), row[4..9].iter().map(|text| fen(text)).sum::<i64>(), "seed {seed}");
        }
        for row in printed.body("单位预算财政拨款收支总表") {
            assert_eq!(fen(&row[4]), row[5..8].iter().map(|text| fen(text)).sum::<i64>(), "seed {seed}");
        }
        for row in printed.body("单位预算财政拨款“三公”经费支出表") {
            assert_eq!(fen(&row[2]), row[3..6].iter().map(|text| fen(text)).sum::<i64>(), "seed {seed}");
        }
    }
}

#[test]
fn statements_agree_with_each_other() {
    for (seed, draft) in drafts() {
        let p = Printed::new(&draft);
        let summary = "单位预算收支总表";
        let total = p.at(summary, 3, "支出总计", 4);
        assert_eq!(total, p.at(summary, 1, "收入总计", 2), "seed {seed}");
        assert_eq!(total, p.at(summary, 1, "本年收入合计", 2) + p.at(summary, 1, "上年结转结余", 2), "seed {seed}");
        assert_eq!(total, p.sum_until(summary, 4, "本年支出合计", 3), "seed {seed}: functions");
        assert_eq!(
            p.at(summary, 1, "本年收入合计", 2),
            p.sum_until(summary, 2, "本年收入合计", 1),
            "seed {seed}: revenue"
        );
        assert_eq!(total, p.at("单位预算收入总表", 2, "合计", 3), "seed {seed}");
        assert_eq!(total, p.at("单位预算支出总表", 2, "合计", 3), "seed {seed}");
        let fiscal = "单位预算财政拨款收支总表";
        assert_eq!(p.at(fiscal, 1, "收入总计", 2), p.at(fiscal, 3, "支出总计", 4), "seed {seed}");
        for (column, title) in [
            (5, "单位预算一般公共预算财政拨款支出表"),
            (6, "单位预算政府性基金预算财政拨款支出表"),
            (7, "单位预算国有资本经营预算财政拨款支出表"),
        ] {
            let of_fund = p.body(title).first().map_or(0, |row| fen(&row[3]));
            assert_eq!(p.at(fiscal, 3, "支出总计", column), of_fund, "seed {seed} {title}");
            assert_eq!(p.sum_until(fiscal, column, "本年支出合计", 3), of_fund, "seed {seed} {title}");
        }
        let projects: i64 = p.projects().iter().map(|project| project.amount).sum();
        assert_eq!(projects, p.at("单位预算支出总表", 2, "合计", 5), "seed {seed}: projects");
    }
}

#[test]
fn the_text_agrees_with_the_statements() {
    for (seed, draft) in drafts() {
        let p = Printed::new(&draft);
        let said = |before: &str| p.said(before).unwrap_or_else(|| panic!("seed {seed}: nothing after {before}"));
        assert_eq!(said("年预算收入"), p.at("单位预算收支总表", 1, "收入总计", 2), "seed {seed}");
        assert_eq!(said("上年结转结余"), p.at("单位预算收支总表", 1, "上年结转结余", 2), "seed {seed}");
        assert_eq!(said("单位资金收入"), p.at("单位预算收支总表", 1, "五、单位资金", 2), "seed {seed}");
        assert_eq!(said("年支出预算"), p.at("单位预算支出总表", 2, "合计", 3), "seed {seed}");
        assert_eq!(said("其中基本支出"), said("包括人员经费") + said("日常公用经费"), "seed {seed}");
        assert_eq!(said("其中基本支出"), p.at("单位预算支出总表", 2, "合计", 4), "seed {seed}");
        assert_eq!(said("；项目支出"), p.at("单位预算支出总表", 2, "合计", 5), "seed {seed}");
        let basic = p.body("单位预算一般公共预算财政拨款基本支出表");
        assert_eq!(said("机关运行经费共计安排"), fen(&basic[0][5]), "seed {seed}");
    }
}

#[test]
fn the_text_agrees_on_official_costs_assets_and_projects() {
    for (seed, draft) in drafts() {
        let p = Printed::new(&draft);
        let said = |before: &str| p.said(before).unwrap_or_else(|| panic!("seed {seed}: nothing after {before}"));
        let official = "单位预算财政拨款“三公”经费支出表";
        assert_eq!(said("“三公”经费预算安排"), p.at(official, 1, "“三公”经费小计", 2), "seed {seed}");
        let parts = said("因公出国（境）费") + said("公务用车购置及运维费") + said("；公务接待费");
        assert_eq!(said("“三公”经费预算安排"), parts, "seed {seed}");
        assert_eq!(p.at(official, 1, "三、公务接待费", 2), said("；公务接待费"), "seed {seed}");
        assert_eq!(said("固定资产金额为"), p.assets_total(), "seed {seed}");
        for project in p.projects() {
            assert!(p.text().contains(&project.name), "seed {seed}: {} is not in the text", project.name);
        }
    }
}

#[test]
fn projects_are_sound() {
    for (seed, draft) in drafts() {
        let p = Printed::new(&draft);
        let mut names = std::collections::HashSet::new();
        for project in p.projects() {
            assert!(names.insert(project.name.clone()), "seed {seed}: {} twice", project.name);
            let check = project_code::check_character(&project.code[..20]);
            assert_eq!(check, project.code.chars().last(), "seed {seed}: {}", project.code);
            assert_eq!(project.amount, project.fiscal + project.other, "seed {seed}: {}", project.name);
            assert_eq!(project.plan.last().copied(), Some(100), "seed {seed}: {}", project.name);
            assert!(project.plan.is_sorted(), "seed {seed}: {:?}", project.plan);
            for kind in ["数量指标", "质量指标", "时效指标", "成本指标", "满意度指标", "效益指标"]
            {
                assert!(project.kinds.iter().any(|k| k.contains(kind)), "seed {seed}: {} lacks {kind}", project.name);
            }
        }
    }
}

#[test]
fn procurement_and_assets_add_up() {
    for (seed, draft) in drafts() {
        let p = Printed::new(&draft);
        let rows = p.body("单位政府采购预算");
        let lines = rows.get(2..).unwrap_or(&[]);
        for column in 7..15 {
            let total: i64 = lines.iter().map(|row| fen(&row[column])).sum();
            assert_eq!(total, rows.first().map_or(0, |row| fen(&row[column])), "seed {seed} column {column}");
        }
        for row in lines {
            let quantity: i64 = row[5].parse().expect("a quantity");
            assert_eq!(quantity * fen(&row[6]), fen(&row[7]), "seed {seed} {}", row[2]);
            assert_eq!(fen(&row[7]), row[8..14].iter().map(|text| fen(text)).sum::<i64>(), "seed {seed} {}", row[2]);
            assert!(fen(&row[14]) <= fen(&row[7]) && fen(&row[7]) <= fen(&row[1]), "seed {seed} {}", row[2]);
            let spent: i64 = lines.iter().filter(|other| other[0] == row[0]).map(|other| fen(&other[7])).sum();
            assert!(spent <= fen(&row[1]), "seed {seed}: {} buys more than it has", row[0]);
        }
        assert_eq!(p.assets_total(), p.assets_parts(), "seed {seed}");
    }
}

#[test]
fn the_simplest_shape_has_one_project() {
    let budget = Generator::new(1).budget_of(&Shape::simplest());
    assert_eq!(budget.projects.len(), 1);
    let draft = budget.draft();
    let headings = draft.blocks.iter().filter(|block| matches!(block, DraftBlock::Heading(1, _))).count();
    assert_eq!(headings, 19, "nine statements and ten sections");
}

#[test]
fn no_real_county_is_named() {
    let regions = include_str!("../../../standards/lists/regions-gbt2260.csv");
    for seed in 0..SEEDS {
        let budget = Generator::new(seed).budget();
        let county: String = budget.agency.name.chars().take_while(|c| *c != '县').chain(['县']).collect();
        assert!(!regions.contains(&county), "{county} is a real place");
        for project in &budget.projects {
            assert!(!regions.contains(&format!("\n{},", &project.code[..6])), "{} is a real region", project.code);
        }
    }
}
