//! Claims: every amount of money, change and per cent that the text states, with the words that say what it is.
//! Which words mean what is in `standards/lexicon/claims.toml`; whether a claim is true is a matter of rules.

use mingsuan_model::text::normalized;
use mingsuan_model::{
    CellValue, Claim, ClaimKind, Coordinate, Decimal, Dimension, Direction, Fact, FiscalYear, Origin, Placed, Scale,
    Value,
};

use crate::lexicon::lexicon;
use crate::wording::year_in;

/// A number with a unit in a paragraph, by character positions.
struct Token {
    start: usize,
    end: usize,
    number: Decimal,
    scale: Option<Scale>,
}

/// Reads the claims of one paragraph and appends them.
pub(crate) fn read_claims(paragraph: &Placed, section: Option<u32>, year: Option<FiscalYear>, claims: &mut Vec<Claim>) {
    let chars: Vec<char> = paragraph.text.chars().collect();
    let tokens = tokens(&chars);
    let mut reader = Sentence { head: None, unmoved: None, change_head: None, item: None, first: claims.len(), year };
    let mut last_end = 0;
    for token in &tokens {
        if chars[last_end..token.start].contains(&'。') {
            reader.next_sentence();
        }
        let clause = clause_start(&chars, last_end, token.start);
        let words: String = chars[clause..token.start].iter().collect();
        let follows = chars[last_end..token.start].first() == Some(&'，') && clause == last_end + 1;
        reader.item = reader.item.take().filter(|_| follows);
        let mut claim = reader.claim(&words, token, claims);
        claim.section = section;
        claim.quote = chars[clause..token.end].iter().collect();
        claim.place = paragraph.place.with_text(chars[token.start..token.end].iter().collect::<String>());
        claim.place.offset = u32::try_from(token.start).ok();
        let opens = clause == 0 || matches!(chars[clause - 1], '。' | '；' | '：' | ':' | ';');
        let is_item = opens && claim.kind == ClaimKind::Amount && !claim.coordinate.has_unknown();
        reader.item = is_item.then_some(claim.coordinate);
        claims.push(claim);
        last_end = token.end;
    }
    funds_beside_carry_over(&mut claims[reader.first..]);
}

/// The numbers followed by a money unit or a per cent sign.
fn tokens(chars: &[char]) -> Vec<Token> {
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
fn clause_start(chars: &[char], from: usize, to: usize) -> usize {
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

/// What the sentence has said so far.
struct Sentence {
    /// What the last main amount spoke of.
    head: Option<Coordinate>,
    /// The same, until a change of it has been told.
    unmoved: Option<Coordinate>,
    /// The last main change, the parts of which may follow.
    change_head: Option<u32>,
    /// The amount told just before, when it opened an item of a list: a change that follows at once is its own
    /// (其中：基本支出5.00万元，比上年增加1.00万元；…).
    item: Option<Coordinate>,
    first: usize,
    year: Option<FiscalYear>,
}

impl Sentence {
    fn next_sentence(&mut self) {
        self.change_head = None;
    }

    fn claim(&mut self, words: &str, token: &Token, claims: &[Claim]) -> Claim {
        let text = normalized(words);
        let direction = direction_in(&text);
        let kind = match (token.scale, direction) {
            (Some(_), None) => ClaimKind::Amount,
            (Some(_), Some(_)) => ClaimKind::Change,
            (None, Some(_)) => ClaimKind::ChangeRate,
            (None, None) => ClaimKind::Percent,
        };
        let meaning = lexicon().claims.last_within(&text).map(|(meaning, _)| meaning.coordinate);
        let unknown = Coordinate::default().with(Dimension::Item, Value::Unknown);
        let subject = match (meaning, kind) {
            (Some(own), _) => own,
            // What was said last moved once; further changes without a name of their own are its reasons.
            (None, ClaimKind::Change) => {
                let unmoved = self.unmoved.take();
                self.item.take().or(unmoved).unwrap_or(unknown)
            }
            (None, ClaimKind::ChangeRate) => self.head.unwrap_or(unknown),
            (None, _) => unknown,
        };
        let ordinal = u32::try_from(claims.len()).unwrap_or(u32::MAX);
        let part_of = self.change_head.filter(|_| kind == ClaimKind::Change && meaning.is_some());
        match kind {
            ClaimKind::Amount if !subject.has_unknown() => {
                let head = self.main(subject, &text);
                if self.head != Some(head) {
                    self.unmoved = Some(head);
                }
                self.head = Some(head);
            }
            ClaimKind::Change if meaning.is_none() => self.change_head = Some(ordinal),
            _ => {}
        }
        Claim {
            kind,
            subject: words.trim().to_owned(),
            number: token.number,
            scale: token.scale,
            direction,
            base_year: self.base_year(&text),
            quote: String::new(),
            coordinate: self.placed(subject, kind),
            section: None,
            part_of,
            place: mingsuan_model::Place::default(),
        }
    }

    /// Parts (其中 …) do not become the head that a later change speaks of.
    fn main(&self, subject: Coordinate, text: &str) -> Coordinate {
        let Some(head) = self.head else { return subject };
        let is_part =
            lexicon().words.parts.iter().any(|word| text.contains(word.as_str())) || is_within(&subject, &head);
        if is_part { head } else { subject }
    }

    fn placed(&self, subject: Coordinate, kind: ClaimKind) -> Coordinate {
        let measure = match kind {
            ClaimKind::Amount => "amount",
            ClaimKind::Change => "change",
            ClaimKind::ChangeRate => "change-rate",
            ClaimKind::Percent => "percent",
        };
        let at = subject.at(Dimension::Measure, measure);
        match self.year {
            Some(year) => at.with(Dimension::Year, Value::Member(u32::from(year))),
            None => at,
        }
    }

    fn base_year(&self, text: &str) -> Option<FiscalYear> {
        let compared = lexicon().words.compare.iter().any(|word| text.contains(word.as_str()));
        if !compared {
            return None;
        }
        year_in(text).or_else(|| text.contains("上年").then(|| self.year.map(|year| year - 1)).flatten())
    }
}

/// Whether one subject is a part of another: the same side and a member below it, or a part of the total.
fn is_within(part: &Coordinate, whole: &Coordinate) -> bool {
    let wholly = |side: &Coordinate| side.is_at(Dimension::Side, "outlay") || side.is_at(Dimension::Side, "revenue");
    if part.get(Dimension::Side) != whole.get(Dimension::Side)
        && !(wholly(whole) && part.is_at(Dimension::Side, "expenditure"))
    {
        return false;
    }
    [Dimension::Source, Dimension::Fund, Dimension::Kind, Dimension::Item].into_iter().all(|dimension| {
        match (part.get(dimension), whole.get(dimension)) {
            (Value::Member(part), Value::Member(whole)) => {
                dimension.tree().is_some_and(|tree| tree.is_within(part, whole))
            }
            (_, Value::All) => true,
            _ => false,
        }
    })
}

/// The direction word that stands last before the number.
fn direction_in(text: &str) -> Option<Direction> {
    let words = &lexicon().words;
    let lists = [(&words.up, Direction::Up), (&words.down, Direction::Down), (&words.level, Direction::Level)];
    // "增减变化" names a topic, not a direction; "不少于", "不低于" are bounds.
    let text = text
        .replace("增减", "")
        .replace("不少于", "")
        .replace("不低于", "")
        .replace("不高于", "")
        .replace("不多于", "");
    let all = lists.into_iter().flat_map(|(list, direction)| list.iter().map(move |word| (word, direction)));
    let near = all.filter_map(|(word, direction)| {
        let end = text.rfind(word.as_str())? + word.len();
        // The word stands directly before the number, or with a few letters between (减少了, 增加约).
        (text[end..].chars().count() <= 3).then_some((end, word.len(), direction))
    });
    near.max_by_key(|(end, length, _)| (*end, *length)).map(|(.., direction)| direction)
}

/// In a list of revenue by fund that also names the carry-over, the funds are of the current year.
fn funds_beside_carry_over(claims: &mut [Claim]) {
    if !claims.iter().any(|claim| claim.coordinate.is_at(Dimension::Source, "carry-over")) {
        return;
    }
    for claim in claims {
        let revenue_fund =
            claim.coordinate.is_at(Dimension::Side, "revenue") && claim.coordinate.get(Dimension::Fund) != Value::All;
        if revenue_fund && claim.coordinate.get(Dimension::Source) == Value::All {
            claim.coordinate = claim.coordinate.at(Dimension::Source, "current");
        }
    }
}

/// The facts the claims state: amounts as they are, changes with the sign of their direction.
pub(crate) fn facts_of(claims: &[Claim]) -> Vec<Fact> {
    (0..)
        .zip(claims)
        .filter_map(|(ordinal, claim)| {
            let number = match (claim.kind, claim.direction) {
                (ClaimKind::Amount, _) => claim.number,
                (ClaimKind::Change, Some(Direction::Down)) => claim.number.negated(),
                (ClaimKind::Change, _) => claim.number,
                _ => return None,
            };
            Some(Fact {
                coordinate: claim.coordinate,
                value: CellValue::Number(number),
                scale: claim.scale,
                origin: Origin::Claim(ordinal),
                additive: false,
                place: claim.place.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Place;

    use super::*;

    fn read(text: &str) -> Vec<Claim> {
        let mut claims = Vec::new();
        read_claims(&Placed { text: text.into(), place: Place::default() }, None, Some(2024), &mut claims);
        claims
    }

    fn shown(claims: &[Claim]) -> Vec<String> {
        claims.iter().map(|claim| format!("{} {:?}", claim.number, claim.coordinate)).collect()
    }

    #[test]
    fn amounts_get_their_coordinate_from_the_words_before_them() {
        let claims = read("2024年收入预算100.00万元，其中：一般公共预算收入90.00万元，上年结转结余10.00万元。");
        assert_eq!(
            shown(&claims),
            [
                "100.00 {year=2024 side=revenue measure=amount}",
                "90.00 {year=2024 side=revenue measure=amount source=current fund=general}",
                "10.00 {year=2024 side=revenue measure=amount source=carry-over}",
            ]
        );
    }

    #[test]
    fn changes_belong_to_what_was_said_before() {
        let claims = read(
            "“三公”经费预算安排15.29万元，其中因公出国（境）费0.00万元；公务接待费0.59万元。与2023年相比减少0.25万元。",
        );
        assert_eq!(claims.len(), 4);
        let change = &claims[3];
        assert_eq!(
            (change.kind, change.direction, change.base_year),
            (ClaimKind::Change, Some(Direction::Down), Some(2023))
        );
        assert!(change.coordinate.is_at(Dimension::Item, "official-costs"), "{:?}", change.coordinate);
        assert!(claims[1].coordinate.is_at(Dimension::Item, "abroad"), "{:?}", claims[1].coordinate);
    }

    #[test]
    fn parts_of_a_change_are_known() {
        let claims =
            read("收支安排80.00万元，较2023年预算减少20.00万元，其中：基本支出减少5.00万元，项目支出减少15.00万元。");
        assert_eq!(claims[2].part_of, Some(1));
        assert!(claims[2].coordinate.is_at(Dimension::Kind, "basic"));
        assert!(claims[1].coordinate.is_at(Dimension::Side, "outlay"));
        assert_eq!(facts_of(&claims)[2].value, CellValue::Number(Decimal::new(-500, 2).unwrap()));
    }

    #[test]
    fn reasons_with_amounts_are_not_the_change_itself() {
        let claims = read("收入预算80.00万元，比上年减少20.00万元，主要原因是退休人员减少5.00万元。");
        assert!(claims[1].coordinate.is_at(Dimension::Side, "revenue"));
        assert!(claims[2].coordinate.has_unknown(), "{:?}", claims[2].coordinate);
    }

    #[test]
    fn a_change_right_behind_an_item_of_a_list_is_that_items() {
        let claims = read(
            "支出预算80.00万元，其中：基本支出30.00万元，比上年增加2.00万元；项目支出50.00万元，比上年减少3.00万元。",
        );
        let kinds: Vec<_> = claims.iter().map(|claim| claim.coordinate.key(Dimension::Kind)).collect();
        assert_eq!(kinds, [None, Some("basic"), Some("basic"), Some("project"), Some("project")]);
    }

    #[test]
    fn rates_and_unit_prices_are_no_amounts() {
        let claims = read("满意度不低于95%，每平方米不超过600元/㎡。");
        assert_eq!(claims.len(), 1);
        assert_eq!(claims[0].kind, ClaimKind::Percent);
    }
}
