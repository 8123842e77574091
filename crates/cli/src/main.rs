//! dump
fn main() {
    let mut args = std::env::args().skip(1);
    let cmd = args.next().unwrap_or_default();
    for path in args {
        let bytes = std::fs::read(&path).expect("x");
        let document = mingsuan_document::read(&bytes, &path).expect("x");
        let d = mingsuan_import::import(&document, None);
        if cmd == "facts" { mingsuan_publish::facts::write_csv(std::io::stdout(), true, &path, &d).expect("x"); }
        if cmd == "extract" { println!("{}", serde_json::to_string_pretty(&mingsuan_publish::extract::extract(&path, &d)).expect("x")); }
    }
}
