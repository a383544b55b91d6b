// One series: what it did, what was expected, what the models think, and what they expect next.

import { ask } from "./api.js";
import { legend, MemberChart, RegimeChart, ScoreChart, ShareChart, ValueChart } from "./charts.js";
import { palette } from "./colours.js";
import { atFrame, fill, h, say } from "./dom.js";
import * as format from "./format.js";
import { incidentCard } from "./incidents.js";
import { SeriesModel } from "./model.js";
import { choice } from "./overview.js";
import { Readout } from "./readout.js";
import { Stretch } from "./stretch.js";

/** @typedef {import("./types.js").Points} Points */
/** @typedef {import("./types.js").Incident} Incident */

const WINDOWS = [["30", "30 s"], ["60", "1 min"], ["120", "2 min"], ["600", "10 min"], ["3600", "1 h"], ["0", "All"]];
const SHOWN = [["weight", "Weight"], ["surprisal", "Surprisal, nats"], ["tail", "Tail probability"]];

/**
 * @param {import("./api.js").Live} live
 * @param {URLSearchParams} query
 * @param {import("./types.js").About} about
 * @returns {import("./types.js").View}
 */
export function seriesView(live, query, about) {
  return new SeriesView(live, query, about);
}

/**
 * Height of a chart: a share of the window's, and no less than can be read.
 * @param {number} share
 * @param {number} least pixels
 */
function tall(share, least) {
  return Math.max(least, Math.round(share * innerHeight));
}

class SeriesView {
  /**
   * @param {import("./api.js").Live} live
   * @param {URLSearchParams} query
   * @param {import("./types.js").About} about
   */
  constructor(live, query, about) {
    this.live = live;
    this.id = query.get("id") ?? "";
    this.title = format.visible(this.id);
    this.model = new SeriesModel(Math.max(about.history, 2_000));
    this.stretch = new Stretch(this.model, query, () => this.moved());
    /** @type {import("./chart.js").Scene} */
    this.scene = { model: this.model, incidents: [], channel: Number(query.get("channel") ?? 0) || 0, what: "weight", past: query.get("past") !== "0", colours: palette() };
    this.readout = new Readout(about.band);
    /** @type {number | null} index of the point at the cursor */
    this.index = null;
    this.shape = "";
    this.linked = 0;
    this.detailed = 0;
    this.draw = atFrame(() => this.render());
    this.readSoon = atFrame(() => this.read());
    /** @type {(() => void)[]} */
    this.undo = [];

    const reader = {
      range: (/** @type {number} */ from, /** @type {number} */ to) => this.stretch.fix(from, to),
      point: (/** @type {number | null} */ index) => {
        this.index = index;
        this.readSoon();
      },
    };
    this.value = new ValueChart("Value", tall(0.37, 260), this.scene, reader);
    this.regime = new RegimeChart("Regime", tall(0.07, 56), this.scene, reader);
    this.score = new ScoreChart("Anomaly score", tall(0.18, 140), this.scene, reader);
    this.share = new ShareChart("Contributions by channel, nats", tall(0.15, 130), this.scene, reader);
    this.member = new MemberChart("Members of the mixture", tall(0.15, 130), this.scene, reader);
    this.all = [this.value, this.regime, this.score, this.share, this.member];

    this.pause = h("button", { type: "button", class: "strong", onclick: () => this.stretch.toggle() });
    this.windows = choice("Window", WINDOWS, String(this.stretch.span));
    this.jump = h("input", { type: "datetime-local", step: "1" });
    this.past = h("input", { type: "checkbox", checked: this.scene.past });
    this.channels = choice("Channel", [["0", "0"]], "0");
    this.what = choice("Show", SHOWN, "weight");
    this.copied = h("span", { class: "soft", role: "status" });
    this.cards = h("div", { class: "cards" });
    this.shareLegend = h("div");
    this.memberLegend = h("div");
    this.waiting = h("p", { class: "empty" }, "Waiting for this series …");
    this.charts = h(
      "div",
      {
        class: "charts",
        tabindex: "0",
        role: "group",
        "aria-label": "Charts. Left and right move, plus and minus zoom, space pauses, End returns to the present.",
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
        ondblclick: () => this.stretch.follow(),
      },
      this.value.element,
      this.regime.element,
      this.score.element,
      h("div", {}, this.share.element, this.shareLegend),
      h("div", {}, this.member.element, h("div", { class: "under" }, this.what.element, this.memberLegend)),
    );
    this.element = h(
      "div",
      { class: "series" },
      h("div", { class: "heading" }, h("h1", {}, this.title), this.readout.facts),
      this.tools(),
      this.waiting,
      h(
        "div",
        { class: "columns" },
        this.charts,
        h("aside", { "aria-label": "Values and incidents", class: "latest" }, this.readout.when, this.readout.list, h("h2", {}, "Incidents"), this.cards),
      ),
    );
  }

  tools() {
    const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ run) =>
      h("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
    return h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Time" },
      this.pause,
      this.windows.element,
      h(
        "span",
        { class: "buttons" },
        button("◀", "Earlier", () => this.stretch.pan(-0.5)),
        button("▶", "Later", () => this.stretch.pan(0.5)),
        button("+", "Zoom in", () => this.stretch.zoom(0.5)),
        button("−", "Zoom out", () => this.stretch.zoom(2)),
      ),
      h("label", { class: "choice" }, h("span", {}, "Jump to"), this.jump),
      this.channels.element,
      h("label", { class: "check" }, this.past, " past forecasts"),
      button("Copy link", "Copy link to this view", () => this.copy()),
      this.copied,
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
      this.stretch.span = Number(this.windows.select.value);
      this.stretch.follow();
    });
    this.jump.addEventListener("change", () => {
      const at = Date.parse(this.jump.value) / 1000;
      if (Number.isFinite(at)) {
        this.stretch.jump(at);
      }
    });
    this.past.addEventListener("change", () => {
      this.scene.past = this.past.checked;
      this.moved();
    });
    this.channels.select.addEventListener("change", () => {
      this.scene.channel = Number(this.channels.select.value);
      this.remake();
      this.moved();
    });
    this.what.select.addEventListener("change", () => {
      this.scene.what = /** @type {"weight" | "surprisal" | "tail"} */ (this.what.select.value);
      this.member.make();
      this.draw();
    });
    this.charts.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    const size = new ResizeObserver(() => this.all.forEach((chart) => chart.size()));
    size.observe(this.charts);
    this.undo.push(() => size.disconnect());
    this.charts.hidden = true;
    this.channels.element.hidden = true;
    this.label();
    this.live.look({ view: "series", series: this.id });
  }

  stop() {
    for (const undo of this.undo) {
      undo();
    }
    clearTimeout(this.linked);
    clearTimeout(this.detailed);
    this.all.forEach((chart) => chart.destroy());
  }

  theme() {
    this.scene.colours = palette();
    this.remake();
  }

  shown() {
    return this.all.filter((chart) => !chart.element.hidden);
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
    const some = (/** @type {HTMLElement} */ element, /** @type {boolean} */ there) =>
      (/** @type {HTMLElement} */ (element.parentElement).hidden = element.hidden = !there);
    some(this.share.element, news.channels > 1);
    some(this.member.element, news.members.length > 0);
    this.remake();
  }

  remake() {
    const { points } = this.model;
    if (points) {
      this.shown().forEach((chart) => chart.make());
      fill(this.shareLegend, legend(Array.from({ length: points.channels }, (_, c) => `Channel ${c}`)));
      fill(this.memberLegend, legend(points.members.map((member) => member.name)));
      this.draw();
    }
  }

  /** Another stretch of time is shown, or something else that the address tells. */
  moved() {
    this.label();
    this.draw();
    // browsers allow few changes of the address a second
    clearTimeout(this.linked);
    this.linked = setTimeout(() => history.replaceState(null, "", this.address()), 200);
    clearTimeout(this.detailed);
    this.detailed = setTimeout(() => this.detail(), 300);
  }

  address() {
    const query = new URLSearchParams({ id: this.id, ...this.stretch.query() });
    if (this.scene.channel) query.set("channel", String(this.scene.channel));
    if (!this.scene.past) query.set("past", "0");
    return `#/series?${query}`;
  }

  /** What came thinned, because it was long, is asked for in full where the reader looks closely. */
  async detail() {
    const fixed = this.stretch.fixed;
    if (!fixed || !this.model.points?.thinned) {
      return;
    }
    const margin = fixed.to - fixed.from;
    try {
      const query = { series: this.id, from: Math.round((fixed.from - margin) * 1e6), to: Math.round((fixed.to + margin) * 1e6), limit: 4000 };
      this.model.refine(await ask("history", query));
      this.draw();
    } catch {
      // what is there is shown on
    }
  }

  async copy() {
    const { from, to } = this.stretch.view();
    this.stretch.fix(from, to);
    history.replaceState(null, "", this.address());
    try {
      await navigator.clipboard.writeText(location.href);
      say(this.copied, "Link copied");
    } catch {
      say(this.copied, "The address bar has the link");
    }
    setTimeout(() => say(this.copied, ""), 3000);
  }

  /** Alone the wheel scrolls the page; with Ctrl it zooms, with Shift it pans. @param {WheelEvent} event */
  wheel(event) {
    const box = this.value.plot?.over.getBoundingClientRect();
    if (!box) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.stretch.zoom(event.deltaY > 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    } else if (event.shiftKey) {
      event.preventDefault();
      this.stretch.pan((event.deltaX || event.deltaY) > 0 ? 0.15 : -0.15);
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.charts || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.stretch.pan(-0.2),
      ArrowRight: () => this.stretch.pan(0.2),
      "+": () => this.stretch.zoom(0.5),
      "=": () => this.stretch.zoom(0.5),
      "-": () => this.stretch.zoom(2),
      " ": () => this.stretch.toggle(),
      Home: () => this.stretch.begin(),
      End: () => this.stretch.follow(),
    };
    const run = keys[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  }

  label() {
    const still = Boolean(this.stretch.fixed);
    say(this.pause, still ? "▶ Live" : "❚❚ Pause");
    this.pause.setAttribute("aria-label", still ? "Live: paused, press to follow the present again" : "Pause: following the present, press to stand still");
  }

  render() {
    const { points } = this.model;
    if (!points || !this.model.length) {
      return;
    }
    const { from, to } = this.stretch.view();
    this.shown().forEach((chart) => chart.show(from, to));
    if (document.activeElement !== this.jump) {
      this.jump.value = format.localInput(((from + to) / 2) * 1e6);
    }
    const judged = this.model.judged(this.scene.channel);
    say(
      this.value.note,
      judged.count
        ? `${format.percent(judged.share)} of the last ${judged.count} values came within their forecast's fan, meant for ${format.percent(judged.wanted)}.`
        : "",
    );
    say(this.score.note, `An incident opens at ${format.score(points.row.alarmLine)}.`);
    this.read();
  }

  read() {
    if (this.model.points && this.model.length) {
      this.readout.show(this.model.points, this.index, this.scene.channel);
    }
  }
}
