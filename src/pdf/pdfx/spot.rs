//! Spot inks: their alternate colours, and the colour of crop and registration marks.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::asset::ink::{PROCESS, PrintSetup};

/// The name of the ink that the layout of sheets draws marks with.
const MARKS: &[u8] = b"All";

/// Mixes the alternate colour of each spot ink in CMYK instead of RGB. A device without the ink prints that colour.
///
/// The process inks of the colour bar are themselves (PDF 2.0 8.6.6.4).
pub fn mix_spots(document: &mut Document, print_setup: &PrintSetup) {
    for object in document.objects.values_mut() {
        if let Object::Array(space) = object
            && let [Object::Name(family), Object::Name(ink), alternate, tint] = space.as_mut_slice()
            && family == b"Separation"
            && ink != MARKS
        {
            let name = std::str::from_utf8(ink).unwrap_or_default();
            *alternate = Object::Name(b"DeviceCMYK".to_vec());
            *tint = Object::Dictionary(tint_function(ink_shares(name, print_setup)));
        }
    }
}

/// Replaces the colour of marks by one that prints the inks of the job alone, all in full.
///
/// The colorant All would print on every plate that a RIP has, on C, M and Y, too. The contents keep their one number for
/// a colour, since the new space is a table that has all inks in full as its entry 1 (PDF 2.0 8.6.6.3).
pub fn ink_marks(document: &mut Document, print_setup: &PrintSetup) {
    let is_of_marks = |object: &Object| {
        object.as_array().is_ok_and(|space| {
            matches!(space.as_slice(), [Object::Name(family), Object::Name(ink), ..]
                if family == b"Separation" && ink == MARKS)
        })
    };
    let spaces: Vec<ObjectId> =
        document.objects.iter().filter(|(_, object)| is_of_marks(object)).map(|(id, _)| *id).collect();
    if spaces.is_empty() {
        return;
    }
    let inks = print_setup.names();
    let shares: Vec<[f32; 4]> = inks.iter().map(|ink| ink_shares(ink, print_setup)).collect();
    let sum = document.add_object(sum_function(&shares));
    let base = document.add_object(space_of_inks(&inks, &shares, sum));
    let full: Vec<u8> = [0, 255].iter().flat_map(|share| vec![*share; inks.len()]).collect();
    let table = Object::String(full, StringFormat::Hexadecimal);
    for id in spaces {
        document.objects.insert(id, Object::Array(vec!["Indexed".into(), base.into(), 1.into(), table.clone()]));
    }
}

/// Returns the colour space of several inks (DeviceN, PDF 2.0 8.6.6.5). `sum` is the function that mixes them in CMYK.
///
/// PDF/A wants each spot ink described among its colorants (ISO 19005-2 6.2.4.4).
fn space_of_inks(inks: &[&str], shares: &[[f32; 4]], sum: ObjectId) -> Vec<Object> {
    let name = |ink: &str| Object::Name(ink.as_bytes().to_vec());
    let mut colorants = Dictionary::new();
    for (ink, full) in inks.iter().zip(shares).filter(|(ink, _)| !PROCESS.contains(ink)) {
        colorants.set(*ink, vec!["Separation".into(), name(ink), "DeviceCMYK".into(), tint_function(*full).into()]);
    }
    let names: Vec<Object> = inks.iter().map(|ink| name(ink)).collect();
    let attributes = dictionary! { "Colorants" => colorants };
    vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), sum.into(), attributes.into()]
}

/// Returns the shares of C, M, Y and K that stand in for an ink, 0 to 1. Each ink that is none of these is the red.
fn ink_shares(ink: &str, print_setup: &PrintSetup) -> [f32; 4] {
    match PROCESS.iter().position(|name| *name == ink) {
        Some(own) => std::array::from_fn(|index| if index == own { 1.0 } else { 0.0 }),
        None => print_setup.red.map(|share| share / 100.0),
    }
}

/// Returns a tint function from no ink to the full shares of C, M, Y and K (PDF 2.0 7.10.3).
fn tint_function(full: [f32; 4]) -> Dictionary {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec(),
        "C0" => [0; 4].map(Object::Integer).to_vec(),
        "C1" => full.map(Object::Real).to_vec(),
        "N" => 1,
    }
}

/// Returns a function from tints of several inks to C, M, Y and K, as samples at the corners (PDF 2.0 7.10.2). The shares
/// of inks over one another add up to 1 at most.
fn sum_function(shares: &[[f32; 4]]) -> Stream {
    let corner = |corner: usize| -> [u8; 4] {
        let inks = || shares.iter().enumerate().filter(move |(ink, _)| corner >> ink & 1 == 1);
        std::array::from_fn(|process| (255.0 * inks().map(|(_, ink)| ink[process]).sum::<f32>().min(1.0)).round() as u8)
    };
    let samples: Vec<u8> = (0..1 << shares.len()).flat_map(corner).collect();
    let dict = dictionary! {
        "FunctionType" => 0,
        "Domain" => [0, 1].repeat(shares.len()).into_iter().map(Object::Integer).collect::<Vec<_>>(),
        "Range" => [0, 1].repeat(4).into_iter().map(Object::Integer).collect::<Vec<_>>(),
        "Size" => vec![Object::Integer(2); shares.len()],
        "BitsPerSample" => 8,
    };
    Stream::new(dict, samples)
}
