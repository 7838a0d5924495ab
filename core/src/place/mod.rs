//! Where: points, distances, and the cells that hide private addresses.

mod cell;
mod key;
mod point;

pub use cell::{MUNICIPALITY_UNDER, Publication, published_point};
pub use key::search_key;
pub use point::{GeoPoint, distance_m};
