//! The structure that a listener hears (PDF/UA-1, ISO 14289-1): the tree of each sample, and what holds for every tree.
//!
//! A validator finds what a machine can find. The Matterhorn Protocol 1.1 leaves other checkpoints to people. Those that
//! apply to a bulletin are held here, each by its number, for all that our own layouts print:
//!
//! | checkpoint | what holds |
//! |---|---|
//! | 01-001, 01-002 | what is drawn is either a part with a role or an artifact: page numbers, rules, leaders |
//! | 01-006 | the type of each part is the one that its meaning asks for |
//! | 09-001 | parts follow one another as they are read |
//! | 09-002 … 09-004 | parts stand only where ISO 32000-1 14.8.4 allows them |
//! | 11-001 | the language of the document is named |
//! | 13-001, 13-004 | a picture is a Figure with its caption as alternate text |
//! | 13-003 | the caption is a Caption in that Figure |
//! | 14-002, 14-003 | headings begin with H1 and skip no level |
//! | 15-001, 15-003 | heads of tables are TH with a scope |
//! | 16-001 | lists are L, LI, Lbl and LBody, nested as typed, and say how they are counted |
//! | 19-001 | a footnote is a Note behind its reference |
//! | 28-002 | a link is a Link that says what it leads to |

mod tree;

use std::fs;

use jianbao::issue::Profile;
use jianbao::pdf::make::make_pdf;
use jianbao::project::Job;
use lopdf::Document;

use self::tree::{Element, marked_texts};
use crate::support::{TestProject, difference, engine, folder, is_accepting, issue, root, sample, typeset_in_test};

/// The profiles whose files are tagged.
const TAGGED: [Profile; 3] = [Profile::Print, Profile::Screen, Profile::Archive];

/// An issue with lists in lists, two lists behind one another, a table, footnotes and headings of both levels.
const EVERYTHING: &str = r"title: 标题
body: |
  ## 一、工作

  引言[^1]，**要点**和*重点*。

  1. 甲[^2]
  2. 乙
     - 丙
       1. 丁
     - 戊
  3. 己

  - 庚
  - 辛

  ### （一）事项

  | 地区 | 数 |
  |---|---|
  | 南京 | 7 |

  - 最后两项
  - 合成一段

  [^1]: 注一。
  [^2]: 注二。
";

fn pdf(name: &str, profile: Profile) -> Document {
    let (project, job) = sample(name);
    let typeset = typeset_in_test(&project, &Job { profile: Some(profile), ..job }).0.unwrap();
    Document::load_mem(&make_pdf(engine(), &typeset.document, &typeset.pages, None).unwrap().value).unwrap()
}

fn pdf_of(article: &str, profile: Profile) -> Document {
    let (_folder, project, job) = folder(&issue(article));
    let typeset = typeset_in_test(&project, &Job { profile: Some(profile), ..job }).0.unwrap();
    Document::load_mem(&make_pdf(engine(), &typeset.document, &typeset.pages, None).unwrap().value).unwrap()
}

/// Compares a tree with the file that holds the expected one.
fn compare(name: &str, shown: &str) {
    let path = root().join(format!("tests/data/structure/{name}.txt"));
    if is_accepting() {
        fs::write(&path, shown).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let difference = difference(name, shown, &expected);
    assert!(difference.is_empty(), "{difference}");
}

#[test]
fn the_structure_of_each_sample_is_the_expected_one() {
    for name in ["33", "34", "35", "36"] {
        let document = pdf(&format!("2022/{name}.yaml"), Profile::Screen);
        compare(name, &Element::read(&document).shown());
    }
    compare("everything", &Element::read(&pdf_of(EVERYTHING, Profile::Screen)).shown());
}

#[test]
fn the_structure_of_a_volume_is_the_expected_one() {
    let project = ["33", "34", "35", "36"]
        .into_iter()
        .fold(TestProject::new(), |project, name| project.sample(&format!("issues/2022/{name}.yaml")));
    for picture in fs::read_dir(root().join("issues/2022/pictures")).unwrap() {
        let name = picture.unwrap().file_name().into_string().unwrap();
        let from = root().join("issues/2022/pictures").join(&name);
        project.write(&format!("issues/2022/pictures/{name}"), fs::read(from).unwrap());
    }
    let project = project.sample("issues/publication.yaml");
    project.out(["volume", "2022", "--profile", "screen", "-o", "volume.pdf"]);
    let document = Document::load(project.path("volume.pdf")).unwrap();
    let tree = Element::read(&document);
    assert_rules("volume", &document, &tree);
    compare("volume", &tree.shown());
}

#[test]
fn what_people_check_in_pdf_ua_holds_in_every_tagged_profile() {
    for profile in TAGGED {
        for name in ["33", "34", "35", "36"] {
            let document = pdf(&format!("2022/{name}.yaml"), profile);
            assert_rules(&format!("{name} {profile:?}"), &document, &Element::read(&document));
        }
        let document = pdf_of(EVERYTHING, profile);
        assert_rules(&format!("everything {profile:?}"), &document, &Element::read(&document));
    }
}

/// A clerk who begins with ###, or puts a heading into the editor's note, gets a whole file in every profile.
#[test]
fn a_heading_that_skips_a_level_is_raised_to_the_next() {
    for profile in TAGGED {
        let document = pdf_of("title: 标题\nbody: |\n  ### （一）先\n\n  正文。\n\n  ## 一、后\n\n  正文。", profile);
        let tree = Element::read(&document);
        assert_rules(&format!("{profile:?}"), &document, &tree);
        let mut roles = Vec::new();
        tree.walk(None, &mut |element, _| roles.push(element.role.clone()));
        roles.retain(|role| role.starts_with('H'));
        assert_eq!(roles, ["H1", "H2", "H2"], "{profile:?}");
    }
}

/// The types that may stand below another, as far as our layouts use them (ISO 32000-1 14.8.4, tables 333 to 338).
fn allowed(role: &str) -> Option<&'static [&'static str]> {
    Some(match role {
        "" => &["Document"],
        "Document" => &["P", "H1", "H2", "H3", "H4", "TOC", "L", "Figure", "Table"],
        "TOC" => &["TOC", "TOCI"],
        "TOCI" => &["Reference", "P"],
        "Reference" => &["Link"],
        "L" => &["LI"],
        "LI" => &["Lbl", "LBody"],
        "LBody" => &["P", "L"],
        "Table" => &["THead", "TBody", "TR"],
        "THead" | "TBody" => &["TR"],
        "TR" => &["TH", "TD"],
        "Figure" => &["Caption"],
        "Caption" => &["P"],
        "P" | "H1" | "H2" | "H3" | "H4" | "Link" | "Span" | "Strong" | "Em" | "TH" | "TD" | "Lbl" | "Note" => {
            return None;
        }
        role => panic!("{role} isn't used by our layouts"),
    })
}

/// Asserts what the table at the head of this file says.
fn assert_rules(name: &str, document: &Document, tree: &Element) {
    assert_eq!(tree.role, "", "{name}");
    let mut level = 0;
    let mut heard = 0;
    tree.walk(None, &mut |element, above| {
        let role = element.role.as_str();
        let at = format!("{name}: {role} {} in {}", element.own_text(), above.map_or("", |above| &above.role));
        if let Some(allowed) = allowed(role) {
            for kid in element.elements() {
                assert!(allowed.contains(&kid.role.as_str()), "{at}: {}", kid.role);
            }
            // A figure's own mark is the picture. The others hold elements alone.
            assert!(element.own_text().is_empty(), "{at}");
        }
        heard += element.kids.iter().filter(|kid| matches!(kid, tree::Kid::Text(_))).count();
        match role {
            "H1" | "H2" | "H3" | "H4" => {
                let own = role[1..].parse::<usize>().unwrap();
                assert!(own <= level + 1, "{at}: a level is skipped");
                level = own;
                assert!(element.elements().all(|kid| ["Span", "Strong", "Em"].contains(&kid.role.as_str())), "{at}");
            }
            "P" => assert!(
                element
                    .elements()
                    .all(|kid| ["Span", "Strong", "Em", "Lbl", "Note", "Link"].contains(&kid.role.as_str())),
                "{at}"
            ),
            "Figure" => assert!(!element.alt.as_ref().unwrap().is_empty(), "{at}"),
            "L" => assert!(
                element.numbering.as_ref().is_some_and(|kind| ["Decimal", "Disc"].contains(&kind.as_str())),
                "{at}"
            ),
            "Link" => {
                let says =
                    element.kids.iter().find_map(|kid| if let tree::Kid::Link(says) = kid { Some(says) } else { None });
                assert!(says.is_some_and(|says| !says.is_empty() && !says.contains('\u{2060}')), "{at}");
            }
            _ => {}
        }
    });
    // Each marked part of a page stands in the tree, once.
    assert_eq!(heard, marked_texts(document).len(), "{name}");
    assert_eq!(document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN", "{name}");
}
