//! Many issues to files: in parallel, and only what has changed.
//!
//! Takes jobs, gives reports. It knows nothing of the terminal.

pub mod parallel;
pub mod record;
pub mod batch;
pub mod volume;
