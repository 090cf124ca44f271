//! The inks of an issue, and what they look like in a browser.

use crate::asset::ink::PROCESS;
use crate::typeset::document::Document;

/// What the process inks look like on paper, as CSS writes it. A plate of black is shown in black.
const PROCESS_COLOURS: [&str; 4] = ["#009fe3", "#e6007e", "#ffed00", "#000000"];
/// The last parts of the messages that name the process inks.
const PROCESS_KEYS: [&str; 4] = ["cyan", "magenta", "yellow", "black"];

/// An ink that a browser can show alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewInk {
    /// Its name in the PDF.
    pub name: String,
    /// The last part of the message that names it: `red`, or one of the process inks.
    pub key: &'static str,
    /// What it looks like, as CSS writes it.
    pub colour: String,
}

/// Returns the inks that a document may be printed with, red first; none if its profile isn't for plates.
pub fn preview_inks(document: &Document) -> Vec<PreviewInk> {
    if !document.profile.is_for_plates() {
        return Vec::new();
    }
    let red = red_in_css(document);
    let ink = |name: &str| match PROCESS.iter().position(|process| *process == name) {
        Some(at) => PreviewInk { name: name.to_owned(), key: PROCESS_KEYS[at], colour: PROCESS_COLOURS[at].to_owned() },
        None => PreviewInk { name: name.to_owned(), key: "red", colour: red.clone() },
    };
    let mut inks: Vec<_> = document.print_setup.names().into_iter().map(ink).collect();
    inks.sort_by_key(|ink| ink.key != "red");
    inks
}

/// Returns what the red of a document looks like on paper, as CSS writes it.
pub fn red_in_css(document: &Document) -> String {
    let [r, g, b] = document.print_setup.red_on_screen();
    format!("#{r:02x}{g:02x}{b:02x}")
}
