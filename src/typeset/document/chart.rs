//! The chart of a year's statistics as the layout `chart` is given it.

use serde_json::json;

use super::{Document, inks};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::CHART;
use crate::issue::statistics::Statistics;
use crate::issue::{Issue, Profile};

/// The chart for a profile, as a page or `alone` as a picture. Masthead and date are those of `last`, the year's last
/// issue.
pub fn chart(
    statistics: &Statistics,
    last: &Issue,
    print_setup: PrintSetup,
    profile: Profile,
    faces: &Faces,
    alone: bool,
) -> Document {
    let title = last.title.as_ref().map_or("", |title| title.trim());
    let date = last.date.value;
    let name = format!("{title} {}年用稿统计", date.year);
    let row =
        |row: &crate::issue::statistics::Row| json!({ "name": row.city, "own": row.own, "counties": row.counties });
    let mut lines = Vec::new();
    if statistics.combined > 0 {
        lines.push(format!("{}：{} 篇", Statistics::COMBINED, statistics.combined));
    }
    if !statistics.sectors.is_empty() {
        lines.push(format!("{}：{}", Statistics::SECTORS, statistics.sectors()));
    }
    lines.push(format!("共 {} 篇", statistics.total()));
    let data = json!({
        "faces": faces.chains(),
        "inks": inks(profile, &print_setup),
        "document": {
            "title": format!("{}年用稿统计", date.year),
            "author": last.issuer.as_ref().map_or("", |issuer| issuer.as_str()),
            "date": { "year": date.year, "month": date.month, "day": date.day },
        },
        "alone": alone,
        "rows": statistics.cities.iter().map(row).collect::<Vec<_>>(),
        "lines": lines,
    });
    Document::drawn(CHART, &data, date, name, profile, print_setup)
}
