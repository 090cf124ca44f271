//! Captions: near their picture, within its width, in whole lines together with it.

use jianbao::project::Project;
use jianbao::typeset::inspect::{PageItem, page_items};

use super::{BOTTOM, PARAGRAPH, S, TOP, article, left, line_of, lines};
use crate::support::{Run, issue, near, root, runs, told, typeset_in_test};

const CAPTION: &str = "图为社区志愿者在新时代文明实践站为老人理发和量血压的场景，现场气氛热烈，大家围坐一堂";

/// The runs of a body that may show `p.jpg`, and the picture's box: page, left, right, upper and lower edge in mm.
fn set(body: &str) -> (Vec<Run>, (usize, [f64; 4])) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("issues")).unwrap();
    std::fs::copy(root().join("issues/2022/pictures/33-实践广场.jpg"), folder.path().join("issues/p.jpg")).unwrap();
    std::fs::write(folder.path().join("issues/1.yaml"), issue(&article(body))).unwrap();
    let project = Project::at(folder.path());
    let job = project.jobs(&[], None).unwrap().remove(0);
    let (typeset, findings) = typeset_in_test(&project, &job);
    let pages = page_items(&typeset.unwrap_or_else(|| panic!("{}", told(&findings))).pages);
    let picture = pages.iter().enumerate().find_map(|(page, items)| {
        items.items.iter().find_map(|item| match item {
            PageItem::Picture(rect) => {
                Some((page + 1, [rect.min.x.to_mm(), rect.max.x.to_mm(), rect.min.y.to_mm(), rect.max.y.to_mm()]))
            }
            _ => None,
        })
    });
    (runs(&pages), picture.unwrap())
}

/// The picture's box within the lines around it, on left and right pages and for several widths.
#[test]
fn a_caption_is_nearer_to_its_picture_than_to_the_text_after_it() {
    for (lead, page) in [(1, 2), (7, 3)] {
        for width in [60, 90, 120] {
            let before = format!("{PARAGRAPH}\n\n").repeat(lead);
            let (runs, (on, picture)) = set(&format!("{before}![{CAPTION}](p.jpg \"{width}mm\")\n\n{PARAGRAPH}"));
            assert_eq!(on, page, "{width}");
            let caption = lines(&runs, &format!("articles.0.{lead}"));
            let after = lines(&runs, &format!("articles.0.{}", lead + 1));
            let small = 14.0 / super::MM;
            let gap = caption[0].baseline - 0.88 * small - picture[3];
            let below = after[0].baseline - 0.88 * S - caption.last().unwrap().baseline - 0.12 * small;
            assert!(gap > 1.5 && gap < 3.0 && below > gap + 1.0, "{width}: {gap} {below}");
            for line in &caption {
                assert!(
                    line.left + left(page) > picture[0] - 0.2 && line.right < picture[1] + 0.2,
                    "{line:?} {picture:?}"
                );
            }
            for pair in caption.windows(2) {
                assert!(near(pair[1].baseline - pair[0].baseline, 20.0 / super::MM, 0.01), "{pair:?}");
            }
            let first = runs.iter().find(|run| run.field == format!("articles.0.{}", lead + 1)).unwrap();
            assert!(near(line_of(first), line_of(first).round(), 0.001), "{first:?}");
        }
    }
}

#[test]
fn the_caption_of_a_narrow_picture_is_as_wide_as_the_type_area() {
    let (runs, (_, picture)) = set(&format!("文。\n\n![{CAPTION}](p.jpg \"40mm\")\n\n{PARAGRAPH}"));
    let caption = lines(&runs, "articles.0.1");
    let width = caption[0].right - left(2) - caption[0].left;
    assert!(caption.len() == 2 && width > 140.0 && picture[1] - picture[0] < 40.1, "{caption:?}");
}

/// Wherever it falls, a picture with its caption stays within the type area.
#[test]
fn a_picture_with_a_caption_stays_within_the_type_area() {
    for lead in 0..22 {
        let before = "一行短文。\n\n".repeat(lead);
        let (runs, (page, picture)) = set(&format!("{before}![{CAPTION}](p.jpg \"100mm\")\n\n后文。"));
        let caption = lines(&runs, &format!("articles.0.{lead}"));
        let bottom = caption.last().unwrap().baseline + 0.12 * 14.0 / super::MM;
        assert!(picture[2] > TOP - 0.01 && bottom < BOTTOM + 0.01, "{lead}: {picture:?} {bottom}");
        assert!(caption.iter().all(|line| line.page == page), "{lead}");
    }
}
