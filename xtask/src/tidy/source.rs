//! A Rust source file as lines, with comments, string contents and the tests told apart from the product's code.
//! Not a parser: rustfmt's layout is relied on, which the format check guarantees.

use std::path::Path;

use anyhow::{Context, Result};

/// A source file.
pub(super) struct Source {
    /// The file as it stands.
    pub(super) text: String,
    /// Whether the whole file is test code.
    is_test: bool,
}

impl Source {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let is_test = path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "benches")
            || path.file_name().is_some_and(|name| name == "tests.rs");
        Ok(Self { text, is_test })
    }

    /// Whether a program wrote it.
    pub(super) fn is_generated(&self) -> bool {
        self.text.lines().take(5).any(|line| line.contains("@generated"))
    }

    /// The product's lines, numbered from 1, without comments and the contents of strings. Our test modules stand last.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, String)> {
        let lines = if self.is_test { "" } else { self.text.as_str() };
        let product = lines.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        product.enumerate().map(|(index, line)| (index + 1, code_of(line)))
    }
}

/// A line without its comment and without the contents of its strings.
fn code_of(line: &str) -> String {
    let mut code = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    let mut in_string = false;
    while let Some(c) = characters.next() {
        match c {
            '\\' if in_string => {
                characters.next();
            }
            '\'' if !in_string && characters.peek() == Some(&'"') => {
                characters.next();
            }
            '"' => {
                in_string = !in_string;
                code.push(c);
            }
            '/' if !in_string && characters.peek() == Some(&'/') => break,
            _ if in_string => {}
            _ => code.push(c),
        }
    }
    code
}

/// Whether a word stands in a line of code, not as a part of a longer name.
pub(super) fn has_word(code: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(is_name) && !code[at + word.len()..].starts_with(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_no_code() {
        assert_eq!(code_of(r#"let a = "f64 \" // no"; // f32"#), r#"let a = ""; "#);
        assert_eq!(code_of(r#"if c == '"' { f64 }"#), "if c == ' { f64 }");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("f64::from(x)", "f64"));
        assert!(!has_word("as_f64(x)", "f64"));
    }
}
