//! `GET /public/offers`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::{
    constraint::{Feature, FeatureSet},
    error::FieldError,
    id::PlaceId,
    offer::Category,
    place::GeoPoint,
};
use serde::Deserialize;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema, Type},
    },
};

use crate::{
    app::{
        App,
        public_offers::{PublicOfferView, PublicSearch},
    },
    extract::{AnyCaller, Query, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PublicOffersQuery {
    /// Category.
    #[param(inline)]
    pub category: Option<Category>,
    /// Near this place.
    pub place_id: Option<i64>,
    /// Near this point: latitude.
    #[param(minimum = -90, maximum = 90)]
    pub lat: Option<f64>,
    /// Near this point: longitude.
    #[param(minimum = -180, maximum = 180)]
    pub lon: Option<f64>,
    /// Within so many metres of the published points.
    #[param(minimum = 1000, maximum = 1_000_000, default = 50_000)]
    pub radius_m: Option<u32>,
    /// Features that must be stated so, separated by commas: `dogs,step_free`.
    #[param(value_type = Option<Vec<PublicFeature>>, inline, style = Form, explode = false, example = json!(["dogs", "step_free"]))]
    pub must: Option<String>,
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// How a feature that visitors may search by is described.
struct PublicFeature;

impl PartialSchema for PublicFeature {
    fn schema() -> RefOr<Schema> {
        let names = Feature::ALL.iter().filter(|feature| feature.is_public());
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(names.map(|feature| feature.as_str())))
            .into()
    }
}

impl ToSchema for PublicFeature {}

impl PublicOffersQuery {
    fn search(&self) -> Result<PublicSearch, Fault> {
        let wrong =
            |name: &str, code| Fault::BadRequest(FieldError::new(format!("/query/{name}"), code));
        let point = match (self.lat, self.lon) {
            (Some(lat), Some(lon)) => {
                Some(GeoPoint::new(lat, lon).map_err(|_e| wrong("lat", "point"))?)
            }
            (None, None) => None,
            (Some(_), None) => return Err(wrong("lon", "required")),
            (None, Some(_)) => return Err(wrong("lat", "required")),
        };
        let radius_m = self.radius_m.unwrap_or(50_000);
        if !(1_000..=1_000_000).contains(&radius_m) {
            return Err(Fault::BadRequest(FieldError::range(
                "/query/radius_m",
                1_000,
                1_000_000,
            )));
        }
        let mut must = FeatureSet::default();
        for name in self
            .must
            .as_deref()
            .unwrap_or("")
            .split(',')
            .filter(|n| !n.is_empty())
        {
            must.insert(
                Feature::from_name(name.trim())
                    .filter(|feature| feature.is_public())
                    .ok_or_else(|| wrong("must", "unknown-value"))?,
            );
        }
        Ok(PublicSearch {
            category: self.category,
            place: self.place_id.map(PlaceId),
            point,
            radius_m,
            must,
            ..PublicSearch::default()
        })
    }
}

/// Search verified offers.
///
/// Nearest first if a place or point is given, else last confirmed first. Everything here may be seen by anybody.
#[utoipa::path(
    operation_id = "listPublicOffers",
    tag = "public-offers",
    security(()),
    params(PublicOffersQuery),
    responses((status = 200, description = "A page of verified offers", body = PageView<PublicOfferView>))
)]
#[get("/public/offers")]
pub(super) async fn list_public_offers(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    Query(q): Query<PublicOffersQuery>,
) -> Result<HttpResponse, Fault> {
    let search = q.search()?;
    let found = app
        .search_public_offers(
            &caller,
            &search,
            decode(q.cursor.as_deref())?,
            limit(q.limit, 25)?,
        )
        .await?;
    Ok(answer::page(found))
}
