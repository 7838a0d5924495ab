//! The pages, as a browser without JavaScript sees them.

mod frame;
mod sign_in;
