//! A round of rectification (整改): an earlier report against the present one. Which findings are gone, which stay, which are
//! new; and which cannot be told, because what would find them again could not be checked. Nothing is judged here.

use std::collections::{HashMap, HashSet};

use mingsuan_model::Outcome;

use super::docket::{Agency, Ended};
use super::{Docket, Entry, Lang, Results, Row, Summary};

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// It was there and is there still.
    Remaining,
    /// It was not there.
    New,
    /// It was there; it is gone, and its rule did look.
    Closed,
    /// It was there; its rule could not look this time.
    Unconfirmed,
}

impl Fate {
    /// All of them, as tables have them.
    pub const ALL: [Self; 4] = [Self::Closed, Self::Remaining, Self::New, Self::Unconfirmed];

    /// The word of reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remaining => "未整改",
            Self::New => "新增",
            Self::Closed => "已整改",
            Self::Unconfirmed => "无法确认",
        }
    }

    /// The word of the public contract.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Remaining => "remaining",
            Self::New => "new",
            Self::Closed => "closed",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// How many findings came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoundCounts {
    /// Gone.
    pub closed: usize,
    /// Still there.
    pub remaining: usize,
    /// Not there before.
    pub new: usize,
    /// Cannot be told.
    pub unconfirmed: usize,
}

impl RoundCounts {
    /// How many came to this.
    pub const fn of(self, fate: Fate) -> usize {
        match fate {
            Fate::Closed => self.closed,
            Fate::Remaining => self.remaining,
            Fate::New => self.new,
            Fate::Unconfirmed => self.unconfirmed,
        }
    }

    fn add(&mut self, other: Self) {
        self.closed += other.closed;
        self.remaining += other.remaining;
        self.new += other.new;
        self.unconfirmed += other.unconfirmed;
    }
}

/// One document, or what stands between documents, against what was said of it before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The document of the earlier report; nothing when there was none.
    pub earlier: Option<String>,
    /// What was asked for before and is gone.
    pub closed: Vec<Row>,
    /// What was asked for before and could not be looked for.
    pub unconfirmed: Vec<Row>,
    /// What each present finding is, in their order; nothing for those that are waived.
    pub fates: Vec<Option<Fate>>,
    /// What was said of each present finding before.
    pub was: Vec<Option<String>>,
}

impl Round {
    /// How many findings came to what.
    pub fn counts(&self) -> RoundCounts {
        let count = |fate| self.fates.iter().filter(|one| **one == Some(fate)).count();
        RoundCounts {
            closed: self.closed.len(),
            remaining: count(Fate::Remaining),
            new: count(Fate::New),
            unconfirmed: self.unconfirmed.len(),
        }
    }

    /// Present findings against earlier ones of the same document. A finding that was waived before was not asked for.
    fn of(earlier: &[Row], now: &[Row], looked: impl Fn(&str) -> bool) -> Self {
        let mut before: HashMap<(&str, &str, bool), Vec<usize>> = HashMap::new();
        for (at, row) in earlier.iter().enumerate().rev() {
            before.entry((&row.code, &row.fingerprint, row.waived.is_some())).or_default().push(at);
        }
        let mut found = HashSet::new();
        let mut round = Self::default();
        for row in now {
            // Of two alike the one that was waived before is the one that is waived now.
            let (code, print, is_waived) = (row.code.as_str(), row.fingerprint.as_str(), row.waived.is_some());
            let mut take = |is_waived| before.get_mut(&(code, print, is_waived)).and_then(Vec::pop);
            let at = take(is_waived).or_else(|| take(!is_waived));
            found.extend(at);
            let fate = if at.is_some() { Fate::Remaining } else { Fate::New };
            round.fates.push(row.waived.is_none().then_some(fate));
            round.was.push(at.map(|at| earlier[at].message.clone()));
        }
        let gone = earlier.iter().enumerate().filter(|(at, row)| !found.contains(at) && row.waived.is_none());
        for (_, row) in gone {
            if looked(&row.code) { &mut round.closed } else { &mut round.unconfirmed }.push(row.clone());
        }
        round
    }
}

/// Two judgements of what is taken for the same document.
pub fn between(earlier: &Entry, now: &Entry) -> Round {
    compare(&Docket::of(earlier), &Docket::of(now))
}

/// Two dockets of the same document. A rule that is not there, was not applicable or lacked what it needs did not look: that
/// a finding is not found does not mean that it is mended.
pub fn compare(earlier: &Docket, now: &Docket) -> Round {
    let looked = looked(now.rules.iter().map(|Ended { code, outcome, .. }| (code.as_str(), *outcome)));
    let round = Round::of(&earlier.rows, &now.rows, |code| looked.contains(code));
    Round { earlier: Some(earlier.path.clone()), ..round }
}

fn looked<'r>(rules: impl Iterator<Item = (&'r str, Outcome)>) -> HashSet<&'r str> {
    let looked = rules.filter(|(_, outcome)| matches!(outcome, Outcome::Pass | Outcome::Fail));
    looked.map(|(code, _)| code).collect()
}

/// The earlier report.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    dockets: Vec<Docket>,
}

impl Earlier {
    /// The documents of an earlier report.
    pub fn new(results: Results) -> Self {
        Self { dockets: results.dockets }
    }

    /// The earlier document that this one mends: of the same agency, year and kind, else of the same file name; of several the
    /// one of the same path, of the same name, or with most findings in common.
    pub fn find(&self, now: &Docket) -> Option<&Docket> {
        let named = |docket: &&Docket| docket.file_name() == now.file_name();
        let mut candidates: Vec<&Docket> = self.dockets.iter().filter(|docket| is_same(docket, now)).collect();
        if candidates.is_empty() {
            candidates = self.dockets.iter().filter(|docket| may_be(docket, now)).filter(named).collect();
        }
        if let [only] = candidates.as_slice() {
            return Some(only);
        }
        let exact = candidates.iter().find(|docket| docket.path == now.path).copied();
        let mut by_name = candidates.iter().copied().filter(named);
        let only_named = by_name.next().filter(|_| by_name.next().is_none());
        exact.or(only_named).or_else(|| most_alike(&candidates, now))
    }

    /// A document against what was said of it before; everything is new in one that was not there.
    pub fn round(&self, now: &Docket) -> Round {
        match self.find(now) {
            Some(earlier) => compare(earlier, now),
            None => Round::of(&[], &now.rows, |_| false),
        }
    }
}

/// Of several the one that shares most findings, the first of those; nothing when none shares any.
fn most_alike<'d>(candidates: &[&'d Docket], now: &Docket) -> Option<&'d Docket> {
    let found: HashSet<(&str, &str)> =
        now.rows.iter().map(|row| (row.code.as_str(), row.fingerprint.as_str())).collect();
    let shared = |docket: &Docket| {
        docket.rows.iter().filter(|row| found.contains(&(row.code.as_str(), row.fingerprint.as_str()))).count()
    };
    let counted = candidates.iter().rev().map(|docket| (shared(docket), *docket));
    counted.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0).map(|(_, docket)| docket)
}

fn is_same(one: &Docket, other: &Docket) -> bool {
    let (Some(a), Some(b)) = (&one.agency, &other.agency) else { return false };
    same_agency(a, b) && one.year == other.year && one.kind == other.kind
}

fn same_agency(one: &Agency, other: &Agency) -> bool {
    let level = one.level.is_none() || other.level.is_none() || one.level == other.level;
    level
        && match (&one.code, &other.code) {
            (Some(a), Some(b)) => a == b,
            _ => !one.name.is_empty() && one.name == other.name,
        }
}

/// Whether a file name may speak for a document: not against what both say of agency and year.
fn may_be(one: &Docket, other: &Docket) -> bool {
    let (Some(a), Some(b)) = (&one.agency, &other.agency) else { return true };
    let years = one.year.is_none() || other.year.is_none() || one.year == other.year;
    years && (a.name.is_empty() || b.name.is_empty() || same_agency(a, b))
}

/// The round of a whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    /// The documents, in the order of the inputs, with what came of each; the findings between documents are in it.
    pub documents: Vec<DocumentRound>,
    /// What became of each of [`Summary::crossings`], in their order.
    pub crossings: Vec<Option<Fate>>,
    /// Findings between documents that are gone, with the file they stood in.
    pub closed: Vec<(String, Row)>,
    /// Findings between documents that could not be looked for.
    pub unconfirmed: Vec<(String, Row)>,
    /// Earlier documents with findings that no document of this run mends.
    pub missing: Vec<String>,
}

/// What came of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRound {
    /// The document.
    pub path: String,
    /// The earlier one.
    pub earlier: Option<String>,
    /// How many of its findings came to what.
    pub counts: RoundCounts,
}

impl DocumentRound {
    /// Against what it was held.
    pub(super) fn against(&self, lang: Lang) -> String {
        against(self.earlier.as_deref(), lang)
    }
}

/// Against which document of an earlier report one is held.
pub(super) fn against(earlier: Option<&str>, lang: Lang) -> String {
    match earlier {
        Some(path) => format!("{}{path}", lang.say("对照上次的 ", "against ")),
        None => lang.say("上次的结果中没有这份文件", "not in the earlier report").to_owned(),
    }
}

impl Rounds {
    /// The earlier documents that were not sent again.
    pub(super) fn told_missing(&self, lang: Lang) -> String {
        let paths = self.missing.join(lang.say("，", ", "));
        format!("{}{paths}", lang.say("上次有问题，本次没有送检：", "had findings, not in this run: "))
    }

    /// The round of a run, from those of its documents.
    pub fn new(documents: Vec<DocumentRound>, earlier: &Earlier, summary: &Summary) -> Self {
        let mut rounds = Self { documents, crossings: vec![None; summary.crossings.len()], ..Self::default() };
        let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
        for (ordinal, crossing) in summary.crossings.iter().enumerate() {
            at.entry(&crossing.path).or_default().push(ordinal);
        }
        let looked = looked(summary.compared.iter().map(|ended| (ended.code, ended.outcome)));
        for document in &mut rounds.documents {
            let ordinals = at.get(document.path.as_str()).map_or(&[][..], Vec::as_slice);
            let now: Vec<Row> = ordinals.iter().map(|at| Row::of(&summary.crossings[*at])).collect();
            let before =
                document.earlier.as_ref().and_then(|path| earlier.dockets.iter().find(|one| one.path == *path));
            let before = before.map_or(&[][..], |docket| docket.crossings.as_slice());
            let round = Round::of(before, &now, |code| looked.contains(code));
            document.counts.add(round.counts());
            ordinals.iter().zip(&round.fates).for_each(|(at, fate)| rounds.crossings[*at] = *fate);
            let placed = |rows: Vec<Row>| rows.into_iter().map(|row| (document.path.clone(), row)).collect::<Vec<_>>();
            rounds.closed.extend(placed(round.closed));
            rounds.unconfirmed.extend(placed(round.unconfirmed));
        }
        let mended: HashSet<&str> = rounds.documents.iter().filter_map(|one| one.earlier.as_deref()).collect();
        let open = |docket: &&Docket| docket.unreadable.is_some() || docket.all().any(|row| row.waived.is_none());
        let missing = earlier.dockets.iter().filter(open).filter(|docket| !mended.contains(docket.path.as_str()));
        rounds.missing = missing.map(|docket| docket.path.clone()).collect();
        rounds
    }

    /// All documents together.
    pub fn counts(&self) -> RoundCounts {
        self.documents.iter().fold(RoundCounts::default(), |mut sum, document| {
            sum.add(document.counts);
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_model::{DisclosureKind, Severity};

    use super::super::docket::Cover;
    use super::*;

    fn row(code: &str, fingerprint: &str, message: &str) -> Row {
        Row {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.to_owned(),
            advice: String::new(),
            place: String::new(),
            expected: None,
            actual: None,
            difference: None,
            suggested: None,
            scale: None,
            basis: Vec::new(),
            waived: None,
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn docket(path: &str, name: &str, year: u16, rows: Vec<Row>, rules: &[(&str, Outcome)]) -> Docket {
        let ended = |(code, outcome): &(&str, Outcome)| Ended {
            code: (*code).to_owned(),
            outcome: *outcome,
            comparisons: 1,
            reason: None,
        };
        Docket {
            path: path.to_owned(),
            agency: Some(Agency { name: name.to_owned(), ..Agency::default() }),
            kind: Some(DisclosureKind::Budget),
            year: Some(year),
            rows,
            crossings: Vec::new(),
            rules: rules.iter().map(ended).collect(),
            coverage: Cover::default(),
            unreadable: None,
        }
    }

    #[test]
    fn each_finding_has_its_fate() {
        let mut waived = row("A002", "w", "豁免");
        waived.waived = Some("已核对".to_owned());
        let before = vec![
            row("A001", "1", "甲"),
            row("A001", "1", "甲"),
            row("A001", "2", "乙"),
            row("X001", "3", "丙"),
            waived,
        ];
        let mut now = vec![row("A001", "1", "甲，仍不对"), row("K001", "4", "丁")];
        now.push(Row { waived: Some("同意".to_owned()), ..row("A001", "2", "乙") });
        let rules = [("A001", Outcome::Fail), ("A002", Outcome::Pass), ("X001", Outcome::Insufficient)];
        let round = compare(&docket("a", "甲局", 2026, before, &[]), &docket("b", "甲局", 2026, now, &rules));
        assert_eq!(round.fates, [Some(Fate::Remaining), Some(Fate::New), None]);
        assert_eq!(round.counts(), RoundCounts { closed: 1, remaining: 1, new: 1, unconfirmed: 1 });
        assert_eq!((round.closed[0].message.as_str(), round.unconfirmed[0].message.as_str()), ("甲", "丙"));
        assert_eq!(round.was[0].as_deref(), Some("甲"));
    }

    #[test]
    fn of_two_alike_the_one_that_is_not_waived_is_closed() {
        let waived = Row { waived: Some("同意".to_owned()), ..row("A001", "1", "甲") };
        let before = vec![row("A001", "1", "甲"), waived.clone()];
        let rules = [("A001", Outcome::Fail)];
        let of =
            |now| compare(&docket("a", "甲局", 2026, before.clone(), &[]), &docket("b", "甲局", 2026, now, &rules));
        assert_eq!(of(vec![waived]).counts(), RoundCounts { closed: 1, ..RoundCounts::default() });
        assert_eq!(of(vec![row("A001", "1", "甲")]).counts(), RoundCounts { remaining: 1, ..RoundCounts::default() });
    }

    #[test]
    fn documents_are_paired_by_agency_and_year_then_by_name() {
        let dockets = vec![
            docket("一次/甲2025.pdf", "甲局", 2025, Vec::new(), &[]),
            docket("一次/甲2026.pdf", "甲局", 2026, vec![row("A001", "1", "")], &[]),
            docket("一次/乙.pdf", "乙局", 2026, Vec::new(), &[]),
            docket("一次/乙.docx", "乙局", 2026, vec![row("A001", "2", "")], &[]),
            Docket { agency: None, year: None, kind: None, ..docket("一次/坏.pdf", "", 0, Vec::new(), &[]) },
        ];
        let earlier = Earlier::new(Results { dockets, of_run: Vec::new() });
        let found = |path: &str, name: &str, year, print: &str| {
            let now = docket(path, name, year, vec![row("A001", print, "")], &[]);
            earlier.find(&now).map(|docket| docket.path.clone())
        };
        assert_eq!(found("二次/新名.pdf", "甲局", 2026, "9").as_deref(), Some("一次/甲2026.pdf"));
        assert_eq!(found("二次/乙.pdf", "乙局", 2026, "2").as_deref(), Some("一次/乙.pdf"));
        assert_eq!(found("二次/新.pdf", "乙局", 2026, "2").as_deref(), Some("一次/乙.docx"));
        assert_eq!(found("二次/新.pdf", "乙局", 2026, "9"), None);
        assert_eq!(found("二次/坏.pdf", "丙局", 2026, "9").as_deref(), Some("一次/坏.pdf"));
        assert_eq!(found("二次/甲2026.pdf", "丙局", 2026, "9"), None, "a name does not outweigh what both say");
    }
}
