//! The few colours of the text report. Always written; who prints decides whether they are shown (`anstream`).

use mingsuan_model::Severity;
use owo_colors::OwoColorize;

/// In the colour of a severity, bold.
pub(crate) fn severe(text: &str, severity: Severity) -> String {
    match severity {
        Severity::Error => text.bright_red().bold().to_string(),
        Severity::Warning => text.yellow().bold().to_string(),
        Severity::Info => text.cyan().bold().to_string(),
    }
}

/// Bold.
pub(crate) fn strong(text: &str) -> String {
    text.bold().to_string()
}

/// In the background of attention.
pub(crate) fn faint(text: &str) -> String {
    text.dimmed().to_string()
}

/// Frames and arrows.
pub(crate) fn frame(text: &str) -> String {
    text.blue().bold().to_string()
}

/// What is right.
pub(crate) fn good(text: &str) -> String {
    text.green().bold().to_string()
}
