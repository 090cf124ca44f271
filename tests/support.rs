//! What the tests share: a project in a folder, an engine, issues in memory.

mod pdf;
mod project;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jianbao::asset::face::Faces;
use jianbao::asset::layout::Layouts;
use jianbao::diagnostic::Diagnostic;
use jianbao::project::{Job, Project};
use jianbao::typeset::inspect::{PageItem, PageItems, page_items};
use jianbao::typeset::pipeline::{TypesetIssue, typeset_guarded};
use jianbao::typeset::world::Engine;

pub use self::pdf::save_pages;
pub use self::project::{Ran, TestProject, assert_text, difference, is_accepting, output_of, page_words, run_here};

pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Arc::new(Faces::bundled()), Layouts::built_in()))
}

/// The project's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A sample issue of the project.
pub fn sample(name: &str) -> (Project, Job) {
    let project = Project::at(root());
    let jobs = project.jobs(&[PathBuf::from("issues").join(name)], None).unwrap();
    (project, jobs.into_iter().next().unwrap())
}

/// The pages of an issue if it has no errors, and everything that was found.
pub fn typeset_in_test(project: &Project, job: &Job) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    match typeset_guarded(engine(), project, job) {
        Ok(typeset) => (Some(typeset.value), typeset.warnings),
        Err(findings) => (None, findings.into_iter().collect()),
    }
}

/// A folder with one issue in it.
pub fn folder(issue: &str) -> (tempfile::TempDir, Project, Job) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("issues")).unwrap();
    std::fs::write(folder.path().join("issues/1.yaml"), issue).unwrap();
    let project = Project::at(folder.path());
    let job = project.jobs(&[], None).unwrap().remove(0);
    (folder, project, job)
}

/// The pages of an issue that has to be without errors.
pub fn pages_of(issue: &str) -> Vec<PageItems> {
    let (_folder, project, job) = folder(issue);
    let (proof, findings) = typeset_in_test(&project, &job);
    page_items(&proof.unwrap_or_else(|| panic!("{}", told(&findings))).pages)
}

/// Findings in words.
pub fn told(findings: &[Diagnostic]) -> String {
    let words = findings.iter().map(|finding| format!("{}: {:?}", finding.code, finding.args));
    words.take(5).collect::<Vec<_>>().join("\n")
}

/// An issue with one article of these YAML keys.
pub fn issue(article: &str) -> String {
    let article = article.trim_end().replace('\n', "\n        ");
    format!(
        "number: 1\ndate: 2022-12-28\ntitle: 某省精神文明建设简报\nissuer: 某省文明办\nnotice: 工作资料\n\
         distribution:\n  - label: 报\n    to: [某某, 某某某]\n  - label: 发\n    to: [各市]\nserial: 某字 1 号\ncopies: 400\n\
         sections:\n  - title: 交流\n    articles:\n      - {article}\n"
    )
}

/// The same issue under another number, its title another, too.
pub fn numbered(number: u32, issue: &str) -> String {
    issue.replace("number: 1\n", &format!("number: {number}\n")).replace("title: 标题", &format!("title: 标题{number}"))
}

/// A run of text with its place in mm: the upper left corner of the page is the origin.
#[derive(Debug, Clone)]
pub struct Run {
    pub page: usize,
    pub text: String,
    pub field: String,
    pub family: String,
    /// Size in points.
    pub size: f64,
    pub bold: bool,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    /// Left, right, upper and lower edge of the ink.
    pub ink: Option<[f64; 4]>,
    pub glyphs: usize,
}

pub fn runs(pages: &[PageItems]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for fact in &page.items {
            if let PageItem::Text { text, at, end, family, size, bold, glyphs, ink, field } = fact {
                runs.push(Run {
                    page: index + 1,
                    text: text.clone(),
                    field: field.as_ref().map_or(String::new(), ToString::to_string),
                    family: family.clone(),
                    size: size.to_pt(),
                    bold: *bold,
                    left: at.x.to_mm(),
                    right: end.to_mm(),
                    baseline: at.y.to_mm(),
                    ink: ink.map(|r| [r.min.x.to_mm(), r.max.x.to_mm(), r.min.y.to_mm(), r.max.y.to_mm()]),
                    glyphs: *glyphs,
                });
            }
        }
    }
    runs
}

/// Horizontal and vertical rules and bars: page, left, right, upper and lower edge in mm.
pub fn rules(pages: &[PageItems]) -> Vec<(usize, [f64; 4])> {
    let mut rules = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for fact in &page.items {
            if let PageItem::Shape(r) = fact {
                rules.push((index + 1, [r.min.x.to_mm(), r.max.x.to_mm(), r.min.y.to_mm(), r.max.y.to_mm()]));
            }
        }
    }
    rules
}

pub fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

/// The program while it runs on; it ends with the test.
pub struct Running {
    pub child: Child,
    lines: Receiver<String>,
}

impl Running {
    pub fn start(root: &Path, words: &[&str]) -> Self {
        // Both streams share a pipe, so that their lines arrive in the order in which they were written.
        let (reader, writer) = std::io::pipe().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(root)
            .args(["--lang", "en"])
            .args(words)
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(reader).lines().map_while(Result::ok).try_for_each(|l| sender.send(l))
        });
        Self { child, lines }
    }

    /// Waits for a line with some words, and gives all lines up to it.
    pub fn until(&self, words: &str) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            seen.push(line.unwrap_or_else(|_| panic!("waited for {words}: {seen:?}")));
            if seen.last().unwrap().contains(words) {
                return seen;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
