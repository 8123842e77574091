//! `cargo xtask web`: builds the page in `web/` into `web/dist`, from where the program takes it in; and tests it in a browser.
//! What the page shows and how it is tested stands in `web/`, not here.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::ensure::{Source, Tool, ensure};
use crate::process::{output, root, succeeds, target, typed};

const NODE: Tool = Tool { command: "node", source: Source::Apt(&["nodejs", "npm"]) };
const NPM: Tool = Tool { command: "npm", source: Source::Apt(&["nodejs", "npm"]) };

/// What Vite needs.
const OLDEST_NODE: (u32, u32) = (20, 19);
/// Folders of `web/` that are made, not written.
const MADE: [&str; 3] = ["node_modules", "dist", "out"];

pub(crate) fn run() -> Result<bool> {
    build()?;
    println!("the page is in {}", folder().join("dist").display());
    Ok(true)
}

/// Builds the page, unless it was built from the same files before.
pub(crate) fn build() -> Result<()> {
    let inputs = format!("{:016x}", digest(&folder())?);
    let stamp = target()?.join("web.inputs");
    let is_built = folder().join("dist/index.html").is_file();
    if is_built && fs::read_to_string(&stamp).is_ok_and(|known| known == inputs) {
        return Ok(());
    }
    bring()?;
    npm(&["run", "build"])?;
    fs::create_dir_all(stamp.parent().unwrap_or(Path::new(".")))?;
    fs::write(&stamp, inputs).with_context(|| stamp.display().to_string())
}

/// Builds the page for a program that also works without: says why when it cannot.
pub(crate) fn build_if_possible() {
    if let Err(error) = build() {
        eprintln!("the program is built without its page: {error:#}");
    }
}

/// The command that runs the browser tests with this program, after types and licences were checked.
pub(crate) fn tests(program: &Path) -> Result<Command> {
    bring()?;
    npm(&["run", "check"])?;
    npm(&["run", "licences"])?;
    let mut command = in_folder(&["test"]);
    command.env("MINGSUAN", program);
    Ok(command)
}

/// Makes sure of Node.js and of the packages that the lock file names.
fn bring() -> Result<()> {
    for tool in [&NODE, &NPM] {
        ensure(tool).map_err(anyhow::Error::msg)?;
    }
    let version = output(Command::new("node").arg("--version"))?;
    if !is_new_enough(&version) {
        let (major, minor) = OLDEST_NODE;
        bail!(
            "Node.js {} is too old to build the page, which needs {major}.{minor} or later: install it from nodejs.org",
            version.trim()
        );
    }
    // npm leaves a copy of the lock file behind when it is done.
    let modules = folder().join("node_modules");
    let wanted = fs::read(folder().join("package-lock.json"))?;
    let stamp = modules.join(".mingsuan-lock.json");
    if fs::read(&stamp).is_ok_and(|known| known == wanted) {
        return Ok(());
    }
    npm(&["ci", "--no-fund", "--no-audit"])?;
    fs::write(&stamp, wanted).with_context(|| stamp.display().to_string())
}

fn npm(arguments: &[&str]) -> Result<()> {
    let mut command = in_folder(arguments);
    eprintln!("$ {}", typed(&command));
    if succeeds(&mut command)? { Ok(()) } else { bail!("`{}` has failed", typed(&command)) }
}

fn in_folder(arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder());
    command
}

fn folder() -> PathBuf {
    root().join("web")
}

/// `v20.19.2` is new enough, `v18.20.4` is not.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST_NODE
}

/// A digest of all written files below a folder, by name and content.
fn digest(folder: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut entries: Vec<_> =
        fs::read_dir(folder).with_context(|| folder.display().to_string())?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        name.hash(&mut hasher);
        if entry.file_type()?.is_dir() {
            digest(&entry.path())?.hash(&mut hasher);
        } else {
            fs::read(entry.path())?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(is_new_enough("v20.19.0\n"));
        assert!(is_new_enough("v100.1.0"));
        assert!(!is_new_enough("v20.9.0"));
        assert!(!is_new_enough("v18.20.4"));
        assert!(!is_new_enough("nonsense"));
    }
}
