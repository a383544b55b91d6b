// The numbers of one series: at the cursor, or the last ones.

import { regimeColour } from "./colours.js";
import { fill, h, say } from "./dom.js";
import * as format from "./format.js";

/** @typedef {import("./types.js").Points} Points */

/**
 * What is said of the last verdict.
 * @param {import("./types.js").Row} row
 */
function standing(row) {
  switch (row.status) {
    case "WARMING":
      return "learning, no alarms yet";
    case "NO_DATA":
      return `no data since ${format.time(row.time ?? 0, true)}`;
    default:
      return `score ${format.score(row.score)}`;
  }
}

export class Readout {
  /** @param {number} band probability that the band is meant to hold */
  constructor(band) {
    this.band = band;
    this.when = h("h2", {}, "Now");
    this.list = h("dl", { class: "readout" });
    this.chip = h("span", { class: "chip", "aria-hidden": "true" });
    this.regime = h("span");
    this.score = h("span", { class: "fact" });
    this.state = h("span", { class: "state" });
    this.facts = h("div", { class: "facts", hidden: true }, h("span", { class: "fact" }, this.chip, this.regime), this.score, this.state);
  }

  /**
   * @param {Points} points
   * @param {number | null} index of the point at the cursor; null = the last one
   * @param {number} channel
   */
  show(points, index, channel) {
    const last = points.time.length - 1;
    const i = index === null ? last : Math.min(index, last);
    say(this.when, index === null ? "Now" : `At ${format.time(points.time[i], true)}`);
    const rows = this.rows(points, i, channel);
    if (this.list.children.length !== rows.length * 2) {
      fill(this.list, ...rows.flatMap(() => [h("dt"), h("dd")]));
    }
    rows.forEach(([name, text], k) => {
      say(this.list.children[2 * k], format.visible(name));
      say(this.list.children[2 * k + 1], text);
    });
    this.head(points);
  }

  /**
   * @param {Points} points
   * @param {number} i
   * @param {number} c
   * @returns {[string, string][]}
   */
  rows(points, i, c) {
    return [
      ["Value", format.number(points.value[c][i])],
      ["Expected", format.number(points.expected[c][i])],
      [`Band, ${format.percent(this.band)}`, `${format.number(points.lower[c][i])} to ${format.number(points.upper[c][i])}`],
      ["Score", `${format.score(points.score[i])} (${format.rarity(points.score[i])})`],
      ["p-value", points.pValue[i] === null ? "–" : points.pValue[i].toPrecision(3)],
      ["Surprisal", `${format.number(points.surprisal[i])} nats`],
      ["Regime", `R${points.regime[i]}, posterior ${format.percent(points.probability[i])}`],
      ["Dwell", format.duration(points.time[i] - points.since[i])],
      ["Change here", format.percent(points.change[i])],
      ["Status", points.status[i].toLowerCase()],
      ...(points.share ?? []).map((column, k) => /** @type {[string, string]} */ ([`Channel ${k}`, `${format.number(column[i])} nats`])),
      ...points.members.map(
        (member) => /** @type {[string, string]} */ ([member.name, `${format.percent(member.weight[i])}, ${format.number(member.surprisal[i])} nats`]),
      ),
    ];
  }

  /** @param {Points} points */
  head({ row }) {
    this.facts.hidden = false;
    this.chip.style.backgroundColor = regimeColour(row.regime ?? 0);
    say(this.regime, `regime R${row.regime} ${format.percent(row.probability)} for ${format.duration((row.time ?? 0) - (row.since ?? 0))}`);
    say(this.score, standing(row));
    say(this.state, row.incident?.open ? `● incident #${row.incident.number} open` : "");
    this.state.className = row.incident?.open ? "state open" : "state";
  }
}
