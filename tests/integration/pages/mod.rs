//! The pages, as a browser without JavaScript sees them.

mod desk;
mod desk_safety;
mod desk_together;
mod frame;
mod guides;
mod offers;
mod provider;
mod ask;
mod family;
mod my;
mod sign_in;
mod steps;
