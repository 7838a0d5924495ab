//! Style, icons and script: a few files in the binary, under addresses that change with their content.

use std::{
    io::{Result as IoResult, Write as _},
    sync::LazyLock,
};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    web::{Path, ServiceConfig},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, write::GzEncoder};

use crate::{app::AppError, auth::keys::sha256, problem::Fault};

/// A year: another content has another address.
const KEPT: &str = "public, max-age=31536000, immutable";

/// A file that pages load.
pub struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static str,
    /// The same by the slowest gzip, done once: the server's own on the way out makes it half as large again.
    packed: Vec<u8>,
    /// Where it is: with a digest of what it holds.
    pub address: String,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, content: &'static str) -> Self {
        let digest = URL_SAFE_NO_PAD.encode(sha256(&[content.as_bytes()]));
        let short = digest.get(..10).unwrap_or(&digest);
        Self {
            name,
            content_type,
            content,
            packed: pack(content.as_bytes()).unwrap_or_default(),
            address: format!("/static/{short}/{name}"),
        }
    }
}

/// The one stylesheet.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "punte.css",
        "text/css; charset=utf-8",
        include_str!("../../static/punte.css"),
    )
});

/// The one file of icons.
pub static ICONS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "icons.svg",
        "image/svg+xml",
        include_str!("../../static/icons.svg"),
    )
});

/// The one script: it only adds.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "punte.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/punte.js"),
    )
});

/// The keys of the moderators' desk: loaded there only.
pub static DESK_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "desk.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/desk.js"),
    )
});

/// The mark of the browser's tab.
pub static MARK: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "mark.svg",
        "image/svg+xml",
        include_str!("../../static/mark.svg"),
    )
});

/// The map that moves: Leaflet, as it came, and what we add. Only its own page loads them.
pub static LEAFLET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "leaflet.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/vendor/leaflet-1.9.4/leaflet.js"),
    )
});

/// As [`LEAFLET`].
pub static LEAFLET_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "leaflet.css",
        "text/css; charset=utf-8",
        include_str!("../../static/vendor/leaflet-1.9.4/leaflet.css"),
    )
});

/// As [`LEAFLET`].
pub static TOPOJSON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "topojson-client.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/vendor/topojson-client-3.1.0/topojson-client.min.js"),
    )
});

/// As [`LEAFLET`].
pub static MAP: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "map.js",
        "text/javascript; charset=utf-8",
        include_str!("../../static/map.js"),
    )
});

/// As [`LEAFLET`].
pub static MAP_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "map.css",
        "text/css; charset=utf-8",
        include_str!("../../static/map.css"),
    )
});

/// Land, lakes and rivers.
pub static REGION: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("region.json", "application/json", super::map::REGION));

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config.service(file);
}

/// A file under its address; under an older one as well, which pages from before an update still name.
#[get("/static/{digest}/{name}")]
async fn file(request: HttpRequest, path: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (digest, name) = path.into_inner();
    let all = [
        &STYLE,
        &ICONS,
        &SCRIPT,
        &DESK_SCRIPT,
        &MARK,
        &LEAFLET,
        &LEAFLET_STYLE,
        &TOPOJSON,
        &MAP,
        &MAP_STYLE,
        &REGION,
    ];
    let asset = all
        .into_iter()
        .map(|asset| &**asset)
        .find(|asset| asset.name == name)
        .ok_or(Fault::App(AppError::NotFound))?;
    let current = asset.address.split('/').nth(2) == Some(digest.as_str());
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.content_type)
        .insert_header((
            header::CACHE_CONTROL,
            if current { KEPT } else { "no-cache" },
        ))
        .insert_header((header::VARY, "accept-encoding"));
    let packed = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    if packed && !asset.packed.is_empty() {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
        return Ok(response.body(asset.packed.clone()));
    }
    Ok(response.body(asset.content))
}

fn pack(content: &[u8]) -> IoResult<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}
