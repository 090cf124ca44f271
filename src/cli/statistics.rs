//! `jianbao statistics`: who sent how many articles in a year, as a table, and as a chart.

use std::path::Path;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use super::args::{Format, Statistics as Args};
use super::{Cli, Exit};
use crate::check::siblings::year_findings;
use crate::check::{resolve_print_setup, sources};
use crate::diagnostic::Place;
use crate::diagnostic::{self, Arg, Code, Diagnostic};
use crate::issue::statistics::Statistics;
use crate::issue::{Issue, Profile};
use crate::output::write;
use crate::pdf::make::make_pdf;
use crate::project::IssueDirs;
use crate::project::year::read_year;
use crate::typeset::compile::compile;
use crate::typeset::document::chart;
use crate::typeset::guard::with_large_stack;

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let year = match read_year(&cli.project, args.year) {
        Ok(year) => year,
        Err(findings) => return cli.fail(findings),
    };
    let issues = &year.issues;
    let Some(last) = issues.last() else {
        let finding = Diagnostic::new(Code::YearEmpty).with("year", args.year.to_string());
        cli.fail(vec![finding]);
        return Exit::Input;
    };
    let mut findings = year_findings(&year);
    issues.iter().for_each(|issue| sources(issue, &mut findings));
    diagnostic::sort(&mut findings);
    cli.printer.findings(&findings);
    let exit = Exit::of(&findings);
    let cities = last.cities.clone().unwrap_or_default();
    let statistics = Statistics::of(issues, &cities);
    let Some(output) = &args.output else {
        match cli.format {
            Format::Human => table(cli, &statistics),
            Format::Json => cli.printer.result(&as_json(args.year, &statistics)),
            Format::Csv => cli.printer.result(as_csv(&statistics).trim_end()),
        }
        return exit;
    };
    let path = cli.project.path(output);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    if let Some(finding) = cli.project.pdf_collision(&path) {
        return cli.fail(vec![finding]);
    }
    let made = match extension.as_str() {
        // Spreadsheets recognise UTF-8 by the byte-order mark.
        "csv" => Ok(format!("\u{feff}{}", as_csv(&statistics)).into_bytes()),
        "json" => Ok(as_json(args.year, &statistics).into_bytes()),
        "svg" | "pdf" => drawn(cli, &statistics, last, &extension),
        _ => Err(vec![Diagnostic::new(Code::StatisticsOutput).at(Place::file(&path))]),
    };
    match made.and_then(|bytes| write(&path, &bytes).map_err(|finding| vec![finding])) {
        Ok(()) => {
            cli.printer.written("new-done", &path);
            exit
        }
        Err(findings) => cli.fail(findings),
    }
}

/// The table for people: names on the left, numbers under one another.
fn table(cli: &Cli, statistics: &Statistics) {
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
}

fn as_csv(statistics: &Statistics) -> String {
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

fn as_json(year: i32, statistics: &Statistics) -> String {
    let city =
        |row: &crate::issue::statistics::Row| json!({ "city": row.city, "own": row.own, "counties": row.counties });
    let sector = |(name, count): &(String, usize)| json!({ "sector": name, "articles": count });
    json!({
        "year": year,
        "cities": statistics.cities.iter().map(city).collect::<Vec<_>>(),
        "combined": statistics.combined,
        "sectors": statistics.sectors.iter().map(sector).collect::<Vec<_>>(),
        "total": statistics.total(),
    })
    .to_string()
}

/// The chart: a page in the profile of the year's last issue, or a picture for the web.
fn drawn(cli: &mut Cli, statistics: &Statistics, last: &Issue, kind: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    // What is wrong with faces or layouts has been told.
    let engine = cli.layouts().and_then(|layouts| cli.engine(layouts, false)).map_err(|_| Vec::new())?;
    let profile = (kind == "svg").then_some(Profile::Screen);
    let mut findings = Vec::new();
    let ground = IssueDirs { root: cli.project.root(), folder: Path::new("") };
    let print_setup = resolve_print_setup(last, ground, profile, &mut findings);
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings);
    }
    let profile = profile.unwrap_or(print_setup.profile);
    let document = chart(statistics, last, print_setup, profile, &engine.faces, kind == "svg");
    with_large_stack(|| {
        let (pages, _) = compile(&engine, &document)?;
        match pages.pages().first() {
            Some(page) if kind == "svg" => Ok(typst_svg::svg(page, &typst_svg::SvgOptions::default()).into_bytes()),
            _ => make_pdf(&engine, &document, &pages, None),
        }
    })
    .unwrap_or_else(|| Err(vec![Diagnostic::new(Code::Crashed)]))
}
