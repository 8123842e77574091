//! White space in HTML text, collapsed as a browser does. No elements here.

use super::copy::HtmlCharacter;

/// Where each character of a text stands in the copy of the page; empty when none is made.
pub(super) type Stands = Vec<Option<HtmlCharacter>>;

/// A line of text that is being put together (with `\n` for each `br`).
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    stands: Stands,
    has_pending_space: bool,
}

impl Line {
    /// Appends the text of a text node.
    pub(super) fn push_text(&mut self, text: &str, is_preformatted: bool, stands: &Stands) {
        for (at, character) in text.chars().enumerate() {
            match character {
                '\r' => {}
                '\n' if is_preformatted => self.break_line(),
                ' ' | '\t' | '\n' | '\u{c}' if !is_preformatted => {
                    self.has_pending_space = !self.text.is_empty() && !self.text.ends_with('\n');
                }
                other => {
                    if std::mem::take(&mut self.has_pending_space) {
                        self.push_own(' ');
                    }
                    self.text.push(if other == '\u{a0}' { ' ' } else { other });
                    self.stands.extend(stands.get(at).cloned());
                }
            }
        }
    }

    /// A `br`; empty lines are not kept.
    pub(super) fn break_line(&mut self) {
        self.has_pending_space = false;
        self.end_line();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push_own('\n');
        }
    }

    /// A character that no text node has.
    fn push_own(&mut self, character: char) {
        self.text.push(character);
        if !self.stands.is_empty() {
            self.stands.push(None);
        }
    }

    /// The finished text, unless there is none.
    pub(super) fn take(&mut self) -> Option<(String, Stands)> {
        self.break_line();
        self.truncate(self.text.trim_end().len());
        let (text, stands) = (std::mem::take(&mut self.text), std::mem::take(&mut self.stands));
        (!text.is_empty()).then_some((text, stands))
    }

    /// Drops the white space at the end of the last line.
    fn end_line(&mut self) {
        let start = self.text.rfind('\n').map_or(0, |at| at + 1);
        self.truncate(start + self.text[start..].trim_end().len());
    }

    fn truncate(&mut self, end: usize) {
        if !self.stands.is_empty() {
            let cut = self.text[end..].chars().count();
            self.stands.truncate(self.stands.len().saturating_sub(cut));
        }
        self.text.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn white_space_collapses_as_in_a_browser() {
        let shown = |texts: &[&str]| {
            let mut line = Line::default();
            for text in texts {
                if *text == "<br>" { line.break_line() } else { line.push_text(text, false, &Vec::new()) }
            }
            line.take().map(|(text, _)| text)
        };
        assert_eq!(shown(&["\n\t 项\n\t", "  目 \n"]).as_deref(), Some("项 目"));
        assert_eq!(shown(&["\u{3000}\u{3000}合\u{a0}\u{a0}计"]).as_deref(), Some("\u{3000}\u{3000}合  计"));
        assert_eq!(shown(&["一", "<br>", "<br>", " 二 ", "<br>"]).as_deref(), Some("一\n二"));
        assert_eq!(shown(&["\u{a0}"]), None);
        assert_eq!(shown(&["<br>", " "]), None);
    }
}
