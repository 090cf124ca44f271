//! The data of the layout that draws a year's statistics.

use schemars::JsonSchema;
use serde::Serialize;

use super::data::{BaseData, DocumentInfo};
use super::printed::{printed, printed_number};
use super::{Document, LayoutData, base};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::CHART;
use crate::issue::statistics::Statistics;
use crate::issue::{Issue, Profile};

/// The data of the layout `internal/chart`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChartData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// What the PDF says about itself. The title stands above the chart.
    pub document: DocumentInfo,
    /// Whether the chart is a picture by itself rather than a page.
    pub alone: bool,
    /// What the two parts of a bar are.
    pub legend: Legend,
    /// The cities.
    pub rows: Vec<ChartRow>,
    /// The lines below the bars.
    pub lines: Vec<String>,
}

/// The words for the two parts of a bar.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Legend {
    /// What the city sent itself.
    pub own: String,
    /// What its counties sent.
    pub counties: String,
}

/// A city and the number of its articles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChartRow {
    /// Its name.
    pub name: String,
    /// The articles of the city itself.
    pub own: usize,
    /// The articles of its counties.
    pub counties: usize,
}

/// Returns the chart for a profile, as a page or `alone` as a picture. Masthead and date are those of `last`, the year's
/// last issue.
pub fn chart(
    statistics: &Statistics,
    last: &Issue,
    print_setup: PrintSetup,
    profile: Profile,
    faces: &Faces,
    alone: bool,
) -> Document {
    let masthead = last.title.as_ref().map_or("", |title| title.trim());
    let date = last.date.value;
    let title = printed_number("chart-title", date.year);
    let author = last.issuer.as_ref().map_or("", |issuer| issuer.as_str()).to_owned();
    let name = format!("{masthead} {title}");
    let rows =
        statistics.cities.iter().map(|row| ChartRow { name: row.city.clone(), own: row.own, counties: row.counties });
    let data = ChartData {
        base: base(faces, profile, &print_setup),
        document: DocumentInfo { title, author, date: date.into() },
        alone,
        legend: Legend { own: printed("chart-own", &[]), counties: printed("chart-counties", &[]) },
        rows: rows.collect(),
        lines: lines_below(statistics),
    };
    Document::from_data(CHART, LayoutData::Chart(data), date, name, profile, print_setup)
}

/// Returns what the bars don't show: articles of several offices, those of the sectors, and the sum.
fn lines_below(statistics: &Statistics) -> Vec<String> {
    let mut lines = Vec::new();
    if statistics.combined > 0 {
        let count = statistics.combined.to_string();
        lines.push(printed("chart-combined", &[("name", Statistics::COMBINED.into()), ("number", count.into())]));
    }
    if !statistics.sectors.is_empty() {
        let sectors = statistics.sectors();
        lines.push(printed("chart-sectors", &[("name", Statistics::SECTORS.into()), ("sectors", sectors.into())]));
    }
    lines.push(printed_number("chart-total", statistics.total()));
    if statistics.joint > 0 {
        lines.push(printed_number("chart-joint", statistics.joint));
    }
    lines
}
