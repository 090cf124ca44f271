//! What the repository shows can't rot: samples, schemas, pictures. The texts are for `documents`.

use std::fs;

use crate::support::{is_accepting, root, run_here, sample, typeset_in_test};

#[test]
fn every_sample_builds_without_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let built = run_here(["build", "-o", folder.path().to_str().unwrap()]).code(0).stderr("");
    assert_eq!(built.out.lines().count(), 6);
}

#[test]
fn the_schemas_beside_the_issues_are_those_of_the_program() {
    for (subject, file) in [("issue", "issues/issue.schema.json"), ("publication", "issues/publication.schema.json")] {
        let printed = run_here(["--lang", "zh", "schema", subject]).out;
        if is_accepting() {
            fs::write(root().join(file), &printed).unwrap();
        }
        assert!(fs::read_to_string(root().join(file)).unwrap() == printed, "{file} is not what the program prints");
    }
    for issue in ["33", "34", "35", "36", "增刊1"] {
        let text = fs::read_to_string(root().join(format!("issues/2022/{issue}.yaml"))).unwrap();
        assert!(text.starts_with("# yaml-language-server: $schema=../issue.schema.json\n"), "{issue}");
    }
}

/// The READMEs show the first page and an inner page of the sample as they are; `JIANBAO_ACCEPT=1` draws them anew.
#[test]
fn the_pictures_of_the_readme_are_of_the_sample() {
    let (project, job) = sample("2022/36.yaml");
    let (proof, _) = typeset_in_test(&project, &job);
    let pages = proof.unwrap().pages;
    for (page, name) in [(0, "page-1.png"), (1, "page-2.png")] {
        let options = typst_render::RenderOptions { pixel_per_pt: 1.2.into(), ..Default::default() };
        let drawn = typst_render::render(&pages.pages()[page], &options);
        let path = root().join(".github").join(name);
        if is_accepting() {
            drawn.save_png(&path).unwrap();
        }
        let kept = tiny_skia::Pixmap::load_png(&path).unwrap();
        assert_eq!((kept.width(), kept.height()), (drawn.width(), drawn.height()));
        let differs = kept.pixels().iter().zip(drawn.pixels()).filter(|(a, b)| a.red().abs_diff(b.red()) > 64).count();
        assert!(differs < 200, "{name} is not the page any more: {differs} pixels differ");
    }
}
