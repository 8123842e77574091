//! Claims: every amount of money, change and per cent that the text states, with the words that say what it is.
//! Which words mean what is in `standards/lexicon/claims.toml`; whether a claim is true is a matter of rules.

use mingsuan_model::text::normalized;
use mingsuan_model::{
    CellValue, Claim, ClaimKind, Coordinate, Dimension, Direction, Fact, FiscalYear, Origin, Placed, Value,
};

use crate::amounts::{Token, clause_start, direction_in, label_before, tokens};
use crate::lexicon::lexicon;
use crate::subject::{Named, Subject, is_within, subject_of};
use crate::under::Under;
use crate::wording::year_in;

/// Whose text it is.
pub(crate) struct Speaker {
    /// The year of the document.
    pub(crate) year: Option<FiscalYear>,
    /// The agency's name in comparable form.
    pub(crate) agency: String,
    /// Final accounts, in which a planned figure is not the main one.
    pub(crate) is_final: bool,
}

/// Reads the claims of one paragraph and appends them.
pub(crate) fn read_claims(paragraph: &Placed, under: &Under, speaker: &Speaker, claims: &mut Vec<Claim>) {
    let chars: Vec<char> = paragraph.text.chars().collect();
    let tokens = tokens(&chars);
    let mut reader = Sentence::new(speaker, under, claims.len());
    let mut last_end = 0;
    for token in &tokens {
        let gap = &chars[last_end..token.start];
        let start = clause_start(&chars, last_end, token.start);
        let clause = Clause {
            words: chars[start..token.start].iter().collect(),
            gap: gap.iter().collect(),
            follows: gap.first().is_some_and(|c| matches!(c, '，' | ',')) && start == last_end + 1,
            opens: start == 0
                || matches!(chars[start - 1], '。' | '；' | '：' | ':' | ';')
                || is_behind_year(&chars[..start])
                || chars[start..token.start].starts_with(&['其', '中']),
            label: label_before(&chars, last_end, start),
        };
        let mut claim = reader.claim(&clause, token, claims);
        claim.section = under.section;
        claim.quote = chars[start..token.end].iter().collect();
        claim.place = paragraph.place.with_text(chars[token.start..token.end].iter().collect::<String>());
        claim.place.offset = u32::try_from(token.start).ok();
        claims.push(claim);
        last_end = token.end;
    }
    funds_beside_carry_over(&mut claims[reader.first..]);
}

/// Whether a year and a comma stand right before: 2024年，… begins a sentence, too.
fn is_behind_year(before: &[char]) -> bool {
    matches!(before, [.., '年', '，' | ','] | [.., '年', '度', '，' | ','])
}

/// The words around one number.
struct Clause {
    /// Those that belong to it.
    words: String,
    /// All since the last number.
    gap: String,
    /// It follows the last number at once.
    follows: bool,
    /// It opens a sentence or an item of a list.
    opens: bool,
    label: Option<String>,
}

impl Clause {
    /// Whether the reasons of a change are being told.
    fn gives_reasons(&self) -> bool {
        let sentence = self.gap.rsplit('。').next().unwrap_or_default();
        lexicon().words.reasons.iter().any(|word| sentence.contains(word.as_str()))
    }
}

/// What the sentence has said so far.
struct Sentence<'s> {
    speaker: &'s Speaker,
    under: &'s Under,
    /// What the last main amount spoke of.
    head: Option<Coordinate>,
    /// The same, until a change of it has been told.
    unmoved: Option<Coordinate>,
    /// The amount told last was a part of the head.
    is_aside: bool,
    /// The last main change, the parts of which may follow.
    change_head: Option<u32>,
    /// The amount told just before, when it opened an item of a list: a change that follows at once is its own
    /// (其中：基本支出5.00万元，比上年增加1.00万元；…).
    item: Option<Coordinate>,
    /// The head stands in this sentence.
    is_headed: bool,
    /// The parts of the head are being told.
    in_parts: bool,
    /// The last main amount was not understood, so that its parts are not, either.
    is_lost: bool,
    /// The year of the last main amount, where it is another than the document's: its parts are of that year, too.
    other_year: Option<FiscalYear>,
    /// What the last amount planned, of final accounts: what was spent of it may follow (预算为2.00万元，支出决算为1.00万元).
    planned: Option<Coordinate>,
    first: usize,
}

impl<'s> Sentence<'s> {
    fn new(speaker: &'s Speaker, under: &'s Under, first: usize) -> Self {
        Self {
            speaker,
            under,
            head: None,
            unmoved: None,
            is_aside: false,
            change_head: None,
            item: None,
            is_headed: false,
            in_parts: false,
            is_lost: false,
            other_year: None,
            planned: None,
            first,
        }
    }

    fn advance(&mut self, clause: &Clause) {
        if clause.gap.contains('。') {
            self.change_head = None;
            self.is_headed = false;
            self.in_parts = false;
            self.other_year = None;
        }
        if let Some(label) = clause.label.as_deref().filter(|_| clause.gap.contains(['：', ':'])) {
            self.open_list(label);
        }
        self.in_parts |= lexicon().words.parts.iter().any(|word| clause.gap.contains(word.as_str()));
        self.item = self.item.take().filter(|_| clause.follows);
    }

    /// A label with a colon (公用经费：…；…) says what the amounts behind it are parts of.
    fn open_list(&mut self, label: &str) {
        let text = normalized(label);
        match subject_of(label, &self.speaker.agency).named {
            Named::At(whole) if whole != side_of(&whole) => {
                self.head = Some(whole);
                (self.is_headed, self.in_parts, self.is_lost) = (true, true, false);
                self.unmoved = None;
            }
            Named::Unknown if lexicon().words.money.iter().any(|word| text.ends_with(word.as_str())) => {
                (self.in_parts, self.is_lost) = (true, true);
            }
            _ => {}
        }
    }

    fn claim(&mut self, clause: &Clause, token: &Token, claims: &[Claim]) -> Claim {
        self.advance(clause);
        let text = normalized(&clause.words);
        let direction = direction_in(&text);
        let kind = match (token.scale, direction) {
            (Some(_), None) => ClaimKind::Amount,
            (Some(_), Some(_)) => ClaimKind::Change,
            (None, Some(_)) => ClaimKind::ChangeRate,
            (None, None) => ClaimKind::Percent,
        };
        let direction = direction.map(|(direction, at)| (direction, &text[..at]));
        let words = subject_of(direction.map_or(text.as_str(), |(_, before)| before), &self.speaker.agency);
        let named = match self.named(&words, clause, kind) {
            Named::At(at) if self.speaker.is_final => Named::At(of_the_year(at, &text)),
            named => named,
        };
        let has_own = matches!(named, Named::At(_));
        let subject = self.subject(named, kind, &words, clause, &claims[self.first..]);
        let ordinal = u32::try_from(claims.len()).unwrap_or(u32::MAX);
        let part_of = self.change_head.filter(|_| kind == ClaimKind::Change && has_own);
        let year = self.year_of(&words, &subject).filter(|_| kind == ClaimKind::Amount);
        if kind == ClaimKind::Amount && !self.in_parts {
            self.other_year = year;
        }
        match kind {
            // The share of a part stands between it and a change: whose change that is cannot be told.
            ClaimKind::Percent if self.is_aside => self.unmoved = None,
            ClaimKind::Amount if year.is_none() => self.remember(subject, named, clause),
            ClaimKind::Change if !has_own => self.change_head = Some(ordinal),
            // The change of what was said last, told by name.
            ClaimKind::Change => self.unmoved = self.unmoved.take().filter(|unmoved| *unmoved != subject),
            _ => {}
        }
        let mut coordinate = self.placed(subject, kind, &text);
        if let Some(year) = year {
            coordinate.set(Dimension::Year, Value::Member(u32::from(year)));
        }
        if self.speaker.is_final && kind == ClaimKind::Amount {
            self.planned = words.plans.then_some(subject);
            if words.plans {
                coordinate = coordinate.at(Dimension::Phase, "budget");
            }
        }
        Claim {
            kind,
            subject: clause.words.trim().to_owned(),
            number: token.number,
            scale: token.scale,
            direction: direction.map(|(direction, _)| direction),
            base_year: self.base_year(&text),
            quote: String::new(),
            coordinate,
            section: None,
            part_of,
            place: mingsuan_model::Place::default(),
        }
    }

    /// What a claim is of: what its own words name, or what the sentence spoke of last.
    fn subject(
        &mut self,
        named: Named,
        kind: ClaimKind,
        words: &Subject,
        clause: &Clause,
        before: &[Claim],
    ) -> Coordinate {
        match (named, kind) {
            (Named::At(own), _) if is_purchase(&own) => {
                let mut earlier = before.iter().rev().map(|claim| claim.coordinate);
                let of = earlier.find(|at| at.is_at(Dimension::Side, "procurement") && !is_purchase(at));
                of.map_or(own, |of| own.with(Dimension::Fund, of.get(Dimension::Fund)))
            }
            (Named::At(own), _) => self.inherited(own),
            // What was planned is told before what was spent of it.
            (Named::Nothing, ClaimKind::Amount) if words.spent => self.planned.unwrap_or_else(unknown),
            // What was said last moved once; further changes without a name of their own are its reasons.
            (Named::Nothing, ClaimKind::Change) if !clause.gives_reasons() => {
                let unmoved = self.unmoved.take();
                self.item.take().or(unmoved).unwrap_or_else(unknown)
            }
            (Named::Nothing, ClaimKind::ChangeRate) => self.head.unwrap_or_else(unknown),
            _ => unknown(),
        }
    }

    /// What the words name; an amount without a name of its own has that of the heading it stands under.
    fn named(&self, words: &Subject, clause: &Clause, kind: ClaimKind) -> Named {
        match words.named {
            Named::At(_) if self.is_lost && self.in_parts && !words.begins => Named::Unknown,
            Named::Nothing if kind == ClaimKind::Amount && words.planned => {
                let of_label = |label: &String| match subject_of(label, &self.speaker.agency).named {
                    Named::At(at) => Some(at),
                    _ => None,
                };
                let label = clause.label.as_ref().and_then(of_label);
                let topic = self.under.topic.filter(|_| self.head.is_none() && clause.label.is_none());
                label.or(topic).map_or(Named::Nothing, Named::At)
            }
            named => named,
        }
    }

    /// The year of an amount that is not of the document's year.
    fn year_of(&self, words: &Subject, subject: &Coordinate) -> Option<FiscalYear> {
        let own = self.speaker.year?;
        if subject.is_at(Dimension::Side, "asset") {
            return None;
        }
        let told = if words.last_year { Some(own - 1) } else { words.year };
        let told = told.or(self.other_year.filter(|_| self.in_parts));
        told.filter(|year| *year != own)
    }

    /// Keeps what an amount spoke of for what follows.
    fn remember(&mut self, subject: Coordinate, named: Named, clause: &Clause) {
        let is_known = !subject.has_unknown();
        self.item = (clause.opens && is_known).then_some(subject);
        self.is_aside = false;
        if !is_known {
            if named == Named::Unknown && !self.in_parts {
                self.unmoved = None;
                self.is_lost |= clause.opens;
            }
            return;
        }
        if self.head.is_some_and(|head| self.is_part(&subject, &head)) {
            self.is_aside = true;
            return;
        }
        self.is_headed = true;
        self.is_lost = false;
        if self.head != Some(subject) {
            self.unmoved = Some(subject);
        }
        self.head = Some(subject);
    }

    /// Parts (其中 …) do not become the head that a later change speaks of.
    fn is_part(&self, subject: &Coordinate, head: &Coordinate) -> bool {
        is_part_of(subject, head) || self.in_parts && is_beside(subject, head) && subject != &side_of(subject)
    }

    /// A part of what the sentence or the heading speaks of is of the same fund, kind and class.
    fn inherited(&self, own: Coordinate) -> Coordinate {
        let restricts = |dimension| own.get(dimension) != Value::All;
        let is_part = [Dimension::Kind, Dimension::Function, Dimension::Economic, Dimension::GovEconomic]
            .into_iter()
            .any(restricts);
        if !is_part || restricts(Dimension::Item) || !own.is_at(Dimension::Side, "expenditure") {
            return own;
        }
        let head = self.head.filter(|head| is_beside(&own, head));
        let Some(head) = head else {
            return if restricts(Dimension::Fund) { own } else { own.with(Dimension::Fund, self.under.fund) };
        };
        if !self.is_headed && !self.in_parts {
            return own;
        }
        let passed = [Dimension::Fund, Dimension::Source, Dimension::Kind, Dimension::Function];
        let missing = passed.into_iter().filter(|dimension| !restricts(*dimension));
        missing.fold(own, |at, dimension| at.with(dimension, head.get(dimension)))
    }

    fn placed(&self, subject: Coordinate, kind: ClaimKind, words: &str) -> Coordinate {
        let measure = match kind {
            ClaimKind::Amount => "amount",
            ClaimKind::Change => "change",
            ClaimKind::ChangeRate => "change-rate",
            ClaimKind::Percent => "percent",
        };
        let mut at = subject.at(Dimension::Measure, measure);
        // Final accounts tell revenue by fund as received in the year; only a grand total counts what came over.
        let is_of_fund = at.is_at(Dimension::Side, "revenue") && at.get(Dimension::Fund) != Value::All;
        let is_grand = words.contains("总计") || words.contains("总收入");
        if self.speaker.is_final && is_of_fund && !is_grand && at.get(Dimension::Source) == Value::All {
            at = at.at(Dimension::Source, "current");
        }
        match self.speaker.year {
            Some(year) => at.with(Dimension::Year, Value::Member(u32::from(year))),
            None => at,
        }
    }

    fn base_year(&self, text: &str) -> Option<FiscalYear> {
        let compared = lexicon().words.compare.iter().any(|word| text.contains(word.as_str()));
        if !compared {
            return None;
        }
        year_in(text).or_else(|| text.contains("上年").then(|| self.speaker.year.map(|year| year - 1)).flatten())
    }
}

fn unknown() -> Coordinate {
    Coordinate::default().with(Dimension::Item, Value::Unknown)
}

/// In final accounts 收入合计 and 支出合计 are of the year; what was carried over and what remains is only in 总计.
fn of_the_year(at: Coordinate, words: &str) -> Coordinate {
    if words.contains("总计") {
        return at;
    }
    if words.contains("收入合计") && at == Coordinate::default().at(Dimension::Side, "revenue") {
        return at.at(Dimension::Source, "current");
    }
    let is_spent = words.contains("支出合计") && at.is_at(Dimension::Side, "outlay");
    if is_spent { at.at(Dimension::Side, "expenditure") } else { at }
}

/// Whether a subject is purchases of one kind: goods, works or services of the purchases told before.
fn is_purchase(subject: &Coordinate) -> bool {
    subject.is_at(Dimension::Side, "procurement") && subject.get(Dimension::Item) != Value::All
}

/// The total of a subject's side.
fn side_of(subject: &Coordinate) -> Coordinate {
    Coordinate::default().with(Dimension::Side, subject.get(Dimension::Side))
}

/// Whether two subjects are of one side: what is spent is of all outlay.
fn is_beside(part: &Coordinate, whole: &Coordinate) -> bool {
    part.get(Dimension::Side) == whole.get(Dimension::Side)
        || whole.is_at(Dimension::Side, "outlay") && part.is_at(Dimension::Side, "expenditure")
}

/// Whether one subject is a part of another: the same side and a member below it, or a part of the total.
fn is_part_of(part: &Coordinate, whole: &Coordinate) -> bool {
    let wholly = |side: &Coordinate| side.is_at(Dimension::Side, "outlay") || side.is_at(Dimension::Side, "revenue");
    if part.get(Dimension::Side) != whole.get(Dimension::Side)
        && !(wholly(whole) && part.is_at(Dimension::Side, "expenditure"))
    {
        return false;
    }
    [Dimension::Source, Dimension::Fund, Dimension::Kind, Dimension::Function, Dimension::Item]
        .into_iter()
        .all(|dimension| whole.get(dimension) == Value::All || is_within(dimension, part, whole))
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
mod tests;
