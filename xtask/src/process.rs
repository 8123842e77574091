//! Child processes: how `cargo` and the product binary are found, run, timed and listened to.
//! Which commands are run, and why, stands in the module of each command.

use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The same `cargo` that runs us, at the root of the repository.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// A command as a person would type it.
pub(crate) fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a command with its output on our own; true when it succeeds.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("cannot start `{}`", typed(command)))?;
    Ok(status.success())
}

/// What a command prints on standard output; an error with its standard error when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start `{}`", typed(command)))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", typed(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something that is not UTF-8", typed(command)))
}

/// Runs a command, shows its output live and hands every line, without colours, to `listen`; true when it succeeds.
pub(crate) fn listened(command: &mut Command, mut listen: impl FnMut(&str)) -> Result<bool> {
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", typed(command)))?;
    let (sender, lines) = std::sync::mpsc::channel::<String>();
    let pipes: Vec<Box<dyn Read + Send>> = [
        child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
        child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
    ]
    .into_iter()
    .flatten()
    .collect();
    for pipe in pipes {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                // The listener is gone only when we are: nothing is lost.
                let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
            }
        });
    }
    drop(sender);
    for line in lines {
        eprintln!("{line}");
        listen(&without_colours(&line));
    }
    Ok(child.wait()?.success())
}

/// The line without terminal escape sequences.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Builds the release binary and says where it is.
pub(crate) fn build_release() -> Result<PathBuf> {
    let begun = Instant::now();
    eprintln!("building mingsuan (release) …");
    if !succeeds(&mut cargo(["build", "--release", "--quiet", "--package", "mingsuan-cli"]))? {
        bail!("mingsuan does not build");
    }
    eprintln!("built in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(target()?.join("release").join(format!("mingsuan{}", std::env::consts::EXE_SUFFIX)))
}

/// The target folder, wherever the configuration puts it.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = metadata(["--no-deps", "--offline"])?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// What `cargo metadata` says.
pub(crate) fn metadata<const N: usize>(arguments: [&str; N]) -> Result<serde_json::Value> {
    let json = output(cargo(["metadata", "--format-version", "1"]).args(arguments))?;
    serde_json::from_str(&json).context("cargo metadata is not JSON")
}

#[cfg(test)]
mod tests {
    #[test]
    fn colours_are_taken_off() {
        assert_eq!(super::without_colours("\u{1b}[32;1m     Summary\u{1b}[0m [ 0.1s]"), "     Summary [ 0.1s]");
    }
}
