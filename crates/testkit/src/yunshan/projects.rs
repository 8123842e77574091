//! Reads the six projects of the example from `projects.toml`; their money stands in `yunshan.rs`.

use serde::Deserialize;

use crate::budget::{Indicator, Project};

#[derive(Deserialize)]
struct Source {
    project: Vec<SourceProject>,
}

#[derive(Deserialize)]
struct SourceProject {
    name: String,
    purpose: String,
    goal: String,
    plan: [u8; 4],
    indicators: Vec<[String; 5]>,
}

/// All six, in the order of print, without codes.
pub(super) fn projects() -> Vec<Project> {
    let source: Source =
        toml::from_str(include_str!("projects.toml")).expect("the file is part of the source, and a test reads it");
    source.project.into_iter().map(project).collect()
}

fn project(source: SourceProject) -> Project {
    Project {
        code: String::new(),
        name: source.name,
        purpose: source.purpose,
        goal: source.goal,
        plan: source.plan.map(Some),
        indicators: source.indicators.into_iter().map(indicator).collect(),
    }
}

fn indicator([level2, level3, description, value, basis]: [String; 5]) -> Indicator {
    let level1 = match level2.as_str() {
        "数量指标" | "质量指标" | "时效指标" | "成本指标" => "产出指标",
        "服务对象满意度指标" => "满意度指标",
        _ => "效益指标",
    };
    Indicator { level1: level1.to_owned(), level2, level3, description, value, basis }
}
