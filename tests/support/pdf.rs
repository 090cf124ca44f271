//! PDFs that tests make object by object.

use lopdf::{Document, Object, ObjectId, dictionary};

/// Returns the bytes of a document whose pages are `kids`. `tree` is the id of the tree of pages, which the pages name as
/// their parent. `media` is the box of all pages in points.
pub fn save_pages(mut document: Document, tree: ObjectId, kids: Vec<Object>, media: [i64; 4]) -> Vec<u8> {
    let count = kids.len() as i64;
    let media = media.map(Object::Integer).to_vec();
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => media };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
