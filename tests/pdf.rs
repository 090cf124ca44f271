//! Read back from the PDF by an independent reader.

use lopdf::{Dictionary, Document, Object};

use crate::support::{engine, root, sample, typeset_in_test};

fn pdf(name: &str) -> (Vec<u8>, Document) {
    let (project, job) = sample(name);
    let (proof, findings) = typeset_in_test(&project, &job);
    let proof = proof.unwrap_or_else(|| panic!("{findings:#?}"));
    let bytes = jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    (bytes, document)
}

fn fonts(document: &Document) -> Vec<&Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries
        .filter(|dict| dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor"))
        .collect()
}

#[test]
fn pages_are_a4_and_their_faces_embedded_as_subsets() {
    for (name, pages) in [("2022/33.yaml", 5), ("2022/34.yaml", 5), ("2022/35.yaml", 2), ("2022/36.yaml", 10)] {
        let (_, document) = pdf(name);
        assert_eq!(document.get_pages().len(), pages, "{name}");
        for id in document.get_pages().values() {
            let media = document.get_dictionary(*id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
            let sides: Vec<_> = media.iter().map(|side| side.as_float().unwrap()).collect();
            assert!((sides[2] - 595.276).abs() < 0.01 && (sides[3] - 841.89).abs() < 0.01, "{sides:?}");
        }
        let fonts = fonts(&document);
        assert!(fonts.len() >= 5, "{name}");
        for font in fonts {
            let embedded = [b"FontFile2".as_slice(), b"FontFile3"].iter().any(|key| font.has(key));
            let name = String::from_utf8_lossy(font.get(b"FontName").unwrap().as_name().unwrap()).into_owned();
            assert!(embedded, "{name}");
            let (prefix, _) = name.split_once('+').unwrap();
            assert!(prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase()), "{name}");
        }
    }
}

/// Words of a YAML file and of the PDF without anything that setting may change.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

#[test]
fn the_text_of_the_yaml_is_in_the_pdf_in_reading_order() {
    let (_, document) = pdf("2022/36.yaml");
    let numbers: Vec<_> = document.get_pages().keys().copied().collect();
    let mut read = String::new();
    for number in numbers {
        let page = bare(&document.extract_text(&[number]).unwrap());
        read += page.strip_suffix(&format!("—{number}—")).unwrap_or(&page);
    }
    let yaml = std::fs::read_to_string(root().join("issues/2022/36.yaml")).unwrap();
    let mut from = 0;
    let mut paragraphs = 0;
    for body in yaml.split("body: |").skip(1) {
        let body = body.split("\n      - title").next().unwrap().split("\n  - title").next().unwrap();
        for paragraph in body.split("\n\n").map(bare).filter(|paragraph| !paragraph.is_empty()) {
            let at =
                read[from..].find(&paragraph).unwrap_or_else(|| panic!("not found: {paragraph}\n{}", &read[from..]));
            from += at + paragraph.len();
            paragraphs += 1;
        }
    }
    assert_eq!(paragraphs, 12);
    for words in [
        "江苏精神文明建设简报",
        "工作资料注意保存",
        "省审计系统1、省交通运输系统1",
        "（共93篇）",
        "（苏简字1004号共印400份）",
    ] {
        assert!(read.contains(words), "{words}");
    }
}

#[test]
fn a_pdf_has_title_author_language_and_outline() {
    let (_, document) = pdf("2022/36.yaml");
    let text = |object: &Object| lopdf::decode_text_string(object).unwrap();
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .and_then(|id| document.get_dictionary(id))
        .unwrap();
    assert_eq!(text(info.get(b"Title").unwrap()), "江苏精神文明建设简报 第36期");
    assert_eq!(text(info.get(b"Author").unwrap()), "江苏省文明办");
    assert!(text(info.get(b"CreationDate").unwrap()).starts_with("D:20221228"));
    let catalog = document.catalog().unwrap();
    assert_eq!(text(catalog.get(b"Lang").unwrap()), "zh-CN");
    let titles: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"Dest") && dict.has(b"Title") && dict.has(b"Parent"))
        .map(|dict| bare(&text(dict.get(b"Title").unwrap())))
        .collect();
    for title in ["苏州市：依托大数据平台构建新时代文明实践志愿服务矩阵", "2022年稿件采用情况统计"]
    {
        assert!(titles.iter().any(|found| found == title), "{title}: {titles:?}");
    }
}

#[test]
fn a_pdf_has_the_same_bytes_each_time_and_on_several_threads() {
    let (first, _) = pdf("2022/36.yaml");
    assert_eq!(first, pdf("2022/36.yaml").0);
    let folder = tempfile::tempdir().unwrap();
    let project = jianbao::project::Project::at(root());
    let stop = std::sync::atomic::AtomicBool::new(false);
    let mut built = Vec::new();
    for threads in [1, 4] {
        let out = folder.path().join(threads.to_string());
        let jobs = project.jobs(&[], Some(&out)).unwrap();
        let task = jianbao::build::batch::Task::Build { force: false, imposition: None };
        let mut told = Vec::new();
        let loaded: Vec<_> = jobs.iter().map(jianbao::project::year::read_issue).collect();
        let run = jianbao::build::batch::Batch {
            engine: engine(),
            project: &project,
            task,
            records: None,
            loaded: &loaded,
            across: &[],
        };
        jianbao::build::batch::run_batch(&run, &jobs, &[], threads, &stop, &mut |report| told.push(report.issue));
        assert_eq!(told, jobs.iter().map(|job| job.issue.clone()).collect::<Vec<_>>(), "told in order");
        built.push(jobs.iter().map(|job| std::fs::read(&job.output).unwrap()).collect::<Vec<_>>());
    }
    assert!(built[0] == built[1]);
    assert!(built[0].contains(&first));
}
