//! What the words before a number name: read from the number backwards, phrase by phrase, until nothing is left.
//! Which words mean what is in `standards/lexicon/claims.toml`; what the sentence said before is kept in `claims.rs`.

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Coordinate, Dimension, FiscalYear, Value};

use crate::claim_words::Word;
use crate::lexicon::lexicon;
use crate::subject_class::class_at_end;

/// What some words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nothing of their own: 预算数, 比上年.
    Nothing,
    /// Something that is not understood, or more than what is understood.
    Unknown,
    /// A position.
    At(Coordinate),
}

/// The words before a number, understood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    /// What they name.
    pub(crate) named: Named,
    /// The year they speak of, where they name one.
    pub(crate) year: Option<FiscalYear>,
    /// The year is told as the last one (上年, 去年).
    pub(crate) last_year: bool,
    /// They speak of a planned figure (预算数, 年初预算).
    pub(crate) planned: bool,
    /// Nearest to the number it is a plan they speak of: 年初预算, 支出预算, but not 一般公共预算, which is a fund.
    pub(crate) plans: bool,
    /// Nearest to the number it is what was spent or received they speak of: 支出决算, 执行数.
    pub(crate) spent: bool,
    /// They name a year or the body itself, and so begin anew.
    pub(crate) begins: bool,
}

/// Reads words that end where a number (or the word of a change) begins. `agency` is whose document it is.
pub(crate) fn subject_of(words: &str, agency: &str) -> Subject {
    let text = normalized(words);
    let mut reader = Reader {
        rest: &text,
        subject: None,
        qualifiers: Coordinate::default(),
        balanced: false,
        parted: false,
        received: false,
        clear: true,
    };
    let mut found = Subject {
        named: Named::Nothing,
        year: None,
        last_year: false,
        planned: false,
        plans: false,
        spent: false,
        begins: false,
    };
    while reader.step(agency, &mut found) {
        found.begins |= reader.clear;
    }
    found.named = reader.named();
    found
}

struct Reader<'t> {
    /// What is not read yet.
    rest: &'t str,
    subject: Option<Coordinate>,
    /// What restricts the subject, whichever it will be.
    qualifiers: Coordinate,
    /// The subject counts both sides, what remains at the end included.
    balanced: bool,
    /// Two subjects stand side by side.
    parted: bool,
    /// The word nearest to the number says that something was received.
    received: bool,
    /// What was read last begins anew, so that what stands before it does not matter.
    clear: bool,
}

impl Reader<'_> {
    /// Reads one word from the end of the rest; `false` where none is known.
    fn step(&mut self, agency: &str, found: &mut Subject) -> bool {
        let is_mark = |c: char| matches!(c, '"' | '、' | ',' | ':' | '-' | '\'' | '《' | '》' | '①'..='⑳');
        self.rest = self.rest.trim_end_matches(is_mark);
        if self.rest.is_empty() {
            return false;
        }
        if let Some((rest, year)) = year_at_end(self.rest) {
            found.year = found.year.or(Some(year));
            return self.taken(rest.len(), true);
        }
        if let Some(rest) = agency_at_end(self.rest, agency) {
            return self.taken(rest.len(), true);
        }
        let word = lexicon().claims.word_at_end(self.rest);
        // 国有资本经营预算支出 is a fund's and a class's name: a class has to say more.
        let left = word.map_or(self.rest.len(), |(_, length)| self.rest.len() - length);
        if let Some((rest, class)) = class_at_end(self.rest).filter(|(rest, _)| rest.len() < left) {
            let spent = Coordinate::default().at(Dimension::Side, "expenditure").refined(&class);
            self.name(&spent);
            return self.taken(rest.len(), false);
        }
        if let Some((word, length)) = word {
            match word {
                Word::Subject(meaning) => {
                    self.balanced |= meaning.closes && self.subject.is_none();
                    self.name(&meaning.coordinate);
                }
                Word::Qualifier(meaning) => self.qualifiers = meaning.coordinate.refined(&self.qualifiers),
                Word::Planned => found.planned = true,
                Word::LastYear => found.last_year = true,
                Word::Filler if self.subject.is_none() && self.rest.ends_with("收入") => self.received = true,
                Word::Own | Word::Filler => {}
            }
            if !found.plans && !found.spent {
                let text = &self.rest[self.rest.len() - length..];
                found.spent = lexicon().words.spent.iter().any(|word| text.contains(word.as_str()));
                let is_fund = matches!(word, Word::Qualifier(_));
                found.plans = !found.spent && !is_fund && (matches!(word, Word::Planned) || text.ends_with("预算"));
            }
            return self.taken(self.rest.len() - length, matches!(word, Word::Own));
        }
        // A remark in brackets says nothing of the subject.
        match self.rest.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
            // One that names something (…的费用（“三公”经费）) is another name of all that stands before it.
            Some(at) if names_something(&self.rest[at + 1..self.rest.len() - 1]) => false,
            Some(at) => self.taken(at, self.clear),
            None => false,
        }
    }

    fn taken(&mut self, left: usize, clear: bool) -> bool {
        self.clear = clear;
        self.rest = &self.rest[..left];
        true
    }

    fn name(&mut self, before: &Coordinate) {
        match self.subject.map_or(Some(*before), |subject| composed(&subject, before)) {
            Some(whole) => self.subject = Some(whole),
            None => self.parted = true,
        }
    }

    fn named(&self) -> Named {
        let rest = without_numbering(self.rest).0;
        let is_numbering = |c: char| !c.is_alphabetic() || "一二三四五六七八九十".contains(c);
        let is_read = rest.chars().all(is_numbering) && !rest.starts_with(')') || self.clear && self.subject.is_some();
        if self.parted || !is_read {
            return Named::Unknown;
        }
        let Some(subject) = self.subject else {
            return if self.qualifiers == Coordinate::default() { Named::Nothing } else { Named::Unknown };
        };
        let Some(whole) = composed(&subject, &self.qualifiers) else { return Named::Unknown };
        // 项目支出收入 is what was received for it.
        if self.received && whole.is_at(Dimension::Side, "expenditure") {
            return Named::Unknown;
        }
        // What one fund or kind pays is spent; only a word for both sides counts what remains.
        let total = Coordinate::default().at(Dimension::Side, "outlay");
        let narrowed = whole.is_at(Dimension::Side, "outlay") && whole != total && !self.balanced;
        Named::At(if narrowed { whole.at(Dimension::Side, "expenditure") } else { whole })
    }
}

/// Whether a remark ends with the name of something.
fn names_something(remark: &str) -> bool {
    matches!(lexicon().claims.word_at_end(remark.trim_end_matches('"')), Some((Word::Subject(_), _)))
}

/// What can restrict a subject.
const RESTRICTING: [Dimension; 7] = [
    Dimension::Fund,
    Dimension::Source,
    Dimension::Kind,
    Dimension::Function,
    Dimension::Economic,
    Dimension::GovEconomic,
    Dimension::Item,
];

/// A subject with what another phrase before it adds; `None` where the two do not go together.
fn composed(subject: &Coordinate, before: &Coordinate) -> Option<Coordinate> {
    let restricts = |at: &Coordinate, dimension| at.get(dimension) != Value::All;
    let is_item = |at: &Coordinate| restricts(at, Dimension::Item);
    let is_apart = |at: &Coordinate| at.is_at(Dimension::Side, "procurement") || at.is_at(Dimension::Side, "asset");
    let is_general = !is_apart(subject) && !RESTRICTING.iter().any(|dimension| restricts(subject, *dimension));
    if is_general && (is_item(before) || is_apart(before)) {
        return Some(*before);
    }
    if is_item(subject) {
        // Who pays for an item is known without being told; an item of one kind or class is only a part of it.
        let parts = [Dimension::Kind, Dimension::Function, Dimension::Economic, Dimension::GovEconomic];
        let is_part = parts.into_iter().any(|dimension| restricts(before, dimension));
        let is_other = is_item(before) && !is_within(Dimension::Item, subject, before);
        return (!is_part && !is_other).then_some(*subject);
    }
    if is_apart(before) && before.get(Dimension::Side) != subject.get(Dimension::Side) {
        return None;
    }
    let mut whole = *subject;
    for dimension in RESTRICTING {
        match (subject.get(dimension), before.get(dimension)) {
            (_, Value::All) => {}
            (Value::All, value) => whole.set(dimension, value),
            _ if is_within(dimension, subject, before) => {}
            (_, value) if is_within(dimension, before, subject) => whole.set(dimension, value),
            _ => return None,
        }
    }
    Some(whole)
}

/// Whether one member is another or stands below it; codes stand below the codes they begin with.
pub(crate) fn is_within(dimension: Dimension, part: &Coordinate, whole: &Coordinate) -> bool {
    match (part.get(dimension), whole.get(dimension), dimension.tree()) {
        (Value::Member(part), Value::Member(whole), Some(tree)) => tree.is_within(part, whole),
        (Value::Member(part), Value::Member(whole), None) => part.to_string().starts_with(&whole.to_string()),
        _ => false,
    }
}

/// `2026年`, `2026年度` at the end of a text.
fn year_at_end(text: &str) -> Option<(&str, FiscalYear)> {
    let rest = text.strip_suffix('度').unwrap_or(text).strip_suffix('年')?;
    let digits = rest.len().checked_sub(4).filter(|at| rest.is_char_boundary(*at))?;
    let year = rest[digits..].parse::<FiscalYear>().ok().filter(|year| (1990..2100).contains(year))?;
    Some((&rest[..digits], year))
}

/// An agency's name as the text writes it: without its code and without a remark in brackets behind it.
pub(crate) fn comparable(name: &str) -> String {
    let name = normalized(name);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '[' | ']' | '.'));
    match name.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) => name[..at].to_owned(),
        None => name.to_owned(),
    }
}

/// The name of the agency at the end of a text.
fn agency_at_end<'t>(text: &'t str, agency: &str) -> Option<&'t str> {
    // A name in full or without its region; what is short could be part of anything.
    const SHORTEST: usize = 3;
    let bare = text.trim_end_matches(')');
    let is_bracketed = bare.len() < text.len();
    let text = if is_bracketed { &bare[..bare.rfind('(')?] } else { text };
    let mut name = agency;
    while name.chars().count() >= SHORTEST {
        if let Some(rest) = text.strip_suffix(name) {
            return Some(rest);
        }
        name = &name[name.chars().next().map_or(0, char::len_utf8)..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> String {
        match subject_of(words, "云山县示例局").named {
            Named::At(at) => format!("{at:?}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_item_before_a_general_word_is_the_subject() {
        for (words, meaning) in [
            ("云山县示例局2026年度一般公共预算拨款安排的会议费预算支出", "{side=expenditure item=meeting}"),
            ("3．公务接待费预算支出", "{side=expenditure fund=fiscal item=reception}"),
            ("2026年度政府采购支出预算总额", "{side=procurement}"),
            ("一般公共预算机关运行经费预算支出", "{side=expenditure item=operating-costs}"),
            ("2026年度支出预算", "{side=outlay}"),
        ] {
            assert_eq!(shown(words), meaning, "{words}");
        }
    }

    #[test]
    fn funds_kinds_and_classes_go_together() {
        for (words, meaning) in [
            ("一般公共预算拨款支出预算", "{side=expenditure fund=general}"),
            ("2026年财政拨款基本支出预算", "{side=expenditure fund=fiscal kind=basic}"),
            ("财政拨款收支总预算", "{side=outlay fund=fiscal}"),
            ("上年结转结余的一般公共预算收入", "{side=revenue source=carry-over fund=general}"),
            ("公用经费", "{side=expenditure kind=public}"),
            ("国有资本经营预算支出", "{side=expenditure fund=state-capital}"),
            ("包括教育支出", "{side=expenditure function=205}"),
        ] {
            assert_eq!(shown(words), meaning, "{words}");
        }
    }

    #[test]
    fn a_named_thing_before_a_general_word_is_something_else() {
        for words in [
            "门厅保洁服务项目支出",
            "示例局外聘人员经费",
            "上级专项转移支付支出预算",
            "会议费、培训费",
            "公务接待费按上限",
            "基本支出和项目支出",
        ] {
            assert_eq!(shown(words), "Unknown", "{words}");
        }
        assert_eq!(shown("2026年预算数为"), "Nothing");
    }

    #[test]
    fn what_stands_before_a_year_or_the_agency_is_over() {
        for words in
            ["关于收支的说明（详见表3）2026年收入预算", "三、说明云山县示例局（本级）收入预算", "（一）收入预算"]
        {
            assert_eq!(shown(words), "{side=revenue}", "{words}");
        }
    }
}
