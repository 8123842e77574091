//! Tells cargo to embed the page anew when it was built anew. It is not built here: that is `cargo xtask web`.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
