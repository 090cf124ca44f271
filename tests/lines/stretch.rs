//! How far the lines of varied text are drawn apart, with the rules and without them.

use jianbao::typeset::inspect::{Event, MOST_STRETCH_EM, stretch_em, walk};

use super::{Mechanism, typeset};
use crate::support::issue;

/// Pieces of a text with figures, Latin words and quotes, as bulletins have them.
const PIECES: &[&str] = &[
    "围绕重点任务", "组织志愿者走访", "“学‘思’践‘悟’”活动", "2022年12月28日", "共3～5人", "增长12.5%", "（GDP）", "约1,234.5万元",
    "《条例》第36条", "开展宣讲", "，", "。", "、", "；", "推动文明实践", "把服务送到家门口", "service platform", "在10—12月", "各县（市、区）",
    "党员／群众", "约翰·史密斯", "取得实效", "形成长效机制", "，", "，", "‘一老一小’", "№36", "气温37 ℃", "——", "……",
];

/// A text of so many paragraphs, the same each time.
fn text(paragraphs: usize) -> String {
    let mut state = 36_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let paragraph = |_| (0..30 + next(30)).map(|_| PIECES[next(PIECES.len())]).collect::<String>();
    (0..paragraphs).map(paragraph).map(|text| format!("\n\n  今年以来{text}国。")).collect()
}

/// What is added between two hanzi in each run, in em, in order.
fn stretches(mechanism: Mechanism) -> Vec<f64> {
    let pages = typeset(&issue(&format!("title: 标题\nbody: |{}\n", text(400))), mechanism).pages;
    let mut all = Vec::new();
    walk(&pages, &mut |event| {
        if let Event::Text { item, .. } = event {
            all.push(stretch_em(item));
        }
    });
    all.sort_by(f64::total_cmp);
    all
}

/// No line of ordinary text is looser than the bound, and the rules make lines no looser than the engine alone does.
#[test]
fn lines_of_varied_text_stay_within_the_bound() {
    let [on, off] = [Mechanism::On, Mechanism::Off].map(stretches);
    for (name, all) in [("with the rules", &on), ("without", &off)] {
        let share = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
        println!("{name}: {} runs, em: {:.3} {:.3} {:.3}, most {:.3}", all.len(), share(0.5), share(0.95), share(0.99), share(1.0));
    }
    assert!(on.last() <= Some(&MOST_STRETCH_EM), "{:?}", on.last());
}
