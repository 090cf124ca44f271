//! Tracked changes: what was met in the text, put together as a person made it, and the choices about it.
//!
//! It doesn't read XML. The reader of the text says what it meets.

use std::collections::HashMap;

use crate::import::draft::At;

/// What a change is known by: the part that it stands in, and the number of its element there.
pub type Key = (usize, u32);

/// What the reader meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// Words that were inserted.
    Insertion,
    /// Words that were deleted.
    Deletion,
    /// Words that were moved away.
    MoveFrom,
    /// Words that were moved here.
    MoveTo,
    /// The mark at a paragraph's end that was inserted.
    MarkInserted,
    /// The mark at a paragraph's end that was deleted.
    MarkDeleted,
    /// A row that was inserted.
    RowInserted,
    /// A row that was deleted.
    RowDeleted,
    /// Words that were made bold, or no longer.
    Bold,
    /// Another style of a paragraph.
    Style,
}

/// One thing that was met.
#[derive(Debug, Clone)]
pub struct Event {
    /// What it is known by.
    pub key: Key,
    /// What it is.
    pub met: Met,
    /// The person.
    pub by: String,
    /// The day.
    pub date: String,
    /// Where it stands.
    pub at: At,
    /// The words.
    pub words: String,
    /// The number of unchanged characters and paragraph ends before it. Events with the same number are neighbours.
    pub position: usize,
    /// How many changes it stands in.
    pub depth: usize,
    /// The name of its move.
    pub moved: Option<String>,
    /// The row whose change it shares.
    pub row: Option<Key>,
    /// The words before and behind.
    pub around: (String, String),
    /// Whether nothing but changed words stands in the paragraph that its mark ends.
    pub is_whole: bool,
    /// The paragraph, counted in the order of reading.
    pub paragraph: usize,
}

/// A change as a person made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its number in the list, from 1.
    pub number: usize,
    /// The person.
    pub by: String,
    /// The day, such as `2026-01-05`.
    pub date: String,
    /// The kind.
    pub kind: ChangeKind,
    /// Where it stands.
    pub at: At,
    /// Where moved words go.
    pub to: Option<At>,
    /// The words that go.
    pub was: String,
    /// The words that come.
    pub now: String,
    /// The words before and behind.
    pub around: (String, String),
    /// The elements that it consists of.
    pub keys: Vec<Key>,
}

/// The kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum ChangeKind {
    Inserted,
    Deleted,
    Replaced,
    Moved,
    InsertedParagraph,
    DeletedParagraph,
    DividedParagraph,
    JoinedParagraphs,
    InsertedRow,
    DeletedRow,
    Bold,
    Style,
}

impl ChangeKind {
    /// Returns its stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Replaced => "replaced",
            Self::Moved => "moved",
            Self::InsertedParagraph => "inserted-paragraph",
            Self::DeletedParagraph => "deleted-paragraph",
            Self::DividedParagraph => "divided-paragraph",
            Self::JoinedParagraphs => "joined-paragraphs",
            Self::InsertedRow => "inserted-row",
            Self::DeletedRow => "deleted-row",
            Self::Bold => "bold",
            Self::Style => "style",
        }
    }
}

/// Which changes are accepted. What isn't named is accepted, too, so that a draft can be looked at before it is decided.
#[derive(Debug, Clone, Default)]
pub struct Choices(HashMap<Key, bool>);

impl Choices {
    /// Accepts or rejects a change.
    pub fn choose(&mut self, change: &Change, is_accepted: bool) {
        self.0.extend(change.keys.iter().map(|key| (*key, is_accepted)));
    }

    /// Returns whether an element's change is accepted.
    pub fn accepts(&self, key: Key) -> bool {
        self.0.get(&key).copied().unwrap_or(true)
    }
}

/// Puts what was met together to changes, and numbers them.
pub fn group(events: &[Event]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    // The last event of each change, by the change's index.
    let mut last: Vec<&Event> = Vec::new();
    let mut moves: HashMap<&str, usize> = HashMap::new();
    for event in events {
        if let Some(row) = event.row
            && let Some(change) = changes.iter_mut().find(|change| change.keys.contains(&row))
        {
            change.keys.push(event.key);
            continue;
        }
        if let Some(name) = &event.moved {
            if let Some(&index) = moves.get(name.as_str()) {
                add_move(&mut changes[index], event);
                continue;
            }
            moves.insert(name, changes.len());
        } else if let Some(index) = neighbour(&changes, &last, event) {
            join(&mut changes[index], event);
            last[index] = event;
            continue;
        }
        let mut change = change_of(event);
        change.number = changes.len() + 1;
        changes.push(change);
        last.push(event);
    }
    changes
}

/// Returns the change that an event continues: the last one, of the same person in the same stretch.
fn neighbour(changes: &[Change], last: &[&Event], event: &Event) -> Option<usize> {
    let index = changes.len().checked_sub(1)?;
    // A mark belongs to the words of its paragraph, behind which other changes may have been met.
    let index = (0..=index).rev().take(4).find(|index| {
        let (change, before) = (&changes[*index], last[*index]);
        let is_near = before.position == event.position && before.depth == event.depth && change.by == event.by;
        is_near && before.paragraph == event.paragraph && fits(change.kind, before, event)
    })?;
    Some(index)
}

/// Returns whether an event continues a change of a kind, whose last event is `before`.
fn fits(kind: ChangeKind, before: &Event, event: &Event) -> bool {
    match (kind, event.met) {
        (ChangeKind::Inserted | ChangeKind::Replaced, Met::Insertion)
        | (ChangeKind::Deleted, Met::Deletion | Met::Insertion)
        | (ChangeKind::Style, Met::Style) => true,
        (ChangeKind::Bold, Met::Bold) => true,
        (ChangeKind::Inserted, Met::MarkInserted) => event.is_whole && before.met == Met::Insertion,
        (ChangeKind::Deleted, Met::MarkDeleted) => event.is_whole && before.met == Met::Deletion,
        _ => false,
    }
}

/// Adds an event to a change.
fn join(change: &mut Change, event: &Event) {
    change.keys.push(event.key);
    match event.met {
        Met::Insertion => {
            if change.kind == ChangeKind::Deleted {
                change.kind = ChangeKind::Replaced;
            }
            change.now.push_str(&event.words);
            change.around.1.clone_from(&event.around.1);
        }
        Met::Deletion => change.was.push_str(&event.words),
        Met::Bold => {
            change.now.push_str(&event.words);
            change.around.1.clone_from(&event.around.1);
        }
        Met::MarkInserted => change.kind = ChangeKind::InsertedParagraph,
        Met::MarkDeleted => change.kind = ChangeKind::DeletedParagraph,
        _ => {}
    }
}

/// Adds an event to the move that it belongs to.
fn add_move(change: &mut Change, event: &Event) {
    change.keys.push(event.key);
    match event.met {
        Met::MoveFrom => {
            if change.was.is_empty() {
                change.to = Some(std::mem::replace(&mut change.at, event.at.clone()));
            }
            change.was.push_str(&event.words);
        }
        Met::MoveTo => {
            change.to.get_or_insert_with(|| event.at.clone());
            change.now.push_str(&event.words);
        }
        _ => {}
    }
    change.kind = match (change.was.is_empty(), change.now.is_empty()) {
        (false, true) => ChangeKind::Deleted,
        (true, false) => ChangeKind::Inserted,
        _ => ChangeKind::Moved,
    };
}

/// Makes the change that an event begins.
fn change_of(event: &Event) -> Change {
    let words = event.words.clone();
    let (kind, was, now) = match event.met {
        Met::Insertion | Met::MoveTo => (ChangeKind::Inserted, String::new(), words),
        Met::Deletion | Met::MoveFrom => (ChangeKind::Deleted, words, String::new()),
        Met::MarkInserted if event.is_whole => (ChangeKind::InsertedParagraph, String::new(), words),
        Met::MarkDeleted if event.is_whole => (ChangeKind::DeletedParagraph, words, String::new()),
        Met::MarkInserted => (ChangeKind::DividedParagraph, String::new(), String::new()),
        Met::MarkDeleted => (ChangeKind::JoinedParagraphs, String::new(), String::new()),
        Met::RowInserted => (ChangeKind::InsertedRow, String::new(), words),
        Met::RowDeleted => (ChangeKind::DeletedRow, words, String::new()),
        Met::Bold => (ChangeKind::Bold, String::new(), words),
        Met::Style => (ChangeKind::Style, String::new(), words),
    };
    Change {
        number: 0,
        by: event.by.clone(),
        date: event.date.clone(),
        kind,
        at: event.at.clone(),
        to: None,
        was,
        now,
        around: event.around.clone(),
        keys: vec![event.key],
    }
}
