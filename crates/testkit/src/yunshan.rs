//! The example `examples/yunshan-2026`: the budget of an invented county's forestry bureau, once clean, once with planted mistakes.
//! County, unit, people and numbers are invented; every sentence was written for this example.

// Amounts are hundredths of 万元 and grouped so: 286_40 is 286.40.
#![allow(clippy::inconsistent_digit_grouping)]

use std::io;

use mingsuan_model::{Amount, Scale};

use crate::budget::{Agency, Assets, Budget, Fund, Kind, Line, Prior, Procurement, Style};
use crate::draft::{Draft, DraftBlock};
use crate::project_code::project_code;
use crate::write_docx::write_docx;
use crate::write_txt::write_txt;

mod mistakes;
mod projects;
mod readme;
mod texts;

pub use mistakes::{Mistake, planted};

/// The folder of the example, from the root of the repository.
pub const FOLDER: &str = "examples/yunshan-2026";
/// Region code of the invented county: of Hebei's range, but given to nobody.
const REGION: &str = "130899";

/// 万元 with two decimals, written as hundredths.
const fn wan(hundredths: i64) -> Amount {
    Amount(hundredths * 10_000)
}

/// Function, economic code, hundredths of 万元, whether it is 公用经费.
const BASIC: [(&str, &str, i64, bool); 23] = [
    ("2130201", "30101", 286_40, false),
    ("2130201", "30102", 154_28, false),
    ("2130201", "30103", 98_62, false),
    ("2130201", "30112", 6_35, false),
    ("2130201", "30302", 12_48, false),
    ("2080505", "30108", 78_90, false),
    ("2080506", "30109", 39_45, false),
    ("2101101", "30110", 36_72, false),
    ("2210201", "30113", 63_18, false),
    ("2130201", "30201", 9_60, true),
    ("2130201", "30202", 2_10, true),
    ("2130201", "30205", 1_20, true),
    ("2130201", "30206", 5_80, true),
    ("2130201", "30207", 6_40, true),
    ("2130201", "30208", 8_50, true),
    ("2130201", "30211", 12_00, true),
    ("2130201", "30213", 3_60, true),
    ("2130201", "30216", 2_40, true),
    ("2130201", "30217", 1_20, true),
    ("2130201", "30228", 9_85, true),
    ("2130201", "30231", 10_50, true),
    ("2130201", "30239", 28_74, true),
    ("2130201", "30299", 1_15, true),
];

/// Project, function, hundredths of 万元, whether carried over.
const PROJECT_MONEY: [(usize, &str, i64, bool); 7] = [
    (0, "2130234", 168_00, false),
    (1, "2130205", 300_00, false),
    (1, "2130205", 120_00, true),
    (2, "2130234", 96_50, false),
    (3, "2130207", 58_00, false),
    (4, "2130209", 264_00, false),
    (5, "2130202", 32_80, false),
];

fn lines() -> Vec<Line> {
    let basic = BASIC.iter().map(|(function, economic, amount, is_public)| Line {
        function: (*function).to_owned(),
        kind: if *is_public { Kind::Public } else { Kind::Personnel },
        fund: Fund::General,
        is_carried_over: false,
        economic: Some((*economic).to_owned()),
        amount: wan(*amount),
    });
    let projects = PROJECT_MONEY.iter().map(|(project, function, amount, is_carried_over)| Line {
        function: (*function).to_owned(),
        kind: Kind::Project(*project),
        fund: Fund::General,
        is_carried_over: *is_carried_over,
        economic: None,
        amount: wan(*amount),
    });
    basic.chain(projects).collect()
}

fn procurement() -> Vec<Procurement> {
    let line = |project: usize, code: &str, name: &str, unit: &str, quantity: i64, price: i64| Procurement {
        project,
        code: code.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        quantity,
        price: wan(price),
        fund: Fund::General,
        is_carried_over: false,
        reserved: wan(quantity * price),
    };
    vec![
        line(0, "A02430900", "无人机", "架", 2, 6_50),
        line(1, "C09020100", "造林服务", "项", 1, 180_00),
        line(2, "C09020400", "林业有害生物防治服务", "项", 1, 62_00),
        line(5, "C16070300", "软件运维服务", "项", 1, 28_00),
    ]
}

/// The clean budget: no number, word or target in it that an inspector would object to.
pub fn clean() -> Budget {
    let mut budget = Budget {
        agency: Agency {
            code: "318001".to_owned(),
            name: "云山县林业和草原局".to_owned(),
            nature: "行政".to_owned(),
            rank: "正科级".to_owned(),
            support: "财政拨款".to_owned(),
        },
        year: 2026,
        lines: lines(),
        projects: projects::projects(),
        procurement: procurement(),
        assets: Assets {
            buildings: (2_380_50, wan(312_46)),
            offices: (1_865_00, wan(244_80)),
            vehicles: (5, wan(96_35)),
            equipment: (3, wan(158_20)),
            other: (486, wan(143_77)),
        },
        prior: Prior { basic: Amount(0), project: Amount(0), official: Amount(0) },
        texts: texts::texts(),
        style: Style {
            scale: Scale::TenThousand,
            text_scale: Scale::TenThousand,
            prints_zero: false,
            groups_thousands: false,
            lists_all_functions: true,
            wording: 0,
        },
    };
    for (project, serial) in budget.projects.iter_mut().zip([51, 57, 58, 63, 64, 70]) {
        project.code = project_code(REGION, 2026, 26_031_800_000 + serial);
    }
    budget.prior = Prior {
        basic: Amount(budget.basic().0 + wan(12_36).0),
        project: Amount(budget.project_money().0 - wan(86_20).0),
        official: Amount(budget.official_total(None).0 + wan(80).0),
    };
    budget
}

/// The clean budget as printed. The form numbers the tasks like the heading above them, （一） within （二）, which an
/// inspector objects to (T008); here they are 1. 2. 3.
pub fn clean_draft() -> Draft {
    let mut draft = clean().draft();
    let mut number = 0;
    for block in &mut draft.blocks {
        let DraftBlock::Heading(level, text) = block else { continue };
        number = if *level == 3 { number + 1 } else { 0 };
        let title = text.split_once('）').map(|(_, title)| format!("{number}.{title}"));
        if let Some(title) = title.filter(|_| *level == 3) {
            *text = title;
        }
    }
    draft
}

/// The files of the example: name and bytes.
pub fn files() -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let clean = clean_draft();
    let (planted, mistakes) = planted();
    Ok(vec![
        ("clean.docx", write_docx(&clean)?),
        ("clean.txt", write_txt(&clean).into_bytes()),
        ("planted.docx", write_docx(&planted)?),
        ("planted.txt", write_txt(&planted).into_bytes()),
        ("planted.toml", readme::planted_toml(&mistakes).into_bytes()),
        ("README.md", readme::readme(&mistakes).into_bytes()),
    ])
}
