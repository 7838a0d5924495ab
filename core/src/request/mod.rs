//! Requests: a household and what it needs. A request is never listed.

mod ask_step;
mod child_age;
mod correction;
mod filed;
mod household;
mod need;
mod number;
mod reissue;
mod state;
mod still_needed;
mod unfinished;

pub use ask_step::AskStep;
pub use child_age::{ChildAge, ChildrenOfAge};
pub use correction::{MOST_LOOKING, MOST_NEEDS};
pub(crate) use household::may_part;
pub use household::{
    BirthYears, FunctionalNeeds, Household, HouseholdDraft, Pet, PetSize, PetSpecies,
};
pub use need::{Nearness, Need, NeedDetails, NeedDraft, Urgency};
pub use number::RequestNumber;
pub use reissue::ReissueReason;
pub use state::{ClosingReason, NeedState, need_state};
pub use still_needed::{CLOSES_WITHIN_DAYS, StillNeeded, look_again, next_question};
pub use unfinished::{DayWish, RIDE_RADIUS_M, UnfinishedRequest};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    contact::{ContactChannel, Email, Phone, plain_text},
    error::{FieldError, field_errors},
    id::PlaceId,
    locale::Locale,
};

/// So many requests an account keeps at most: those of a family, not of everybody whose code somebody has seen.
pub const KEPT_AT_MOST: i64 = 5;

/// How to reach a household. Lives in the identity schema; no `Debug`: it cannot be logged.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestContact)]
pub struct ContactDraft {
    /// How they want to be reached.
    pub channel: ContactChannel,
    /// The name they choose to be called by.
    #[serde(default)]
    #[validate(length(min = 1, max = 80), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    /// Phone with country code.
    #[serde(default)]
    #[schema(max_length = 30)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// When it is safe to call, in their words.
    #[serde(default)]
    #[validate(length(min = 1, max = 300), custom(function = "plain_text"))]
    #[schema(min_length = 1, max_length = 300)]
    pub safe_note: Option<String>,
}

/// Checked contact data of a household.
pub struct Contact {
    /// How they want to be reached.
    pub channel: ContactChannel,
    /// The name they choose to be called by.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// When it is safe to call.
    pub safe_note: Option<String>,
}

impl Contact {
    /// Checks everything; all errors at once.
    pub fn parse(draft: ContactDraft) -> Result<Self, Vec<FieldError>> {
        let mut errors = field_errors(draft.validate());
        let phone = draft
            .phone
            .map(|p| Phone::parse(&p))
            .transpose()
            .map_err(|e| errors.push(e.under("/phone")));
        let email = draft
            .email
            .map(|e| Email::parse(&e))
            .transpose()
            .map_err(|e| errors.push(e.under("/email")));
        if let (Ok(phone), Ok(email)) = (phone, email) {
            match draft.channel {
                ContactChannel::Phone if phone.is_none() => {
                    errors.push(FieldError::new("/phone", "required"));
                }
                ContactChannel::Email if email.is_none() => {
                    errors.push(FieldError::new("/email", "required"));
                }
                _ => {}
            }
            if errors.is_empty() {
                return Ok(Self {
                    channel: draft.channel,
                    name: draft.name,
                    phone,
                    email,
                    safe_note: draft.safe_note,
                });
            }
        }
        Err(errors)
    }
}

/// A request as it is written.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestBody, example = json!({
    "household": { "women": 1, "children": [4], "older_people": 0, "languages": ["uk"], "pets": [{ "species": "dog", "size": "small", "count": 1 }] },
    "locale": "uk",
    "contact": { "channel": "in_product" },
    "needs": [{
        "place_id": 618426, "radius_m": 50000, "nearness": "near", "dates": { "from": "2026-12-01", "to": "2026-12-15" }, "quantity": 2,
        "criteria": [{ "feature": "dogs", "level": "must" }, { "feature": "cot", "level": "prefer", "weight": 3 }],
        "urgency": "days", "details": { "category": "housing" }
    }]
}))]
pub struct RequestDraft {
    /// Who comes.
    pub household: HouseholdDraft,
    /// Where they are now.
    #[serde(default)]
    pub place_id: Option<PlaceId>,
    /// The language for pages and mails.
    #[serde(default)]
    pub locale: Locale,
    /// How to reach them.
    pub contact: ContactDraft,
    /// Whether they want an e-mail when an offer fits a need: for each need at most one a day. Takes the channel `email`.
    #[serde(default)]
    pub alerts: bool,
    /// Whether they may be sent a text message when there is an answer or plans change. Takes the channel `phone`.
    #[serde(default)]
    pub sms: bool,
    /// Whether the account that files it keeps it, so that it is opened from there, too. Takes a sign-in; not of whoever files for others.
    #[serde(default)]
    pub keep_in_account: bool,
    /// What they need, one to eight.
    #[schema(min_items = 1, max_items = 8)]
    pub needs: Vec<NeedDraft>,
}

/// A checked request.
pub struct NewRequest {
    /// Who comes.
    pub household: Household,
    /// Where they are now.
    pub place_id: Option<PlaceId>,
    /// The language for pages and mails.
    pub locale: Locale,
    /// How to reach them.
    pub contact: Contact,
    /// Whether they want a mail when an offer fits.
    pub alerts: bool,
    /// Whether they may be sent text messages.
    pub sms: bool,
    /// Whether the account that files it keeps it.
    pub keep_in_account: bool,
    /// What they need.
    pub needs: Vec<Need>,
}

impl NewRequest {
    /// Checks everything; all errors at once, with pointers. `today` is the local day: dates in the past are refused.
    pub fn parse(draft: RequestDraft, today: jiff::civil::Date) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let household = Household::parse(draft.household, today)
            .map_err(|e| errors.extend(e.into_iter().map(|e| e.under("/household"))));
        if draft.alerts && draft.contact.channel != ContactChannel::Email {
            errors.push(FieldError::new("/alerts", "email-needed"));
        }
        if draft.sms && draft.contact.channel != ContactChannel::Phone {
            errors.push(FieldError::new("/sms", "phone-needed"));
        }
        let contact = Contact::parse(draft.contact)
            .map_err(|e| errors.extend(e.into_iter().map(|e| e.under("/contact"))));
        if draft.needs.is_empty() || draft.needs.len() > MOST_LOOKING {
            errors.push(FieldError {
                bounds: Some((1, 8)),
                ..FieldError::new("/needs", "length")
            });
        }
        let mut needs = Vec::new();
        for (index, need) in draft.needs.into_iter().take(MOST_LOOKING).enumerate() {
            match Need::parse(need, today) {
                Ok(need) => needs.push(need),
                Err(e) => errors.extend(e.into_iter().map(|e| e.under(&format!("/needs/{index}")))),
            }
        }
        if let Ok(household) = &household {
            for (index, need) in needs.iter().enumerate() {
                let under = format!("/needs/{index}");
                errors.extend(need.unfit_for(household).map(|e| e.under(&under)));
            }
        }
        match (household, contact) {
            (Ok(household), Ok(contact)) if errors.is_empty() => Ok(Self {
                household,
                place_id: draft.place_id,
                locale: draft.locale,
                contact,
                alerts: draft.alerts,
                sms: draft.sms,
                keep_in_account: draft.keep_in_account,
                needs,
            }),
            _ => Err(errors),
        }
    }
}

/// Checks a household and one need that are not filed, as [`NewRequest::parse`] checks those that are: all errors at once,
/// under `/household` and `/need`.
pub fn parse_unfiled(
    household: HouseholdDraft,
    need: NeedDraft,
    today: jiff::civil::Date,
) -> Result<(Household, Need), Vec<FieldError>> {
    let under = |prefix: &'static str| {
        move |errors: Vec<FieldError>| -> Vec<FieldError> {
            errors.into_iter().map(|e| e.under(prefix)).collect()
        }
    };
    let household = Household::parse(household, today).map_err(under("/household"));
    let need = Need::parse(need, today).map_err(under("/need"));
    match (household, need) {
        (Ok(household), Ok(need)) => match need.unfit_for(&household) {
            None => Ok((household, need)),
            Some(error) => Err(vec![error.under("/need")]),
        },
        (household, need) => Err([household.err(), need.err()]
            .into_iter()
            .flatten()
            .flatten()
            .collect()),
    }
}
