// A short line of values over a ribbon of regimes, as small as a row of a list.

import { regimeColour } from "./colours.js";

const RIBBON = 5;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Row} row
 * @param {import("./colours.js").Palette} colours
 */
export function spark(canvas, row, colours) {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!width || !height || !row.spark || !row.regimes || !row.scores) {
    return;
  }
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const values = row.spark;
  const count = values.length;
  const step = width / Math.max(1, count);
  ribbon(pen, row.regimes, step, height);
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) {
    return;
  }
  const room = height - RIBBON - 6;
  const flat = high === low;
  const y = (/** @type {number} */ value) => 2 + room * (flat ? 0.5 : 1 - (value - low) / (high - low));
  pen.lineWidth = 1.5;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.line;
  pen.beginPath();
  let drawing = false;
  values.forEach((value, i) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const x = (i + 0.5) * step;
    if (drawing) {
      pen.lineTo(x, y(value));
    } else {
      pen.moveTo(x, y(value));
      drawing = true;
    }
  });
  pen.stroke();
  marks(pen, row, step, y, colours);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number[]} regimes
 * @param {number} step
 * @param {number} height
 */
function ribbon(pen, regimes, step, height) {
  let from = 0;
  for (let i = 1; i <= regimes.length; i++) {
    if (i === regimes.length || regimes[i] !== regimes[from]) {
      pen.fillStyle = regimeColour(regimes[from]);
      pen.fillRect(from * step, height - RIBBON, (i - from) * step, RIBBON);
      from = i;
    }
  }
}

/**
 * Points above the alarm line.
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./types.js").Row} row
 * @param {number} step
 * @param {(value: number) => number} y
 * @param {import("./colours.js").Palette} colours
 */
function marks(pen, row, step, y, colours) {
  pen.fillStyle = colours.alarm;
  row.scores?.forEach((score, i) => {
    const value = row.spark?.[i];
    if (score >= row.alarmLine && value !== null && value !== undefined) {
      pen.beginPath();
      pen.arc((i + 0.5) * step, y(value), 2.2, 0, 2 * Math.PI);
      pen.fill();
    }
  });
}
