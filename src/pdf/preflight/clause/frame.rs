//! The clauses on the frame of the file: its first lines, and its end.

use super::Subject;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::pdf::preflight::claim::Claim;

/// The mark at the end of a PDF.
const END: &[u8] = b"%%EOF";
/// The least number of bytes in the comment that mark the file as binary.
const BINARY_BYTES: usize = 4;

/// Reports a file that doesn't begin or end as PDF/A asks (ISO 19005-1 and -2, 6.1.2 and 6.1.3).
pub fn check_frame(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let (head, tail) = (subject.file.head.as_slice(), subject.file.tail.as_slice());
    let is_version = |version: &[u8]| match (claim, version) {
        (Claim::A(4, _), [major, b'.', minor]) => *major == b'2' && minor.is_ascii_digit(),
        (Claim::A(1, _), [major, b'.', minor]) => major.is_ascii_digit() && minor.is_ascii_digit(),
        (_, [b'1', b'.', minor]) => (b'0'..=b'7').contains(minor),
        _ => false,
    };
    let rest = head.strip_prefix(b"%PDF-").and_then(|rest| rest.split_at_checked(3));
    let rest = rest.filter(|(version, _)| is_version(version));
    let rest = rest.and_then(|(_, rest)| [&b"\r\n"[..], b"\n", b"\r"].iter().find_map(|end| rest.strip_prefix(*end)));
    let wrong = match rest {
        None => "frame-version",
        Some(rest) if !is_binary_comment(rest) => "frame-comment",
        Some(_) if !ends_well(tail) => "frame-end",
        Some(_) if matches!(claim, Claim::A(4, _)) && has_other_info(subject) => "frame-info",
        Some(_) => return None,
    };
    Some(Diagnostic::new(Code::PdfHeader).with("what", Arg::Message(wrong)))
}

/// Whether a file has document information that PDF/A-4 forbids. It allows one key of it, beside private data
/// (ISO 19005-4 6.1.3).
fn has_other_info(subject: &Subject) -> bool {
    let is_needed = subject.file.catalog().has(b"PieceInfo");
    subject.file.info().is_some_and(|info| !is_needed || info.iter().any(|(key, _)| key != b"ModDate"))
}

/// Whether bytes begin with a comment that marks the file as binary.
fn is_binary_comment(bytes: &[u8]) -> bool {
    let comment = bytes.strip_prefix(b"%").and_then(|rest| rest.get(..BINARY_BYTES));
    comment.is_some_and(|comment| comment.iter().all(|byte| *byte > 127))
}

/// Whether nothing but the end of a line stands behind the last mark of the end.
fn ends_well(tail: &[u8]) -> bool {
    let at = tail.windows(END.len()).rposition(|word| word == END);
    at.is_some_and(|at| matches!(&tail[at + END.len()..], b"" | b"\n" | b"\r" | b"\r\n"))
}
