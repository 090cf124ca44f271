//! Mends the structure tree of the engine's PDF where its tags can't say what we mean (ISO 32000-1 14.7, 14.8).
//!
//! - A caption stands in its figure: the engine puts both into a Div. The figure's alternate text is the caption, which a
//!   listener would otherwise hear twice.
//! - A list within a list stands in the item that it belongs to: the engine puts it between the items.
//! - Bullets are discs: the engine calls them circles.
//!
//! A part of the tree that has another shape stays as it is.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Mends the tree. A document without one stays as it is.
pub fn mend_tree(document: &mut Document) {
    let elements: Vec<ObjectId> =
        document.objects.iter().filter(|(_, object)| kind(object).is_some()).map(|(id, _)| *id).collect();
    for id in elements {
        match document.objects.get(&id).and_then(kind) {
            Some(b"Div") => put_caption_into_figure(document, id),
            Some(b"L") => {
                put_lists_into_items(document, id);
                call_bullets_discs(document, id);
            }
            _ => {}
        }
    }
}

/// Returns the type of an element of structure, or `None` for another object.
fn kind(object: &Object) -> Option<&[u8]> {
    let element = object.as_dict().ok().filter(|dict| dict.has(b"S") && dict.has(b"P"))?;
    element.get(b"S").ok()?.as_name().ok()
}

/// Returns an element of structure.
fn element(document: &mut Document, id: ObjectId) -> Option<&mut Dictionary> {
    document.objects.get_mut(&id)?.as_dict_mut().ok()
}

/// Returns the elements below an element with their types, or `None` if anything else stands below it.
fn child_elements(document: &Document, id: ObjectId) -> Option<Vec<(ObjectId, Vec<u8>)>> {
    let kids = document.objects.get(&id)?.as_dict().ok()?.get(b"K").ok()?;
    let kids: Vec<&Object> = kids.as_array().map_or_else(|_| vec![kids], |kids| kids.iter().collect());
    let child = |kid: &Object| {
        let id = kid.as_reference().ok()?;
        Some((id, kind(document.objects.get(&id)?)?.to_vec()))
    };
    kids.into_iter().map(child).collect()
}

/// Puts an element below another, behind all that stands there.
fn append(document: &mut Document, parent: ObjectId, child: ObjectId) {
    if let Some(parent) = element(document, parent) {
        let mut kids = match parent.remove(b"K") {
            Some(Object::Array(kids)) => kids,
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        kids.push(Object::Reference(child));
        parent.set("K", kids);
    }
    if let Some(child) = element(document, child) {
        child.set("P", parent);
    }
}

/// Replaces a Div that holds a caption and a figure by the figure, and puts the caption at its end.
fn put_caption_into_figure(document: &mut Document, div: ObjectId) {
    let Some(children) = child_elements(document, div) else { return };
    let named = |name: &[u8]| children.iter().find(|(_, kind)| kind == name).map(|(id, _)| *id);
    let (2, Some(caption), Some(figure)) = (children.len(), named(b"Caption"), named(b"Figure")) else { return };
    let parent = element(document, div).and_then(|div| div.get(b"P").ok()?.as_reference().ok());
    let Some(parent) = parent else { return };
    let replaces = |kid: &mut Object| {
        let is_it = kid.as_reference().is_ok_and(|id| id == div);
        if is_it {
            *kid = Object::Reference(figure);
        }
        is_it
    };
    let replaced = match element(document, parent).and_then(|parent| parent.get_mut(b"K").ok()) {
        Some(Object::Array(kids)) => kids.iter_mut().any(replaces),
        Some(kid) => Some(kid).is_some_and(replaces),
        None => false,
    };
    if replaced {
        append(document, figure, caption);
        if let Some(figure) = element(document, figure) {
            figure.set("P", parent);
        }
        document.objects.remove(&div);
    }
}

/// Puts each list that stands between the items of a list into the body of the item before it.
fn put_lists_into_items(document: &mut Document, list: ObjectId) {
    let Some(children) = child_elements(document, list) else { return };
    let mut kept = Vec::new();
    let mut body = None;
    for (id, kind) in children {
        match (kind.as_slice(), body) {
            (b"L", Some(body)) => append(document, body, id),
            _ => kept.push(Object::Reference(id)),
        }
        if kind == b"LI" {
            let parts = child_elements(document, id).unwrap_or_default();
            body = parts.into_iter().rfind(|(_, kind)| kind == b"LBody").map(|(id, _)| id);
        }
    }
    if let Some(list) = element(document, list) {
        list.set("K", kept);
    }
}

/// Changes the marker of a list from circles to discs, as it is drawn.
fn call_bullets_discs(document: &mut Document, list: ObjectId) {
    let disc = |attributes: &mut Object| {
        if let Object::Dictionary(attributes) = attributes
            && attributes.get(b"ListNumbering").and_then(Object::as_name).is_ok_and(|name| name == b"Circle")
        {
            attributes.set("ListNumbering", Object::Name(b"Disc".to_vec()));
        }
    };
    match element(document, list).and_then(|list| list.get_mut(b"A").ok()) {
        Some(Object::Array(attributes)) => attributes.iter_mut().for_each(disc),
        Some(attributes) => disc(attributes),
        None => {}
    }
}
