// Charts of one series over one common time axis.

import { lineColour, regimeColour } from "./colours.js";
import { h, say } from "./dom.js";
import * as format from "./format.js";
import uPlot from "./vendor/uplot-1.6.32/uPlot.esm.js";

/** @typedef {import("./model.js").SeriesModel} SeriesModel */
/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {{model: SeriesModel, incidents: Incident[], channel: number, what: "weight" | "surprisal" | "tail", past: boolean, colours: import("./colours.js").Palette}} Scene */
/** @typedef {{range: (from: number, to: number) => void, point: (index: number | null) => void}} Reader */

const AXIS = 64;
const MONO = "12px system-ui, sans-serif";

export class Chart {
  /**
   * @param {string} label
   * @param {number} height
   * @param {Scene} scene
   * @param {Reader} reader
   */
  constructor(label, height, scene, reader) {
    this.scene = scene;
    this.reader = reader;
    this.height = height;
    this.note = h("span", { class: "soft" });
    this.hole = h("div", { class: "hole", role: "img", "aria-label": label });
    this.element = h("figure", { class: "chart" }, h("figcaption", {}, h("b", {}, label), " ", this.note), this.hole);
    this.label = label;
    this.spoken = 0;
    /** @type {uPlot | null} */
    this.plot = null;
  }

  /** What this chart draws; for subclasses. @returns {uPlot.Series[]} */
  series() {
    return [];
  }

  /** Columns after the time. @returns {any[]} */
  columns() {
    return [];
  }

  /** Drawn under the lines. @param {uPlot} _plot */
  under(_plot) {}

  /** Drawn over the lines. @param {uPlot} _plot */
  over(_plot) {}

  /** @returns {uPlot.Scale.Range} */
  range() {
    return (_plot, low, high) => (low === null || high === null ? [0, 1] : low === high ? [low - 1, high + 1] : [low, high]);
  }

  /** A sentence for those who do not see the chart. */
  told() {
    return this.label;
  }

  /** Makes the plot anew: colours, channels or members have changed. */
  make() {
    this.plot?.destroy();
    const colours = this.scene.colours;
    const axis = { stroke: colours.text, font: MONO, grid: { stroke: colours.grid, width: 1 }, ticks: { stroke: colours.grid, width: 1, size: 4 } };
    this.plot = new uPlot(
      {
        width: Math.max(100, this.hole.clientWidth),
        height: this.height,
        pxAlign: 0,
        legend: { show: false },
        padding: [6, 8, 0, 0],
        cursor: {
          sync: { key: "undercurrent" },
          drag: { x: true, y: false, setScale: false },
          points: { size: 6 },
        },
        select: { show: true, left: 0, top: 0, width: 0, height: 0 },
        scales: { x: { time: true, auto: false }, y: { range: this.range() } },
        axes: [
          { ...axis, size: 26, values: (_plot, ticks) => ticks.map((tick) => format.time(tick * 1e6)), space: 90 },
          { ...axis, size: AXIS, values: (_plot, ticks) => ticks.map((tick) => format.number(tick)), space: 28 },
        ],
        series: [{}, ...this.series()],
        hooks: {
          drawClear: [(plot) => this.shade(plot), (plot) => this.under(plot)],
          draw: [(plot) => this.over(plot)],
          setSelect: [(plot) => this.selected(plot)],
          setCursor: [(plot) => this.reader.point(plot.cursor.left === undefined || plot.cursor.left < 0 ? null : (plot.cursor.idx ?? null))],
        },
      },
      this.data(),
      this.hole,
    );
  }

  /** @returns {uPlot.AlignedData} */
  data() {
    return /** @type {uPlot.AlignedData} */ ([this.scene.model.seconds, ...this.columns()]);
  }

  /**
   * @param {number} from seconds
   * @param {number} to
   */
  show(from, to) {
    if (!this.plot) {
      this.make();
    }
    const plot = /** @type {uPlot} */ (this.plot);
    plot.batch(() => {
      plot.setData(this.data(), false);
      plot.setScale("x", { min: from, max: to });
    });
    const now = performance.now();
    if (now - this.spoken > 2000) {
      this.spoken = now;
      this.hole.setAttribute("aria-label", this.told());
    }
  }

  size() {
    const width = this.hole.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) {
      this.plot.setSize({ width, height: this.height });
    }
  }

  destroy() {
    this.plot?.destroy();
    this.plot = null;
  }

  /** @param {uPlot} plot */
  selected(plot) {
    const { left, width } = plot.select;
    if (width > 4) {
      this.reader.range(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
    }
    if (width > 0) {
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
  }

  /** Incidents as shades across the chart. @param {uPlot} plot */
  shade(plot) {
    const pen = plot.ctx;
    pen.save();
    clip(plot);
    for (const incident of this.scene.incidents) {
      const left = plot.valToPos(incident.onset / 1e6, "x", true);
      const end = incident.closed === null ? this.scene.model.last() : incident.closed / 1e6;
      const right = plot.valToPos(end, "x", true);
      pen.fillStyle = this.scene.colours.alarm;
      pen.globalAlpha = 0.13;
      pen.fillRect(left, plot.bbox.top, Math.max(2, right - left), plot.bbox.height);
      pen.globalAlpha = 1;
      pen.fillRect(left, plot.bbox.top, 1.5 * devicePixelRatio, plot.bbox.height);
    }
    pen.restore();
  }
}

/** Keeps what is drawn within the chart. @param {uPlot} plot */
function clip(plot) {
  plot.ctx.beginPath();
  plot.ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  plot.ctx.clip();
}

/** A colour with its opacity. @param {string} colour @param {number} opacity */
function pale(colour, opacity) {
  return `color-mix(in srgb, ${colour} ${Math.round(opacity * 100)}%, transparent)`;
}

/** The value with its band, and forecasts, past and present. */
export class ValueChart extends Chart {
  series() {
    const { colours } = this.scene;
    return [
      { stroke: "transparent", points: { show: false } },
      { stroke: "transparent", points: { show: false } },
      { stroke: pale(colours.line, 0.65), width: 1, dash: [4, 4], points: { show: false } },
      { stroke: colours.line, width: 2, points: { size: 4, fill: colours.line } },
    ];
  }

  columns() {
    const points = this.scene.model.points;
    const c = this.scene.channel;
    return points ? [points.upper[c], points.lower[c], points.expected[c], points.value[c]] : [[], [], [], []];
  }

  /** By the values and forecasts; a band that is wild beside them is cut. */
  range() {
    return (/** @type {uPlot} */ plot) => {
      const [from, to] = plot.series[0].idxs ?? [0, 0];
      const [uppers, lowers, , values] = /** @type {(number | null)[][]} */ (plot.data.slice(1));
      let [low, high] = extent(values, from, to);
      const [bandLow] = extent(lowers, from, to);
      const [, bandHigh] = extent(uppers, from, to);
      if (low > high) {
        return /** @type {[number, number]} */ ([0, 1]);
      }
      const span = high - low || Math.abs(high) * 0.1 || 1;
      low = Math.max(Math.min(low, bandLow), low - 0.75 * span);
      high = Math.min(Math.max(high, bandHigh), high + 0.75 * span);
      return /** @type {[number, number]} */ ([low - 0.05 * span, high + 0.05 * span]);
    };
  }

  under(/** @type {uPlot} */ plot) {
    const points = this.scene.model.points;
    if (!points) {
      return;
    }
    const pen = plot.ctx;
    const [from, to] = plot.series[0].idxs ?? [0, 0];
    const c = this.scene.channel;
    pen.save();
    clip(plot);
    pen.fillStyle = pale(this.scene.colours.band, 0.22);
    pen.beginPath();
    for (let i = from; i <= to; i++) {
      pen.lineTo(plot.valToPos(this.scene.model.seconds[i], "x", true), plot.valToPos(points.upper[c][i] ?? 0, "y", true));
    }
    for (let i = to; i >= from; i--) {
      pen.lineTo(plot.valToPos(this.scene.model.seconds[i], "x", true), plot.valToPos(points.lower[c][i] ?? 0, "y", true));
    }
    pen.fill();
    const { forecasts } = this.scene.model;
    forecasts.forEach((forecast, i) => {
      const latest = i === forecasts.length - 1;
      if (latest || this.scene.past) {
        this.fan(plot, forecast, latest);
      }
    });
    pen.restore();
  }

  /**
   * @param {uPlot} plot
   * @param {import("./types.js").Forecast} forecast
   * @param {boolean} latest
   */
  fan(plot, forecast, latest) {
    const { model, colours, channel } = this.scene;
    if (channel * forecast.horizon * forecast.levels.length >= forecast.quantiles.length) {
      return;
    }
    const pen = plot.ctx;
    const xs = model.steps(forecast).map((second) => plot.valToPos(second, "x", true));
    if (xs[xs.length - 1] < plot.bbox.left || xs[0] > plot.bbox.left + plot.bbox.width) {
      return;
    }
    const y = (/** @type {number} */ step, /** @type {number} */ level) => plot.valToPos(model.quantile(forecast, channel, step, level), "y", true);
    const levels = forecast.levels.length;
    for (let pair = 0; pair < levels >> 1; pair++) {
      pen.fillStyle = pale(colours.forecast, latest ? 0.24 : 0.1);
      pen.beginPath();
      for (let step = 0; step < forecast.horizon; step++) {
        pen.lineTo(xs[step + 1], y(step, levels - 1 - pair));
      }
      for (let step = forecast.horizon - 1; step >= 0; step--) {
        pen.lineTo(xs[step + 1], y(step, pair));
      }
      pen.fill();
    }
    pen.strokeStyle = pale(colours.forecast, latest ? 1 : 0.6);
    pen.lineWidth = (latest ? 2 : 1) * devicePixelRatio;
    pen.beginPath();
    for (let step = 0; step < forecast.horizon; step++) {
      pen.lineTo(xs[step + 1], y(step, levels >> 1));
    }
    pen.stroke();
  }

  told() {
    const row = this.scene.model.points?.row;
    return row ? `Value ${format.number(row.value)}, expected within ${format.number(row.lower)} and ${format.number(row.upper)}` : "Value";
  }
}

/**
 * Smallest and largest of a stretch; the first above the second where there is none.
 * @param {(number | null)[]} column
 * @param {number} from
 * @param {number} to
 */
function extent(column, from, to) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = from; i <= to; i++) {
    const value = column[i];
    if (value !== null && value !== undefined) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

/** Regimes as a ribbon: colour says which, height how sure. */
export class RegimeChart extends Chart {
  series() {
    return [{ stroke: "transparent", points: { show: false } }];
  }

  columns() {
    return [this.scene.model.points?.probability ?? []];
  }

  range() {
    return /** @type {[number, number]} */ ([0, 1]);
  }

  under(/** @type {uPlot} */ plot) {
    const { model } = this.scene;
    const points = model.points;
    if (!points || !model.length) {
      return;
    }
    const pen = plot.ctx;
    const [from, to] = plot.series[0].idxs ?? [0, 0];
    pen.save();
    clip(plot);
    const bottom = plot.bbox.top + plot.bbox.height;
    const x = (/** @type {number} */ i) => plot.valToPos(model.seconds[Math.min(i, model.length - 1)], "x", true);
    let begin = from;
    for (let i = from; i <= to; i++) {
      const left = x(i);
      const right = i === model.length - 1 ? left + 2 * devicePixelRatio : x(i + 1);
      pen.fillStyle = regimeColour(points.regime[i]);
      pen.globalAlpha = 0.3;
      pen.fillRect(left, plot.bbox.top, right - left + 0.5, plot.bbox.height);
      pen.globalAlpha = 1;
      const height = plot.bbox.height * (points.probability[i] ?? 0);
      pen.fillRect(left, bottom - height, right - left + 0.5, height);
      if (i === to || points.regime[i + 1] !== points.regime[i]) {
        this.name(plot, points.regime[i], x(begin), right);
        begin = i + 1;
      }
    }
    pen.restore();
  }

  /**
   * A regime's name where there is room for it: colour alone must not carry the meaning.
   * @param {uPlot} plot
   * @param {number} regime
   * @param {number} left
   * @param {number} right
   */
  name(plot, regime, left, right) {
    const pen = plot.ctx;
    const size = 12 * devicePixelRatio;
    if (right - left > 2 * size) {
      pen.font = `600 ${size}px system-ui, sans-serif`;
      pen.textBaseline = "middle";
      pen.textAlign = "left";
      pen.fillStyle = "#000000";
      pen.fillText(`R${regime}`, Math.max(left, plot.bbox.left) + size / 3, plot.bbox.top + plot.bbox.height / 2);
    }
  }

  told() {
    const row = this.scene.model.points?.row;
    return row ? `Regime ${row.regime} with posterior ${format.percent(row.probability)} for ${format.duration((row.time ?? 0) - (row.since ?? 0))}` : "Regime";
  }
}

/** The anomaly score with the line at which an incident opens. */
export class ScoreChart extends Chart {
  series() {
    const { colours } = this.scene;
    return [{ stroke: colours.score, width: 1.5, fill: pale(colours.score, 0.15), points: { show: false } }];
  }

  columns() {
    return [this.scene.model.points?.score ?? []];
  }

  range() {
    return (/** @type {uPlot} */ _plot, /** @type {number | null} */ _low, /** @type {number | null} */ high) => {
      const line = this.scene.model.points?.row.alarmLine ?? 0;
      return /** @type {[number, number]} */ ([0, Math.min(1.02, 1.1 * Math.max(high ?? 0, 1.2 * line))]);
    };
  }

  over(/** @type {uPlot} */ plot) {
    const { model, colours } = this.scene;
    const points = model.points;
    if (!points) {
      return;
    }
    const pen = plot.ctx;
    const y = plot.valToPos(points.row.alarmLine, "y", true);
    pen.save();
    clip(plot);
    pen.strokeStyle = colours.alarm;
    pen.lineWidth = 1.5 * devicePixelRatio;
    pen.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    pen.beginPath();
    pen.moveTo(plot.bbox.left, y);
    pen.lineTo(plot.bbox.left + plot.bbox.width, y);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = colours.alarm;
    const [from, to] = plot.series[0].idxs ?? [0, 0];
    for (let i = from; i <= to; i++) {
      if (points.score[i] >= points.row.alarmLine) {
        pen.beginPath();
        pen.arc(plot.valToPos(model.seconds[i], "x", true), plot.valToPos(points.score[i], "y", true), 3 * devicePixelRatio, 0, 2 * Math.PI);
        pen.fill();
      }
    }
    pen.restore();
  }

  told() {
    const row = this.scene.model.points?.row;
    return row ? `Score ${format.score(row.score)}, alarm line ${format.score(row.alarmLine)}` : "Score";
  }
}

/** What each channel adds to the surprisal. */
export class ShareChart extends Chart {
  series() {
    return (this.scene.model.points?.share ?? []).map((_, c) => ({ stroke: lineColour(c), width: 1.5, points: { show: false } }));
  }

  columns() {
    return this.scene.model.points?.share ?? [];
  }
}

/** What each member of the mixture thinks. */
export class MemberChart extends Chart {
  series() {
    return (this.scene.model.points?.members ?? []).map((_, m) => ({ stroke: lineColour(m), width: 1.5, points: { show: false } }));
  }

  columns() {
    return (this.scene.model.points?.members ?? []).map((member) => member[this.scene.what]);
  }

  range() {
    const auto = super.range();
    return (/** @type {uPlot} */ plot, /** @type {any} */ low, /** @type {any} */ high, /** @type {string} */ key) =>
      this.scene.what === "surprisal" ? /** @type {any} */ (auto)(plot, low, high, key) : /** @type {[number, number]} */ ([0, 1.02]);
  }
}

/**
 * Names beside their colours.
 * @param {string[]} names
 */
export function legend(names) {
  return h("ul", { class: "legend" }, ...names.map((name, i) => {
    const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.backgroundColor = lineColour(i);
    const item = h("li", {}, swatch);
    const text = h("span");
    say(text, format.visible(name));
    item.append(text);
    return item;
  }));
}
