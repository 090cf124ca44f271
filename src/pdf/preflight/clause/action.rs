//! The clause on actions: what a file does when it is opened, or when somebody clicks.

use lopdf::{Dictionary, Object};

use super::{Subject, is_x, violation_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::claim::Claim;
use crate::pdf::preflight::file::{File, as_dict};

/// The kinds of actions that only lead somewhere (PDF 2.0 table 201). All standards allow them.
const LEADING: [&str; 7] = ["GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"];
/// The other kinds. A dictionary with one of these names is an action, even if it doesn't say so.
const DOING: [&str; 15] = [
    "Launch",
    "Sound",
    "Movie",
    "Hide",
    "ResetForm",
    "ImportData",
    "SetOCGState",
    "Rendition",
    "Trans",
    "GoTo3DView",
    "JavaScript",
    "RichMediaExecute",
    "GoToDp",
    "SetState",
    "NOP",
];
/// The kinds that PDF/A-4e allows besides, for engineering (ISO 19005-4 annex B).
const OF_ENGINEERING: [&str; 5] = ["SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute"];
/// The named actions that PDF/A allows (ISO 19005-2 6.5.1).
const PAGES: [&str; 4] = ["NextPage", "PrevPage", "FirstPage", "LastPage"];
/// The events that PDF/A-4 allows: those of the pointer and the focus (ISO 19005-4 6.6.3).
const POINTER_EVENTS: [&[u8]; 6] = [b"E", b"X", b"D", b"U", b"Fo", b"Bl"];
/// The events that PDF/A-4 allows for the fields of a form besides: those of the page's visibility.
const FIELD_EVENTS: [&[u8]; 4] = [b"PO", b"PC", b"PV", b"PI"];

/// Reports an action that does more than lead somewhere, or that starts by itself.
pub fn check_actions(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let names = file.dict(file.catalog(), "Names");
    let is_a_4 = matches!(claim, Claim::A(4, _));
    if !is_a_4 && names.and_then(|names| file.get(names, "JavaScript")).is_some() {
        return violation_in(Code::PdfAction, "JavaScript");
    }
    let opens = file.dict(file.catalog(), "OpenAction").and_then(|action| file.name(action, "S"));
    if let Some(kind) = opens.filter(|kind| *kind != "GoTo" && is_x(claim)) {
        return violation_in(Code::PdfAction, kind);
    }
    // Actions that start by themselves, when the file is opened, a page is turned or a field is left.
    let pages = || file.pages.iter().filter_map(|id| file.page(*id));
    let wrong_event = |dict| match file.dict(dict, "AA") {
        Some(events) if is_a_4 => other_event(events, file.name(dict, "Subtype") == Some("Widget")),
        events => events.map(|_| "AA".to_owned()),
    };
    let mut wrong = [file.catalog()].into_iter().chain(pages()).find_map(wrong_event);
    file.each_dict(&mut |dict| {
        let is_field = dict.has(b"FT") || dict.has_type(b"Annot") || dict.has(b"Rect");
        let event = if is_field { wrong_event(dict) } else { None };
        wrong = wrong.take().or(event).or_else(|| wrong_kind(file, dict, claim));
    });
    wrong.and_then(|kind| violation_in(Code::PdfAction, kind))
}

/// Returns the first event that PDF/A-4 doesn't allow, for a field of a form or for anything else.
fn other_event(events: &Dictionary, is_field: bool) -> Option<String> {
    let is_allowed = |key: &[u8]| POINTER_EVENTS.contains(&key) || is_field && FIELD_EVENTS.contains(&key);
    let other = events.iter().map(|(key, _)| key.as_slice()).find(|key| !is_allowed(key));
    other.map(|key| format!("AA {}", String::from_utf8_lossy(key)))
}

/// Returns the kind of an action that a standard forbids.
fn wrong_kind(file: &File, dict: &Dictionary, claim: &Claim) -> Option<String> {
    let kind = file.name(dict, "S")?;
    // The elements of the structure have kinds of their own, and may have any name.
    let is_element = dict.has_type(b"StructElem") || (dict.has(b"P") && dict.has(b"K"));
    let is_action = dict.has_type(b"Action") || (DOING.contains(&kind) && !is_element);
    let is_allowed = match claim {
        Claim::A(1, _) => LEADING.contains(&kind) && kind != "GoToE",
        Claim::A(4, _) if kind == "JavaScript" => true,
        Claim::A(4, level) if level == "E" => LEADING.contains(&kind) || OF_ENGINEERING.contains(&kind),
        _ => LEADING.contains(&kind),
    };
    if is_action && !is_allowed {
        return Some(kind.to_owned());
    }
    let named = file.name(dict, "N").filter(|_| kind == "Named" && matches!(claim, Claim::A(..)));
    named.filter(|name| !PAGES.contains(name)).map(|name| format!("Named {name}"))
}

/// Whether text of the structure has a language: its own, or that of an element above it (ISO 14289-1 7.2).
///
/// There is none if the structure holds more than anybody reads.
pub fn has_language_throughout(file: &File) -> bool {
    /// The most elements that are looked at.
    const MAX_ELEMENTS: usize = 500_000;
    let Some(root) = file.dict(file.catalog(), "StructTreeRoot").and_then(|root| file.get(root, "K")) else {
        return false;
    };
    let (mut open, mut count, mut is_named) = (vec![(root, false)], 0, false);
    while let Some((object, has_language)) = open.pop() {
        count += 1;
        match object {
            _ if count > MAX_ELEMENTS => return false,
            Object::Array(list) => open.extend(list.iter().map(|one| (file.follow(one), has_language))),
            Object::Integer(_) if !has_language => return false,
            Object::Integer(_) | Object::Null => {}
            object => {
                let Some(element) = as_dict(object) else { continue };
                let own = file.text(element, "Lang").is_some_and(|language| !language.trim().is_empty());
                is_named |= own;
                let is_content = element.has(b"MCID") && !element.has(b"S");
                if is_content && !has_language {
                    return false;
                }
                open.extend(file.get(element, "K").map(|kids| (kids, has_language || own)));
            }
        }
    }
    is_named
}
