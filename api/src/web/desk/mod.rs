//! The moderators' desk: the queue, one item, several together, a provider, evidence, reports of danger, households of which numbers stand out.

mod bar;
mod changes;
mod codes;
mod decide;
mod escalate;
mod evidence;
mod expiring;
mod fields;
mod figures;
mod hints;
mod household;
mod item;
mod keep;
mod provider;
mod queue;
mod report;
mod reports;
mod stop;
mod table;
mod take;
mod together;
mod typed;
pub(super) mod waiting;

use actix_web::web::ServiceConfig;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(queue::show)
        .service(reports::show)
        .service(codes::ask)
        .service(codes::answer)
        .service(expiring::show)
        .service(figures::show)
        .service(figures::table)
        .service(report::show)
        .service(report::answer)
        .service(household::answer)
        .service(together::ask)
        .service(together::answer)
        .service(item::show)
        .service(item::answer)
        .service(provider::show)
        .service(provider::answer)
        .service(evidence::ask)
        .service(evidence::answer);
}
