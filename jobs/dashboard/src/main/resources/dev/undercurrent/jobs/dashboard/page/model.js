// What the page knows of the one series that is looked at: columns that grow at the end and are cut at the front.

/** @typedef {import("./types.js").Points} Points */
/** @typedef {import("./types.js").Forecast} Forecast */

const COLUMNS = /** @type {const} */ (["score", "surprisal", "pValue", "alarm", "status", "regime", "probability", "change", "since"]);
const BY_CHANNEL = /** @type {const} */ (["value", "expected", "lower", "upper", "share"]);
const BY_MEMBER = /** @type {const} */ (["weight", "surprisal", "tail"]);

export class SeriesModel {
  /** @param {number} bound points kept */
  constructor(bound) {
    this.bound = bound;
    /** @type {Points | null} */
    this.points = null;
    /** @type {number[]} times in seconds, which is how charts count */
    this.seconds = [];
    /** @type {Forecast[]} */
    this.forecasts = [];
  }

  /** @param {Points} news */
  take(news) {
    if (news.whole || !this.points) {
      this.points = news;
      this.seconds = news.time.map((micros) => micros / 1e6);
      return;
    }
    const points = this.points;
    points.row = news.row;
    points.time.push(...news.time);
    this.seconds.push(...news.time.map((micros) => micros / 1e6));
    for (const name of COLUMNS) {
      /** @type {any[]} */ (points[name]).push(.../** @type {any[]} */ (news[name]));
    }
    for (const name of BY_CHANNEL) {
      points[name]?.forEach((column, c) => column.push(...(news[name]?.[c] ?? [])));
    }
    points.members.forEach((member, m) => {
      for (const name of BY_MEMBER) {
        member[name].push(...news.members[m][name]);
      }
    });
    // cut in large pieces: each cut moves everything
    if (points.time.length > this.bound * 1.2) {
      this.cut(points.time.length - this.bound);
    }
  }

  /** @param {number} count */
  cut(count) {
    const points = /** @type {Points} */ (this.points);
    points.time.splice(0, count);
    this.seconds.splice(0, count);
    for (const name of COLUMNS) {
      points[name].splice(0, count);
    }
    for (const name of BY_CHANNEL) {
      points[name]?.forEach((column) => column.splice(0, count));
    }
    for (const member of points.members) {
      for (const name of BY_MEMBER) {
        member[name].splice(0, count);
      }
    }
  }

  /**
   * Puts points in full in place of the thinned ones of their stretch.
   * @param {Points} full
   */
  refine(full) {
    const points = this.points;
    if (!points || !full.time.length || full.channels !== points.channels || full.members.length !== points.members.length) {
      return;
    }
    let from = points.time.findIndex((time) => time >= full.time[0]);
    from = from < 0 ? this.length : from;
    let to = points.time.findIndex((time) => time > full.time[full.time.length - 1]);
    to = to < 0 ? this.length : to;
    const swap = (/** @type {any[]} */ column, /** @type {any[]} */ better) => column.splice(from, to - from, ...better);
    swap(this.seconds, full.time.map((micros) => micros / 1e6));
    swap(points.time, full.time);
    for (const name of COLUMNS) {
      swap(points[name], full[name]);
    }
    for (const name of BY_CHANNEL) {
      points[name]?.forEach((column, c) => swap(column, full[name]?.[c] ?? []));
    }
    points.members.forEach((member, m) => BY_MEMBER.forEach((name) => swap(member[name], full.members[m][name])));
  }

  get length() {
    return this.seconds.length;
  }

  first() {
    return this.seconds[0] ?? 0;
  }

  last() {
    return this.seconds[this.seconds.length - 1] ?? 0;
  }

  /** Mean spacing of the last points, seconds. */
  spacing() {
    const n = Math.min(this.length, 50);
    return n < 2 ? 1 : (this.last() - this.seconds[this.length - n]) / (n - 1);
  }

  /**
   * Index of the last point at or before a time, or 0.
   * @param {number} second
   */
  at(second) {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.seconds[middle] <= second) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Times of a forecast's steps, seconds, beginning with its origin.
   * @param {Forecast} forecast
   * @returns {number[]}
   */
  steps(forecast) {
    const step = forecast.step > 0 ? forecast.step / 1e6 : this.spacing();
    return Array.from({ length: forecast.horizon + 1 }, (_, i) => forecast.time / 1e6 + i * step);
  }

  /** How far into the future the last forecast reaches, seconds. */
  reach() {
    const forecast = this.forecasts[this.forecasts.length - 1];
    return forecast ? Math.max(0, this.steps(forecast)[forecast.horizon] - this.last()) : 0;
  }

  /**
   * One quantile of a forecast.
   * @param {Forecast} forecast
   * @param {number} channel
   * @param {number} step from 0
   * @param {number} level index of the level
   */
  quantile(forecast, channel, step, level) {
    return forecast.quantiles[(channel * forecast.horizon + step) * forecast.levels.length + level];
  }

  /**
   * Forecasts against what came: the share of events within the outer quantiles, and how large that should be.
   * @param {number} channel
   */
  judged(channel) {
    const points = this.points;
    let inside = 0;
    let count = 0;
    let wanted = 0;
    let error = 0;
    if (points) {
      for (const forecast of this.forecasts) {
        const last = forecast.levels.length - 1;
        wanted = forecast.levels[last] - forecast.levels[0];
        // steps are events: the h-th point after the origin is what the h-th step was about
        const origin = this.at(forecast.time / 1e6);
        if (points.thinned || Math.abs(points.time[origin] - forecast.time) > 1) {
          continue;
        }
        for (let step = 0; step < forecast.horizon && origin + 1 + step < this.length; step++) {
          const value = points.value[channel][origin + 1 + step];
          if (value !== null) {
            count++;
            inside += value >= this.quantile(forecast, channel, step, 0) && value <= this.quantile(forecast, channel, step, last) ? 1 : 0;
            error += Math.abs(value - this.quantile(forecast, channel, step, last >> 1));
          }
        }
      }
    }
    return { count, share: count ? inside / count : NaN, wanted, error: count ? error / count : NaN };
  }
}
