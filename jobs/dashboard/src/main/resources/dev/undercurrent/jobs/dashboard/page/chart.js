// What all charts of a series have in common: the time axis, the cursor, the shades of incidents.

import { h } from "./dom.js";
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
    this.timeAxis = true;
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
          this.timeAxis
            ? { ...axis, size: 26, values: (_plot, ticks) => ticks.map((tick) => format.time(tick * 1e6)), space: 90 }
            : { ...axis, size: 6, values: () => [], space: 90 },
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
export function clip(plot) {
  plot.ctx.beginPath();
  plot.ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  plot.ctx.clip();
}

/** A colour with its opacity. @param {string} colour @param {number} opacity */
export function pale(colour, opacity) {
  return `color-mix(in srgb, ${colour} ${Math.round(opacity * 100)}%, transparent)`;
}
