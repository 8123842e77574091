//! Masks: enough of a text to find it again, not enough to use it. Which text is masked how, the finders say.

/// The first and last characters, the rest as `*`. Never shows more than half of a text.
pub(super) fn ends(text: &str, first: usize, last: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let shown = characters.len() / 2;
    let first = first.min(shown);
    let last = last.min(shown - first);
    let hidden = characters.len() - first - last;
    let (head, tail) = (&characters[..first], &characters[characters.len() - last..]);
    head.iter().copied().chain(std::iter::repeat_n('*', hidden)).chain(tail.iter().copied()).collect()
}

/// A mailbox: its first character and its domain.
pub(super) fn mailbox(address: &str) -> String {
    match address.split_once('@') {
        Some((name, domain)) => format!("{}***@{domain}", name.chars().next().unwrap_or('*')),
        None => ends(address, 1, 0),
    }
}

/// The beginning of a longer text, its numbers masked.
pub(super) fn beginning(text: &str) -> String {
    const SHOWN: usize = 12;
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_ascii_digit() || ('０'..='９').contains(&c) { '*' } else { c })
        .collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_hide_what_counts() {
        assert_eq!(ends("110101199003070000", 6, 2), "110101**********00");
        assert_eq!(ends("张三", 1, 0), "张*");
        assert_eq!(ends("甲", 1, 0), "*");
        assert_eq!(ends("12345", 3, 2), "12***");
        assert_eq!(mailbox("zhangsan@example.com"), "z***@example.com");
        assert_eq!(beginning("请把第3季度的金额改成15000元再报"), "请把第*季度的金额改成*…");
    }
}
