//! `cargo xtask generate`: the documents that follow from the program: a page for each rule, the schema of the report, and
//! the description of the server's API.
//! Nothing about rules is known here: the program is asked, as a user would ask it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// Where the rules' pages go; the folder holds nothing else.
const RULES: &str = "docs/rules";
/// Where the report's schema goes.
const SCHEMA: &str = "docs/schema/report.schema.json";

/// Where the description of the server's API goes.
const OPENAPI: &str = "docs/openapi.json";

/// A generated file and what it should hold.
struct Page {
    path: PathBuf,
    text: String,
}

pub(crate) fn run(only_check: bool) -> Result<bool> {
    let program = Program::build()?;
    let mut pages = rules(&program)?;
    pages.push(json(&program, "schema", SCHEMA)?);
    pages.push(json(&program, "openapi", OPENAPI)?);
    let mut is_current = true;
    for page in &pages {
        is_current &= page.settle(only_check)?;
    }
    is_current &= settle_strays(&pages, only_check)?;
    eprintln!("{} generated files {}", pages.len(), if is_current { "are up to date" } else { "differ" });
    if only_check && !is_current {
        eprintln!("run `cargo xtask generate` and read the diff");
    }
    Ok(is_current || !only_check)
}

/// The program as built for tests.
struct Program(PathBuf);

impl Program {
    fn build() -> Result<Self> {
        process::output(&mut process::cargo(["build", "--quiet", "--package", "mingsuan-cli"]))?;
        let file = format!("mingsuan{}", std::env::consts::EXE_SUFFIX);
        Ok(Self(process::target()?.join("debug").join(file)))
    }

    fn says<const N: usize>(&self, arguments: [&str; N]) -> Result<String> {
        let mut command = Command::new(&self.0);
        process::output(command.args(arguments).current_dir(process::root()).env("NO_COLOR", "1"))
    }
}

/// A page for each rule, as `explain` prints it, and their index.
fn rules(program: &Program) -> Result<Vec<Page>> {
    let catalogue: Value =
        serde_json::from_str(&program.says(["rules", "--format", "json"])?).context("mingsuan rules")?;
    let list =
        catalogue.as_array().or_else(|| catalogue["rules"].as_array()).context("mingsuan rules lists no rules")?;
    let folder = process::root().join(RULES);
    let mut pages = Vec::new();
    let mut index = String::from(
        "# 规则目录\n\n本目录由 `cargo xtask generate` 生成，请勿手工修改。\n\n| 编号 | 名称 | 检查内容 |\n|---|---|---|\n",
    );
    for rule in list {
        let field = |key: &str| rule[key].as_str().with_context(|| format!("a rule without `{key}`: {rule}"));
        let (code, name) = (field("code")?, field("name")?);
        let title = rule["title"].as_str().unwrap_or_default();
        index += &format!("| [{code}]({code}.md) | {name} | {title} |\n");
        let text = program.says(["explain", code])?;
        pages.push(Page { path: folder.join(format!("{code}.md")), text: format!("{}\n", text.trim_end()) });
    }
    pages.push(Page { path: folder.join("README.md"), text: index });
    Ok(pages)
}

/// What a command prints as JSON.
fn json(program: &Program, command: &str, path: &str) -> Result<Page> {
    let text = program.says([command])?;
    let value: Value = serde_json::from_str(&text).with_context(|| format!("mingsuan {command} prints no JSON"))?;
    Ok(Page { path: process::root().join(path), text: format!("{}\n", serde_json::to_string_pretty(&value)?) })
}

impl Page {
    /// Writes the file when it differs, or only says so; true when it was right already.
    fn settle(&self, only_check: bool) -> Result<bool> {
        let is_current = std::fs::read_to_string(&self.path).is_ok_and(|text| text.replace("\r\n", "\n") == self.text);
        if is_current {
            return Ok(true);
        }
        eprintln!("{} {}", if only_check { "out of date:" } else { "wrote" }, self.path.display());
        if !only_check {
            std::fs::create_dir_all(self.path.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&self.path, &self.text).with_context(|| format!("cannot write {}", self.path.display()))?;
        }
        Ok(false)
    }
}

/// Takes away, or names, pages of rules that are no more; true when there were none.
fn settle_strays(pages: &[Page], only_check: bool) -> Result<bool> {
    let Ok(entries) = process::root().join(RULES).read_dir() else {
        return Ok(true);
    };
    let mut none = true;
    for entry in entries {
        let path = entry?.path();
        if pages.iter().any(|page| page.path == path) {
            continue;
        }
        eprintln!("{} {}", if only_check { "no rule stands behind" } else { "removed" }, path.display());
        if !only_check {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        none = false;
    }
    Ok(none)
}
