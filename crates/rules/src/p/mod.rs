//! Family P: projects and performance.

pub(crate) mod cost_indicator_above_budget;
