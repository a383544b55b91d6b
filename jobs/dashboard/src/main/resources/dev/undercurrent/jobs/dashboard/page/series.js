// One series: what it did, what was expected, what the models think, and what they expect next.

import { Live } from "./api.js";
import { legend, MemberChart, RegimeChart, ScoreChart, ShareChart, ValueChart } from "./charts.js";
import { palette, regimeColour } from "./colours.js";
import { atFrame, fill, h, say } from "./dom.js";
import * as format from "./format.js";
import { incidentCard } from "./incidents.js";
import { SeriesModel } from "./model.js";
import { choice } from "./overview.js";

/** @typedef {import("./types.js").Points} Points */
/** @typedef {import("./types.js").Incident} Incident */

const WINDOWS = [["30", "30 s"], ["120", "2 min"], ["600", "10 min"], ["3600", "1 h"], ["0", "All"]];

/**
 * @param {Live} live
 * @param {URLSearchParams} query
 * @param {import("./types.js").About} about
 * @returns {import("./types.js").View}
 */
export function seriesView(live, query, about) {
  return new SeriesView(live, query, about);
}

class SeriesView {
  /**
   * @param {Live} live
   * @param {URLSearchParams} query
   * @param {import("./types.js").About} about
   */
  constructor(live, query, about) {
    this.live = live;
    this.about = about;
    this.id = query.get("id") ?? "";
    this.title = format.visible(this.id);
    this.model = new SeriesModel(Math.max(about.history, 2_000));
    /** @type {{from: number, to: number} | null} seconds; null while it follows the present */
    this.fixed = null;
    this.span = Number(query.get("window") ?? 120) || 0;
    if (query.has("from") && query.has("to")) {
      this.fixed = { from: Number(query.get("from")) / 1e6, to: Number(query.get("to")) / 1e6 };
    }
    /** @type {import("./charts.js").Scene} */
    this.scene = { model: this.model, incidents: [], channel: Number(query.get("channel") ?? 0) || 0, what: "weight", past: query.get("past") !== "0", colours: palette() };
    /** @type {number | null} */
    this.index = null;
    this.shape = "";
    this.linked = 0;
    this.draw = atFrame(() => this.render());
    /** @type {(() => void)[]} */
    this.undo = [];
    const reader = {
      range: (/** @type {number} */ from, /** @type {number} */ to) => this.fix(from, to),
      point: (/** @type {number | null} */ index) => {
        this.index = index;
        this.readSoon();
      },
    };
    this.readSoon = atFrame(() => this.read());
    this.value = new ValueChart("Value", 280, this.scene, reader);
    this.regime = new RegimeChart("Regime", 74, this.scene, reader);
    this.score = new ScoreChart("Anomaly score", 150, this.scene, reader);
    this.share = new ShareChart("Contributions by channel, nats", 130, this.scene, reader);
    this.member = new MemberChart("Members of the mixture", 130, this.scene, reader);
    this.build();
  }

  build() {
    this.pause = h("button", { type: "button", class: "strong", onclick: () => this.toggle() });
    this.windows = choice("Window", WINDOWS, String(this.span));
    this.jump = h("input", { type: "datetime-local", step: "1", "aria-label": "Jump to time" });
    this.past = h("input", { type: "checkbox", checked: this.scene.past });
    this.channels = choice("Channel", [["0", "0"]], "0");
    this.channels.element.hidden = true;
    this.what = choice("Show", [["weight", "Weight"], ["surprisal", "Surprisal, nats"], ["tail", "Tail probability"]], "weight");
    this.copied = h("span", { class: "soft", role: "status" });
    this.facts = h("div", { class: "facts" });
    this.readout = h("dl", { class: "readout" });
    this.when = h("h2", {}, "Now");
    this.cards = h("div", { class: "cards" });
    this.shareLegend = h("div");
    this.memberLegend = h("div");
    this.waiting = h("p", { class: "empty" }, "Waiting for this series …");
    const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ run) => h("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
    this.charts = h(
      "div",
      {
        class: "charts",
        tabindex: "0",
        role: "group",
        "aria-label": "Charts. Left and right move, plus and minus zoom, space pauses, End returns to the present.",
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
        ondblclick: () => this.follow(),
      },
      this.value.element,
      this.regime.element,
      this.score.element,
      h("div", { class: "with-legend" }, this.share.element, this.shareLegend),
      h("div", { class: "with-legend" }, this.member.element, h("div", { class: "under" }, this.what.element, this.memberLegend)),
    );
    this.charts.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.element = h(
      "div",
      { class: "series" },
      h("div", { class: "heading" }, h("h1", {}, this.title), this.facts),
      h(
        "div",
        { class: "tools", role: "toolbar", "aria-label": "Time" },
        this.pause,
        this.windows.element,
        h("span", { class: "buttons" }, button("◀", "Earlier", () => this.pan(-0.5)), button("▶", "Later", () => this.pan(0.5)), button("+", "Zoom in", () => this.zoom(0.5)), button("−", "Zoom out", () => this.zoom(2))),
        h("label", { class: "choice" }, h("span", {}, "Jump to"), this.jump),
        this.channels.element,
        h("label", { class: "check" }, this.past, " past forecasts"),
        button("⧉ link", "Copy a link to this view", () => this.copy()),
        this.copied,
      ),
      this.waiting,
      h("div", { class: "columns" }, this.charts, h("aside", { "aria-label": "Values and incidents", class: "latest" }, this.when, this.readout, h("h2", {}, "Incidents"), this.cards)),
    );
  }

  start() {
    this.undo.push(
      this.live.hear("points", (/** @type {Points} */ news) => this.take(news)),
      this.live.hear("forecasts", (/** @type {{series: string, forecasts: import("./types.js").Forecast[]}} */ news) => {
        if (news.series === this.id) {
          this.model.forecasts = news.forecasts;
          this.draw();
        }
      }),
      this.live.hear("incidents", (/** @type {Incident[]} */ incidents) => {
        this.scene.incidents = incidents.filter((incident) => incident.series === this.id);
        fill(this.cards, ...(this.scene.incidents.length ? this.scene.incidents.map(incidentCard) : [h("p", { class: "soft" }, "None so far.")]));
        this.draw();
      }),
    );
    this.windows.select.addEventListener("change", () => {
      this.span = Number(this.windows.select.value);
      this.follow();
    });
    this.jump.addEventListener("change", () => {
      const at = Date.parse(this.jump.value) / 1000;
      if (Number.isFinite(at)) {
        const { from, to } = this.view();
        this.fix(at - (to - from) / 2, at + (to - from) / 2);
      }
    });
    this.past.addEventListener("change", () => {
      this.scene.past = this.past.checked;
      this.link();
      this.draw();
    });
    this.channels.select.addEventListener("change", () => {
      this.scene.channel = Number(this.channels.select.value);
      this.remake();
    });
    this.what.select.addEventListener("change", () => {
      this.scene.what = /** @type {"weight" | "surprisal" | "tail"} */ (this.what.select.value);
      this.member.make();
      this.draw();
    });
    const size = new ResizeObserver(() => this.all().forEach((chart) => chart.size()));
    size.observe(this.charts);
    this.undo.push(() => size.disconnect());
    this.charts.hidden = true;
    this.label();
    this.live.look({ view: "series", series: this.id });
  }

  stop() {
    for (const undo of this.undo) {
      undo();
    }
    clearTimeout(this.linked);
    this.all().forEach((chart) => chart.destroy());
  }

  theme() {
    this.scene.colours = palette();
    this.remake();
  }

  all() {
    return [this.value, this.regime, this.score, this.share, this.member];
  }

  shown() {
    return this.all().filter((chart) => !chart.element.hidden);
  }

  /** @param {Points} news */
  take(news) {
    if (news.series !== this.id) {
      return;
    }
    this.model.take(news);
    const shape = `${news.channels} ${news.members.map((member) => member.name).join(" ")}`;
    if (shape !== this.shape) {
      this.shape = shape;
      this.reshape(news);
    }
    this.draw();
  }

  /** The series has other channels or members than before. @param {Points} news */
  reshape(news) {
    this.waiting.hidden = true;
    this.charts.hidden = false;
    this.scene.channel = Math.min(this.scene.channel, news.channels - 1);
    fill(this.channels.select, ...Array.from({ length: news.channels }, (_, c) => h("option", { value: c, selected: c === this.scene.channel }, String(c))));
    this.channels.element.hidden = news.channels < 2;
    const some = (/** @type {HTMLElement} */ element, /** @type {boolean} */ there) => (/** @type {HTMLElement} */ (element.parentElement).hidden = element.hidden = !there);
    some(this.share.element, news.channels > 1);
    some(this.member.element, news.members.length > 0);
    fill(this.shareLegend, legend(Array.from({ length: news.channels }, (_, c) => `Channel ${c}`)));
    fill(this.memberLegend, legend(news.members.map((member) => member.name)));
    this.remake();
  }

  remake() {
    if (this.model.points) {
      this.shown().forEach((chart) => chart.make());
      fill(this.shareLegend, legend(Array.from({ length: this.model.points.channels }, (_, c) => `Channel ${c}`)));
      fill(this.memberLegend, legend(this.model.points.members.map((member) => member.name)));
      this.draw();
    }
  }

  // --- which stretch of time ---------------------------------------------------------------------------------------

  /** The stretch that is shown, seconds. */
  view() {
    if (this.fixed) {
      return this.fixed;
    }
    const to = this.model.last() + Math.max(this.model.reach(), 0.02 * (this.span || 60));
    const from = this.span ? to - this.span : this.model.first();
    return { from: Math.min(from, to - 1), to };
  }

  fix(/** @type {number} */ from, /** @type {number} */ to) {
    this.fixed = { from, to: Math.max(to, from + 0.5) };
    this.label();
    this.link();
    this.draw();
  }

  follow() {
    this.fixed = null;
    this.label();
    this.link();
    this.draw();
  }

  toggle() {
    const { from, to } = this.view();
    if (this.fixed) {
      this.follow();
    } else {
      this.fix(from, to);
    }
  }

  pan(/** @type {number} */ share) {
    const { from, to } = this.view();
    this.fix(from + share * (to - from), to + share * (to - from));
  }

  zoom(/** @type {number} */ factor, at = 0.5) {
    const { from, to } = this.view();
    const middle = from + at * (to - from);
    this.fix(middle - (middle - from) * factor, middle + (to - middle) * factor);
  }

  /** Alone the wheel scrolls the page; with Ctrl it zooms, with Shift it pans. @param {WheelEvent} event */
  wheel(event) {
    const box = this.value.plot?.over.getBoundingClientRect();
    if (!box) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    } else if (event.shiftKey) {
      event.preventDefault();
      this.pan((event.deltaX || event.deltaY) > 0 ? 0.15 : -0.15);
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.charts || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.pan(-0.2),
      ArrowRight: () => this.pan(0.2),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      " ": () => this.toggle(),
      Home: () => this.fix(this.model.first(), this.model.first() + (this.span || 120)),
      End: () => this.follow(),
    };
    const run = keys[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  }

  label() {
    say(this.pause, this.fixed ? "▶ Live" : "❚❚ Pause");
    this.pause.setAttribute("aria-pressed", String(Boolean(this.fixed)));
    this.pause.setAttribute("aria-label", this.fixed ? "Paused. Press to follow the present again." : "Following the present. Press to pause.");
  }

  /** The address says what is seen, so that it can be sent to somebody. Browsers allow few such changes a second. */
  link() {
    clearTimeout(this.linked);
    this.linked = setTimeout(() => {
      const query = new URLSearchParams({ id: this.id });
      if (this.fixed) {
        query.set("from", String(Math.round(this.fixed.from * 1e6)));
        query.set("to", String(Math.round(this.fixed.to * 1e6)));
      } else {
        query.set("window", String(this.span));
      }
      if (this.scene.channel) query.set("channel", String(this.scene.channel));
      if (!this.scene.past) query.set("past", "0");
      history.replaceState(null, "", `#/series?${query}`);
    }, 200);
  }

  async copy() {
    const { from, to } = this.view();
    this.fix(from, to);
    await new Promise((done) => setTimeout(done, 250));
    try {
      await navigator.clipboard.writeText(location.href);
      say(this.copied, "Link copied");
    } catch {
      say(this.copied, "The address bar has the link");
    }
    setTimeout(() => say(this.copied, ""), 3000);
  }

  // --- drawing -----------------------------------------------------------------------------------------------------

  render() {
    if (!this.model.points || !this.model.length) {
      return;
    }
    const { from, to } = this.view();
    this.shown().forEach((chart) => chart.show(from, to));
    if (document.activeElement !== this.jump) {
      this.jump.value = format.localInput(((from + to) / 2) * 1e6);
    }
    const judged = this.model.judged(this.scene.channel);
    say(this.value.note, judged.count ? `Of ${judged.count} values forecast lately ${format.percent(judged.share)} came within the fan, which is meant to hold ${format.percent(judged.wanted)}; mean error of the median ${format.number(judged.error)}.` : "");
    say(this.score.note, `An incident opens at ${format.score(this.model.points.row.alarmLine)}.`);
    this.read();
  }

  /** Numbers at the cursor, or the last ones. */
  read() {
    const points = this.model.points;
    if (!points || !this.model.length) {
      return;
    }
    const last = this.model.length - 1;
    const i = this.index === null ? last : Math.min(this.index, last);
    const c = this.scene.channel;
    say(this.when, this.index === null ? "Now" : `At ${format.time(points.time[i], true)}`);
    /** @type {[string, string][]} */
    const rows = [
      ["Value", format.number(points.value[c][i])],
      ["Expected", format.number(points.expected[c][i])],
      [`Band, ${format.percent(this.about.band)}`, `${format.number(points.lower[c][i])} to ${format.number(points.upper[c][i])}`],
      ["Score", `${format.score(points.score[i])} (${format.rarity(points.score[i])})`],
      ["p-value", points.pValue[i] === null ? "–" : points.pValue[i].toPrecision(3)],
      ["Surprisal", `${format.number(points.surprisal[i])} nats`],
      ["Regime", `R${points.regime[i]}, posterior ${format.percent(points.probability[i])}`],
      ["Dwell", format.duration(points.time[i] - points.since[i])],
      ["Change here", format.percent(points.change[i])],
      ["Status", points.status[i].toLowerCase()],
      ...(points.share ?? []).map((column, k) => /** @type {[string, string]} */ ([`Channel ${k}`, `${format.number(column[i])} nats`])),
      ...points.members.map((member) => /** @type {[string, string]} */ ([member.name, `${format.percent(member.weight[i])}, ${format.number(member.surprisal[i])} nats`])),
    ];
    if (this.readout.children.length !== rows.length * 2) {
      fill(this.readout, ...rows.flatMap(() => [h("dt"), h("dd")]));
    }
    rows.forEach(([name, text], k) => {
      say(this.readout.children[2 * k], format.visible(name));
      say(this.readout.children[2 * k + 1], text);
    });
    this.head(points);
  }

  /** @param {Points} points */
  head(points) {
    const { row } = points;
    if (!this.facts.firstChild) {
      this.chip = h("span", { class: "chip", "aria-hidden": "true" });
      this.factRegime = h("span", { class: "fact" });
      this.factScore = h("span", { class: "fact" });
      this.factState = h("span", { class: "state" });
      fill(this.facts, h("span", { class: "fact" }, this.chip, this.factRegime), this.factScore, this.factState);
    }
    /** @type {HTMLElement} */ (this.chip).style.backgroundColor = regimeColour(row.regime ?? 0);
    say(/** @type {Node} */ (this.factRegime), `regime R${row.regime} ${format.percent(row.probability)} for ${format.duration((row.time ?? 0) - (row.since ?? 0))}`);
    say(/** @type {Node} */ (this.factScore), row.status === "WARMING" ? "learning, no alarms yet" : `score ${format.score(row.score)}`);
    const state = /** @type {HTMLElement} */ (this.factState);
    say(state, row.incident?.open ? `● incident #${row.incident.number} open` : "");
    state.className = row.incident?.open ? "state open" : "state";
  }
}
