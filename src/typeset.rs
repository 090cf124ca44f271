//! An issue to inspected pages: the document for Typst, the compiler, the walk over what it has set.
//!
//! Takes a checked issue, gives pages and findings. It knows nothing of PDF.

pub mod field;
pub mod title;
pub mod document;
pub mod world;
mod clean;
pub mod compile;
pub mod inspect;
mod white;
pub mod fingerprint;
pub mod guard;
pub mod trial;
pub mod fit;
pub mod mend;
pub mod pipeline;
