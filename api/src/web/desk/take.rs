//! Taking an item, taking it for longer, giving it back.

use actix_web::{HttpResponse, http::StatusCode};
use jiff::Timestamp;
use punte_core::{id::ReviewItemId, verification::renews};

use super::{
    item::{Around, page, trouble_of},
    typed::Typed,
};
use crate::{
    app::{
        AppError, Conflict,
        reviews::{DeskSearch, Stand},
    },
    problem::Fault,
    web::{form::Form, visit::Visit},
};

/// So many items are tried, if others are faster each time.
const TRIED: u32 = 10;

/// Takes the item, or takes it for ten minutes more; what was typed stays.
pub async fn take(
    visit: &mut Visit,
    id: ReviewItemId,
    form: &Form<Vec<(String, String)>>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "claim_review_item");
    let error = match visit.app.claim_item(&visit.caller, Some(&once), id).await {
        Ok(_) if typed.begun() => {
            let around = Around {
                typed,
                ..Around::default()
            };
            return page(visit, id, StatusCode::OK, around).await;
        }
        Ok(_) => return Ok(visit.go(&format!("/desk/items/{id}"))),
        Err(error) => error,
    };
    let Some(trouble) = trouble_of(&error) else {
        return Err(error.into());
    };
    let around = Around {
        trouble: Some(trouble),
        typed,
        ..Around::default()
    };
    page(visit, id, StatusCode::CONFLICT, around).await
}

/// Whoever sends something that does not end the item is still at it: the lease that they hold begins anew; until when it lasts then. A
/// lease that is over stays so.
pub(super) async fn at_work(
    visit: &Visit,
    id: ReviewItemId,
    stand: Stand,
) -> Result<Option<Timestamp>, Fault> {
    let Stand::Mine(until) = stand else {
        return Ok(None);
    };
    if !renews(until, visit.app.now()) {
        return Ok(None);
    }
    match visit.app.renew_item(&visit.caller, id).await {
        Ok(until) => Ok(Some(until)),
        // Gone this moment: the page says so with what is sent next.
        Err(AppError::Conflict(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Renews the lease for the script of the page, while somebody works there. A lease that is over stays so. The answer is for the script
/// alone: nothing, or why the item is not theirs any more, in words.
pub(super) async fn renew(visit: &Visit, id: ReviewItemId) -> Result<HttpResponse, Fault> {
    let Err(error) = visit.app.renew_item(&visit.caller, id).await else {
        return Ok(HttpResponse::NoContent().finish());
    };
    let Some(trouble) = trouble_of(&error) else {
        return Err(error.into());
    };
    let f = &visit.frame;
    let said = format!(
        "{}. {}",
        f.tt("desk-trouble", trouble),
        f.t("desk-lease-lost")
    );
    Ok(HttpResponse::Conflict()
        .content_type("text/plain; charset=utf-8")
        .body(said))
}

/// Does something with an item that is held; with `retake`, once more after taking it again where the lease is over.
pub(super) async fn held<T>(
    visit: &Visit,
    id: ReviewItemId,
    retake: bool,
    send: impl AsyncFn() -> Result<T, AppError>,
) -> Result<T, AppError> {
    let done = send().await;
    if retake && matches!(done, Err(AppError::Conflict(Conflict::LeaseLost))) {
        visit.app.claim_item(&visit.caller, None, id).await?;
        return send().await;
    }
    done
}

/// Gives the item back.
pub async fn release(visit: &mut Visit, id: ReviewItemId) -> Result<HttpResponse, Fault> {
    match visit.app.release_item(&visit.caller, id).await {
        Ok(()) => visit.session.say("desk-released"),
        // The lease is over, or the item is gone: it is not held, which is what was wanted.
        Err(AppError::Conflict(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go("/desk"))
}

/// Takes the moderator's own decision back; the item is theirs again.
pub async fn undo(
    visit: &mut Visit,
    id: ReviewItemId,
    form: &Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "undo_review_decision");
    let done = visit
        .app
        .undo_decision(&visit.caller, Some(&once), id)
        .await;
    let Err(error) = done else {
        visit.session.say("desk-undone");
        return Ok(visit.go(&format!("/desk/items/{id}")));
    };
    let Some(trouble) = trouble_of(&error) else {
        return Err(error.into());
    };
    let around = Around {
        trouble: Some(trouble),
        ..Around::default()
    };
    page(visit, id, StatusCode::CONFLICT, around).await
}

/// Takes the next item that the moderator can decide, and goes there; to the queue if there is none.
pub async fn next(visit: &mut Visit) -> Result<HttpResponse, Fault> {
    let found = visit
        .app
        .list_desk(&visit.caller, &DeskSearch::default(), None, TRIED)
        .await?;
    for line in found.items {
        let id = line.item.id;
        let held = match line.stand {
            Stand::Mine(_) => true,
            Stand::Free => match visit.app.claim_item(&visit.caller, None, id).await {
                Ok(_) => true,
                // Somebody was faster.
                Err(AppError::Conflict(_) | AppError::NotFound) => false,
                Err(error) => return Err(error.into()),
            },
            Stand::Held(_) | Stand::Own | Stand::Decided | Stand::HandedOn | Stand::Closed => false,
        };
        if held {
            return Ok(visit.go(&format!("/desk/items/{id}")));
        }
    }
    Ok(visit.go("/desk"))
}
