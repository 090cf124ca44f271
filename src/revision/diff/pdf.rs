//! Any PDF as its reader sees it: pages drawn at 100 dpi, and the words of each page.

use hayro::vello_cpu::Pixmap;
use serde::{Deserialize, Serialize};

use super::passage::{Passage, count_printed};
use crate::diagnostic::Diagnostic;
use crate::issue::Profile;
use crate::issue::markdown::Reading;
use crate::pdf::preflight::watch::{Step, Unwatched, Watch};
use crate::pdf::preflight::{Claim, File, Metadata, OpenError, PdfX, read_claims};
use crate::pdf::raster::rasterise;
use crate::typeset::fingerprint::Fingerprint;

/// How many pixels a point is drawn with: 100 dpi.
const PIXELS_PER_POINT: f32 = 100.0 / 72.0;
/// The largest length of a page's longer side, in pixels.
const MAX_SIDE_PIXELS: f32 = 4700.0;
/// The largest number of pages that are drawn. Of further pages only the words are compared.
const MAX_DRAWN_PAGES: usize = 1000;
/// What ends a sentence.
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '；'];

/// A PDF as it is compared with another.
pub struct PdfContent {
    /// The fingerprints of its pages.
    pub fingerprints: Vec<Fingerprint>,
    /// Its sentences.
    pub passages: Vec<Passage>,
    /// The profile (用途) that a PDF of ours was made in, by the standards that it claims.
    pub profile: Option<Profile>,
}

/// The pages of a PDF as its reader sees them. It may come from another process.
#[derive(Debug, Serialize, Deserialize)]
pub struct PdfPages {
    /// The words of each page.
    words: Vec<String>,
    /// The fingerprint of each page.
    fingerprints: Vec<Fingerprint>,
    /// The profile that the PDF was made in.
    profile: Option<Profile>,
}

impl From<PdfPages> for PdfContent {
    fn from(PdfPages { words, fingerprints, profile }: PdfPages) -> Self {
        Self { fingerprints, passages: split_sentences(&words), profile }
    }
}

/// Reads the pages and words of a PDF that the program has made itself.
///
/// # Errors
/// It is no PDF, is broken, or opens with a password only.
pub fn read_pdf(bytes: &[u8]) -> Result<PdfContent, Diagnostic> {
    Ok(read_pages(bytes, &Unwatched)?.into())
}

/// Reads the pages and words of a PDF. What watches over it hears of each page. A page that it refuses has no words.
///
/// # Errors
/// It is no PDF, is broken, or opens with a password only.
pub fn read_pages(bytes: &[u8], watch: &dyn Watch) -> Result<PdfPages, OpenError> {
    let file = File::open(bytes)?;
    let words = |number: usize| match watch.begin(Step::Page(number)) {
        true => strip_spaces(&file.document.extract_text(&[number as u32]).unwrap_or_default()),
        false => String::new(),
    };
    let words: Vec<_> = (1..=file.pages.len()).map(words).collect();
    let drawn = draw_pages(bytes, watch);
    let fingerprint = |(index, words): (usize, &String)| match drawn.get(index) {
        Some(Some(fingerprint)) => fingerprint.clone(),
        _ => Fingerprint::of_bytes(words.as_bytes()),
    };
    let fingerprints = words.iter().enumerate().map(fingerprint).collect();
    Ok(PdfPages { words, fingerprints, profile: claimed_profile(&file) })
}

/// Returns the profile that a file claims by its standards.
fn claimed_profile(file: &File) -> Option<Profile> {
    let claims = read_claims(file, &Metadata::of(file));
    let profile = |claim: &Claim| match claim {
        Claim::X(PdfX::X4) => Some(Profile::Print),
        Claim::X(PdfX::X1a2003) => Some(Profile::PrintX1a),
        Claim::A(3, _) => Some(Profile::Archive),
        Claim::Ua(_) => Some(Profile::Screen),
        _ => None,
    };
    claims.iter().find_map(profile)
}

/// Returns the words of a page without spaces and without the page number.
///
/// Every program puts spaces elsewhere. One space stays between two figures, which may be those of two cells.
fn strip_spaces(text: &str) -> String {
    let mut stripped = String::new();
    for part in text.split_whitespace() {
        let is_figure = |c: char| c.is_ascii_alphanumeric();
        if stripped.ends_with(is_figure) && part.starts_with(is_figure) {
            stripped.push(' ');
        }
        stripped.push_str(part);
    }
    let dash = ['—', '–', '-'];
    let before = stripped.strip_suffix(dash).map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit()));
    match before.and_then(|rest| rest.strip_suffix(dash)) {
        Some(rest) => rest.to_owned(),
        None => stripped,
    }
}

/// Returns the sentences of all pages. A sentence may go on on the next page.
fn split_sentences(pages: &[String]) -> Vec<Passage> {
    let mut sentences: Vec<Passage> = Vec::new();
    let mut is_open = false;
    for (page, words) in (1..).zip(pages) {
        for part in words.split_inclusive(SENTENCE_ENDS) {
            let reading = Reading::from(part);
            let pages = vec![page; count_printed(&reading)];
            match sentences.last_mut() {
                Some(sentence) if is_open => {
                    sentence.cells[0].append(&reading);
                    sentence.pages.extend(pages);
                }
                _ => sentences.push(Passage {
                    page,
                    pages,
                    fields: Vec::new(),
                    place: None,
                    cells: vec![reading],
                    picture: None,
                    typed: String::new(),
                    repeats: false,
                }),
            }
            is_open = !part.ends_with(SENTENCE_ENDS);
        }
    }
    sentences
}

/// Draws the pages and returns their fingerprints. A PDF that can't be drawn has none.
fn draw_pages(bytes: &[u8], watch: &dyn Watch) -> Vec<Option<Fingerprint>> {
    let scale = |width: f32, height: f32| PIXELS_PER_POINT.min(MAX_SIDE_PIXELS / width.max(height));
    let fingerprint = |_, page: &Pixmap| Fingerprint::of_bytes(page.data_as_u8_slice());
    let begin = |number: usize| watch.begin(Step::Ink(number));
    rasterise(bytes.to_vec(), MAX_DRAWN_PAGES, begin, scale, fingerprint).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_apart_and_page_numbers_go() {
        assert_eq!(strip_spaces("南京市 \n7\n4\n2022 \n年 \n—\n10 \n—\n"), "南京市7 4 2022年");
        assert_eq!(strip_spaces("到 10 - 12 "), "到10-12");
    }

    #[test]
    fn a_sentence_goes_over_pages() {
        let sentences = split_sentences(&["甲。乙".to_owned(), "丙。丁".to_owned(), String::new()]);
        let found: Vec<_> = sentences.iter().map(|sentence| (sentence.page, sentence.words())).collect();
        assert_eq!(found, [(1, "甲。".to_owned()), (1, "乙丙。".to_owned()), (2, "丁".to_owned())]);
    }
}
