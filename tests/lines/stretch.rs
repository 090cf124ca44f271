//! How far the lines of varied text are drawn apart, with the rules and without them.

use jianbao::typeset::inspect::{Event, MOST_STRETCH_EM, stretch_em, walk};

use super::{Mechanism, tell, typeset};
use crate::support::issue;

/// Clauses with figures, Latin words and quotes, as bulletins have them.
const CLAUSES: &[&str] = &[
    "围绕重点任务组织志愿者走访慰问困难群众",
    "深入开展“学‘思’践‘悟’”主题活动",
    "自2022年12月28日起试行",
    "每组3～5人",
    "同比增长12.5%",
    "地区生产总值（GDP）达到1,234.5万元",
    "认真落实《条例》第36条的规定",
    "全市共有1 234 567人次参加",
    "把服务送到群众家门口",
    "建成service platform等平台",
    "在10—12月集中推进",
    "覆盖各县（市、区）",
    "引导党员／群众积极参与",
    "邀请约翰·史密斯教授授课",
    "在‘一老一小’服务上取得实效",
    "形成长效机制",
    "编号为№36",
    "室内气温保持在37 ℃左右",
    "开放时间为18:00—20:00",
    "按照GB/T 9704—2012的要求",
    "印发〔2022〕3号文件",
    "里程达25 km",
    "一是抓住关键——做到心中有数",
    "投入100万元",
    "比上年提高5%～10%",
    "收到Wi-Fi、PM2.5等方面建议20多条",
];

/// A text of so many paragraphs, the same each time.
fn text(paragraphs: usize) -> String {
    let mut state = 36_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut text = String::new();
    for _ in 0..paragraphs {
        text += "\n\n  今年以来";
        for _ in 0..4 + next(12) {
            text += ["，", "，", "，", "；", "。"][next(5)];
            text += CLAUSES[next(CLAUSES.len())];
        }
        text += "。";
    }
    text
}

/// What is added between two hanzi in each run, in em, in order.
fn stretches(mechanism: Mechanism) -> Vec<f64> {
    let pages = typeset(&issue(&format!("title: 标题\nbody: |{}\n", text(1000))), mechanism).pages;
    let mut all = Vec::new();
    walk(&pages, &mut |event| {
        if let Event::Text { item, .. } = event {
            all.push(stretch_em(item));
        }
    });
    all.sort_by(f64::total_cmp);
    all
}

/// Of the lines of varied text, crowded with figures, not one in a thousand is looser than the bound. Those are told.
#[test]
fn lines_of_varied_text_stay_within_the_bound() {
    let [on, off] = [Mechanism::On, Mechanism::Off].map(stretches);
    for (name, all) in [("with the rules", &on), ("without", &off)] {
        let share = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
        tell(&format!(
            "{name}: {} runs, em: {:.3} {:.3} {:.3}, most {:.3}",
            all.len(),
            share(0.5),
            share(0.95),
            share(0.99),
            share(1.0)
        ));
    }
    let loose =
        |all: &[f64]| all.iter().filter(|stretch| **stretch > MOST_STRETCH_EM).count() as f64 / all.len() as f64;
    tell(&format!("looser than the bound: {:.5} with the rules, {:.5} without", loose(&on), loose(&off)));
    assert!(loose(&on) < 0.001, "{}", loose(&on));
}
