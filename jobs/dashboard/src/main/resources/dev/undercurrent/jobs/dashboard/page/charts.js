// Charts of one series over one common time axis.

import { Chart, clip, pale } from "./chart.js";
import { lineColour, regimeColour } from "./colours.js";
import { h, say } from "./dom.js";
import * as format from "./format.js";

/** @typedef {import("./vendor/uplot-1.6.32/uPlot.esm.js")} uPlot */

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
  timeAxis = false;

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
      const x = Math.max(left, plot.bbox.left) + size / 3;
      const y = plot.bbox.top + plot.bbox.height / 2;
      // an edge in the ground's colour keeps it readable on every regime's
      pen.lineJoin = "round";
      pen.lineWidth = 3 * devicePixelRatio;
      pen.strokeStyle = this.scene.colours.ground;
      pen.strokeText(`R${regime}`, x, y);
      pen.fillStyle = this.scene.colours.score;
      pen.fillText(`R${regime}`, x, y);
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
