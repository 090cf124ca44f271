//! Layouts in which one measure is wrong, each through a change of the built-in files.

use std::fs;
use std::sync::{Arc, OnceLock};

use jianbao::asset::face::Faces;
use jianbao::pdf::export::export_pages;
use jianbao::pdf::measure::{Inspection, Verdict, inspect};
use jianbao::pdf::preflight::watch::Unwatched;
use jianbao::project::Project;
use jianbao::typeset::compile::forget;
use jianbao::typeset::pipeline::typeset_guarded;
use jianbao::typeset::world::{Engine, load_layouts};

use super::rows;
use crate::support::{root, told};

/// A change of a file of the layout, and the rows that fail then.
struct Sabotage {
    /// The file, the words in it, and what replaces them.
    change: (&'static str, &'static str, &'static str),
    /// The rows.
    rows: &'static [&'static str],
}

/// A sabotage that one row tells.
const fn one(file: &'static str, from: &'static str, to: &'static str, rows: &'static [&'static str]) -> Sabotage {
    Sabotage { change: (file, from, to), rows }
}

/// An issue that has everything that is measured.
pub fn everything() -> String {
    let words = "各地文明实践中心把服务送到村头巷尾居民在家门口就能找到志愿者遇到困难有人问有人管有人帮";
    let text = format!("{}。", words.repeat(6));
    let article = |title: &str, more: &str| {
        format!("      - title: {title}\n        body: |\n          {text}\n\n          {text}\n\n{more}")
    };
    let head = "          一段话[^1]说完。\n\n          ## 一、先做什么\n\n";
    let body = format!("          {text}\n\n          ### （一）再做什么\n\n          {text}\n\n");
    let picture =
        "          ![图中是实践广场](pictures/33-实践广场.jpg \"60mm\")\n\n          [^1]: 这里是一条脚注的文字。\n";
    let list = "          - 第一件事情要做好\n          - 第二件事情要做好\n\n";
    let table = "        table:\n          columns: [地区, 篇数]\n          rows:\n            - [南京市, 7]\n            - [苏州市, 5]\n            - [无锡市, 4]\n";
    format!(
        "number: 1\ndate: 2022-12-28\ntitle: 某省精神文明建设简报\nissuer: 某省文明办\nnotice: 工作资料 注意保存\n\
         distribution:\n  - label: 报\n    to: [中央文明办, 省文明委主任]\n  - label: 发\n    to: [各设区市文明委]\n\
         serial: 某字 1 号\ncopies: 400\nsections:\n  - title: 工作交流\n    articles:\n{}{}  - title: 通报\n    articles:\n{}{table}",
        article("各地文明实践中心服务群众", &format!("{list}{head}{body}{picture}")),
        article("文明新风进万家", &format!("          {text}\n\n          {text}\n")),
        "      - title: 用稿统计\n",
    )
}

/// Measures the issue with everything, its layout changed.
fn measure(changes: &[(&str, &str, &str)]) -> Inspection {
    static FACES: OnceLock<Arc<Faces>> = OnceLock::new();
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("layouts/bulletin");
    fs::create_dir_all(&own).unwrap();
    fs::create_dir_all(folder.path().join("issues/pictures")).unwrap();
    fs::write(folder.path().join("issues/1.yaml"), everything()).unwrap();
    let picture = "issues/2022/pictures/33-实践广场.jpg";
    fs::copy(root().join(picture), folder.path().join("issues/pictures/33-实践广场.jpg")).unwrap();
    for (file, from, to) in changes {
        let path = own.join(file);
        let before = if path.exists() { path.clone() } else { root().join("layouts/bulletin").join(file) };
        let text = fs::read_to_string(before).unwrap();
        assert!(text.contains(from), "{file} has no “{from}”");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
    let project = Project::at(folder.path());
    let faces = FACES.get_or_init(|| Arc::new(Faces::bundled())).clone();
    let engine = Engine::new(faces, load_layouts(&project).unwrap());
    let job = project.jobs(&[], None).unwrap().remove(0);
    let typeset =
        typeset_guarded(&engine, &project, &job).unwrap_or_else(|found| panic!("{changes:?}: {}", told(&found)));
    forget();
    let pages = typeset.value;
    inspect(&export_pages(&pages.document, &pages.pages).unwrap(), &Unwatched).unwrap()
}

/// Without it the layout itself tells what stands outside of the type area.
const NO_AREA: (&str, &str, &str) = ("page.typ", "metadata((type-area:", "metadata((type-area-of-nothing:");

const MEASURES: &str = "measures.typ";

/// Where the words of a paragraph are drawn.
const PARAGRAPH: &str = "let words = role(\"P\", draw-runs(style, item.runs))";

#[rustfmt::skip]
const SABOTAGES: &[Sabotage] = &[
    // Paper and type area.
    one(MEASURES, "paper-width = 210mm", "paper-width = 212mm", &["paper-width"]),
    one(MEASURES, "paper-height = 297mm", "paper-height = 299mm", &["paper-height"]),
    one(MEASURES, "top-margin = 37mm", "top-margin = 39mm", &["top-margin"]),
    one(MEASURES, "inner-margin = 28mm", "inner-margin = 31mm", &["inner-margin"]),
    // 28 characters take the width, so that they become smaller with it.
    one(MEASURES, "type-width = 156mm", "type-width = 150mm", &["type-width", "text-size"]),
    // 22 lines fill the height, so that they come closer with it. The page number and the imprint go up.
    one(MEASURES, "type-height = 225mm", "type-height = 219mm", &["type-height", "line-pitch", "number-below", "imprint-end"]),
    // 27 characters that fill the width are larger.
    one(MEASURES, "characters-per-line = 28", "characters-per-line = 27", &["characters", "text-size"]),
    // 20 lines that fill the height have more white between them.
    one(MEASURES, "lines-per-page = 22", "lines-per-page = 20", &["lines", "line-pitch"]),
    // The former pitch: the imprint ends with the last line, while notes at the foot still end where the type area does.
    one(MEASURES, "(type-height - char-size) / (lines-per-page - 1)", "type-height / lines-per-page", &["line-pitch", "imprint-end"]),
    one(MEASURES, "table-air = line-pitch / 2", "table-air = line-pitch / 3", &[]),
    // Masthead.
    one(MEASURES, "masthead-title-top = 20mm", "masthead-title-top = 23mm", &["masthead-top"]),
    one(MEASURES, "masthead-title-height = 22mm", "masthead-title-height = 14mm", &["masthead-width"]),
    one(MEASURES, "masthead-height = 6 * line-pitch", "masthead-height = 7 * line-pitch", &["rule-place"]),
    one(MEASURES, "masthead-rule = 1mm", "masthead-rule = 2mm", &["rule-thickness"]),
    one(MEASURES, "masthead-line-above-rule = 4mm", "masthead-line-above-rule = 6mm", &["issuer-above-rule", "date-above-rule"]),
    one("masthead.typ", "..style.masthead, fill: style.red", "..style.hei, fill: style.red", &["masthead-face"]),
    one("masthead.typ", "..style.masthead, fill: style.red", "..style.masthead, fill: style.black", &["masthead-ink"]),
    one("masthead.typ", "height: masthead-rule, fill: style.red", "height: masthead-rule, fill: style.black", &["rule-ink"]),
    // A shorter rule in the middle begins farther in.
    one("masthead.typ", "place(bottom, rect(width: 100%", "place(bottom, rect(width: 95%", &["rule-width"]),
    one("masthead.typ", "place(bottom, rect(", "place(bottom, dx: -2mm, rect(", &["outside", "rule-left"]),
    one("masthead.typ", "top + center,", "top + left,", &[]),
    one("masthead.typ", "masthead-title(style, data.title, titles.first().height)", "move(dx: -2mm, masthead-title(style, data.title, titles.first().height))", &["outside", "masthead-centre"]),
    // Both lines have one inset.
    one("masthead.typ", "box(inset: (x: char-size)", "box(inset: (x: 0pt)", &["issuer-left", "date-right"]),
    one("masthead.typ", "line-above(line + (rows + 1) * line-pitch, center,", "line-above(line + (rows + 1) * line-pitch, left,", &["number-centre"]),
    one("masthead.typ", "line-above(line + (rows + 1) * line-pitch, center,", "line-above(line + (rows + 1.3) * line-pitch, center,", &["number-above-issuer"]),
    one("masthead.typ", "line(\"notice\", style.hei)", "line(\"notice\", style.fang)", &["notice-face"]),
    one("masthead.typ", "dy: index * line-pitch - half-leading", "dx: 3mm, dy: index * line-pitch - half-leading", &["notice-left"]),
    one("masthead.typ", "dy: index * line-pitch - half-leading", "dy: index * line-pitch", &["notice-top"]),
    // Text. Number, issuer and date are in its face.
    one("page.typ", "..style.fang, size: char-size", "..style.kai, size: char-size", &["head-face", "text-face"]),
    one(MEASURES, "indent = 2 * char-size", "indent = 3 * char-size", &["indent"]),
    one(MEASURES, "title-size = 22pt", "title-size = 20pt", &["title-size"]),
    one("article.typ", "text(..setting.text, lines.title", "text(..setting.text, ..style.hei, lines.title", &["title-face"]),
    one("article.typ", "let title = align(center,", "let title = align(left,", &["title-centre"]),
    one("text.typ", "{ style.hei } else { style.kai }", "{ style.fang } else { style.kai }", &["first-heading-face"]),
    one("text.typ", "{ style.hei } else { style.kai }", "{ style.hei } else { style.fang }", &["second-heading-face"]),
    one("text.typ", "par(it.body)\n", "move(dy: 1mm, par(it.body))\n", &["baselines"]),
    one("contents.typ", "text(..style.hei, role", "text(..style.kai, role", &["section-face"]),
    one("contents.typ", "text(..style.kai, field(item.at", "text(..style.fang, field(item.at", &["entry-face"]),
    one("picture.typ", "set text(..style.kai, ..small-text)", "set text(..style.kai, ..small-text)\n  set text(size: 10pt)", &["caption-size"]),
    one("picture.typ", "set text(..style.kai, ..small-text)", "set text(..style.hei, ..small-text)", &["caption-face"]),
    one("footnote.typ", "set text(..small-text)", "set text(..small-text)\n    set text(size: 10pt)", &["note-size"]),
    // Tables.
    one(MEASURES, "rule-inner = 0.25mm", "rule-inner = 0.5mm", &["table-inner-rule"]),
    one(MEASURES, "rule-outer = 0.35mm", "rule-outer = 0.7mm", &["table-outer-rule"]),
    one("cell.typ", "let words = if is-head { text(..style.hei", "let words = if is-head { text(..style.fang", &["table-head-face"]),
    // Page number.
    one("page.typ", "size: small-size, bottom-edge: \"baseline\"", "size: 11pt, bottom-edge: \"baseline\"", &["number-size"]),
    one(MEASURES, "number-below = 7mm", "number-below = 9mm", &["number-below"]),
    one("page.typ", "align(if odd { right } else { left }", "align(if odd { left } else { right }", &["number-side"]),
    one("page.typ", "context [—#h(number-gap)#counter(page).display(numbering)#h(number-gap)—]", "context [#counter(page).display(numbering)]", &["number-dashes"]),
    one("page.typ", "#counter(page).display(numbering)", "#(counter(page).get().first() + 1)", &["number-count"]),
    one("page.typ", "(..style.song, size: small-size", "(..style.song, font: \"Noto Sans CJK SC\", size: small-size", &["number-face"]),
    // Imprint.
    one(MEASURES, "imprint-rule-outer = 0.35mm", "imprint-rule-outer = 0.6mm", &["imprint-outer-rule"]),
    one(MEASURES, "imprint-rule-inner = 0.25mm", "imprint-rule-inner = 0.4mm", &["imprint-inner-rule"]),
    one("imprint.typ", "line(length: 100%", "line(length: 90%", &["imprint-width"]),
    one("imprint.typ", "dy: grid-height - height", "dy: grid-height - height - 2mm", &["imprint-end"]),
    one("imprint.typ", "set text(..style.fang, ..small-text)", "set text(..style.kai, ..small-text)", &["imprint-face"]),
    one("imprint.typ", "context pad(x: small-size, par(", "context pad(x: 2 * small-size, par(", &["imprint-indent"]),
    one(MEASURES, "small-pitch = 20pt", "small-pitch = 23pt", &["imprint-pitch"]),
    // Marks.
    one("text.typ", PARAGRAPH, "show \"村头\": it => linebreak() + [，] + it\n  let words = role(\"P\", draw-runs(style, item.runs))", &["line-starts"]),
    one("text.typ", PARAGRAPH, "show \"村头\": it => [（] + linebreak() + it\n  let words = role(\"P\", draw-runs(style, item.runs))", &["line-ends"]),
    one("text.typ", PARAGRAPH, "show \"村头\": it => [—] + linebreak() + [—] + it\n  let words = role(\"P\", draw-runs(style, item.runs))", &["parted-marks", "line-starts"]),
    one("imprint.typ", "set text(..style.fang, ..small-text)", "set text(..style.fang, ..small-text)\n  set text(size: 12pt)", &["imprint-size"]),
    // A third ink.
    one("masthead.typ", "height: masthead-rule, fill: style.red", "height: masthead-rule, fill: color.spot(\"Second\", rgb(200, 0, 0)).tint(100%)", &["inks"]),
    // A title of 64 pt takes two lines of the type area, and the masthead grows for it.
    one("masthead.typ", "sized-titles(style, (data.title,))", "((words: data.title, height: 64pt),)", &["masthead-height", "masthead-top", "rule-place"]),
];

#[test]
fn the_issue_with_everything_passes_and_has_every_row() {
    let inspection = measure(&[]);
    let table = |verdict| rows(&inspection, verdict);
    assert_eq!(
        table(Verdict::Fail),
        Vec::<&str>::new(),
        "{:#?}",
        inspection.rows.iter().filter(|row| row.verdict == Verdict::Fail).collect::<Vec<_>>()
    );
    assert_eq!(table(Verdict::Unknown), Vec::<&str>::new());
}

/// Tries every third sabotage, beginning with one, so that three tests run beside one another.
fn try_every_third(first: usize) {
    let mut wrong = Vec::new();
    for Sabotage { change, rows: expected } in SABOTAGES.iter().skip(first).step_by(3) {
        let inspection = measure(&[NO_AREA, *change]);
        let mut failed = rows(&inspection, Verdict::Fail);
        let mut expected = expected.to_vec();
        failed.sort_unstable();
        expected.sort_unstable();
        if failed != expected {
            wrong.push(format!("{change:?}\n  failed {failed:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sabotage_fails_in_its_row() {
    assert!(SABOTAGES.len() >= 40);
    try_every_third(0);
}

#[test]
fn another_sabotage_fails_in_its_row() {
    try_every_third(1);
}

#[test]
fn a_third_sabotage_fails_in_its_row() {
    try_every_third(2);
}

/// Each row is told by a sabotage, but for those that others hold.
#[test]
fn every_row_is_shown_to_fail() {
    let known: Vec<_> = SABOTAGES.iter().flat_map(|sabotage| sabotage.rows).copied().collect();
    let inspection = measure(&[]);
    let unproved: Vec<_> = inspection.rows.iter().map(|row| row.name).filter(|name| !known.contains(name)).collect();
    assert_eq!(unproved, ["text-inks"]);
}
