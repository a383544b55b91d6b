// All series, of which only those in sight are on the page.

import { palette } from "./colours.js";
import { atFrame, fill, h, say } from "./dom.js";
import * as format from "./format.js";
import { incidentCard } from "./incidents.js";
import { GroupLine, RowLine } from "./rows.js";

/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Order} Order */
/** @typedef {{group: number} | {handle: number}} Item */

const SPARE = 4;
/** How long the order stands still after the reader last pointed at the list or moved in it, milliseconds. */
const HOLD = 4000;

/**
 * @param {import("./api.js").Live} live
 * @param {URLSearchParams} query
 * @returns {import("./types.js").View}
 */
export function overviewView(live, query) {
  return new Overview(live, query);
}

class Overview {
  /**
   * @param {import("./api.js").Live} live
   * @param {URLSearchParams} query
   */
  constructor(live, query) {
    this.live = live;
    this.title = "Overview";
    /** @type {Order} */
    this.order = { total: 0, handles: [], groups: [] };
    /** @type {Order | null} */
    this.next = null;
    /** @type {Item[]} */
    this.items = [];
    /** @type {Map<number, Row>} */
    this.rows = new Map();
    /** @type {Map<number, RowLine>} item index to the line that shows it */
    this.lines = new Map();
    /** @type {Map<number, GroupLine>} */
    this.groupLines = new Map();
    /** @type {RowLine[]} */
    this.spares = [];
    this.active = 0;
    this.held = 0;
    this.watched = "";
    /** Places of the order that are in sight, the heads of groups not counted. */
    this.places = [0, 50];
    this.colours = palette();
    this.draw = atFrame(() => this.render());
    /** @type {(() => void)[]} */
    this.undo = [];

    this.search = h("input", { type: "search", id: "search", placeholder: "Search series", "aria-label": "Search series", value: query.get("q") ?? "" });
    this.sort = choice("Sort by", [["score", "Score"], ["name", "Name"], ["change", "Last change of regime"]], query.get("sort") ?? "score");
    this.group = choice("Group by", [["-1", "Nothing"], ["0", "1st part of the key"], ["1", "2nd part"], ["2", "3rd part"], ["3", "4th part"]], query.get("group") ?? "-1");
    this.count = h("span", { class: "soft", role: "status" });
    this.space = h("div", { class: "space" });
    this.empty = h("p", { class: "empty" }, "Waiting for the first verdict …");
    this.list = h(
      "div",
      { role: "grid", class: "list", "aria-label": "Series", "aria-colcount": "6", tabindex: "-1" },
      h(
        "div",
        { role: "row", class: "row heads" },
        ...["Series", "Recent values and regimes", "Value and band", "Score", "Regime", "Incident"].map((label, i) =>
          h("div", { role: "columnheader", class: ["c-name", "c-spark", "c-value", "c-score", "c-regime", "c-state"][i] }, label),
        ),
      ),
      h("div", { class: "rows", role: "rowgroup" }, this.space),
    );
    this.body = /** @type {HTMLElement} */ (this.list.lastElementChild);
    this.cards = h("div", { class: "cards" });
    this.element = h(
      "div",
      { class: "overview" },
      h("h1", { class: "hidden" }, "Overview"),
      h("div", { class: "tools" }, this.search, this.sort.element, this.group.element, this.count),
      h("div", { class: "columns" }, h("div", { class: "listing" }, this.list, this.empty), h("aside", { "aria-label": "Latest incidents", class: "latest" }, h("h2", {}, "Latest incidents"), this.cards)),
    );
  }

  start() {
    this.undo.push(
      this.live.hear("order", (/** @type {Order} */ order) => this.take(order)),
      this.live.hear("rows", (/** @type {Row[]} */ rows) => {
        for (const row of rows) {
          this.rows.set(row.handle, row);
        }
        this.draw();
      }),
      this.live.hear("incidents", (/** @type {import("./types.js").Incident[]} */ incidents) => {
        fill(this.cards, ...(incidents.length ? incidents.map(incidentCard) : [h("p", { class: "soft" }, "None so far. A series alarms once it has learned.")]));
      }),
    );
    let typing = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.ask(), 150);
    });
    this.sort.select.addEventListener("change", () => this.ask());
    this.group.select.addEventListener("change", () => this.ask());
    this.body.addEventListener("scroll", this.draw, { passive: true });
    const hold = () => (this.held = performance.now() + HOLD);
    this.body.addEventListener("pointermove", hold, { passive: true });
    this.body.addEventListener("scroll", hold, { passive: true });
    this.list.addEventListener("keydown", (event) => this.key(event));
    const size = new ResizeObserver(() => {
      this.colours = palette();
      for (const line of this.lines.values()) {
        line.redraw(this.colours);
      }
      this.draw();
    });
    size.observe(this.body);
    const settle = setInterval(() => this.settle(), 500);
    this.undo.push(() => size.disconnect(), () => clearInterval(settle));
    this.ask();
  }

  stop() {
    for (const undo of this.undo) {
      undo();
    }
  }

  theme() {
    this.colours = palette();
    for (const line of this.lines.values()) {
      line.redraw(this.colours);
    }
  }

  /** Asks for another order. */
  ask() {
    this.held = 0;
    const query = new URLSearchParams();
    if (this.search.value) query.set("q", this.search.value);
    if (this.sort.select.value !== "score") query.set("sort", this.sort.select.value);
    if (this.group.select.value !== "-1") query.set("group", this.group.select.value);
    const text = String(query);
    history.replaceState(null, "", text ? `#/?${text}` : "#/");
    this.look();
  }

  look() {
    this.live.look({
      view: "overview",
      search: this.search.value,
      sort: this.sort.select.value,
      group: Number(this.group.select.value),
      rows: this.watched ? this.watched.split(",").map(Number) : [],
      from: this.places[0],
      to: this.places[1],
    });
  }

  /** @param {Order} order */
  take(order) {
    this.next = order;
    this.settle();
  }

  /** Takes the new order over, unless the reader is busy with the old one. */
  settle() {
    if (!this.next || performance.now() < this.held) {
      return;
    }
    const focused = this.focusedHandle();
    this.order = this.next;
    this.next = null;
    this.items = [];
    const grouped = this.order.groups.length > 1 || (this.order.groups[0]?.name ?? "") !== "";
    let at = 0;
    this.order.groups.forEach((group, g) => {
      if (grouped) {
        this.items.push({ group: g });
      }
      for (let i = 0; i < group.count; i++) {
        this.items.push({ handle: this.order.handles[at++] });
      }
    });
    const known = new Set(this.order.handles);
    for (const handle of this.rows.keys()) {
      if (!known.has(handle)) {
        this.rows.delete(handle);
      }
    }
    if (focused !== null) {
      // the focus stays with its series, wherever that went
      const index = this.items.findIndex((item) => "handle" in item && item.handle === focused);
      this.active = index < 0 ? this.active : index;
      this.draw();
      requestAnimationFrame(() => this.lines.get(this.active)?.name.focus({ preventScroll: true }));
    }
    const shown = this.order.handles.length;
    say(this.count, shown === this.order.total ? `${format.number(shown)} series` : `${format.number(shown)} of ${format.number(this.order.total)} series`);
    this.empty.hidden = shown > 0;
    say(this.empty, this.order.total ? "No series matches." : "Waiting for the first verdict …");
    this.list.setAttribute("aria-rowcount", String(this.items.length + 1));
    this.draw();
  }

  focusedHandle() {
    for (const line of this.lines.values()) {
      if (line.name === document.activeElement) {
        return line.handle;
      }
    }
    return null;
  }

  rowHeight() {
    return matchMedia("(max-width: 719px)").matches ? 76 : 46;
  }

  render() {
    const height = this.rowHeight();
    this.space.style.height = `${this.items.length * height}px`;
    const first = Math.max(0, Math.floor(this.body.scrollTop / height) - SPARE);
    const last = Math.min(this.items.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / height) + SPARE);
    this.active = Math.min(this.active, Math.max(0, this.items.length - 1));
    this.recycle(first, last);
    const handles = [];
    for (let i = first; i < last; i++) {
      const item = this.items[i];
      const line = "handle" in item ? this.line(i) : this.groupLine(i);
      line.element.style.transform = `translateY(${i * height}px)`;
      line.element.setAttribute("aria-rowindex", String(i + 2));
      if (line instanceof RowLine && "handle" in item) {
        handles.push(item.handle);
        line.show(item.handle, this.rows.get(item.handle), this.colours);
        line.name.tabIndex = i === this.tabbable(first, last) ? 0 : -1;
      } else if (line instanceof GroupLine && "group" in item) {
        line.show(this.order.groups[item.group]);
      }
    }
    const before = this.items.slice(0, first).filter((item) => "handle" in item).length;
    this.places = [before, before + Math.max(handles.length, 50)];
    const watched = handles.join(",");
    if (watched !== this.watched) {
      this.watched = watched;
      this.look();
    }
  }

  /** The one line that the tab key leads to: the active one, or the first in sight. */
  tabbable(/** @type {number} */ first, /** @type {number} */ last) {
    if (this.active >= first && this.active < last && "handle" in this.items[this.active]) {
      return this.active;
    }
    for (let i = first; i < last; i++) {
      if ("handle" in this.items[i]) {
        return i;
      }
    }
    return -1;
  }

  /** Lines out of sight serve again. */
  recycle(/** @type {number} */ first, /** @type {number} */ last) {
    for (const [i, line] of this.lines) {
      const item = this.items[i];
      if (i < first || i >= last || !item || !("handle" in item)) {
        this.lines.delete(i);
        line.element.remove();
        this.spares.push(line);
      }
    }
    for (const [i, line] of this.groupLines) {
      const item = this.items[i];
      if (i < first || i >= last || !item || !("group" in item)) {
        this.groupLines.delete(i);
        line.element.remove();
      }
    }
  }

  line(/** @type {number} */ i) {
    let line = this.lines.get(i);
    if (!line) {
      line = this.spares.pop() ?? new RowLine();
      line.handle = null;
      this.lines.set(i, line);
      this.space.append(line.element);
    }
    return line;
  }

  groupLine(/** @type {number} */ i) {
    let line = this.groupLines.get(i);
    if (!line) {
      line = new GroupLine();
      this.groupLines.set(i, line);
      this.space.append(line.element);
    }
    return line;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const page = Math.max(1, Math.floor(this.body.clientHeight / this.rowHeight()) - 1);
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity });
    const step = steps[event.key];
    if (step === undefined || !this.items.length) {
      return;
    }
    event.preventDefault();
    this.held = performance.now() + HOLD;
    const from = this.focusedHandle();
    const at = from === null ? this.active : this.items.findIndex((item) => "handle" in item && item.handle === from);
    let next = Math.max(0, Math.min(this.items.length - 1, at + step));
    const way = step > 0 ? 1 : -1;
    while (this.items[next] && !("handle" in this.items[next])) {
      next += next === 0 || (way > 0 && next < this.items.length - 1) ? 1 : -1;
    }
    this.active = next;
    const height = this.rowHeight();
    const top = next * height;
    if (top < this.body.scrollTop) {
      this.body.scrollTop = top;
    } else if (top + height > this.body.scrollTop + this.body.clientHeight) {
      this.body.scrollTop = top + height - this.body.clientHeight;
    }
    this.render();
    this.lines.get(next)?.name.focus({ preventScroll: true });
  }
}

/**
 * @param {string} label
 * @param {string[][]} options value and text
 * @param {string} chosen
 */
export function choice(label, options, chosen) {
  const select = h("select", {}, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  return { select, element: h("label", { class: "choice" }, h("span", {}, label), select) };
}
