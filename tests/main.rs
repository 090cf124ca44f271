//! The integration tests, one binary: each would link the engine and 60 MB of faces.

mod browser;
mod cases;
mod change;
mod codes;
mod command;
mod documents;
mod face;
mod file;
mod grid;
mod hostile;
mod order;
mod pages;
mod pdf;
mod plate;
mod preflight;
mod preview;
mod record;
mod release;
mod sample;
mod sheet;
mod statistics;
mod support;
mod volume;
mod watch;
mod wording;
mod year;
