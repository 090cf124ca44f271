//! `cargo bench --bench year`: a year at once, beside the bare engine on the same issues in the same run.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod clock;
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use clock::{median, time};
use jianbao::asset::face::Faces;
use jianbao::asset::layout::Layouts;
use jianbao::build::batch::{Batch, Status, Task, run_batch};
use jianbao::issue::Profile;
use jianbao::project::year::read_issue;
use jianbao::project::{Job, Project};
use jianbao::typeset::document::Document;
use jianbao::typeset::guard::STACK_BYTES;
use jianbao::typeset::pipeline::check_and_compose;
use jianbao::typeset::world::{Engine, IssueWorld};
use typst_layout::PagedDocument;

const ISSUES: usize = 50;
const MANY: usize = 500;
const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("year");
    generator::year(&root, ISSUES);
    for threads in [1, 2] {
        in_process(&root, threads);
    }
    processes(&root);
    memory(folder.path());
}

/// Issues through and through beside the engine alone, on as many threads, both with warm faces.
fn in_process(root: &Path, threads: usize) {
    let engine = Engine::new(Arc::new(Faces::bundled()), Layouts::built_in());
    let project = Project::at(root);
    let out = tempfile::tempdir().expect("a temporary folder");
    let jobs = |profile| -> Vec<Job> {
        let jobs = project.jobs(&[], Some(out.path())).expect("the issues");
        jobs.into_iter().map(|job| Job { profile: Some(profile), ..job }).collect()
    };
    let screen = jobs(Profile::Screen);
    let documents: Vec<_> = screen
        .iter()
        .map(|job| {
            check_and_compose(&engine, &project, job, read_issue(job).expect("the issue"), &mut Vec::new())
                .expect("a document")
                .0
        })
        .collect();
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    let mut pages = 0;
    for round in 0..=ROUNDS {
        comemo::evict(0);
        let bare = time(|| bare(&engine, &documents, threads, out.path()));
        comemo::evict(0);
        let without = time(|| _ = ours(&engine, &project, &screen, threads));
        comemo::evict(0);
        let print = jobs(Profile::Print);
        let with = time(|| pages = ours(&engine, &project, &print, threads));
        // The first round warms what stays warm.
        if round > 0 {
            times[0].push(bare);
            times[1].push(without);
            times[2].push(with);
        }
    }
    let [bare, without, with] = times.map(|times| median(&times));
    println!("{ISSUES} issues, {pages} pages, {threads} threads: bare engine {bare:.0} ms");
    println!("  without the pass to the plates (screen) {without:.0} ms, ratio {:.2}", without / bare);
    println!(
        "  with it (print) {with:.0} ms, ratio {:.2}, {:.0} pages a second",
        with / bare,
        pages as f64 / with * 1000.0
    );
}

fn ours(engine: &Engine, project: &Project, jobs: &[Job], threads: usize) -> usize {
    let task = Task::Build { force: true, imposition: None };
    let loaded: Vec<_> = jobs.iter().map(read_issue).collect();
    let run = Batch { engine, project, task, records: None, loaded: &loaded, across: &[] };
    let mut pages = 0;
    run_batch(&run, jobs, &[], threads, &AtomicBool::new(false), &mut |report| {
        assert_eq!(report.status, Status::Built, "{:?}", report.findings);
        pages += report.pages.unwrap_or(0);
    });
    pages
}

fn bare(engine: &Engine, documents: &[Document], threads: usize, out: &Path) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((index, document)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, documents.get(i)?)))
        {
            let world = IssueWorld::new(engine, document).expect("a world");
            let pages = typst::compile::<PagedDocument>(&world).output.expect("pages");
            let bytes = typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default()).expect("a PDF");
            std::fs::write(out.join(format!("bare-{index}.pdf")), bytes).expect("a file");
            comemo::evict(2);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work).expect("a thread");
        }
    });
}

/// The program itself: all of a year, nothing changed, one issue changed.
fn processes(root: &Path) {
    let full = median(&(0..ROUNDS).map(|_| time(|| run(root, &["build", "--force"]))).collect::<Vec<_>>());
    let nothing = median(&(0..ROUNDS).map(|_| time(|| run(root, &["build"]))).collect::<Vec<_>>());
    let issue = root.join("issues/2022/025.yaml");
    let text = std::fs::read_to_string(&issue).expect("an issue");
    let one = (0..ROUNDS).map(|round| {
        let edited = text.replacen("number: 25", &format!("note: 改动{round}。\nnumber: 25"), 1);
        std::fs::write(&issue, edited).expect("an edit");
        time(|| run(root, &["build"]))
    });
    let one = median(&one.collect::<Vec<_>>());
    std::fs::write(&issue, text).expect("the issue");
    println!("the program: the whole year {full:.0} ms");
    println!("  nothing changed {nothing:.0} ms, {:.1} % of it", nothing / full * 100.0);
    println!("  one issue of {ISSUES} changed {one:.0} ms, {:.1} % of it", one / full * 100.0);
    stock(root, full);
}

/// The stock compiler on what `jianbao typst` writes, one run after another, if it is named by `JIANBAO_TYPST`.
fn stock(root: &Path, full: f64) {
    let Ok(typst) = std::env::var("JIANBAO_TYPST") else {
        println!("  stock compiler: none named by JIANBAO_TYPST, so that there is nothing to compare");
        return;
    };
    const SAMPLE: usize = 10;
    for number in 1..=SAMPLE {
        run(root, &["typst", &format!("issues/2022/{number:03}.yaml"), "-o", &format!("typst/{number}")]);
    }
    let compile = |number: usize| {
        let folder = format!("typst/{number}");
        let mut command = Command::new(&typst);
        command.args(["compile", "--root", &folder, "--ignore-system-fonts", "--font-path"]);
        command.args([format!("{folder}/fonts"), format!("{folder}/main.typ")]).current_dir(root);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the stock compiler")
    };
    let after = time(|| (1..=SAMPLE).for_each(|number| assert!(compile(number).wait().expect("a run").success())));
    let together = time(|| {
        for number in (1..=SAMPLE).step_by(2) {
            let mut pair = [compile(number), compile(number + 1)];
            assert!(pair.iter_mut().all(|run| run.wait().expect("a run").success()));
        }
    });
    let share = ISSUES as f64 / SAMPLE as f64;
    println!(
        "  {ISSUES} runs of the stock compiler (from {SAMPLE}): {:.1} times that one after another",
        after * share / full
    );
    println!("  {:.1} times that two at a time", together * share / full);
}

/// Peak memory of the program for a year and for ten.
fn memory(folder: &Path) {
    let year = peak();
    let many = folder.join("many");
    generator::year(&many, MANY);
    run(&many, &["build", "--force"]);
    println!("peak memory: {year} MB for {ISSUES} issues, {} MB for {MANY}", peak());
}

fn run(root: &Path, words: &[&str]) {
    let program = env!("CARGO_BIN_EXE_jianbao");
    let status =
        Command::new(program).args(words).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{words:?}");
}

/// The most memory that any program run so far has had, in MB.
fn peak() -> i64 {
    // SAFETY: the call fills in the whole structure that it is given.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<libc::rusage>();
        libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage);
        usage
    };
    usage.ru_maxrss / 1024
}
