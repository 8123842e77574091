//! scratch
#[path = "../tests/common/mod.rs"]
mod common;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let kit = mingsuan_testkit::Generator::new(a[1].parse().unwrap()).budget();
    let budget = mingsuan_budget::Budget { profile: a[2].clone(), ..common::from_testkit(&kit) };
    let d = mingsuan_budget::compile(&budget).unwrap();
    for b in &d.blocks {
        if let mingsuan_document::Block::Paragraph(p) = b {
            println!("{:?} {}", p.level, p.text);
        } else if let mingsuan_document::Block::Table(t) = b {
            println!("[table {}x{}]", t.rows(), t.columns());
        }
    }
    let x = mingsuan_import::import(&d, Some(&a[2]));
    for f in mingsuan_rules::judge(&x).findings {
        println!("{} {:?} {} exp {:?} act {:?} at {:?}", f.code, f.severity, f.message, f.expected, f.actual, f.place);
    }
    for c in &x.claims {
        println!("{:?} {} {:?} {:?}", c.kind, c.number, c.subject, c.coordinate);
    }
}
