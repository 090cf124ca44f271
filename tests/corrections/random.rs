//! A hundred random edits with tracked changes: accepted they are in the YAML, rejected they leave it as it was.

use crate::support::TestProject;

use super::word::{edit_text, insert, with_text};
use super::{Desk, choose};

/// A small generator of numbers, so that the same edits are tried each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// What is inserted.
const WORDS: [&str; 8] = ["新", "，并且", "（试行）", "“又一”", "2026年", "——", "、再者", "a b"];

/// The words of the runs that stand once in the YAML and once in the Word file, of ten characters and more.
fn runs(xml: &str, yaml: &str) -> Vec<String> {
    // The contents follow the titles.
    let xml = xml.rsplit("\"ContentsEntry\"").next().unwrap();
    let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|rest| rest.split("</w:t>").next());
    let is_single =
        |text: &&str| text.chars().count() >= 10 && yaml.matches(*text).count() == 1 && xml.matches(*text).count() == 1;
    texts.filter(is_single).map(str::to_owned).collect()
}

/// Edits a run at random. Returns its new words and the new text of the file.
fn edit(numbers: &mut Numbers, xml: &str, words: &str) -> (String, String) {
    let characters: Vec<char> = words.chars().collect();
    let at = 1 + numbers.below(characters.len() - 4);
    let length = 1 + numbers.below(3);
    let [before, middle, after] = [&characters[..at], &characters[at..at + length], &characters[at + length..]]
        .map(|part| part.iter().collect::<String>());
    let new = WORDS[numbers.below(WORDS.len())];
    match numbers.below(3) {
        0 => (format!("{before}{new}{middle}{after}"), insert(xml, words, at, new)),
        1 if words.matches(&middle).count() == 1 => (format!("{before}{after}"), edit_text(xml, words, &middle, "")),
        _ if words.matches(&middle).count() == 1 => {
            (format!("{before}{new}{after}"), edit_text(xml, words, &middle, new))
        }
        _ => (format!("{before}{new}{middle}{after}"), insert(xml, words, at, new)),
    }
}

#[test]
fn a_hundred_random_edits_come_back_exactly_and_leave_nothing_when_rejected() {
    let mut numbers = Numbers(20_261_127);
    let mut edits = 0;
    for name in ["issues/2022/33.yaml", "issues/2022/34.yaml", "issues/2022/35.yaml", "issues/2022/36.yaml"] {
        let folder = TestProject::new().sample("issues/publication.yaml").sample(name);
        let pictures = ["33-实践广场.jpg", "33-阅读角.jpg"].map(|picture| format!("issues/2022/pictures/{picture}"));
        let folder = pictures.iter().fold(folder, |folder, picture| folder.sample(picture));
        let desk = Desk::of(folder);
        let yaml = desk.folder.read(name);
        let exported = desk.exported();
        for _ in 0..7 {
            let expected = std::cell::RefCell::new(yaml.clone());
            let seed = std::cell::RefCell::new(&mut numbers);
            let count = std::cell::Cell::new(0);
            let bytes = with_text(&exported, |xml| {
                let mut xml = xml.to_owned();
                let mut runs = runs(&xml, &yaml);
                for _ in 0..4.min(runs.len()) {
                    let chosen = runs.remove(seed.borrow_mut().below(runs.len()));
                    let (new, changed) = edit(&mut seed.borrow_mut(), &xml, &chosen);
                    let text = expected.borrow().replacen(&chosen, &new, 1);
                    expected.replace(text);
                    xml = changed;
                    count.set(count.get() + 1);
                }
                xml
            });
            edits += count.get();
            let expected = expected.into_inner();
            let changed: Vec<_> = expected.lines().filter(|line| !yaml.contains(line)).collect();
            let accepted =
                desk.correct(&bytes, &choose("all", "")).unwrap_or_else(|error| panic!("{error:?}: {changed:?}"));
            assert_eq!(accepted.text, Some(expected), "{name}");
            assert_eq!(desk.correct(&bytes, &choose("", "all")).unwrap().text, None, "{name}");
        }
    }
    assert!(edits >= 100, "{edits}");
}
