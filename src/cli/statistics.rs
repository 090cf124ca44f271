//! `jianbao statistics`: counts who sent how many articles in a year. Gives a table or a chart.

use std::path::Path;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::args::{Format, Statistics as Args};
use super::{Cli, Exit};
use crate::check::siblings::year_findings;
use crate::check::{check_contributors, resolve_print_setup};
use crate::diagnostic::{self, Arg, Code, Diagnostic, Findings, Place};
use crate::issue::statistics::Statistics;
use crate::issue::{Issue, Profile};
use crate::output::write;
use crate::pdf::make::make_pdf;
use crate::project::IssueDirs;
use crate::project::year::read_year;
use crate::typeset::compile::compile;
use crate::typeset::document::chart;
use crate::typeset::guard::run_guarded;
use crate::typeset::world::Engine;

/// Runs `statistics`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let year = match read_year(&cli.project, args.year) {
        Ok(year) => year,
        Err(findings) => return cli.fail(findings),
    };
    let issues = &year.issues;
    let Some(last) = issues.last() else {
        let finding = Diagnostic::new(Code::YearEmpty).with("year", args.year.to_string());
        cli.fail(finding);
        return Exit::Input;
    };
    let mut findings = year.left_out_findings();
    findings.extend(year_findings(&year));
    issues.iter().for_each(|issue| check_contributors(issue, &mut findings));
    diagnostic::sort(&mut findings);
    cli.printer.findings(&findings);
    let exit = Exit::of(&findings);
    let cities = last.cities.clone().unwrap_or_default();
    let statistics = Statistics::of(issues, &cities);
    let Some(output) = &args.output else {
        match cli.format {
            Format::Human => print_table(cli, &statistics),
            Format::Json => cli.printer.result(&to_json(args.year, &statistics)),
            Format::Csv => cli.printer.result(to_csv(&statistics).trim_end()),
        }
        return exit;
    };
    let path = cli.project.path(output);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    if let Some(finding) = cli.project.pdf_collision(&path) {
        return cli.fail(finding);
    }
    let bytes = match extension.as_str() {
        // Spreadsheets recognise UTF-8 by the byte-order mark.
        "csv" => Ok(format!("\u{feff}{}", to_csv(&statistics)).into_bytes()),
        "json" => Ok(to_json(args.year, &statistics).into_bytes()),
        "svg" | "pdf" => match cli.layouts().and_then(|layouts| cli.engine(layouts, false)) {
            Ok(engine) => draw_chart(cli, &engine, &statistics, last, &extension),
            Err(exit) => return exit,
        },
        _ => Err(Diagnostic::new(Code::StatisticsOutput).at(Place::file(&path)).into()),
    };
    match bytes.and_then(|bytes| write(&path, &bytes).map_err(Findings::from)) {
        Ok(()) => {
            cli.printer.written("new-done", &path);
            exit
        }
        Err(findings) => cli.fail(findings),
    }
}

/// Prints the table for people: names on the left, numbers under one another.
fn print_table(cli: &Cli, statistics: &Statistics) {
    let [city, own, counties] = Statistics::HEADS;
    let names = statistics.cities.iter().map(|row| row.city.as_str());
    let width = names.chain([city, Statistics::COMBINED, Statistics::SECTORS]).map(UnicodeWidthStr::width).max();
    let width = width.unwrap_or(0);
    let name = |name: &str| format!("{name}{}", " ".repeat(width.saturating_sub(name.width())));
    let number =
        |text: &str, head: &str| format!("{}{text}", " ".repeat((head.width() + 2).saturating_sub(text.width())));
    let line = |text: String| cli.printer.result(&text);
    line(format!("{}  {own}  {counties}", name(city)));
    for row in &statistics.cities {
        let numbers = [(row.own, own), (row.counties, counties)].map(|(count, head)| number(&count.to_string(), head));
        line(format!("{}{}", name(&row.city), numbers.concat()));
    }
    if statistics.combined > 0 {
        line(format!("{}{}", name(Statistics::COMBINED), number(&statistics.combined.to_string(), own)));
    }
    if !statistics.sectors.is_empty() {
        line(format!("{}  {}", name(Statistics::SECTORS), statistics.sectors()));
    }
    line(cli.lang.text("statistics-total", &[("total", Arg::from(statistics.total()))]));
    if statistics.joint > 0 {
        line(cli.lang.text("statistics-joint", &[("joint", Arg::from(statistics.joint))]));
    }
}

/// Returns the table as CSV.
fn to_csv(statistics: &Statistics) -> String {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Writing to memory doesn't fail.
    let mut row = |fields: &[&str]| drop(csv.write_record(fields));
    row(&Statistics::HEADS);
    for city in &statistics.cities {
        row(&[&city.city, &city.own.to_string(), &city.counties.to_string()]);
    }
    if statistics.combined > 0 {
        row(&[Statistics::COMBINED, &statistics.combined.to_string(), ""]);
    }
    for (sector, count) in &statistics.sectors {
        row(&[&format!("{}：{sector}", Statistics::SECTORS), &count.to_string(), ""]);
    }
    row(&["合计", &statistics.total().to_string(), ""]);
    String::from_utf8(csv.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Returns the counts as JSON.
fn to_json(year: i32, statistics: &Statistics) -> String {
    let city =
        |row: &crate::issue::statistics::Row| json!({ "city": row.city, "own": row.own, "counties": row.counties });
    let sector = |(name, count): &(String, usize)| json!({ "sector": name, "articles": count });
    json!({
        "year": year,
        "cities": statistics.cities.iter().map(city).collect::<Vec<_>>(),
        "combined": statistics.combined,
        "sectors": statistics.sectors.iter().map(sector).collect::<Vec<_>>(),
        "total": statistics.total(),
        "joint": statistics.joint,
    })
    .to_string()
}

/// Draws the chart: as a PDF in the profile (用途) of the year's last issue, or as SVG for the web.
fn draw_chart(
    cli: &Cli,
    engine: &Engine,
    statistics: &Statistics,
    last: &Issue,
    kind: &str,
) -> Result<Vec<u8>, Findings> {
    let profile = (kind == "svg").then_some(Profile::Screen);
    let mut findings = Vec::new();
    let dirs = IssueDirs { root: cli.project.root(), folder: Path::new("") };
    let print_setup = resolve_print_setup(last, dirs, profile, &mut findings);
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings.into());
    }
    let profile = print_setup.profile;
    let document = chart(statistics, last, print_setup, profile, &engine.faces, kind == "svg");
    run_guarded(None, || {
        let pages = compile(engine, &document)?.value;
        match pages.pages().first() {
            Some(page) if kind == "svg" => Ok(typst_svg::svg(page, &typst_svg::SvgOptions::default()).into_bytes()),
            _ => Ok(make_pdf(engine, &document, &pages, None)?.value),
        }
    })
}
