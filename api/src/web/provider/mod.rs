//! The provider's area: registering, offers, availability, answers.

mod after;
mod answer;
mod availability;
mod calendar;
mod dashboard;
mod edit;
mod form;
mod history;
mod inquiries;
mod members;
mod new;
mod offer;
mod profile;
mod proposal;
mod register;
mod route;
mod signed_out;
pub(super) mod standing;
mod step;

use actix_web::web::ServiceConfig;
use punte_core::{id::ProviderId, offer::Category, policy::Actor};

use super::visit::Visit;
use crate::{
    app::{AppError, providers::ProviderView},
    problem::Fault,
};

/// Mounts it. Addresses with a word in place of an id come first.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(dashboard::start)
        .service(dashboard::of_one)
        .service(members::show)
        .service(members::answer)
        .service(members::ask)
        .service(members::join)
        .service(profile::ask)
        .service(profile::answer)
        .service(history::show)
        .service(register::ask)
        .service(register::answer)
        .service(new::choose)
        .service(new::ask)
        .service(new::answer)
        .service(edit::ask)
        .service(edit::answer)
        .service(availability::show)
        .service(availability::set_nights)
        .service(availability::set_capacity)
        .service(offer::show)
        .service(step::take)
        .service(proposal::show)
        .service(proposal::contacts)
        .service(after::ask)
        .service(after::answer)
        .service(after::show_messages)
        .service(after::send_message)
        .service(inquiries::list)
        .service(inquiries::show)
        .service(inquiries::send)
        .service(answer::ask)
        .service(answer::answer);
}

/// The providers of the account that is signed in.
async fn own(visit: &Visit) -> Result<Vec<ProviderView>, Fault> {
    let Actor::Account { member_of, .. } = &visit.caller.actor else {
        return Err(AppError::Unauthenticated.into());
    };
    let mut own = Vec::with_capacity(member_of.len());
    for id in member_of {
        own.push(visit.app.read_provider(&visit.caller, *id).await?);
    }
    Ok(own)
}

/// Whether the account that is signed in administers a provider.
fn administers(visit: &Visit, id: ProviderId) -> bool {
    matches!(&visit.caller.actor, Actor::Account { administers, .. } if administers.contains(&id))
}

/// Where the list of a provider's offers is.
fn home_of(id: ProviderId) -> String {
    format!("/provider/of/{id}")
}

/// The category in an address.
fn category_of(name: &str) -> Result<Category, Fault> {
    Category::from_name(name).ok_or(Fault::App(AppError::NotFound))
}
