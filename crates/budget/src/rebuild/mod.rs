//! From a published document back to budget lines: `rebuild` for its own year, `fill_forward` for a later one.
//! No file formats and no printing; what the document does not tell is inferred, assumed with a remark, or left open.

mod annex;
mod assign;
mod axes;
mod check;
mod custom;
mod economics;
mod forward;
mod lines;
mod margins;
mod official;
mod open;
mod placement;
mod prior;
mod projects;
mod returned;
mod scope;
mod settle;
mod simplex;
mod stated;
mod table;
mod texts;
mod transport;

use mingsuan_model::{Disclosure, Place, Profile};

use crate::budget::{Agency, Budget};

pub use forward::fill_forward;
pub use returned::{Differing, Returned, returned};

/// Something of the document that the rebuilt budget would not give back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// What, and what to do, in Chinese.
    pub message: String,
    /// Where in the document.
    pub place: Place,
}

/// A budget rebuilt from a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// The budget, with remarks on what was inferred, assumed or left open.
    pub budget: Budget,
    /// What would not come back.
    pub unexplained: Vec<Unexplained>,
}

/// Rebuilds the budget that would give a document.
pub fn rebuild(disclosure: &Disclosure) -> Rebuilt {
    let projects = projects::projects(disclosure);
    let margins = margins::margins(disclosure, &projects);
    let table = table::table(&margins, &projects.list);
    let details = economics::details(&table.entries, &margins);
    let mut budget = Budget {
        agency: agency(disclosure),
        year: disclosure.year.unwrap_or_default(),
        profile: Profile::named(&disclosure.profile)
            .map_or_else(|| disclosure.profile.clone(), |found| found.name.clone()),
        scale: texts::usual_scale(disclosure),
        ..Budget::default()
    };
    (budget.lines, budget.remarks) = lines::lines(&details, &table.projects);
    let mut unexplained = check::differences(disclosure, &margins, &details);
    budget.official_costs = official::official_costs(disclosure, &budget);
    budget.operating_costs = official::operating_costs(disclosure, &budget);
    budget.procurement = annex::procurement(disclosure, &projects, &mut budget, &mut unexplained);
    budget.assets = annex::assets(disclosure, &budget.procurement);
    budget.prior = prior::prior(disclosure, &budget);
    budget.narrative = texts::narrative(disclosure);
    budget.projects = projects.list;
    budget.stated = stated::stated(disclosure, &budget);
    open::mark(&mut budget);
    open::reasons(&mut budget);
    Rebuilt { budget, unexplained }
}

fn agency(disclosure: &Disclosure) -> Agency {
    Agency {
        code: disclosure.agency.code.clone().unwrap_or_default(),
        name: disclosure.agency.name.clone(),
        level: disclosure.agency.level,
        region: disclosure.region.clone(),
        institutions: texts::institutions(disclosure),
    }
}
