//! The steps of an examination that may take much time or memory, and what watches over them.
//!
//! An examination runs as far as it comes. Who watches over it can end it at a step, and begin it again without that step.

use std::fmt;
use std::str::FromStr;

/// A step of an examination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The objects and operators of a page, counted from 1.
    Page(usize),
    /// The clauses on the file as a whole.
    File,
    /// The making of the plates, before they are rasterised.
    Plates,
    /// The rasterising of a page, counted from 1.
    Ink(usize),
    /// The drawing of the report.
    Report,
}

/// What watches over an examination.
pub trait Watch {
    /// Hears that a step begins. Returns whether it may be done. [`Step::File`] can't be refused.
    fn begin(&self, step: Step) -> bool;
}

/// No watch: every step is done, however long it takes. It is for files that the program has made itself.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Step) -> bool {
        true
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(number) => write!(f, "page {number}"),
            Self::File => f.write_str("file"),
            Self::Plates => f.write_str("plates"),
            Self::Report => f.write_str("report"),
            Self::Ink(number) => write!(f, "ink {number}"),
        }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |text: &str| text.parse().map_err(|_| ());
        match text.split_once(' ') {
            Some(("page", count)) => Ok(Self::Page(number(count)?)),
            Some(("ink", count)) => Ok(Self::Ink(number(count)?)),
            None if text == "file" => Ok(Self::File),
            None if text == "plates" => Ok(Self::Plates),
            None if text == "report" => Ok(Self::Report),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_read_as_it_is_written() {
        for step in [Step::Page(7), Step::File, Step::Plates, Step::Ink(300)] {
            assert_eq!(step.to_string().parse(), Ok(step));
        }
        assert_eq!("ink".parse::<Step>(), Err(()));
        assert_eq!("page x".parse::<Step>(), Err(()));
    }
}
