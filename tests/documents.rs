//! What the READMEs and the manual say is so: links lead somewhere, YAML builds, commands run, nothing is left out.

mod example;
pub mod page;

use std::collections::BTreeSet;
use std::fs;

use jianbao::diagnostic::Code;

use self::page::{Page, Part};
use crate::support::{TestProject, root, run_here};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];
const BOOKS: [&str; 2] = ["docs/zh/src/", "docs/en/src/"];

/// Pages of one book, by their names within it.
fn pages_of(book: &str) -> BTreeSet<String> {
    let pages = page::all().into_iter().filter_map(|page| page.name.strip_prefix(book).map(str::to_owned));
    pages.filter(|name| name != "SUMMARY.md").collect()
}

/// The text of some pages of a book.
fn text_of(book: &str, names: &[&str]) -> String {
    names.iter().map(|name| fs::read_to_string(root().join(book).join(name)).unwrap()).collect()
}

#[test]
fn every_link_leads_to_something_that_is_there() {
    let pages = page::all();
    assert!(pages.len() > 40);
    for page in &pages {
        for part in &page.parts {
            let Part::Link(link) = part else { continue };
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = page::target(page, link);
            assert!(path.exists(), "{}: {link}", page.name);
            if let Some(anchor) = anchor {
                let name = page::name_of(&path.canonicalize().unwrap());
                assert!(Page::read(&name).has_anchor(&anchor), "{}: {link}", page.name);
            }
        }
    }
}

/// mdBook copies what stands in a book's folder and nothing else.
#[test]
fn no_link_of_a_book_leads_out_of_it() {
    for page in page::all() {
        let Some(book) = BOOKS.iter().find(|book| page.name.starts_with(**book)) else { continue };
        for part in &page.parts {
            let Part::Link(link) = part else { continue };
            if !link.contains("://") {
                let path = page::target(&page, link).0.canonicalize().unwrap();
                assert!(path.starts_with(root().join(book)), "{}: {link}", page.name);
            }
        }
    }
}

#[test]
fn every_page_is_in_the_summary_and_in_both_languages() {
    for book in BOOKS {
        let summary = Page::read(&format!("{book}SUMMARY.md"));
        let listed: Vec<_> = summary
            .parts
            .iter()
            .filter_map(|part| if let Part::Link(link) = part { Some(link.clone()) } else { None })
            .collect();
        let once: BTreeSet<_> = listed.iter().cloned().collect();
        assert_eq!(listed.len(), once.len(), "{book}: a page is listed twice");
        assert_eq!(once, pages_of(book), "{book}");
        let ascii =
            |name: &String| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c));
        assert!(once.iter().all(ascii), "{book}: {once:?}");
    }
    assert_eq!(pages_of(BOOKS[0]), pages_of(BOOKS[1]));
}

/// A translation shows the same examples of the same kinds; developers read English.
#[test]
fn both_languages_show_the_same_examples() {
    for name in pages_of(BOOKS[0]).into_iter().filter(|name| !name.starts_with("dev/")) {
        let kinds = BOOKS.map(|book| {
            let page = Page::read(&format!("{book}{name}"));
            page.examples().map(|(words, _)| words.join(" ")).collect::<Vec<_>>()
        });
        assert_eq!(kinds[0], kinds[1], "{name}");
    }
}

#[test]
fn every_yaml_and_every_text_builds_or_is_wrong_as_the_page_says() {
    let mut count = 0;
    for page in page::for_readers() {
        for (words, text) in page.examples() {
            if matches!(words.first(), Some(&("yaml" | "markdown"))) {
                example::build(&page, &words, text);
                count += 1;
            }
        }
    }
    assert!(count > 60, "{count}");
}

/// `watch` and `preview` don't end, and cargo compiles: those are read by the command line's grammar alone.
#[test]
fn every_command_runs_and_prints_what_the_page_shows() {
    for mut page in page::for_readers() {
        example::run(&mut page);
        example::parses(&page);
    }
}

#[test]
fn the_readmes_are_short_and_show_how_it_begins() {
    for name in READMES {
        let readme = Page::read(name);
        assert!(readme.text.lines().count() <= 100, "{name}");
        assert!(readme.text.contains("cargo run -- build") && readme.text.contains("cargo test"), "{name}");
        assert!(readme.examples().any(|(words, _)| words == ["yaml", "issue"]), "{name}");
    }
}

/// Every key of both schemas has its words in the manual.
#[test]
fn every_key_is_explained() {
    for book in BOOKS {
        let text = text_of(book, &["clerk/issue-keys.md", "clerk/publication-keys.md", "print-shop/settings.md"]);
        for subject in ["issue", "publication"] {
            let schema: serde_json::Value = serde_json::from_str(&run_here(["schema", subject]).out).unwrap();
            let mut keys = BTreeSet::new();
            collect_keys(&schema, &mut keys);
            assert!(keys.len() > 20, "{keys:?}");
            for key in keys {
                let is_named = text.contains(&format!("`{key}`")) || text.contains(&format!("\n## {key}\n"));
                assert!(is_named, "{book}: {key}");
            }
        }
    }
}

fn collect_keys(schema: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            if let Some(serde_json::Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| collect_keys(value, keys));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

/// Whoever searches the manual for the code of a message finds what to do.
#[test]
fn every_code_is_explained() {
    for book in BOOKS {
        let text = text_of(book, &["clerk/mistakes.md", "print-shop/preflight.md"]);
        let missing: Vec<_> =
            Code::ALL.iter().filter(|code| !text.contains(&format!("`{code}`"))).map(|code| code.as_str()).collect();
        assert!(missing.is_empty(), "{book}: {missing:?}");
    }
}

/// The overview names each command and each of its options.
#[test]
fn every_command_and_option_is_in_the_overview() {
    let help = run_here(["--help"]).out;
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands")).skip(1);
    let commands: Vec<_> = commands.map_while(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"build") && commands.len() > 10, "{commands:?}");
    for book in BOOKS {
        let text = text_of(book, &["clerk/commands.md"]);
        for command in &commands {
            assert!(text.contains(&format!("jianbao {command}")), "{book}: {command}");
            let help = run_here([command, "--help"]).out;
            for option in help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
                let option: String = option.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
                assert!(text.contains(&format!("`{option}")), "{book}: {command} {option}");
            }
        }
    }
}

/// What the release workflow packs is there, and it says which tests it runs.
#[test]
fn the_release_workflow_is_yaml_and_packs_what_is_there() {
    let text = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let workflow: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let jobs = workflow["jobs"].as_object().unwrap();
    let targets = jobs["program"]["strategy"]["matrix"]["include"].as_array().unwrap();
    for system in ["windows-msvc", "linux-musl", "apple-darwin"] {
        assert!(targets.iter().any(|target| target["target"].as_str().unwrap().ends_with(system)), "{system}");
    }
    let pack = fs::read_to_string(root().join(".github/release/pack")).unwrap();
    let list = pack.lines().find_map(|line| line.strip_prefix("files=(")).unwrap().trim_end_matches(')');
    let files: Vec<_> = list.split_whitespace().collect();
    assert!(files.contains(&"LICENSE") && files.contains(&"LICENSE-APACHE") && files.contains(&"fonts/licenses"));
    for file in files {
        assert!(root().join(file).exists(), "{file}");
    }
    for script in [".github/release/pack", ".github/release/preview.cmd"] {
        assert!(root().join(script).is_file(), "{script}");
    }
    assert!(text.contains("cargo test") && text.contains("sha256sum") && text.contains("licenses --libraries"));
}

/// The two commands of the README, as far as they are ours.
#[test]
fn the_sample_of_the_readme_builds_without_a_finding() {
    for name in READMES {
        let readme = Page::read(name);
        for (words, text) in readme.examples().filter(|(words, _)| words.first() == Some(&"yaml")) {
            assert_eq!(words, ["yaml", "issue"], "{name}");
            TestProject::new().issue("2022/36.yaml", text).run(["build"]).code(0).stderr("");
        }
    }
}
