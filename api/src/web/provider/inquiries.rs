//! What households ask, for the provider.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post, web::Query};
use askama::Template;
use punte_core::{
    booking::Side,
    id::{InquiryId, ProviderId},
    message::Thread,
};
use serde::Deserialize;

use super::home_of;
use crate::{
    app::{AppError, inquiries::InquiryView},
    extract::{PathId, decode, encode},
    problem::Fault,
    web::{
        form::Form,
        frame::Frame,
        messages::{self, Place, Written},
        titles::Title,
        visit::Visit,
    },
};

/// Inquiries on one page.
const LINES: u32 = 25;

/// An inquiry, in a line.
struct Line {
    view: InquiryView,
    /// What its offer is called.
    offer: String,
}

#[derive(Template)]
#[template(path = "provider/questions.html")]
struct QuestionsPage {
    f: Rc<Frame>,
    provider: ProviderId,
    lines: Vec<Line>,
    next: Option<String>,
}

/// From where on.
#[derive(Debug, Clone, Default, Deserialize)]
struct From {
    #[serde(default)]
    after: Option<String>,
}

#[get("/provider/of/{id}/questions")]
pub(super) async fn list(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
    from: Query<From>,
) -> Result<HttpResponse, Fault> {
    let before = decode(from.after.as_deref())?;
    let found = visit
        .app
        .list_provider_inquiries(&visit.caller, id, before, LINES)
        .await?;
    let offers: Vec<_> = found.items.iter().map(|view| view.offer_id).collect();
    let titles = visit.app.list_offer_titles(&visit.caller, id, &offers);
    let titles = titles.await?;
    let lines = found.items.into_iter().map(|view| Line {
        offer: titles.get(&view.offer_id).cloned().unwrap_or_default(),
        view,
    });
    let page = QuestionsPage {
        f: visit.frame.clone(),
        provider: id,
        lines: lines.collect(),
        next: found.next.as_ref().and_then(encode),
    };
    visit.show(&page)
}

/// Where the provider writes.
async fn place(visit: &Visit, id: InquiryId) -> Result<Place, Fault> {
    // A household that opened its request sees it elsewhere.
    if !visit.frame.person.account {
        return Err(AppError::Unauthenticated.into());
    }
    let inquiry = visit.app.read_inquiry(&visit.caller, id).await?;
    let offer = visit.app.read_offer(&visit.caller, inquiry.offer_id);
    let offer = offer.await?.content;
    Ok(Place {
        side: Side::Provider,
        caller: visit.caller.clone(),
        page: format!("/provider/inquiries/{id}"),
        back: format!("{}/questions", home_of(inquiry.provider_id)),
        title: Some(Title {
            words: offer.title,
            language: offer.language,
        }),
    })
}

#[get("/provider/inquiries/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<InquiryId>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id).await?;
    messages::show(&mut visit, place, Thread::Inquiry(id)).await
}

#[post("/provider/inquiries/{id}")]
pub(super) async fn send(
    mut visit: Visit,
    PathId(id): PathId<InquiryId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id).await?;
    messages::send(&mut visit, place, Thread::Inquiry(id), form).await
}
