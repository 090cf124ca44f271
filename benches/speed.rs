//! `cargo bench`: what jianbao costs beside the bare engine on the same pages, in the same run.
//!
//! Times on one machine say little, so that every figure stands beside the engine's own: `typst::compile` and
//! `typst_pdf::pdf` on a ready world. The cold run is compared with the stock compiler on what `jianbao typst`
//! writes, if a `typst` 0.15 is on the PATH or named by `JIANBAO_TYPST`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod clock;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clock::{median, time};
use jianbao::asset::face::Faces;
use jianbao::asset::layout::Layouts;
use jianbao::pdf::export::{examine, export_pages, export_with_engine, finish};
use jianbao::project::year::read_issue;
use jianbao::project::{Job, Project};
use jianbao::typeset::inspect::inspect;
use jianbao::typeset::pipeline::{check_and_compose, typeset_issue};
use jianbao::typeset::world::{Engine, IssueWorld};
use typst_layout::PagedDocument;

const ROUNDS: usize = 25;
const ISSUE: &str = "issues/2022/36.yaml";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in ["issues/publication.yaml", ISSUE] {
        let target = folder.path().join(file);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        std::fs::copy(root.join(file), target).expect("a copy");
    }
    // As in the program: the engine needs stack.
    let path = folder.path().to_owned();
    let work = move || warm(&path);
    std::thread::Builder::new().stack_size(16 << 20).spawn(work).expect("a thread").join().expect("the benches");
    cold(folder.path());
}

fn job(root: &Path) -> (Project, Job) {
    let project = Project::at(root);
    let job = project.jobs(&[PathBuf::from(ISSUE)], None).expect("the sample").remove(0);
    (project, job)
}

/// One issue through and through: what was built, and what the engine was given.
fn ours(engine: &Engine, project: &Project, job: &Job) -> jianbao::typeset::document::Document {
    let proof = typeset_issue(engine, project, job).expect("pages").value;
    let bytes = export_pages(&proof.document, &proof.pages).expect("a PDF");
    examine(&proof.document, &bytes).expect("a fit PDF");
    proof.document
}

fn bare(engine: &Engine, document: &jianbao::typeset::document::Document) {
    let world = IssueWorld::new(engine, document).expect("a world");
    let pages = typst::compile::<PagedDocument>(&world).output.expect("pages");
    typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default()).expect("a PDF");
}

fn warm(root: &Path) {
    let engine = Engine::new(Arc::new(Faces::bundled()), Layouts::built_in());
    let (project, job) = job(root);
    let document = ours(&engine, &project, &job);

    let (mut a, mut b, mut pass) = (Vec::new(), Vec::new(), Vec::new());
    let pages = typeset_issue(&engine, &project, &job).expect("pages").value.pages;
    let written = export_with_engine(&document, &pages, true).expect("a PDF");
    for _ in 0..ROUNDS {
        comemo::evict(0);
        a.push(time(|| drop(ours(&engine, &project, &job))));
        comemo::evict(0);
        b.push(time(|| bare(&engine, &document)));
        let raw = written.clone();
        pass.push(time(|| {
            drop(examine(&document, &finish(&document, &pages, raw).expect("a PDF")).expect("a fit PDF"));
        }));
    }
    report("warm issue (nothing of it remembered)", &a, "bare engine", &b);
    report("of it, the pass to the plates and its preflight", &pass, "the whole warm issue", &a);
    shares(&engine, &project, &job, &document, &pages, &a);

    // Each round has a character of its own, so that nothing is remembered from another.
    let text = std::fs::read_to_string(&job.issue).expect("the sample");
    let edited = |number: usize| {
        let digit = char::from_u32(0x4e00 + number as u32 % 3000).unwrap_or('一');
        text.replace("回头看这一年的实践", &format!("回头看这一年的实{digit}"))
    };
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        std::fs::write(&job.issue, edited(2 * round)).expect("an edit");
        a.push(time(|| drop(ours(&engine, &project, &job))));
        std::fs::write(&job.issue, edited(2 * round + 1)).expect("an edit");
        let (next, _) =
            check_and_compose(&engine, &project, &job, read_issue(&job).expect("the issue"), &mut Vec::new())
                .expect("a document");
        b.push(time(|| bare(&engine, &next)));
    }
    report("one character edited", &a, "bare engine", &b);
    let a = watched(root, &job.issue, |round| edited(2 * ROUNDS + round));
    std::fs::write(&job.issue, text).expect("the sample");
    report(
        "one character edited and saved, to the new PDF in watch (30 ms of it waiting for quiet)",
        &a,
        "bare engine",
        &b,
    );
}

/// From each save to the line that says that the PDF is there.
fn watched(root: &Path, issue: &Path, edited: impl Fn(usize) -> String) -> Vec<f64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(["--lang", "en", "watch"])
        .current_dir(root)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let mut lines = out.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("watching")));
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        // The line before says which pages changed; the watcher is waiting again.
        std::thread::sleep(std::time::Duration::from_millis(100));
        times.push(time(|| {
            std::fs::write(issue, edited(round)).expect("an edit");
            assert!(lines.any(|line| line.contains('→')));
        }));
    }
    child.kill().and_then(|()| child.wait()).expect("its end");
    times
}

fn cold(root: &Path) {
    let program = env!("CARGO_BIN_EXE_jianbao");
    let run = |program: &str, words: &[&str]| {
        let status =
            Command::new(program).args(words).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let typst = std::env::var("JIANBAO_TYPST").unwrap_or_else(|_| "typst".to_owned());
    let stock = ["compile", "--root", "typst", "--ignore-system-fonts", "--font-path", "typst/fonts", "typst/main.typ"];
    assert!(run(program, &["typst", ISSUE, "-o", "typst"]));
    let has_stock = run(&typst, &stock);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        a.push(time(|| assert!(run(program, &["build", "--force", ISSUE]))));
        if has_stock {
            b.push(time(|| assert!(run(&typst, &stock))));
        }
    }
    if has_stock {
        report("cold issue (a fresh process)", &a, "typst compile", &b);
    } else {
        println!("cold issue (a fresh process): jianbao {:.1} ms; no stock compiler found to compare with", median(&a));
    }
}

/// What the other parts of a warm issue take, so that the rest beside the bare engine has names.
fn shares(
    engine: &Engine,
    project: &Project,
    job: &Job,
    document: &jianbao::typeset::document::Document,
    pages: &PagedDocument,
    whole: &[f64],
) {
    let (mut compose, mut inspection, mut archival, mut plain) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        compose.push(time(|| {
            let read = read_issue(job).expect("the issue");
            drop(check_and_compose(engine, project, job, read, &mut Vec::new()));
        }));
        inspection.push(time(|| drop(inspect(document, &engine.faces, pages))));
        archival.push(time(|| drop(export_with_engine(document, pages, true))));
        plain.push(time(|| drop(typst_pdf::pdf(pages, &typst_pdf::PdfOptions::default()))));
    }
    report("of it, reading, checking and composing", &compose, "the whole warm issue", whole);
    report("of it, inspecting the pages", &inspection, "the whole warm issue", whole);
    report("the engine's export as PDF/A-2a", &archival, "its plain export", &plain);
}

/// Medians, and the median of the ratios pair by pair, which a machine that slows down for a while leaves alone.
fn report(name: &str, ours: &[f64], other: &str, theirs: &[f64]) {
    let ratios: Vec<_> = ours.iter().zip(theirs).map(|(a, b)| a / b).collect();
    println!("{name}: jianbao {:.1} ms, {other} {:.1} ms, ratio {:.2}", median(ours), median(theirs), median(&ratios));
}
