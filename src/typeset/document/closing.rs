//! The data of what belongs to a text and stands around it: addressee, attachments, sign-off, remark, contributor's line.

use super::anchor::Anchor;
use super::data::{ArticleData, AttachmentData, AttachmentEntry, Closing, SignOffData, Words};
use super::issue::{Builder, TypedText, label};
use super::line::{Setting, prepare};
use super::printed::{printed, printed_date, printed_number};
use crate::check::CheckedIssue;
use crate::input::yaml::Text;
use crate::issue::{Article, Attachment, Credit, Issue, Office, SignOff};
use crate::typeset::field::{Field, FormalLine};

/// Counts the attachments of an issue while they are listed.
pub(super) struct Attachments {
    /// How many articles the issue has. The attachments are counted behind them.
    articles: usize,
    /// How many attachments it has.
    all: usize,
    /// How many are listed so far.
    listed: usize,
}

impl Attachments {
    /// Returns the count for an issue.
    pub(super) fn of(issue: &Issue) -> Self {
        Self { articles: issue.articles().count(), all: issue.attachments().count(), listed: 0 }
    }
}

impl Builder {
    /// Returns to whom an article is addressed. The colon is added unless it was typed.
    pub(super) fn addressee(&mut self, article: Option<usize>, typed: &Text) -> Words {
        let at = Field::Formal { article, line: FormalLine::Addressee };
        self.field(&at, typed);
        let words = super::one_line(typed);
        let words = words.trim_end_matches(['：', ':']);
        Words { at, text: prepare(&printed("addressee", &[("name", words.into())]), Setting::FULL) }
    }

    /// Returns what stands below an article: its own, and below the last article that of the issue.
    pub(super) fn closings(
        &mut self,
        issue: &Issue,
        index: usize,
        article: &Article,
        is_last: bool,
        counted: &mut Attachments,
    ) -> Vec<Closing> {
        let own = self.closing(
            Some(index),
            article.attachments.as_deref().unwrap_or_default(),
            article.sign_off.as_ref(),
            article.remark.as_ref(),
            counted,
        );
        let mut closings = vec![own];
        if is_last {
            closings.push(self.closing(
                None,
                issue.attachments.as_deref().unwrap_or_default(),
                issue.sign_off.as_ref(),
                issue.remark.as_ref(),
                counted,
            ));
        }
        closings.retain(|closing| !closing.is_empty());
        closings
    }

    /// Returns what stands below a text.
    fn closing(
        &mut self,
        article: Option<usize>,
        attachments: &[Attachment],
        sign_off: Option<&SignOff>,
        remark: Option<&Text>,
        counted: &mut Attachments,
    ) -> Closing {
        let mut entries = Vec::with_capacity(attachments.len());
        for attachment in attachments {
            entries.push(self.attachment_entry(attachment, counted));
        }
        let remark = remark.map(|typed| {
            let at = Field::Formal { article, line: FormalLine::Remark };
            self.field(&at, typed);
            Words { at, text: prepare(&in_brackets(&super::one_line(typed)), Setting::PARAGRAPH) }
        });
        Closing { attachments: entries, sign_off: sign_off.map(|typed| self.sign_off(article, typed)), remark }
    }

    /// Returns the next attachment as it stands in a list.
    fn attachment_entry(&mut self, attachment: &Attachment, counted: &mut Attachments) -> AttachmentEntry {
        let (index, several) = (counted.listed, counted.all > 1);
        counted.listed += 1;
        let at = Field::Attachment(index);
        let title = self.field(&at, &attachment.title);
        AttachmentEntry {
            at,
            label: printed("attachments", &[]),
            number: if several { format!("{}.", index + 1) } else { String::new() },
            title,
            attachment: label(counted.articles + index),
        }
    }

    /// Returns who signs, and when.
    fn sign_off(&mut self, article: Option<usize>, typed: &SignOff) -> SignOffData {
        let mut by = Vec::with_capacity(typed.by.len());
        for (index, office) in typed.by.iter().enumerate() {
            let at = Field::Formal { article, line: FormalLine::SignedBy(index) };
            let text = self.field(&at, office);
            by.push(Words { at, text });
        }
        let date = typed.date.as_ref().map(|date| {
            let at = Field::Formal { article, line: FormalLine::SignedDate };
            self.value(at.clone(), date.value, &date.place);
            Words { at, text: printed_date(date.value) }
        });
        SignOffData { by, date }
    }

    /// Returns all attachments in order.
    pub(super) fn attachments(&mut self, checked: &CheckedIssue) -> Vec<AttachmentData> {
        let issue = &checked.issue;
        let names = issue.names();
        let (articles, several) = (issue.articles().count(), issue.attachments().count() > 1);
        let mut data = Vec::with_capacity(checked.attachments.len());
        for (index, (attachment, body)) in issue.attachments().zip(&checked.attachments).enumerate() {
            let Attachment { title, body: typed, table } = attachment;
            let typed = TypedText { title, body: typed.as_ref(), table: table.as_ref() };
            let text: ArticleData = self.article(articles + index, &typed, body, &names);
            let number = if several { (index + 1).to_string() } else { String::new() };
            data.push(AttachmentData { heading: printed_number("attachment", number), text });
        }
        data
    }

    /// Returns the contributor's line of an article: its own, or else the one that the issue has for all.
    pub(super) fn credit(&mut self, article: usize, typed: &Article, of_all: Option<&Credit>) -> Option<Words> {
        let at = Field::Credit(article);
        let text = match typed.credit.as_ref().or(of_all)? {
            Credit::Words(words) => prepare(&in_brackets(&self.field(&at, words)), Setting::FULL),
            Credit::Source(_) => {
                let source = typed.source.as_ref()?;
                let offices: Vec<_> = source.value.offices().map(office_name).collect();
                if offices.is_empty() {
                    return None;
                }
                let name = offices.join("、");
                self.anchors
                    .insert(at.clone(), Anchor::whole(&Text { value: name.clone(), place: source.place.clone() }));
                prepare(&printed("credit", &[("name", name.into())]), Setting::FULL)
            }
        };
        Some(Words { at, text })
    }
}

/// Returns an office's name: city and county, or the sector.
fn office_name(office: &Office) -> String {
    office.names().map(|name| name.trim()).collect()
}

/// Returns words in brackets, unless they were typed with them.
fn in_brackets(words: &str) -> String {
    if words.starts_with('（') && words.ends_with('）') { words.to_owned() } else { format!("（{words}）") }
}
