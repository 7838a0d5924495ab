//! The pages, as a browser without JavaScript sees them.

mod admin;
mod admin_accounts;
mod admin_background;
mod admin_guides;
mod aftercare;
mod ask;
mod cases;
mod danger;
pub mod desk;
mod desk_safety;
mod desk_together;
mod family;
mod frame;
mod guides;
mod helping;
mod hostile;
mod inquiries;
mod maps;
mod my;
mod offers;
mod provider;
mod rights;
mod second_factor;
mod sign_in;
mod steps;
mod still;
