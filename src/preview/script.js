// Shows the state that the program tells, and asks for the next. Whatever is the same stays as it is, so that neither
// the scroll position nor what is selected is lost.

const settings = JSON.parse(document.getElementById("settings").textContent);
const said = settings.said;
const part = Object.fromEntries(
  ["changes", "pdf", "language", "lost", "issues", "pages", "findings", "since", "differences", "place"].map((id) => [id, document.getElementById(id)]),
);
const SVG = "http://www.w3.org/2000/svg";

/** What is shown: the issue's name, its number at the program, and all that was told of it. */
let shown = { name: null, id: null, issue: null };
/** The issue that was shown first. */
let first = null;
/** Of the state that was told last; nothing before the first, nor once the program is gone. */
let version = null;
/** Breaks off the question that is under way. */
let asking = new AbortController();

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Fills braces in a sentence. */
function filled(sentence, figures) {
  return sentence.replace(/\{(\w+)\}/g, (braces, name) => figures[name] ?? braces);
}

// The list of issues.

function showList(issues) {
  const parts = [];
  let year = null;
  for (const issue of issues) {
    if (issue.year !== year) {
      year = issue.year;
      if (year) parts.push(element("h2", { textContent: year }));
    }
    const button = element(
      "button",
      { type: "button", title: issue.name },
      element("time", { textContent: issue.date.slice(5) }),
      element("span", { textContent: issue.label }),
      element("small", { textContent: issue.told, className: issue.state }),
      element("small", { textContent: issue.print, className: issue.corrected ? "print corrected" : "print" }),
    );
    if (issue.id === shown.id) button.setAttribute("aria-current", "true");
    button.dataset.id = issue.id;
    button.addEventListener("click", () => choose(issue));
    parts.push(button);
  }
  const focused = part.issues.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  part.issues.replaceChildren(...parts);
  if (focused) part.issues.querySelector(`[data-id="${focused}"]`)?.focus();
}

/** The user wants another issue. */
function choose(issue) {
  history.replaceState(null, "", `#${encodeURIComponent(issue.name)}`);
  part.language.hash = location.hash;
  turn(issue);
}

function turn(issue) {
  if (issue.name === shown.name) return;
  shown = { name: issue.name, id: issue.id, issue: null };
  part.pages.replaceChildren(element("p", { textContent: said.reading }));
  part.pages.scrollTop = 0;
  part.findings.replaceChildren();
  showDifferences([]);
  part.changes.textContent = "";
  part.pdf.hidden = true;
  // The next question asks for this issue.
  version = 0;
  asking.abort();
}

/** The issue that the address names, also when its file was away for a moment; or the one that is shown, or the latest. */
function wanted(issues) {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // Somebody has typed it; there is no such issue.
  }
  const called = (name) => issues.find((issue) => issue.name === name);
  // Those that can't be read come first in the list, but are no issue to begin with.
  return called(name) ?? called(first) ?? called(shown.name) ?? issues.find((issue) => issue.date) ?? issues[0];
}

// The issue.

function showIssue(issue) {
  const isSame = shown.issue !== null;
  shown.issue = issue;
  part.changes.textContent = issue.changes ?? "";
  part.pdf.hidden = issue.pdf === null;
  part.pdf.href = issue.pdf ?? "";
  part.pdf.textContent = said.download;
  showFindings(issue);
  showDifferences(issue.differences);
  if (issue.ready) showPages(issue, isSame);
}

/** To the next page that looks different, and from the last to the first. */
part.changes.addEventListener("click", () => {
  const changed = [...part.pages.querySelectorAll("figure.changed, figure.moved")];
  const top = part.pages.getBoundingClientRect().top;
  const next = changed.find((figure) => figure.getBoundingClientRect().top > top + 1) ?? changed[0];
  next?.scrollIntoView();
});

function showPages(issue, isSame) {
  for (const note of part.pages.querySelectorAll(":scope > p")) note.remove();
  if (issue.note && issue.pages.length === 0) part.pages.prepend(element("p", { textContent: issue.note }));
  const figures = [...part.pages.querySelectorAll("figure")];
  issue.pages.forEach((page, index) => {
    const figure = figures[index] ?? part.pages.appendChild(sheet());
    showPage(figure, page, isSame && index < figures.length);
  });
  figures.slice(issue.pages.length).forEach((figure) => figure.remove());
  part.pages.classList.toggle("old", issue.note !== null);
}

function sheet() {
  const svg = document.createElementNS(SVG, "svg");
  return element("figure", {}, element("figcaption"), element("div", { className: "sheet" }, element("img"), svg));
}

async function showPage(figure, page, wasThere) {
  figure.className = page.kind;
  const mark = page.mark ? [" ", element("b", { textContent: page.mark })] : [];
  figure.querySelector("figcaption").replaceChildren(page.label, ...mark);
  const [width, height] = page.size;
  figure.querySelector(".sheet").style.aspectRatio = `${width} / ${height}`;
  if (figure.dataset.src !== page.src) {
    figure.dataset.src = page.src;
    // The new page is put in the old one's place once it is there, so that nothing flickers.
    const image = element("img", { src: page.src, alt: page.label });
    const isThere = await image.decode().then(() => true, () => false);
    if (figure.dataset.src !== page.src) return;
    // It is asked for again with the next news.
    if (!isThere) return delete figure.dataset.src;
    figure.querySelector("img").replaceWith(image);
    if (wasThere) {
      figure.classList.add("fresh");
      setTimeout(() => figure.classList.remove("fresh"), 2000);
    }
  }
  showWords(figure.querySelector("svg"), page);
}

/** The words over the picture of a page: unseen, but there to be found, copied and clicked. */
function showWords(svg, page) {
  const words = JSON.stringify(page.words);
  if (svg.words === words) return;
  svg.words = words;
  svg.setAttribute("viewBox", `0 0 ${page.size[0]} ${page.size[1]}`);
  svg.replaceChildren(
    ...page.words.map(([text, x, y, width, size, file, line, column]) => {
      const made = document.createElementNS(SVG, text ? "text" : "rect");
      const place = text
        ? { x, y, "font-size": size, textLength: width, lengthAdjust: "spacingAndGlyphs" }
        : { x, y: y - size, width, height: size };
      for (const [name, value] of Object.entries(place)) made.setAttribute(name, value);
      made.textContent = text;
      if (file !== undefined) Object.assign(made.dataset, { file, line, column });
      return made;
    }),
  );
}

// What stands where.

part.pages.addEventListener("click", (event) => {
  const word = event.target.closest(".sheet text, .sheet rect");
  // Whoever selects words wants to copy them.
  if (!word || !getSelection().isCollapsed) return;
  part.pages.querySelector(".told")?.classList.remove("told");
  word.classList.add("told");
  if (word.dataset.file === undefined) return tell(said["no-place"]);
  const { file, line, column } = word.dataset;
  go(Number(file), Number(line), Number(column) + before(word, event));
});

/** How many characters of a word stand before the place that was clicked. */
function before(word, event) {
  if (word.localName !== "text") return 0;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(word.getScreenCTM().inverse());
  const at = word.getCharNumAtPosition(point);
  return at > 0 ? [...word.textContent.slice(0, at)].length : 0;
}

async function go(file, line, column) {
  const { id, issue } = shown;
  const place = filled(said.place, { file: issue.files[file], line, column });
  tell(place);
  if (!settings.opens) return;
  const where = new URLSearchParams({ lang: settings.lang, issue: id, file, line, column });
  try {
    const answer = await fetch(`open?${where}`, { method: "POST" });
    tell(`${place}　${answer.ok ? said.opened : await answer.text()}`);
  } catch {
    // That the program has ended is told where it is asked for news.
  }
}

function tell(words) {
  part.place.textContent = words;
  part.place.classList.add("told");
}

function showFindings(issue) {
  const items = issue.findings.map((finding) => {
    const isError = finding.severity === "error";
    const { path, line, column } = finding;
    const place = line ? filled(said.place, { file: path, line, column }) : path;
    const button = element(
      "button",
      { type: "button" },
      element("b", { textContent: finding.message, className: isError ? "wrong" : "remarks" }),
      element("small", { textContent: place ?? "" }),
      element("small", { textContent: finding.help }),
    );
    button.addEventListener("click", () => show(finding));
    return element("li", {}, button);
  });
  if (issue.note) items.unshift(element("li", { textContent: issue.note }));
  if (items.length === 0 && issue.ready) items.push(element("li", { textContent: said["no-findings"] }));
  part.findings.replaceChildren(...items);
}

/** What was changed since the last release, word by word. */
function showDifferences(differences) {
  const word = ({ added, removed, same }) =>
    added ? element("ins", { textContent: added }) : removed ? element("del", { textContent: removed }) : same;
  const items = differences.map((difference) => {
    const words = element("span", {}, ...difference.pieces.map(word));
    const button = element("button", { type: "button" }, element("small", { textContent: difference.label }), words);
    button.addEventListener("click", () => show(difference));
    return element("li", {}, button);
  });
  part.since.hidden = items.length === 0;
  part.differences.replaceChildren(...items);
}

/** Shows where on the pages something was typed, as near as can be, and where in the YAML. */
function show({ file, line, column }) {
  if (file === null || !line) return;
  let nearest = null;
  for (const word of part.pages.querySelectorAll(`[data-file="${file}"]`)) {
    const far = (word) => Math.abs(word.dataset.line - line) * 1e6 + Math.abs(word.dataset.column - column);
    if (!nearest || far(word) < far(nearest)) nearest = word;
  }
  if (nearest && Math.abs(nearest.dataset.line - line) < 4) {
    part.pages.querySelector(".told")?.classList.remove("told");
    nearest.classList.add("told");
    nearest.scrollIntoView({ block: "center" });
  }
  go(file, line, column);
}

// News.

function take(state) {
  version = state.version;
  const current = wanted(state.issues);
  const isOther = current && current.name !== shown.name;
  if (current) {
    first ??= current.name;
    turn(current);
    shown.id = current.id;
    document.title = `${current.label} ${current.date}`;
  }
  showList(state.issues);
  if (isOther) part.issues.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  warn(state.wrong.map((finding) => `${finding.message} ${finding.help}`).join(" "));
  if (state.issue?.id === shown.id) showIssue(state.issue);
}

function warn(words) {
  part.lost.textContent = words;
  part.lost.hidden = !words;
}

async function ask() {
  const question = new URLSearchParams({ lang: settings.lang });
  if (version !== null) question.set("since", version);
  if (version !== null && shown.id !== null) question.set("issue", shown.id);
  if (version !== null && shown.issue) question.set("stamp", shown.issue.stamp);
  asking = new AbortController();
  const { signal } = asking;
  let state;
  try {
    const answer = await fetch(`state?${question}`, { signal });
    state = await answer.json();
  } catch {
    if (signal.aborted) return;
    warn(said.lost);
    // The program that comes after counts anew.
    version = null;
    shown.issue &&= { ...shown.issue, stamp: null };
    await new Promise((done) => setTimeout(done, 1000));
    return;
  }
  take(state);
}

/** A page that nobody sees asks for nothing: a browser allows few questions at a time to one server. */
function seen() {
  return new Promise((done) => {
    if (!document.hidden) return done();
    document.addEventListener("visibilitychange", () => seen().then(done), { once: true });
  });
}

/** Whoever comes back to the page may have built or released something meanwhile, or saved on a drive that doesn't tell. */
addEventListener("focus", () => {
  version = null;
  asking.abort();
});

addEventListener("hashchange", () => {
  shown.name = null;
  version = null;
  asking.abort();
});

for (;;) {
  await seen();
  await ask();
}
