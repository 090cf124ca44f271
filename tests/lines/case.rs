//! The strings of the phase scan, rule by rule. `^` stands where a line may break; it may break nowhere else within.

/// A rule of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// What doesn't begin a line: GB/T 15834-2011 5.1.1 to 5.1.10, clreq 6.1.1.
    Start,
    /// What doesn't end a line: the same.
    End,
    /// Marks that aren't parted: GB/T 15834-2011 5.1.4, 5.1.5, clreq 6.1.2.1.
    Pair,
    /// Figures with their signs and units: clreq 6.1.2.2.
    Figure,
    /// Latin words and addresses: clreq 6.1.4.
    Word,
    /// The mark of a note with its word: clreq 6.1.2.3.
    Note,
    /// Breaks before ‘ and behind ’.
    Quote,
    /// No last line of one character: clreq 7.1.2.
    Last,
}

/// Marks that don't begin a line, each between two hanzi.
const START: &str = "，。、；：？！）〕】］｝》〉」』”’·•～~－—％‰℃";
/// Marks that don't end a line.
const END: &str = "（〔【［｛《〈「『“‘";

const OTHERS: &[(Rule, &str)] = &[
    (Rule::Start, "国……^国"),
    (Rule::Start, "国。”^国"),
    (Rule::Start, "国？”，^国"),
    (Rule::Start, "国”^（国）。^国"),
    (Rule::Start, "北^京·^天^津～^上^海"),
    (Rule::Start, "国 —^国"),
    (Rule::End, "国／国"),
    (Rule::End, "国/国"),
    (Rule::End, "国^（“国"),
    (Rule::End, "国^“‘国"),
    (Rule::Pair, "国^——^国"),
    (Rule::Pair, "国………… ^国"),
    (Rule::Pair, "国？！^国"),
    (Rule::Pair, "国！！！^国"),
    (Rule::Pair, "国》^《国"),
    (Rule::Figure, "国^95%^国"),
    (Rule::Figure, "国^95％^国"),
    (Rule::Figure, "国^95 %^国"),
    (Rule::Figure, "国^37℃^国"),
    (Rule::Figure, "国^37 ℃^国"),
    (Rule::Figure, "国^±5^国"),
    (Rule::Figure, "国^￥1,280^国"),
    (Rule::Figure, "国^$100^国"),
    (Rule::Figure, "国^№36^国"),
    (Rule::Figure, "国^№ 36^国"),
    (Rule::Figure, "国^1,234.5^国"),
    (Rule::Figure, "国^1 234 567人^国"),
    (Rule::Figure, "国^１２３４^国"),
    (Rule::Figure, "国^第36期^国"),
    (Rule::Figure, "国^第三^期"),
    (Rule::Figure, "国^2022年^国"),
    (Rule::Figure, "国^2022 年^国"),
    (Rule::Figure, "国^12月^28日^国"),
    (Rule::Figure, "国^3～5人^国"),
    (Rule::Figure, "国^10—12月^国"),
    (Rule::Figure, "国^2021—2025年^国"),
    (Rule::Figure, "国^5%～10%^国"),
    (Rule::Figure, "国^18:00—20:00^国"),
    (Rule::Figure, "国^4.6万^国"),
    (Rule::Figure, "国^100万元^国"),
    (Rule::Figure, "国^20多年^国"),
    (Rule::Figure, "国^〔2022〕3号^国"),
    (Rule::Figure, "国^25 km^国"),
    (Rule::Figure, "国^PM2.5^国"),
    (Rule::Figure, "国^GB/T ^9704—^2012^国"),
    (Rule::Word, "国^UNESCO^国"),
    (Rule::Word, "国^service ^platform^国"),
    (Rule::Quote, "国^国^国^‘国’^国^国^国^‘国’^国^国"),
    (Rule::Quote, "学^习^“学^‘思’^践^‘悟’^行”^国"),
    (Rule::Last, "国"),
    (Rule::Last, "国。"),
    (Rule::Last, "国》）。"),
    (Rule::Last, "国。”"),
];

/// Strings of notes, whose mark is `@`.
const NOTES: &[(Rule, &str)] = &[
    (Rule::Note, "国@^国"),
    (Rule::Note, "国@，^国"),
    (Rule::Note, "国。@^国"),
    (Rule::Note, "国”@^国"),
    (Rule::Note, "国@～^国"),
];

/// A string with its rule.
#[derive(Debug, Clone)]
pub struct Case {
    pub rule: Rule,
    /// The string with its `^`.
    pub marked: String,
}

impl Case {
    fn new(rule: Rule, marked: impl Into<String>) -> Self {
        Self { rule, marked: marked.into() }
    }

    /// The string as it is typed.
    pub fn typed(&self) -> String {
        self.marked.replace('^', "")
    }

    /// The characters that leave ink.
    pub fn length(&self) -> usize {
        self.typed().chars().filter(|c| !c.is_whitespace()).count()
    }

    /// Whether a line may break behind so many of its characters.
    pub fn breaches_nothing(&self, behind: usize) -> bool {
        self.rule == Rule::Last || self.breaks().contains(&behind)
    }

    /// Where a line may break: as many characters stand before it.
    pub fn breaks(&self) -> Vec<usize> {
        let before = |at: usize| self.marked[..at].chars().filter(|c| !c.is_whitespace() && *c != '^').count();
        self.marked.match_indices('^').map(|(at, _)| before(at)).collect()
    }
}

/// All strings of text without notes.
pub fn cases() -> Vec<Case> {
    let start = START.chars().map(|mark| Case::new(Rule::Start, format!("国{mark}^国")));
    let end = END.chars().map(|mark| Case::new(Rule::End, format!("国^{mark}国")));
    start.chain(end).chain(OTHERS.iter().map(|(rule, marked)| Case::new(*rule, *marked))).collect()
}

/// The strings with notes.
pub fn notes() -> Vec<Case> {
    NOTES.iter().map(|(rule, marked)| Case::new(*rule, *marked)).collect()
}
