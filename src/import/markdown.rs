//! x
use super::draft::Draft;
use super::report::Report;
use crate::diagnostic::*;
pub fn read(_: &str, _: &mut Report) -> Result<Draft, Diagnostic> {
    todo!()
}
