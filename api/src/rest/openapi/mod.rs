//! openapi.yaml: generated from the handlers, completed by rule, committed, and proved by the tests.

mod problems;
mod roles;
mod yaml;

use std::collections::HashSet;

use actix_web::App as ActixApp;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document, RefOr,
        schema::{AdditionalProperties, Schema},
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt as _, scope};

use crate::problem::Problem;

pub use yaml::yaml;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Punte",
        description = "Verified help for people who had to flee: offers that people checked, ranked for each need, with reasons.",
        license(name = "MPL-2.0", identifier = "MPL-2.0")
    ),
    servers((url = "/", description = "The server that this document comes from")),
    components(schemas(Problem)),
    modifiers(&Bearer),
    tags(
        (name = "accounts", description = "Accounts"),
        (name = "administration", description = "Accounts, and work in the background that was given up, as administrators see them"),
        (name = "audit", description = "What was done, for auditors"),
        (name = "events", description = "What happened to offers and matches, for those who ask from time to time"),
        (name = "partners", description = "Partner applications and their keys"),
        (name = "sessions", description = "Signing in and out"),
        (name = "tracking-sessions", description = "Opening a request with its code"),
        (name = "providers", description = "Providers, and what was checked about them"),
        (name = "members", description = "Members of providers, and invitations"),
        (name = "offers", description = "Offers, on their provider's side"),
        (name = "public-offers", description = "Verified offers, for everybody"),
        (name = "review", description = "The moderators' queue"),
        (name = "reports", description = "Reports of danger"),
        (name = "cases", description = "Requests that case workers follow, as their households agreed"),
        (name = "child-cases", description = "Children who ask for help alone, for child protection"),
        (name = "blocks", description = "Emergency blocks"),
        (name = "requests", description = "Requests of households"),
        (name = "needs", description = "Ranked offers, explanations and proposals"),
        (name = "matches", description = "Searching without a request, answers and contacts"),
        (name = "inquiries", description = "What households ask institutions about their offers"),
        (name = "inbox", description = "What an account or a household was told"),
        (name = "places", description = "Places"),
        (name = "help-lines", description = "Whom to call"),
        (name = "imports", description = "Lists of facilities"),
        (name = "demo", description = "Demo mode"),
        (name = "description", description = "This description"),
        (name = "health", description = "Whether the server can serve")
    )
)]
struct Frame;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        document
            .components
            .get_or_insert_default()
            .add_security_scheme(
                "bearer",
                SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
            );
    }
}

/// The frame that handlers are mounted in.
pub fn frame() -> Document {
    Frame::openapi()
}

/// The whole document.
pub fn document() -> Document {
    let (_, mut document) = ActixApp::new()
        .into_utoipa_app()
        .openapi(frame())
        .service(super::health::read_liveness)
        .service(super::health::read_readiness)
        .service(scope("/api/v1").configure(super::mount))
        .split_for_parts();
    problems::complete(&mut document);
    roles::complete(&mut document);
    close_variants(&mut document);
    drop_unused(&mut document);
    document
}

/// Writes each variant of a tagged enum as one closed object. As `allOf` of a closed object and its tag, which is how
/// utoipa derives it, no value fits: the closed object refuses the tag.
fn close_variants(document: &mut Document) {
    let Some(components) = &mut document.components else {
        return;
    };
    let known = components.schemas.clone();
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::OneOf(variants)) = schema else {
            continue;
        };
        for variant in &mut variants.items {
            let mut closed = match variant {
                RefOr::T(Schema::Object(fields)) if !fields.properties.is_empty() => fields.clone(),
                RefOr::T(Schema::AllOf(both)) => {
                    let [RefOr::Ref(body), RefOr::T(Schema::Object(tag))] = both.items.as_slice()
                    else {
                        continue;
                    };
                    let name = body.ref_location.rsplit('/').next().unwrap_or_default();
                    let Some(RefOr::T(Schema::Object(body))) = known.get(name) else {
                        continue;
                    };
                    let mut fields = body.clone();
                    fields.properties.extend(tag.properties.clone());
                    fields.required.extend(tag.required.clone());
                    fields.description.clone_from(&both.description);
                    fields
                }
                _ => continue,
            };
            closed.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
            *variant = RefOr::T(Schema::Object(closed));
        }
    }
}

/// Drops schemas that nothing names: the bodies of variants, which are written where they are used.
fn drop_unused(document: &mut Document) {
    const SCHEMAS: &str = "\"#/components/schemas/";
    loop {
        let Ok(text) = serde_json::to_string(document) else {
            return;
        };
        let Some(components) = &mut document.components else {
            return;
        };
        let named: HashSet<&str> = text
            .split(SCHEMAS)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let before = components.schemas.len();
        components
            .schemas
            .retain(|name, _| named.contains(name.as_str()));
        if components.schemas.len() == before {
            return;
        }
    }
}
