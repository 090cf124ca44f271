//! The reasons for and against a break in a title, and what each costs.
//!
//! A negative cost is a place where a break helps the sense. It doesn't know how a reason is found.

/// A reason for or against a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Behind ， ； 。 ！ ？.
    BehindClause,
    /// Behind ： between two parts that are long enough.
    BehindColon,
    /// Behind ： that follows the name of an office or a place, or beside a short part.
    BehindOffice,
    /// Behind 、.
    BehindEnumeration,
    /// Before ——.
    BeforeDash,
    /// Before 关于 or 暨.
    BeforeAbout,
    /// Before a verb in a title that begins with 关于, which is no clause.
    AboutVerb,
    /// Before a word that begins a phrase, in such a title.
    AboutStarter,
    /// Between the subject and its verb.
    SubjectVerb,
    /// Between the subject and a preposition.
    SubjectPhrase,
    /// Before a second verb of one clause.
    SerialVerb,
    /// Between a verb and its object.
    VerbObject,
    /// Between a verb that reports and its long object.
    ReportObject,
    /// Between a verb and its object in a title that begins with 关于.
    AboutObject,
    /// Between 以 and the 为 that belongs to it.
    BeforeAs,
    /// Between two verbs.
    VerbVerb,
    /// Before what the object of 推动 or 让 does.
    Complement,
    /// Before a verb whose means stand before it: 以…|提升.
    MeansVerb,
    /// Before a verb that ends a clause.
    BeforeFinisher,
    /// Behind a preposition.
    BehindPreposition,
    /// Behind an adverb.
    BehindAdverb,
    /// Behind a word that describes the noun that follows.
    BehindAttribute,
    /// Behind 省级 and its like, which describe a whole name.
    BehindLevel,
    /// Behind 的 or another particle.
    BehindParticle,
    /// Behind a phrase that says when: 重阳节期间|全省….
    BehindTime,
    /// Close behind 的.
    NearParticle,
    /// Behind a conjunction.
    BehindConjunction,
    /// Between two nouns.
    NounNoun,
    /// Behind a noun that ends a phrase.
    BehindHead,
    /// Behind a term.
    BehindTerm,
    /// Before a noun that ends a name: 志愿服务|工作.
    BeforeNameEnd,
    /// Before a verb that is a noun here, behind its object: 文化遗产|保护.
    BeforeNominal,
    /// Before a verb that is a noun here, with the end of its name behind it: 信息|采用情况.
    BeforeNamed,
    /// Behind a verb that is a noun here, and its object: 精神文明创建|骨干.
    BehindNominal,
    /// Before 和 and its like.
    BeforeConjunction,
    /// Before 与 that opens a phrase of its own.
    BeforeWith,
    /// Before a word such as 制度化 behind a noun.
    BeforeTransformed,
    /// Before a word that begins a phrase.
    BeforeStarter,
    /// Behind a word that begins a phrase.
    BehindStarter,
    /// Before a figure.
    BeforeFigure,
    /// Before a figure that stands behind what it counts: 驿站|1860个.
    BeforePostposedFigure,
    /// Behind a figure.
    BehindFigure,
    /// Before a quoted phrase.
    BeforeQuote,
    /// Behind a quoted phrase.
    BehindQuote,
    /// Between a quoted phrase and the noun that it names.
    QuoteNoun,
    /// Within a long quoted phrase.
    WithinQuote,
    /// Behind a phrase that is as long as the one before it.
    EndsPair,
    /// Behind a phrase that is nearly as long as the one before it.
    NearlyEndsPair,
    /// Between two phrases of one length.
    WithinPair,
    /// Close behind a colon.
    NearColon,
    /// Close before a comma or behind one.
    NearComma,
    /// Close behind the word that opens the clause: 把服务|送到.
    NearOpener,
    /// Behind a word of one character.
    BehindSingle,
    /// Before a word of one character.
    BeforeSingle,
}

impl Reason {
    /// Returns what a break costs for this reason. The costs were set so that most titles of `tests/data` are
    /// broken as an editor breaks them. The editor's order stands in `title-breaks.txt`.
    pub fn cost(self) -> f64 {
        match self {
            Self::BehindClause | Self::BeforeDash | Self::EndsPair => -3.0,
            Self::BeforeAbout => -2.0,
            Self::BehindColon | Self::NearlyEndsPair => -0.1,
            Self::MeansVerb => -0.95,
            Self::BeforeStarter => -1.6,
            Self::BehindHead => -0.65,
            Self::SubjectVerb => -0.8,
            Self::SubjectPhrase => -1.2,
            Self::SerialVerb => 1.05,
            Self::BehindTerm | Self::BeforeFigure => 0.15,
            Self::AboutStarter => -0.3,
            Self::BehindQuote => 0.55,
            Self::BehindTime => -0.9,
            Self::Complement => 0.1,
            Self::BeforeNominal => 0.15,
            Self::BeforeNamed => -0.7,
            Self::BehindNominal => -0.95,
            Self::BeforeConjunction => 1.2,
            Self::BeforeWith => 0.2,
            Self::QuoteNoun => -0.1,
            Self::ReportObject => 1.05,
            Self::BeforeQuote => 0.85,
            Self::BeforeFinisher
            | Self::AboutVerb
            | Self::BeforeNameEnd
            | Self::BehindSingle
            | Self::BeforeSingle
            | Self::BehindLevel => 0.35,
            Self::NearParticle => 1.2,
            Self::NearOpener => 0.7,
            Self::VerbVerb => 1.75,
            Self::BehindEnumeration | Self::BehindParticle | Self::NearColon | Self::NearComma => 1.3,
            Self::NounNoun | Self::AboutObject => 1.35,
            Self::BeforeTransformed => 0.7,
            Self::BehindFigure => 2.25,
            Self::BehindAttribute
            | Self::BehindStarter
            | Self::BeforeAs
            | Self::BeforePostposedFigure
            | Self::WithinPair => 2.3,
            Self::VerbObject => 3.0,
            Self::BehindOffice | Self::BehindConjunction => 3.0,
            Self::BehindPreposition | Self::BehindAdverb => 3.35,
            Self::WithinQuote => 5.0,
        }
    }
}
