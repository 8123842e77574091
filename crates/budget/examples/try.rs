//! try
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(document) = mingsuan_document::read(&bytes, &path) else {
            println!("{path} unreadable");
            continue;
        };
        let d = mingsuan_import::import(&document, None);
        let t = std::time::Instant::now();
        let r = mingsuan_budget::rebuild::rebuild(&d);
        println!(
            "== {path} {:?} lines {} projects {} statements {:?}",
            t.elapsed(),
            r.budget.lines.len(),
            r.budget.projects.len(),
            d.statements.iter().map(|s| s.id.key()).collect::<Vec<_>>()
        );
        if std::env::var_os("FULL").is_some() {
            for (i, l) in r.budget.lines.iter().enumerate() {
                println!(
                    "{} {:?} {:?} {:?} {:?} {:?} {} {:?}",
                    l.function,
                    l.kind,
                    l.project,
                    l.economic,
                    l.fund,
                    l.source,
                    l.amount,
                    r.budget
                        .remarks
                        .iter()
                        .filter(|m| m.row == i && m.part == mingsuan_budget::Part::Lines)
                        .map(|m| format!("{} {:?}", m.field, m.certainty))
                        .collect::<Vec<_>>()
                );
            }
            println!("{:#?}", r.budget.narrative);
            println!(
                "{:#?} {:?} {:?} {:?}",
                r.budget.prior, r.budget.official_costs, r.budget.operating_costs, r.budget.assets
            );
            for p in &r.budget.procurement {
                println!("{p:?}");
            }
        }
        for u in &r.unexplained {
            println!("  {} {}", u.place.describe(), u.message);
        }
        for _ in 0..3 {
            let t = std::time::Instant::now();
            std::hint::black_box(mingsuan_budget::rebuild::rebuild(&d));
            println!("{:?}", t.elapsed());
        }
    }
}
