//! Checks what belongs to a text and stands around it: addressee, sign-off and remark.

use super::{placeholder, punctuation, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::{Locator, Text};
use crate::issue::{Issue, SignOff};

/// Checks the words of all addressees, sign-offs and remarks of an issue.
pub fn check(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    check_words("addressee", issue.addressee.as_ref(), findings);
    check_words("remark", issue.remark.as_ref(), findings);
    check_sign_off(issue.sign_off.as_ref(), findings);
    for article in issue.articles() {
        check_words("addressee", article.addressee.as_ref(), findings);
        check_words("remark", article.remark.as_ref(), findings);
        check_sign_off(article.sign_off.as_ref(), findings);
    }
    let first = issue.articles().next().and_then(|article| article.addressee.as_ref());
    if let (Some(of_issue), Some(_)) = (&issue.addressee, first) {
        findings.push(Diagnostic::new(Code::AddresseeTwice).at(of_issue.place.clone()));
    }
}

/// Checks words that are printed in one or a few lines.
fn check_words(key: &'static str, words: Option<&Text>, findings: &mut Vec<Diagnostic>) {
    if let Some(words) = words {
        text::check(key, words, findings);
        placeholder::check(words, findings);
        punctuation::check(&Locator::new(words), 0..words.len(), findings);
    }
}

/// Checks who signs.
fn check_sign_off(sign_off: Option<&SignOff>, findings: &mut Vec<Diagnostic>) {
    let Some(SignOff { by, date }) = sign_off else { return };
    by.iter().for_each(|office| check_words("by", Some(office), findings));
    if let (true, Some(date)) = (by.is_empty(), date) {
        findings.push(Diagnostic::new(Code::EmptyText).with_key("by").at(date.place.clone()));
    }
}
