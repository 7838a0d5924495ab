//! Writing to an institution about its offer, for the household.

use actix_web::{HttpResponse, get, http::StatusCode, post};
use punte_core::{
    booking::Side,
    id::{InquiryId, OfferId},
    message::Thread,
};

use super::request::title_of;
use crate::{
    app::{
        AppError,
        inquiries::{InquiryBody, InquiryView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        form::Form,
        messages::{self, Again, Place, Written},
        titles::Title,
        visit::Visit,
    },
};

/// Where a thread that was not begun yet is.
fn new_place(visit: &Visit, offer: OfferId, title: Option<Title>) -> Result<Place, Fault> {
    Ok(Place {
        side: Side::Refugee,
        caller: visit.household()?,
        page: format!("/my/offers/{offer}/write"),
        back: format!("/offers/{offer}"),
        title,
    })
}

async fn thread_place(visit: &Visit, id: InquiryId) -> Result<Place, Fault> {
    let caller = visit.household()?;
    let inquiry = visit.app.read_inquiry(&caller, id).await?;
    Ok(Place {
        side: Side::Refugee,
        caller,
        page: format!("/my/inquiries/{id}"),
        back: "/my/request".to_owned(),
        title: title_of(visit, inquiry.offer_id).await?,
    })
}

#[get("/my/offers/{id}/write")]
pub(super) async fn ask(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    let (household, request) = visit.own_request()?;
    let threads = visit
        .app
        .list_request_inquiries(&household, request)
        .await?;
    // What was ended and may be begun again is begun here; all else goes on where it is.
    let now = visit.app.now();
    let again = |t: &InquiryView| t.reopens_at.is_some_and(|at| at <= now);
    if let Some(former) = threads.iter().find(|t| t.offer_id == id && !again(t)) {
        return Ok(visit.go(&format!("/my/inquiries/{}", former.id)));
    }
    let offer = visit.app.read_public_offer(&household, id).await?;
    if !offer.provider_kind.is_organisation() {
        return Err(AppError::NotFound.into());
    }
    let title = Title::of(&offer, visit.frame.locale);
    let place = new_place(&visit, id, Some(title))?;
    begin_page(&mut visit, place, id, StatusCode::OK, Again::default()).await
}

/// The page of a thread that was not begun: a form while the request is open; for a child alone the people to call.
async fn begin_page(
    visit: &mut Visit,
    place: Place,
    offer: OfferId,
    status: StatusCode,
    again: Again,
) -> Result<HttpResponse, Fault> {
    let (household, request) = visit.own_request()?;
    let request = visit.app.read_request(&household, request).await?;
    if request.advice.is_some() {
        return Ok(visit.go("/my/request"));
    }
    let about = format!("offer={offer}");
    messages::blank(visit, place, request.state == "open", about, status, again)
}

#[post("/my/offers/{id}/write")]
pub(super) async fn begin(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let (household, request) = visit.own_request()?;
    let once = form.once(&household, "open_inquiry");
    let draft = form.value.draft();
    let body = InquiryBody {
        offer_id: id,
        phrase: draft.phrase,
        text: draft.text,
    };
    let begun = visit
        .app
        .open_inquiry(&household, Some(&once), request, body)
        .await;
    match begun {
        Ok(inquiry) => {
            visit.session.say("message-sent");
            Ok(visit.go(&format!("/my/inquiries/{}", inquiry.id)))
        }
        Err(AppError::KeyInFlight) => Ok(visit.go("/my/request")),
        Err(error) => {
            let (status, again) = Again::of(form.value, error)?;
            let title = title_of(&visit, id).await?;
            let place = new_place(&visit, id, title)?;
            begin_page(&mut visit, place, id, status, again).await
        }
    }
}

#[get("/my/inquiries/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<InquiryId>,
) -> Result<HttpResponse, Fault> {
    let place = thread_place(&visit, id).await?;
    messages::show(&mut visit, place, Thread::Inquiry(id)).await
}

#[post("/my/inquiries/{id}")]
pub(super) async fn send(
    mut visit: Visit,
    PathId(id): PathId<InquiryId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let place = thread_place(&visit, id).await?;
    messages::send(&mut visit, place, Thread::Inquiry(id), form).await
}
