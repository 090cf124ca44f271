//! The structure that a listener hears: what is a list, an entry of the contents, a caption.
//!
//! The engine tags its own elements. Our layouts draw lists, contents and pictures themselves. They mark each part with
//! its role: `metadata((role: "L"))` before it and `metadata((end-role: "L"))` behind it. `with_roles` turns the marks on
//! laid-out pages into elements that the engine tags. `tree` mends what the engine can't express. Nothing moves on a page.

mod plan;
mod role;
pub mod tree;

use typst::introspection::{Tag, TagFlags};
use typst::layout::{Frame, FrameItem};
use typst::model::Document as _;
use typst_layout::PagedDocument;

use self::plan::{Change, Plan};
pub use self::role::Links;

/// Elements that exist for their tags alone.
const TAGGED: TagFlags = TagFlags { introspectable: false, tagged: true };

/// Returns the pages with the roles of their layout as elements that the engine tags.
pub fn with_roles(document: &PagedDocument, links: Links) -> PagedDocument {
    let plan = Plan::of(document, links);
    let mut pages = document.pages().to_vec();
    pages.iter_mut().for_each(|page| rewrite(&mut page.frame, &plan));
    PagedDocument::new(pages.into(), document.info().clone())
}

/// Carries the changes out in a frame and in the groups within it.
fn rewrite(frame: &mut Frame, plan: &Plan) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            // The engine looks for the element that a part of a divided cell belongs to.
            group.parent = group.parent.filter(|parent| !plan.is_dropped(parent.location));
            rewrite(&mut group.frame, plan);
            true
        }
        FrameItem::Tag(tag) => match (plan.change(tag.location()), &tag) {
            (None, _) => true,
            (Some(Change::Begin(content)), Tag::Start(..)) => {
                *tag = Tag::Start(content.clone(), TAGGED);
                true
            }
            (Some(Change::End(start)), Tag::Start(..)) => {
                *tag = Tag::End(*start, 0, TAGGED);
                true
            }
            (Some(Change::Replace(content)), _) => {
                if let Tag::Start(own, _) = tag {
                    *own = content.clone();
                }
                true
            }
            (Some(_), _) => false,
        },
        _ => true,
    });
}
