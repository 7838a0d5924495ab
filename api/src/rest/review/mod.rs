//! The moderators' queue: one file per operation.

mod claim_review_item;
mod count_review_items;
mod decide_review_item;
mod decide_review_items;
mod dismiss_hint;
mod dismiss_household;
mod escalate_review_item;
mod export_figures;
mod keep_answers;
mod list_expiring;
mod list_households;
mod list_overdue;
mod list_review_items;
mod list_undoable;
mod look_into_household;
mod open_private;
mod read_figures;
mod read_review_item;
mod reinstate_offer;
mod reissue_code;
mod release_review_item;
mod suspend_offer;
mod undo_review_decision;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_review_items::list_review_items)
        .service(count_review_items::count_review_items)
        .service(list_overdue::list_overdue)
        .service(list_expiring::list_expiring)
        .service(list_households::list_households)
        .service(dismiss_household::dismiss_household)
        .service(look_into_household::look_into_household)
        .service(reissue_code::reissue_code)
        .service(read_review_item::read_review_item)
        .service(open_private::open_private)
        .service(claim_review_item::claim_review_item)
        .service(release_review_item::release_review_item)
        .service(decide_review_item::decide_review_item)
        .service(decide_review_items::decide_review_items)
        .service(keep_answers::keep_answers)
        .service(list_undoable::list_undoable)
        .service(undo_review_decision::undo_review_decision)
        .service(escalate_review_item::escalate_review_item)
        .service(dismiss_hint::dismiss_hint)
        .service(suspend_offer::suspend_offer)
        .service(reinstate_offer::reinstate_offer)
        .service(read_figures::read_figures)
        .service(export_figures::export_figures);
}
