//! Answers on the wire.

use actix_web::{HttpResponse, HttpResponseBuilder, http::header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{app::Page, extract::encode, middleware::current};

/// A page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageView<T> {
    /// The items.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
}

/// A whole list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListView<T> {
    /// The items.
    pub items: Vec<T>,
}

fn tag(builder: &mut HttpResponseBuilder, version: Option<i64>) {
    if let Some(version) = version {
        builder.insert_header((header::ETAG, format!("\"{version}\"")));
    }
}

/// 200, with the version as a strong ETag.
pub fn ok(view: &impl Serialize, version: Option<i64>) -> HttpResponse {
    let mut builder = HttpResponse::Ok();
    tag(&mut builder, version);
    builder.json(view)
}

/// 201, with the version as a strong ETag.
pub fn created(view: &impl Serialize, version: Option<i64>) -> HttpResponse {
    let mut builder = HttpResponse::Created();
    tag(&mut builder, version);
    builder.json(view)
}

/// A page, with the cursor of the next also as a `Link`.
pub fn page<T: Serialize, K: Serialize>(page: Page<T, K>) -> HttpResponse {
    let next_cursor = page.next.as_ref().and_then(encode);
    let mut builder = HttpResponse::Ok();
    if let Some(cursor) = &next_cursor {
        // The same search, further on.
        let query = form_urlencoded::parse(current().query.as_bytes())
            .filter(|(name, _)| name != "cursor")
            .fold(
                form_urlencoded::Serializer::new(String::new()),
                |mut out, (name, value)| {
                    out.append_pair(&name, &value);
                    out
                },
            )
            .append_pair("cursor", cursor)
            .finish();
        builder.insert_header((header::LINK, format!("<?{query}>; rel=\"next\"")));
    }
    builder.json(PageView {
        items: page.items,
        next_cursor,
    })
}

/// A whole list.
pub fn list<T: Serialize>(items: Vec<T>) -> HttpResponse {
    HttpResponse::Ok().json(ListView { items })
}
