// Scales the pages: to the width of the window, to a whole page, or by a percentage. Scrolls them by keys. What was chosen
// last holds the next time, too.

/** The percentages that the buttons go through. */
const STEPS = [25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];
/** The pixels of CSS in a point. */
const PIXELS_PER_POINT = 96 / 72;
/** The share of the window by which keys scroll. A line or two stay in sight. */
const SCROLLED_SHARE = 0.9;
/** The name under which the browser keeps what was chosen. */
const KEPT = "jianbao-zoom";

/** Scales the pages in an element by its buttons and by keys. */
export class Zoom {
  /** Begins with what was chosen last, or with the actual size where the window is wide enough. */
  constructor(pages, buttons, output) {
    Object.assign(this, { pages, buttons, output, mode: keptMode() });
    for (const button of buttons) button.addEventListener("click", () => this.choose(button.dataset.zoom));
    new ResizeObserver(() => this.apply()).observe(pages);
    addEventListener("keydown", (event) => this.press(event));
  }

  /** Returns the size of the widest and of the highest page in points. */
  pageSize() {
    const figures = [...this.pages.querySelectorAll("figure")];
    const largest = (name) => Math.max(...figures.map((figure) => Number(figure.dataset[name] ?? 0)), 1);
    return { width: largest("width"), height: largest("height") };
  }

  /** Returns the percentage that pages have in a mode. */
  percentage(mode) {
    if (typeof mode === "number") return mode;
    const { width, height } = this.pageSize();
    const style = getComputedStyle(this.pages);
    const room = this.pages.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const toWidth = (100 * room) / (width * PIXELS_PER_POINT);
    if (mode === "width") return toWidth;
    if (mode === null) return Math.min(100, toWidth);
    const caption = this.pages.querySelector("figcaption")?.offsetHeight ?? 0;
    const rest = this.pages.clientHeight - caption - parseFloat(style.paddingTop);
    return Math.min(toWidth, (100 * rest) / (height * PIXELS_PER_POINT));
  }

  /** Takes what a button stands for: `in`, `out`, `width`, `page`, or `full` for the actual size. */
  choose(wish) {
    const now = Math.round(this.percentage(this.mode));
    const wishes = {
      in: STEPS.find((step) => step > now) ?? STEPS.at(-1),
      out: STEPS.findLast((step) => step < now) ?? STEPS[0],
      full: 100,
    };
    this.mode = wishes[wish] ?? wish;
    try {
      localStorage.setItem(KEPT, JSON.stringify(this.mode));
    } catch {
      // A browser that keeps nothing begins anew each time.
    }
    this.apply();
  }

  /** Scales the pages. What stands in the middle of the window stays there. */
  apply() {
    if (!this.pages.querySelector("figure")) return;
    const percentage = this.percentage(this.mode);
    const scale = String((percentage / 100) * PIXELS_PER_POINT);
    if (this.pages.style.getPropertyValue("--zoom") !== scale) {
      const place = this.place();
      this.pages.style.setProperty("--zoom", scale);
      if (place) this.pages.scrollTop += this.topOf(place.figure, place.share) - place.top;
    }
    this.output.textContent = `${Math.round(percentage)} %`;
    for (const button of this.buttons) {
      const isChosen = button.dataset.zoom === this.mode || (button.dataset.zoom === "full" && this.mode === 100);
      button.setAttribute("aria-pressed", isChosen);
    }
  }

  /** Returns what stands in the middle of the window: a page, and how far down on it. */
  place() {
    const middle = this.pages.getBoundingClientRect().top + this.pages.clientHeight / 2;
    const figures = [...this.pages.querySelectorAll("figure")];
    const figure = figures.findLast((figure) => figure.getBoundingClientRect().top <= middle);
    // At the beginning the first page stays where it is.
    if (!figure || this.pages.scrollTop === 0) return null;
    const bounds = figure.getBoundingClientRect();
    return { figure, share: (middle - bounds.top) / bounds.height, top: middle };
  }

  /** Returns where a share of a page stands in the window. */
  topOf(figure, share) {
    const bounds = figure.getBoundingClientRect();
    return bounds.top + share * bounds.height;
  }

  /** Scrolls or scales by a key, wherever the focus is. A key that presses a button or writes isn't taken. */
  press(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest?.("input, select, textarea") || (key === " " && target.closest?.("button, a"))) return;
    const zooms = { "+": "in", "=": "in", "-": "out", 1: "full", 2: "width", 3: "page" };
    if (zooms[key]) this.choose(zooms[key]);
    else if (key === "PageDown" || (key === " " && !event.shiftKey)) this.scroll(1);
    else if (key === "PageUp" || key === " ") this.scroll(-1);
    else if (key === "Home") this.pages.scrollTo({ top: 0 });
    else if (key === "End") this.pages.scrollTo({ top: this.pages.scrollHeight });
    else return;
    event.preventDefault();
  }

  /** Scrolls by a window, or by a page where whole pages are shown. */
  scroll(direction) {
    if (this.mode !== "page") {
      return this.pages.scrollBy({ top: direction * SCROLLED_SHARE * this.pages.clientHeight });
    }
    const top = this.pages.getBoundingClientRect().top;
    const distance = (figure) => figure.getBoundingClientRect().top - top;
    const figures = [...this.pages.querySelectorAll("figure")];
    // At the very top the first page stands below the window's edge by the padding.
    const edge = parseFloat(getComputedStyle(this.pages).paddingTop) + 2;
    const next =
      direction > 0
        ? figures.find((figure) => distance(figure) > edge)
        : figures.findLast((figure) => distance(figure) < -2);
    if (next) next.scrollIntoView();
    else this.pages.scrollTo({ top: direction > 0 ? this.pages.scrollHeight : 0 });
  }
}

/** Returns what was chosen last. It is null if nothing was. */
function keptMode() {
  try {
    const mode = JSON.parse(localStorage.getItem(KEPT));
    return ["width", "page"].includes(mode) || STEPS.includes(mode) ? mode : null;
  } catch {
    return null;
  }
}
