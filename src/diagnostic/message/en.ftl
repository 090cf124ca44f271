# Everything that users read, in English. Same keys and facts as zh.ftl; a test compares them.
# A finding's message stands under its code, what to do about it under `.help`.

severity-error = error
severity-warning = warning
severity-help = help

# Files
file-missing = this file or folder doesn't exist
    .help = check the path; what is relative is looked for in the current folder, or in the folder given with --project
file-unreadable = this file can't be read: { $reason }
    .help = check that you may read it and that no other program holds it
file-not-regular = this is not a file
    .help = name a file; folders and devices can't be read here
file-too-large = this file is larger than { $limit } kB
    .help = an issue has some 20 kB; check that this is the right file
file-empty = this file is empty
    .help = “jianbao new” writes a skeleton to start from
file-binary = this file is no text
    .help = an issue is a plain text file; a Word or PDF file can't be read here
file-utf16 = this file is saved as UTF-16 (Notepad calls it “Unicode”)
    .help = in the editor choose “Save as” and the encoding UTF-8
file-name = the name of this file is garbled, so that it can't be noted in an archive
    .help = rename the file, for example to 36.yaml; names become garbled when a zip file of another computer is unpacked
file-encoding = this file is not saved as UTF-8 (line { $line }); probably it is GB18030 (“ANSI”)
    .help = in the editor choose “Save as” and the encoding UTF-8; in Notepad the encoding is at the bottom of that window

io-missing = no such file or folder
io-denied = no permission
io-no-folder = a part of the path is a file, not a folder
io-folder = it is a folder
io-read-only = the disk is read-only
io-full = the disk is full
io-too-large = the file is too large
io-busy = another program uses it
io-name = the file name is not allowed
io-port-taken = another program uses it
io-slow = no answer in time
io-other = a system error

control-character = a character that can't be printed stands here ({ $point })
    .help = remove it; it may be invisible, so delete what is around it and type it anew
profile-renamed = the profile “press” is now called “print-x1a”
    .help = the old name still works; change it to print-x1a when convenient
comment-lost = what follows the “#” isn't printed
    .help = put the whole text in quotes if the “#” belongs to it, or a space after “#” if it is a comment
yaml-sign-lost = “{ $words }” isn't printed
    .help = YAML has a use of its own for a word with & or ! before it; put the whole text in quotes to print it
figure-divided = the comma divides the figure “{ $figure }” into two cells
    .help = put the figure in quotes: "{ $figure }"
figure-divided-maybe = “{ $figure }” is several cells now; as one figure it needs quotes
    .help = write "{ $figure }" for one figure, or a space after the comma for several cells

# YAML
yaml-syntax = the YAML has an error from here on: { $reason }
    .help = check the indentation (spaces only), a space after each colon, and that quotes and brackets are closed; put a text with “: ” or “#” in it in quotes
yaml-unreadable = it doesn't follow the format
yaml-slip-value = “key: value” can't stand here
    .help = write one “key: value” a line; indent what belongs to a key by two more spaces; put a text with “: ” in it in quotes
yaml-slip-indent = { $needed ->
        [0] the line begins too far left
       *[other] the line begins with another number of blanks than the rest of the text: { $found } instead of { $needed }
    }
    .help = { $needed ->
        [0] add spaces at its beginning: the lines of a body stand further right than “body”
       *[other] put { $needed } blanks before it
    }
yaml-slip-star = a text can't begin with * or &
    .help = write “body: |” and put the text on a line of its own, or put it in quotes
yaml-slip-quote = a quotation mark or bracket isn't closed
    .help = add the same mark at the end
yaml-slip-character = a text can't begin with this character
    .help = put the whole text in quotes
yaml-slip-dash = the “- ” here isn't in line with those above
    .help = let the “- ” of one list begin in the same column
yaml-slip-no-colon = a colon is missing here
    .help = write “key: value”, with a space after the colon
yaml-slip-colon = a Chinese colon “：” stands here
    .help = write an ordinary colon “:” with a space after it
yaml-slip-tab = the line begins with a tab
    .help = { $needed ->
        [0] replace it with spaces
       *[other] replace it with { $needed } spaces
    }
yaml-slip-space = a space is missing here
    .help = write { $right }
yaml-slip-bar = a full-width “｜” stands here
    .help = write { $key }: |
yaml-slip-words = words follow the closing quotation mark
    .help = write quotation marks within a text as { $right }, without further marks around it
yaml-slip-key = “{ $key }”{ $word } isn't in line: { $found } blanks stand before it
    .help = put { $needed } blanks before it, so that it stands below { $other } of line { $line }
yaml-too-complex = the YAML is too complex: too many levels, or too many & and *
    .help = write the values out instead of referring to them with & and *
yaml-second-document = “---” divides this file in two, and one file holds one issue
    .help = remove the line “---”; write another issue to a file of its own
unknown-key = there is no key “{ $key }” here
    .help = did you mean: { $suggestion }
key-in-chinese = “{ $typed }” is written { $key }
    .help = { $location }: { $example }
key-place-here = like this
key-place-top = at the beginning of a line
key-place-section = in the section, below “articles”
key-place-article = in the article, below “body”
key-place-within = like this
missing-key = the key “{ $key }”{ $word } is missing
    .help = add “{ $key }: …” here, or in publication.yaml if it is the same for all issues
duplicate-key = the key “{ $key }”{ $word } is given twice
    .help = { $key ->
        [body] keep one of the two; if this is the next article, put a line “      - title: …” before it
        [table] keep one of the two; if this is the next article, put a line “      - title: …” before it
       *[other] keep one of the two
    }
wrong-type = expected here: { $expected }
    .help = “jianbao new” writes a skeleton that shows each key
wrong-value = “{ $value }” is not valid; expected: { $expected }
    .help = correct it; “jianbao new” writes a skeleton that shows how each value is written
expected-copy-numbers = the numbers of copies, such as 1-50 (up to six figures, 10000 copies at once)
expected-secrecy = 秘密, 机密 or 绝密, such as 秘密★1年 or {"{"}level: 秘密, term: 1 年{"}"}
expected-date = a date that exists, such as 2022-12-28
expected-bleed = a length of 0mm to 10mm, such as 3mm
expected-positive = a whole number from 1
expected-fit-pages = a page (a whole number from 1), or even
expected-multiple = a whole number from 1 to 32
expected-number-form = words with {"{"}number{"}"} in them, such as No. {"{"}number{"}"}; also {"{"}year{"}"} and {"{"}total{"}"}
expected-numbers = a whole number from 1; 812-813 for a double number
expected-number = a number, such as 93, 12.5 or 1,280
expected-total = a number, such as 93, 12.5 or 1,280, or columns, rows or both for totals that are added
expected-year = a year such as 2022
expected-integer = a whole number
expected-boolean = true or false
expected-list = a list, one entry a line, each after “- ”
expected-issue-number = the number of an issue, such as 36, 12-13 (double), 增刊 1 or 〔2022〕3; none if it has no number
expected-keys = entries of their own, one a line, as “key: value”
expected-text = a text
expected-cell = a text, a number or {"{"}text: …, rows: 2, span: 2{"}"}
expected-city = a name, or {"{"}name: …, counties: […]{"}"}
expected-contributor = “combined”, or one or a list of {"{"}city: …{"}"}, {"{"}city: …, county: …{"}"}, {"{"}sector: …{"}"}
expected-receiver = a name, or {"{"}name: …, copies: …{"}"}
expected-lines = a text, or a list with one entry a line, each after “- ”
expected-other = something else

# The issue
empty-text = “{ $key }”{ $word } is empty
    .help = write something or remove the key
no-section = the issue has no section
    .help = add at least one section with an article
no-article = this section has no article
    .help = add an article or remove the section
no-body = this article has neither text nor table
    .help = add “body: |” with the text, or “table:”
one-article = the layout “{ $layout }” takes one article, and this is the second
    .help = use the layout “bulletin” or make a further issue
too-much = more than { $limit } { $thing }
    .help = divide it, or check that this is the right file
thing-articles = articles
thing-attachments = attachments
thing-blocks = paragraphs
thing-paragraph = characters in one paragraph
thing-cell = characters in one cell
thing-title = characters in one title
thing-cells = cells in all tables
thing-rows = rows
thing-marks = marks on one character
thing-notes = footnotes
thing-lines = lines in the distribution list
thing-masthead-lines = lines of the masthead
thing-signers = signers
thing-pictures = pictures
thing-columns = columns
row-too-long = this row fills { $cells } columns, the table has { $columns }
    .help = remove cells, or add heads under “columns”
row-comma = this row has { $cells ->
        [one] 1 cell
       *[other] { $cells } cells
    }: full-width commas “，” divide it
    .help = write half-width commas with a space behind them: [沙州镇, 12, 5]
head-twice = this table has both “columns” and “head”, which are the same thing
    .help = keep “columns” for a head of one row, and “head” for one of several
head-gap = row { $row } of the head lacks { $count ->
        [one] 1 cell
       *[other] { $count } cells
    }; the table has { $columns } columns
    .help = add what is missing; a cell that reaches into the rows below is {"{"}text: …, rows: 2{"}"}
cell-too-deep = this cell spans { $rows } rows, and there { $left ->
        [one] is 1 row
       *[other] are { $left } rows
    } from its own on
    .help = make “rows” smaller, or add the rows below
cells-overlap = this cell spans a column in which a cell from above stands
    .help = make “span” smaller, or look at “rows” of the cells above
align-count = “align” has { $count ->
        [one] 1 entry
       *[other] { $count } entries
    }, the table has { $columns } columns
    .help = write one for each column: left, center, right or decimal
table-file = the file of the table “{ $path }” can't be read: { $reason }
    .help = CSV (UTF-8 or GB18030) and .xlsx are read, such as table: {"{"}file: 稿件统计.xlsx{"}"}
table-file-and-rows = this table has both “file” and “rows”
    .help = remove “rows” if they come from the file, or else “file”
sheet-absolute = name a file in the issue's folder or below it, without a drive
sheet-missing = there is no such file
sheet-outside = it lies outside of the project
sheet-bytes = it is larger than 64 MB
sheet-locked = it can't be opened; another program may be using it
sheet-large = it has more than 200 columns or 5,000 rows; the first cell beyond them
sheet-unpacked = it is too large when it is unpacked
sheet-old = it is an old .xls or has a password; save it as .xlsx without one
sheet-kind = it is no table
sheet-damaged = it is damaged
sheet-empty = there is nothing in it
sheet-utf16 = it is in UTF-16; save it as “CSV UTF-8”
sheet-encoding = it is neither in UTF-8 nor in GB18030; save it as “CSV UTF-8”
sheet-quote = a quotation mark isn't closed, from this cell on
sheet-of-csv = a CSV file has no sheets; remove “sheet”
sheet-unknown = it has no such sheet; its sheets
sheet-several = it has several sheets; name one under “sheet”
total-not-added = there is nothing to add up, so that no totals were added
    .help = look at the numbers, or remove “total”
table-empty = the table of this article has no columns or no rows
    .help = give “columns” or “head”, and at least one row
unit-alone = the unit “{ $unit }” isn't printed, since there is no total
    .help = add “total:”, or write the unit in a head, such as 金额（万元）
total-mismatch = the total says { $total }, the numbers add up to { $sum }
    .help = correct the total or the numbers; all numbers outside the first column count, those inside texts too, but not rows of totals, percentages and what stands in brackets
total-row = “{ $label }” says { $total }, the numbers add up to { $sum }
    .help = correct the total, or the numbers in its rows and columns
figure-unclear = no exact number can be read from “{ $text }”; it isn't part of the sum
    .help = write a number such as 1,280, -5 or 3.5万; what explains it may stand in brackets
city-twice = “{ $city }” is listed twice
    .help = remove one of the two
city-unknown = “{ $city }” isn't among the cities of the publication
    .help = correct the name, or add it under “cities” in publication.yaml
county-unknown = “{ $county }” isn't among the counties of { $city }
    .help = correct the name, or add it to the city's counties in publication.yaml
source-missing = this article has no source, others of its section have one
    .help = give “source”, so that the article is counted
source-twice = the office “{ $office }” is named twice
    .help = name each office of a joint contribution once
credit-without-source = this article has no source to make its contributor's line of
    .help = give “source”, or write the words of the line behind “credit”
element-typed = “{ $words }” looks like “{ $key }”{ $word } and is printed as text
    .help = write it behind “{ $key }” and take it out of the text; it then gets its place and its face
attachment-empty = this attachment has neither a text nor a table
    .help = give “body” or “table”
addressee-twice = the addressee is given twice: here, and in the first article
    .help = keep one of them
receiver-without-copies = “{ $name }” has no number of copies, and other receivers have one
    .help = write {"{"}name: { $name }, copies: …{"}"}
no-receiver = the issue has no receivers
    .help = list them under “distribution” in publication.yaml or in the issue
copies-mismatch = { $copies } copies are printed, and those of the receivers add up to { $sum }
    .help = correct “copies” or those of the receivers; copies that stay in the office are an entry, too
statistics-and-table = an article has a table or statistics, not both
    .help = remove “table” to have the figures counted from the issues, or remove “statistics”
statistics-output = statistics can't be written to a file of this kind
    .help = name a file that ends in .csv, .json, .svg or .pdf
year-empty = no issue is dated { $year }
    .help = check the year, and whether the files are below issues/{ $year }
issue-left-out = { $issue } has errors and was left out
    .help = it counts once it is corrected: run the command again then
secrecy-term = “{ $level }” may last { $most } years at most
    .help = check level and term
number-year = the number names the year { $year }, and the date is { $date }
    .help = check the year in the number, or correct the date
number-form-total = number-form has the number over all years, and this issue has none
    .help = add total-number; if there is none, put {"{"}total{"}"} in brackets with the words around it, and all of that is left out
contributor-unclear = the contributor is incomplete
    .help = for a city write “city”; for a county “city” and “county”; for a sector “sector” alone
layout-unknown = there is no layout “{ $name }”
    .help = layouts there are: { $known }

# Markdown
markup-html = HTML is not printed
    .help = remove the tag; write a “<” that is meant as a sign in full width: ＜
markup-unsupported = { $thing } can't be printed
    .help = take it out; paragraphs, lists, tables, headings, footnotes and pictures in a paragraph of their own can be printed
markup-block-in-quote = a block within a quotation
markup-code = code (“`”)
markup-other = this
markup-depth = what is nested so deeply
markup-block-in-list = a block within a list
markup-block-in-note = a block within a footnote
markup-picture-in-text = a picture within a paragraph (it needs a paragraph of its own)
markup-note-in-note = a footnote within a footnote
markup-note-twice = a second reference to the same footnote
markup-note-same-name = a second footnote of the same name
markup-link-title = the title of a link
markup-stars = stars are left over here: “**” opens or closes nothing
    .help = a lead-in stands between two “**” without blanks inside: **服务网络。**
markup-leftover = a sign of Markdown has had no effect here: { $mark }
    .help = a picture is ![caption](photo.jpg "120mm"), bold is **words**, a footnote [^1], the cells of a table are parted by |, all in half-width signs
markup-heading-space = there is no half-width space after “##”
    .help = write ## 一、标题
markup-tabs = a table pasted from Excel or Word can't be read
    .help = write the table under “table:”, or in Markdown with | between the cells
text-lost = these words would not be printed: “{ $words }”
    .help = Markdown reads them as signs; put a blank line before them, or a “\” before the sign that they begin with
heading-level = headings begin with ## (一、) or ### (（一）)
    .help = there are two levels of headings, ## and ###; a single “#” isn't used
heading-skipped = a heading of the second level (###) comes before any of the first (##)
    .help = begin with ##, or make this one a ##; who listens to the text loses the thread otherwise
note-sign = “{ $sign }” doesn't become a footnote; it is printed here as it stands
    .help = for a footnote write [^1] in the text, and “[^1]: …” here
bidi-control = an invisible character here ({ $point }) turns the text after it round
    .help = delete what stands around it and type it anew
text-not-printed = the layout doesn't print “{ $words }”
    .help = this is for the person who makes the layout: what it is given has to be drawn
lines-joined = from here on, lines were wrapped at one width ({ $count }); each was joined to the one before
    .help = put a blank line between two lines that are two paragraphs
lines-folded = the text has “>”, or no “|”, so that its lines are joined; a new line was begun here
    .help = write “body: |”, and the text on the next line
look-alike = “{ $typed }” ({ $typed-point }) only looks like “{ $right }” ({ $right-point }), which was printed
    .help = write “{ $right }”, or nobody finds it; jianbao check --fix changes them all
mark-kind = “{ $mark }” was printed as “{ $right }”
    .help = write “{ $right }”; jianbao check --fix changes them all; for the sign itself put a “\\” before it
footnote-undefined = there is no text for the footnote “{ $name }”
    .help = add a line “[^{ $name }]: …” after the paragraph
footnote-unused = the footnote “{ $name }” is referred to nowhere and isn't printed
    .help = put [^{ $name }] where it belongs
footnote-apart = this note begins on page { $note-page }, and its mark stands on page { $page }
    .help = shorten the note, or put its mark into a sentence nearby
punctuation-half-width = “{ $mark }” is half-width within Chinese text
    .help = type the full-width mark: ，；：？！（）
quotes-straight = a straight quotation mark within Chinese text
    .help = use curly quotation marks: “ at the beginning, ” at the end

punctuation-double = punctuation is doubled: { $mark }
    .help = remove what is too much
quotes-split = a quotation mark has no partner: a half-width comma divides it in two entries
    .help = type a full-width comma, or put the whole entry in straight quotes
placeholder-left = “{ $words }” seems to be left to fill in
    .help = fill it in, or remove it

# A year
number-twice = { $other } has the number { $number } too
    .help = correct one of the two numbers; no PDF was made of either
number-missing = { $count ->
        [one] issue { $series }{ $missing } is missing before this one
       *[other] issues { $series }{ $missing } are missing before this one
    }
    .help = add the missing issues, or correct the number
date-order = this one is dated before { $date }, the date of number { $series }{ $last }
    .help = correct the date or the number
date-year = this one is dated { $date }, but those before and after it are of { $year } (see { $other })
    .help = check the year
total-number-order = the number over all years is { $total }; by those before and after it, it should be { $expected } (see { $other })
    .help = correct it, or add the issues that are missing between them
year-folder = this one stands in the folder { $folder } and is dated { $date }
    .help = correct the date, or move the file to the folder of its year
title-twice = this title was used before, in { $other }
    .help = check that the article isn't printed twice

# Press
spot-reserved = an ink can't be called “{ $name }”
    .help = write the print shop's name for its red, such as PANTONE 485 C
spot-not-ascii = the ink's name “{ $name }” isn't in Latin letters
    .help = in the print shop's system such a name turns into garbage; write it in Latin letters
ink-shares = an ink needs four shares of 0 to 100: cyan, magenta, yellow, black
    .help = write cmyk: [0, 80, 80, 0]
intent-missing = the profile “{ $path }” isn't there or is outside the project
    .help = put the print shop's .icc file beside this file and write its name, or write FOGRA39
plates-four-colour = with pictures in four colours this job needs { $plates } plates
    .help = write pictures: black to print them in black alone, without further plates
plate-empty = nothing of this issue is red, so that the stock of heads would be blank
    .help = the layout prints the red masthead: tell the person who made it, or leave out --plate red (plate: red)
intent-incomplete = the profile “{ $path }” is cut short: it should have { $expected } bytes and has { $found }
    .help = ask the print shop for the file again
ink-faint = this red would print next to nothing
    .help = shares are percent, such as cmyk: [0, 80, 80, 0]
spot-empty = the red ink has no name
    .help = write the print shop's name for it, such as PANTONE 485 C, or remove “spot”
intent-unusable = “{ $path }” is not the profile of a CMYK press
    .help = ask the print shop for the ICC profile of its press (class prtr, CMYK)

# Pictures
picture-format = only JPEG, PNG, GIF and WebP are known
picture-incomplete = the file is incomplete; get it again
picture-damaged = the file is damaged
picture-profile = its ICC profile is larger than any real one
picture-locked = no permission, or another program holds it
picture-unconverted = its colours can't be converted
picture-missing = the picture “{ $path }” doesn't exist
    .help = { $found ->
        [0] the path counts from the folder of the issue
        [1] there is “{ $near }” in the folder; is it that one?
       *[other] “{ $near }” in the folder looks the same, but its letters with accents are stored in another way; give that picture another name, best of hanzi, figures and plain letters
    }
picture-outside = the picture “{ $path }” is outside the project
    .help = copy it into the project's folder
picture-absolute = the picture “{ $path }” is named by a path of this machine
    .help = copy it into the project's folder and write its path from the folder of the issue
picture-unreadable = the picture “{ $path }” can't be read: { $reason }
    .help = save it as JPEG or PNG
picture-too-large = the picture “{ $path }” is too large
    .help = 64 MB, 50 megapixels and 30,000 pixels a side are the most; A4 needs 9 megapixels
pictures-too-large = the pictures of this issue have more than { $limit } megapixels together
    .help = make the pictures smaller, or leave some out; a picture as wide as the page needs 2 megapixels
picture-width = “{ $width }” is no width for a picture
    .help = give 10mm to 156mm, such as ![caption](photo.jpg "120mm"), or with text beside it "60mm right" or "60mm left"
picture-row = these pictures can't stand side by side: { $reason }
    .help = pictures side by side are typed on one line, up to four and without widths: ![caption](a.jpg) ![caption](b.jpg)
picture-row-many = there are more than four
picture-row-width = they have one height and share the width, so that none has a width or a side of its own
picture-white = more than a third of page { $page } is white, because the picture after it doesn't fit there
    .help = it would fit with the width “{ $width }mm”, or move it
picture-resolution = at { $width } mm this picture has { $resolution } dpi (page { $page })
    .help = print needs 300 dpi: a picture { $pixels } pixels wide, or print it smaller: ![caption](photo.jpg "{ $fitting }mm")
picture-coarse = at { $width } mm this picture has only { $resolution } dpi (page { $page })
    .help = use a picture { $pixels } pixels wide, or print it smaller, such as ![caption](photo.jpg "{ $fitting }mm"); to print it all the same, write print: {"{"}allow-low-resolution: true{"}"}

# Pages
layout-error = the layout “{ $layout }” failed: { $reason }
    .help = this is a mistake in the layout, not in the issue; send this file to the author of the layout
layout-bounds = the layout “{ $layout }” was ended, { $reason }; { $seconds } seconds and { $megabytes } MB are the most
    .help = this is for the person who made the layout, or for a damaged font in fonts/; other issues aren't touched
breach-time = because it took too long
breach-memory = because it took too much memory
breach-crash = because it crashed
layout-warning = the layout “{ $layout }” has a warning: { $reason }
    .help = this is about the layout, not about the issue; tell the author of the layout
face-unloadable = this file holds no face that can be used
    .help = remove it from fonts/, or get it again; .ttf, .otf and .ttc are read
face-restricted = the licence of this face forbids embedding it in a PDF
    .help = remove it from fonts/, or get a version from its maker that may be embedded
glyph-empty = the font { $file } has no shape for “{ $character }”, so that nothing would be printed
    .help = the file is damaged: get it again, or remove it from fonts/
face-unknown = the use of this font can't be told from its name, and it isn't used
    .help = rename the file after the face it stands for, such as 仿宋_GB2312.ttf or 方正小标宋简体.ttf, or remove it
missing-glyph = no face has the character “{ $character }” ({ $point }; page { $page })
    .help = check the character; if it is right, put a face that has it into fonts/
cell-overfull = the words are { $excess } mm wider than their place (page { $page })
    .help = shorten them, or allow a break with a space
table-too-wide = the page is too narrow for the { $columns } columns of this table, even in small type: { $cells } cells run over, by up to { $excess } mm
    .help = leave out columns, or make two tables of it; shorter words and figures help, too
ink-outside = something stands { $excess } mm outside the type area (page { $page })
    .help = shorten the word or number that is too long; make a picture narrower
line-loose = this line is too loose: { $stretch } em are added between its characters (page { $page })
    .help = what follows can't be divided (an address, a long number) and didn't fit; shorten that, or change the sentence by a few characters
text-shrunk = these words fit into their line only in { $size } pt; they should have { $normal } pt at least (page { $page })
    .help = shorten them
fitted = the text took { $pages } pages; { $changes } { $changes ->
        [one] change makes
       *[other] changes make
    } it end on page { $target }
    .help = “jianbao fit” lists what was changed; to change nothing, take fit away
fit-missed = the text takes { $pages } pages and can't be made to end on page { $target }: with everything tried, { $lines } { $lines ->
        [one] line is
       *[other] lines are
    } too many, so nothing was changed
    .help = “jianbao fit” names the paragraphs that lose a line with the fewest characters less
fit-short = the text takes only { $pages } pages, fewer than fit asks for; nothing was changed
    .help = change the pages of fit, or add text; pages fills an issue up with blank pages
last-page-short = the last page (page { $page }) has only { $lines } { $lines ->
        [one] line
       *[other] lines
    } of text
    .help = write fit: {"{"}pages: { $before }{"}"} to end on the page before; “jianbao fit” shows which paragraphs that takes
imprint-too-tall = the imprint takes more than a page
    .help = shorten the list of receivers, or put several into one line
unsettled = the layout did not converge: { $reason } (layout “{ $layout }”)
    .help = change a few words nearby; if that doesn't help, send this file to the developers of jianbao
export-engine = the engine failed
export-copies = the number of the copy can't be set; the layout may have no place for it
export-pass = the conversion for print failed
export-pack = the objects of the file can't be packed
layout-absent = its file is missing
layout-moving = positions depend on each other and keep changing
layout-says = the engine says
layout-stopped = there is an error in the layout
layout-no-title = the layout doesn't mark the title of this article
export-failed = the PDF can't be made: { $reason }
    .help = send this file to the developers of jianbao

# Preflight
pdf-unreadable = this is no PDF that can be read: { $reason }
    .help = check that the file is whole, and get it again if it was sent to you
pdf-too-large = this PDF is larger than { $limit } MB
    .help = a bulletin is smaller than 1 MB; check that this is the right file
pdf-empty = it is empty
pdf-other = it is of another kind
pdf-broken = it is damaged or was cut short
pdf-pageless = it has no pages
pdf-pages = it has more than 20,000 pages
ink-white = white
pdf-password = this PDF opens with a password only
    .help = ask for the file without a password; the print shop can't print it either
pdf-too-much = not everything could be examined (p. { $page })
    .help = the page is damaged or holds more than a page of a bulletin ever does; look at it on the screen
pdf-not-examined = { $what ->
        [file] this file was not examined
        [page] p. { $page } was not examined
        [plates] the ink of this file was not measured
       *[ink] the ink of p. { $page } was not measured
    }: { $reason ->
        [time] a page takes more than { $seconds } s
        [memory] a page takes more than { $megabytes } MB of memory
       *[crash] the examination broke off
    }
    .help = the page is damaged or holds more than a page of a bulletin ever does; ask the author of the file to export it anew
pdf-version = this is PDF { $version }, and { $standard } allows { $most } at most
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = a version of PDF that the standard allows
pdf-header = the frame of the file isn't as { $standard } asks: { $what }
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = first lines and end of the file as the standard asks
frame-version = the first line doesn't name a version of PDF that the standard allows
frame-comment = the second line isn't a comment of four bytes over 127
frame-end = there are bytes behind the end
frame-info = it has document information
pdf-encrypted = this PDF is encrypted, which { $standard } forbids
    .help = ask the author of the file to re-export the file without a password and without restrictions
    .clause = not encrypted
pdf-id = this PDF has no identification of its own (ID)
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = an identification of the file (ID)
pdf-info = the document information lacks { $what }, which { $standard } asks for
    .help = ask the author of the file to give it a title and to re-export the file as { $standard }
    .clause = title and dates in the document information
pdf-trapped = the file doesn't say whether it has been trapped (Trapped: { $what })
    .help = ask the author of the file to re-export the file as { $standard }, with Trapped set to True or False
    .clause = Trapped says true or false
pdf-metadata = the metadata (XMP) lack { $what }, which { $standard } asks for
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = metadata (XMP) complete
pdf-intent = there must be one output intent for the press with its profile or registered name; there are { $count }
    .help = ask the author of the file to re-export the file as { $standard }, with the print shop's profile
    .clause = one output intent for the press
pdf-intent-profile = the profile of the output intent isn't that of a press ({ $what })
    .help = ask the print shop for the ICC profile of its press (class prtr), and the author of the file to re-export the file with it
    .clause = a press profile in the output intent
pdf-boxes = page { $page }: { $what } is missing, is one too many, or reaches out of the box around it
    .help = ask the author of the file to re-export the file: the TrimBox says where the page is cut; it stands within BleedBox and MediaBox, without an ArtBox beside it
    .clause = TrimBox within BleedBox within MediaBox
pdf-font = the font { $what } isn't in the file (page { $page })
    .help = ask the author of the file to re-export the file with all fonts embedded; otherwise the print shop prints another one
    .clause = all fonts embedded
pdf-colour = { $what } on page { $page } doesn't fit the output intent and { $standard }
    .help = for two inks use K and the spot red alone; ask the author of the file to change it
    .clause = only colours that fit the output intent
pdf-transparency = something on page { $page } is transparent, which { $standard } forbids
    .help = ask the author of the file to flatten transparency, or to re-export the file as PDF/X-4
    .clause = nothing transparent
pdf-transfer = page { $page } changes the ink on the way to the plate (transfer function)
    .help = ask the author of the file to re-export the file without transfer functions
    .clause = no transfer functions
pdf-halftone = page { $page } brings along a halftone screen of its own
    .help = ask the author of the file to re-export the file without halftone screens
    .clause = no halftone screens of its own
pdf-rendering-intent = page { $page } names a rendering intent that doesn't exist ({ $what })
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = rendering intents that exist
pdf-annotation = there is a note or link on page { $page } ({ $what })
    .help = ask the author of the file to re-export the file without links, notes and form fields
    .clause = no annotations on the page
pdf-action = the file wants to do something when it is opened or used ({ $what })
    .help = ask the author of the file to re-export the file without scripts and actions
    .clause = no scripts and actions
pdf-layers = the file has layers, which { $standard } forbids
    .help = ask the author of the file to flatten the layers, or to re-export the file as PDF/X-4
    .clause = no layers
pdf-foreign = the file refers to content that is not in it ({ $what })
    .help = ask the author of the file to re-export the file as PDF/X-4 with everything in it
    .clause = everything is in the file
pdf-lzw = the file is compressed in a way that { $standard } forbids ({ $what })
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = no LZW compression
pdf-tags = the file lacks the tags that { $standard } asks for
    .help = ask the author of the file to re-export the file as { $standard } with tags
    .clause = tags for headings, paragraphs and tables
pdf-title = the file doesn't show its title or doesn't say its language
    .help = ask the author of the file to re-export the file as { $standard }
    .clause = title shown, language named
pdf-plate = “{ $plate }” would need a plate of its own (p. { $page })
    .help = this comes from a layout of the project's own: let it use the inks red and black of the issue
pdf-black-text = black text is printed of several inks (p. { $page }, from { $size } pt)
    .help = small text in four inks gets coloured edges; set black text in K alone
pdf-no-standard = the file doesn't claim to be a PDF/X file
    .help = give the print shop a file made with the profile print or print-x1a
pdf-standard-unknown = the file claims { $standard }, whose clauses aren't known here
    .help = only general checks were made; ask the print shop whether it accepts this standard
pdf-rich-black = black areas or large letters are printed of several inks (p. { $page })
    .help = with two inks, black is K alone
pdf-text-inks = coloured text of { $size } pt is printed of several inks (p. { $page }; { $rule })
    .help = text under { $limit } pt gets blurred where the plates don't meet; set it in one ink
pdf-measured = { $what } (p. { $page }; { $rule }) will be converted to inks by the print shop; the result is unpredictable
    .help = for two inks use K and the spot red alone
pdf-missing = content that a page uses isn't in the file ({ $what }; p. { $page })
    .help = ask the author of the file to re-export the file; that part won't be printed
pdf-trim = page { $page }: { $what } is missing, reaches out of the box around it, or has no proper size
    .help = the print shop needs to know where the page is cut (TrimBox)
pdf-registration = the colour of registration marks is used on the page itself (p. { $page }; { $rule })
    .help = it prints on every plate; use black or the red alone
pdf-marks = crop or register marks on p. { $page } are in the colour of all plates (All)
    .help = some plate setters then print the marks on C, M and Y, too, which makes more plates; have them drawn in the inks of the job alone
pdf-ink = the ink of { $plate } couldn't be measured
    .help = ask the print shop to check this plate; everything else was examined
pdf-overprint = { $ink } is printed over what is below (p. { $page })
    .help = check with the print shop that this is meant
pdf-thin-rule = a rule is { $width } pt thin (p. { $page })
    .help = rules under { $limit } pt break up on the plate; make it thicker
pdf-picture-resolution = a picture has { $resolution } dpi (p. { $page }; { $rule })
    .help = print needs { $limit } dpi: take a larger picture or print it smaller
pdf-page-sizes = page { $page } is of another size than the first ({ $rule })
    .help = check that the pages belong together
pdf-not-x4 = the variant that was asked for wants PDF/X-4, which the file doesn't claim to be ({ $rule })
    .help = give the print shop a PDF/X-4 file, or ask it which standard it takes
pdf-user-unit = page { $page } has a unit of its own (UserUnit; { $rule })
    .help = tools that don't know the key print another size; ask the author of the file to re-export it at its size, without UserUnit
pdf-crop = on page { $page } the CropBox isn't the MediaBox ({ $rule })
    .help = it hides a part of the page, also the bleed; ask the author of the file to remove the CropBox
pdf-page-turned = page { $page } is turned by { $turn }° (Rotate; { $rule })
    .help = imposition may place it wrongly; ask the author of the file to re-export the page upright
pdf-page-empty = page { $page } is empty ({ $rule })
    .help = check that the page is meant to be empty
pdf-page-count = the file has { $count } pages; an advertisement is one page ({ $rule })
    .help = ask the author of the file for a file a page
pdf-page-picture = page { $page } is one picture of { $resolution } dpi ({ $rule })
    .help = text in it gets soft: { $limit } dpi are needed, or text as text
pdf-white-text-overprint = white text is set to overprint on ink and vanishes (p. { $page }, from { $size } pt; { $rule })
    .help = ask the author of the file to let white text knock out
pdf-white-overprint = a white area or line is set to overprint on ink and vanishes (p. { $page }; { $rule })
    .help = ask the author of the file to let white knock out
pdf-black-knockout = black text of { $size } pt knocks out the ink below (p. { $page }; { $rule })
    .help = black text under { $limit } pt on another ink has to overprint (with DeviceCMYK also OPM 1), or paper shows at its edges
pdf-black-line-knockout = a black line of { $width } pt knocks out the ink below (p. { $page }; { $rule })
    .help = black lines under { $limit } pt on another ink have to overprint (with DeviceCMYK also OPM 1), or paper shows at their edges
pdf-gray-text = text of { $size } pt on another ink is in DeviceGray (p. { $page }; { $rule })
    .help = whether DeviceGray overprints depends on the RIP; text under { $limit } pt on another ink belongs in K of DeviceCMYK or in Separation Black, set to overprint
pdf-gray-line = a line of { $width } pt on another ink is in DeviceGray (p. { $page }; { $rule })
    .help = whether DeviceGray overprints depends on the RIP; lines under { $limit } pt on another ink belong in K of DeviceCMYK or in Separation Black, set to overprint
pdf-gray-overprint = something in DeviceGray is set to overprint another ink (p. { $page }; { $rule })
    .help = whether DeviceGray overprints depends on the RIP; use K of DeviceCMYK or Separation Black
pdf-courier = text is set in Courier (p. { $page }; { $rule })
    .help = Courier often stands in for a font that was missing; check that it is meant
pdf-rich-black-text = large black text has more ink than dries well (p. { $page }; { $rule })
    .help = set it in K alone, or with one other ink
pdf-white-text = white text of { $size } pt stands on ink (p. { $page }; { $rule })
    .help = white text under { $limit } pt fills up on the press; set it larger
pdf-white-line = a white line on ink is { $width } pt thin (p. { $page }; { $rule })
    .help = white lines under { $limit } pt fill up on the press; make it thicker
pdf-line-inks = a line of { $width } pt is printed of several inks (p. { $page }; { $rule })
    .help = lines under { $limit } pt get blurred where the plates don't meet; set it in one ink, or thicker
pdf-spot-inks = spot ink that the job doesn't name: { $plate } (p. { $page }; { $rule })
    .help = each takes a plate of its own; check the inks of the job, or ask the author of the file to use them
pdf-spot-suffix = “{ $first }” and “{ $second }” are the same ink for two papers and take two plates ({ $rule })
    .help = ask the author of the file to use one name
pdf-spot-case = “{ $first }” and “{ $second }” differ only in how they are written and take two plates ({ $rule })
    .help = ask the author of the file to use one name
pdf-spot-same = “{ $first }” and “{ $second }” look the same and take two plates ({ $rule })
    .help = both have the same alternate colour; ask the author of the file whether they are one ink
pdf-spot-recipes = “{ $plate }” is mixed in two ways
    .help = one ink has to have one alternate colour; ask the author of the file to re-export it
pdf-coverage = ink in a square of 15 mm reaches { $coverage } % on the average (p. { $page }; { $rule })
    .help = more than { $limit } % doesn't dry; ask the author of the file to reduce the ink
pdf-blend-space = transparency is blended in { $what } (p. { $page }; { $rule })
    .help = colours change when it is flattened, black becomes four inks; ask the author of the file to blend in DeviceCMYK
pdf-intent-space = the profile of the output intent is for { $what }, not for CMYK ({ $rule })
    .help = ask the print shop for the ICC profile of its press, and the author of the file to re-export the file with it
pdf-picture-coarse = a picture has only { $resolution } dpi (p. { $page }; { $rule })
    .help = it prints badly: at least { $limit } dpi; take a larger picture or print it smaller
pdf-picture-fine = a picture has { $resolution } dpi, over twice of what is needed (p. { $page })
    .help = { $limit } dpi are enough; a smaller picture makes a smaller file and prints the same
pdf-layer-choice = the file leaves it to the reader which layers are shown ({ $rule })
    .help = ask the author of the file to remove the other layer configurations (Configs)
pdf-layer-found = the file has layers, all shown: { $what }
    .help = check that all of them are meant to be printed
pdf-layer-hidden = the file has hidden layers, which don't print: { $what }
    .help = check that they are meant to be left out; a tool that ignores layers prints them
pdf-bleed = ink reaches the edge of the page, with { $bleed } mm of bleed (p. { $page })
    .help = where the cut is a little off, paper shows; ask the author of the file to let it go on for 3 mm beyond the trim
pdf-text-edge = text is { $distance } mm from the trim (p. { $page })
    .help = nearer than 3 mm it may be cut; move it inwards
pdf-type3 = text is set in a Type 3 font, whose glyphs are drawings (p. { $page })
    .help = small text may look heavy; ask the author of the file for the font itself if it does
pdf-glyph-missing = the font { $what } lacks a glyph that the text asks for (p. { $page })
    .help = a box or nothing is printed in its place; ask the author of the file to embed the font whole

# Project and output
project-missing = there is no such folder
    .help = give the project's folder with --project
path-missing = this file or folder doesn't exist
    .help = check the path; what is relative is looked for in the current folder, or in the folder given with --project
path-unreadable = this can't be read: { $reason }
    .help = check that you may read it and that no other program holds it
no-issues = there is no bulletin here yet
    .help = begin the first issue with “jianbao new issues/2026/1.yaml”, then see it with “jianbao preview --open”; if the issues are elsewhere, name their folder with --project
issue-missing = there is no issue “{ $name }”
    .help = name an issue by its number (6, 第6期), with its year (2022/6), by its number over all years (总第812期), or by the path of its file
issue-unclear = “{ $name }” may be several issues: { $issues }
    .help = name the year, too (2022/6), or the path of the file
nothing-to-build = there is no issue in this folder
    .help = issues are files that end in .yaml; “jianbao new issues/2022/36.yaml” writes one
one-issue = this needs one issue, and there are { $issues } here: { $names }
    .help = name one of them
publication-no-issue = this is what all issues share, not an issue
    .help = name an issue, such as issues/2022/36.yaml
release-none = this issue has no release to compare with
    .help = “jianbao release ISSUE” keeps what goes to print; without one, “jianbao diff ISSUE --against FILE” compares with another file
release-missing = there is no release { $name }
    .help = { $releases ->
        [0] this issue has none yet
       *[other] the last one of this issue is { $last }
    }
release-damaged = release { $name } is damaged: this file is missing or was modified
    .help = restore the folder from a backup, or compare with another file: “jianbao diff ISSUE --against FILE”
release-kept = this belongs to a release and can't be changed
    .help = write it to another place
release-other = this PDF differs from the release just made, which was made from the YAML as it is now
    .help = send { $file } to the print shop
input-changed = this file changed while it was being read
    .help = try once more
preview-port = the preview can't use port { $port }: { $reason }
    .help = choose another one, such as --port 8000
editor-command = a quotation mark after --open-editor isn't closed: { $command }
    .help = write it like this: --open-editor="code --goto {"{file}:{line}"}"
editor-missing = no editor can be opened: { $reason }
    .help = say which after --open-editor=, as in --open-editor="code --goto {"{file}:{line}"}"
page-size = page { $page } measures { $size } mm, not { $leaf } mm like the others: pages that are folded or bound together must be of one size
    .help = make this page as large as the others in its layout, or give the print shop the single pages that “jianbao build” makes
pages-not-for-plates = “--pages” works only with print profiles, not with { $profile }
    .help = add --profile print or --profile print-x1a
report-name = a report goes to a file that ends in .pdf, and over nothing but an older report
    .help = give it another name, such as 36-report.pdf
inspect-nothing = there is no text on the pages that could be measured
    .help = a scan is a picture and can't be measured; use the PDF that the typesetting program writes
inspect-taken = this file is there already, and jianbao inspect didn't write it
    .help = choose another name after -o, or move the file away
report-one-file = a report is on one PDF; { $count } are named
    .help = run the command for each PDF, with another name after --report
plates-taken = this file is there already, and it isn't a plate's picture that jianbao wrote
    .help = choose another folder with -o, or move the file away
plates-same-name = the plates of this PDF would have the same names as those of { $other }
    .help = run the command for each of them, with a folder of its own after -o
page-missing = there is no page { $page }; there are { $pages }
    .help = count pages from 1, as they are printed: --pages 3-4
proof-of-pdf = a proof to be signed compares with a release or a YAML file; a PDF doesn't tell which words belong together
    .help = --against r1, or a YAML file
proof-name = a proof goes to a file that ends in .pdf, and over nothing but an older proof
    .help = give it another name, such as 36-proof.pdf
path-outside-project = this is outside the project
    .help = go to the project's folder first, or name it with --project
output-clash = this issue and { $other } would both be written to { $output }
    .help = rename one of the two
output-taken = this is the name of the PDF of { $other }; nothing else may be written there
    .help = name another file after -o
output-folder = a folder has this name, so that the file can't be written
    .help = name a file that ends in .pdf, or remove the folder
output-read-only = this file is set to read-only and was left as it is
    .help = allow writing in its properties, or name another file after -o
output-not-writable = this can't be written: { $reason }
    .help = check that you may write there and that no viewer holds the old PDF open; the old file is untouched
output-disk-full = there is no room on the disk: { $reason }
    .help = make room and try again; the old file is untouched
output-stream = cannot write to standard output
    .help = check where the output goes; the disk may be full
output-exists = this file exists already
    .help = choose another name; nothing is overwritten
output-kind = { $kind ->
        [folder] the result is a folder and can't be a file
        [json] the result is JSON and can't be another file
        [issue] an issue is a text file and can't be another file
        [export] an issue is exported as a Word file or as Markdown
       *[pdf] the result is a PDF and can't be another file
    }
    .help = { $kind ->
        [folder] name a folder; put “/” behind a name with a “.” in it
        [json] let the name end in .json
        [issue] let the name end in .yaml, such as issues/2026/3.yaml
        [export] let the name end in .docx or .md
       *[pdf] let the name end in .pdf; for a folder, put “/” behind the name
    }
output-name = { $issues } issues can't go into one PDF
    .help = name a folder after -o
correction-no-word = this is no Word file
    .help = give the .docx file that “jianbao export” has written and that was corrected in Word; a .doc or .wps file has to be saved as .docx first
correction-not-exported = this Word file wasn't written by “jianbao export”, or another program has taken out what its paragraphs are known by
    .help = to take in a draft, use “jianbao import” without --corrections
correction-other-issue = this file was exported from { $exported }, not from { $issue }
    .help = name the issue that it was exported from after --into
correction-issue-changed = the issue has changed since it was exported
    .help = corrections in paragraphs that are still the same are taken; any other is named
correction-place-changed = a correction belongs to a paragraph that has changed since the export: { $words }
    .help = correct the issue by hand, and leave this correction out with --reject and its number
correction-shared = what is corrected here stands in publication.yaml, which all issues share: { $words }
    .help = correct it there, and leave this correction out with --reject and its number
correction-fixed = what is corrected here is printed by the program and wasn't typed: { $words }
    .help = in the contents it follows the titles, dates and brackets follow the issue's keys; leave this correction out with --reject and its number
correction-note = footnotes can be corrected in their words, and can't be added or deleted in Word: { $words }
    .help = change the footnote in the issue, and leave this correction out with --reject and its number
correction-cannot = this correction has no place in the issue's file: { $words }
    .help = make it in the issue by hand, and leave it out with --reject and its number
correction-not-faithful = after the corrections the issue wouldn't say exactly what the Word file says, so nothing was written
    .help = take the corrections in smaller steps with --accept and --reject to find the one, and make that one by hand; please report it
correction-number = there is no correction { $number }; the list has { $count }
    .help = run the command without --accept and --reject to see the list
correction-twice = correction { $number } is both accepted and rejected
    .help = name it once
more-findings = { $count } more of the same kind aren't shown
    .help = correct those that are shown first
crashed = jianbao crashed on this issue
    .help = the other issues are not affected; send this file to the developers of jianbao

# Reports
report-built = { $issue } → { $output }  { $pages } { $pages ->
        [one] page
       *[other] pages
    }{ $sheets ->
        [0] {""}
        [one] {" "}on 1 sheet
       *[other] {" "}on { $sheets } sheets
    }{ $copies ->
        [0] {""}
        [one] , 1 copy
       *[other] , { $copies } copies
    }  { $seconds } s
changes-of = { $issue }: { $changes }
changes-pages = { $count ->
        [0] no page looks different
        [one] page { $pages } of { $after } changed
       *[other] pages { $pages } of { $after } changed
    }
changes-count = it had { $before } pages, now { $after }
changes-moved = { $moved } only moved (before: { $from })
changes-between = {"; "}
list-between = {", "}
report-unchanged = { $issue } → { $output }  unchanged, { $pages } { $pages ->
        [one] page
       *[other] pages
    }{ $warnings ->
        [0] {""}
        [one] , 1 warning (“jianbao check” shows it)
       *[other] , { $warnings } warnings (“jianbao check” shows them)
    }  { $seconds } s
fix-changed = { $file }, line { $line }, column { $column }: { $before } → { $after }
fix-inserted = { $file }, line { $line }, column { $column }: “{ $after }” was put in
fix-summary = { $count ->
        [0] there was nothing to correct
        [one] one correction was made
       *[other] { $count } corrections were made
    }
report-checked = { $issue }  fine, { $pages } { $pages ->
        [one] page
       *[other] pages
    }  { $seconds } s
report-failed = { $issue }  has errors
summary-alike = { $count } { $count ->
        [one] other issue
       *[other] other issues
    } failed for the same error
summary-build = { $done } built, { $unchanged } unchanged, { $failed } failed
summary-check = { $done } fine, { $failed } with errors
report-title = Preflight report
report-lang = en
report-page = Page { $page }
report-file = File
report-format = Format
report-format-words = PDF { $version }, { $pages } { $pages ->
        [one] page
       *[other] pages
    }
report-claims = Standards
report-unclaimed = none claimed
report-fonts = Fonts
report-fonts-words = { $missing ->
        [0] { $count }, all embedded
       *[other] { $count }, { $missing } of them not in the file
    }
report-pictures = Pictures
report-pictures-words = { $count ->
        [0] none
       *[other] { $count }, the lowest resolution { $dpi } dpi
    }
report-program = Examined with
report-sizes = Boxes
report-size-pages = p. { $pages }
report-box-sheet = Sheet (MediaBox): { $size }
report-box-bleed = With bleed (BleedBox): { $size }
report-box-trim = Trim (TrimBox): { $size }
report-no-box = none
report-plates = Plates and ink
report-findings = Findings
report-pages = Pages with findings (on each page the worst place of a finding is framed)
report-omitted-plates = The plates of the first { $shown } of { $count } pages are shown
report-omitted-pages = { $shown } of { $count } pages with findings are shown
plates-done = { $ink }: p. { $pages }, { $share } % ink, { $count } { $count ->
        [one] picture
       *[other] pictures
    }: { $file }
plates-none = { $file } prints nothing: no page has ink
preflight-file = { $file }: PDF { $version }, { $pages } { $pages ->
        [one] page
       *[other] pages
    }
preflight-claims = Standards: { $claims }
preflight-unclaimed = Standards: none claimed
preflight-sizes = Pages
preflight-size = p. { $pages }: trim { $trim } mm, bleed { $bleed } mm, sheet { $sheet } mm
preflight-blank = blank: p. { $pages }
preflight-plates = Plates
preflight-plate = { $ink } %  { $plate } (p. { $pages })
preflight-text = Text
preflight-text-line = from { $size } pt in { $plates } (p. { $pages })
preflight-overprint = Overprint
preflight-overprint-line = { $ink } (p. { $pages })
preflight-nothing = none
preflight-fonts = Fonts
preflight-font = { $name }, { $kind }, { $state }
preflight-font-nameless = (without a name)
preflight-none = none
preflight-font-subset = embedded as a subset
preflight-font-whole = embedded whole
preflight-font-missing = not in the file
preflight-pictures = Pictures
preflight-picture = p. { $page }: { $width } × { $height } pixels, { $dpi } dpi, { $space }
preflight-fine = fit for the press
preflight-warnings = { $warnings } { $warnings ->
        [one] warning
       *[other] warnings
    }, no error
preflight-failed = not fit for the press: { $errors } { $errors ->
        [one] error
       *[other] errors
    }, { $warnings } { $warnings ->
        [one] warning
       *[other] warnings
    }
release-done = released: { $name }, kept in { $folder }
release-same = nothing has changed since { $name }
diff-place = p. { $page }{ $line ->
        [0] {""}
       *[other] , { $file } line { $line }
    }
diff-before = { $page ->
        [0] {""}
       *[other] {" "}(before: p. { $page })
    }
diff-old = was
diff-new = now
diff-gone = gone (it was on p. { $page })
diff-moved = moved here, words unchanged:
diff-contents = the contents follow the titles
diff-followed = no words changed, only the layout (or page numbers in the contents)
diff-besides = p. { $pages }  { $words }
diff-no-text = the PDF has no text that could be compared
sign-bold = [bold]
sign-bold-end = [end of bold]
sign-emphasis = [emphasis]
sign-emphasis-end = [end of emphasis]
sign-note = [note]
sign-heading-1 = [heading 1]
sign-heading-2 = [heading 2]
sign-quote = [quotation]
sign-rule = [rule]
sign-picture = [picture]
sign-picture-other = [another picture]
pages-done = { $sheets ->
        [0] { $count ->
            [one] page { $pages } → { $file }
           *[other] pages { $pages } → { $file }
        }
       *[other] { $count ->
            [one] sheets with page { $pages } → { $file }
           *[other] sheets with pages { $pages } → { $file }
        }
    }
pages-none = no page needs new plates
pages-pushed = the changes affect other pages: { $others }
pages-pushed-cut = the changes affect other pages: { $others }; if the change on page { $page } ({ $file } line { $line }) were { $characters } { $characters ->
        [one] character
       *[other] characters
    } shorter, they would stay as they were
pages-pushed-add = the changes affect other pages: { $others }; if the change on page { $page } ({ $file } line { $line }) were { $characters } { $characters ->
        [one] character
       *[other] characters
    } longer, they would stay as they were
proof-nothing = nothing has changed, so there is nothing to sign; { $file } was not written
proof-title = Corrections to be signed
proof-page = Page
proof-before = was
proof-moved = Moved here, its words unchanged:{" "}
proof-change = Change
proof-removed = removed:
proof-signatures = Corrected：,Checked：,Date：
preview-ready = open this address in your browser to see the preview; Ctrl-C ends it
preview-no-browser = no browser can be opened; please open the address yourself
preview-title = Bulletin preview
preview-issues = Issues
preview-findings = Errors and warnings
preview-differences = Changed since the release
preview-here-moved = Page { $page }, moved here, its words unchanged
preview-gone = Gone (it was on page { $page })
preview-hint = Click on words of a page to see on which line they were typed
preview-language = 中文
preview-next = To the next page that has changed
preview-number = No. { $number }
preview-reading = being typeset …
preview-fine = nothing wrong
preview-warnings = { $count ->
        [one] 1 warning
       *[other] { $count } warnings
    }
preview-wrong = { $count ->
        [one] 1 error
       *[other] { $count } errors
    }
preview-unreleased = not released
preview-released-damaged = the release is damaged
preview-released-before = released as { $name } by another version of this program; “jianbao diff” compares
preview-released = released as { $name }, unchanged since
preview-released-changed = released as { $name }, { $count ->
        [0] the number of pages has changed
        [one] page { $pages } has changed
       *[other] pages { $pages } have changed
    }
preview-against-release = Against release { $name }: { "" }
preview-against-built = Against the last PDF: { "" }
preview-against-begun = Since the preview began: { "" }
preview-page = Page { $page }
preview-changed = changed
preview-moved = was page { $page }
preview-place = { $file } line { $line }, column { $column }
preview-no-place = This is the layout's own, and not in the YAML
preview-opened = opened in the editor
preview-lost = The preview has ended; this page is no longer updated. Run jianbao preview again to go on
preview-old = The issue has errors; the pages are those from before
preview-old-layout = A layout or a face has errors; the pages are those from before
preview-released-wrong = released as { $name }; there are errors now, and it is compared once they are gone
preview-tools = Zoom and inks
preview-zoom-in = Larger (key +)
preview-zoom-out = Smaller (key -)
preview-fit-width = Fit width
preview-whole-page = Whole page
preview-key-full = Actual size (key 1)
preview-key-width = As wide as the window (key 2)
preview-key-page = A whole page at a time (key 3); Space turns the page
preview-inks = Inks
preview-ink-red = Red
preview-ink-black = Black
preview-ink-cyan = Cyan
preview-ink-magenta = Magenta
preview-ink-yellow = Yellow
preview-ink-all = All inks
preview-ink-only = { $ink } only
preview-ink-here = Ink
preview-ink-hint = Move the mouse over a page to see how much ink there is
preview-ink-total = Total
preview-ink-unprintable = Mend the errors first, then single inks can be shown
preview-draft = The issue has errors; pages like these can't be printed
preview-no-pages = The issue has errors; correct them to see its pages
preview-no-findings = Nothing is wrong
preview-download = Download PDF
watch-waiting = watching { $folder }; Ctrl-C ends it
watch-same = saved; no PDF has to be made again
watch-gone = { $issue } was deleted; its PDF is still there: { $output }
watch-failed = changes can't be watched: { $reason }
statistics-total = { $total } { $total ->
        [one] article
       *[other] articles
    } in all
statistics-joint = { $joint ->
        [one] 1 joint contribution counts
       *[other] { $joint } joint contributions count
    } once for each office
stopped = stopped; finished PDFs stay, { $left } { $left ->
        [one] issue was
       *[other] issues were
    } not begun
corrections-head = { $file }: { $count } { $count ->
        [one] correction
       *[other] corrections
    }
corrections-none = no corrections in { $file }
corrections-comments = { $count } { $count ->
        [one] comment
       *[other] comments
    }
corrections-one-file = --corrections takes one Word file, and the issue that it was exported from after --into
corrections-choose = nothing was written. Take them with --accept all, or by number (--accept 1,3-5) or person (--accept by:NAME); --reject in the same way
corrections-choose-comments = keep the comments in the issue with --comments keep, or leave them out with --comments drop
corrections-written = written: { $file } ({ $accepted } accepted, { $rejected } rejected)
corrections-unchanged = nothing to write: { $file } stays as it is ({ $rejected } rejected)
correction-accepted = accepted
correction-rejected = rejected
correction-nobody = not tracked
correction-kind-inserted = inserted
correction-kind-deleted = deleted
correction-kind-replaced = replaced
correction-kind-moved = moved
correction-kind-inserted-paragraph = paragraph inserted
correction-kind-deleted-paragraph = paragraph deleted
correction-kind-divided-paragraph = paragraph divided
correction-kind-joined-paragraphs = paragraphs joined
correction-kind-inserted-row = row inserted
correction-kind-deleted-row = row deleted
correction-kind-bold = bold changed
correction-kind-style = style changed
correction-kind-untracked = changed
export-done = written: { $file }
typst-done = the Typst document stands in { $file }
new-done = written: { $file }
new-shared = what all issues share (masthead, issuer, receivers) is filled in in { $file }
new-next = next: “jianbao preview { $issue } --open” shows the pages while you write; then “jianbao build { $issue }” makes the PDF
fonts-count = { $count }  { $family } { $weight }  { $file }
licenses-own = jianbao stands under { $terms }. Its text in English:
licenses-faces = { $count } files of faces are compiled in. The terms of each and their text:
licenses-libraries = { $count } libraries are compiled in. Behind each stand its terms and the numbers of the texts below:
fonts-latin = Latin and figures
fonts-signs = signs such as ○ □ ● ▲ →
fonts-no-quotes = all but the quotes, which are too narrow in it
role-masthead = masthead
role-title = titles
role-song = page numbers
role-fang = text
role-hei = section names, level-1 headings, table heads
role-kai = level-2 headings, contents, emphasis
role-latin = figures and Latin letters

# Command line
heading-usage = Usage:{" "}
heading-commands = Commands
heading-arguments = Arguments
heading-options = Options
heading-examples = Examples:
usage-csv = --format csv is for “jianbao statistics” alone
usage-help = “jianbao --help” and “jianbao COMMAND --help” explain everything
usage-unknown-argument = there is no option { $argument }; see { $known }
usage-unknown-command = there is no command “{ $argument }”; see { $known }
usage-missing-argument = missing argument: { $argument }
usage-more-arguments = unexpected argument “{ $argument }”
usage-missing-value = { $argument } needs a value
usage-remedy-copies = --copies 1-50: up to six figures, and 10000 copies at once
usage-remedy-pages = pages count from 1, the smaller first: --pages 3-4, or --pages 1,3-4
usage-remedy-issue = say which issue, such as 2022/36 or issues/2022/36.yaml
usage-remedy-resolution = between 20 and 1200: --resolution 300
usage-remedy-as = --as booklet or two-up with impose, png or tiff with plates, issue or article with import
usage-wrong-value = invalid value “{ $value }” for { $argument }
usage-invalid-value = invalid value “{ $value }” for { $argument }; possible: { $known }
value-command = COMMAND
value-dir = DIR
value-editor = EDITOR
value-file = FILE
value-issue = ISSUE
value-mm = MM
value-n = N
value-options = OPTIONS
value-path = PATH
value-year = YEAR
man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-extra = EXAMPLES
man-version = VERSION
usage-no-equals = { $argument } needs “=” before its value
usage-value-count = { $argument } has too many values or too few
usage-twice = { $argument } is given twice
usage-conflict = { $argument } can't be used together with { $known }
usage-encoding = a word isn't encoded as UTF-8
usage-other = there is a mistake on the command line
about-help = Shows the help of the program, or of one command
help-help-command = A command, such as build
about-jianbao = Sets bulletins in print-ready PDF from YAML files
about-build = Makes the PDFs of issues
about-watch = Makes the PDFs again whenever something is saved, until Ctrl-C
about-preview = Previews the pages in a browser and updates them on save
about-check = Finds everything that is wrong in issues; --fix corrects what is certain
about-impose = Puts the pages of issues on A3 sheets to be folded
about-preflight = Examines PDFs as a print shop would: standards, boxes, plates, fonts, pictures
about-plates = Writes each page of PDFs as each ink prints it, one picture a plate and page
about-inspect = Measures finished pages against GB/T 9704: type area, grid, masthead, imprint
about-statistics = Counts who sent how many articles in a year
about-dispatch = Writes who gets how many copies of an issue (PDF, CSV), and address labels
about-volume = Binds a year's issues in one PDF: cover, contents, all issues, index of contributors
about-release = Keeps what goes to print, so that corrections can be compared with it
about-diff = Shows what has changed since the last release: pages, words, figures
about-fit = Shows how an issue takes a page less, or by how many lines that fails
about-new = Writes the skeleton of a new issue, to be filled in
about-export = Writes an issue as a Word file to be corrected, or as Markdown
about-typst = Writes an issue as a Typst document
about-fonts = Lists which face sets what
about-schema = Prints the JSON Schema of the format, for editors
about-licenses = Prints the licences of the program, its faces and its libraries, with their texts
about-completions = Prints the completions for a shell
about-man = Prints the manual page, or writes those of all commands
help-help = Shows this help
help-version = Shows the version
help-project = The project's folder (default: the current one)
help-lang = The language of all messages (default: that of the system)
help-format = Words for people, a line of JSON for each issue, or for statistics csv
help-color = Whether to colour messages
help-paths = Issues, folders of issues, or an issue's number, such as 6 or 2022/6 (default: issues)
help-system_fonts = Use faces of this machine too; then another machine may give other pages
help-jobs = How many issues at a time (default: as many as the machine has cores)
help-preview-open = Open the browser
help-preview-open_editor = A click on words opens their line in this editor, or in one that is found (VS Code, Notepad++, …)
help-preview-port = The port (default: 4236, or one of the next)
help-watch-output = A folder for the PDFs (default: out), or for one issue a file that ends in .pdf
help-watch-profile = Profile: print (two plates, PDF/X-4), print-x1a (PDF/X-1a for older print shops), screen (mail, web) or archive (the record); default: that of the issue
help-build-output = A folder for the PDFs (default: out), or for one issue a file that ends in .pdf
help-build-profile = Profile: print (two plates, PDF/X-4), print-x1a (PDF/X-1a for older print shops), screen (mail, web) or archive (the record); default: that of the issue
help-check-fix = Write what is certain into the files: characters and marks that only look right, missing blanks, full-width colons, Chinese keys
help-build-copies = The numbers of the copies, such as 1-50: a PDF for each, or all in one with -o FILE.pdf
help-build-plate = For heads that are printed beforehand: red is the stock of heads, black is what is printed onto them
help-build-force = Write PDFs also where nothing has changed
help-build-depfile = A file that takes down what each PDF comes from, in the format of Make
help-statistics-year = The year, such as 2022
help-statistics-output = A file that ends in .csv or .json (the table), .svg or .pdf (a bar chart)
help-dispatch-issue = The issue: its file, or its number, such as 2022/36
help-release-issue = The issue: its file, or its number, such as 2022/36
help-diff-issue = The issue: its file, or its number, such as 2022/36
help-fit-issue = The issue: its file, or its number, such as 2022/36
help-fit-pages = The page that the text is to end on, or even; default: fit of the issue, or else the page before its last
help-fit-multiple_of = The pages of the text are to be a multiple of this, such as 4 for folded sheets
fit-as-it-is = { $issue }: the text ends on page { $pages } of itself
fit-reached = { $issue }: the text takes { $pages } pages; it ends on page { $target } with these changes:
fit-missed-lines = { $issue }: the text takes { $pages } pages and can't be made to end on page { $target }: with everything tried, { $lines } { $lines ->
        [one] line is
       *[other] lines are
    } too many
fit-too-short = { $issue }: the text takes only { $pages } pages, fewer than were asked for
fit-nearest = These paragraphs lose a line with the fewest characters less:
fit-near = {"  "}{ $where }: { $characters } { $characters ->
        [one] character
       *[other] characters
    } less
fit-drawn-in = {"  "}{ $where }: drawn in by { $lines } { $lines ->
        [one] line
       *[other] lines
    }
fit-title = {"  "}{ $where }: { $lines } { $lines ->
        [one] line
       *[other] lines
    } fewer
fit-picture = {"  "}{ $where }: { $lines } { $lines ->
        [one] line
       *[other] lines
    } lower
fit-titles = {"  "}all titles: no blank line below
fit-place = article { $article }, paragraph { $paragraph }
fit-place-title = article { $article }, title
fit-place-note = editor's note, paragraph { $paragraph }
fit-line = { $where } ({ $file }, line { $line })
fit-keep = To have it printed so, write fit: {"{"}pages: { $target }{"}"} into the issue
help-diff-against = Compare with another state: a release (r1), a YAML file, a PDF
help-build-pages = Write only these pages: changed (since the last release), or 3-4, or 1,3-4
help-build-sheets = With --pages: whole leaves, the other side of each page too
help-impose-pages = Write only the sheets that hold these pages: changed (since the last release), or 3-4
help-diff-proof = Write a proof to be signed: a cover with all changes, and the pages with their changes marked
help-volume-year = The year, such as 2022
help-volume-output = A folder for the PDF (default: out), or a file that ends in .pdf
help-volume-profile = Profile: print (two plates, PDF/X-4), print-x1a (PDF/X-1a for older print shops), screen (mail, web) or archive (the record); default: that of the year's last issue
help-volume-force = Write the PDF also where nothing has changed
help-new-all = A skeleton that lists all keys, each with an explanation
help-new-file = The number, such as 37 or 2022/37, or the file to write
help-import-corrections = Take in the corrections of a Word file that “jianbao export” has written from this issue
help-export-issue = The issue
help-export-output = The file to write: .docx for Word, .md for Markdown
help-typst-issue = The issue
help-typst-output = The folder to write to
help-fonts-issue = Count the characters set in each face in this issue
help-schema-subject = Of an issue, or of publication.yaml
help-schema-output = The file to write
help-licenses-faces = Only those of the bundled faces
help-licenses-libraries = Only those of the libraries
help-completions-shell = The shell: bash, zsh, fish, powershell or elvish
help-impose-paths = The issue, or several
help-impose-arrangement = booklet (folded sheets lie in one another, for saddle stitch) or two-up (they lie one upon another)
help-impose-output = A folder for the PDFs (default: out), or for one issue a file that ends in .pdf
help-impose-creep = Thickness of the paper, by which the inner sheets of a booklet are pushed out, 0mm to 0.5mm (default: 0.1mm)
help-impose-bare = Just the A3 sheet without marks, for the office's own printer
help-impose-profile = print (PDF/X-4) or print-x1a (PDF/X-1a); default: that of the issue
help-impose-force = Write PDFs also where nothing has changed
help-preflight-files = The PDFs to examine
help-preflight-report = Also write a report for the print shop: boxes, plates as pictures, findings on small pages
help-plates-files = The PDFs to separate
help-plates-output = The folder for the pictures, such as 36-01-Black.png; black is full ink
help-plates-kind = png (the default) or tiff
help-plates-resolution = Pixels to the inch, 20 to 1200 (default: 150)
help-plates-pages = Only these pages, counted from 1: 3-4, or 1,3-4
help-preflight-variant = The kind of printing, by its variant of GWG 2022: sheetspot (sheet-fed with spot colours, the default), sheetcmyk, webspot, webcmyk, webcmyknews, magazineads, newspaperads
help-preflight-inks = The spot inks of the job, by their names; those of publication.yaml for a PDF of the project
help-man-output = A folder for the pages of all commands
examples-build =
    {"  "}jianbao build                          all issues below issues/
    {"  "}jianbao build 36                       number 36; say 2022/36 where several years have one
    {"  "}jianbao build issues/2022/36.yaml      one issue, to out/2022/36.pdf
    {"  "}jianbao build issues/2022 -o print     a year, to the folder print
examples-impose =
    {"  "}jianbao impose issues/2022/36.yaml --as booklet
examples-preflight =
    {"  "}jianbao preflight out/2022/36.pdf
    {"  "}jianbao preflight out/2022/36.pdf --report 36-report.pdf
    {"  "}jianbao preflight other.pdf --for sheetspot --inks "PANTONE 485 C"
examples-plates =
    {"  "}jianbao plates out/2022/36.pdf -o plates
    {"  "}jianbao plates out/2022/36.pdf -o plates --as tiff --resolution 300 --pages 1
examples-statistics =
    {"  "}jianbao statistics 2022
    {"  "}jianbao statistics 2022 -o out/2022.svg
examples-dispatch =
    {"  "}jianbao dispatch 2022/36
examples-volume =
    {"  "}jianbao volume 2022
    {"  "}jianbao volume 2022 --profile screen
examples-release =
    {"  "}jianbao release issues/2022/36.yaml
examples-diff =
    {"  "}jianbao diff issues/2022/36.yaml
    {"  "}jianbao diff issues/2022/36.yaml --against r1
    {"  "}jianbao diff issues/2022/36.yaml --against 印厂回传.pdf
    {"  "}jianbao diff issues/2022/36.yaml --proof 36-proof.pdf
examples-fit =
    {"  "}jianbao fit 2022/36
    {"  "}jianbao fit 2022/36 --pages even
examples-export =
    {"  "}jianbao export issues/2022/36.yaml -o 36.docx
    {"  "}jianbao export 36 -o 36.md
examples-new =
    {"  "}jianbao new issues/2022/37.yaml

# Keys of the YAML in the reader's language
key-addressee = addressee
key-afterword = afterword
key-align = align
key-allow-low-resolution = allow-low-resolution
key-articles = articles
key-attachments = attachments
key-bleed = bleed
key-body = body
key-by = by
key-caption = caption
key-cities = cities
key-city = city
key-cmyk = cmyk
key-columns = columns
key-contents = contents
key-copies = copies
key-copy-numbers = copy-numbers
key-counties = counties
key-county = county
key-credit = credit
key-date = date
key-distribution = distribution
key-distribution-more = distribution-more
key-file = file
key-fit = fit
key-footer = footer
key-head = head
key-intent = intent
key-issue-issuer = issue-issuer
key-issue-title = issue-title
key-issuer = issuer
key-label = label
key-landscape = landscape
key-layout = layout
key-level = level
key-marks = marks
key-multiple-of = multiple-of
key-names = names
key-name = name
key-note = note
key-new-page = new-page
key-notes = notes
key-notice = notice
key-office = office
key-number = number
key-number-form = number-form
key-page-numbers = page-numbers
key-pages = pages
key-pictures = pictures
key-plate = plate
key-print = print
key-printed-by = printed-by
key-profile = profile
key-red = red
key-remark = remark
key-rows = rows
key-secrecy = secrecy
key-section-names = section-names
key-sections = sections
key-sector = sector
key-serial = serial
key-sign-off = sign-off
key-signer = signer
key-sheet = sheet
key-source = source
key-span = span
key-spot = spot
key-staff = staff
key-statistics = statistics
key-table = table
key-term = term
key-text = text
key-title = title
key-to = to
key-total = total
key-total-number = total-number
key-unit = unit
key-urgency = urgency
key-unit-line = unit-line
key-year = year

# The format, for editors
schema-issue = One number of the bulletin
schema-publication = What all issues share; every key can be overridden in an issue
schema-issue-number = Number of the issue within its year: 36; 12-13 for a double number, 增刊 1 for a supplement (or any other name), 〔2022〕3 with its year, none for an issue without a number
schema-issue-number-form = The words around the number: {"{"}number{"}"}, {"{"}year{"}"} and {"{"}total{"}"} stand for the figures
schema-issue-total-number = Number counted from the first issue ever; 812-813 for a double number
schema-issue-date = Day of publication, such as 2022-12-28
schema-issue-note = Editor's note before the first article, Markdown
schema-issue-sections = Sections with their articles
schema-issue-title = The masthead, printed in red
schema-issue-copy-numbers = Numbers of the copies, such as 1-50: each copy has one, in six figures, in the first line at the top left
schema-issue-secrecy = Secrecy and its term, at the top left: {"{"}level: 秘密, term: 1 年{"}"}, or 秘密★1年
schema-secrecy = Secrecy and its term
schema-secrecy-level = How secret it is: 秘密 (secret), 机密 (highly secret) or 绝密 (top secret)
schema-secrecy-term = For how long, such as 1 年
schema-issue-urgency = How urgent it is: 特急, 加急 (for telegrams also 特提, 平急); below the secrecy
schema-issue-signer = Who signed the issue for printing, one or several; right of the issuer, and the date goes under the number
schema-issue-section-names = Where the names of the sections stand: contents, text (above the first article of each), or both
schema-issue-notice = Notice at the top left
schema-issue-issuer = Issuing office, under the number
schema-issue-layout = Layout: bulletin, brief, digest, notice, or a folder of layouts/
schema-issue-contents = How the contents are set
schema-issue-pages = How many pages the issue fills, and where the imprint stands
schema-pages = How many pages the issue fills, and where the imprint stands
schema-pages-multiple-of = Blank pages fill the issue up to a multiple of this, such as 4 for folded sheets
schema-pages-footer = last (the imprint on the last page, blank ones before it) or last-even (on the last even page of the text, blank ones after it)
schema-issue-fit = The page that the text ends on: {"{"}pages: 8{"}"}, {"{"}pages: even{"}"} or {"{"}multiple-of: 4{"}"}
schema-fit = The page that the text ends on. Paragraphs with a short last line are set closer first, then titles take fewer lines, pictures become lower, and blank lines under titles close up; the line pitch never changes
schema-fit-pages = The number of the text's last page, or even
schema-fit-multiple-of = The pages of the text are a multiple of this, such as 4 for folded sheets
schema-issue-distribution = To whom the bulletin goes, printed at the end
schema-issue-credit = The contributor's line below each article: source, or the words to print
schema-issue-addressee = To whom the first article is addressed, flush left under its title
schema-issue-attachments = Attachments: listed below the text, each on a page of its own before the imprint
schema-issue-sign-off = Who signs below the last article, and the date
schema-issue-remark = A remark below the last article, printed in brackets
schema-issue-distribution-more = Receivers of this issue alone, besides the others
schema-issue-printed-by = Who prints the issue, and when, at the end of the imprint
schema-issue-staff = Editors, reviewers, telephone and so on, below the imprint
schema-issue-serial = Serial number, printed at the end
schema-issue-copies = How many copies are printed
schema-issue-print = How the issue goes to the press
schema-print = How the issue goes to the press
schema-print-profile = Profile: print (the print run, two plates), print-x1a (PDF/X-1a for older print shops), screen (mail, web) or archive (the record, with the YAML attached)
schema-print-red = The red ink
schema-print-bleed = What is printed beyond the trim, 0mm to 10mm, such as 3mm
schema-print-marks = Whether crop and registration marks, a slug line and a colour bar stand around the page
schema-print-plate = For heads that are printed beforehand: red is the stock of heads, black is what is printed onto them
schema-print-pictures = black (pictures in black alone) or process (in four colours, which makes further plates)
schema-print-allow-low-resolution = Whether pictures under 150 dpi may be printed
schema-print-intent = FOGRA39, or the print shop's own .icc file
schema-red = The red ink
schema-red-spot = The print shop's name for the ink, in Latin letters
schema-red-cmyk = Shares of cyan, magenta, yellow and black where the red is mixed
schema-contents = How the contents are set
schema-contents-title = The words centred above the contents, such as 本期要目
schema-contents-sections = Whether sections have page numbers
schema-contents-page-numbers = Whether each entry has its page number
schema-distribution = A group of receivers
schema-distribution-label = 报, 送 or 发
schema-distribution-to = Receivers; each entry is a line of its own
schema-section = A section of the contents
schema-section-new-page = Whether it begins at the top of a page
schema-section-title = Name of the section
schema-section-articles = Articles of the section
schema-article = An article: text, a table, or both
schema-article-title = Title; with | each line typed is a line in print
schema-article-source = Who sent it: combined, or city, city and county, or sector; a list of several for a joint contribution
schema-article-credit = The contributor's line below the text, printed as （…）: source, or the words to print
schema-article-note = Editor's note between title and text, Markdown
schema-article-addressee = To whom it is addressed, flush left under its title
schema-article-attachments = Its attachments: listed below its text, each on a page of its own
schema-article-sign-off = Who signs it, and the date
schema-article-remark = A remark below its text, printed in brackets
schema-article-afterword = Editor's words behind the text, Markdown
schema-article-new-page = Whether it begins at the top of a page
schema-article-body = Text, Markdown; **lead-ins** in bold
schema-article-table = A table of the article
schema-table = A table
schema-table-columns = Heads of the columns
schema-table-rows = Rows; a short row leaves the rest empty
schema-table-unit = Unit of the total, such as 篇
schema-table-total = Total: a number, printed below the title and checked; or columns, rows or both, which adds totals
schema-table-head = The head in several rows, in place of columns; a cell over rows is {"{"}text: …, rows: 2{"}"}, over columns it has span
schema-table-align = How each column is aligned: left, center, right or decimal
schema-table-caption = The caption, above the table at the left
schema-table-unit-line = The unit, such as 单位：万元, above the table at the right
schema-table-notes = Notes below the table, one a line
schema-table-landscape = With true the table stands on a page of its own that is turned by 90°
schema-table-file = A file (.xlsx or .csv) in place of rows, looked for from the issue's folder
schema-table-sheet = The name of the sheet, if the file has several
schema-cell = A text, a number, or text over several rows and columns
schema-cell-text = What is printed
schema-cell-span = Over how many columns
schema-cell-rows = Over how many rows
schema-article-statistics = The statistics of a year in place of a table, counted from its issues
schema-statistics = The statistics of a year
schema-statistics-year = The year
schema-issue-cities = The cities in the official order, with their counties
schema-city = A city with its counties
schema-city-name = Name of the city
schema-city-counties = Its counties and districts
schema-contributor = Who sent an article
schema-attachment = An attachment
schema-attachment-title = Its title, which the list below the text repeats
schema-attachment-body = Its text, Markdown
schema-attachment-table = Its table
schema-signoff = Who signs, and the date
schema-signoff-by = The office or offices that sign; each is a line of its own
schema-signoff-date = The date of the text, such as 2022-12-28
schema-printedby = Who prints the issue, and when
schema-printedby-office = The office
schema-printedby-date = The day; the issue's date unless set
schema-staff = Editors, reviewers and so on
schema-staff-label = What they do, such as 责任编辑 or 电话
schema-staff-names = One or several names or numbers
schema-receiver = A receiver with its copies
schema-receiver-name = The receiver
schema-receiver-copies = How many copies it gets; all of them have to add up to “copies”
schema-office = The office that sent an article
schema-office-city = City
schema-office-county = County or district of the city
schema-office-sector = Sector

# Inspection of pages
inspect-row-paper-width = paper width
inspect-row-paper-height = paper height
inspect-row-top-margin = top margin
inspect-row-inner-margin = inner margin
inspect-row-type-width = type area, width
inspect-row-type-height = type area, height
inspect-row-characters = characters a line
inspect-row-lines = lines a page
inspect-row-line-pitch = line pitch
inspect-row-baselines = baselines off the grid
inspect-row-outside = ink beside the type area
inspect-row-masthead-face = masthead, face
inspect-row-masthead-height = masthead, height
inspect-row-masthead-top = masthead, top
inspect-row-masthead-width = masthead, width
inspect-row-masthead-centre = masthead, off the middle
inspect-row-masthead-ink = masthead, colour
inspect-row-rule-place = red rule, lower edge
inspect-row-rule-thickness = red rule, thickness
inspect-row-rule-width = red rule, width
inspect-row-rule-left = red rule, off the left edge
inspect-row-rule-ink = red rule, colour
inspect-row-issuer-above-rule = issuer, above the rule
inspect-row-date-above-rule = date, above the rule
inspect-row-issuer-left = issuer, from the left
inspect-row-date-right = date, from the right
inspect-row-number-centre = number, off the middle
inspect-row-number-above-issuer = number, above the issuer
inspect-row-head-face = number, issuer, date, face
inspect-row-notice-left = notice, off the left edge
inspect-row-notice-top = notice, top
inspect-row-notice-face = notice, face
inspect-row-text-size = text, size
inspect-row-text-face = text, face
inspect-row-indent = indent
inspect-row-title-size = title, size
inspect-row-title-face = title, face
inspect-row-title-centre = title, off the middle
inspect-row-first-heading-face = first headings, face
inspect-row-second-heading-face = second headings, face
inspect-row-section-face = contents, face of sections
inspect-row-entry-face = contents, face of titles
inspect-row-note-size = footnotes, size
inspect-row-caption-size = captions, size
inspect-row-caption-face = captions, face
inspect-row-table-outer-rule = table, outer rules
inspect-row-table-inner-rule = table, inner rules
inspect-row-table-head-face = table, face of the head
inspect-row-number-size = page number, size
inspect-row-number-below = page number, dashes below the type area
inspect-row-number-side = page number, from the outer edge
inspect-row-number-dashes = page number, dashes
inspect-row-number-count = page number, count
inspect-row-number-face = page number, face
inspect-row-imprint-outer-rule = imprint, first and last rule
inspect-row-imprint-inner-rule = imprint, rules between
inspect-row-imprint-width = imprint, width of rules
inspect-row-imprint-end = imprint, lower end
inspect-row-imprint-size = imprint, size
inspect-row-imprint-face = imprint, face
inspect-row-imprint-indent = imprint, from the left
inspect-row-imprint-pitch = imprint, line pitch
inspect-row-line-starts = marks that begin a line
inspect-row-line-ends = marks that end a line
inspect-row-parted-marks = parted dashes and ellipses
inspect-row-inks = inks
inspect-row-text-inks = inks of the text
inspect-unit-mm = { $number } mm
inspect-unit-pt = { $number } pt
inspect-unit-characters = { $number } characters
inspect-unit-count = { $number }
inspect-none = none
inspect-asked-red = red
inspect-asked-dashes = on both sides
inspect-asked-count = that of the page
inspect-asked-inks = black and one red
inspect-asked-text-inks = black alone, or red alone
inspect-measured-red = red
inspect-measured-black = black
inspect-nothing-found = not found
inspect-practice = practice
inspect-thing = what
inspect-clause = clause
inspect-asked = asked
inspect-measured = measured
inspect-page = page
inspect-file = { $file }: { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }
inspect-passed = all rows pass: { $passed } pass, { $unknown } not found
inspect-failed = { $failed } fail, { $passed } pass, { $unknown } not found
inspect-overlay = wrote the PDF with the grid: { $file }
help-inspect-subject = An issue (its file or number), or a PDF, also one of another program
help-inspect-output = Also write a PDF with the grid drawn over its pages; what misses it has a magenta box with its number in the table
examples-inspect =
    {"  "}jianbao inspect 36
    {"  "}jianbao inspect out/2022/36.pdf -o 36-grid.pdf

# Drafts in
import-unknown-format = this is { $kind }; it can't be imported
    .help = save it as a Word file (.docx), as text or as a spreadsheet (.xlsx), and import that
import-old-format = this is a file of an older program (.doc, .wps, .xls, .rtf), and LibreOffice isn't installed here
    .help = open it in Word or WPS and save it as .docx (a sheet as .xlsx), or install LibreOffice
import-password = this file needs a password
    .help = open it in Word or WPS and save it without a password
import-damaged = this file is damaged, or a part of it ends early ({ $part })
    .help = ask for the file again; or open it in Word or WPS and save it anew
import-too-large = this file holds more than an import reads ({ $part })
    .help = take the part that is needed into a file of its own
import-too-deep = tables, boxes or fields are nested too deeply in this file ({ $part })
    .help = open it in Word or WPS, take the inner tables apart, and save it
import-doctype = this file holds definitions that Word never writes ({ $part }); it isn't read
    .help = open it in Word or WPS and save it anew
import-no-text = there are no words in this file
    .help = check that this is the right file; a scan has to be turned into text first
import-unclear = it isn't clear whether this is an article or a whole issue: { $sign }
    .help = say which: --as article, or --as issue
import-no-number = the number of the issue isn't known
    .help = say it: --number 37
import-no-date = the date of the issue isn't known
    .help = say it: --date 2025-12-05
import-flow = the articles of this section stand in brackets, between which nothing can be put
    .help = write each article on lines of its own, beginning with “- title:”, then import again
import-splice = the article can't be put here without changing other lines; nothing was written
    .help = import without --into, and put what is printed there by hand
import-conversion-failed = LibreOffice couldn't convert this file
    .help = open it in Word or WPS and save it as .docx
import-not-faithful = the import would have lost or changed words ({ $words }); nothing was written
    .help = please report this as an error of the program, with the file if it may be shown
import-section-needed = it isn't said which section the article goes to
    .help = add --section and the section's name
import-choice = a choice doesn't fit the list: number { $number } of { $count }
    .help = each number once, from 1 to the last one of the list
import-neighbour = there isn't just one article “{ $title }” in this section
    .help = give a title as it stands in the issue, to --before or --after
section-unknown = there is no section “{ $name }” in this issue
    .help = one of these: { $known }; or make it with --new-section
change-undecided = a tracked change is to be decided
comment-undecided = a comment is to be decided: “{ $words }”
sheet-undecided = several sheets have something: { $detail }
refused-picture = this picture can't be printed: { $words }
refused-linked = this picture isn't in the file but elsewhere: { $words }
refused-object = an embedded object can't be taken: { $detail } { $words }
refused-formula = a formula can't be taken: { $words }
refused-formula-value = the formula of this cell has no stored result
refused-cell-error = this cell shows an error: { $words }
refused-symbol = this sign of a symbol face isn't known: { $detail }
refused-html = HTML can't be printed: { $words }
refused-change = this kind of tracked change can't be taken: { $detail } { $words }
refused-unknown = an element isn't known: { $detail } “{ $words }”
guess-title = “{ $words }” is taken for the title
guess-lines = the title is broken where the contents have no blank: { $words }
guess-section = an entry of the contents has no article: { $words }
guess-source = { $detail } is taken from “{ $words }”
guess-heading = “{ $words }” is taken for a heading
guess-lead-in = the bold words end at “{ $words }”
guess-joined = lines were joined to one paragraph: { $words }
guess-span = “{ $words }” is taken to span columns
guess-head = several rows of heads became one
guess-rows = “{ $words }” stood over several rows; it is in the first
guess-number = this automatic number is beyond 99 or in a rare format: { $words }
guess-format = a figure is as stored, since its format isn't known: { $words }
guess-encoding = the text was read as GB18030, but few of its hanzi are common ones
guess-script = raised or lowered words are set on the line: { $words }
guess-struck = these words were struck through, and are taken: { $words }
guess-text-box = the place of a text box is a guess: { $words }
guess-caption = “{ $words }” is taken for the caption of the picture
guess-picture-place = the picture stood among words; it is below them
no-place = this has no place in an issue, or stands as plain text: { $words }
differs-from-publication = { $detail } isn't what publication.yaml says: { $words }
changed-converted = converted by { $detail }; to be certain, open it in Word or WPS and save it as .docx
changed-spaced = blanks within a short word were closed: { $words }
changed-width = full-width figures became plain: { $words }
changed-encoding = read as { $detail }
changed-font = words in 黑体 or 楷体 are taken for bold or emphasis: { $words }
changed-lead-in = the mark behind bold words belongs to them now: { $words }
changed-note = a note of the end, or one of several paragraphs, became a footnote: { $words }
changed-cell = the paragraphs of a cell were joined: { $words }
changed-tab = a tab became a blank: { $words }
changed-field = a field is as it was last shown: { $words }
changed-symbol = a sign of a symbol face became a character: { $words }
changed-script = raised or lowered figures became characters: { $words }
changed-enclosed = a figure in a circle became a character: { $words }
left-page-number = page number
left-running-head = head or foot of pages: { $words }
left-repeated = given twice: { $words }
left-contents = contents, which are made anew: { $words }
left-hidden = hidden words: { $words }
left-note = a note that nothing refers to: { $words }
left-link = the address of a link: { $words }
left-ruby = pronunciation above a word: { $words }
left-description = the description of a picture: { $words }
left-formatting = a format that isn't printed: { $detail }, { $words }
left-external = something outside of the file, which wasn't fetched: { $words }
left-macro = a macro, which wasn't run: { $words }
taken-issue = a whole issue
taken-number = automatic numbers became text: { $count }
taken-formula = results of formulas were taken: { $count }
severity-note = note
import-yaml-start = # import:{" "}
import-yaml-source = from the title
import-yaml-comment = comment
import-yaml-answer = answer
import-yaml-resolved = , resolved
import-yaml-on = on
import-yaml-at = at
import-kind-pdf = a PDF
import-kind-html = a web page
import-kind-binary = no text and no Word file
import-kind-zip = a packed file that is neither a Word file nor a workbook
import-sign-number = it has the line of a number and no other part of an issue
import-sign-copies = it ends with the number of copies, and has no number
import-sign-distribution = it ends with receivers, and has no number
import-sign-sections = it has contents with sections, and no number
import-sign-masthead = it has the masthead, and no number
import-sign-two-articles = a second title stands behind the end of a page
import-article = { $file }: an article; paragraphs { $paragraphs }, tables { $tables }, notes { $notes }, characters { $characters }
import-issue = { $file }: a whole issue; paragraphs { $paragraphs }, tables { $tables }, notes { $notes }, characters { $characters }
import-failed = { $file }: not imported
import-nothing = nothing was written
import-written = written: { $file }
import-into = written: { $file }, section { $section }
import-changes = tracked changes are to be decided: { $count }, by { $people }
import-comments = comments are to be decided: { $count }
import-more = and { $count } more (all with --format json)
import-help-changes = --accept all, --reject all, or by number and person: --accept by:NAME --reject 2,5
import-help-comments = --comments keep writes them into the YAML as notes for you, --comments drop leaves them
import-help-losses = --leave-out all, or by number: --leave-out 1,3
import-help-sheet = say which one: --sheet NAME
import-change-inserted = inserted
import-change-deleted = deleted
import-change-replaced = replaced
import-change-moved = moved
import-change-inserted-paragraph = inserted paragraph
import-change-deleted-paragraph = deleted paragraph
import-change-divided-paragraph = divided paragraph
import-change-joined-paragraphs = joined paragraphs
import-change-inserted-row = inserted row
import-change-deleted-row = deleted row
import-change-bold = bold
import-change-style = style
import-change-comment = comment
import-at-paragraph = paragraph { $n }
import-at-table = table { $n }
import-at-cell = table { $n } row { $row } cell { $cell }
import-at-row = table { $n } row { $row }
import-clipboard-title = (title to be set)
import-at-note = note { $n }
import-at-box = text box { $n }
import-at-header = head of the page
import-at-footer = foot of the page
import-at-line = line { $n }
import-usage-many = numbers of a list need one file at a time; with several files use all or by:NAME
usage-remedy-accept = all, numbers of the list such as 1,3-5, or by:NAME
usage-remedy-reject = all, numbers of the list such as 1,3-5, or by:NAME
usage-remedy-leave-out = all, or numbers of the list such as 1,3-5
usage-remedy-date = year, month and day: --date 2025-12-05
usage-remedy-comments = --comments keep or --comments drop
about-import = Takes Word files, sheets and texts in as articles or as a whole issue
help-import-files = The drafts: files, a folder, or - for what comes from the clipboard
help-import-output = Write a new issue; without it the YAML is printed
help-import-into = Put the articles into this issue
help-import-section = The section that the articles go to
help-import-new_section = Make the section, behind the last one
help-import-before = Put the articles before the one with this title
help-import-after = Put the articles behind the one with this title
help-import-as_kind = What the file is, where that can't be told
help-import-number = The number of a new issue
help-import-date = The date of a new issue
help-import-accept = Accept tracked changes: all, numbers of the list, or by:NAME
help-import-reject = Reject tracked changes, named in the same way
help-import-comments = Keep comments in the YAML as notes for yourself, or leave them
help-import-leave_out = Do without what can't be taken: all, or numbers of the list
help-import-sheet = The sheet of a workbook
help-import-pictures = The folder for pictures, seen from the issue's; default: pictures
help-import-no_libreoffice = Don't use LibreOffice for files of older programs
help-import-force = Write over an issue that is there
examples-import =
    {"  "}jianbao import 36.docx --into issues/2022/36.yaml --corrections --accept all
    {"  "}jianbao import draft.docx                                               shows the article as YAML
    {"  "}jianbao import draft.docx --into issues/2022/37.yaml --section 工作交流   puts it into an issue
    {"  "}jianbao import old-issue.docx -o issues/2022/7.yaml                     a whole issue
# End of drafts in
