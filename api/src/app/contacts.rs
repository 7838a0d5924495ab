//! Contacts: shown to both sides of an accepted match, for that match, each look written down.

use punte_core::{
    booking::Side,
    contact::ContactChannel,
    id::MatchId,
    offer::OfferPrivateDraft,
    place::GeoPoint,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, AppError, Caller, Conflict, Result};
use crate::storage::{
    former_names, matches, offer_private, offers, provider_identity, providers, request_contacts,
};

/// Where an offer is and who drives, by the version that people see now. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedContact {
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

impl From<OfferPrivateDraft> for ChangedContact {
    fn from(private: OfferPrivateDraft) -> Self {
        Self {
            address: private.address,
            point: private.point,
            driver: private.driver,
            plate: private.plate,
            licence_number: private.licence_number,
        }
    }
}

/// How a household reaches a provider: where it is and who drives as it was agreed. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderContact {
    /// Name.
    pub name: String,
    /// What a private person was called when it was agreed, if they have corrected their name since. An organisation's stands in the match.
    pub former_name: Option<String>,
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
    /// Where it is and who drives now, if that is not as it was agreed.
    pub changed: Option<ChangedContact>,
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
    /// The other side's contacts. `illegal-state` unless the match is accepted and not over, and its provider not blocked; nor before it began
    /// while "in danger now" is looked into, unless it is the household and may be there already.
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
            let side = Self::side_of(caller, &m);
            let wait = self.contacts_wait(db, &m, side).await?;
            if !m.state.contacts_open(blocked, wait) {
                return Err(Conflict::IllegalState.into());
            }
            let who = Self::done_by(caller, side);
            matches::insert_contact_access(db, id, side, who, self.now()).await?;
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
                let former_name =
                    former_names::find(&mut self.open_for(db, caller).await?, id).await?;
                let live = offers::find(db, m.offer).await?;
                let now = match live.and_then(|offer| offer.live_revision) {
                    Some(live) if live != m.revision => {
                        offer_private::find(&mut self.open_for(db, caller).await?, live).await?
                    }
                    _ => None,
                };
                Ok(ContactsView {
                    provider: Some(ProviderContact {
                        changed: now.filter(|now| *now != private).map(ChangedContact::from),
                        name: who.name,
                        former_name,
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
