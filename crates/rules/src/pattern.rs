//! How people name rules: a letter, the beginning of a code, a name, or either with `*` and `?`. Which rules are meant for
//! what is the business of profiles and of the caller.

use crate::registry::RULES;
use crate::rule::Rule;

/// Whether a key speaks of a rule: the beginning of its code, its name, or a pattern of either.
pub fn speaks_of(key: &str, rule: &Rule) -> bool {
    let key = key.trim();
    if key.contains(['*', '?']) {
        let key = key.to_ascii_lowercase();
        return fits(&key, &rule.code.to_ascii_lowercase()) || fits(&key, rule.name);
    }
    let begins = rule.code.get(..key.len()).is_some_and(|head| head.eq_ignore_ascii_case(key));
    !key.is_empty() && (begins || rule.name.eq_ignore_ascii_case(key))
}

/// Whether a key speaks of any rule.
pub fn is_known(key: &str) -> bool {
    RULES.iter().any(|rule| speaks_of(key, rule))
}

/// Whether a text fits a pattern: `*` stands for any characters, `?` for one. Never worse than pattern times text.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    // ends[n]: the pattern so far fits the first n characters.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for wanted in pattern {
        let before = ends.clone();
        ends[0] = before[0] && wanted == '*';
        for at in 1..=text.len() {
            ends[at] = match wanted {
                '*' => before[at] || ends[at - 1],
                '?' => before[at - 1],
                _ => before[at - 1] && text[at - 1] == wanted,
            };
        }
    }
    ends.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_rules() {
        for (pattern, text, expected) in [
            ("p0*", "p001", true),
            ("p00?", "p001", true),
            ("p00?", "p01", false),
            ("*-mismatch", "subtotal-mismatch", true),
            ("*mis*ch", "subtotal-mismatch", true),
            ("*x", "a001", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
        assert!(is_known("a") && is_known("A00?") && is_known("*-mismatch") && is_known("subtotal-mismatch"));
        assert!(!is_known("") && !is_known("Z*") && !is_known("ab"));
    }
}
