//! A row of the table of measures: what is asked, what was measured, and whether that is within the tolerance.

use kurbo::Rect;

use super::face::FaceKind;

/// The unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Millimetres.
    Mm,
    /// Points.
    Pt,
    /// Characters of the text's size.
    Characters,
    /// A number of things.
    Count,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Asked {
    /// A measure within a tolerance.
    About(f64, f64),
    /// At most so much.
    Most(f64),
    /// A kind of face.
    Face(FaceKind),
    /// What the catalogue says under `inspect-asked-…`.
    Words(&'static str),
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// A number in the unit of the row.
    Number(f64),
    /// The name of a face or of inks, or words of the page.
    Text(String),
    /// What the catalogue says under `inspect-measured-…`.
    Words(&'static str),
    /// There is no such thing on the pages, or the file doesn't say.
    Nothing,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is within the tolerance.
    Pass,
    /// It isn't.
    Fail,
    /// It can't be said.
    Unknown,
}

/// A place on a page, in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The page, from 0.
    pub page: usize,
    /// The box.
    pub bounds: Rect,
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The name, under which the catalogue has its words.
    pub name: &'static str,
    /// The clause that asks for it; empty for the practice of bulletins.
    pub clause: &'static str,
    /// What is asked.
    pub asked: Asked,
    /// The unit.
    pub unit: Unit,
    /// What was measured where it is farthest from what is asked.
    pub measured: Measured,
    /// The verdict.
    pub verdict: Verdict,
    /// Where that is.
    pub spot: Option<Spot>,
    /// All places that miss what is asked.
    pub misses: Vec<Spot>,
}

/// The begin of a row: its name, clause and unit.
#[derive(Debug, Clone, Copy)]
pub struct Head(pub &'static str, pub &'static str, pub Unit);

impl Row {
    /// A row for which nothing was found.
    pub fn nothing(Head(name, clause, unit): Head, asked: Asked) -> Self {
        let (measured, verdict) = (Measured::Nothing, Verdict::Unknown);
        Self { name, clause, asked, unit, measured, verdict, spot: None, misses: Vec::new() }
    }

    /// A row of numbers. The one that is farthest from what is asked is told.
    pub fn numbers(head: Head, asked: Asked, found: impl IntoIterator<Item = (f64, Spot)>) -> Self {
        let miss = |value: f64| match asked {
            Asked::About(wanted, tolerance) => (value - wanted).abs() - tolerance,
            Asked::Most(most) => value - most,
            Asked::Face(_) | Asked::Words(_) => 0.0,
        };
        let mut row = Self::nothing(head, asked);
        let mut worst = f64::MIN;
        for (value, spot) in found.into_iter().filter(|(value, _)| value.is_finite()) {
            let own = miss(value);
            if own > 1e-9 {
                row.misses.push(spot);
            }
            if own > worst {
                worst = own;
                (row.measured, row.spot) = (Measured::Number(value), Some(spot));
            }
        }
        if row.spot.is_some() {
            row.verdict = if worst > 1e-9 { Verdict::Fail } else { Verdict::Pass };
        }
        row
    }

    /// A row of faces by their names. A name that doesn't tell the kind makes no verdict, unless another one is wrong.
    pub fn faces(name: &'static str, clause: &'static str, kind: FaceKind, found: Vec<(String, Spot)>) -> Self {
        let mut row = Self::nothing(Head(name, clause, Unit::Count), Asked::Face(kind));
        for (face, spot) in found {
            let verdict = match FaceKind::of(&face) {
                Some(own) if own == kind => Verdict::Pass,
                Some(_) => Verdict::Fail,
                None => Verdict::Unknown,
            };
            if verdict == Verdict::Fail {
                row.misses.push(spot);
            }
            let rank = |verdict| match verdict {
                Verdict::Pass => 0,
                Verdict::Unknown => 1,
                Verdict::Fail => 2,
            };
            if row.spot.is_none() || rank(verdict) > rank(row.verdict) {
                let measured = if face.is_empty() { Measured::Nothing } else { Measured::Text(face) };
                (row.measured, row.spot, row.verdict) = (measured, Some(spot), verdict);
            }
        }
        row
    }

    /// A row of things that are right or wrong, each with its words.
    pub fn words(head: Head, asked: &'static str, found: impl IntoIterator<Item = (bool, Measured, Spot)>) -> Self {
        let mut row = Self::nothing(head, Asked::Words(asked));
        for (is_right, words, spot) in found {
            if !is_right {
                row.misses.push(spot);
            }
            if row.spot.is_none() || (!is_right && row.verdict == Verdict::Pass) {
                row.verdict = if is_right { Verdict::Pass } else { Verdict::Fail };
                (row.measured, row.spot) = (words, Some(spot));
            }
        }
        row
    }

    /// A row that counts what is wrong; none of it is asked for.
    pub fn faults(head: Head, is_known: bool, found: Vec<Spot>) -> Self {
        let mut row = Self::nothing(head, Asked::Most(0.0));
        if is_known || !found.is_empty() {
            row.measured = Measured::Number(found.len() as f64);
            row.verdict = if found.is_empty() { Verdict::Pass } else { Verdict::Fail };
            row.spot = found.first().copied();
            row.misses = found;
        }
        row
    }
}
