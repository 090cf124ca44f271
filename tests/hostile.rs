//! Hostile input: whatever the text, the reader answers with a value or with findings that have a place.

use jianbao::diagnostic::Source;
use jianbao::input::yaml::{Locator, Text, parse};
use jianbao::issue::Issue;
use jianbao::issue::markdown;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::{folder, issue, typeset_in_test};

/// The same cases in every run, so that a change is judged by what it changes; `JIANBAO_CASES=20000` cargo test hostile
/// looks at so many new ones.
pub fn runs(cases: u32) -> ProptestConfig {
    let asked = std::env::var("JIANBAO_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(36) };
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

/// Pieces that mean something to YAML or to Markdown, and pieces that mean nothing.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("  "),
        Just("\t"),
        Just("- "),
        Just("1. "),
        Just("**"),
        Just("*"),
        Just("_"),
        Just("## "),
        Just("### "),
        Just("["),
        Just("]"),
        Just("[^1]"),
        Just("[^1]: "),
        Just("![图](a.jpg)"),
        Just("| a | b |\n|---|---|\n| 1 | 2 |\n"),
        Just("> "),
        Just("```\n"),
        Just("<b>"),
        Just("&amp;"),
        Just("\\"),
        Just("。"),
        Just("”"),
        Just("国"),
        Just("number: "),
        Just("title: "),
        Just("sections:\n"),
        Just("articles:"),
        Just("body: |\n"),
        Just("&a "),
        Just("*a"),
        Just("{"),
        Just("}"),
        Just("'"),
        Just("\""),
        Just(": "),
        Just("#"),
        Just("\u{feff}"),
        Just("\u{2028}"),
        Just("\u{0}"),
        Just("\r"),
        Just("\u{10ffff}"),
        Just("😀"),
        Just("e\u{301}"),
        Just("---\n"),
        Just("!!binary "),
        Just("2022-12-28"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(runs(1500))]

    #[test]
    fn any_yaml_is_read_or_its_mistake_has_a_place(text in pieces()) {
        let source = Source::new("a.yaml", &text);
        if let Err(finding) = parse::<Issue>(&source) {
            let place = finding.place.expect("every finding of the reader has a place");
            prop_assert!(place.range.end <= source.text.len());
            let _ = source.line_column(place.range.start);
        }
    }

    #[test]
    fn any_markdown_gives_blocks_and_findings_within_its_text(text in pieces()) {
        let source = Source::new("a.yaml", &text);
        let body = Text { value: source.text.clone(), place: source.whole() };
        let mut findings = Vec::new();
        for block in markdown::read(&Locator::new(&body), &mut findings) {
            prop_assert!(block.range.end <= body.value.len());
            let _ = body.locate(block.range);
        }
        for finding in findings {
            prop_assert!(finding.place.expect("a place").range.end <= source.text.len());
        }
    }
}

proptest! {
    #![proptest_config(runs(25))]

    /// The whole way to inspected pages.
    #[test]
    fn any_body_is_typeset_or_refused(text in pieces()) {
        let body = serde_json::to_string(&text.replace('\0', "")).unwrap();
        let (_folder, project, job) = folder(&issue(&format!("title: 标题\nbody: {body}")));
        let (proof, findings) = typeset_in_test(&project, &job);
        prop_assert!(proof.is_some() || findings.iter().any(jianbao::diagnostic::Diagnostic::is_error));
        prop_assert!(findings.iter().all(|finding| finding.code.as_str() != "layout-error"), "{findings:?}");
    }
}
