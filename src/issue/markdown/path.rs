//! Finds the paths of pictures in a line whose file names hold a blank, which Markdown reads within brackets alone.

/// Returns the angle brackets that Markdown needs around the paths of pictures whose file names hold a blank, each with the
/// byte before which it stands. `line` may have several pictures.
pub fn path_brackets(line: &str) -> Vec<(usize, char)> {
    let mut brackets = Vec::new();
    let mut from = 0;
    while line[from..].starts_with("![") {
        let next = line[from..].match_indices(')').find_map(|(at, _)| {
            let behind = line[from + at + 1..].trim_start();
            behind.starts_with("![").then(|| (from + at + 1, line.len() - behind.len()))
        });
        let (end, next) = next.unwrap_or((line.len(), line.len()));
        let own = brackets_of(&line[from..end]);
        brackets.extend(own.into_iter().flatten().map(|(at, sign)| (from + at, sign)));
        from = next;
    }
    brackets
}

/// Returns the angle brackets of one picture.
fn brackets_of(words: &str) -> Option<[(usize, char); 2]> {
    let start = words.find("](")? + 2;
    let rest = &words[start..];
    let end = rest.find(" \"").or_else(|| rest.strip_suffix(')').map(str::len))?;
    let path = &rest[..end];
    let inner = path.trim();
    let begin = start + path.len() - path.trim_start().len();
    let plain = inner.contains(' ') && !path.contains(['<', '>', '"', '“']);
    plain.then_some([(begin, '<'), (begin + inner.len(), '>')])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_blanks_get_brackets() {
        let with_brackets = |line: &str| {
            let mut line = line.to_owned();
            for (at, sign) in path_brackets(&line.clone()).into_iter().rev() {
                line.insert(at, sign);
            }
            line
        };
        for (line, bracketed) in [
            ("![图](a b.jpg)", "![图](<a b.jpg>)"),
            ("![图](a (1).jpg \"60mm\")", "![图](<a (1).jpg> \"60mm\")"),
            ("![甲](a b.jpg) ![乙](c.jpg)![丙](d e.jpg)", "![甲](<a b.jpg>) ![乙](c.jpg)![丙](<d e.jpg>)"),
            ("![甲](a.jpg) ![乙](c.jpg)", "![甲](a.jpg) ![乙](c.jpg)"),
            ("文![甲](a b.jpg)", "文![甲](a b.jpg)"),
        ] {
            assert_eq!(with_brackets(line), bracketed);
        }
    }
}
