//! The size of PDFs: their objects are packed, and packing changes none of them.

use std::collections::BTreeMap;

use jianbao::issue::Profile;
use jianbao::pdf::export::{export_pages, export_plain, export_with_engine, finish};
use jianbao::pdf::structure::tree::mend_tree;
use jianbao::project::Job;
use jianbao::typeset::pipeline::TypesetIssue;
use lopdf::{Document, Object, ObjectId};

use crate::support::{sample, typeset_in_test};

/// Lays out a sample for a profile.
fn typeset(name: &str, profile: Profile) -> TypesetIssue {
    let (project, job) = sample(name);
    typeset_in_test(&project, &Job { profile: Some(profile), ..job }).0.unwrap()
}

/// The objects of a file without the streams that only hold others.
fn objects(document: Document) -> BTreeMap<ObjectId, Object> {
    let holds_others = |object: &Object| {
        let kind = object.as_stream().ok().and_then(|stream| stream.dict.get(b"Type").ok()?.as_name().ok());
        matches!(kind, Some(b"ObjStm" | b"XRef"))
    };
    document.objects.into_iter().filter(|(_, object)| !holds_others(object)).collect()
}

/// How many streams of a type stand in the file.
fn count(bytes: &[u8], kind: &str) -> usize {
    let name = format!("/Type/{kind}");
    bytes.windows(name.len()).filter(|window| *window == name.as_bytes()).count()
}

#[test]
fn every_profile_but_print_x1a_packs_its_objects() {
    for (profile, packed) in
        [(Profile::Print, true), (Profile::PrintX1a, false), (Profile::Screen, true), (Profile::Archive, true)]
    {
        let typeset = typeset("2022/33.yaml", profile);
        let bytes = export_pages(&typeset.document, &typeset.pages).unwrap();
        assert_eq!(count(&bytes, "ObjStm") > 0, packed, "{profile:?}");
        assert_eq!(count(&bytes, "XRef") > 0, packed, "{profile:?}");
        assert_eq!(bytes.starts_with(b"%PDF-1.4"), !packed, "{profile:?}");
    }
    let typeset = typeset("2022/33.yaml", Profile::Print);
    assert!(count(&export_plain(&typeset.document, &typeset.pages).unwrap(), "ObjStm") > 0);
}

#[test]
fn packing_makes_a_file_smaller_and_leaves_every_object_as_it_was() {
    for profile in [Profile::Screen, Profile::Archive] {
        let typeset = typeset("2022/33.yaml", profile);
        let before = export_with_engine(&typeset.document, &typeset.pages, true).unwrap();
        let after = finish(&typeset.document, &typeset.pages, before.clone()).unwrap();
        let [mut engine, packed] = [&before, &after].map(|bytes| Document::load_mem(bytes).unwrap());
        mend_tree(&mut engine);
        assert_eq!(objects(engine), objects(packed), "{profile:?}");
        assert!(after.len() * 100 < before.len() * 97, "{profile:?}: {} → {} bytes", before.len(), after.len());
    }
}
