//! A provider: where it stands, what was checked and when, what it offers. Who it is only with a reason, which is written down.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{error::FieldError, id::ProviderId};

use super::typed::{LOOKS, Typed, reason_of_look};
use crate::{
    app::{
        providers::{IdentityViewBody, ProviderView},
        reviews::DeskProvider,
    },
    extract::PathId,
    problem::Fault,
    web::{
        form::Form,
        frame::{Errors, Frame},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "desk/provider.html")]
struct ProviderPage {
    f: Rc<Frame>,
    errors: Errors,
    it: DeskProvider,
    identity: Option<ProviderView>,
    looks: [&'static str; 3],
    now: Timestamp,
}

impl ProviderPage {
    fn address(&self) -> String {
        self.f
            .to(&format!("/desk/providers/{}", self.it.standing.id))
    }

    fn counts(&self, lapses_at: &Timestamp) -> bool {
        *lapses_at > self.now
    }
}

async fn page(
    visit: &mut Visit,
    id: ProviderId,
    status: StatusCode,
    errors: Vec<FieldError>,
    identity: Option<ProviderView>,
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_desk_provider(&visit.caller, id).await?;
    let page = ProviderPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        it,
        identity,
        looks: LOOKS.map(|(name, _)| name),
        now: visit.app.now(),
    };
    visit.show_as(status, &page)
}

#[get("/desk/providers/{id}")]
pub(super) async fn show(mut visit: Visit, id: PathId<ProviderId>) -> Result<HttpResponse, Fault> {
    page(&mut visit, id.0, StatusCode::OK, Vec::new(), None).await
}

/// Opens who it is.
#[post("/desk/providers/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<ProviderId>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let typed = Typed::of(form.value);
    let id = id.0;
    let Some(reason) = reason_of_look(&typed.why) else {
        let errors = vec![FieldError::new("/why_identity", "required")];
        return page(
            &mut visit,
            id,
            StatusCode::UNPROCESSABLE_ENTITY,
            errors,
            None,
        )
        .await;
    };
    let body = IdentityViewBody { reason };
    let found = visit
        .app
        .open_identity(&visit.caller, None, id, body)
        .await?;
    page(&mut visit, id, StatusCode::OK, Vec::new(), Some(found)).await
}
