//! `Imprint`: the small figures kept of a judged document so that it can be compared with others after it is gone.
//! Which documents are compared is decided in `kin.rs`.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use mingsuan_model::{
    Agency, AgencyLevel, Amount, ClaimKind, Coordinate, CoordinateMap, Dimension, Disclosure, DisclosureKind, Fact,
    FiscalYear, Origin, Place, Project, Scale, StatementId, Value,
};
use serde::{Deserialize, Serialize};

/// So many figures of a document are kept at most: what bounds the memory of a large folder.
const FIGURES: usize = 1_000;
/// So many projects are kept at most.
const PROJECTS: usize = 200;

/// A figure as a line of a report holds it: position, amount, scale, digits, whether it is told, place.
type Written = (Vec<u32>, i64, Scale, u8, bool, Spot);

impl From<Figure> for Written {
    fn from(figure: Figure) -> Self {
        (figure.at.packed(), figure.fen, figure.scale, figure.decimals, figure.is_told, figure.spot)
    }
}

impl TryFrom<Written> for Figure {
    type Error = &'static str;

    fn try_from((at, fen, scale, decimals, is_told, spot): Written) -> Result<Self, Self::Error> {
        let at = Coordinate::unpacked(&at).ok_or("no position of the cube")?;
        Ok(Self { at, fen, scale, decimals, is_told, spot })
    }
}

/// A place without its text, in a few bytes; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "[u32; 7]", from = "[u32; 7]")]
pub struct Spot {
    line: u32,
    row: u32,
    paragraph: u32,
    page: u16,
    table: u16,
    column: u16,
    sheet: u16,
}

impl From<Spot> for [u32; 7] {
    fn from(spot: Spot) -> Self {
        let Spot { line, row, paragraph, page, table, column, sheet } = spot;
        [line, row, paragraph, page.into(), table.into(), column.into(), sheet.into()]
    }
}

impl From<[u32; 7]> for Spot {
    fn from([line, row, paragraph, page, table, column, sheet]: [u32; 7]) -> Self {
        let [page, table, column, sheet] = [page, table, column, sheet].map(small);
        Self { line, row, paragraph, page, table, column, sheet }
    }
}

fn small(value: u32) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

/// An amount of money that a document prints, or a change that it tells.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Figure {
    /// Its position in the cube.
    pub at: Coordinate,
    /// The amount in 分.
    pub fen: i64,
    /// The scale it is printed in.
    pub scale: Scale,
    /// Digits behind the point.
    pub decimals: u8,
    /// A sentence tells it, no table.
    pub is_told: bool,
    /// Where it stands.
    pub spot: Spot,
}

/// A project with its amount.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProjectFigure {
    /// The name as printed.
    pub name: Box<str>,
    /// The amount in 分.
    pub fen: i64,
    /// Where the amount stands.
    pub spot: Spot,
}

/// What is kept of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Imprint {
    /// The name of the agency, as printed.
    pub name: String,
    /// 单位编码, if printed.
    pub code: Option<String>,
    /// Unit or department, if the document says so.
    pub level: Option<AgencyLevel>,
    /// First digits of the region code, if it could be told.
    pub region: Option<String>,
    /// The profile it was read with.
    pub profile: String,
    /// Budget or final accounts.
    pub kind: DisclosureKind,
    /// The year it plans or closes.
    pub year: Option<FiscalYear>,
    /// Units that it lists as its own.
    pub units: Vec<Box<str>>,
    /// Its figures, each position once.
    pub figures: Vec<Figure>,
    /// Its projects.
    pub projects: Vec<ProjectFigure>,
    sheets: Vec<Arc<str>>,
}

impl Imprint {
    /// The imprint of a disclosure.
    pub fn of(disclosure: &Disclosure) -> Self {
        let agency = &disclosure.agency;
        let mut imprint = Self {
            name: agency.name.clone(),
            code: agency.code.clone(),
            level: agency.level,
            region: disclosure.region.clone(),
            profile: disclosure.profile.clone(),
            kind: disclosure.kind,
            year: disclosure.year,
            units: units_of(disclosure),
            ..Self::default()
        };
        imprint.keep_figures(disclosure);
        let projects: Vec<_> = disclosure.projects.iter().filter_map(|project| imprint.project(project)).collect();
        imprint.projects = if projects.is_empty() { imprint.listed(disclosure) } else { projects };
        imprint.projects.truncate(PROJECTS);
        imprint
    }

    /// Whose document it is, as other parts of the program know agencies.
    pub fn agency(&self) -> Agency {
        Agency { code: self.code.clone(), name: self.name.clone(), level: self.level, place: Place::default() }
    }

    /// The place of a spot.
    pub fn place(&self, spot: Spot) -> Place {
        let filled = |value: u32| (value > 0).then_some(value);
        let sheet = usize::from(spot.sheet).checked_sub(1).and_then(|at| self.sheets.get(at)).cloned();
        Place {
            page: filled(spot.page.into()),
            sheet,
            line: filled(spot.line),
            table: filled(spot.table.into()),
            row: filled(spot.row),
            column: filled(spot.column.into()),
            paragraph: filled(spot.paragraph),
            ..Place::default()
        }
    }

    /// The place of a figure with what is printed there.
    pub fn place_of(&self, figure: &Figure) -> Place {
        self.place(figure.spot).with_text(Amount(figure.fen).in_scale(figure.scale, figure.decimals))
    }

    /// Amounts of tables, and of sentences what they say of other years. Where a document prints two amounts for one
    /// position it contradicts itself: that is found elsewhere, and neither is kept.
    fn keep_figures(&mut self, disclosure: &Disclosure) {
        let own = disclosure.year.map(|year| Value::Member(u32::from(year)));
        let mut first: CoordinateMap<usize> = CoordinateMap::default();
        let mut contradicted = Vec::new();
        for fact in &disclosure.facts {
            let Some(figure) = self.figure(disclosure, fact, own) else { continue };
            match first.entry(figure.at) {
                Entry::Occupied(entry) => {
                    let at = *entry.get();
                    if self.figures[at].fen.abs_diff(figure.fen) >= grain(&self.figures[at]).unsigned_abs() {
                        contradicted.push(at);
                    }
                }
                Entry::Vacant(entry) if self.figures.len() < FIGURES => {
                    entry.insert(self.figures.len());
                    self.figures.push(figure);
                }
                Entry::Vacant(_) => {}
            }
        }
        contradicted.sort_unstable();
        contradicted.dedup();
        for at in contradicted.into_iter().rev() {
            self.figures.remove(at);
        }
        self.figures.shrink_to_fit();
    }

    fn figure(&mut self, disclosure: &Disclosure, fact: &Fact, own: Option<Value>) -> Option<Figure> {
        let at = &fact.coordinate;
        // Agencies and projects are numbered within their document.
        let is_local = [Dimension::Agency, Dimension::Project].iter().any(|d| at.get(*d) != Value::All);
        let is_kept = match fact.origin {
            Origin::Statement { .. } => at.is_at(Dimension::Measure, "amount"),
            Origin::Claim(claim) => {
                let kind = disclosure.claims.get(claim as usize)?.kind;
                kind == ClaimKind::Change || kind == ClaimKind::Amount && Some(at.get(Dimension::Year)) != own
            }
            Origin::Project(_) => false,
        };
        let is_flow = matches!(at.key(Dimension::Side), Some("revenue" | "expenditure" | "outlay" | "balance"));
        if is_local || !is_kept || !is_flow || fact.additive || at.has_unknown() {
            return None;
        }
        let (number, scale, amount) = (fact.value.number()?, fact.scale?, fact.amount()?);
        let is_told = matches!(fact.origin, Origin::Claim(_));
        let spot = self.spot(&fact.place);
        Some(Figure { at: *at, fen: amount.0, scale, decimals: number.decimals(), is_told, spot })
    }

    fn project(&mut self, project: &Project) -> Option<ProjectFigure> {
        let budget = project.budget.as_ref()?;
        let scale = project.scale.unwrap_or(Scale::TenThousand);
        let amount = Amount::from_printed(budget.value.number()?, scale)?;
        let name = project.name.text.trim();
        let spot = self.spot(&budget.place);
        (!name.is_empty()).then(|| ProjectFigure { name: name.into(), fen: amount.0, spot })
    }

    /// The projects of the statement of projects, for documents without target tables: rows of a project with their total
    /// over all funds.
    fn listed(&mut self, disclosure: &Disclosure) -> Vec<ProjectFigure> {
        let listed = disclosure.facts.iter().filter_map(|fact| {
            let Origin::Statement { statement, row, .. } = fact.origin else { return None };
            let statement = disclosure.statements.get(statement as usize)?;
            let at = &fact.coordinate;
            let is_whole = [Dimension::Fund, Dimension::Source].iter().all(|d| at.get(*d) == Value::All);
            let is_project =
                statement.id == StatementId::ProjectExpenditure && at.get(Dimension::Project) != Value::All;
            if !is_whole || !is_project || !at.is_at(Dimension::Measure, "amount") {
                return None;
            }
            let name = statement.rows.get(row as usize)?.label.trim();
            let fen = fact.amount()?.0;
            (!name.is_empty()).then(|| ProjectFigure { name: name.into(), fen, spot: self.spot(&fact.place) })
        });
        listed.collect()
    }

    fn spot(&mut self, place: &Place) -> Spot {
        let sheet = place.sheet.as_ref().map_or(0, |name| {
            let known = self.sheets.iter().position(|sheet| sheet == name);
            let at = known.unwrap_or_else(|| {
                self.sheets.push(Arc::clone(name));
                self.sheets.len() - 1
            });
            u16::try_from(at + 1).unwrap_or(0)
        });
        Spot {
            line: place.line.unwrap_or(0),
            row: place.row.unwrap_or(0),
            paragraph: place.paragraph.unwrap_or(0),
            page: small(place.page.unwrap_or(0)),
            table: small(place.table.unwrap_or(0)),
            column: small(place.column.unwrap_or(0)),
            sheet,
        }
    }
}

/// What one unit of the last printed digit is worth, in 分; at least 1.
pub(crate) fn grain(figure: &Figure) -> i64 {
    let below = 10_i64.checked_pow(u32::from(figure.decimals)).unwrap_or(i64::MAX);
    (figure.scale.fen() / below).max(1)
}

/// The units that the institution table lists.
fn units_of(disclosure: &Disclosure) -> Vec<Box<str>> {
    let names = disclosure.institution.iter().filter_map(|row| {
        let (_, name) = row.iter().find(|(header, _)| header.contains("名称"))?;
        let name = squeezed(&name.text);
        (!name.is_empty()).then(|| name.into_boxed_str())
    });
    names.collect()
}

/// A name without white space, brackets of one width.
pub(crate) fn squeezed(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace());
    kept.map(|c| match c {
        '(' => '（',
        ')' => '）',
        other => other,
    })
    .collect()
}
