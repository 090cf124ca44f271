//! Makes the PDFs of many issues in parallel, and only those that have changed.
//!
//! It takes jobs, and gives files and reports. It knows nothing of the terminal.

pub mod parallel;
pub mod record;
pub mod batch;
pub mod fix;
pub mod volume;
