//! The print file: two plates, PDF/X-4 beside PDF/A-2a, and the text as it was before the pass.

use jianbao::issue::Profile;
use jianbao::project::Job;
use lopdf::{Document, Object};

use crate::support::{folder, issue, root, sample, told, typeset_in_test};

fn written(name: &str, profile: Profile) -> Document {
    let (project, job) = sample(name);
    let (proof, findings) = typeset_in_test(&project, &Job { profile: Some(profile), ..job });
    let proof = proof.unwrap_or_else(|| panic!("{}", told(&findings)));
    Document::load_mem(&jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap()).unwrap()
}

fn name(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().unwrap_or_default()).into_owned()
}

/// Every colour space of the file, by its family and, for a separation, the ink and what stands in for it.
fn colour_spaces(document: &Document) -> Vec<String> {
    let arrays = document.objects.values().filter_map(|object| object.as_array().ok());
    let families = arrays.filter_map(|array| {
        let family = name(array.first()?);
        match family.as_str() {
            "ICCBased" => Some(family),
            "Separation" => Some(format!("{} over {}", name(&array[1]), name(&array[2]))),
            _ => None,
        }
    });
    families.collect()
}

#[test]
fn a_pdf_for_print_has_two_plates_and_no_profiled_colour() {
    for sample in ["2022/33.yaml", "2022/34.yaml", "2022/35.yaml", "2022/36.yaml"] {
        let document = written(sample, Profile::Print);
        let spaces = colour_spaces(&document);
        assert!(!spaces.is_empty() && spaces.iter().all(|space| space == "Bulletin Red over DeviceCMYK"), "{spaces:?}");
        for object in document.objects.values() {
            let Ok(stream) = object.as_stream() else { continue };
            if stream.dict.get(b"Subtype").is_ok_and(|kind| name(kind) == "Image") {
                let space = stream.dict.get(b"ColorSpace").unwrap();
                let (_, space) = document.dereference(space).unwrap();
                assert_eq!(name(space), "DeviceGray", "{sample}");
            }
        }
        // Colours are set by those spaces alone: no operator sets RGB or CMYK by itself.
        for page in document.page_iter() {
            let content = document.get_page_content(page);
            let text = String::from_utf8_lossy(&content);
            let mut words = text.split_ascii_whitespace();
            assert!(words.all(|word| !["rg", "RG", "k", "K", "g", "G"].contains(&word)), "{sample}");
        }
    }
}

#[test]
fn a_pdf_for_print_has_what_pdf_x_4_asks_for() {
    let document = written("2022/36.yaml", Profile::Print);
    assert_eq!(document.version, "1.6");
    let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
    let intents: Vec<_> =
        intents.iter().map(|id| document.get_dictionary(id.as_reference().unwrap()).unwrap()).collect();
    let standards: Vec<_> = intents.iter().map(|intent| name(intent.get(b"S").unwrap())).collect();
    assert_eq!(standards, ["GTS_PDFX", "GTS_PDFA1"]);
    let profiles: Vec<_> =
        intents.iter().map(|intent| intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap()).collect();
    assert_eq!(profiles[0], profiles[1]);
    let icc = document.get_object(profiles[0]).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    assert_eq!(&icc[12..20], b"prtrCMYK");
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    assert_eq!(name(document.get_dictionary(info).unwrap().get(b"Trapped").unwrap()), "False");
    for page in document.page_iter() {
        let page = document.get_dictionary(page).unwrap();
        assert_eq!(page.get(b"TrimBox").unwrap(), page.get(b"MediaBox").unwrap());
        assert!(page.has(b"BleedBox") && !page.has(b"ArtBox") && !page.has(b"Annots"));
    }
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = document.get_object(metadata).unwrap().as_stream().unwrap().get_plain_content().unwrap();
    let xmp = String::from_utf8(xmp).unwrap();
    for part in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<xmpMM:RenditionClass>default<",
        "<xmp:MetadataDate>2022-12-28T",
        "<xmpMM:VersionID>1<",
    ] {
        assert_eq!(xmp.matches(part).count(), 1, "{part}");
    }
}

/// The contents of all pages, byte by byte, and all elements of structure as they are written. `JIANBAO_KEEP` names a
/// folder for both files, so that outside programs can compare them, too.
#[test]
fn the_pass_to_the_plates_leaves_text_and_structure_alone() {
    for sample_name in ["2022/33.yaml", "2022/36.yaml"] {
        let (project, job) = sample(sample_name);
        let proof = typeset_in_test(&project, &job).0.unwrap();
        let exported = jianbao::pdf::export::export_with_engine(&proof.document, &proof.pages, true).unwrap();
        let after = jianbao::pdf::export::finish(&proof.document, &proof.pages, exported.clone()).unwrap();
        // The tree is mended in every profile, and that is for the tests of structure.
        let mut mended = Document::load_mem(&exported).unwrap();
        jianbao::pdf::structure::tree::mend_tree(&mut mended);
        let mut before = Vec::new();
        mended.save_to(&mut before).unwrap();
        if let Some(folder) = std::env::var_os("JIANBAO_KEEP") {
            let stem = std::path::Path::new(sample_name).file_stem().unwrap().to_string_lossy().into_owned();
            let write = |kind: &str, bytes: &[u8]| {
                std::fs::write(std::path::Path::new(&folder).join(format!("{stem}-{kind}.pdf")), bytes).unwrap();
            };
            write("before", &before);
            write("after", &after);
        }
        let [before, after] = [before, after].map(|bytes| Document::load_mem(&bytes).unwrap());
        let contents =
            |document: &Document| document.page_iter().map(|page| document.get_page_content(page)).collect::<Vec<_>>();
        assert!(contents(&before) == contents(&after), "{sample_name}");
        let structure = |document: &Document| {
            let dicts = document.objects.values().filter_map(|object| object.as_dict().ok());
            let mut kinds: Vec<_> = dicts
                .filter(|dict| dict.has_type(b"StructElem") || dict.has(b"S") && dict.has(b"P"))
                .map(|dict| {
                    (name(dict.get(b"S").unwrap()), dict.get(b"K").map(|kids| kids.enum_variant().to_owned()).ok())
                })
                .collect();
            kinds.sort();
            kinds
        };
        assert_eq!(structure(&before), structure(&after));
        let is_heading = |(kind, _): &&(String, Option<String>)| kind == "H1";
        assert_eq!(structure(&after).iter().filter(is_heading).count(), if sample_name.contains("36") { 4 } else { 3 });
    }
}

#[test]
fn a_pdf_for_the_screen_has_links_and_profiled_colours() {
    let document = written("2022/36.yaml", Profile::Screen);
    assert!(document.page_iter().any(|page| document.get_dictionary(page).unwrap().has(b"Annots")));
    assert!(colour_spaces(&document).iter().all(|space| space == "ICCBased"));
}

#[test]
fn a_pdf_of_another_profile_than_the_issues_own_has_it_in_its_name() {
    let (_folder, _project, job) = folder(&issue("title: 标题\nbody: 正文。"));
    let names = |profile, own| job.target(profile, own).file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(names(Profile::Screen, Profile::Print), "1-screen.pdf");
    assert_eq!(names(Profile::Print, Profile::Screen), "1-print.pdf");
    assert_eq!(names(Profile::Print, Profile::Print), "1.pdf");
}

/// What is attached to the record, put into an empty folder, gives the same pages again.
#[test]
fn the_files_attached_to_an_archive_give_the_same_pdf_again() {
    let (project, job) = sample("2022/33.yaml");
    let (proof, _) = typeset_in_test(&project, &Job { profile: Some(Profile::Archive), ..job });
    let proof = proof.unwrap();
    let record = jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap();
    let document = Document::load_mem(&record).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for object in document.objects.values() {
        let Ok(spec) = object.as_dict() else { continue };
        if spec.get(b"Type").is_ok_and(|kind| name(kind) == "Filespec") {
            let file = lopdf::decode_text_string(spec.get(b"UF").unwrap()).unwrap();
            let stream = spec.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
            let stream = document.get_object(stream).unwrap().as_stream().unwrap();
            let path = folder.path().join(&file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, stream.get_plain_content().unwrap()).unwrap();
            names.push(file);
        }
    }
    names.sort();
    let pictures = ["issues/2022/pictures/33-实践广场.jpg", "issues/2022/pictures/33-阅读角.jpg"];
    assert_eq!(names, [&["issues/2022/33.yaml"], &pictures[..], &["issues/publication.yaml"]].concat());
    let again = jianbao::project::Project::at(folder.path());
    let job = again.jobs(&[], None).unwrap().remove(0);
    let (proof, findings) = typeset_in_test(&again, &Job { profile: Some(Profile::Archive), ..job });
    let proof = proof.unwrap_or_else(|| panic!("{}", told(&findings)));
    assert!(jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap() == record);
}

#[test]
fn the_names_and_the_profile_of_a_print_shop_are_used_or_explained() {
    let text = issue("title: 标题\nbody: 正文。");
    let print = |keys: &str| format!("print: {{{keys}}}\n{text}");
    let codes = |text: &str| {
        let (folder, project, job) = folder(text);
        let icc = jianbao::asset::ink::IccProfile::built_in().plain();
        std::fs::write(folder.path().join("issues/plant.icc"), &icc).unwrap();
        let mut screen = icc.clone();
        screen[12..20].copy_from_slice(b"mntrRGB ");
        std::fs::write(folder.path().join("issues/screen.icc"), screen).unwrap();
        std::fs::write(folder.path().join("issues/short.icc"), &icc[..5000]).unwrap();
        let (proof, findings) = typeset_in_test(&project, &job);
        let pdf = proof.map(|proof| jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap());
        (findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), pdf)
    };
    let (findings, pdf) = codes(&print("red: {spot: PANTONE 485 C, cmyk: [0, 95, 100, 0]}, intent: plant.icc"));
    assert!(findings.is_empty(), "{findings:?}");
    let document = Document::load_mem(&pdf.unwrap()).unwrap();
    assert!(colour_spaces(&document).iter().all(|space| space == "PANTONE 485 C over DeviceCMYK"));
    for (keys, code) in [
        ("intent: screen.icc", "intent-unusable"),
        ("intent: short.icc", "intent-incomplete"),
        ("intent: missing.icc", "intent-missing"),
        ("intent: ../../plant.icc", "intent-missing"),
        ("red: {cmyk: [0, 80, 80]}", "ink-shares"),
        ("red: {cmyk: [0, 80, 800, 0]}", "ink-shares"),
        ("red: {cmyk: [0, 0.8, 0.8, 0]}", "ink-faint"),
        ("red: {spot: Black}", "spot-reserved"),
        ("red: {spot: \"\"}", "spot-empty"),
        ("red: {spot: 大红}", "spot-not-ascii"),
    ] {
        assert_eq!(codes(&print(keys)).0, [code], "{keys}");
    }
}

/// Licences ask for it, and a print shop may.
#[test]
fn every_bundled_profile_is_listed_with_its_licence_and_origin() {
    let folder = root().join("src/asset/ink");
    let list = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let profiles: Vec<_> = files.filter(|name| name.contains(".icc")).collect();
    assert!(!profiles.is_empty());
    for profile in profiles {
        let row = list.lines().find(|line| line.contains(&format!("`{profile}`")));
        let cells: Vec<_> = row.unwrap_or_else(|| panic!("{profile}")).split('|').map(str::trim).collect();
        assert!(cells.len() == 6 && cells[1..5].iter().all(|cell| !cell.is_empty()), "{cells:?}");
    }
}

/// A folder with pictures of every kind and an issue that prints them.
fn pictures(keys: &str) -> (tempfile::TempDir, jianbao::project::Project, Job) {
    let body = ["c.jpg", "a.png", "g.png"].map(|name| format!("  ![图]({name} \"40mm\")\n")).join("\n");
    let (folder, project, job) = folder(&format!("{keys}\n{}", issue(&format!("title: 标题\nbody: |\n{body}"))));
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join("issues").join(name), bytes).unwrap();
    let (width, height) = (480u16, 320u16);
    // A JPEG in CMYK, a PNG that is half transparent, and a grey one.
    let mut jpeg = Vec::new();
    let inks = [0, 204, 204, 0].repeat(usize::from(width) * usize::from(height));
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 95);
    encoder.encode(&inks, width, height, jpeg_encoder::ColorType::Cmyk).unwrap();
    write("c.jpg", &jpeg);
    let (width, height) = (u32::from(width), u32::from(height));
    let png = |image: image::DynamicImage| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    write("a.png", &png(image::RgbaImage::from_pixel(width, height, image::Rgba([0, 0, 255, 128])).into()));
    write("g.png", &png(image::GrayImage::from_pixel(width, height, image::Luma([128])).into()));
    (folder, project, job)
}

/// The first sample of a JPEG, as its Decode array has it.
fn jpeg_sample(image: &lopdf::Stream) -> Vec<u8> {
    use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
    let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(&image.content));
    decoder.decode_headers().unwrap();
    let space = decoder.input_colorspace().unwrap();
    let options = DecoderOptions::default().jpeg_set_out_colorspace(space);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(&image.content), options);
    let sample = decoder.decode().unwrap()[..if space == ColorSpace::CMYK { 4 } else { 1 }].to_vec();
    let is_turned = image.dict.get(b"Decode").is_ok_and(|decode| decode.as_array().unwrap()[0].as_i64().unwrap() == 1);
    sample.into_iter().map(|share| if is_turned { 255 - share } else { share }).collect()
}

/// The colour space and the first sample of each picture.
fn samples(document: &Document) -> Vec<(String, Vec<u8>)> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = streams.filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| name(kind) == "Image"));
    let mut samples: Vec<_> = images
        .map(|image| {
            let (_, space) = document.dereference(image.dict.get(b"ColorSpace").unwrap()).unwrap();
            let space = space.as_array().map_or_else(|_| name(space), |parts| name(&parts[0]));
            let is_jpeg = image.filters().unwrap() == [b"DCTDecode"];
            let sample = if is_jpeg { jpeg_sample(image) } else { image.get_plain_content().unwrap()[..4].to_vec() };
            (space, sample)
        })
        .collect();
    samples.sort();
    samples
}

#[test]
fn pictures_take_the_colours_of_the_profile() {
    for profile in Profile::ALL {
        let (_folder, project, job) = pictures("");
        let (proof, findings) = typeset_in_test(&project, &Job { profile: Some(*profile), ..job });
        assert!(findings.is_empty(), "{profile:?}: {}", told(&findings));
        let proof = proof.unwrap();
        let bytes = jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap();
        jianbao::pdf::export::examine(&proof.document, &bytes).unwrap();
        let found = samples(&Document::load_mem(&bytes).unwrap());
        let spaces: Vec<_> = found.iter().map(|(space, _)| space.as_str()).collect();
        if profile.is_for_plates() {
            assert_eq!(spaces, ["DeviceGray"; 3], "{profile:?}");
        } else {
            assert!(spaces.contains(&"ICCBased") && !spaces.contains(&"DeviceCMYK"), "{profile:?}: {spaces:?}");
        }
    }
}

/// What a JPEG lacks that was cut short, readers fill up with grey.
#[test]
fn a_picture_that_was_cut_short_is_refused() {
    let (folder, project, job) = pictures("");
    let path = folder.path().join("issues/c.jpg");
    let jpeg = std::fs::read(&path).unwrap();
    std::fs::write(&path, [&jpeg[..], b"some words behind it"].concat()).unwrap();
    assert!(typeset_in_test(&project, &job).1.is_empty());
    std::fs::write(&path, &jpeg[..jpeg.len() * 2 / 3]).unwrap();
    for profile in Profile::ALL {
        let (proof, findings) = typeset_in_test(&project, &Job { profile: Some(*profile), ..job.clone() });
        assert!(proof.is_none() && findings[0].code.as_str() == "picture-unreadable", "{}", told(&findings));
    }
}

/// A mail shows a hundred dots to the inch; the plates want three hundred, and the record tells of it.
#[test]
fn a_coarse_picture_is_named_where_it_will_be_printed() {
    for (profile, expected) in [
        (Profile::Print, &["picture-coarse"][..]),
        (Profile::PrintX1a, &["picture-coarse"]),
        (Profile::Screen, &[]),
        (Profile::Archive, &["picture-resolution"]),
    ] {
        let (folder, project, job) = pictures("");
        let text = std::fs::read_to_string(&job.issue).unwrap().replacen("40mm", "120mm", 1);
        std::fs::write(&job.issue, text).unwrap();
        let (_, findings) = typeset_in_test(&project, &Job { profile: Some(profile), ..job });
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), expected, "{profile:?}");
        drop(folder);
    }
}

#[test]
fn pictures_in_four_colours_are_named_with_their_plates() {
    for (profile, plates) in [(Profile::Print, 5), (Profile::PrintX1a, 4)] {
        let (_folder, project, job) = pictures("print: {pictures: process}");
        let (proof, findings) = typeset_in_test(&project, &Job { profile: Some(profile), ..job });
        let codes: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["plates-four-colour"]);
        assert_eq!(findings[0].args, [("plates", jianbao::diagnostic::Arg::Number(plates))]);
        let proof = proof.unwrap();
        let bytes = jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap();
        jianbao::pdf::export::examine(&proof.document, &bytes).unwrap();
        let found = samples(&Document::load_mem(&bytes).unwrap());
        let [(first, red), (second, blue), (grey, shade)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!([first, second, grey], ["DeviceCMYK", "DeviceCMYK", "DeviceGray"]);
        let (red, blue) = if red[0] < blue[0] { (red, blue) } else { (blue, red) };
        // A red of M 80 Y 80; half of a blue on white paper: much cyan and magenta, hardly any yellow. A grey picture
        // keeps to K.
        assert!(red[0] < 40 && red[1] > 150 && red[2] > 150 && red[3] < 60, "{red:?}");
        assert!(blue[0] > 90 && blue[1] > 60 && blue[2] < 40, "{blue:?}");
        assert!((60..200).contains(&shade[0]), "{shade:?}");
    }
}

#[test]
fn the_profile_print_x1a_makes_a_pdf_x_1a() {
    let document = written("2022/36.yaml", Profile::PrintX1a);
    assert_eq!(document.version, "1.4");
    assert!(!document.catalog().unwrap().has(b"StructTreeRoot"));
    let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
    assert_eq!(intents.len(), 1);
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = document.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"GTS_PDFXVersion").unwrap().as_str().unwrap(), b"PDF/X-1a:2003");
    assert!(colour_spaces(&document).is_empty());
    let content = document.get_page_content(document.page_iter().next().unwrap());
    let content = String::from_utf8_lossy(&content);
    assert!(content.contains("0 0.8 0.8 0 k") && content.contains("0 0 0 1 k"));
    // A red that has a name is an ink of its own.
    let text = format!("print: {{red: {{spot: PANTONE 485 C}}}}\n{}", issue("title: 标题\nbody: 正文。"));
    let (_folder, project, job) = folder(&text);
    let (proof, _) = typeset_in_test(&project, &Job { profile: Some(Profile::PrintX1a), ..job });
    let proof = proof.unwrap();
    let bytes = jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap();
    assert_eq!(colour_spaces(&Document::load_mem(&bytes).unwrap()), ["PANTONE 485 C over DeviceCMYK"]);
}

#[test]
fn metadata_without_the_place_of_a_change_are_an_error() {
    let (project, job) = sample("2022/36.yaml");
    let proof = typeset_in_test(&project, &Job { profile: Some(Profile::Print), ..job }).0.unwrap();
    let before = jianbao::pdf::export::export_with_engine(&proof.document, &proof.pages, true).unwrap();
    for passage in ["xmp:ModifyDate", "rdf:about", "pdfaExtension:schemas", "RenditionClass", "/rdf:Description"] {
        let mut document = Document::load_mem(&before).unwrap();
        let id = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let text = String::from_utf8(stream.content.clone()).unwrap();
        assert!(text.contains(passage), "{passage}");
        stream.set_content(text.replace(passage, "other").into_bytes());
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let finding = jianbao::pdf::export::finish(&proof.document, &proof.pages, bytes).unwrap_err();
        assert_eq!(finding.code.as_str(), "export-failed");
        let told = told(&[finding]);
        assert!(told.contains(passage) && told.contains("XMP"), "{passage}: {told}");
    }
}
