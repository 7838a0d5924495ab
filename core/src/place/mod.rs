//! Where: points, distances, and the cells that hide private addresses.

mod cell;
mod key;
mod meant;
mod point;
mod region;

pub use cell::{
    FAR_FROM_PLACE_M, MUNICIPALITY_UNDER, NEAR_M, Publication, SAME_CELL_M, published_point,
};
pub use key::{comma_below, search_key, search_keys};
pub use meant::clear_winner;
pub use point::{GeoPoint, distance_m};
pub use region::{is_region_called, region_name};
