//! x
use super::Options;
use super::source_file::{Input, Reading};
use crate::diagnostic::*;
pub fn is_html(_: &[u8]) -> bool {
    false
}
pub fn read(_: &Input, _: &Options) -> Result<Reading, Diagnostic> {
    todo!()
}
