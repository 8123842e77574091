//! The numbers with a unit in a paragraph, where the words that belong to each begin, and which way these say it moved.
//! What the words mean is read in `claims.rs`.

use mingsuan_model::{Decimal, Direction, Scale};

use crate::lexicon::lexicon;

/// A number with a unit in a paragraph, by character positions.
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) number: Decimal,
    /// 万元, 元 …; `None` for per cent.
    pub(crate) scale: Option<Scale>,
}

/// The short heading inside a paragraph that ends right before a clause: `1．公务接待费。2026年预算数…`.
pub(crate) fn label_before(chars: &[char], from: usize, clause: usize) -> Option<String> {
    let end = clause.checked_sub(1).filter(|at| *at > from || from == 0)?;
    matches!(chars[end], '。' | '：' | ':').then_some(())?;
    let start = chars[from..end].iter().rposition(|c| matches!(c, '。' | '；')).map_or(from, |at| from + at + 1);
    Some(chars[start..end].iter().collect())
}

/// The numbers followed by a money unit or a per cent sign.
pub(crate) fn tokens(chars: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = if at > 0 && matches!(chars[at - 1], '-' | '－' | '−') { at - 1 } else { at };
        let mut end = at;
        while end < chars.len()
            && (chars[end].is_ascii_digit() || matches!(chars[end], '.' | ',' | '，') && is_inside(chars, end))
        {
            end += 1;
        }
        let number = Decimal::parse(&chars[start..end].iter().collect::<String>());
        let rest: String = chars[end..chars.len().min(end + 4)].iter().collect();
        let unit = rest.trim_start();
        let gap = rest.chars().count() - unit.chars().count();
        let scale = Scale::starting(unit).filter(|scale| !unit[scale.name().len()..].starts_with(['/', '／']));
        let length = scale.map_or(1, |scale| scale.name().chars().count());
        if let Some(number) = number
            && (scale.is_some() || unit.starts_with(['%', '％']))
        {
            found.push(Token { start, end: end + gap + length, number, scale });
        }
        at = end.max(at + 1);
    }
    found
}

/// A point or comma between digits, the comma before exactly three of them.
fn is_inside(chars: &[char], at: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    match chars[at] {
        '.' => digit(at + 1),
        ',' => digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4),
        _ => false,
    }
}

/// Where the words that belong to a number begin: behind the last mark or the last number.
pub(crate) fn clause_start(chars: &[char], from: usize, to: usize) -> usize {
    let mark =
        chars[from..to].iter().rposition(|c| matches!(c, '，' | '。' | '；' | '：' | ':' | ',' | ';' | '(' | '（'));
    let start = mark.map_or(from, |at| from + at + 1);
    // A bracket inside a name (因公出国（境）费) is no mark.
    if mark.is_some_and(|at| matches!(chars[from + at], '(' | '（'))
        && chars[start..to].iter().any(|c| matches!(c, ')' | '）'))
    {
        return clause_start_before(chars, from, start - 1);
    }
    start
}

fn clause_start_before(chars: &[char], from: usize, to: usize) -> usize {
    chars[from..to]
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '：' | ':' | ',' | ';'))
        .map_or(from, |at| from + at + 1)
}

/// The direction word that stands last before the number, and where it begins.
pub(crate) fn direction_in(text: &str) -> Option<(Direction, usize)> {
    let words = &lexicon().words;
    let lists = [(&words.up, Direction::Up), (&words.down, Direction::Down), (&words.level, Direction::Level)];
    let all = lists.into_iter().flat_map(|(list, direction)| list.iter().map(move |word| (word, direction)));
    let near = all.filter_map(|(word, direction)| {
        let start = text.rfind(word.as_str())?;
        let behind = &text[start + word.len()..];
        // Directly before the number, or with a few letters between (减少了, 增加约).
        let is_near = behind.is_empty() || words.after_direction.iter().any(|filler| filler == behind);
        // "增减变化" names a topic, not a direction; "不少于" is a bound.
        let is_bound = text[..start].ends_with('不') || behind.starts_with('于');
        (is_near && !is_bound).then_some((start + word.len(), word.len(), direction))
    });
    near.max_by_key(|(end, length, _)| (*end, *length)).map(|(end, length, direction)| (direction, end - length))
}
