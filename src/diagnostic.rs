//! Findings (what is wrong, and where) as data: a code, facts and a place.
//!
//! The words are in the catalogue (`message`). It knows nothing of what a bulletin is.

mod arg;
mod expected;
mod findings;
pub mod message;
mod source;

use std::fmt;

pub use self::arg::Arg;
pub use self::expected::Expected;
pub use self::findings::{Checked, Findings, Outcome, sort};
pub use self::source::{Edit, Place, Source, cell_name};

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A warning. The issue is built.
    Warning,
    /// An error. The issue isn't built.
    Error,
}

/// What has to be changed to remove a finding. It decides the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// An input file. The exit status is 1.
    Input,
    /// The command line or the machine. The exit status is 2.
    Machine,
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $cause:ident,)*) => {
        /// A kind of finding. Its name in kebab-case never changes and is the key of its message and help in the
        /// catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each code is explained by its message in src/diagnostic/message/en.ftl")]
        pub enum Code { $($name,)* }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Returns its name, which never changes.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// Returns its severity.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// Returns what has to be changed.
            pub fn cause(self) -> Cause {
                match self { $(Code::$name => Cause::$cause,)* }
            }
        }
    };
}

codes! {
    FileMissing "file-missing" Error Input,
    FileUnreadable "file-unreadable" Error Input,
    FileNotRegular "file-not-regular" Error Input,
    FileTooLarge "file-too-large" Error Input,
    FileEmpty "file-empty" Error Input,
    FileBinary "file-binary" Error Input,
    FileUtf16 "file-utf16" Error Input,
    FileEncoding "file-encoding" Error Input,
    FileName "file-name" Error Input,
    ControlCharacter "control-character" Error Input,
    ProfileRenamed "profile-renamed" Warning Input,
    CommentLost "comment-lost" Warning Input,
    YamlSyntax "yaml-syntax" Error Input,
    YamlSlipValue "yaml-slip-value" Error Input,
    YamlSlipIndent "yaml-slip-indent" Error Input,
    YamlSlipStar "yaml-slip-star" Error Input,
    YamlSlipQuote "yaml-slip-quote" Error Input,
    YamlSlipCharacter "yaml-slip-character" Error Input,
    YamlSlipDash "yaml-slip-dash" Error Input,
    YamlSlipNoColon "yaml-slip-no-colon" Error Input,
    YamlSlipColon "yaml-slip-colon" Error Input,
    YamlSlipTab "yaml-slip-tab" Error Input,
    YamlSlipSpace "yaml-slip-space" Error Input,
    YamlSlipBar "yaml-slip-bar" Error Input,
    YamlSlipWords "yaml-slip-words" Error Input,
    YamlSlipKey "yaml-slip-key" Error Input,
    YamlTooComplex "yaml-too-complex" Error Input,
    YamlSecondDocument "yaml-second-document" Error Input,
    UnknownKey "unknown-key" Error Input,
    KeyInChinese "key-in-chinese" Error Input,
    MissingKey "missing-key" Error Input,
    DuplicateKey "duplicate-key" Error Input,
    WrongType "wrong-type" Error Input,
    WrongValue "wrong-value" Error Input,
    EmptyText "empty-text" Error Input,
    NoSection "no-section" Error Input,
    NoArticle "no-article" Error Input,
    NoBody "no-body" Error Input,
    OneArticle "one-article" Error Input,
    TooMuch "too-much" Error Input,
    RowTooLong "row-too-long" Error Input,
    RowComma "row-comma" Warning Input,
    HeadTwice "head-twice" Error Input,
    HeadGap "head-gap" Error Input,
    CellTooDeep "cell-too-deep" Error Input,
    CellsOverlap "cells-overlap" Error Input,
    AlignCount "align-count" Error Input,
    TableFile "table-file" Error Input,
    TableFileAndRows "table-file-and-rows" Error Input,
    TotalNotAdded "total-not-added" Warning Input,
    TableEmpty "table-empty" Error Input,
    TotalMismatch "total-mismatch" Error Input,
    TotalRow "total-row" Warning Input,
    FigureUnclear "figure-unclear" Warning Input,
    UnitAlone "unit-alone" Warning Input,
    CityTwice "city-twice" Error Input,
    CityUnknown "city-unknown" Warning Input,
    CountyUnknown "county-unknown" Warning Input,
    SourceMissing "source-missing" Warning Input,
    SourceTwice "source-twice" Error Input,
    CreditWithoutSource "credit-without-source" Error Input,
    ElementTyped "element-typed" Warning Input,
    AttachmentEmpty "attachment-empty" Error Input,
    AddresseeTwice "addressee-twice" Error Input,
    ReceiverWithoutCopies "receiver-without-copies" Error Input,
    NoReceiver "no-receiver" Error Input,
    CopiesMismatch "copies-mismatch" Error Input,
    StatisticsAndTable "statistics-and-table" Error Input,
    StatisticsOutput "statistics-output" Error Machine,
    YearEmpty "year-empty" Error Input,
    IssueLeftOut "issue-left-out" Warning Input,
    NumberYear "number-year" Warning Input,
    SecrecyTerm "secrecy-term" Warning Input,
    NumberFormTotal "number-form-total" Warning Input,
    ContributorUnclear "contributor-unclear" Error Input,
    MarkupHtml "markup-html" Error Input,
    MarkupUnsupported "markup-unsupported" Error Input,
    MarkupStars "markup-stars" Error Input,
    MarkupLeftover "markup-leftover" Error Input,
    MarkupHeadingSpace "markup-heading-space" Error Input,
    MarkupTabs "markup-tabs" Error Input,
    HeadingLevel "heading-level" Error Input,
    HeadingSkipped "heading-skipped" Warning Input,
    NoteSign "note-sign" Warning Input,
    LinesJoined "lines-joined" Warning Input,
    LinesFolded "lines-folded" Warning Input,
    LookAlike "look-alike" Warning Input,
    MarkKind "mark-kind" Warning Input,
    FigureDivided "figure-divided" Error Input,
    FigureDividedMaybe "figure-divided-maybe" Warning Input,
    YamlSignLost "yaml-sign-lost" Error Input,
    TextLost "text-lost" Error Input,
    TextNotPrinted "text-not-printed" Warning Input,
    BidiControl "bidi-control" Error Input,
    FootnoteUndefined "footnote-undefined" Error Input,
    FootnoteUnused "footnote-unused" Warning Input,
    FootnoteApart "footnote-apart" Warning Input,
    PunctuationHalfWidth "punctuation-half-width" Warning Input,
    QuotesStraight "quotes-straight" Warning Input,
    PunctuationDouble "punctuation-double" Warning Input,
    QuotesSplit "quotes-split" Warning Input,
    Placeholder "placeholder-left" Warning Input,
    NumberTwice "number-twice" Error Input,
    NumberMissing "number-missing" Warning Input,
    DateOrder "date-order" Warning Input,
    DateYear "date-year" Warning Input,
    YearFolder "year-folder" Warning Input,
    TotalNumber "total-number-order" Warning Input,
    TitleTwice "title-twice" Warning Input,
    SpotReserved "spot-reserved" Error Input,
    SpotNotAscii "spot-not-ascii" Warning Input,
    InkShares "ink-shares" Error Input,
    IntentMissing "intent-missing" Error Input,
    IntentIncomplete "intent-incomplete" Error Input,
    InkFaint "ink-faint" Error Input,
    SpotEmpty "spot-empty" Error Input,
    IntentUnusable "intent-unusable" Error Input,
    PlatesFourColour "plates-four-colour" Warning Input,
    PlateEmpty "plate-empty" Error Input,
    PictureMissing "picture-missing" Error Input,
    PictureOutside "picture-outside" Error Input,
    PictureUnreadable "picture-unreadable" Error Input,
    PictureAbsolute "picture-absolute" Error Input,
    PictureTooLarge "picture-too-large" Error Input,
    PicturesTooLarge "pictures-too-large" Error Input,
    PictureWidth "picture-width" Error Input,
    PictureRow "picture-row" Error Input,
    PictureWhite "picture-white" Warning Input,
    PictureResolution "picture-resolution" Warning Input,
    PictureCoarse "picture-coarse" Error Input,
    LayoutUnknown "layout-unknown" Error Input,
    LayoutError "layout-error" Error Input,
    LayoutBounds "layout-bounds" Error Input,
    LayoutWarning "layout-warning" Warning Input,
    FaceUnloadable "face-unloadable" Error Input,
    FaceRestricted "face-restricted" Error Input,
    FaceUnknown "face-unknown" Warning Input,
    MissingGlyph "missing-glyph" Error Input,
    GlyphEmpty "glyph-empty" Error Input,
    CellOverfull "cell-overfull" Error Input,
    TableTooWide "table-too-wide" Error Input,
    InkOutside "ink-outside" Error Input,
    TextShrunk "text-shrunk" Warning Input,
    LineLoose "line-loose" Warning Input,
    Fitted "fitted" Warning Input,
    FitMissed "fit-missed" Warning Input,
    FitShort "fit-short" Warning Input,
    LastPageShort "last-page-short" Warning Input,
    ImprintTooTall "imprint-too-tall" Error Input,
    NotConverged "unsettled" Error Input,
    ExportFailed "export-failed" Error Input,
    PdfUnreadable "pdf-unreadable" Error Input,
    PdfTooLarge "pdf-too-large" Error Input,
    PdfPassword "pdf-password" Error Input,
    PdfTooMuch "pdf-too-much" Error Input,
    PdfNotExamined "pdf-not-examined" Error Input,
    InspectNothing "inspect-nothing" Error Input,
    PdfVersion "pdf-version" Error Input,
    PdfHeader "pdf-header" Error Input,
    PdfEncrypted "pdf-encrypted" Error Input,
    PdfId "pdf-id" Error Input,
    PdfInfo "pdf-info" Error Input,
    PdfTrapped "pdf-trapped" Error Input,
    PdfMetadata "pdf-metadata" Error Input,
    PdfIntent "pdf-intent" Error Input,
    PdfIntentProfile "pdf-intent-profile" Error Input,
    PdfBoxes "pdf-boxes" Error Input,
    PdfFont "pdf-font" Error Input,
    PdfColour "pdf-colour" Error Input,
    PdfTransparency "pdf-transparency" Error Input,
    PdfTransfer "pdf-transfer" Error Input,
    PdfHalftone "pdf-halftone" Error Input,
    PdfRenderingIntent "pdf-rendering-intent" Error Input,
    PdfAnnotation "pdf-annotation" Error Input,
    PdfAction "pdf-action" Error Input,
    PdfLayers "pdf-layers" Error Input,
    PdfForeign "pdf-foreign" Error Input,
    PdfLzw "pdf-lzw" Error Input,
    PdfTags "pdf-tags" Error Input,
    PdfTitle "pdf-title" Error Input,
    PdfPlate "pdf-plate" Error Input,
    PdfBlackText "pdf-black-text" Error Input,
    PdfNoStandard "pdf-no-standard" Warning Input,
    PdfStandardUnknown "pdf-standard-unknown" Warning Input,
    PdfRichBlack "pdf-rich-black" Warning Input,
    PdfTextInks "pdf-text-inks" Warning Input,
    PdfMeasured "pdf-measured" Warning Input,
    PdfMissing "pdf-missing" Error Input,
    PdfTrim "pdf-trim" Warning Input,
    PdfRegistration "pdf-registration" Warning Input,
    PdfMarks "pdf-marks" Warning Input,
    PdfInk "pdf-ink" Warning Input,
    PdfOverprint "pdf-overprint" Warning Input,
    PdfThinRule "pdf-thin-rule" Warning Input,
    PdfPictureResolution "pdf-picture-resolution" Warning Input,
    PdfPageSizes "pdf-page-sizes" Warning Input,
    PdfNotX4 "pdf-not-x4" Error Input,
    PdfUserUnit "pdf-user-unit" Error Input,
    PdfCrop "pdf-crop" Error Input,
    PdfPageTurned "pdf-page-turned" Warning Input,
    PdfPageEmpty "pdf-page-empty" Warning Input,
    PdfPageCount "pdf-page-count" Error Input,
    PdfPagePicture "pdf-page-picture" Warning Input,
    PdfWhiteTextOverprint "pdf-white-text-overprint" Error Input,
    PdfWhiteOverprint "pdf-white-overprint" Warning Input,
    PdfBlackKnockout "pdf-black-knockout" Warning Input,
    PdfBlackLineKnockout "pdf-black-line-knockout" Warning Input,
    PdfGrayText "pdf-gray-text" Warning Input,
    PdfGrayLine "pdf-gray-line" Warning Input,
    PdfGrayOverprint "pdf-gray-overprint" Warning Input,
    PdfCourier "pdf-courier" Warning Input,
    PdfRichBlackText "pdf-rich-black-text" Warning Input,
    PdfWhiteText "pdf-white-text" Warning Input,
    PdfWhiteLine "pdf-white-line" Warning Input,
    PdfLineInks "pdf-line-inks" Warning Input,
    PdfSpotInks "pdf-spot-inks" Warning Input,
    PdfSpotSuffix "pdf-spot-suffix" Warning Input,
    PdfSpotCase "pdf-spot-case" Error Input,
    PdfSpotSame "pdf-spot-same" Error Input,
    PdfSpotRecipes "pdf-spot-recipes" Error Input,
    PdfCoverage "pdf-coverage" Warning Input,
    PdfBlendSpace "pdf-blend-space" Error Input,
    PdfIntentSpace "pdf-intent-space" Error Input,
    PdfPictureCoarse "pdf-picture-coarse" Error Input,
    PdfPictureFine "pdf-picture-fine" Warning Input,
    PdfLayerChoice "pdf-layer-choice" Error Input,
    PdfLayerFound "pdf-layer-found" Warning Input,
    PdfLayerHidden "pdf-layer-hidden" Warning Input,
    PdfBleed "pdf-bleed" Warning Input,
    PdfTextEdge "pdf-text-edge" Warning Input,
    PdfType3 "pdf-type3" Warning Input,
    PdfGlyphMissing "pdf-glyph-missing" Error Input,
    ProjectMissing "project-missing" Error Machine,
    PathMissing "path-missing" Error Machine,
    PathUnreadable "path-unreadable" Error Machine,
    NoIssues "no-issues" Error Machine,
    NothingToBuild "nothing-to-build" Error Machine,
    IssueMissing "issue-missing" Error Machine,
    IssueUnclear "issue-unclear" Error Machine,
    OneIssue "one-issue" Error Machine,
    PublicationNoIssue "publication-no-issue" Error Machine,
    ReleaseNone "release-none" Error Machine,
    ReleaseMissing "release-missing" Error Machine,
    ReleaseDamaged "release-damaged" Error Machine,
    ReleaseOther "release-other" Warning Machine,
    ReleaseKept "release-kept" Error Machine,
    InputChanged "input-changed" Error Machine,
    PagesNotForPlates "pages-not-for-plates" Error Machine,
    PageSize "page-size" Error Input,
    ReportName "report-name" Error Machine,
    ReportOneFile "report-one-file" Error Machine,
    PlatesTaken "plates-taken" Error Machine,
    InspectTaken "inspect-taken" Error Machine,
    PlatesSameName "plates-same-name" Error Machine,
    PageMissing "page-missing" Error Machine,
    ProofOfPdf "proof-of-pdf" Error Machine,
    ProofName "proof-name" Error Machine,
    PreviewPort "preview-port" Error Machine,
    EditorCommand "editor-command" Error Machine,
    EditorMissing "editor-missing" Error Machine,
    PathOutsideProject "path-outside-project" Error Machine,
    OutputClash "output-clash" Error Machine,
    OutputTaken "output-taken" Error Machine,
    OutputFolder "output-folder" Error Machine,
    OutputReadOnly "output-read-only" Error Machine,
    OutputNotWritable "output-not-writable" Error Machine,
    OutputDiskFull "output-disk-full" Error Machine,
    OutputStream "output-stream" Error Machine,
    OutputExists "output-exists" Error Machine,
    OutputKind "output-kind" Error Machine,
    OutputName "output-name" Error Machine,
    Crashed "crashed" Error Machine,
    ImportUnknownFormat "import-unknown-format" Error Input, ImportOldFormat "import-old-format" Error Input,
    ImportPassword "import-password" Error Input, ImportDamaged "import-damaged" Error Input,
    ImportTooLarge "import-too-large" Error Input, ImportTooDeep "import-too-deep" Error Input,
    ImportDoctype "import-doctype" Error Input, ImportNoText "import-no-text" Error Input,
    ImportUnclear "import-unclear" Error Input, ImportNoNumber "import-no-number" Error Input,
    ImportNoDate "import-no-date" Error Input, ImportFlow "import-flow" Error Input,
    ImportSplice "import-splice" Error Input, ImportConversionFailed "import-conversion-failed" Error Input,
    ImportNotFaithful "import-not-faithful" Error Input, ImportSectionNeeded "import-section-needed" Error Machine,
    ImportChoice "import-choice" Error Machine, ImportNeighbour "import-neighbour" Error Machine,
    CorrectionNoWord "correction-no-word" Error Input, CorrectionNotExported "correction-not-exported" Error Input,
    CorrectionOtherIssue "correction-other-issue" Error Input, CorrectionIssueChanged "correction-issue-changed" Warning Input,
    CorrectionPlaceChanged "correction-place-changed" Error Input, CorrectionShared "correction-shared" Error Input,
    CorrectionFixed "correction-fixed" Error Input, CorrectionNote "correction-note" Error Input,
    CorrectionCannot "correction-cannot" Error Input, CorrectionNotFaithful "correction-not-faithful" Error Input,
    CorrectionNumber "correction-number" Error Machine, CorrectionTwice "correction-twice" Error Machine,
    SectionUnknown "section-unknown" Error Input,
    MoreFindings "more-findings" Warning Input,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How bad it is: as its kind says, or as the rule says that was broken.
    pub severity: Severity,
    /// The facts that its message names, each with its name there.
    pub args: Vec<(&'static str, Arg)>,
    /// Its place. Findings about the command line have none.
    pub place: Option<Place>,
    /// The correction of the YAML, if there is only one. `check --fix` writes it.
    pub edit: Option<Edit>,
}

impl Diagnostic {
    /// Makes a finding without facts and place.
    pub fn new(code: Code) -> Self {
        Self { code, severity: code.severity(), args: Vec::new(), place: None, edit: None }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Arg>) -> Self {
        self.args.push((name, fact.into()));
        self
    }

    /// Adds a key of the YAML, and its word in the reader's language as the fact `word`.
    #[must_use]
    pub fn with_key(self, key: &str) -> Self {
        self.with("key", key).with("word", Arg::Key(key.to_owned()))
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the severity, where that isn't the one of its kind.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Returns the pages of a PDF that it is about, from 1; none if it is about the file as a whole.
    pub fn pages(&self) -> Vec<usize> {
        let pages = self.args.iter().find_map(|(name, arg)| match (*name, arg) {
            (_, Arg::Pages(pages)) => Some(pages.0.clone()),
            ("page", Arg::Number(page)) => usize::try_from(*page).ok().map(|page| vec![page]),
            _ => None,
        });
        pages.unwrap_or_default()
    }

    /// Returns whether it keeps the issue from being built.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
