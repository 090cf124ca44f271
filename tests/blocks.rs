//! Lists, captions, notes, tables, subtitles, contents and page breaks, measured on finished pages as a compositor sets
//! them.

mod caption;
mod list;
mod note;
mod page_break;
mod table;
mod title;

use jianbao::diagnostic::Diagnostic;
use jianbao::typeset::inspect::{PageItems, page_items};

use crate::support::{Run, folder, issue, runs, told, typeset_in_test};

const TOP: f64 = 37.0;
const BOTTOM: f64 = 262.0;
/// The size of a character, in mm.
const S: f64 = 156.0 / 28.0;
/// The pitch of the lines, in mm.
const L: f64 = (225.0 - S) / 21.0;
const MM: f64 = 72.0 / 25.4;

/// A paragraph of three lines, the last one a half.
const PARAGRAPH: &str = "今年以来，全市各级文明实践所站围绕群众需求组织志愿队伍走进社区村庄学校企业开展宣讲、帮扶、环保、助老等活动，\
                         阵地布局更加合理，服务清单更加细致。";

/// The left edge of the type area, in mm.
fn left(page: usize) -> f64 {
    if page % 2 == 1 { 28.0 } else { 26.0 }
}

/// The keys of an article with a body.
fn article(body: &str) -> String {
    format!("title: 标题\nbody: |\n  {}", body.trim_end().replace('\n', "\n  "))
}

/// The pages of an article with this body, and what was found.
fn typeset(body: &str) -> (Vec<PageItems>, Vec<Diagnostic>) {
    let (_folder, project, job) = folder(&issue(&article(body)));
    let (typeset, findings) = typeset_in_test(&project, &job);
    (page_items(&typeset.unwrap_or_else(|| panic!("{}", told(&findings))).pages), findings)
}

/// The runs of an article with this body.
fn body_runs(body: &str) -> Vec<Run> {
    runs(&typeset(body).0)
}

/// The line of a run on the grid, from 0.
fn line_of(run: &Run) -> f64 {
    (run.baseline - TOP - 0.88 * S) / L
}

/// The runs of a field, in lines: page, left and right edge, baseline and words.
fn lines(runs: &[Run], field: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs.iter().filter(|run| run.field == field) {
        match lines.last_mut() {
            Some(line) if line.page == run.page && (line.baseline - run.baseline).abs() < 2.0 => {
                line.right = run.right;
                line.words += &run.text;
            }
            _ => lines.push(Line {
                page: run.page,
                left: run.left - left(run.page),
                right: run.right,
                baseline: run.baseline,
                words: run.text.clone(),
            }),
        }
    }
    lines
}

/// A line of a field.
#[derive(Debug, Clone)]
struct Line {
    page: usize,
    /// From the type area's edge, in mm.
    left: f64,
    right: f64,
    baseline: f64,
    words: String,
}
