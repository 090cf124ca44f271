//! Which face sets which character.

use std::sync::Arc;

use jianbao::asset::face::{Faces, Role};
use jianbao::asset::layout::Layouts;
use jianbao::typeset::inspect::page_items;
use jianbao::typeset::pipeline::{TypesetIssue, typeset_issue};
use jianbao::typeset::world::Engine;

use crate::support::{folder, issue, runs, told, typeset_in_test};

/// The hanzi of GB 2312 and of 通用规范汉字表 together (8,231; the latter's 8,105 are among them).
const HANZI: &str = include_str!("data/hanzi.txt");

/// Every hanzi on the pages in every role that sets hanzi: masthead, titles, notice (黑体), contents (楷体), text
/// (仿宋). Page numbers and Latin letters have none.
#[test]
fn every_common_hanzi_is_set_in_every_role() {
    let hanzi: Vec<char> = HANZI.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(hanzi.len(), 8231);
    let mut families = std::collections::BTreeSet::new();
    for part in hanzi.chunks(280) {
        let part: String = part.iter().collect();
        let text = issue(&format!("title: {part}\nbody: {part}"));
        let text = text.replace("某省精神文明建设简报", &part).replace("工作资料", &part);
        let (_folder, project, job) = folder(&text);
        let (proof, findings) = typeset_in_test(&project, &job);
        assert!(proof.is_some(), "{}", told(&findings));
        families.extend(faces_of(&proof.unwrap()).into_iter().map(|(_, family)| family));
    }
    for family in ["Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL KaitiM GB", "Zhuque Fangsong (technical preview)"] {
        assert!(families.contains(family), "{family}");
    }
}

/// Each character of the text with the family that sets it.
fn faces_of(proof: &TypesetIssue) -> Vec<(char, String)> {
    let runs = runs(&page_items(&proof.pages));
    runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.family.clone()))).collect()
}

#[test]
fn rare_characters_of_names_are_set_by_the_faces_behind() {
    let (_folder, project, job) = folder(&issue("title: 龑\nbody: 陈龑、𠮷、𫖯、𪚥、㐱、𠁪。"));
    let (proof, findings) = typeset_in_test(&project, &job);
    let set = faces_of(&proof.unwrap_or_else(|| panic!("{}", told(&findings))));
    assert!(set.contains(&('𠁪', "HanaMinB".to_owned())));
    assert!(set.contains(&('龑', "Noto Serif CJK SC GB18030".to_owned())), "{set:?}");
}

/// A face of the user's, made from a bundled one under another name with fewer characters.
#[test]
fn a_face_of_the_project_sets_the_characters_that_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let liberation = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/LiberationSerif-Bold.ttf")).unwrap();
    std::fs::write(folder.path().join("方正小标宋简体.ttf"), renamed(liberation)).unwrap();
    let (faces, findings) = Faces::load(Some(folder.path()), false);
    assert!(findings.is_empty(), "{findings:?}");
    let chain: Vec<_> = faces.chains()[&Role::Title].families.iter().map(|family| family.name.as_str()).collect();
    assert_eq!(chain[1], "Liberatiox Serif", "{chain:?}");
    // It has no hanzi, so those come from the face behind it; the dash is its own.
    let engine = Engine::new(Arc::new(faces), Layouts::built_in());
    let (_folder, project, job) = crate::support::folder(&issue("title: 中国—世界\nbody: 正文。"));
    let set = faces_of(&typeset_issue(&engine, &project, &job).unwrap().value);
    assert!(set.contains(&('—', "Liberatiox Serif".to_owned())), "{set:?}");
    assert!(set.contains(&('国', "Noto Serif CJK SC".to_owned())));
}

/// The family's name changed in place, which leaves the file's structure whole.
fn renamed(mut face: Vec<u8>) -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    for (old, new) in
        [(wide("Liberation Serif"), wide("Liberatiox Serif")), ("Liberation Serif".into(), "Liberatiox Serif".into())]
    {
        let found: Vec<_> = face.windows(old.len()).enumerate().filter(|(_, w)| *w == old).map(|(at, _)| at).collect();
        for at in found {
            face[at..at + new.len()].copy_from_slice(&new);
        }
    }
    face
}

#[test]
fn a_broken_font_file_is_named_and_no_text_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("仿宋_GB2312.ttf"), b"no face").unwrap();
    let (_, findings) = Faces::load(Some(folder.path()), false);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code.as_str(), "face-unloadable");
}

#[test]
fn a_font_file_of_no_known_use_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let liberation = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/LiberationSerif-Bold.ttf")).unwrap();
    std::fs::write(folder.path().join("x.ttf"), liberation).unwrap();
    let (_, findings) = Faces::load(Some(folder.path()), false);
    assert_eq!(findings[0].code.as_str(), "face-unknown");
}
