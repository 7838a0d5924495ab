//! The pages, as a browser without JavaScript sees them.

mod admin;
mod admin_guides;
mod ask;
mod desk;
mod desk_safety;
mod desk_together;
mod family;
mod frame;
mod guides;
mod maps;
mod my;
mod offers;
mod provider;
mod second_factor;
mod sign_in;
mod steps;
