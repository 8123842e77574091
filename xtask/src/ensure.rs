//! What a bare machine lacks is brought here, and only when it is missing.
//! Nothing here is needed to build or use the product: these are tools of the tests.

use std::path::PathBuf;
use std::process::Command;

use crate::process;

/// A program that a step of the tests calls, and where it comes from.
pub(crate) struct Tool {
    /// The program's name on the path.
    pub(crate) command: &'static str,
    /// Where it comes from.
    pub(crate) source: Source,
}

/// Where a missing tool comes from.
pub(crate) enum Source {
    /// A component of the pinned Rust toolchain.
    Component(&'static str),
    /// A package of the Rust registry, built here; `minutes` says what that costs on two cores.
    Crate { name: &'static str, minutes: &'static str },
    /// Packages of Debian and its relatives, installed when we are root.
    Apt(&'static [&'static str]),
}

/// Makes sure of a tool; the error is a sentence that tells what to do by hand.
pub(crate) fn ensure(tool: &Tool) -> Result<(), String> {
    if is_present(tool.command) {
        return Ok(());
    }
    let mut command = match tool.source {
        Source::Component(name) => {
            let mut rustup = Command::new("rustup");
            rustup.args(["component", "add", name]).current_dir(process::root());
            rustup
        }
        Source::Crate { name, minutes } => {
            eprintln!("{name} is missing and is built once, which takes about {minutes}");
            process::cargo(["install", "--locked", "--quiet", name])
        }
        Source::Apt(packages) => apt(tool.command, packages)?,
    };
    eprintln!("`{}` is missing: {}", tool.command, process::typed(&command));
    let mut installed = process::succeeds(&mut command).unwrap_or(false);
    if !installed && matches!(tool.source, Source::Apt(_)) {
        // A bare machine has no lists of packages yet.
        let _ = process::succeeds(Command::new("apt-get").arg("update"));
        installed = process::succeeds(&mut command).unwrap_or(false);
    }
    if installed && is_present(tool.command) {
        return Ok(());
    }
    Err(format!("`{}` is missing; install it with `{}`", tool.command, process::typed(&command)))
}

/// The command that installs Debian packages, or why it cannot be given.
fn apt(command: &str, packages: &[&str]) -> Result<Command, String> {
    if !is_present("apt-get") {
        return Err(format!("`{command}` is missing and this is not Debian: install it by your system's means"));
    }
    if !is_root() {
        return Err(format!("`{command}` is missing; install it with `sudo apt-get install {}`", packages.join(" ")));
    }
    let mut install = Command::new("apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    Ok(install)
}

/// Whether a program stands on the path or among the programs cargo has installed.
pub(crate) fn is_present(command: &str) -> bool {
    let file = format!("{command}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let home = std::env::var_os("CARGO_HOME").map(|home| PathBuf::from(home).join("bin"));
    std::env::split_paths(&path).chain(home).any(|folder| folder.join(&file).is_file())
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_present_and_nonsense_is_not() {
        assert!(is_present("cargo"));
        assert!(!is_present("no-such-program-anywhere"));
    }
}
