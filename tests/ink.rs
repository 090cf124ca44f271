//! The ink of pictures, in each kind of space and packing, against what their samples say.

use image::codecs::jpeg::JpegEncoder;
use jianbao::pdf::preflight::ink::measure_ink;
use jianbao::pdf::preflight::{File, preflight};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A file with one page that a picture of 64 by 64 equal pixels fills.
fn filled(space: Object, pixel: &[u8], more: Dictionary) -> Vec<u8> {
    let mut dict = dictionary! {
        "Subtype" => "Image", "Width" => 64, "Height" => 64, "BitsPerComponent" => 8, "ColorSpace" => space,
    };
    dict.extend(&more);
    page(Stream::new(dict, pixel.repeat(64 * 64)))
}

/// A file with one page that a picture fills.
fn page(picture: Stream) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let picture = document.add_object(picture);
    let content = document.add_object(Stream::new(Dictionary::new(), b"100 0 0 100 0 0 cm /I Do".to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => [0, 0, 100, 100].map(Object::Integer).to_vec(),
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => picture } },
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Asserts the share of each plate, of 255.
#[track_caller]
fn assert_ink(bytes: &[u8], expected: &[(&str, f32)], tolerance: f32) {
    let found = preflight(bytes).unwrap();
    let ink = measure_ink(&File::open(bytes).unwrap(), &found);
    for (name, share) in expected {
        let index = found.plates.iter().position(|plate| plate.name == *name);
        let measured = index.map_or(0.0, |index| ink[index].as_ref().unwrap()[0].unwrap());
        assert!((measured - share / 255.0).abs() < tolerance, "{name}: {measured} for {}", share / 255.0);
    }
}

#[test]
fn pictures_print_what_their_samples_say() {
    let process = [("Cyan", 10.0), ("Magenta", 100.0), ("Yellow", 200.0), ("Black", 50.0)];
    assert_ink(&filled("DeviceCMYK".into(), &[10, 100, 200, 50], Dictionary::new()), &process, 0.001);
    let turned = dictionary! { "Decode" => [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec() };
    assert_ink(&filled("DeviceCMYK".into(), &[245, 155, 55, 205], turned), &process, 0.001);
    assert_ink(&filled("DeviceGray".into(), &[55], Dictionary::new()), &[("Black", 200.0), ("Cyan", 0.0)], 0.001);
    let light = [("Cyan", 245.0), ("Magenta", 155.0), ("Yellow", 55.0), ("Black", 55.0)];
    assert_ink(&filled("DeviceRGB".into(), &[10, 100, 200], Dictionary::new()), &light, 0.001);
    let inks: Object = vec![Object::from("Gold"), "Black".into()].into();
    let exponential = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(); 4], "C1" => vec![1.into(); 4],
    };
    let space = vec!["DeviceN".into(), inks, "DeviceCMYK".into(), exponential.into()].into();
    assert_ink(&filled(space, &[30, 220], Dictionary::new()), &[("Gold", 30.0), ("Black", 220.0)], 0.001);
}

#[test]
fn a_jpeg_prints_what_its_samples_say() {
    let mut bytes = Vec::new();
    let pixels = [10, 100, 200].repeat(64 * 64);
    JpegEncoder::new_with_quality(&mut bytes, 100).encode(&pixels, 64, 64, image::ExtendedColorType::Rgb8).unwrap();
    let dict = dictionary! {
        "Subtype" => "Image", "Width" => 64, "Height" => 64, "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB",
        "Filter" => "DCTDecode",
    };
    let light = [("Cyan", 245.0), ("Magenta", 155.0), ("Yellow", 55.0), ("Black", 55.0)];
    assert_ink(&page(Stream::new(dict, bytes)), &light, 0.01);
}

/// The mask of a picture is no ink. Where it is empty, the paper stays.
#[test]
fn the_mask_of_a_picture_is_no_ink() {
    let mut document = Document::load_mem(&filled("DeviceCMYK".into(), &[255, 0, 0, 0], Dictionary::new())).unwrap();
    let mask = dictionary! {
        "Subtype" => "Image", "Width" => 64, "Height" => 64, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    let mask = document.add_object(Stream::new(mask, vec![0; 64 * 64]));
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream
                .dict
                .get(b"ColorSpace")
                .is_ok_and(|space| space.as_name().is_ok_and(|space| space == b"DeviceCMYK"))
        {
            stream.dict.set("SMask", mask);
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_ink(&bytes, &[("Cyan", 0.0)], 0.001);
}
