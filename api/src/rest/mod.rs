//! REST: one folder per resource, one file per operation.

mod account_records;
mod accounts;
pub mod answer;
mod audit_events;
mod blocks;
mod cases;
mod child_cases;
mod dead_jobs;
mod demo;
mod description;
mod events;
pub mod health;
mod help_lines;
mod imports;
mod inbox;
mod inquiries;
mod matches;
mod members;
mod needs;
mod offers;
pub mod openapi;
mod partners;
mod places;
mod providers;
mod public_offers;
mod reports;
mod requests;
mod review;
pub mod routes;
mod sessions;
mod tracking_sessions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts every operation under `/api/v1`.
pub fn mount(config: &mut ServiceConfig<'_>) {
    accounts::mount(config);
    account_records::mount(config);
    audit_events::mount(config);
    dead_jobs::mount(config);
    events::mount(config);
    partners::mount(config);
    sessions::mount(config);
    tracking_sessions::mount(config);
    providers::mount(config);
    members::mount(config);
    offers::mount(config);
    public_offers::mount(config);
    review::mount(config);
    reports::mount(config);
    blocks::mount(config);
    child_cases::mount(config);
    cases::mount(config);
    requests::mount(config);
    needs::mount(config);
    matches::mount(config);
    inquiries::mount(config);
    inbox::mount(config);
    places::mount(config);
    help_lines::mount(config);
    imports::mount(config);
    demo::mount(config);
    description::mount(config);
}
