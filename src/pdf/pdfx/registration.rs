//! Registration marks in the inks of the job. The engine knows one colour that is on every plate, the colorant All.
//!
//! A RIP that takes All literally puts it on C, M, Y and K of every file. Here the inks of the job are named instead: in
//! DeviceCMYK where all are process inks, as a Separation where there is one spot colour alone, and in a DeviceN otherwise.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::BoxError;
use super::spot::{stand_in, tint_function};
use crate::asset::ink::PROCESS;

/// What is put in the place of the colorant All.
struct JobSpace {
    /// The colour space.
    space: Object,
    /// What each number of a colour is multiplied with: 1 for an ink of the job, 0 for any other.
    weights: Vec<i64>,
}

/// Replaces the colorant All by `inks`, each with the tint that All had.
///
/// `red` has the shares of C, M, Y and K that stand in for a spot colour.
///
/// # Errors
/// Contents that use the colorant can't be read.
pub fn name_inks(document: &mut Document, inks: &[String], red: [f32; 4]) -> Result<(), BoxError> {
    let spaces: BTreeSet<ObjectId> = separations(document, "All").collect();
    if spaces.is_empty() {
        return Ok(());
    }
    let JobSpace { space, weights } = make_space(document, inks, red);
    for id in &spaces {
        document.objects.insert(*id, space.clone());
    }
    if weights == [1] {
        return Ok(());
    }
    for (streams, names) in contents_with(document, &spaces) {
        let mut rewriter = Rewriter { names: &names, weights: &weights, current: [false; 2], saved: Vec::new() };
        for id in streams {
            let stream = document.get_object_mut(id)?.as_stream_mut()?;
            let mut content = Content::decode(&stream.get_plain_content()?)?;
            content.operations.iter_mut().for_each(|operation| rewriter.follow(operation));
            stream.set_plain_content(content.encode()?);
            stream.compress()?;
        }
    }
    Ok(())
}

/// Whether an object is a name.
fn is_name(object: &Object, name: &[u8]) -> bool {
    object.as_name().is_ok_and(|own| own == name)
}

/// Returns the space of the job's inks.
fn make_space(document: &mut Document, inks: &[String], red: [f32; 4]) -> JobSpace {
    let is_process = |ink: &String| PROCESS.contains(&ink.as_str());
    if inks.iter().all(is_process) {
        let weights = PROCESS.map(|name| i64::from(inks.iter().any(|ink| ink == name))).to_vec();
        return JobSpace { space: "DeviceCMYK".into(), weights };
    }
    // A file has one Separation for each spot colour, which is also the one of the DeviceN (ISO 19005-2 6.2.4.4).
    let mut colorants = Dictionary::new();
    for ink in inks.iter().filter(|ink| !is_process(ink)) {
        let known = separations(document, ink).next();
        let separation = known.unwrap_or_else(|| {
            let tint = tint_function(stand_in(ink.as_bytes(), red));
            let name = Object::Name(ink.as_bytes().to_vec());
            document.add_object(vec!["Separation".into(), name, "DeviceCMYK".into(), tint.into()])
        });
        colorants.set(ink.as_str(), separation);
    }
    if let ([_], Some((_, separation))) = (inks, colorants.iter().next()) {
        let space = separation.as_reference().and_then(|id| document.get_object(id)).cloned();
        return JobSpace { space: space.unwrap_or(Object::Null), weights: vec![1] };
    }
    let function = document.add_object(mixing_function(inks, red));
    let names: Vec<Object> = inks.iter().map(|ink| Object::Name(ink.as_bytes().to_vec())).collect();
    let attributes = dictionary! { "Colorants" => colorants };
    let parts = vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), function.into(), attributes.into()];
    JobSpace { space: parts.into(), weights: vec![1; inks.len()] }
}

/// Returns the Separation spaces of an ink.
fn separations<'d>(document: &'d Document, ink: &'d str) -> impl Iterator<Item = ObjectId> + 'd {
    let is_its =
        |parts: &[Object]| parts.len() == 4 && is_name(&parts[0], b"Separation") && is_name(&parts[1], ink.as_bytes());
    let objects = document.objects.iter();
    objects.filter(move |(_, object)| object.as_array().is_ok_and(|parts| is_its(parts))).map(|(id, _)| *id)
}

/// Returns the tint function of several inks: the shares of each process ink added up, 1 at most (PDF 2.0 7.10.5).
fn mixing_function(inks: &[String], red: [f32; 4]) -> Stream {
    let count = inks.len();
    let mut program = String::from("{");
    for process in 0..PROCESS.len() {
        program += " 0";
        for (index, ink) in inks.iter().enumerate() {
            let share = stand_in(ink.as_bytes(), red)[process];
            if share > 0.0 {
                // Above the tint on the stack lie the later tints, the sums of the inks before, and this sum.
                program += &format!(" {} index {share} mul add", count - 1 - index + process + 1);
            }
        }
        program += " dup 1 gt {pop 1} if";
    }
    program += &format!(" {} 4 roll{} }}", count + 4, " pop".repeat(count));
    let function = dictionary! {
        "FunctionType" => 4,
        "Domain" => [0, 1].repeat(count).into_iter().map(Object::Integer).collect::<Vec<_>>(),
        "Range" => [0, 1].repeat(4).into_iter().map(Object::Integer).collect::<Vec<_>>(),
    };
    Stream::new(function, program.into_bytes())
}

/// Returns the contents of pages, forms and patterns whose resources have one of the spaces, with its names there.
fn contents_with(document: &Document, spaces: &BTreeSet<ObjectId>) -> Vec<(Vec<ObjectId>, Vec<Vec<u8>>)> {
    let mut found = Vec::new();
    for (id, object) in &document.objects {
        let (dict, streams) = match object {
            Object::Dictionary(page) if page.get(b"Type").is_ok_and(|kind| is_name(kind, b"Page")) => {
                (page, document.get_page_contents(*id))
            }
            Object::Stream(form) => (&form.dict, vec![*id]),
            _ => continue,
        };
        let inner = |dict: &Dictionary, key: &[u8]| -> Option<Dictionary> {
            let (_, value) = document.dereference(dict.get(key).ok()?).ok()?;
            value.as_dict().ok().cloned()
        };
        let named = inner(dict, b"Resources").and_then(|resources| inner(&resources, b"ColorSpace"));
        let is_one = |space: &Object| space.as_reference().is_ok_and(|id| spaces.contains(&id));
        let names = named.iter().flatten().filter(|(_, space)| is_one(space)).map(|(name, _)| name.clone());
        let names: Vec<_> = names.collect();
        if !names.is_empty() {
            found.push((streams, names));
        }
    }
    found
}

/// Rewrites the colours of contents, operator by operator.
struct Rewriter<'r> {
    /// The names of the space in the resources.
    names: &'r [Vec<u8>],
    /// What each number of a colour is multiplied with.
    weights: &'r [i64],
    /// Whether areas, and whether lines, are painted in the space.
    current: [bool; 2],
    /// What `q` saved, the last one on top.
    saved: Vec<[bool; 2]>,
}

impl Rewriter<'_> {
    /// Follows an operator, and gives a colour in the space as many numbers as there are inks (PDF 2.0 8.6.8).
    fn follow(&mut self, operation: &mut Operation) {
        let lines = usize::from(operation.operator.starts_with(|c: char| c.is_ascii_uppercase()));
        match operation.operator.as_str() {
            "q" => self.saved.push(self.current),
            "Q" => self.current = self.saved.pop().unwrap_or_default(),
            "cs" | "CS" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                self.current[lines] = name.is_some_and(|name| self.names.iter().any(|own| own == name));
            }
            "g" | "G" | "rg" | "RG" | "k" | "K" => self.current[lines] = false,
            "sc" | "SC" | "scn" | "SCN" if self.current[lines] => {
                let tint = operation.operands.first().cloned().unwrap_or(Object::Integer(1));
                let weighted = |weight: &i64| if *weight == 0 { Object::Integer(0) } else { tint.clone() };
                operation.operands = self.weights.iter().map(weighted).collect();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns contents after the colorant All was replaced by inks.
    fn rewritten(content: &str, inks: &[&str]) -> (Document, String) {
        let mut document = Document::with_version("1.6");
        let tint = tint_function([1.0; 4]);
        let all = document.add_object(vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), tint.into()]);
        let resources = dictionary! { "ColorSpace" => dictionary! { "c1" => all } };
        let form = document.add_object(Stream::new(dictionary! { "Resources" => resources }, content.into()));
        let inks: Vec<_> = inks.iter().map(|ink| (*ink).to_owned()).collect();
        name_inks(&mut document, &inks, [0.0, 0.8, 0.8, 0.0]).unwrap();
        let stream = document.get_object(form).unwrap().as_stream().unwrap();
        let content = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
        (document, content)
    }

    #[test]
    fn only_colours_of_all_inks_get_a_number_for_each() {
        let content = "/c1 CS\n0.5 SCN\nq\n/c0 CS\n1 SCN\nQ\n1 SCN\n/c1 cs\n1 scn\n0 g\n1 scn\n(/c1 CS 1 SCN) Tj";
        let (_, own) = rewritten(content, &["Black", "Bulletin Red"]);
        let expected =
            "/c1 CS\n0.5 0.5 SCN\nq\n/c0 CS\n1 SCN\nQ\n1 1 SCN\n/c1 cs\n1 1 scn\n0 g\n1 scn\n(/c1 CS 1 SCN) Tj";
        assert_eq!(own, expected);
        assert_eq!(rewritten("/c1 CS\n1 SCN", &["Magenta", "Black"]).1, "/c1 CS\n0 1 0 1 SCN");
        assert_eq!(rewritten("/c1 CS\n1 SCN", &["Bulletin Red"]).1, "/c1 CS\n1 SCN");
    }

    #[test]
    fn a_spot_colour_has_one_separation() {
        let (document, _) = rewritten("", &["Black", "Bulletin Red"]);
        let arrays = || document.objects.values().filter_map(|object| object.as_array().ok());
        let separations: Vec<_> = arrays().filter(|parts| is_name(&parts[0], b"Separation")).collect();
        assert!(matches!(separations.as_slice(), [red] if is_name(&red[1], b"Bulletin Red")), "{separations:?}");
        let space = arrays().find(|parts| is_name(&parts[0], b"DeviceN")).unwrap();
        let colorants = space[4].as_dict().unwrap().get(b"Colorants").unwrap().as_dict().unwrap();
        assert!(colorants.has(b"Bulletin Red"));
    }

    #[test]
    fn the_shares_of_several_inks_are_added_up() {
        let function = mixing_function(&["Black".to_owned(), "Red".to_owned()], [0.0, 0.8, 0.8, 0.1]);
        let program = "{ 0 dup 1 gt {pop 1} if 0 2 index 0.8 mul add dup 1 gt {pop 1} if \
            0 3 index 0.8 mul add dup 1 gt {pop 1} if 0 5 index 1 mul add 4 index 0.1 mul add dup 1 gt {pop 1} if \
            6 4 roll pop pop }";
        assert_eq!(String::from_utf8(function.content).unwrap(), program);
    }
}
