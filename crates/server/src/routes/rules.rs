//! The catalogue of rules and their manual pages.

use axum::Json;
use mingsuan_model::Severity;
use mingsuan_rules::{Rule, registry};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Path, Query};
use crate::problem::{Problem, Result};

/// The language that is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// zh（默认）或 en
    #[serde(default)]
    #[param(inline)]
    lang: Lang,
}

/// A language.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Lang {
    #[default]
    Zh,
    En,
}

/// A rule of the catalogue.
#[derive(Serialize, ToSchema)]
#[schema(as = Rule)]
pub(crate) struct Listed {
    /// `A001`
    code: &'static str,
    /// `subtotal-mismatch`
    name: &'static str,
    /// The bad thing, in the language that was asked for.
    title: String,
    /// The letter of its family.
    family: char,
    /// The name of its family, in the language that was asked for.
    family_title: &'static str,
    /// The worst severity it reports: `error`, `warning` or `info`.
    #[schema(value_type = String)]
    severity: Severity,
    /// The first version that has it.
    since: &'static str,
    /// The fiscal years it speaks for; null where it speaks for all.
    years: Option<Years>,
    /// First digits of the regions it speaks for; null where it speaks for all.
    regions: Option<&'static [&'static str]>,
    /// Law, standard or professional basis.
    basis: &'static [&'static str],
    /// The manual page, as Chinese Markdown; only of a single rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    manual: Option<String>,
}

/// A range of fiscal years.
#[derive(Serialize, ToSchema)]
struct Years {
    from: Option<u16>,
    until: Option<u16>,
}

impl Listed {
    fn new(rule: &Rule, lang: Lang) -> Self {
        let is_english = matches!(lang, Lang::En);
        let valid = rule.valid;
        let years = Years { from: valid.from, until: valid.until };
        Self {
            code: rule.code,
            name: rule.name,
            title: if is_english { rule.title_en() } else { rule.title.to_owned() },
            family: rule.code.chars().next().unwrap_or_default(),
            family_title: if is_english { rule.family().title_en() } else { rule.family().title() },
            severity: rule.severity,
            since: rule.since,
            years: (years.from.is_some() || years.until.is_some()).then_some(years),
            regions: (!valid.regions.is_empty()).then_some(valid.regions),
            basis: rule.basis,
            manual: None,
        }
    }
}

/// 全部规则
#[utoipa::path(get, path = "/rules", operation_id = "rules", tag = "rules", params(Wanted),
    responses((status = 200, body = Vec<Listed>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(Query(wanted): Query<Wanted>) -> Json<Vec<Listed>> {
    Json(registry::RULES.iter().map(|rule| Listed::new(rule, wanted.lang)).collect())
}

/// 一条规则和它的说明
#[utoipa::path(get, path = "/rules/{code}", operation_id = "rule", tag = "rules", params(("code" = String, Path, description = "编号或名称"), Wanted),
    responses((status = 200, body = Listed), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show(Path(code): Path<String>, Query(wanted): Query<Wanted>) -> Result<Json<Listed>> {
    let rule = registry::find(&code)
        .ok_or_else(|| Problem::not_found("没有这个编号或名称的规则，全部规则见 /api/v1/rules"))?;
    Ok(Json(Listed { manual: Some(rule.manual()), ..Listed::new(rule, wanted.lang) }))
}
