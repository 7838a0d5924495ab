//! The pages, as a browser without JavaScript sees them.

mod frame;
mod guides;
mod offers;
mod sign_in;
