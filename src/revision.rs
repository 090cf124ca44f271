//! What has changed since an issue went to print: releases, differences, the proof to be signed, copyfitting.
//!
//! Takes two states of an issue. It knows nothing of how they are shown.

pub mod release;
pub mod diff;
pub mod copyfit;
pub mod proof;
