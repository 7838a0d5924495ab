//! Maps: drawn here as SVG beside the list that says the same in words. Nothing of a map is computed from an exact private point:
//! it is given what anybody may see.

mod base;
mod drawing;
mod view;

pub use base::REGION;
pub use drawing::{Drawing, Named, Pin, Scene, draw};
