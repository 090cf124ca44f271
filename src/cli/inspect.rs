//! `jianbao inspect`: measures the finished pages of an issue, or of any PDF, against GB/T 9704-2012.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::args::Inspect as Args;
use super::{Cli, Exit};
use crate::diagnostic::{Arg, Code, Diagnostic, Findings, Place};
use crate::input::file::read_limited;
use crate::output::write;
use crate::pdf::apart::{ChildWatch, refusals};
use crate::pdf::make::make_pdf;
use crate::pdf::measure::overlay::{draw_overlay, is_overlay};
use crate::pdf::measure::{Asked, Inspection, Measured, Row, Unit, Verdict, inspect};
use crate::pdf::preflight::watch::{Unwatched, Watch};
use crate::pdf::read_pdf_file;
use crate::project::{OutputKind, refuse_kind};
use crate::report::display_path;
use crate::typeset::guard::with_large_stack;

/// Runs `inspect`. A PDF is measured by a child process, so that a hostile one costs itself alone.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let output = args.output.as_ref().map(|output| cli.project.path(output));
    if let (Some(named), Some(output)) = (&args.output, &output)
        && let Some(finding) = refuse_kind(named, output, OutputKind::Pdf)
    {
        return cli.fail(finding);
    }
    if let Some(output) = output.as_ref().filter(|output| is_other_file(output)) {
        return cli.fail(Diagnostic::new(Code::InspectTaken).at(Place::file(output)));
    }
    let path = cli.project.path(&args.subject);
    if let Some(own) = cli.child.take() {
        return inspect_file(cli, &path, output.as_deref(), &own.watch);
    }
    if !is_pdf(&path) {
        return inspect_issue(cli, args, output.as_deref());
    }
    cli.run_in_child(0, &path)
}

/// Returns whether a path names a PDF and no issue: by its ending, or by how the file begins.
fn is_pdf(path: &Path) -> bool {
    const HEAD_BYTES: u64 = 64 << 20;
    let named = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let is_issue = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("yaml"));
    named
        || (!is_issue
            && path.is_file()
            && read_limited(path, HEAD_BYTES).is_ok_and(|bytes| bytes.starts_with(b"%PDF-")))
}

/// Returns whether something is there under a name that isn't an overlay.
fn is_other_file(output: &Path) -> bool {
    output.exists() && !read_pdf_file(output).is_ok_and(|bytes| is_overlay(&bytes))
}

/// Measures the pages of an issue as `build` makes them. Nothing but the overlay is written.
fn inspect_issue(cli: &mut Cli, args: &Args, output: Option<&Path>) -> Exit {
    let (job, engine) = match cli.issue(&args.subject, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let typeset = match cli.typeset(&engine, &job) {
        Ok(typeset) => typeset,
        Err(findings) => return cli.fail(findings),
    };
    let work = || -> Result<Done, Findings> {
        let pdf = make_pdf(&engine, &typeset.document, &typeset.pages, None)?;
        Ok(measure(&pdf.value, output.is_some(), &Unwatched).map_err(|finding| finding.at(Place::file(&job.issue)))?)
    };
    match with_large_stack(Some(&job.issue), work).map_err(Findings::from).and_then(|done| done) {
        Ok(done) => show(cli, &job.issue, &done, output, Vec::new()),
        Err(findings) => cli.fail(findings),
    }
}

/// Measures a PDF in this process.
fn inspect_file(cli: &mut Cli, path: &Path, output: Option<&Path>, watch: &ChildWatch) -> Exit {
    let work = || measure(&read_pdf_file(path)?, output.is_some(), watch);
    match with_large_stack(Some(path), work).and_then(|measured| measured) {
        Ok(measured) => {
            let findings = refusals(&watch.refused).into_iter().map(|finding| finding.at(Place::file(path)));
            show(cli, path, &measured, output, findings.collect())
        }
        Err(finding) => cli.fail(if finding.place.is_some() { finding } else { finding.at(Place::file(path)) }),
    }
}

/// What was measured, and the overlay if one is wanted.
struct Done {
    /// The table.
    inspection: Inspection,
    /// The bytes of the PDF with its overlay.
    overlay: Option<Vec<u8>>,
}

/// Measures the bytes of a PDF, and draws the overlay if one is wanted.
fn measure(bytes: &[u8], draws: bool, watch: &dyn Watch) -> Result<Done, Diagnostic> {
    let inspection = inspect(bytes, watch)?;
    let overlay = draws.then(|| draw_overlay(bytes, &inspection)).transpose()?;
    Ok(Done { inspection, overlay })
}

/// Prints the table, and writes the overlay.
fn show(cli: &mut Cli, path: &Path, done: &Done, output: Option<&Path>, findings: Vec<Diagnostic>) -> Exit {
    let inspection = &done.inspection;
    if cli.printer.is_json() {
        cli.printer.result(&to_json(cli, path, inspection, &findings).to_string());
    } else {
        cli.printer.findings(&findings);
        print_table(cli, path, inspection);
    }
    let exit = if inspection.passes() { Exit::of(&findings) } else { Exit::Input };
    let Some((output, overlay)) = output.zip(done.overlay.as_ref()) else { return exit };
    match write(output, overlay) {
        Ok(()) => {
            cli.printer.written("inspect-overlay", &PathBuf::from(output));
            exit
        }
        Err(finding) => exit.max(cli.fail(finding)),
    }
}

/// Returns a number with its decimals: hundredths of a measure, and whole things.
fn number(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Count => format!("{value:.0}"),
        // −0.00 looks like a mistake.
        _ => format!("{:.2}", if value.abs() < 0.005 { 0.0 } else { value }),
    }
}

/// Returns a number without zeros at its end.
fn plain(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns the key of a unit in the catalogue.
fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Mm => "inspect-unit-mm",
        Unit::Pt => "inspect-unit-pt",
        Unit::Characters => "inspect-unit-characters",
        Unit::Count => "inspect-unit-count",
    }
}

/// Returns what is asked in words.
fn asked_words(cli: &Cli, row: &Row) -> String {
    let with_unit = |text: String| cli.lang.text(unit_key(row.unit), &[("number", Arg::Text(text))]);
    match row.asked {
        Asked::About(value, 0.0) => with_unit(plain(value)),
        Asked::About(value, tolerance) => with_unit(format!("{} ± {}", plain(value), plain(tolerance))),
        Asked::Most(0.0) => cli.lang.say("inspect-none"),
        Asked::Most(most) => with_unit(format!("≤ {}", plain(most))),
        Asked::Face(kind) => kind.name().to_owned(),
        Asked::Words(key) => cli.lang.say(&format!("inspect-asked-{key}")),
    }
}

/// Returns what was measured in words.
fn measured_words(cli: &Cli, row: &Row) -> String {
    match &row.measured {
        Measured::Number(value) => {
            cli.lang.text(unit_key(row.unit), &[("number", Arg::Text(number(*value, row.unit)))])
        }
        Measured::Text(text) => text.clone(),
        Measured::Words(key) => cli.lang.say(&format!("inspect-measured-{key}")),
        Measured::Nothing => cli.lang.say("inspect-nothing-found"),
    }
}

/// Returns the name of a verdict in JSON and in the catalogue.
fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Unknown => "unknown",
    }
}

/// Prints the table in words, its columns under one another.
fn print_table(cli: &Cli, path: &Path, inspection: &Inspection) {
    let say = |key: &str| cli.lang.say(key);
    let head = ["inspect-thing", "inspect-clause", "inspect-asked", "inspect-measured", "inspect-page"].map(say);
    let line = |(index, row): (usize, &Row)| {
        let sign = match row.verdict {
            Verdict::Pass => "✓",
            Verdict::Fail => "✗",
            Verdict::Unknown => "–",
        };
        let clause = if row.clause.is_empty() { say("inspect-practice") } else { row.clause.to_owned() };
        let page =
            row.spot.filter(|_| row.verdict == Verdict::Fail).map_or(String::new(), |spot| (spot.page + 1).to_string());
        let cells =
            [say(&format!("inspect-row-{}", row.name)), clause, asked_words(cli, row), measured_words(cli, row), page];
        (format!("{sign} {:>2}", index + 1), cells)
    };
    let lines: Vec<_> = inspection.rows.iter().enumerate().map(line).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let own = lines.iter().map(|(_, cells)| cells[column].width());
        own.chain([head[column].width()]).max().unwrap_or(0)
    });
    let padded = |cells: &[String; 5]| {
        let cell =
            |(cell, width): (&String, usize)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())));
        cells.iter().zip(widths).map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let args = [("file", Arg::Text(display_path(path))), ("pages", inspection.pages.into())];
    cli.printer.result(&cli.lang.text("inspect-file", &args));
    cli.printer.result(&format!("      {}", padded(&head)));
    for (sign, cells) in &lines {
        cli.printer.result(&format!("{sign}  {}", padded(cells)));
    }
    let count = |verdict| Arg::from(inspection.count(verdict));
    let args =
        [("passed", count(Verdict::Pass)), ("failed", count(Verdict::Fail)), ("unknown", count(Verdict::Unknown))];
    cli.printer.result(&cli.lang.text(if inspection.passes() { "inspect-passed" } else { "inspect-failed" }, &args));
}

/// Returns the table as JSON, with places in mm.
fn to_json(cli: &Cli, path: &Path, inspection: &Inspection, findings: &[Diagnostic]) -> Value {
    let round = |value: f64| (value * 1000.0).round() / 1000.0;
    let row = |row: &Row| {
        let asked = match row.asked {
            Asked::About(value, tolerance) => json!({ "value": round(value), "tolerance": round(tolerance) }),
            Asked::Most(most) => json!({ "most": round(most) }),
            Asked::Face(_) | Asked::Words(_) => json!(asked_words(cli, row)),
        };
        let measured = match &row.measured {
            Measured::Number(value) => json!(round(*value)),
            Measured::Nothing => Value::Null,
            Measured::Text(_) | Measured::Words(_) => json!(measured_words(cli, row)),
        };
        let unit = match row.unit {
            Unit::Mm => "mm",
            Unit::Pt => "pt",
            Unit::Characters => "characters",
            Unit::Count => "",
        };
        let place = row.spot.map(|spot| {
            let bounds = spot.bounds;
            let edges = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(round);
            json!({ "page": spot.page + 1, "box": edges })
        });
        json!({
            "row": row.name, "clause": row.clause, "asked": asked, "measured": measured, "unit": unit,
            "verdict": verdict_name(row.verdict), "place": place, "misses": row.misses.len(),
        })
    };
    json!({
        "file": display_path(path),
        "status": if inspection.passes() { "passed" } else { "failed" },
        "pages": inspection.pages,
        "rows": inspection.rows.iter().map(row).collect::<Vec<_>>(),
        "diagnostics": findings.iter().map(|finding| cli.printer.finding_json(finding)).collect::<Vec<_>>(),
    })
}
