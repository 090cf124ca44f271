//! What an issue uses besides words: faces, layouts, pictures and inks.
//!
//! They come from the project's files or are compiled in. It knows nothing of pages or PDFs.

pub mod ink;
pub mod face;
pub mod layout;
pub mod picture;
pub mod greyscale;
pub mod licence;
