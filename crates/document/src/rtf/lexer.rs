//! The tokens of a Rich Text Format file (RTF 1.9.1, "Formal syntax"). What a control word means is not known here.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\nameN`.
    Word(&'a str, Option<i32>),
    /// A backslash with a character that is no letter.
    Symbol(u8),
    /// A byte of text, as it stands or as `\'hh`.
    Byte(u8),
}

/// Goes through a file token by token; never fails.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn backslash(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.rest = &self.rest[1..];
        if first != b'\'' {
            return Some(Token::Symbol(first));
        }
        let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        self.rest = &self.rest[if byte.is_some() { 2 } else { 0 }..];
        Some(Token::Byte(byte.unwrap_or(b'?')))
    }

    fn word(&mut self) -> Token<'a> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at(letters);
        let is_negative = rest.first() == Some(&b'-');
        let digits = &rest[usize::from(is_negative)..];
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut parameter = None;
        self.rest = rest;
        if count > 0 {
            let value = digits[..count]
                .iter()
                .fold(0_i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
            parameter = Some(if is_negative { -value } else { value });
            self.rest = &digits[count..];
        }
        if self.rest.first() == Some(&b' ') {
            self.rest = &self.rest[1..];
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            let length = usize::try_from(parameter.unwrap_or(0)).unwrap_or(0).min(self.rest.len());
            self.rest = &self.rest[length..];
        }
        Token::Word(name, parameter)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return match first {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.backslash(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(*byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_symbols_and_bytes() {
        let tokens: Vec<_> = Lexer::new(b"{\\b0 a\\u-10179?\\'d4\r\n\\bin3 }}}\\~\\'zz\\cell}\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Word("u", Some(-10179)),
                Token::Byte(b'?'),
                Token::Byte(0xd4),
                Token::Word("bin", Some(3)),
                Token::Symbol(b'~'),
                Token::Byte(b'?'),
                Token::Byte(b'z'),
                Token::Byte(b'z'),
                Token::Word("cell", None),
                Token::Close,
            ]
        );
    }
}
