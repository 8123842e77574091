//! How a run ends: its exit status, and the message when it cannot be done. What went wrong with one document of several
//! is not a failure of the run.

use std::fmt::Display;
use std::io::{self, Write};

use owo_colors::OwoColorize;

/// The exit status, as the public contract has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Done, no error-level finding.
    Done = 0,
    /// Done, there are error-level findings.
    Errors = 1,
    /// Usage, or an input that could not be read.
    Refused = 2,
    /// Broken off by Ctrl-C or SIGTERM: 128 and the number of SIGINT, as shells have it.
    Interrupted = 130,
}

/// Why a command cannot be done, in Chinese, with what to do.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self(message)
    }
}

impl Failure {
    /// Says it on stderr.
    pub(crate) fn say(&self) {
        complain("错误", &self.0);
    }
}

/// The result of a command.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// A message on stderr behind a red word. When nobody can be told there is nothing to do about it.
pub(crate) fn complain(word: &str, message: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{} {message}", format!("{word}:").bright_red().bold());
}

/// A message on stderr behind a yellow word.
pub(crate) fn remark(message: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{} {message}", "注意:".yellow().bold());
}

/// Writes on stdout; a reader that has gone away (`| head`) is no mistake.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("无法写到标准输出（{error}）。请检查重定向的目标和磁盘空间")))
        }
        _ => Ok(()),
    }
}
