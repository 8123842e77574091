//! The API, one file a resource. Each says what is asked and what is answered; the work is done elsewhere.

mod about;
mod checks;
mod comparison;
mod content;
mod documents;
mod download;
mod events;
mod results;
mod rules;
mod waivers;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::openapi::Description;
use crate::problem::Problem;
use crate::{page, security};

/// The routes of the API, described.
pub(crate) fn api() -> OpenApiRouter<Arc<App>> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(checks::open))
        .routes(routes!(checks::show, checks::remove))
        .routes(routes!(checks::add))
        .routes(routes!(events::follow))
        .routes(routes!(documents::show))
        .routes(routes!(documents::original))
        .routes(routes!(content::show))
        .routes(routes!(content::page))
        .routes(routes!(documents::vouching))
        .routes(routes!(comparison::show))
        .routes(routes!(results::sheet))
        .routes(routes!(results::notices))
        .routes(routes!(results::copy))
        .routes(routes!(results::copies))
        .routes(routes!(results::html))
        .routes(routes!(results::docx))
        .routes(routes!(results::pdf))
        .routes(routes!(waivers::give))
        .routes(routes!(waivers::take_back))
        .routes(routes!(waivers::file))
        .routes(routes!(rules::list))
        .routes(routes!(rules::show))
        .routes(routes!(about::show))
        .routes(routes!(about::openapi));
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", v1)
}

/// Everything that is answered.
pub(crate) fn router(app: Arc<App>) -> Router {
    let (api, _) = api().split_for_parts();
    api.route("/api/{*rest}", axum::routing::any(nothing_here))
        .fallback(page::file)
        .method_not_allowed_fallback(wrong_method)
        // Uploads are counted as they come.
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(our_mistake))
        .layer(from_fn_with_state(Arc::clone(&app), security::guard))
        .with_state(app)
}

async fn nothing_here() -> Problem {
    Problem::not_found("没有这个地址，接口说明见 /api/v1/openapi.json")
}

async fn wrong_method() -> Problem {
    Problem::wrong_method()
}

fn our_mistake(_: Box<dyn Any + Send>) -> Response {
    Problem::internal("程序内部出错，这一步没有做完。请把当时的操作告诉维护者").into_response()
}
