//! The sentences of the text with the numbers they state, and exact comparison of rates with the amounts they are of.
//! No judgement here; the rules judge.

use mingsuan_model::{Amount, Claim, ClaimKind, Decimal, Disclosure, Place, Placed};

/// A sentence that states numbers.
pub(super) struct Sentence<'a> {
    /// As printed.
    pub(super) text: String,
    /// The paragraph it stands in.
    pub(super) paragraph: &'a Placed,
    /// Ordinal of the section.
    pub(super) section: u32,
    /// What it states, in order.
    pub(super) claims: Vec<&'a Claim>,
}

impl Sentence<'_> {
    /// The place of the sentence, its words for text.
    pub(super) fn place(&self) -> Place {
        self.paragraph.place.with_text(self.text.trim())
    }

    /// The words between two numbers with their units.
    pub(super) fn between(&self, first: &Claim, second: &Claim) -> String {
        let from = end(first);
        let to = second.place.offset.map_or(0, |offset| offset as usize);
        self.paragraph.text.chars().skip(from).take(to.saturating_sub(from)).collect()
    }

    /// The words behind a number and its unit, to the end of the sentence.
    pub(super) fn behind(&self, claim: &Claim) -> String {
        self.paragraph.text.chars().skip(end(claim)).take_while(|c| *c != '。').collect()
    }
}

/// The first character behind a number and its unit.
fn end(claim: &Claim) -> usize {
    let length = claim.place.text.as_ref().map_or(0, |text| text.chars().count());
    claim.place.offset.map_or(0, |offset| offset as usize) + length
}

/// The sentences of all paragraphs that state numbers, in order.
pub(super) fn sentences(disclosure: &Disclosure) -> Vec<Sentence<'_>> {
    let mut all = Vec::new();
    let mut rest = disclosure.claims.as_slice();
    for (section, one) in (0..).zip(&disclosure.sections) {
        for paragraph in &one.paragraphs {
            let is_here = |claim: &&Claim| claim.section == Some(section) && is_within(&claim.place, &paragraph.place);
            let own = rest.iter().take_while(is_here).count();
            let (claims, behind) = rest.split_at(own);
            rest = behind;
            all.extend(of_paragraph(paragraph, section, claims));
        }
    }
    all
}

fn is_within(place: &Place, paragraph: &Place) -> bool {
    let spot = |place: &Place| {
        let Place { page, line, table, row, column, paragraph, .. } = *place;
        [page, line, table, row, column, paragraph]
    };
    spot(place) == spot(paragraph)
}

fn of_paragraph<'a>(paragraph: &'a Placed, section: u32, claims: &'a [Claim]) -> Vec<Sentence<'a>> {
    if claims.is_empty() {
        return Vec::new();
    }
    let mut rest = claims;
    let mut end = 0;
    let mut found = Vec::new();
    for text in paragraph.text.split_inclusive('。') {
        end += text.chars().count();
        let own = rest.iter().take_while(|claim| claim.place.offset.is_none_or(|at| (at as usize) < end)).count();
        let (of_sentence, behind) = rest.split_at(own);
        rest = behind;
        if !of_sentence.is_empty() {
            found.push(Sentence { text: text.to_owned(), paragraph, section, claims: of_sentence.iter().collect() });
        }
    }
    found
}

/// What a claim of money states, in 分.
pub(super) fn fen(claim: &Claim) -> Option<i128> {
    Some(i128::from(Amount::from_printed(claim.number, claim.scale?)?.0))
}

/// The worth of the last printed place of a claim of money, in 分, rounded up.
pub(super) fn grain(claim: &Claim) -> i128 {
    let fen = claim.scale.map_or(0, |scale| i128::from(scale.fen()));
    let unit = 10_i128.pow(u32::from(claim.number.decimals()));
    (fen + unit - 1) / unit
}

/// A part of a whole, both in 分, with what their printing may have rounded away.
#[derive(Clone, Copy)]
pub(super) struct Ratio {
    part: i128,
    whole: i128,
    slack: i128,
}

impl Ratio {
    /// One amount over another.
    pub(super) fn of(part: &Claim, whole: &Claim) -> Option<Self> {
        Some(Self { part: fen(part)?, whole: fen(whole)?, slack: grain(part) + grain(whole) })
    }

    /// An amount over a total in 分.
    pub(super) fn of_total(part: &Claim, whole: i128) -> Option<Self> {
        Some(Self { part: fen(part)?, whole, slack: grain(part) * 2 })
    }

    /// A change over what was there before: before the change led to the amount, with its sign.
    pub(super) fn of_change(change: &Claim, amount: &Claim, sign: i128) -> Option<Self> {
        let moved = fen(change)?;
        let whole = fen(amount)? - sign * moved;
        Some(Self { part: moved, whole, slack: grain(change) + grain(amount) })
    }

    /// Whether there is nothing that the part could be a share of.
    pub(super) fn is_of_nothing(self) -> bool {
        self.whole == 0
    }

    /// Whether a printed rate is this ratio in per cent, to one unit of its last place.
    pub(super) fn is(self, rate: Decimal) -> bool {
        if self.whole <= 0 {
            return self.part == 0 && rate.is_zero();
        }
        let unit = 100 * 10_i128.pow(u32::from(rate.decimals()));
        let printed = i128::from(rate.mantissa()) * self.whole;
        (printed - self.part * unit).abs() <= self.whole + self.slack * unit
    }

    /// The ratio in per cent with so many decimals, rounded; `None` where there is no whole.
    pub(super) fn percent(self, decimals: u8) -> Option<String> {
        let unit = 100 * 10_i128.pow(u32::from(decimals));
        let half = if self.part < 0 { -self.whole / 2 } else { self.whole / 2 };
        let rounded = (self.whole > 0).then(|| (self.part * unit + half) / self.whole)?;
        let number = Decimal::new(i64::try_from(rounded).ok()?, decimals)?;
        Some(number.to_string())
    }
}

/// Whether a claim is an amount of money.
pub(super) fn is_amount(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Amount && claim.scale.is_some()
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Scale;

    use super::*;

    fn claim(number: &str, scale: Option<Scale>) -> Claim {
        Claim {
            kind: ClaimKind::Amount,
            subject: String::new(),
            number: Decimal::parse(number).expect("a number"),
            scale,
            direction: None,
            base_year: None,
            quote: String::new(),
            coordinate: mingsuan_model::Coordinate::default(),
            section: None,
            part_of: None,
            place: Place::default(),
        }
    }

    #[test]
    fn rates_are_compared_to_their_last_place() {
        let wan = |number: &str| claim(number, Some(Scale::TenThousand));
        let rate = |text: &str| Decimal::parse(text).expect("a number");
        let ratio = Ratio::of(&wan("335.24"), &wan("4295.98")).expect("both are money");
        assert!(ratio.is(rate("7.80")) && ratio.is(rate("7.81")) && !ratio.is(rate("7.90")));
        assert_eq!(ratio.percent(2).as_deref(), Some("7.80"));
        let change = Ratio::of_change(&wan("10.00"), &wan("110.00"), 1).expect("both are money");
        assert!(change.is(rate("10")) && !change.is(rate("8")) && !change.is_of_nothing());
        assert!(Ratio::of_change(&wan("10.00"), &wan("10.00"), 1).is_some_and(Ratio::is_of_nothing));
    }
}
