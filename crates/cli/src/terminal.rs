//! What the terminal is like: its width, and whether it shows colours.

use std::io::IsTerminal;

/// Columns to write for: `COLUMNS`, else what the terminal says, else 100.
pub(crate) fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).filter(|columns| *columns > 0).unwrap_or(100).clamp(60, 160)
}

/// Whether what is printed is shown with colours.
pub(crate) fn is_coloured() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Whether somebody watches stderr.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
