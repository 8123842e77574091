//! Takes typed values out of the cells of one record: texts, choices, codes, money, numbers. Each value that cannot be
//! taken is reported with its cell. What the values are for is the business of the `take_…` modules.

use mingsuan_model::{Amount, Decimal, Scale};

use super::cells::{Record, Records};
use super::choices;
use super::codes;
use super::fault::Fault;
use super::report::{Report, Spot};
use super::spec::CodeList;

/// What all records of a workbook are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The scale that amounts stand in.
    pub(super) scale: Scale,
    /// The budget year, if it could be read.
    pub(super) year: Option<u16>,
}

/// One record being read.
pub(super) struct Taker<'a> {
    pub(super) records: &'a Records,
    pub(super) record: &'a Record,
    pub(super) setting: Setting,
    pub(super) report: &'a mut Report,
    /// What messages call the value of a form row.
    pub(super) label: Option<&'a str>,
}

impl<'a> Taker<'a> {
    /// The text of a column; empty when blank.
    pub(super) fn text(&self, key: &str) -> String {
        self.records.text(self.record, key).unwrap_or_default().to_owned()
    }

    /// The lines of a cell that holds one text a line.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let lines = self.records.text(self.record, key).unwrap_or_default().lines();
        lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The text of a column that must not be blank.
    pub(super) fn required(&mut self, key: &str, missing: Fault) -> String {
        let text = self.text(key);
        if text.is_empty() {
            self.missing(key, missing);
        }
        text
    }

    /// The text of a column that must not be blank but may be marked as open.
    pub(super) fn required_or_open(&mut self, key: &str, missing: Fault) -> String {
        if self.is_open(key) { String::new() } else { self.required(key, missing) }
    }

    /// Whether the cell is marked as open.
    pub(super) fn is_open(&self, key: &str) -> bool {
        self.records.is_open(self.record, key)
    }

    /// The place of a column.
    pub(super) fn spot(&self, key: &str) -> Spot {
        self.records.spot(self.record, key)
    }

    /// Reports a column that leaves a hole in the budget.
    pub(super) fn fail(&mut self, key: &str, fault: Fault, values: &[(&str, &str)]) {
        let (at, values) = (self.spot(key), self.named(key, values));
        self.report.fail(at, fault, &values);
    }

    /// Reports a column that can be read.
    pub(super) fn doubt(&mut self, key: &str, fault: Fault, values: &[(&str, &str)]) {
        let (at, values) = (self.spot(key), self.named(key, values));
        self.report.add(at, fault, &values);
    }

    /// The values with the name of the column, unless they have a name.
    fn named<'v>(&self, key: &str, values: &[(&'v str, &'v str)]) -> Vec<(&'v str, &'v str)>
    where
        'a: 'v,
    {
        let mut named = values.to_vec();
        if values.iter().all(|(name, _)| *name != "name") {
            named.push(("name", self.label.unwrap_or_else(|| self.records.title(key))));
        }
        named
    }

    /// Reports a blank, unless what stood there has been reported already.
    fn missing(&mut self, key: &str, fault: Fault) {
        if !self.records.is_broken(self.record, key) {
            self.fail(key, fault, &[]);
        }
    }

    /// The key of a choice; `None` when blank or not among the choices, which is reported.
    pub(super) fn choice(&mut self, key: &str, options: &str, unknown: Fault) -> Option<&'static str> {
        let text = self.records.text(self.record, key)?.to_owned();
        let found = choices::key(options, &text);
        if found.is_none() {
            self.fail(key, unknown, &[("value", &text), ("choices", &choices::labels(options))]);
        }
        found
    }

    /// As [`Taker::choice`], and a blank is reported.
    pub(super) fn required_choice(&mut self, key: &str, options: &str, faults: (Fault, Fault)) -> Option<&'static str> {
        if self.records.text(self.record, key).is_none() {
            self.missing(key, faults.0);
            return None;
        }
        self.choice(key, options, faults.1)
    }

    /// Money that must be there; zero where it could not be read, which is reported.
    pub(super) fn required_amount(&mut self, key: &str) -> Amount {
        if self.records.text(self.record, key).is_none() {
            self.missing(key, Fault::AmountMissing);
        }
        self.amount(key).unwrap_or_default()
    }

    /// Money in the scale of the workbook; `None` when blank or not to be read, which is reported.
    pub(super) fn amount(&mut self, key: &str) -> Option<Amount> {
        let text = self.records.text(self.record, key)?.to_owned();
        let scale = self.setting.scale;
        let values = [("value", text.as_str()), ("scale", scale.name())];
        let Some(number) = Decimal::parse(&text) else {
            // A computed third has more digits than any decimal of a document.
            let digits = text.split_once('.').filter(|(whole, rest)| {
                whole.bytes().all(|byte| byte.is_ascii_digit()) && rest.bytes().all(|byte| byte.is_ascii_digit())
            });
            self.fail(key, digits.map_or(Fault::MalformedAmount, |_| Fault::AmountTooFine), &values);
            return None;
        };
        if number.is_negative() {
            self.fail(key, Fault::NegativeAmount, &values);
            return None;
        }
        let amount = Amount::from_printed(number, scale);
        if amount.is_none() {
            self.fail(
                key,
                if is_whole_fen(number, scale) { Fault::AmountTooLarge } else { Fault::AmountTooFine },
                &values,
            );
        }
        amount
    }

    /// A number that is not money and not negative.
    pub(super) fn number(&mut self, key: &str) -> Option<Decimal> {
        let text = self.records.text(self.record, key)?.to_owned();
        match Decimal::parse(&text) {
            None => self.fail(key, Fault::MalformedNumber, &[("value", &text)]),
            Some(number) if number.is_negative() => self.fail(key, Fault::NegativeNumber, &[("value", &text)]),
            number => return number,
        }
        None
    }

    /// A code of a list; `None` when blank or malformed, which is reported. Doubtful codes are reported and kept.
    pub(super) fn code(&mut self, key: &str, list: CodeList) -> Option<String> {
        let text = self.records.text(self.record, key)?.to_owned();
        let (code, name) = codes::split(&text);
        if !list.has_shape(&code) {
            self.fail(key, Fault::MalformedCode, &[("value", &text), ("shape", list.shape())]);
            return None;
        }
        let Some(class) = list.id().list().by_code(&code) else {
            self.unknown_code(key, list, &code);
            return Some(code);
        };
        if !name.is_empty() && !list.id().list().is_name_of(class, &name) {
            self.fail(key, Fault::CodeNameDiffers, &[("value", &code), ("class", class.name), ("name", &name)]);
        }
        let values = [("value", code.as_str()), ("class", class.name), ("level", class.level)];
        match self.setting.year {
            Some(year) if !class.is_valid_in(year) => {
                let year = year.to_string();
                self.doubt(key, Fault::RetiredCode, &[values[0], values[1], ("year", &year)]);
            }
            _ if !list.is_deep_enough(class) => self.doubt(key, Fault::CodeTooBroad, &values),
            _ => {}
        }
        Some(code)
    }

    /// The catalogue is complete and copied from its publication; the other lists prove nothing about a missing code.
    fn unknown_code(&mut self, key: &str, list: CodeList, code: &str) {
        let values = [("value", code), ("list", list.title())];
        match list {
            CodeList::Procurement => self.doubt(key, Fault::UnknownCatalogueCode, &values),
            _ => self.doubt(key, Fault::UnknownCode, &values),
        }
    }
}

/// Whether a number has no digits below one 分.
fn is_whole_fen(number: Decimal, scale: Scale) -> bool {
    let grain = 10_i128.pow(u32::from(number.decimals()));
    i128::from(number.mantissa()) * i128::from(scale.fen()) % grain == 0
}
