// Numbers, times and ids for people.

const PREFIXES = ["", " k", " M", " G", " T", " P", " E"];

/**
 * About four digits, with a prefix for thousands.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  let size = Math.abs(value);
  if (size >= 1e21 || (size < 1e-3 && size > 0)) {
    return value.toExponential(2);
  }
  let power = 0;
  while (Math.abs(value) >= 10_000 && power < PREFIXES.length - 1) {
    value /= 1000;
    power++;
  }
  size = Math.abs(value);
  const text = value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text) + PREFIXES[power];
}

/** @param {number | null | undefined} score */
export function score(score) {
  return score === null || score === undefined ? "–" : (score + 0).toFixed(2);
}

/** @param {number | null | undefined} share */
export function percent(share) {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)} %`;
}

/**
 * A score in words: c = 12 × score powers of ten.
 * @param {number} score
 */
export function rarity(score) {
  const powers = 12 * score;
  return powers < 1 ? "ordinary" : `one in 10^${powers.toFixed(1)}`;
}

/**
 * @param {number} micros length of time
 * @returns {string}
 */
export function duration(micros) {
  const seconds = micros / 1e6;
  if (!Number.isFinite(seconds)) {
    return "–";
  }
  if (seconds < 10) {
    return `${Math.max(0, seconds).toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  if (seconds < 172_800) {
    return `${Math.round(seconds / 3600)} h`;
  }
  return `${Math.round(seconds / 86_400)} d`;
}

/**
 * Local time of day, with the day where it is not today.
 * @param {number | null | undefined} micros
 * @param {boolean} [fine] with tenths of a second
 */
export function time(micros, fine = false) {
  if (micros === null || micros === undefined) {
    return "–";
  }
  const date = new Date(micros / 1000);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const text = fine ? `${clock}.${Math.floor(date.getMilliseconds() / 100)}` : clock;
  return date.toDateString() === new Date().toDateString() ? text : `${day(date)} ${text}`;
}

/** @param {Date} date */
function day(date) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/**
 * The value of an input of type datetime-local.
 * @param {number} micros
 */
export function localInput(micros) {
  const date = new Date(micros / 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${day(date)}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/**
 * The parts of an id: joined with /, where \/ is a slash within a part.
 * @param {string} series
 * @returns {string[]}
 */
export function parts(series) {
  const out = [""];
  for (let i = 0; i < series.length; i++) {
    if (series[i] === "\\" && i + 1 < series.length) {
      out[out.length - 1] += series[++i];
    } else if (series[i] === "/") {
      out.push("");
    } else {
      out[out.length - 1] += series[i];
    }
  }
  return out;
}

/**
 * An id that cannot change how the page reads: what turns the direction of text or cannot be seen is shown as a dot.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·") || "(empty)";
}
