// One line of the overview, made once and filled again as the list scrolls under it.

import { regimeColour } from "./colours.js";
import { h, say } from "./dom.js";
import * as format from "./format.js";
import { spark } from "./spark.js";

/** @typedef {import("./types.js").Row} Row */

/** @param {string} series */
export function seriesLink(series) {
  return `#/series?${new URLSearchParams({ id: series })}`;
}

export class RowLine {
  constructor() {
    this.name = h("a", { class: "name", tabindex: "-1" });
    this.line = h("canvas", { class: "spark", "aria-hidden": "true" });
    this.value = h("span");
    this.band = h("span", { class: "soft" });
    this.bar = h("span", { class: "bar", "aria-hidden": "true" });
    this.fill = h("i");
    this.tick = h("b");
    this.bar.append(this.fill, this.tick);
    this.score = h("span", { class: "digits" });
    this.chip = h("span", { class: "chip", "aria-hidden": "true" });
    this.regime = h("span");
    this.dwell = h("span", { class: "soft" });
    this.state = h("span", { class: "state" });
    this.element = h(
      "div",
      { role: "row", class: "row" },
      h("div", { role: "rowheader", class: "c-name" }, this.name),
      h("div", { role: "gridcell", class: "c-spark" }, this.line),
      h("div", { role: "gridcell", class: "c-value" }, this.value, this.band),
      h("div", { role: "gridcell", class: "c-score" }, this.bar, this.score),
      h("div", { role: "gridcell", class: "c-regime" }, this.chip, this.regime, this.dwell),
      h("div", { role: "gridcell", class: "c-state" }, this.state),
    );
    /** @type {number | null} */
    this.handle = null;
    /** @type {Row | null} */
    this.drawn = null;
  }

  /**
   * @param {number} handle
   * @param {Row | undefined} row undefined while it is still on its way
   * @param {import("./colours.js").Palette} colours
   */
  show(handle, row, colours) {
    if (this.handle === handle && this.drawn === row && row) {
      return;
    }
    this.handle = handle;
    this.drawn = row ?? null;
    if (!row) {
      say(this.name, "…");
      this.name.removeAttribute("href");
      this.element.classList.add("waiting");
      return;
    }
    this.element.classList.remove("waiting");
    const name = format.visible(row.series);
    say(this.name, name);
    this.name.href = seriesLink(row.series);
    this.name.title = name;
    say(this.value, format.number(row.value));
    say(this.band, row.lower === undefined ? "" : `${format.number(row.lower)} to ${format.number(row.upper)}`);
    const silent = row.status === "NO_DATA";
    const warming = row.status === "WARMING" || silent;
    const score = row.score ?? 0;
    say(this.score, silent ? "no data" : warming ? "learning" : format.score(score));
    this.fill.style.width = `${Math.min(1, score) * 100}%`;
    this.tick.style.left = `${row.alarmLine * 100}%`;
    this.bar.classList.toggle("over", !warming && score >= row.alarmLine);
    this.bar.classList.toggle("warming", warming);
    this.chip.style.backgroundColor = regimeColour(row.regime ?? 0);
    say(this.regime, `R${row.regime ?? "?"} ${format.percent(row.probability)}`);
    say(this.dwell, row.time === undefined || row.since === undefined ? "" : `for ${format.duration(row.time - row.since)}`);
    const incident = row.incident;
    say(this.state, !incident ? "" : incident.open ? `● open #${incident.number}` : `closed #${incident.number}`);
    this.state.className = incident?.open ? "state open" : "state";
    this.element.classList.toggle("alarming", Boolean(incident?.open));
    spark(this.line, row, colours);
  }

  /** Draws again what is shown, in other colours or another width. */
  redraw(/** @type {import("./colours.js").Palette} */ colours) {
    if (this.drawn) {
      spark(this.line, this.drawn, colours);
    }
  }
}

/** The head of a group. */
export class GroupLine {
  constructor() {
    this.name = h("span", { class: "group-name" });
    this.count = h("span", { class: "soft" });
    this.open = h("span", { class: "state open" });
    this.element = h(
      "div",
      { role: "row", class: "row group" },
      h("div", { role: "rowheader", class: "c-group" }, this.name, this.count, this.open),
    );
  }

  /** @param {{name: string, count: number, open: number}} group */
  show(group) {
    say(this.name, format.visible(group.name));
    say(this.count, `${group.count} series`);
    say(this.open, group.open ? `● ${group.open} open` : "");
  }
}
