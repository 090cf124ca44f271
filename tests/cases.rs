//! Cases: folders with an issue and everything that is expected of it, for people to open.
//!
//! Each folder of `tests/cases/` holds `issue.yaml` (and what it needs) and the whole expected output: `en.txt`
//! and `zh.txt` with the findings, `pages.txt` with every line of every page. `JIANBAO_ACCEPT=1 cargo test` takes
//! what comes out as expected.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use jianbao::diagnostic::message::Lang;
use jianbao::project::Project;
use jianbao::report::render;
use jianbao::typeset::inspect::page_items;

use crate::support::{difference, is_accepting, rules, runs, typeset_in_test};

#[test]
fn every_case_comes_out_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut failures = Vec::new();
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 10);
    for case in cases {
        compare(&case, &outputs(&case), &mut failures);
        for file in fs::read_dir(&case).unwrap().map(|entry| entry.unwrap().file_name()) {
            let name = file.to_string_lossy();
            let known = ["en.txt", "zh.txt", "pages.txt"].contains(&name.as_ref());
            assert!(known || !name.ends_with(".txt"), "{name}: nothing compares with this file");
        }
    }
    assert!(
        failures.is_empty(),
        "{}\nJIANBAO_ACCEPT=1 cargo test takes what comes out as expected",
        failures.join("\n")
    );
}

fn outputs(case: &Path) -> BTreeMap<&'static str, String> {
    let project = Project::at(case);
    let job = project.jobs(&["issue.yaml".into()], None).unwrap().remove(0);
    let (proof, findings) = typeset_in_test(&project, &job);
    let mut outputs = BTreeMap::new();
    for (name, lang) in [("en.txt", Lang::En), ("zh.txt", Lang::Zh)] {
        if !findings.is_empty() {
            let rendered =
                findings.iter().map(|finding| render(finding, lang, 100) + "\n").collect::<Vec<_>>().join("\n");
            let plain = anstream::adapter::strip_str(&rendered).to_string();
            outputs.insert(name, plain.replace(&format!("{}/", case.display()), ""));
        }
    }
    if let Some(proof) = proof {
        outputs.insert("pages.txt", page_text(&page_items(&proof.pages)));
    }
    outputs
}

/// Every line of every page: baseline, left and right edge in mm, size in pt, face, words.
fn page_text(pages: &[jianbao::typeset::inspect::PageItems]) -> String {
    let mut out = String::new();
    let (runs, rules) = (runs(pages), rules(pages));
    for page in 1..=pages.len() {
        let _ = writeln!(out, "page {page}");
        for run in runs.iter().filter(|run| run.page == page) {
            let bold = if run.bold { " bold" } else { "" };
            let _ = writeln!(
                out,
                "  {:7.2}  {:6.2}–{:6.2}  {:5.2}  {}{bold}  {}",
                run.baseline, run.left, run.right, run.size, run.family, run.text
            );
        }
        for (_, [left, right, top, bottom]) in rules.iter().filter(|(on, _)| *on == page) {
            let _ = writeln!(out, "  {top:7.2}–{bottom:.2}  {left:6.2}–{right:6.2}  rule");
        }
    }
    out
}

/// Compares all outputs of a case, and notes whole differences.
fn compare(case: &Path, outputs: &BTreeMap<&str, String>, failures: &mut Vec<String>) {
    let name = case.file_name().unwrap().to_string_lossy();
    for golden in ["en.txt", "zh.txt", "pages.txt"] {
        let path = case.join(golden);
        let expected = fs::read_to_string(&path).ok();
        let actual = outputs.get(golden).cloned();
        // An empty file would stand for an output that nobody gets.
        assert!(expected.as_ref().is_none_or(|text| !text.is_empty()), "{name}/{golden} is empty");
        if expected == actual {
            continue;
        }
        if !is_accepting() {
            let [actual, expected] = [actual, expected].map(Option::unwrap_or_default);
            failures.push(difference(&format!("{name}/{golden}"), &actual, &expected));
        } else if let Some(actual) = actual {
            fs::write(&path, actual).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
    }
}
