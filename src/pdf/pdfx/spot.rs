//! Spot inks: the colours that stand in for them.

use lopdf::{Dictionary, Document, Object, dictionary};

use crate::asset::ink::PROCESS;

/// Mixes the alternate colour of each spot ink in CMYK instead of RGB. A device without the ink prints that colour.
///
/// `red` has the shares of C, M, Y and K that stand in for the red.
pub fn mix_spots(document: &mut Document, red: [f32; 4]) {
    for object in document.objects.values_mut() {
        if let Object::Array(space) = object
            && let [Object::Name(family), Object::Name(ink), alternate, tint] = space.as_mut_slice()
            && family == b"Separation"
        {
            *alternate = Object::Name(b"DeviceCMYK".to_vec());
            *tint = Object::Dictionary(tint_function(stand_in(ink, red)));
        }
    }
}

/// Returns the full shares of C, M, Y and K that stand in for an ink, 0 to 1. The process inks of the colour bar are
/// themselves (PDF 2.0 8.6.6.4).
pub fn stand_in(ink: &[u8], red: [f32; 4]) -> [f32; 4] {
    match PROCESS.iter().position(|name| name.as_bytes() == ink) {
        Some(own) => std::array::from_fn(|index| if index == own { 1.0 } else { 0.0 }),
        None => red,
    }
}

/// Returns a tint function from no ink to the full shares of C, M, Y and K (PDF 2.0 7.10.3).
pub fn tint_function(full: [f32; 4]) -> Dictionary {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec(),
        "C0" => [0; 4].map(Object::Integer).to_vec(),
        "C1" => full.map(Object::Real).to_vec(),
        "N" => 1,
    }
}
