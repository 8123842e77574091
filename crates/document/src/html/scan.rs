//! The tags of an HTML text, cut out as the tokenizer of the HTML standard (13.2.5) does. Nothing is made of them here.

/// A start or end tag.
pub(super) struct Tag<'t> {
    pub(super) is_end: bool,
    /// From the name to before the `>`.
    pub(super) text: &'t str,
}

impl Tag<'_> {
    /// The name in lower case.
    pub(super) fn name(&self) -> String {
        let end = self.text.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(self.text.len());
        self.text[..end].to_ascii_lowercase()
    }
}

/// The tags that have not been looked at.
pub(super) struct Tags<'t> {
    rest: &'t str,
    /// A CDATA section has been seen: markup inside SVG, a comment elsewhere.
    pub(super) has_cdata: bool,
}

impl<'t> Tags<'t> {
    /// All tags of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, has_cdata: false }
    }

    /// The next tag outside comments.
    pub(super) fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let after = &self.rest[self.rest.find('<')? + 1..];
            if after.starts_with("!--") {
                self.rest = after_comment(&after[1..]);
                continue;
            }
            let (is_end, tag) = after.strip_prefix('/').map_or((false, after), |tag| (true, tag));
            if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (text, rest) = tag.split_at(tag_end(tag));
                self.rest = rest;
                return Some(Tag { is_end, text });
            }
            self.rest = tag;
            self.has_cdata |= tag.starts_with("![CDATA[");
            if is_end || tag.starts_with(['!', '?']) {
                self.rest = tag.find('>').map_or("", |end| &tag[end..]);
            }
        }
    }

    /// Passes over the text of an element whose content is no markup; tells whether this is one.
    pub(super) fn skip_raw_text(&mut self, name: &str) -> bool {
        match name {
            "script" => self.rest = after_script(self.rest),
            "style" | "textarea" | "title" | "noscript" | "iframe" | "xmp" | "noembed" | "noframes" => {
                self.rest = find_end_tag(self.rest, name).map_or("", |at| &self.rest[at..]);
            }
            _ => return false,
        }
        true
    }
}

/// The text after a comment, from its opening dashes on: `<!-->` is a whole comment, and `--!>` ends one too.
fn after_comment(text: &str) -> &str {
    let mut at = 0;
    while let Some(found) = text[at..].find("--") {
        at += found;
        let dashes = &text[at + 2..];
        if let Some(rest) = dashes.strip_prefix('>').or_else(|| dashes.strip_prefix("!>").filter(|_| at > 0)) {
            return rest;
        }
        at += 1;
    }
    ""
}

/// Where a tag ends: its `>`, or the end of the text.
fn tag_end(tag: &str) -> usize {
    enum State {
        TagName,
        BeforeName,
        Name,
        AfterName,
        BeforeValue,
        Quoted(u8),
        Unquoted,
    }
    let mut state = State::TagName;
    for (at, byte) in tag.bytes().enumerate() {
        let is_space = byte.is_ascii_whitespace();
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte == quote => State::BeforeName,
            (State::Quoted(quote), _) => State::Quoted(quote),
            (_, b'>') => return at,
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if is_space => State::BeforeValue,
            (State::BeforeValue | State::Unquoted, _) if !is_space => State::Unquoted,
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (_, b'/') => State::BeforeName,
            (State::Name | State::AfterName, _) if is_space => State::AfterName,
            (_, _) if is_space => State::BeforeName,
            (State::TagName, _) => State::TagName,
            _ => State::Name,
        };
    }
    tag.len()
}

/// Where the end tag of a raw text element begins.
fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        from += at + 2;
        if is_name_at(&text[from..], name) {
            return Some(from - 2);
        }
    }
    None
}

fn is_name_at(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    bytes.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(follows)
}

/// The text from the end tag of a script on. Inside `<!-- … -->` a script may hold another one.
fn after_script(text: &str) -> &str {
    let (mut is_comment, mut is_nested) = (false, false);
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '-']) {
        at += found;
        let here = &text[at..];
        if here.starts_with("<!--") && !is_comment {
            is_comment = true;
            at += 2;
            continue;
        } else if here.starts_with("-->") {
            (is_comment, is_nested) = (false, false);
        } else if let Some(tag) = here.strip_prefix("</")
            && is_name_at(tag, "script")
        {
            if !is_nested {
                return here;
            }
            is_nested = false;
        } else if is_comment && is_name_at(&here[1..], "script") && here.starts_with('<') {
            is_nested = true;
        }
        at += 1;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<String> {
        let mut tags = Tags::new(text);
        let mut names = Vec::new();
        while let Some(tag) = tags.next() {
            names.push(format!("{}{}", if tag.is_end { "/" } else { "" }, tag.name()));
            if !tag.is_end {
                tags.skip_raw_text(&tag.name());
            }
        }
        names
    }

    #[test]
    fn tags_are_cut_as_by_a_browser() {
        for (text, wanted) in [
            ("<P class=a>1 < 2</p >", "p /p"),
            ("<a href='x>y' b>c<br/>", "a br"),
            ("<div =\"><i>", "div i"),
            ("<div a=b=\"><i>", "div i"),
            ("<!--><i><!-- <b> --><u><!-- x --!><s>", "i u s"),
            ("<!</div><i></ <b><?x <u>", "i"),
            ("<script>a</scriptx></b></script><i>", "script /script i"),
            ("<script><!--<script></script></b>--></script><i>", "script /script i"),
            ("<title><b></title>", "title /title"),
        ] {
            assert_eq!(tags(text).join(" "), wanted, "{text}");
        }
    }
}
