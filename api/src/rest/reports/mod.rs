//! Reports of danger: one file per operation.

mod close_report;
mod follow_report;
mod list_reports;
mod read_household_feedback;
mod read_report;
mod release_household;
mod report_danger;
mod say_more;
mod stop_household;
mod take_report;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(report_danger::report_danger)
        .service(follow_report::follow_report)
        .service(say_more::say_more)
        .service(list_reports::list_reports)
        .service(read_report::read_report)
        .service(take_report::take_report)
        .service(read_household_feedback::read_household_feedback)
        .service(stop_household::stop_household)
        .service(release_household::release_household)
        .service(close_report::close_report);
}
