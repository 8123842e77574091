//! Understanding: a `Document` becomes a `Disclosure` — statements, facts, projects, claims, each with its place.
//! No file formats here (see `mingsuan-document`) and no judgement (see `mingsuan-rules`).

mod amounts;
mod annex;
mod body_code;
mod caption;
mod claim_words;
mod claims;
mod content;
mod goals;
mod header;
mod identity;
mod lexicon;
mod narrative;
mod official_costs;
mod performance;
mod project;
mod project_list;
mod row;
mod statement;
mod subject;
mod subject_class;
mod tables;
mod under;
mod wording;

pub use caption::{Caption, read_caption};
pub use tables::is_text;

use mingsuan_document::Document;
use mingsuan_model::{Dimension, Disclosure, DisclosureKind, Fact, Profile, StatementId, Value};

/// Reads a document's meaning. `profile` overrides the profile that region and year would choose.
pub fn import(document: &Document, profile: Option<&str>) -> Disclosure {
    import_named(document, profile, "")
}

/// The same for a document with a file name. What the document does not say of itself, agency and year, is taken from the
/// name, with an issue that tells so.
pub fn import_named(document: &Document, profile: Option<&str>, file_name: &str) -> Disclosure {
    let document = &*tables::with_sheets_of_text_as_paragraphs(document);
    let mut disclosure = Disclosure { issues: document.issues.clone(), ..Disclosure::default() };
    let hint = identity::Hint::of(file_name);
    let told = identity::year_of_titles(document);
    let guess = told.or(hint.year);
    tables::walk(document, guess, &mut disclosure);
    disclosure.year = identity::year_of(&disclosure.statements, guess);
    disclosure.kind = identity::kind_of(document, &disclosure.statements);
    disclosure.agency = identity::agency_of(document, &disclosure.statements);
    hint.fill(&mut disclosure, told);
    if disclosure.agency.code.is_none() {
        disclosure.agency.code = body_code::code_of(document, &disclosure.agency);
    }
    disclosure.region = identity::region_of(&disclosure.projects, &disclosure);
    let chosen = profile
        .and_then(Profile::named)
        .unwrap_or_else(|| Profile::for_document(disclosure.region.as_deref(), disclosure.year));
    disclosure.profile = chosen.shown(disclosure.year);
    annex::resolve_projects(&mut disclosure.statements, &disclosure.projects);
    disclosure.procurement = annex::procurement_lines(&disclosure.statements);
    disclosure.glossary = annex::glossary(&disclosure.sections);
    disclosure.goals = goals::read_goals(&disclosure.sections);
    disclosure.listed_projects = annex::listed_projects(&disclosure.sections, &disclosure.projects);
    read_claims(&mut disclosure);
    collect_facts(&mut disclosure);
    disclosure.money_tokens = mingsuan_document::money_tokens(document);
    disclosure
}

/// Reads the numbers that the text states, section by section.
fn read_claims(disclosure: &mut Disclosure) {
    let speaker = claims::Speaker {
        year: disclosure.year,
        agency: subject::comparable(&disclosure.agency.name),
        is_final: disclosure.kind == DisclosureKind::FinalAccounts,
    };
    let mut claims = Vec::new();
    for (ordinal, section) in (0..).zip(&disclosure.sections) {
        let under = under::Under::section(&disclosure.sections, ordinal, &speaker.agency);
        for paragraph in &section.paragraphs {
            claims::read_claims(paragraph, &under, &speaker, &mut claims);
        }
    }
    disclosure.claims = claims;
}

fn collect_facts(disclosure: &mut Disclosure) {
    let scale = statement::usual_scale(&disclosure.statements);
    for statement in &mut disclosure.statements {
        statement.scale = statement.scale.or(scale);
    }
    let year = disclosure.year;
    let mut facts: Vec<Fact> = Vec::new();
    let counted = |id: StatementId| !matches!(id, StatementId::PerformanceProject | StatementId::PerformanceOverall);
    for (ordinal, statement) in (0..).zip(&disclosure.statements).filter(|(_, statement)| counted(statement.id)) {
        facts.extend(statement::facts_of(statement, ordinal, year));
    }
    for (ordinal, project) in (0..).zip(&disclosure.projects) {
        facts.extend(project::facts_of(project, ordinal, year));
    }
    facts.extend(claims::facts_of(&disclosure.claims));
    let phase = match disclosure.kind {
        DisclosureKind::Budget => "budget",
        DisclosureKind::FinalAccounts => "final",
    };
    for fact in facts.iter_mut().filter(|fact| fact.coordinate.get(Dimension::Phase) == Value::All) {
        fact.coordinate = fact.coordinate.at(Dimension::Phase, phase);
    }
    disclosure.facts = facts;
}
