//! The seeds hold to the domain's own rules: everything in `seeds/` parses, is complete in four languages, is marked as
//! demo where it is invented, and the demo's offers and households find each other as their files say.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

mod demo_files;
mod demo_matches;
mod demo_offers;
mod demo_texts;
mod files;
mod gazetteer;
mod reference;
