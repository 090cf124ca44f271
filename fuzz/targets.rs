//! What each fuzz target does with its bytes. None of it may panic, hang or take much memory.
//!
//! `cargo fuzz` hands it bytes without end. A test hands it some hundred mutations of the seeds.

use jianbao::asset::greyscale;
use jianbao::asset::picture::Picture;
use jianbao::diagnostic::Source;
use jianbao::input::yaml::{Locator, Text, parse};
use jianbao::issue::Issue;
use jianbao::issue::markdown;
use jianbao::pdf::measure::overlay::draw_overlay;
use jianbao::pdf::preflight::watch::Unwatched;

/// Examines bytes as a PDF.
pub fn preflight(bytes: &[u8]) {
    if let Ok(found) = jianbao::pdf::preflight::preflight(bytes) {
        assert!(!found.pages.is_empty());
    }
}

/// Measures the pages of bytes as a PDF, and draws the grid over them.
pub fn inspect(bytes: &[u8]) {
    if let Ok(inspection) = jianbao::pdf::measure::inspect(bytes, &Unwatched) {
        assert!(!inspection.rows.is_empty());
        let _ = draw_overlay(bytes, &inspection);
    }
}

/// Reads bytes as an issue. What is wrong has a place.
pub fn yaml(bytes: &[u8]) {
    let source = Source::new("a.yaml", &String::from_utf8_lossy(bytes));
    if let Err(finding) = parse::<Issue>(&source) {
        let place = finding.place.expect("every finding of the reader has a place");
        assert!(place.range.end <= source.text.len());
    }
}

/// Reads bytes as the body of an article. What is wrong has a place.
pub fn markdown(bytes: &[u8]) {
    let source = Source::new("a.yaml", &String::from_utf8_lossy(bytes));
    let body = Text { value: source.text.clone(), place: source.whole() };
    let mut findings = Vec::new();
    for block in markdown::read(&Locator::new(&body), &mut findings) {
        assert!(block.range.end <= body.value.len());
    }
    for finding in findings {
        assert!(finding.place.expect("a place").range.end <= source.text.len());
    }
}

/// Reads bytes as a picture, and writes it anew.
pub fn pictures(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.png"), bytes).expect("a temporary file");
    if let Ok(picture) = Picture::read(folder.path(), folder.path(), "a.png") {
        let _ = greyscale::is_coloured(&picture);
        let _ = greyscale::flatten(&picture);
    }
}
