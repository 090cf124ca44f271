//! The data of the layout that draws the list of an issue's receivers, and address labels for them.

use schemars::JsonSchema;
use serde::Serialize;

use super::data::{BaseData, DocumentInfo};
use super::number::issue_label;
use super::printed::{printed, printed_number};
use super::{Document, LayoutData, base, one_line};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::DISPATCH;
use crate::issue::{Issue, Profile};

/// The data of the layout `internal/dispatch`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DispatchData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// What the PDF says about itself. The title stands above the list.
    pub document: DocumentInfo,
    /// Whether labels are drawn rather than the list.
    pub labels: bool,
    /// The heads of the list's columns.
    pub heads: Vec<String>,
    /// The receivers in their order.
    pub receivers: Vec<DispatchReceiver>,
    /// The line below the list, with the sum of all copies.
    pub total: String,
    /// The bulletin and the number, which stand on each label.
    pub issue: String,
}

/// A receiver with its copies.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DispatchReceiver {
    /// The label of its group, such as 报.
    pub label: String,
    /// Its name.
    pub name: String,
    /// How many copies it gets; empty where none are given.
    pub copies: String,
    /// The copies as a label says them, such as 2份; empty where none are given.
    pub parcel: String,
}

/// The keys of the heads of the list's columns.
const HEADS: [&str; 4] = ["dispatch-number", "dispatch-label", "dispatch-name", "dispatch-copies"];

/// Returns the heads of the list's columns.
pub fn dispatch_heads() -> [String; 4] {
    HEADS.map(|key| printed(key, &[]))
}

/// Returns an issue's receivers with their copies.
pub fn dispatch_receivers(issue: &Issue) -> Vec<DispatchReceiver> {
    let entries = issue.distribution.iter().flatten();
    let receivers = entries.flat_map(|entry| {
        entry.to.iter().map(|receiver| {
            let copies = receiver.copies.as_ref().map(|copies| copies.value.to_string());
            DispatchReceiver {
                label: entry.label.trim().to_owned(),
                name: one_line(&receiver.name),
                parcel: copies.as_ref().map_or_else(String::new, |copies| printed_number("dispatch-parcel", copies)),
                copies: copies.unwrap_or_default(),
            }
        })
    });
    receivers.collect()
}

/// Returns the sum of the copies of all receivers.
pub fn dispatched_copies(issue: &Issue) -> u64 {
    let receivers = issue.distribution.iter().flatten().flat_map(|entry| &entry.to);
    receivers.filter_map(|receiver| receiver.copies.as_ref()).map(|copies| u64::from(copies.value.get())).sum()
}

/// Returns the list of an issue's receivers, or with `labels` the address labels for them, as a PDF for the office.
pub fn dispatch(issue: &Issue, print_setup: PrintSetup, faces: &Faces, labels: bool) -> Document {
    let bulletin = issue.title.as_ref().map_or_else(String::new, |title| one_line(title));
    let author = issue.issuer.as_ref().map_or_else(String::new, |issuer| one_line(issuer));
    let label = issue_label(issue);
    let name = printed("name", &[("title", bulletin.as_str().into()), ("number", label.into())]);
    let date = issue.date.value;
    let title = printed("dispatch-title", &[("name", name.as_str().into())]);
    let receivers = dispatch_receivers(issue);
    let total = [("count", receivers.len().to_string()), ("number", dispatched_copies(issue).to_string())];
    let data = DispatchData {
        base: base(faces, Profile::Screen, &print_setup),
        document: DocumentInfo { title: title.clone(), author, date: date.into() },
        labels,
        heads: dispatch_heads().to_vec(),
        total: printed("dispatch-total", &total.map(|(key, number)| (key, number.into()))),
        issue: name,
        receivers,
    };
    Document::from_data(DISPATCH, LayoutData::Dispatch(data), date, title, Profile::Screen, print_setup)
}
