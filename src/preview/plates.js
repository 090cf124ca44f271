// Shows one ink alone, and how much of each ink stands where the mouse points.

/** The most pages whose plates are kept to be measured. */
const MAX_MEASURED_PAGES = 4;

/** Shows the plates of an issue's pages. */
export class Plates {
  /** Begins with all inks. `bar` takes the buttons, and `output` says how much ink there is. */
  constructor(pages, bar, output, messages) {
    Object.assign(this, { pages, bar, output, messages, issue: null, alone: null, isMeasuring: false });
    /** The plates of the pages that were measured last, as canvases by the page's hash. */
    this.measured = new Map();
    pages.addEventListener("pointermove", (event) => this.measure(event));
    pages.addEventListener("pointerleave", () => this.say(null));
  }

  /** Takes the issue that is shown. One that can't be printed has no plates. */
  show(issue) {
    const names = (issue) => JSON.stringify([issue?.id, issue?.inks, issue?.pdf]);
    const isSame = names(this.issue) === names(issue);
    if (this.issue?.id !== issue?.id) this.alone = null;
    this.issue = issue;
    this.bar.hidden = !issue?.inks?.length;
    if (!isSame) this.makeButtons();
    this.apply();
  }

  /** Makes the buttons: all inks, each ink alone, and the one that measures. */
  makeButtons() {
    const { inks, pdf } = this.issue ?? { inks: [] };
    const button = (text, title, isPressed, press) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
      made.disabled = !pdf;
      made.isPressed = isPressed;
      made.addEventListener("click", () => {
        press();
        this.apply();
      });
      return made;
    };
    const choose = (alone) => () => (this.alone = alone);
    const only = ({ label, name, colour }, index) => {
      const text = this.messages["ink-only"].replace("{ink}", label);
      const made = button(text, name, () => this.alone === index, choose(index));
      const swatch = document.createElement("i");
      swatch.style.background = colour;
      made.prepend(swatch);
      return made;
    };
    const all = button(this.messages["ink-all"], "", () => this.alone === null, choose(null));
    const here = button(
      this.messages["ink-here"],
      this.messages["ink-hint"],
      () => this.isMeasuring,
      () => (this.isMeasuring = !this.isMeasuring),
    );
    here.id = "measure";
    this.buttons = [all, ...inks.map(only), here];
    this.bar.replaceChildren(...this.buttons);
    if (!pdf) this.bar.title = this.messages["ink-unprintable"];
    else this.bar.removeAttribute("title");
  }

  /** Returns the ink that is shown alone, or nothing. */
  get ink() {
    return this.issue?.pdf && this.alone !== null ? this.alone : null;
  }

  /** Returns the address of a page's plate. */
  address(figure, ink) {
    const hash = figure.dataset.src?.split("/").at(-1).replace(".svg", "");
    return hash && `plate/${this.issue.id}/${hash}/${ink}.png`;
  }

  /** Shows all pages as they are wanted. */
  apply() {
    for (const button of this.buttons ?? []) button.setAttribute("aria-pressed", button.isPressed());
    for (const figure of this.pages.querySelectorAll("figure")) this.applyTo(figure);
    this.say(null);
  }

  /** Shows a page as it is wanted. */
  applyTo(figure) {
    const sheet = figure.querySelector(".sheet");
    const { ink } = this;
    const address = ink === null ? undefined : this.address(figure, ink);
    const old = sheet.querySelector(".plate");
    if (old?.getAttribute("src") === address) return;
    old?.remove();
    sheet.classList.toggle("separated", address !== undefined);
    sheet.classList.remove("inked");
    sheet.style.removeProperty("--plate");
    if (address === undefined) return;
    const plate = Object.assign(document.createElement("img"), { className: "plate", alt: "", loading: "lazy" });
    plate.addEventListener("load", () => {
      if (!plate.isConnected) return;
      sheet.style.setProperty("--plate", this.issue.inks[ink].colour);
      sheet.classList.add("inked");
    });
    plate.src = address;
    sheet.querySelector("img").after(plate);
  }

  /** Measures the inks where the mouse points. */
  async measure(event) {
    const figure = event.target.closest?.("figure");
    const sheet = figure?.querySelector(".sheet");
    if (!this.issue?.pdf || !sheet || (this.ink === null && !this.isMeasuring)) return this.say(null);
    const bounds = sheet.getBoundingClientRect();
    const at = [(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height];
    if (at.some((share) => share < 0 || share >= 1)) return this.say(null);
    const asked = (this.asked = {});
    const canvases = await this.canvases(figure);
    if (asked !== this.asked) return;
    this.say(canvases?.map((canvas) => share(canvas, at)));
  }

  /** Returns the plates of a page, to be measured. */
  canvases(figure) {
    const key = this.address(figure, "");
    if (!this.measured.has(key)) {
      const drawn = Promise.all(this.issue.inks.map((_, ink) => draw(this.address(figure, ink))));
      this.measured.set(
        key,
        drawn.catch(() => {
          // They are loaded again the next time.
          this.measured.delete(key);
          return null;
        }),
      );
      for (const old of [...this.measured.keys()].slice(0, -MAX_MEASURED_PAGES)) this.measured.delete(old);
    }
    return this.measured.get(key);
  }

  /** Says how much there is of each ink, in percent. Without shares it says what to do, or nothing. */
  say(shares) {
    if (!shares) this.asked = null;
    const isOn = this.issue?.pdf && (this.ink !== null || this.isMeasuring);
    if (!shares) return void (this.output.textContent = isOn ? this.messages["ink-hint"] : "");
    const words = shares.map((share, ink) => `${this.issue.inks[ink]?.label} ${Math.round(share)} %`);
    const sum = shares.reduce((sum, share) => sum + share, 0);
    this.output.textContent = [...words, `${this.messages["ink-total"]} ${Math.round(sum)} %`].join("　");
  }
}

/** Draws a picture, so that its pixels can be read. */
async function draw(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(image, 0, 0);
  return canvas;
}

/** Returns how much ink there is on a plate at a place, in percent. The plate is black where the ink is full. */
function share(canvas, [x, y]) {
  const pixel = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
  const [level] = canvas.getContext("2d").getImageData(...pixel, 1, 1).data;
  return ((255 - level) / 255) * 100;
}
