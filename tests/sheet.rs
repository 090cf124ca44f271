//! Pages on sheets: which goes where, blank pages, marks.

use jianbao::pdf::export;
use jianbao::pdf::imposition::{Arrangement, Imposition, add_marks, impose, sheet_sides};
use jianbao::pdf::preflight::{Preflight, preflight};
use jianbao::project::Job;
use jianbao::typeset::inspect::page_items;
use jianbao::typeset::pipeline::TypesetIssue;
use kurbo::Rect;
use lopdf::Document;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use typst_layout::{Page, PagedDocument};

use crate::support::{engine, folder, issue, rules, runs, told, typeset_in_test};

#[test]
fn each_arrangement_puts_the_pages_in_its_order() {
    let booklets: &[(usize, &[[usize; 2]])] = &[
        (4, &[[4, 1], [2, 3]]),
        (8, &[[8, 1], [2, 7], [6, 3], [4, 5]]),
        (12, &[[12, 1], [2, 11], [10, 3], [4, 9], [8, 5], [6, 7]]),
        (16, &[[16, 1], [2, 15], [14, 3], [4, 13], [12, 5], [6, 11], [10, 7], [8, 9]]),
        (20, &[[20, 1], [2, 19], [18, 3], [4, 17], [16, 5], [6, 15], [14, 7], [8, 13], [12, 9], [10, 11]]),
    ];
    let two_up = [[4, 1], [2, 3], [8, 5], [6, 7], [12, 9], [10, 11], [16, 13], [14, 15], [20, 17], [18, 19]];
    for pages in 1..=20 {
        let (whole, booklet) = booklets.iter().find(|(whole, _)| *whole >= pages).unwrap();
        assert_eq!(sheet_sides(Arrangement::Booklet, pages), *booklet, "{pages}");
        assert_eq!(sheet_sides(Arrangement::TwoUp, pages), two_up[..whole / 2], "{pages}");
    }
}

/// The leaves of a folded sheet, front and back: the front's right half has the back's left half behind it.
fn fold<T: Clone>(arrangement: Arrangement, sides: &[[T; 2]]) -> Vec<T> {
    let mut leaves = std::collections::VecDeque::new();
    for sheet in sides.chunks(2).rev() {
        let (front, back) = (&sheet[0], &sheet[1]);
        let first = [front[1].clone(), back[0].clone()];
        let second = [back[1].clone(), front[0].clone()];
        match arrangement {
            // Each sheet lies around those that were folded before it.
            Arrangement::Booklet => {
                leaves.push_front(first);
                leaves.push_back(second);
            }
            Arrangement::TwoUp => {
                leaves.push_front(second);
                leaves.push_front(first);
            }
        }
    }
    leaves.into_iter().flatten().collect()
}

/// An issue of several pages with these keys.
fn long(keys: &str, paragraphs: usize) -> (tempfile::TempDir, jianbao::project::Project, Job) {
    let body: String = (1..=paragraphs).map(|n| format!("  第{n}段。{}\n\n", "文明实践在身边。".repeat(30))).collect();
    folder(&format!("{keys}\n{}", issue(&format!("title: 标题\nbody: |\n{body}"))))
}

fn proof_of(keys: &str, paragraphs: usize, imposed: bool) -> TypesetIssue {
    let (_folder, project, job) = long(keys, paragraphs);
    let (proof, findings) = typeset_in_test(&project, &Job { imposed, ..job });
    proof.unwrap_or_else(|| panic!("{}", told(&findings)))
}

fn sheets(proof: &TypesetIssue, arrangement: Arrangement, marks: bool, creep: f64) -> PagedDocument {
    impose(engine(), &proof.document, &proof.pages, Imposition { arrangement, creep, marks }).unwrap()
}

/// The pixels of a page that is `width` wide.
fn pixels(page: &Page, width: u32) -> tiny_skia::Pixmap {
    let scale = f64::from(width) / page.frame.width().to_pt();
    let options = typst_render::RenderOptions { pixel_per_pt: scale.into(), ..Default::default() };
    typst_render::render(page, &options)
}

fn column(image: &tiny_skia::Pixmap, from: u32, width: u32) -> Vec<u8> {
    let rows = image.pixels().chunks(image.width() as usize);
    rows.flat_map(|row| row[from as usize..(from + width) as usize].iter().map(|pixel| pixel.green())).collect()
}

#[test]
fn folded_sheets_give_the_pages_in_order() {
    const WIDTH: u32 = 180;
    for arrangement in Arrangement::ALL {
        let proof = proof_of("", 12, true);
        assert_eq!(proof.pages.pages().len(), 8);
        let sheets = sheets(&proof, *arrangement, false, 0.0);
        let halves = |side| {
            let image = pixels(side, 2 * WIDTH);
            [column(&image, 0, WIDTH), column(&image, WIDTH, WIDTH)]
        };
        let halves: Vec<_> = sheets.pages().iter().map(halves).collect();
        let folded = fold(*arrangement, &halves);
        for (number, page) in proof.pages.pages().iter().enumerate() {
            let page = column(&pixels(page, WIDTH), 0, WIDTH);
            // A page on a sheet is drawn from another corner, which some edges of glyphs show.
            let differs = |half: &Vec<u8>| page.iter().zip(half).filter(|(a, b)| a.abs_diff(**b) > 32).count();
            let most_like = (0..folded.len()).min_by_key(|index| differs(&folded[*index])).unwrap();
            assert_eq!(most_like, number, "{arrangement:?}");
            assert!(differs(&folded[number]) < 20, "{arrangement:?}, page {number}: {}", differs(&folded[number]));
        }
    }
}

#[test]
fn creep_moves_inner_pages_nearer_to_the_fold() {
    let proof = proof_of("", 12, true);
    let left = |creep: f64, side: usize| {
        let runs = runs(&page_items(&sheets(&proof, Arrangement::Booklet, false, creep)));
        let of_side = runs.into_iter().filter(|run| run.page == side);
        of_side.map(|run| run.left).fold([f64::MAX, f64::MIN], |[a, b], x| [a.min(x), b.max(x)])
    };
    for (side, shift) in [(1, 0.0), (2, 0.0), (3, 0.3), (4, 0.3)] {
        let ([a, b], [c, d]) = (left(0.0, side), left(0.3, side));
        assert!((c - a - shift).abs() < 0.001 && (b - d - shift).abs() < 0.001, "side {side}: {a} {b} {c} {d}");
    }
}

/// The page numbers that are printed, page by page, and the page of the imprint.
fn printed(proof: &TypesetIssue) -> (Vec<Option<usize>>, usize) {
    let runs = runs(&page_items(&proof.pages));
    let number = |page: usize| {
        let on = runs.iter().filter(|run| run.page == page && run.field == "page-number");
        let words: String = on.map(|run| run.text.as_str()).collect();
        words.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    };
    let imprint = runs.iter().find(|run| run.field.starts_with("imprint")).unwrap().page;
    ((1..=proof.pages.pages().len()).map(number).collect(), imprint)
}

/// GB/T 9704-2012 7.5: blank pages before the imprint's page, and that page, have no number.
#[test]
fn blank_pages_and_the_page_of_the_imprint_have_no_number() {
    let numbered = |to: usize, all: usize| (1..=all).map(|n| (n <= to).then_some(n)).collect::<Vec<_>>();
    for (paragraphs, text) in [(4, 3), (6, 4), (9, 5), (10, 6)] {
        let plain = proof_of("", paragraphs, false);
        assert_eq!(printed(&plain), (numbered(text, text), text), "{paragraphs}");
        let four = text.next_multiple_of(4);
        // One page more needs no blank one before it, and keeps its number.
        let last = if four == text + 1 { four } else { text };
        let padded = proof_of("pages: {multiple-of: 4}", paragraphs, false);
        assert_eq!(printed(&padded), (numbered(last, four), four), "{paragraphs}");
        let even = text.next_multiple_of(2);
        let on_even = proof_of("pages: {footer: last-even}", paragraphs, false);
        assert_eq!(printed(&on_even), (numbered(even, even), even), "{paragraphs}");
        let both = proof_of("pages: {multiple-of: 4, footer: last-even}", paragraphs, false);
        assert_eq!(printed(&both), (numbered(even, four), even), "{paragraphs}");
        // A sheet that is folded asks for the same.
        assert_eq!(printed(&proof_of("", paragraphs, true)), printed(&padded));
    }
    for wrong in ["40", "4294967295"] {
        let (_folder, project, job) = long(&format!("pages: {{multiple-of: {wrong}}}"), 1);
        let (_, findings) = typeset_in_test(&project, &Job { imposed: true, ..job });
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["wrong-value"]);
    }
}

fn examined(bytes: &[u8]) -> Preflight {
    let found = preflight(bytes).unwrap();
    assert!(found.findings.is_empty() && found.clauses.iter().all(|clause| clause.is_met), "{:?}", found.findings);
    found
}

fn near(found: Option<Rect>, expected: [f64; 4]) {
    let found = found.unwrap();
    let found = [found.x0, found.y0, found.x1, found.y1].map(|edge| edge * 25.4 / 72.0);
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01), "{found:?} for {expected:?}");
}

#[test]
fn marks_stand_around_the_trim_on_the_same_plates() {
    for (profile, plates) in [("print", &["Black", "Bulletin Red"][..]), ("print-x1a", &["Magenta", "Yellow", "Black"])]
    {
        let proof = proof_of(&format!("print: {{profile: {profile}, marks: true, bleed: 4mm}}"), 3, false);
        let pages = add_marks(engine(), &proof.document, &proof.pages).unwrap();
        let bytes = export::export_pages(&proof.document, &pages).unwrap();
        assert!(export::examine(&proof.document, &bytes).is_ok());
        let found = examined(&bytes);
        assert_eq!(found.plates.iter().map(|plate| plate.name.as_str()).collect::<Vec<_>>(), plates);
        for page in &found.pages {
            near(page.media, [0.0, 0.0, 234.0, 321.0]);
            near(page.trim, [12.0, 12.0, 222.0, 309.0]);
            near(page.bleed, [8.0, 8.0, 226.0, 313.0]);
        }
        // Nothing of the marks is within the bleed.
        let around = rules(&page_items(&pages));
        let around: Vec<_> =
            around.iter().filter(|(_, [l, r, t, b])| *l < 0.0 || *r > 210.0 || *t < 0.0 || *b > 297.0).collect();
        assert!(around.len() >= pages.pages().len() * (8 + 4 * 3 + 6), "{}", around.len());
        for (page, [left, right, top, bottom]) in around {
            let within = *right > -4.0 && *left < 214.0 && *bottom > -4.0 && *top < 301.0;
            assert!(!within, "page {page}: {left} {right} {top} {bottom}");
        }
        let document = Document::load_mem(&bytes).unwrap();
        let text: String = document.extract_text(&[1]).unwrap().split_whitespace().collect();
        assert!(text.contains("某省精神文明建设简报第1期2022-12-28第1页"), "{text}");
        if profile == "print" {
            let options = ValidationOptions::default().profile(ValidationProfile::PdfA2a);
            for failure in validate_pdf_bytes(&bytes, &options).unwrap().failures {
                assert!(failure.message.contains("width"), "{failure}");
            }
        }
        for arrangement in Arrangement::ALL {
            let proof = proof_of(&format!("print: {{profile: {profile}, bleed: 4mm}}"), 3, true);
            let bytes = export::export_sheets(&proof.document, &sheets(&proof, *arrangement, true, 0.1)).unwrap();
            let found = examined(&bytes);
            assert_eq!(found.plates.iter().map(|plate| plate.name.as_str()).collect::<Vec<_>>(), plates);
            near(found.pages[0].trim, [12.0, 12.0, 432.0, 309.0]);
            near(found.pages[0].bleed, [8.0, 8.0, 436.0, 313.0]);
        }
    }
}

#[test]
fn a_bleed_grows_the_sheet_and_leaves_the_trim() {
    let proof = proof_of("print: {bleed: 3mm}", 1, false);
    let found = examined(&export::export_pages(&proof.document, &proof.pages).unwrap());
    for page in &found.pages {
        near(page.media, [0.0, 0.0, 216.0, 303.0]);
        near(page.bleed, [0.0, 0.0, 216.0, 303.0]);
        near(page.trim, [3.0, 3.0, 213.0, 300.0]);
    }
    for wrong in ["3", "3cm", "-1mm", "11mm", "mm", "1e9mm", "NaNmm"] {
        let (_folder, project, job) = long(&format!("print: {{bleed: {wrong}}}"), 1);
        let (_, findings) = typeset_in_test(&project, &job);
        assert!(findings.iter().any(|finding| finding.code.as_str() == "wrong-value"), "{wrong}: {}", told(&findings));
    }
}
