// Shows the state of the preview, and asks the program for the next one. What is the same stays in the page as it is,
// so that neither the scroll position nor the selection is lost.

import { Plates } from "./plates.js";
import { Zoom } from "./zoom.js";

const settings = JSON.parse(document.getElementById("settings").textContent);
const messages = settings.messages;
const part = Object.fromEntries(
  ["changes", "pdf", "language", "lost", "issues", "pages", "findings", "since", "differences", "place", "scale", "inks", "shares"].map((id) => [id, document.getElementById(id)]),
);
const zoom = new Zoom(part.pages, document.querySelectorAll("[data-zoom]"), part.scale);
const plates = new Plates(part.pages, part.inks, part.shares, messages);
const SVG = "http://www.w3.org/2000/svg";

/** The issue that is shown: its name, its number in this run of the program, and everything that is known of it. */
let shown = { name: null, id: null, issue: null };
/** The issue that was shown first. */
let first = null;
/** The version of the state that is shown. It is null before the first one, and when the program doesn't answer. */
let version = null;
/** Cancels the request that is under way. */
let request = new AbortController();

/** Makes an element with properties and children. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Replaces the braces in a message. */
function fill(sentence, figures) {
  return sentence.replace(/\{(\w+)\}/g, (braces, name) => figures[name] ?? braces);
}

// The list of issues.

/** Shows the list of issues by year. */
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
      element("small", { textContent: issue.condition, className: issue.state }),
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

/** Shows the issue that the user has clicked. */
function choose(issue) {
  history.replaceState(null, "", `#${encodeURIComponent(issue.name)}`);
  part.language.hash = location.hash;
  switchTo(issue);
}

/** Empties the page for another issue and asks for that. */
function switchTo(issue) {
  if (issue.name === shown.name) return;
  shown = { name: issue.name, id: issue.id, issue: null };
  part.pages.replaceChildren(element("p", { textContent: messages.reading }));
  part.pages.scrollTop = 0;
  part.findings.replaceChildren();
  showDifferences([]);
  part.changes.textContent = "";
  part.pdf.hidden = true;
  plates.show(null);
  // The next request asks for this issue.
  version = 0;
  request.abort();
}

/**
 * Returns the issue to show: the one that the address names, or the one that was shown first, or the one that is shown,
 * or the latest. The file of an issue may be missing for a moment while it is saved.
 */
function chooseIssue(issues) {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // It was typed by hand, and no issue has such a name.
  }
  const find = (name) => issues.find((issue) => issue.name === name);
  // Issues that can't be read come first in the list. They have no date and aren't shown first.
  return find(name) ?? find(first) ?? find(shown.name) ?? issues.find((issue) => issue.date) ?? issues[0];
}

// The issue.

/** Shows everything of an issue. */
function showIssue(issue) {
  const isSame = shown.issue !== null;
  shown.issue = issue;
  part.changes.textContent = issue.changes ?? "";
  part.pdf.hidden = issue.pdf === null;
  part.pdf.href = issue.pdf ?? "";
  part.pdf.textContent = messages.download;
  showFindings(issue);
  showDifferences(issue.differences);
  if (issue.ready) showPages(issue, isSame);
  plates.show(issue);
}

/** Scrolls to the next page that looks different, and from the last one to the first. */
part.changes.addEventListener("click", () => {
  const changed = [...part.pages.querySelectorAll("figure.changed, figure.moved")];
  const top = part.pages.getBoundingClientRect().top;
  const next = changed.find((figure) => figure.getBoundingClientRect().top > top + 1) ?? changed[0];
  next?.scrollIntoView();
});

/** Shows the pages of an issue. */
function showPages(issue, isSame) {
  for (const note of part.pages.querySelectorAll(":scope > p")) note.remove();
  if (issue.note && issue.pages.length === 0) part.pages.prepend(element("p", { textContent: issue.note }));
  const figures = [...part.pages.querySelectorAll("figure")];
  issue.pages.forEach((page, index) => {
    const figure = figures[index] ?? part.pages.appendChild(makePage());
    showPage(figure, page, isSame && index < figures.length);
  });
  figures.slice(issue.pages.length).forEach((figure) => figure.remove());
  part.pages.classList.toggle("old", issue.note !== null);
  zoom.apply();
}

/** Makes the elements of a page. */
function makePage() {
  const svg = document.createElementNS(SVG, "svg");
  return element("figure", {}, element("figcaption"), element("div", { className: "sheet" }, element("img"), svg));
}

/** Shows a page. A page that has changed under the reader's eyes is marked for a moment. */
async function showPage(figure, page, wasThere) {
  figure.className = page.kind;
  const mark = page.mark ? [" ", element("b", { textContent: page.mark })] : [];
  figure.querySelector("figcaption").replaceChildren(page.label, ...mark);
  const [width, height] = page.size;
  figure.querySelector(".sheet").style.aspectRatio = `${width} / ${height}`;
  Object.assign(figure.dataset, { width, height });
  figure.style.setProperty("--width", width);
  if (figure.dataset.src !== page.src) {
    figure.dataset.src = page.src;
    // The new picture takes the old one's place once it is loaded, so that nothing flickers.
    const image = element("img", { src: page.src, alt: page.label });
    const isThere = await image.decode().then(() => true, () => false);
    if (figure.dataset.src !== page.src) return;
    // It is loaded again with the next state.
    if (!isThere) return delete figure.dataset.src;
    figure.querySelector("img").replaceWith(image);
    plates.applyTo(figure);
    if (wasThere) {
      figure.classList.add("fresh");
      setTimeout(() => figure.classList.remove("fresh"), 2000);
    }
  }
  showWords(figure.querySelector("svg"), page);
}

/** Puts the words over the picture of a page. They can't be seen, but can be found, copied and clicked. */
function showWords(svg, page) {
  const words = JSON.stringify(page.words);
  if (svg.words === words) return;
  svg.words = words;
  svg.setAttribute("viewBox", `0 0 ${page.size[0]} ${page.size[1]}`);
  svg.replaceChildren(
    ...page.words.map(([text, x, y, width, size, file, line, column, turned]) => {
      const word = document.createElementNS(SVG, text ? "text" : "rect");
      const place = text
        ? { x, y, "font-size": size, textLength: width, lengthAdjust: "spacingAndGlyphs" }
        : { x, y: y - size, width, height: size };
      for (const [name, value] of Object.entries(place)) word.setAttribute(name, value);
      if (turned) word.setAttribute("transform", `rotate(-90 ${x} ${y})`);
      word.textContent = text;
      if (file != null) Object.assign(word.dataset, { file, line, column });
      return word;
    }),
  );
}

// Where words were typed.

part.pages.addEventListener("click", (event) => {
  const word = event.target.closest(".sheet text, .sheet rect");
  // Words are selected to be copied.
  if (!word || !getSelection().isCollapsed) return;
  part.pages.querySelector(".marked")?.classList.remove("marked");
  word.classList.add("marked");
  if (word.dataset.file === undefined) return showPlace(messages["no-place"]);
  const { file, line, column } = word.dataset;
  openPlace(Number(file), Number(line), Number(column) + charsBefore(word, event));
});

/** Returns how many characters of a word stand before the point that was clicked. */
function charsBefore(word, event) {
  if (word.localName !== "text") return 0;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(word.getScreenCTM().inverse());
  const at = word.getCharNumAtPosition(point);
  return at > 0 ? [...word.textContent.slice(0, at)].length : 0;
}

/** Shows a place in the YAML, and opens it in the editor if that is wanted. */
async function openPlace(file, line, column) {
  const { id, issue } = shown;
  const place = fill(messages.place, { file: issue.files[file], line, column });
  showPlace(place);
  if (!settings.opens) return;
  const where = new URLSearchParams({ lang: settings.lang, issue: id, file, line, column });
  try {
    const answer = await fetch(`open?${where}`, { method: "POST" });
    showPlace(`${place}　${answer.ok ? messages.opened : await answer.text()}`);
  } catch {
    // The next request for the state will show that the program has ended.
  }
}

/** Shows a sentence about a place. */
function showPlace(words) {
  part.place.textContent = words;
  part.place.classList.add("marked");
}

/** Shows the findings of an issue. */
function showFindings(issue) {
  const items = issue.findings.map((finding) => {
    const isError = finding.severity === "error";
    const { path, line, column } = finding;
    const place = line ? fill(messages.place, { file: path, line, column }) : path;
    const button = element(
      "button",
      { type: "button" },
      element("b", { textContent: finding.message, className: isError ? "wrong" : "warnings" }),
      element("small", { textContent: place ?? "" }),
      element("small", { textContent: finding.help }),
    );
    button.addEventListener("click", () => show(finding));
    return element("li", {}, button);
  });
  if (issue.note) items.unshift(element("li", { textContent: issue.note }));
  if (items.length === 0 && issue.ready) items.push(element("li", { textContent: messages["no-findings"] }));
  part.findings.replaceChildren(...items);
}

/** Shows what was changed since the last release, word by word. */
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

/** Shows the word on the pages that was typed nearest to a place in the YAML, and the place itself. */
function show({ file, line, column }) {
  if (file === null || !line) return;
  let nearest = null;
  for (const word of part.pages.querySelectorAll(`[data-file="${file}"]`)) {
    const distance = (word) => Math.abs(word.dataset.line - line) * 1e6 + Math.abs(word.dataset.column - column);
    if (!nearest || distance(word) < distance(nearest)) nearest = word;
  }
  if (nearest && Math.abs(nearest.dataset.line - line) < 4) {
    part.pages.querySelector(".marked")?.classList.remove("marked");
    nearest.classList.add("marked");
    nearest.scrollIntoView({ block: "center" });
  }
  openPlace(file, line, column);
}

// The state.

/** Shows a state. */
function showState(state) {
  version = state.version;
  const current = chooseIssue(state.issues);
  const isOther = current && current.name !== shown.name;
  if (current) {
    first ??= current.name;
    switchTo(current);
    shown.id = current.id;
    document.title = `${current.label} ${current.date}`;
  }
  showList(state.issues);
  if (isOther) part.issues.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  warn(state.wrong.map((finding) => `${finding.message} · ${finding.help}`).join("　"));
  if (state.issue?.id === shown.id) showIssue(state.issue);
}

/** Shows what is wrong with the preview itself, or hides that line. */
function warn(words) {
  part.lost.textContent = words;
  part.lost.hidden = !words;
}

/** Asks for the next state and shows it. */
async function askForState() {
  const query = new URLSearchParams({ lang: settings.lang });
  if (version !== null) query.set("since", version);
  if (version !== null && shown.id !== null) query.set("issue", shown.id);
  if (version !== null && shown.issue) query.set("stamp", shown.issue.stamp);
  request = new AbortController();
  const { signal } = request;
  let state;
  try {
    const answer = await fetch(`state?${query}`, { signal });
    state = await answer.json();
  } catch {
    if (signal.aborted) return;
    warn(messages.lost);
    // When the program is started again, it counts from the beginning.
    version = null;
    shown.issue &&= { ...shown.issue, stamp: null };
    await new Promise((done) => setTimeout(done, 1000));
    return;
  }
  showState(state);
}

/** Waits until the page is visible. A browser allows few requests at a time to one server, so that hidden pages ask nothing. */
function waitUntilVisible() {
  return new Promise((done) => {
    if (!document.hidden) return done();
    document.addEventListener("visibilitychange", () => waitUntilVisible().then(done), { once: true });
  });
}

/** Asks anew when the user comes back: something may have been built, released, or saved on a drive that can't be watched. */
addEventListener("focus", () => {
  version = null;
  request.abort();
});

/** Leaves the focus on the pages after a click, so that keys scroll them. Who goes through the buttons by keys stays there. */
addEventListener("click", (event) => {
  if (event.detail > 0 && event.target.closest("button")) part.pages.focus({ preventScroll: true });
});

addEventListener("hashchange", () => {
  shown.name = null;
  version = null;
  request.abort();
});

part.pages.focus({ preventScroll: true });
for (;;) {
  await waitUntilVisible();
  await askForState();
}
