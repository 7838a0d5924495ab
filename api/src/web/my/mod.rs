//! My request: opened with its code, on any phone.

mod after;
mod card;
mod case_workers;
mod close;
mod contact;
mod correct;
mod correct_need;
mod data;
mod erase;
mod inquiries;
mod lost;
mod mails;
mod matches;
mod need;
mod offer_view;
mod open;
mod pin;
mod plan;
mod relaxed;
mod request;
mod still;
mod why;
mod withdraw;

use actix_web::web::ServiceConfig;

pub use card::{CardPage, Square, draw, square};
pub(in crate::web) use data::file;
pub(in crate::web) use open::on_the_way_to;
pub(in crate::web) use pin::ShowPinPage;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(open::ask)
        .service(open::answer)
        .service(request::show)
        .service(need::show)
        .service(need::propose)
        .service(still::answer)
        .service(why::show)
        .service(matches::show)
        .service(matches::show_contacts)
        .service(matches::cancel_match)
        .service(after::take_step)
        .service(after::answer_check_in)
        .service(after::ask_feedback)
        .service(after::give_feedback)
        .service(after::show_messages)
        .service(after::send_message)
        .service(after::ask_again)
        .service(after::move_on)
        .service(inquiries::ask)
        .service(inquiries::begin)
        .service(inquiries::show)
        .service(inquiries::send)
        .service(withdraw::ask)
        .service(withdraw::answer)
        .service(data::show)
        .service(data::export)
        .service(data::withdraw)
        .service(data::end_keeping)
        .service(contact::ask)
        .service(contact::answer)
        .service(mails::ask)
        .service(mails::choose)
        .service(correct::ask)
        .service(correct::answer)
        .service(correct_need::ask)
        .service(correct_need::answer)
        .service(correct_need::ask_more)
        .service(correct_need::add)
        .service(erase::ask)
        .service(erase::answer)
        .service(card::show)
        .service(case_workers::show)
        .service(case_workers::step)
        .service(pin::ask)
        .service(pin::set)
        .service(pin::remove)
        .service(pin::ask_shown)
        .service(pin::show)
        .service(lost::ask)
        .service(lost::answer)
        .service(lost::ask_code)
        .service(lost::renew)
        .service(lost::ask_number)
        .service(lost::tell)
        .service(close::answer)
        .service(close::elsewhere);
}
