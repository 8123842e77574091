//! The text of the document: the form's template filled with the budget's figures and sentences.
//! Templates are data (`templates/*/document.txt`); laying out what they call is `parts.rs`' business.

use std::collections::BTreeMap;

use mingsuan_model::Amount;
use minijinja::{Environment, Error, ErrorKind, Output, State, Value, context};

use super::print::Print;
use super::problem::Problem;
use crate::budget::{Part, Titled};
use crate::cube::total;
use crate::figures::Figure;

/// Signs that begin a heading or a call in a template, and what stands for them in texts of the budget until the lines
/// have been told apart: a sentence may begin with `#` without becoming a heading.
pub(super) const GUARDED: [(char, char); 2] = [('#', '\u{E023}'), ('@', '\u{E040}')];

/// Fills the template in.
pub(super) fn render(print: &Print<'_>) -> Result<String, Problem> {
    let mut environment = Environment::new();
    environment.set_formatter(guarded);
    register(&mut environment, print);
    environment.render_str(print.form.document, values(print)).map_err(|error| Problem {
        part: Part::Narrative,
        subject: String::new(),
        message: format!("公开文本的模板不能填写：{error:#}"),
        advice: "这是模板的问题，请把这条信息发给维护者".into(),
    })
}

/// Prints a value with the signs of the template guarded.
fn guarded(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = GUARDED.iter().fold(value.to_string(), |text, (sign, guard)| text.replace(*sign, &guard.to_string()));
    out.write_str(&text).map_err(|_| Error::new(ErrorKind::WriteFailure, "the text cannot be written"))
}

/// What templates may call: amounts are whole numbers of 分.
fn register(environment: &mut Environment<'_>, print: &Print<'_>) {
    let money = print.money_printer();
    environment.add_filter("money", move |fen: i64| money(Amount(fen)));
    environment.add_function("change", move |now: i64, before: i64| {
        let difference = now.checked_sub(before).and_then(i64::checked_abs);
        let difference =
            difference.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the change is too large"))?;
        let word = if now > before { "增加" } else { "减少" };
        Ok::<_, Error>(format!("{word}{}", money(Amount(difference))))
    });
    // 增减率 with two decimals, rounded half away from zero; empty where last year was zero.
    environment.add_function("rate", |now: i64, before: i64| {
        let (now, before) = (i128::from(now), i128::from(before));
        if before == 0 {
            return String::new();
        }
        let hundredths = ((now - before).abs() * 100_000 / before.abs() + 5) / 10;
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    });
    let known: Vec<String> = prior(print).into_keys().collect();
    environment.add_function("has_prior", move |keys: minijinja::value::Rest<String>| {
        keys.iter().all(|key| known.contains(key))
    });
    let reasons = print.budget.narrative.reasons.clone();
    environment.add_function("reason", move |key: &str| sentence(reasons.get(key)));
    let uses = print.budget.narrative.uses.clone();
    environment.add_function("use", move |key: &str| sentence(uses.get(key)));
}

/// A part of a sentence: the template ends it.
fn sentence(text: Option<&String>) -> String {
    text.map(|text| text.trim().trim_end_matches(['。', '；', '，', '.']).to_owned()).unwrap_or_default()
}

/// A name of the context with what it stands for.
fn values(print: &Print<'_>) -> Value {
    let (budget, narrative) = (print.budget, &print.budget.narrative);
    let now: BTreeMap<&str, i64> = Figure::all()
        .iter()
        .map(|figure| (figure.key.as_str(), figure.amount(budget).unwrap_or(Amount::ZERO).0))
        .collect();
    let prior = prior(print);
    let listed = listed(print);
    let glossary: Vec<Value> = if narrative.glossary.is_empty() {
        print.form.terms.iter().map(|(title, text)| context! { title, text }).collect()
    } else {
        narrative.glossary.iter().map(titled).collect()
    };
    context! {
        year => budget.year,
        last_year => budget.year.saturating_sub(1),
        name => budget.agency.name.clone(),
        code => budget.agency.code.clone(),
        unit => print.unit(),
        now, prior, listed, glossary,
        projects => budget.projects.len(),
        institutions => budget.agency.institutions.len(),
        purchases => purchases(print),
        assets => assets(print),
        duties => paragraphs(&narrative.duties),
        overall_goal => paragraphs(&narrative.overall_goal),
        tasks => narrative.tasks.iter().map(|task| context! {
            title => line(&task.title), goal => line(&task.goal), indicators => paragraphs(&task.indicators),
        }).collect::<Vec<_>>(),
        safeguards_intro => paragraphs(&narrative.safeguards_intro),
        safeguards => narrative.safeguards.iter().map(titled).collect::<Vec<_>>(),
        other_matters => paragraphs(&narrative.other_matters),
    }
}

/// The names of all projects, in the order the text chooses; those it leaves out follow.
fn listed(print: &Print<'_>) -> Vec<String> {
    let names: Vec<&String> = print.budget.projects.iter().map(|project| &project.name).collect();
    let order = &print.budget.narrative.project_order;
    let chosen = order.iter().filter(|name| names.contains(name));
    let others = names.iter().copied().filter(|name| !order.contains(name));
    chosen.chain(others).cloned().collect()
}

/// Last year's figures that are known.
fn prior(print: &Print<'_>) -> BTreeMap<String, i64> {
    let known = Figure::all().iter().filter_map(|figure| Some((figure.key.clone(), figure.prior(print.budget)?.0)));
    known.collect()
}

fn titled(titled: &Titled) -> Value {
    context! { title => line(&titled.title), text => line(&titled.text) }
}

/// Purchases by the first letter of the catalogue: A goods, B works, C services.
fn purchases(print: &Print<'_>) -> Value {
    let of = |letter: char| {
        let lines = print.budget.procurement.iter().filter(|line| line.code.starts_with(letter));
        total(lines.map(|line| line.amount)).unwrap_or(Amount::ZERO).0
    };
    context! { count => print.budget.procurement.len(), goods => of('A'), works => of('B'), services => of('C') }
}

/// Quantities of assets by item, as printed; items without a quantity are left out.
fn assets(print: &Print<'_>) -> BTreeMap<String, String> {
    let rows = print.budget.assets.rows.iter();
    rows.filter_map(|row| Some((row.item.replace("asset-", ""), row.quantity?.to_string()))).collect()
}

/// A text on one line: the template's lines are the document's paragraphs.
fn line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// Texts as paragraphs: one with several lines is several.
fn paragraphs(texts: &[String]) -> Vec<String> {
    let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
