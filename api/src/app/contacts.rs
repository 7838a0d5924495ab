//! Contacts: shown to both sides of an accepted match, for that match, each look written down.

use punte_core::{
    booking::Side,
    contact::ContactChannel,
    id::MatchId,
    place::GeoPoint,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, AppError, Caller, Conflict, Result};
use crate::storage::{matches, offer_private, provider_identity, providers, request_contacts};

/// How a household reaches a provider. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderContact {
    /// Name.
    pub name: String,
    /// Who answers.
    pub contact_person: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: String,
    /// When to call.
    pub contact_hours: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// The exact point.
    pub point: Option<GeoPoint>,
    /// The driver of a ride.
    pub driver: Option<String>,
    /// The plate of the vehicle.
    pub plate: Option<String>,
    /// The licence number of medical help.
    pub licence_number: Option<String>,
}

/// How a provider reaches a household: by the way that the household chose, nothing else. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdContact {
    /// The way that they chose.
    pub channel: ContactChannel,
    /// The name that they chose.
    pub name: Option<String>,
    /// Phone, if that is the way.
    pub phone: Option<String>,
    /// E-mail, if that is the way.
    pub email: Option<String>,
    /// When it is safe to call.
    pub safe_note: Option<String>,
}

/// The other side's contacts.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactsView {
    /// For the household.
    pub provider: Option<ProviderContact>,
    /// For the provider.
    pub household: Option<HouseholdContact>,
}

impl App {
    /// The other side's contacts. `illegal-state` unless the match is accepted and not over, and its provider not blocked.
    pub async fn read_contacts(&self, caller: &Caller, id: MatchId) -> Result<ContactsView> {
        self.write_on(caller, id, async |db| {
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            Self::allow(
                caller,
                Action::ReadContacts,
                Subject::Between(m.provider, m.request),
            )?;
            // Whoever is blocked sees nobody from that moment on, whether the worker has stopped the match or not.
            let blocked = providers::is_blocked(db, m.provider).await?;
            if !m.state.contacts_open(blocked) {
                return Err(Conflict::IllegalState.into());
            }
            let side = Self::side_of(caller, &m);
            matches::insert_contact_access(db, id, side, caller.actor.account(), self.now())
                .await?;
            self.audit(
                db,
                caller,
                "contacts_shown",
                "match",
                id.0,
                serde_json::json!({ "to": side }),
            )
            .await?;
            if side == Side::Refugee {
                let who =
                    provider_identity::find(&mut self.open_for(db, caller).await?, m.provider)
                        .await?
                        .ok_or(AppError::NotFound)?;
                let private =
                    offer_private::find(&mut self.open_for(db, caller).await?, m.revision)
                        .await?
                        .unwrap_or_default();
                Ok(ContactsView {
                    provider: Some(ProviderContact {
                        name: who.name,
                        contact_person: who.contact_person,
                        phone: who.phone,
                        email: who.email,
                        contact_hours: who.contact_hours,
                        address: private.address,
                        point: private.point,
                        driver: private.driver,
                        plate: private.plate,
                        licence_number: private.licence_number,
                    }),
                    household: None,
                })
            } else {
                let contact =
                    request_contacts::find(&mut self.open_for(db, caller).await?, m.request)
                        .await?
                        .ok_or(AppError::NotFound)?;
                let by_phone = contact.channel == ContactChannel::Phone;
                let by_email = contact.channel == ContactChannel::Email;
                Ok(ContactsView {
                    provider: None,
                    household: Some(HouseholdContact {
                        channel: contact.channel,
                        name: contact.name,
                        phone: contact.phone.filter(|_| by_phone),
                        email: contact.email.filter(|_| by_email),
                        safe_note: contact.safe_note,
                    }),
                })
            }
        })
        .await
    }
}
