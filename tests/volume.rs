//! The bound volume: what its lists point to, read back from the PDF, and that the issues' pages are their own.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::AtomicBool;

use jianbao::build::volume::{Volume, bind};
use jianbao::check::resolve_print_setup;
use jianbao::project::IssueDirs;
use jianbao::project::Project;
use jianbao::project::year::read_year;
use jianbao::typeset::inspect::{PageItems, page_items};
use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use snapbox::str;

use crate::support::{TestProject, engine, page_words, typeset_in_test};

/// Article by article: number of the issue, section, title, source, how many paragraphs.
const ARTICLES: &[(u32, &str, &str, &str, usize)] = &[
    (1, "工作交流", "题甲", "{city: 苏州市, county: 昆山市}", 2),
    (1, "工作交流", "题乙", "{city: 苏州市}", 40),
    (1, "信息快递", "题丙", "combined", 1),
    (2, "信息快递", "题丁", "{city: 南京市}", 1),
    (3, "工作交流", "题戊", "{city: 苏州市, county: 常熟市}", 30),
    (3, "工作交流", "题己", "{sector: 省审计系统}", 1),
    (3, "通知", "题庚", "", 1),
];

fn bound_year() -> TestProject {
    let mut files = vec![(
        "publication.yaml".to_owned(),
        "title: 某省简报\nissuer: 某省文明办\ncopies: 400\nserial: 某字 1 号\n\
         cities: [南京市, {name: 苏州市, counties: [常熟市, 昆山市]}]\ncontents: {page-numbers: true}\n"
            .to_owned(),
    )];
    for number in 1..=3 {
        let mut text =
            format!("number: {number}\ntotal-number: {}\ndate: 2022-0{number}-10\nsections:\n", 800 + number);
        let mut section = "";
        for (_, own, title, source, paragraphs) in ARTICLES.iter().filter(|article| article.0 == number) {
            if section != *own {
                text += &format!("  - title: {own}\n    articles:\n");
                section = own;
            }
            text += &format!("      - title: {title}\n        body: |\n");
            for paragraph in 0..*paragraphs {
                text += &format!("          正文正文正文正文{}。\n\n", if paragraph == 0 { "[^1]" } else { "" });
            }
            text += "          ## 小标题\n\n          末段。\n\n          [^1]: 附注。\n";
            if !source.is_empty() {
                text += &format!("        source: {source}\n");
            }
        }
        files.push((format!("2022/{number}.yaml"), text));
    }
    TestProject::new().issues(files)
}

/// The volume of the year in a profile: its bytes, and the same read back.
fn pdf(project: &TestProject, profile: &str) -> (Vec<u8>, Document) {
    project.run(["volume", "2022", "--profile", profile]).code(0);
    let own = if profile == "print" { String::new() } else { format!("-{profile}") };
    let bytes = project.read_bytes(&format!("out/2022-volume{own}.pdf"));
    let document = Document::load_mem(&bytes).unwrap();
    (bytes, document)
}

/// The number, from 1, of the page that a destination names, or its name stands for.
fn page_of(document: &Document, destination: &Object) -> usize {
    match document.dereference(destination).unwrap().1 {
        Object::Dictionary(dict) => page_of(document, dict.get(b"D").unwrap()),
        Object::String(name, _) => page_of(document, named(document, name)),
        Object::Array(array) => {
            let page = array[0].as_reference().unwrap();
            let pages = document.get_pages();
            *pages.iter().find(|(_, id)| **id == page).unwrap().0 as usize
        }
        other => panic!("{other:?}"),
    }
}

/// What a name stands for in the document's tree of names.
fn named<'d>(document: &'d Document, name: &[u8]) -> &'d Object {
    fn below<'d>(document: &'d Document, node: &'d Dictionary, name: &[u8]) -> Option<&'d Object> {
        let array = |key| node.get(key).ok().and_then(|array| document.dereference(array).ok()?.1.as_array().ok());
        let mut pairs = array(b"Names").into_iter().flat_map(|names| names.chunks(2));
        pairs.find(|pair| pair[0].as_str().is_ok_and(|known| known == name)).map(|pair| &pair[1]).or_else(|| {
            let mut kids = array(b"Kids")?.iter();
            kids.find_map(|kid| below(document, document.dereference(kid).ok()?.1.as_dict().ok()?, name))
        })
    }
    let catalog = document.catalog().unwrap();
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict).unwrap();
    let tree = names.get_deref(b"Dests", document).and_then(Object::as_dict).unwrap();
    below(document, tree, name).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(name)))
}

/// Where the links of a page lead, in their order.
fn links(document: &Document, number: usize) -> Vec<usize> {
    let page = document.get_dictionary(document.get_pages()[&(number as u32)]).unwrap();
    let Ok(annotations) = page.get(b"Annots") else { return Vec::new() };
    let annotations = document.dereference(annotations).unwrap().1.as_array().unwrap();
    let link = |annotation: &Object| {
        let link = document.dereference(annotation).unwrap().1.as_dict().unwrap();
        page_of(document, link.get(b"Dest").or_else(|_| link.get(b"A")).unwrap())
    };
    annotations.iter().map(link).collect()
}

/// The index, from 0, of the page on which an article stands: the last one with its title, the index of contributors
/// aside. The lists and the issue's own contents come before it.
fn page_of_article(words: &[String], title: &str) -> usize {
    (4..words.len() - 1).rev().find(|page| words[*page].contains(title)).unwrap()
}

#[test]
fn the_cover_says_which_issues_are_bound() {
    let words = page_words(&pdf(&bound_year(), "screen").1);
    assert!(words[0].contains("某省简报") && words[0].contains("2022年合订本"), "{}", words[0]);
    assert!(words[0].contains("第1期—第3期") && words[0].contains("总第801期—总第803期"), "{}", words[0]);
    assert!(words[1].is_empty());
}

#[test]
fn the_lists_give_the_right_pages() {
    let words = page_words(&pdf(&bound_year(), "screen").1);
    let (by_number, by_section) = (&words[2], &words[3]);
    let index = words.last().unwrap();
    assert!(by_number.starts_with("总目录（按期号）第1期2022年1月10日题甲"), "{by_number}");
    assert!(by_section.starts_with("总目录（按栏目）【工作交流】题甲第1期"), "{by_section}");
    assert!(index.starts_with("用稿索引（按地区）南京市题丁第2期"), "{index}");
    // What stands after a title in a list, up to the next one that isn't a digit.
    let printed = |list: &str, title: &str, issue: u32| {
        let rest = list.split(title).nth(1).unwrap();
        let rest = rest.strip_prefix(&format!("第{issue}期")).unwrap_or(rest);
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let through = |page: usize| (page - 3).to_string();
    for (issue, _, title, source, _) in ARTICLES {
        let page = page_of_article(&words, title);
        assert_eq!(printed(by_number, title, *issue), through(page), "{title}: {by_number}");
        assert_eq!(printed(by_section, title, *issue), through(page), "{title}: {by_section}");
        assert_eq!(index.contains(title), !source.is_empty(), "{index}");
        if !source.is_empty() {
            // The last entry's number is followed by that of the page itself.
            assert!(printed(index, title, *issue).starts_with(&through(page)), "{title}: {index}");
        }
        // The page says of itself which one it is, beside its own number.
        assert!(words[page].contains(&through(page)), "{}", words[page]);
    }
}

#[test]
fn the_index_has_each_city_before_its_counties_in_the_official_order() {
    let words = page_words(&pdf(&bound_year(), "screen").1);
    let index = words.last().unwrap();
    let order = ["苏州市", "题乙", "常熟市题戊", "昆山市题甲", "综合稿件", "题丙", "文明行业", "省审计系统题己"];
    let found: Vec<_> =
        order.iter().map(|words| index.find(words).unwrap_or_else(|| panic!("{words}: {index}"))).collect();
    assert!(found.is_sorted(), "{index}");
}

/// The links of issues and articles, of sections, of the index, and of each issue's own contents.
#[test]
fn the_links_lead_where_the_numbers_say() {
    let (_, document) = pdf(&bound_year(), "screen");
    let words = page_words(&document);
    let page = |title: &&str| page_of_article(&words, title) + 1;
    let firsts = [5, page(&"题丁") - 1, page(&"题戊") - 1];
    let mut expected = Vec::new();
    for (number, first) in (1..).zip(firsts) {
        expected.push(first);
        expected.extend(ARTICLES.iter().filter(|article| article.0 == number).map(|article| page(&article.2)));
    }
    assert_eq!(links(&document, 3), expected);
    let titles = |titles: &[&str]| titles.iter().map(page).collect::<Vec<_>>();
    assert_eq!(links(&document, 4), titles(&["题甲", "题乙", "题戊", "题己", "题丙", "题丁", "题庚"]));
    assert_eq!(links(&document, words.len()), titles(&["题丁", "题乙", "题戊", "题甲", "题丙", "题己"]));
    // All issues name their articles alike.
    assert_eq!(links(&document, firsts[2]), titles(&["题戊", "题己", "题庚"]));
    // Every issue begins on the right.
    assert!(firsts.iter().all(|first| first % 2 == 1), "{firsts:?}");
}

#[test]
fn the_outline_has_the_articles_below_their_issues() {
    let (_, document) = pdf(&bound_year(), "archive");
    let text = |entry: &Dictionary| lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
    let get = |entry: &Dictionary, key: &[u8]| {
        entry.get(key).ok().and_then(|id| document.get_dictionary(id.as_reference().ok()?).ok()).cloned()
    };
    fn below(
        entry: &Dictionary,
        depth: usize,
        get: &dyn Fn(&Dictionary, &[u8]) -> Option<Dictionary>,
        see: &mut dyn FnMut(usize, &Dictionary),
    ) {
        let mut next = get(entry, b"First");
        while let Some(child) = next {
            see(depth, &child);
            below(&child, depth + 1, get, see);
            next = get(&child, b"Next");
        }
    }
    let mut lines = Vec::new();
    let outlines = get(document.catalog().unwrap(), b"Outlines").unwrap();
    below(&outlines, 0, &get, &mut |depth, entry| lines.push(format!("{depth}{}", text(entry))));
    let expected = [
        "0总目录（按期号）",
        "0总目录（按栏目）",
        "0第1期　2022年1月10日",
        "1题甲",
        "2小标题",
        "1题乙",
        "2小标题",
        "1题丙",
        "2小标题",
        "0第2期　2022年2月10日",
        "1题丁",
        "2小标题",
        "0第3期　2022年3月10日",
        "1题戊",
        "2小标题",
        "1题己",
        "2小标题",
        "1题庚",
        "2小标题",
        "0用稿索引（按地区）",
    ];
    assert_eq!(lines, expected);
    // The archive keeps every file once.
    let attached: BTreeMap<String, usize> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"UF").ok())
        .map(|name| lopdf::decode_text_string(name).unwrap())
        .fold(BTreeMap::new(), |mut count, name| {
            *count.entry(name).or_default() += 1;
            count
        });
    assert_eq!(attached.len(), 4, "{attached:?}");
    assert!(attached.values().all(|count| *count == 1), "{attached:?}");
}

#[test]
fn the_standards_hold_for_the_volume() {
    let project = bound_year();
    for (profile, standard) in [
        ("print", ValidationProfile::PdfA2a),
        ("archive", ValidationProfile::PdfA3a),
        ("screen", ValidationProfile::PdfUa1),
    ] {
        let (bytes, _) = pdf(&project, profile);
        for failure in validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(standard)).unwrap().failures {
            assert!(failure.message.contains("width"), "{profile}: {failure}");
        }
    }
    project.run(["volume", "2022", "--profile", "print-x1a"]).code(0);
    let examined = project.out(["preflight", "out/2022-volume.pdf", "out/2022-volume-print-x1a.pdf"]);
    assert_eq!(examined.matches("fit for the press").count(), 2, "{examined}");
}

#[test]
fn the_pages_of_the_issues_are_those_of_their_own_pdfs() {
    let folder = bound_year();
    let root = folder.root();
    let project = Project::at(root);
    let of_year = read_year(&project, 2022).unwrap();
    let ground = IssueDirs { root, folder: root };
    let print_setup = resolve_print_setup(of_year.issues.last().unwrap(), ground, None, &mut Vec::new());
    let bound = bind(engine(), &project, &of_year, print_setup, (2, &AtomicBool::new(false)), &mut |findings| {
        assert!(findings.is_empty(), "{findings:?}");
    });
    let Volume { pages, inputs, .. } = bound.unwrap().unwrap();
    let leaves = page_items(&pages);
    let mut next = 4;
    for job in &of_year.jobs {
        let own: Vec<PageItems> = page_items(&typeset_in_test(&project, job).0.unwrap().pages);
        for (page, leaf) in own.iter().zip(&leaves[next..]) {
            // Besides its own the leaf has but the through number.
            assert_eq!(leaf.items.len(), page.items.len() + 1);
            assert_eq!(leaf.items[1..], page.items);
            assert_eq!((leaf.size, leaf.area), (page.size, page.area));
        }
        next += own.len().next_multiple_of(2);
    }
    assert_eq!(next + 1, leaves.len());
    let names: Vec<_> = inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "issues/2022/",
            "issues/",
            "issues/2022/1.yaml",
            "issues/2022/2.yaml",
            "issues/2022/3.yaml",
            "issues/publication.yaml"
        ]
    );
}

#[test]
fn a_volume_is_made_again_only_after_a_change() {
    let project = bound_year();
    project
        .run(["volume", "2022"])
        .code(0)
        .stdout(str![[r#"
issues/2022 → out/2022-volume.pdf  15 pages  [TIME] s

"#]])
        .stderr("");
    project
        .run(["volume", "2022"])
        .code(0)
        .stdout(str![[r#"
issues/2022 → out/2022-volume.pdf  unchanged, 15 pages  [TIME] s

"#]])
        .stderr("");
    let is_unchanged = |words: &[&str]| project.out([&["volume", "2022"], words].concat()).contains("unchanged");
    assert!(!is_unchanged(&["--force"]));
    project.edit("issues/2022/2.yaml", "末段", "结尾");
    assert!(!is_unchanged(&[]));
    assert!(is_unchanged(&[]));
}

#[test]
fn another_issue_of_the_year_makes_the_volume_again() {
    let project = bound_year();
    let first = project.out(["volume", "2022"]);
    let text = project.read("issues/2022/2.yaml");
    let next = text.replace("number: 2", "number: 4").replace("题丁", "题辛").replace("02-10", "04-10");
    project.write("issues/2022/4.yaml", next);
    let second = project.out(["volume", "2022"]);
    assert!(!second.contains("unchanged") && first != second, "{second}");
}

#[test]
fn a_volume_overwrites_no_issues_pdf_and_goes_to_the_file_that_is_named() {
    let project = bound_year();
    fs::create_dir_all(project.path("out/2022")).unwrap();
    for taken in ["out/2022/1.pdf", "./out/2022/../2022/1-screen.pdf"] {
        project.run(["volume", "2022", "-o", taken]).code(2).error("output-taken");
    }
    project.run(["volume", "2022", "-o", "合 订/全年.pdf"]).code(0);
    assert!(project.has("合 订/全年.pdf"));
}

#[test]
fn an_issue_with_errors_is_named_and_left_out() {
    let project = bound_year();
    project.run(["volume", "2022"]).code(0);
    let old = project.read_bytes("out/2022-volume.pdf");
    let text = project.read("issues/2022/2.yaml");
    let wrong = |text: String| {
        project.write("issues/2022/2.yaml", text);
        project.run(["volume", "2022"]).code(1)
    };
    wrong(text.replace("末段", "末😀段")).stderr(str![[r#"
error[missing-glyph]: no face has the character “😀” (U+1F600; page 2)
  --> issues/2022/2.yaml:13:12
   |
13 |           末😀段。
   |             ^^
   |
   = help: check the character; if it is right, put a face that has it into fonts/

warning[issue-left-out]: issues/2022/2.yaml has errors and was left out
--> issues/2022/2.yaml
 = help: it counts once it is corrected: run the command again then


"#]]);
    let without = project.read_bytes("out/2022-volume.pdf");
    assert!(without != old);
    // Numbers that are used twice stop it, and the volume that is there stays.
    wrong(text.replace("number: 2", "number: 3")).stderr(str![[r#"
warning[number-missing]: issue 2 is missing before this one
 --> issues/2022/2.yaml:1:9
  |
1 | number: 3
  |         ^
  |
  = help: add the missing issues, or correct the number

error[number-twice]: issues/2022/3.yaml:1 has the number 3 too
 --> issues/2022/2.yaml:1:9
  |
1 | number: 3
  |         ^
  |
  = help: correct one of the two numbers; no PDF was made of either

error[number-twice]: issues/2022/2.yaml:1 has the number 3 too
 --> issues/2022/3.yaml:1:9
  |
1 | number: 3
  |         ^
  |
  = help: correct one of the two numbers; no PDF was made of either


"#]]);
    assert_eq!(project.read_bytes("out/2022-volume.pdf"), without);
    wrong(text.replace("sections", "section")).stderr(str![[r#"
error[unknown-key]: there is no key “section” here
 --> issues/2022/2.yaml:4:1
  |
4 | section:
  | ^^^^^^^
  |
  = help: did you mean: sections

warning[issue-left-out]: issues/2022/2.yaml has errors and was left out
--> issues/2022/2.yaml
 = help: it counts once it is corrected: run the command again then


"#]]);
    assert_eq!(project.read_bytes("out/2022-volume.pdf"), without);
}

#[test]
fn a_missing_number_is_a_warning_of_the_volume() {
    let project = bound_year();
    fs::remove_file(project.path("issues/2022/2.yaml")).unwrap();
    project.run(["volume", "2022"]).code(0).stderr(str![[r#"
warning[number-missing]: issue 2 is missing before this one
 --> issues/2022/3.yaml:1:9
  |
1 | number: 3
  |         ^
  |
  = help: add the missing issues, or correct the number


"#]]);
}

/// The first line of a further page of a list stands closer to the line above it than a title does.
#[test]
fn lists_of_several_pages_keep_within_the_type_area() {
    let article = |number: usize| {
        format!("      - title: 某地开展工作情况{number}\n        source: {{city: 南京市}}\n        body: 正文。\n")
    };
    let articles: String = (1..=90).map(article).collect();
    let issue = format!(
        "number: 1\ndate: 2022-01-05\ntitle: 某省简报\nissuer: 某办\ncities: [{{name: 南京市, counties: [玄武区]}}]\nsections:\n  - title: 交流\n    articles:\n{articles}"
    );
    let project = TestProject::new().issue("2022/1.yaml", issue);
    project.run(["volume", "2022"]).code(0);
}

#[test]
fn a_year_without_issues_has_no_volume() {
    bound_year().run(["--lang", "zh", "volume", "1999"]).code(1).stderr(str![[r#"
错误[year-empty]: 没有 1999 年的简报
 |
 = 办法: 请核对年份，或看文件是否放在 issues/1999


"#]]);
}

#[test]
fn an_issue_whose_pdf_would_be_the_volume_is_named() {
    let project = bound_year();
    let text = project.read("issues/2022/2.yaml").replace("number: 2", "number: 9");
    project.write("issues/2022-volume.yaml", text);
    project.run(["volume", "2022", "--force"]).code(2).stderr(str![[r#"
error[output-clash]: this issue and issues/2022-volume.yaml would both be written to out/2022-volume.pdf
--> issues/2022
 = help: rename one of the two


"#]]);
}
