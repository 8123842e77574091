//! 公开情况检查表: the inspection sheet as a workbook, filled while a run goes on: one row a finding, what was checked, and the
//! sums by agency. Only dockets are held; nothing is judged here.

mod agencies;
mod findings;
mod page;
mod rounds;
mod scope;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::page::Page;
use super::docket::distribute;
use super::round::{Round, RoundCounts, Rounds};
use super::{Docket, Entry, Results, Row, Summary};
use crate::error::WriteError;

/// The sheet in the making.
#[derive(Debug, Default)]
pub struct Sheet {
    dockets: Vec<Docket>,
    /// What became of the findings of an earlier report, beside the dockets.
    rounds: Vec<Option<Round>>,
    /// What several documents say together, with the file it stands in.
    placed: Vec<(String, Row)>,
    /// What is said of the run itself, with the file it stands in.
    of_run: Vec<(String, Row)>,
    /// Inputs that were not reached.
    remaining: usize,
}

impl Sheet {
    /// Adds a document.
    pub fn add(&mut self, entry: &Entry) {
        self.add_docket(Docket::of(entry), None);
    }

    /// Adds a document of which the docket is there already, with what became of the findings of an earlier report.
    pub fn add_docket(&mut self, docket: Docket, round: Option<Round>) {
        self.dockets.push(docket);
        self.rounds.push(round);
    }

    /// The workbook, with what several documents say together.
    ///
    /// # Errors
    /// The library refuses to write it.
    pub fn finish(mut self, summary: &Summary) -> Result<Vec<u8>, WriteError> {
        self.placed = summary.crossings.iter().map(|crossing| (crossing.path.clone(), Row::of(crossing))).collect();
        self.of_run = distribute(&mut self.dockets, self.placed.iter().cloned());
        self.remaining = summary.remaining;
        self.write(summary.rounds.as_ref())
    }

    /// The workbook of earlier results.
    ///
    /// # Errors
    /// The library refuses to write it.
    pub fn of_results(results: Results) -> Result<Vec<u8>, WriteError> {
        Self { dockets: results.dockets, of_run: results.of_run, ..Self::default() }.write(None)
    }

    fn write(&self, rounds: Option<&Rounds>) -> Result<Vec<u8>, WriteError> {
        let mut book = Workbook::new();
        // Without a date of its own the library would write that of the moment.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title("公开情况检查表").set_creation_datetime(&date));
        self.sheets(&mut book, rounds)?;
        Ok(book.save_to_buffer()?)
    }

    fn sheets(&self, book: &mut Workbook, rounds: Option<&Rounds>) -> Result<(), XlsxError> {
        findings::write(self, Page::new(book, "检查表", "公开情况检查表", &self.heading(), &findings::COLUMNS)?)?;
        let note = "比较处数为实际作过的比较次数；“无法检查”是缺少所需内容或读不出来，不等于没有问题";
        scope::write(self, Page::new(book, "检查范围", "检查范围", note, &scope::COLUMNS)?)?;
        agencies::write(self, Page::new(book, "汇总", "按单位汇总", &self.heading(), &agencies::COLUMNS)?)?;
        if let Some(found) = rounds {
            let RoundCounts { closed, remaining, new, unconfirmed } = found.counts();
            let note = format!("已整改 {closed}，未整改 {remaining}，新增 {new}，无法确认 {unconfirmed}");
            rounds::write(self, found, Page::new(book, "整改情况", "整改情况", &note, &rounds::COLUMNS)?)?;
        }
        Ok(())
    }

    /// How many documents, and what was found.
    fn heading(&self) -> String {
        let mut sum = super::Counts::default();
        self.dockets.iter().for_each(|docket| sum.add(docket.counts()));
        self.of_run.iter().for_each(|(_, row)| sum.count(row.severity, row.waived.is_some()));
        let unreadable = self.dockets.iter().filter(|docket| docket.unreadable.is_some()).count();
        let partial = match self.remaining {
            0 => String::new(),
            left => format!("。检查被中断，还有 {left} 份没有检查，本表不完整"),
        };
        format!(
            "检查文件 {} 份，其中无法读取 {unreadable} 份；错误 {}，警告 {}，提示 {}，已豁免 {}{partial}",
            self.dockets.len(),
            sum.error,
            sum.warning,
            sum.info,
            sum.waived
        )
    }
}
