//! What has changed since an issue went to print: releases, differences, the proof to be signed, copyfitting.
//!
//! It takes two states of an issue. It prints nothing and knows nothing of the user's language.

pub mod release;
pub mod diff;
pub mod copyfit;
pub mod proof;
