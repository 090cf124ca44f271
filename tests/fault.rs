//! Input that is hostile or was damaged on its way is named with its place, and soon.

use std::fs;
use std::time::{Duration, Instant};

use jianbao::asset::face::Faces;
use jianbao::asset::layout::Layouts;
use jianbao::diagnostic::Diagnostic;
use jianbao::typeset::pipeline::typeset_guarded;
use jianbao::typeset::world::Engine;
use snapbox::str;

use crate::support::{Running, TestProject, folder, issue, numbered, told, typeset_in_test};

/// How long a file of up to 1 MB may take in a test's program, on a machine that does other things, too.
const SOON: Duration = Duration::from_secs(20);

/// Returns what is found in an issue with this article, and asserts that it is found soon.
#[track_caller]
fn findings_of(article: &str) -> Vec<Diagnostic> {
    findings_in(&issue(article))
}

#[track_caller]
fn findings_in(text: &str) -> Vec<Diagnostic> {
    let (_folder, project, job) = folder(text);
    let begun = Instant::now();
    let (_, findings) = typeset_in_test(&project, &job);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    findings
}

/// The code, line and column of each finding.
fn places(findings: &[Diagnostic]) -> Vec<(&str, Option<(usize, usize)>)> {
    let place = |finding: &Diagnostic| finding.place.as_ref().and_then(jianbao::diagnostic::Place::position);
    findings.iter().map(|finding| (finding.code.as_str(), place(finding))).collect()
}

#[test]
fn characters_that_turn_text_round_are_named_in_every_field() {
    for (article, place) in [
        ("title: 标\u{202e}题\nbody: 正文。", (16, 17)),
        ("title: 标题\nbody: 张\u{202e}三四\u{202c}五。", (17, 16)),
        ("title: 标题\nbody: \"张\\u202e三四五。\"", (17, 15)),
        ("title: 标题\nbody: 张&#x202e;三四五。", (17, 15)),
        ("title: 标题\ntable: {columns: [甲], rows: [[\"1\u{200f}23\"]]}", (17, 39)),
        ("title: 标题\nbody: |\n  甲[^1]。\n\n  [^1]: 乙\u{2067}丙", (20, 18)),
    ] {
        let findings = findings_of(article);
        assert!(!findings.is_empty(), "{article}");
        assert!(findings.iter().all(|finding| finding.code.as_str() == "bidi-control"), "{}", told(&findings));
        let found = places(&findings)[0].1.unwrap();
        assert_eq!(found.0, place.0, "{article}: {found:?}");
    }
    for (from, to) in [
        ("某省文明办", "某\u{202e}省"),
        ("工作资料", "工\u{2066}作"),
        ("某某某", "某\u{200e}某"),
        ("交流", "交\u{202b}流"),
    ] {
        let findings = findings_in(&issue("title: 标题\nbody: 正文。").replace(from, to));
        assert_eq!(findings[0].code.as_str(), "bidi-control", "{from}: {}", told(&findings));
        assert!(findings[0].place.is_some());
    }
}

#[test]
fn a_pile_of_marks_is_named_before_it_takes_the_memory() {
    for pile in ["\u{301}".repeat(14_000), "\u{200d}\u{20dd}".repeat(4_000)] {
        let findings = findings_of(&format!("title: 标题\nbody: 正文a{pile}。"));
        assert_eq!(places(&findings), [("too-much", Some((17, 17)))], "{}", told(&findings));
    }
    assert!(
        findings_of("title: 标题\nbody: 正文e\u{301}\u{323}。")
            .iter()
            .all(|finding| finding.code.as_str() != "too-much")
    );
}

#[test]
fn very_many_mistakes_in_a_body_are_found_soon() {
    let bodies = [
        "甲[^a]。\n\n".repeat(25_000),
        "甲<b>乙</b>\n\n".repeat(20_000),
        "**甲\n\n".repeat(40_000),
        "# 甲\n\n".repeat(40_000),
        "甲\t乙\n\n".repeat(40_000),
        "`甲`\n\n".repeat(40_000),
        "![图](没有.jpg)\n\n".repeat(20_000),
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n".repeat(12_000),
        format!("| 甲 | 乙 |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(40_000)),
        "[".repeat(300_000),
        "<http://".repeat(60_000),
        "&a".repeat(150_000),
        "[^".repeat(150_000),
        "甲,乙".repeat(60_000),
    ];
    for body in bodies {
        let lines: String = body.lines().map(|line| format!("  {line}\n")).collect();
        let findings = findings_of(&format!("title: 标题\nbody: |\n{lines}"));
        let begin: String = body.chars().take(20).collect();
        assert!(!findings.is_empty() && findings.len() <= 101, "{begin}: {}", findings.len());
    }
}

#[test]
fn more_receivers_and_footnotes_than_any_issue_has_are_refused() {
    let notes: String = (0..600).map(|n| format!("  甲[^{n}]。\n\n  [^{n}]: 乙\n\n")).collect();
    let findings = findings_of(&format!("title: 标题\nbody: |\n{notes}"));
    assert_eq!(findings[0].code.as_str(), "too-much", "{}", told(&findings));
    let receivers = vec!["某某"; 60_000].join(", ");
    let findings = findings_in(&issue("title: 标题\nbody: 正文。").replace("某某, 某某某", &receivers));
    assert_eq!(places(&findings)[0].0, "too-much", "{}", told(&findings));
    assert_eq!(places(&findings)[0].1.unwrap().0, 8);
}

#[test]
fn a_mistake_in_a_body_that_begins_with_a_table_has_its_own_line() {
    for (body, line, column) in [
        ("  | 甲 | 乙 |\n  |---|---|\n  | 1 | 2 |\n\n  坏<b>字", 22, 12),
        ("  > 甲\n\n  坏<b>字", 20, 12),
        ("  |\n\n  坏<b>字", 20, 12),
    ] {
        let findings = findings_of(&format!("title: 标题\nbody: |\n{body}"));
        let found = findings.iter().find(|finding| finding.code.as_str() == "markup-html").unwrap();
        assert_eq!(found.place.as_ref().unwrap().position(), Some((line, column)), "{body}");
        assert_eq!(found.place.as_ref().unwrap().text(), "<b>");
    }
}

/// An engine with one face beside the bundled ones, or what is wrong with its file.
fn engine_with(name: &str, face: &[u8]) -> Result<Engine, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), face).unwrap();
    let (faces, findings) = Faces::load(Some(folder.path()), false);
    if findings.is_empty() { Ok(Engine::new(faces.into(), Layouts::built_in())) } else { Err(findings) }
}

/// A bundled face of CFF outlines.
fn otf() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/NotoSerifCJKsc-Black-TGH.otf")).unwrap()
}

#[test]
fn a_face_that_was_cut_short_is_refused_by_its_name() {
    let whole = otf();
    assert!(engine_with("仿宋_GB2312.otf", &whole).is_ok());
    for share in [5, 20, 40, 60, 80, 95, 99] {
        let findings = engine_with("仿宋_GB2312.otf", &whole[..whole.len() / 100 * share]).err().unwrap();
        assert_eq!(findings[0].code.as_str(), "face-unloadable");
        assert!(findings[0].place.as_ref().unwrap().source.path.ends_with("仿宋_GB2312.otf"));
    }
}

#[test]
fn a_face_without_shapes_is_named_where_it_would_print_nothing() {
    let mut hollow = otf();
    let record = hollow.windows(4).position(|tag| tag == b"CFF ").unwrap();
    let number = |at: usize| u32::from_be_bytes(hollow[at..at + 4].try_into().unwrap()) as usize;
    let (start, length) = (number(record + 8), number(record + 12));
    // The head of the outlines stays, so that the face is read.
    let middle = start + length / 2;
    hollow[middle..start + length].fill(0);
    let Ok(engine) = engine_with("仿宋_GB2312.otf", &hollow) else { return };
    let (_folder, project, job) =
        folder(&issue("title: 标题\nbody: 某省审计系统开展志愿服务活动一二三四五六七八九十。"));
    let findings = typeset_guarded(&engine, &project, &job).unwrap_err();
    assert!(findings.iter().any(|finding| finding.code.as_str() == "glyph-empty"), "{findings}");
}

#[test]
fn a_collection_of_too_many_faces_costs_no_memory() {
    let file = [b"ttcf\x00\x01\x00\x00".as_slice(), &[0xff; 4], &[0; 4096]].concat();
    let findings = engine_with("仿宋.ttc", &file).err().unwrap();
    assert_eq!(findings[0].code.as_str(), "face-unloadable");
}

/// A project with an issue of one picture.
fn with_picture(name: &str, bytes: &[u8]) -> TestProject {
    let project = TestProject::new()
        .issue("1.yaml", issue(&format!("title: 标题\nbody: |\n  正文。\n\n  ![图]({name} \"40mm\")")));
    project.write(&format!("issues/{name}"), bytes);
    project
}

/// A JPEG of many tones.
fn jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([x * 7, y * 5, x * y].map(|c| c as u8)));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[test]
fn a_jpeg_whose_data_end_early_is_refused() {
    let whole = jpeg();
    let mut half = whole[..whole.len() / 2].to_vec();
    half.extend([0xff, 0xd9]);
    let mut larger = whole.clone();
    let frame = larger.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    larger[frame + 5..frame + 9].copy_from_slice(&[0x17, 0x70, 0x17, 0x70]);
    for bytes in [half, larger] {
        with_picture("a.jpg", &bytes).run(["check"]).code(1).error("picture-unreadable");
    }
    with_picture("a.jpg", &whole).run(["check"]).code(0);
}

#[test]
fn a_picture_beyond_all_bounds_is_refused_before_it_is_decoded() {
    // A PNG's head: one pixel wide and 90 million high.
    let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01".to_vec();
    png.extend(90_000_000u32.to_be_bytes());
    png.extend(b"\x08\x00\x00\x00\x00\x00\x00\x00\x00");
    let ran = with_picture("a.png", &png).run(["check"]).code(1);
    assert!(ran.err.contains("[picture-too-large]") && ran.err.contains("30,000 pixels"), "{}", ran.err);
}

#[test]
fn a_path_of_the_machine_is_refused_even_within_the_project() {
    let project = with_picture("a.jpg", &jpeg());
    let path = project.path("issues/a.jpg");
    project.edit("issues/1.yaml", "(a.jpg ", &format!("(<{}> ", path.display()));
    project.run(["check"]).code(1).error("picture-absolute");
}

#[test]
fn pictures_that_are_too_large_together_are_named_as_such() {
    let body: String = (0..30).map(|_| "  ![图](a.png)\n\n").collect();
    let project = TestProject::new().issue("1.yaml", issue(&format!("title: 标题\nbody: |\n{body}")));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(4_000, 3_000).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    project.write("issues/a.png", bytes.into_inner());
    let ran = project.run(["check"]).code(1);
    assert_eq!(ran.err.matches("[pictures-too-large]").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("300 megapixels together"), "{}", ran.err);
}

#[test]
fn two_releases_at_once_keep_an_issue_once() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    for round in 1..=4 {
        project.edit("issues/1.yaml", "正文", &format!("正文{round}"));
        let codes: Vec<_> = std::thread::scope(|scope| {
            let runs: Vec<_> =
                (0..3).map(|_| scope.spawn(|| project.run(["release", "issues/1.yaml"]).status())).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        assert_eq!(codes, [0; 3]);
        assert!(project.has(&format!("releases/1-r{round}/release.json")));
        assert!(!project.path(&format!("releases/1-r{}", round + 1)).exists());
    }
}

#[cfg(unix)]
#[test]
fn what_killed_runs_left_is_swept() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    let left = ["releases/.release.abc123/source/1.yaml", "out/.9.pdf.abc.jianbao-part"];
    left.iter().for_each(|path| project.write(path, "x"));
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    for path in ["releases/.release.abc123", "out/.9.pdf.abc.jianbao-part"] {
        fs::File::open(project.path(path)).unwrap().set_modified(old).unwrap();
    }
    project.write("releases/.release.new/1.yaml", "x");
    project.run(["build"]).code(0);
    project.run(["release", "issues/1.yaml"]).code(0);
    assert!(left.iter().all(|path| !project.has(path)));
    assert!(project.has("releases/.release.new/1.yaml"), "another run may be filling it");
}

#[test]
fn folders_that_go_and_come_back_are_watched_again() {
    let text = issue("title: 标题\nbody: 正文。");
    let project = TestProject::new().issue("1.yaml", &text).issue("2.yaml", numbered(2, &text));
    let watch = Running::start(project.root(), &["watch"]);
    watch.until("watching issues");
    for round in 1..=2 {
        let aside = project.path("aside");
        fs::rename(project.path("issues"), &aside).unwrap();
        watch.until("error[");
        fs::rename(&aside, project.path("issues")).unwrap();
        watch.until("no PDF has to be made again");
        project.write("issues/1.yaml", text.replace("正文", &format!("新文{round}")));
        watch.until("1: page");
        fs::remove_dir_all(project.path("issues")).unwrap();
        project.write("issues/1.yaml", &text);
        project.write("issues/2.yaml", numbered(2, &text));
        watch.until("1: page");
    }
}

#[test]
fn a_folder_of_layouts_made_later_is_watched() {
    let text = issue("title: 标题\nbody: 正文。").replace("number: 1\n", "number: 1\nlayout: own\n");
    let project = TestProject::new().issue("1.yaml", text);
    let own = |word: &str| {
        format!(
            "#import \"/layouts/bulletin/layout.typ\": issue\n#let layout(data) = issue(data, (style, data) => [{word}])"
        )
    };
    let watch = Running::start(project.root(), &["watch"]);
    watch.until("error[layout-unknown]");
    watch.until("watching issues");
    project.write("layouts/own/layout.typ", own("甲"));
    watch.until("1.yaml → out/1.pdf");
    project.write("layouts/own/layout.typ", own("乙"));
    watch.until("1: page");
}

#[cfg(unix)]
#[test]
fn escapes_in_names_of_files_do_not_reach_a_terminal() {
    let project = TestProject::new().issue("a\u{1b}[31m\u{9b}2J.yaml", issue("title: 标题\nbody: 正文。"));
    let ran = project.run(["build"]).code(0);
    ran.stdout(str![[r#"
issues/a�[31m�2J.yaml → out/a�[31m�2J.pdf  2 pages  [TIME] s

"#]]);
    let wrong = TestProject::new().issue("a\u{1b}]0;x\u{7}.yaml", issue("title: 标题\nbodi: 正文。"));
    let ran = wrong.run(["build"]).code(1);
    assert!(!ran.err.contains(['\u{1b}', '\u{7}']) && !ran.out.contains('\u{1b}'), "{}{}", ran.out, ran.err);
}

#[test]
fn one_hostile_file_among_many_costs_that_file_alone() {
    let good = issue("title: 标题\nbody: 正文。");
    let pile = good.replace("正文", &format!("a{}", "\u{301}".repeat(20_000)));
    let project = TestProject::new()
        .issue("1.yaml", &good)
        .issue("2.yaml", numbered(2, &pile))
        .issue("3.yaml", numbered(3, &good));
    project.run(["build"]).code(1).error("too-much");
    assert!(project.has("out/1.pdf") && !project.has("out/2.pdf") && project.has("out/3.pdf"));
}

/// Three issues, of which the second names a layout of the project.
fn with_layout(layout: &str) -> TestProject {
    let good = issue("title: 标题\nbody: 正文。");
    let own = numbered(2, &good).replace("number: 2\n", "number: 2\nlayout: own\n");
    let project = TestProject::new().issue("1.yaml", &good).issue("2.yaml", own).issue("3.yaml", numbered(3, &good));
    project.write("layouts/own/layout.typ", layout);
    project
}

#[test]
fn a_layout_that_crashes_or_takes_all_memory_costs_its_issue_alone() {
    for layout in [
        "#let layout(data) = { let c = [甲]; for i in range(100000) { c = [乙] + pad(c) }; c }",
        "#let layout(data) = { let s = \"aaaaaaaaaaaaaaaa\"; for i in range(40) { s = s + s }; s }",
        "#let layout(data) = { let all = range(400000000); [甲] }",
    ] {
        let project = with_layout(layout);
        project.run(["build"]).code(1).error("layout-bounds");
        assert!(project.has("out/1.pdf") && !project.has("out/2.pdf") && project.has("out/3.pdf"), "{layout}");
    }
}

#[test]
fn a_layout_that_is_well_made_draws_as_before() {
    let project = with_layout(
        "#let layout(data) = { set document(title: data.document.title); for article in data.articles { article.title.join(); for block in article.blocks { for run in block.runs { run.text } } } }",
    );
    project.run(["build"]).code(0);
    assert!(project.page_words("out/2.pdf")[0].contains("正文"));
}

#[test]
fn a_layout_that_leaves_out_the_text_is_named() {
    let ran = with_layout("#let layout(data) = { set document(title: data.document.title); for article in data.articles { article.title.join() } }").run(["build"]);
    assert!(ran.err.contains("[text-not-printed]") && ran.err.contains("正文"), "{}", ran.err);
}
