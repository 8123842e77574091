//! `Equation`: what must hold between facts, before anyone asks whether it does.
//! Where equations come from and what their failure means is `mingsuan-rules`' business.

use serde::Deserialize;

/// How far an equation can be relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The print alone shows it: vouches for cells when it holds, and weighs nothing otherwise.
    Shown,
    /// Often holds: never reported, but evidence when it holds exactly.
    Hint,
    /// Holds in most documents: alone at most a warning, but evidence when it holds exactly.
    Usual,
    /// Must hold when its condition is seen to hold in this document.
    Conditional,
    /// Must hold.
    Law,
}

/// The shape of an equation over facts, given by their ordinals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The total is the sum of the parts.
    Sum {
        /// The fact that is the total.
        total: u32,
        /// The facts that add up to it.
        parts: Vec<u32>,
    },
    /// All members are the same fact.
    Same(Vec<u32>),
    /// The first is at most the second (only for measures that cannot be negative).
    AtMost(u32, u32),
    /// Quantity × price = amount.
    Product {
        /// The quantity.
        quantity: u32,
        /// The price of one.
        price: u32,
        /// The amount.
        amount: u32,
    },
}

/// One equation.
#[derive(Clone, Debug)]
pub struct Equation {
    /// The rule that reports its failure.
    pub rule: &'static str,
    /// How far it can be relied upon.
    pub grade: Grade,
    /// What it says, in Chinese: `类款项之和=合计`.
    pub name: String,
    /// Its shape.
    pub relation: Relation,
}

impl Equation {
    /// All facts that take part.
    pub fn members(&self) -> Vec<u32> {
        match &self.relation {
            Relation::Sum { total, parts } => std::iter::once(*total).chain(parts.iter().copied()).collect(),
            Relation::Same(members) => members.clone(),
            Relation::AtMost(low, high) => vec![*low, *high],
            Relation::Product { quantity, price, amount } => vec![*quantity, *price, *amount],
        }
    }
}
