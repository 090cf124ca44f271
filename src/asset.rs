//! What an issue uses besides words: faces, layouts, pictures, inks.
//!
//! Takes files of the project and what is compiled in. It knows nothing of the order in which an issue is made.

pub mod ink;
pub mod face;
pub mod layout;
pub mod picture;
pub mod greyscale;
