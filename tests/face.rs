//! Which face sets which character.

use jianbao::face::{Faces, Origin, Role};

use crate::support::{folder, issue, prove};

/// The hanzi of GB 2312 and of 通用规范汉字表 together (8,231; the latter's 8,105 are among them).
const HANZI: &str = include_str!("data/hanzi.txt");

#[test]
fn every_common_hanzi_is_set_in_every_role() {
    let hanzi: Vec<char> = HANZI.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(hanzi.len(), 8231);
    let faces = Faces::bundled();
    for role in Role::ALL {
        for c in &hanzi {
            assert!(faces.setting(*role, *c).is_some(), "{}: {c}", role.name());
        }
    }
}

/// What the chains promise is what the engine does: on the page, no character is without a glyph.
#[test]
fn the_engine_sets_them_too() {
    let hanzi: String = HANZI.split_whitespace().collect();
    let level: String = hanzi.chars().step_by(5).collect();
    let article = format!("title: 鎔峯龑\nbody: |\n  {level}\n\n  **{}**\n\n  *{}*", &level[..900], &level[900..1800]);
    let (_folder, project, job) = folder(&issue(&article));
    let (proof, findings) = prove(&project, &job);
    assert!(proof.is_some(), "{findings:#?}");
}

#[test]
fn rare_characters_of_names_are_set_by_the_last_face() {
    let faces = Faces::bundled();
    for c in ['𠮷', '𫖯', '𪚥', '㐱', '𠁪'] {
        assert!(faces.setting(Role::Fang, c).is_some(), "{c}");
    }
    assert_eq!(faces.setting(Role::Fang, '𠁪').unwrap().family, "HanaMinB");
    assert_eq!(faces.setting(Role::Title, '龑').unwrap().family, "Noto Serif CJK SC GB18030");
    assert!(faces.setting(Role::Fang, '😀').is_none());
}

/// A face of the user's, made from a bundled one under another name with fewer characters.
#[test]
fn a_users_face_comes_first_glyph_by_glyph() {
    let folder = tempfile::tempdir().unwrap();
    let liberation = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/LiberationSerif-Bold.ttf")).unwrap();
    std::fs::write(folder.path().join("方正小标宋简体.ttf"), renamed(liberation)).unwrap();
    let (faces, findings) = Faces::load(Some(folder.path()), false);
    assert!(findings.is_empty(), "{findings:?}");
    let chain: Vec<_> = faces.chains()[&Role::Title].families.iter().map(|family| family.name.as_str()).collect();
    assert_eq!(chain[1], "Liberatiox Serif", "{chain:?}");
    // It has no hanzi, so those come from the face behind it.
    assert_eq!(faces.setting(Role::Title, '国').unwrap().family, "Noto Serif CJK SC");
    assert!(matches!(faces.setting(Role::Title, '—').unwrap().origin, Origin::Project(_)));
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
fn a_broken_face_is_told_and_no_text_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("仿宋_GB2312.ttf"), b"no face").unwrap();
    let (_, findings) = Faces::load(Some(folder.path()), false);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code.as_str(), "face-unloadable");
}
