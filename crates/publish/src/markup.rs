//! Elements, attributes and text put together as one string, everything escaped: the ground of the docx and the html writer.
//! Which elements a format knows is not known here.

/// No XML may hold other control characters than these, not even escaped.
fn is_writable(c: char) -> bool {
    matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A text without the characters that no XML may hold.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|c| is_writable(*c)).collect()
}

/// A document being written.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
}

/// An attribute and its value.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

impl Markup {
    /// A document that begins with this.
    pub(crate) fn new(start: &str) -> Self {
        Self { out: start.to_owned() }
    }

    /// An element with its content.
    pub(crate) fn element(&mut self, name: &str, attributes: &[Attribute<'_>], content: impl FnOnce(&mut Self)) {
        self.tag(name, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element that holds nothing but text.
    pub(crate) fn text_element(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.element(name, attributes, |inner| inner.text(text));
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c if is_writable(c) => self.out.push(c),
                _ => {}
            }
        }
    }

    /// Markup that is the same in every document.
    pub(crate) fn fixed(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text that has been escaped before.
    pub(crate) fn escaped(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// The document.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn nothing_gets_through_unescaped() {
        let mut markup = Markup::new("<!DOCTYPE html>");
        markup.element("p", &[("title", "\"><script>")], |p| {
            p.text("a<b & \u{0}c\u{1b}");
            p.empty("br", &[]);
        });
        assert_eq!(markup.finish(), "<!DOCTYPE html><p title=\"&quot;&gt;&lt;script&gt;\">a&lt;b &amp; c<br/></p>");
    }
}
