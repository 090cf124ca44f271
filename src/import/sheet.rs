//! x
use super::Options;
use super::draft::Draft;
use super::package::Package;
use super::report::{Failure, Report};
use super::source_file::Reading;
use crate::diagnostic::*;
pub fn csv(_: &str, _: &mut Report) -> Result<Draft, Diagnostic> {
    todo!()
}
pub fn is_tabbed(_: &str) -> bool {
    false
}
pub fn read(_: Vec<u8>, _: &mut Package, _: &str, _: &Options) -> Result<Reading, Failure> {
    todo!()
}
