//! From a finding's place back to what stands there: a cell of a statement, a field of a project, a sentence of the text.
//! What is drawn of it is decided in `exhibit.rs`.

use mingsuan_model::{Disclosure, Indicator, Place, Placed, Project, Statement};

/// What stands at a place.
pub(crate) enum Spot<'d> {
    /// A cell: ordinals of the statement, of its row and of the column in [`Statement::columns`].
    Cell(usize, usize, usize),
    /// A field of an indicator: ordinals of the project and of the indicator, and the field.
    Indicator(usize, usize, Field),
    /// A step of a project's payment plan.
    Plan(usize, usize),
    /// An amount of a project: 0 预算数, 1 财政资金, 2 其他资金.
    Funds(usize, usize),
    /// The code of a project.
    Code(usize),
    /// A sentence, the characters before the thing in it, and the characters of the thing (0 when it is all of it).
    Sentence(&'d str, usize, usize),
    /// Not in what was understood.
    Nowhere,
}

/// The printed fields of an indicator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// 三级指标
    Name,
    /// 绩效指标描述
    Description,
    /// 指标值
    Value,
    /// 指标值确定依据
    Basis,
}

/// Finds what stands at a place.
pub(crate) fn locate<'d>(disclosure: &'d Disclosure, place: &Place) -> Spot<'d> {
    if place.row.is_some() && place.column.is_some() {
        return in_statements(disclosure, place).or_else(|| in_projects(disclosure, place)).unwrap_or(Spot::Nowhere);
    }
    if place.table.is_none()
        && let Some(spot) = in_text(disclosure, place)
    {
        return spot;
    }
    Spot::Nowhere
}

/// Whether two places are the same cell.
fn same_cell(one: &Place, other: &Place) -> bool {
    one.row == other.row && one.column == other.column && one.table == other.table && one.sheet == other.sheet
}

fn in_statements(disclosure: &Disclosure, place: &Place) -> Option<Spot<'static>> {
    for (ordinal, statement) in disclosure.statements.iter().enumerate() {
        if statement.place.table.is_some() && place.table.is_some() && !may_hold(statement, place) {
            continue;
        }
        for (row, cells) in statement.rows.iter().enumerate() {
            if let Some(cell) = cells.cells.iter().find(|cell| same_cell(&cell.place, place)) {
                return Some(Spot::Cell(ordinal, row, cell.column));
            }
        }
    }
    None
}

/// A statement may go over several tables: only those that begin after the place are left out.
fn may_hold(statement: &Statement, place: &Place) -> bool {
    statement.place.table <= place.table
}

fn in_projects(disclosure: &Disclosure, place: &Place) -> Option<Spot<'static>> {
    disclosure.projects.iter().enumerate().find_map(|(ordinal, project)| {
        let indicator =
            project.indicators.iter().enumerate().find_map(|(at, indicator)| {
                field_at(indicator, place).map(|field| Spot::Indicator(ordinal, at, field))
            });
        let plan = || project.plan.iter().position(|step| same_cell(&step.place, place));
        let funds = || funds_of(project).iter().position(|(_, at)| at.is_some_and(|at| same_cell(at, place)));
        indicator
            .or_else(|| plan().map(|step| Spot::Plan(ordinal, step)))
            .or_else(|| funds().map(|which| Spot::Funds(ordinal, which)))
            .or_else(|| project.code.as_ref().filter(|code| same_cell(&code.place, place)).map(|_| Spot::Code(ordinal)))
    })
}

fn field_at(indicator: &Indicator, place: &Place) -> Option<Field> {
    let fields = [
        (&indicator.value, Field::Value),
        (&indicator.level3, Field::Name),
        (&indicator.description, Field::Description),
        (&indicator.basis, Field::Basis),
    ];
    fields.into_iter().find(|(placed, _)| same_cell(&placed.place, place)).map(|(_, field)| field)
}

/// The amounts of a project by name, with their places.
pub(crate) fn funds_of(project: &Project) -> [(&'static str, Option<&Place>); 3] {
    [
        ("预算数", project.budget.as_ref().map(|value| &value.place)),
        ("财政资金", project.fiscal.as_ref().map(|value| &value.place)),
        ("其他资金", project.other.as_ref().map(|value| &value.place)),
    ]
}

fn in_text<'d>(disclosure: &'d Disclosure, place: &Place) -> Option<Spot<'d>> {
    let paragraphs = disclosure.sections.iter().flat_map(|section| {
        let texts = std::iter::once(&section.title).chain(&section.paragraphs);
        texts.map(|Placed { text, place }| (text.as_str(), place))
    });
    let notes = disclosure.notes.iter().chain(disclosure.statements.iter().flat_map(|statement| &statement.notes));
    let titles = disclosure.statements.iter().map(|statement| (statement.title.as_str(), &statement.title_place));
    let mut all = paragraphs.chain(notes.map(|note| (note.text.as_str(), &note.place))).chain(titles);
    let (text, _) = all.find(|(_, at)| {
        at.table.is_none()
            && at.line == place.line
            && at.paragraph == place.paragraph
            && (place.line.is_some() || place.paragraph.is_some())
    })?;
    let quoted = place.text.as_deref().unwrap_or_default();
    let (before, length) = within(text, quoted, place.offset);
    Some(Spot::Sentence(text, before, length))
}

/// Where a quoted piece stands in its paragraph, in characters.
fn within(text: &str, quoted: &str, offset: Option<u32>) -> (usize, usize) {
    let length = quoted.chars().count();
    if quoted.is_empty() || quoted == text {
        return (0, 0);
    }
    let told = offset.map(|offset| offset as usize);
    if let Some(told) = told
        && text.chars().skip(told).take(length).eq(quoted.chars())
    {
        return (told, length);
    }
    match text.find(quoted) {
        Some(at) => (text[..at].chars().count(), length),
        None => (0, 0),
    }
}
