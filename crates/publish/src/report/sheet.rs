//! 公开情况检查表: the inspection sheet as a workbook, filled while a run goes on: one row a finding, what was checked, and the
//! sums by agency. Only dockets are held; nothing is judged here.

mod agencies;
mod findings;
mod page;
mod scope;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::page::Page;
use super::docket::distribute;
use super::{Docket, Entry, Results, Row, Summary};
use crate::error::WriteError;

/// The sheet in the making.
#[derive(Debug, Default)]
pub struct Sheet {
    dockets: Vec<Docket>,
    /// What is said of the run itself, with the file it stands in.
    of_run: Vec<(String, Row)>,
    /// Inputs that were not reached.
    remaining: usize,
}

impl Sheet {
    /// Adds a document.
    pub fn add(&mut self, entry: &Entry) {
        self.dockets.push(Docket::of(entry));
    }

    /// Adds a document of which the docket is there already.
    pub fn add_docket(&mut self, docket: Docket) {
        self.dockets.push(docket);
    }

    /// The workbook, with what several documents say together.
    ///
    /// # Errors
    /// The library refuses to write it.
    pub fn finish(mut self, summary: &Summary) -> Result<Vec<u8>, WriteError> {
        let placed = summary.crossings.iter().map(|crossing| (crossing.path.clone(), Row::of(crossing)));
        self.of_run = distribute(&mut self.dockets, placed);
        self.remaining = summary.remaining;
        self.write()
    }

    /// The workbook of earlier results.
    ///
    /// # Errors
    /// The library refuses to write it.
    pub fn of_results(results: Results) -> Result<Vec<u8>, WriteError> {
        Self { dockets: results.dockets, of_run: results.of_run, remaining: 0 }.write()
    }

    fn write(&self) -> Result<Vec<u8>, WriteError> {
        let mut book = Workbook::new();
        // Without a date of its own the library would write that of the moment.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title("公开情况检查表").set_creation_datetime(&date));
        self.sheets(&mut book)?;
        Ok(book.save_to_buffer()?)
    }

    fn sheets(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        findings::write(self, Page::new(book, "检查表", "公开情况检查表", &self.heading(), &findings::COLUMNS)?)?;
        let note = "比较处数为实际作过的比较次数；“无法检查”是缺少所需内容或读不出来，不等于没有问题";
        scope::write(self, Page::new(book, "检查范围", "检查范围", note, &scope::COLUMNS)?)?;
        agencies::write(self, Page::new(book, "汇总", "按单位汇总", &self.heading(), &agencies::COLUMNS)?)?;
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
