//! Hints in words, each with what it was found in.

use actix_web::{HttpResponse, http::StatusCode};
use jiff::Timestamp;
use punte_core::{
    id::{OfferId, ProviderId, ReviewItemId},
    locale::Locale,
    offer::PayPeriod,
    signals::{Apart, Hint, KnownBy, Quote},
};

use super::{
    fields::Field,
    item::{Around, page, trouble_of},
    typed::{Judged, Typed},
};
use crate::{
    app::{
        AppError,
        reviews::{DismissalBody, HintView, OfferLine},
    },
    problem::Fault,
    web::{frame::Frame, offers::details::money, visit::Visit},
};

/// A hint as the page of an item shows it.
pub struct Shown {
    /// What it says.
    pub text: String,
    /// The offers that it names, each with how far away it is, where that is known.
    pub offers: Vec<(OfferLine, Option<Apart>)>,
    /// The blocked providers that it names.
    pub blocked: Vec<ProviderId>,
    /// The words that it is about.
    pub quotes: Vec<Quoted>,
    /// Its mark.
    pub mark: String,
    /// When somebody called it no problem.
    pub dismissed_at: Option<Timestamp>,
}

/// Words of the offer.
pub struct Quoted {
    /// What the field is called.
    pub label: String,
    /// The words.
    pub text: String,
    /// The language that they are written in.
    pub language: Option<Locale>,
}

/// A hint in words.
pub fn hint_text(f: &Frame, hint: &Hint) -> String {
    match hint {
        Hint::FarFromPlace { distance_km } => f.n("desk-hint-far-from-place", *distance_km),
        Hint::RepeatedPoint { offer_ids } => f.n("desk-hint-repeated-point", offer_ids.len()),
        Hint::RepeatedAddress { offer_ids } => f.n("desk-hint-repeated-address", offer_ids.len()),
        Hint::Alike { offers } => f.n("desk-hint-alike", offers.len()),
        Hint::SameContact { offer_ids } => f.n("desk-hint-same-contact", offer_ids.len()),
        Hint::BlockedBefore { by, .. } => f.w("desk-hint-blocked-before", "by", known_by(f, by)),
        Hint::ManyOffers { offers } => f.n("desk-hint-many-offers", *offers),
        Hint::NewAtBorder {
            provider_since,
            distance_km,
            ..
        } => f.w2(
            "desk-hint-new-at-border",
            ("date", &f.day(*provider_since)),
            ("km", distance_km),
        ),
        Hint::GuestsGone {
            never_came,
            left_early,
        } => f.w2(
            "desk-hint-guests-gone",
            ("never", never_came),
            ("early", left_early),
        ),
        Hint::PayBelowMinimum {
            offered_minor,
            minimum_minor,
            currency,
            pay_period,
            country,
            law,
            in_force_from,
            read_on,
            known_until,
            ..
        } => {
            let said = compared(
                f,
                "desk-hint-pay-below-minimum",
                (*offered_minor, *minimum_minor),
                currency,
                *pay_period,
            );
            let since = f.day(*in_force_from);
            let by = f.w2("desk-hint-pay-law", ("law", law), ("date", &since));
            let parts = [
                Some(by),
                read_on.map(|day| f.w("desk-hint-pay-read", "date", f.day(day))),
                known_until.map(|day| f.w("desk-hint-pay-known-until", "date", f.day(day))),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("{said} ({}: {})", f.country(country), parts.join("; "))
        }
        Hint::MinimumOutOfDate {
            offered_minor,
            minimum_minor,
            currency,
            pay_period,
            country,
            law,
            read_on,
            known_until,
        } => {
            let said = compared(
                f,
                "desk-hint-minimum-out-of-date",
                (*offered_minor, *minimum_minor),
                currency,
                *pay_period,
            );
            let parts = [
                law.clone(),
                f.w("desk-hint-pay-read", "date", f.day(*read_on)),
                f.w("desk-hint-pay-known-until", "date", f.day(*known_until)),
            ];
            format!("{said} ({}: {})", f.country(country), parts.join("; "))
        }
        Hint::Wording { wording, .. } => f.tt("desk-wording", wording.as_str()),
    }
}

/// What two providers have in common, in words.
pub fn known_by(f: &Frame, by: &[KnownBy]) -> String {
    let by: Vec<String> = by.iter().map(|b| f.tt("desk-known", b.as_str())).collect();
    by.join(", ")
}

/// What is offered and what the least is, each for a period, in the words of a key.
fn compared(
    f: &Frame,
    key: &str,
    (offered, least): (i64, i64),
    currency: &str,
    pay_period: PayPeriod,
) -> String {
    let period = f.word("pay-period", &pay_period);
    let amount = |minor| format!("{} {period}", money(f.locale, minor, currency));
    f.w2(
        key,
        ("offered", &amount(offered)),
        ("least", &amount(least)),
    )
}

/// The hints with the offers and the words that they name.
pub async fn shown(
    visit: &mut Visit,
    hints: &[HintView],
    fields: &[Field],
) -> Result<Vec<Shown>, Fault> {
    let f = visit.frame.clone();
    let mut found = Vec::with_capacity(hints.len());
    for view in hints {
        let hint = &view.hint;
        let named = hint.other_offers();
        let quotes = match hint {
            Hint::Wording { quotes, .. } => quotes.iter().map(|q| quoted(q, fields)).collect(),
            _ => Vec::new(),
        };
        let blocked = match hint {
            Hint::BlockedBefore { provider_ids, .. } => provider_ids.clone(),
            _ => Vec::new(),
        };
        let ids: Vec<OfferId> = named.iter().map(|(id, _)| *id).collect();
        let lines = if ids.is_empty() {
            Vec::new()
        } else {
            visit.app.list_desk_offers(&visit.caller, &ids).await?
        };
        let offers = lines
            .into_iter()
            .map(|line| {
                let apart = named.iter().find(|(id, _)| *id == line.id);
                let apart = apart.and_then(|(_, apart)| *apart);
                (line, apart)
            })
            .collect();
        found.push(Shown {
            text: hint_text(&f, hint),
            offers,
            blocked,
            quotes,
            mark: view.mark.clone(),
            dismissed_at: view.dismissed_at,
        });
    }
    Ok(found)
}

fn quoted(quote: &Quote, fields: &[Field]) -> Quoted {
    let field = fields.iter().find(|field| field.pointer == quote.field);
    Quoted {
        label: field.map(|f| f.label.clone()).unwrap_or_default(),
        text: quote.text.clone(),
        language: field.and_then(|f| f.language),
    }
}

/// Calls a hint no problem, or takes that back; what was typed stays.
pub async fn judge(
    visit: &mut Visit,
    id: ReviewItemId,
    judged: Judged,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let body = DismissalBody {
        mark: judged.mark,
        dismissed: judged.dismissed,
    };
    let done = visit.app.dismiss_hint(&visit.caller, id, &body).await;
    let (status, trouble) = match done {
        Ok(_) => (StatusCode::OK, None),
        // It was found in something else meanwhile: the page shows in what.
        Err(AppError::Invalid(_)) => (StatusCode::CONFLICT, Some("hint-changed")),
        Err(error) => match trouble_of(&error) {
            Some(trouble) => (StatusCode::CONFLICT, Some(trouble)),
            None => return Err(error.into()),
        },
    };
    let around = Around {
        trouble,
        typed,
        ..Around::default()
    };
    page(visit, id, status, around).await
}
