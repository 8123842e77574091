//! The little Markdown of manual pages, shown on a terminal: headings and code stand out, no signs of markup are left.

use mingsuan_publish::report::wrap;
use owo_colors::OwoColorize;

/// Renders a page in at most so many columns.
pub(crate) fn render(page: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        if is_code {
            out.push_str(&format!("    {}\n", line.cyan()));
            continue;
        }
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        match level {
            0 => body(&mut out, line, columns),
            1 => out.push_str(&format!("{}\n", spans(heading.trim()).bright_white().bold())),
            _ => out.push_str(&format!("{}\n", heading.trim().yellow().bold())),
        }
    }
    out
}

/// A paragraph or an item of a list, set in under its heading.
fn body(out: &mut String, line: &str, columns: usize) {
    if line.trim().is_empty() {
        out.push('\n');
        return;
    }
    let blanks = line.len() - line.trim_start().len();
    let (sign, text) = match line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* ")) {
        Some(text) => ("• ", text),
        None => ("", line.trim_start()),
    };
    let indent = "  ".len() + blanks;
    let room = columns.saturating_sub(indent + sign.chars().count() + 1).max(24);
    for (at, piece) in wrap(text, room).iter().enumerate() {
        let sign = if at == 0 { sign.to_owned() } else { " ".repeat(sign.chars().count()) };
        out.push_str(&format!("{}{sign}{}\n", " ".repeat(indent), spans(piece)));
    }
}

/// `code` in colour, **strong** bold.
fn spans(text: &str) -> String {
    let mut out = String::new();
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 1 {
            out.push_str(&piece.cyan().to_string());
            continue;
        }
        for (at, piece) in piece.split("**").enumerate() {
            if at % 2 == 1 {
                out.push_str(&piece.bold().to_string());
            } else {
                out.push_str(piece);
            }
        }
    }
    out
}
