//! How far a long run is: count, rate and remaining time, on stderr, only where somebody watches.
//! Nothing of it ever goes into a report.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::terminal;

/// Fewer inputs need no bar.
const LEAST: usize = 2;

/// The bar.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar over so many inputs behind this word.
    pub(crate) fn new(word: &'static str, count: usize) -> Self {
        if count < LEAST || !terminal::is_watched() {
            return Self::hidden();
        }
        let bar = ProgressBar::new(count as u64).with_message(word);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30.green/dim} {pos}/{len} 份  {rate}  {left}") {
            let rate = |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.1} 份/秒", state.per_sec());
            };
            let left = |state: &ProgressState, out: &mut dyn Write| {
                let _ = out.write_str(&remaining(state.eta()));
            };
            bar.set_style(style.progress_chars("█░░").with_key("rate", rate).with_key("left", left));
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Self(bar)
    }

    /// No bar.
    pub(crate) fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Takes it off the screen.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }

    /// Prints something without the bar in its way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

fn remaining(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..60 => format!("还需 {seconds} 秒"),
        seconds @ 60..3600 => format!("还需 {} 分 {:02} 秒", seconds / 60, seconds % 60),
        seconds => format!("还需 {} 小时 {:02} 分", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_do() {
        assert_eq!(remaining(Duration::from_secs(59)), "还需 59 秒");
        assert_eq!(remaining(Duration::from_secs(61)), "还需 1 分 01 秒");
        assert_eq!(remaining(Duration::from_secs(7_500)), "还需 2 小时 05 分");
    }
}
