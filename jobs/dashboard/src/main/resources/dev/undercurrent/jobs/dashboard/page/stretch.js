// Which stretch of time is shown: one that follows the present, or one that stands still.

export class Stretch {
  /**
   * @param {import("./model.js").SeriesModel} model
   * @param {URLSearchParams} query of the address: window, or from and to in microseconds
   * @param {() => void} changed
   */
  constructor(model, query, changed) {
    this.model = model;
    this.changed = changed;
    /** Length of the stretch that follows, seconds; 0 = all there is. */
    this.span = Math.max(0, Number(query.get("window") ?? 120) || 0);
    /** @type {{from: number, to: number} | null} seconds; null while it follows the present */
    this.fixed = null;
    if (query.has("from") && query.has("to")) {
      this.fixed = ordered(Number(query.get("from")) / 1e6, Number(query.get("to")) / 1e6);
    }
  }

  /** What is shown, seconds. */
  view() {
    if (this.fixed) {
      return this.fixed;
    }
    const to = this.model.last() + Math.max(this.model.reach(), 0.02 * (this.span || 60));
    // a series younger than the window fills it all the same, once it is ten seconds old
    const begin = Math.min(this.model.first(), to - 10);
    return ordered(this.span ? Math.max(to - this.span, begin) : begin, to);
  }

  /**
   * @param {number} from seconds
   * @param {number} to
   */
  fix(from, to) {
    this.fixed = ordered(from, to);
    this.changed();
  }

  follow() {
    this.fixed = null;
    this.changed();
  }

  toggle() {
    if (this.fixed) {
      this.follow();
    } else {
      const { from, to } = this.view();
      this.fix(from, to);
    }
  }

  /** @param {number} share of what is shown; negative = earlier */
  pan(share) {
    const { from, to } = this.view();
    this.fix(from + share * (to - from), to + share * (to - from));
  }

  /**
   * @param {number} factor below 1 = in
   * @param {number} [at] what stays in place, from 0 at the left to 1
   */
  zoom(factor, at = 0.5) {
    const { from, to } = this.view();
    const middle = from + at * (to - from);
    this.fix(middle - (middle - from) * factor, middle + (to - middle) * factor);
  }

  begin() {
    this.fix(this.model.first(), this.model.first() + (this.span || 120));
  }

  /** @param {number} second what is to stand in the middle */
  jump(second) {
    const { from, to } = this.view();
    this.fix(second - (to - from) / 2, second + (to - from) / 2);
  }

  /** The part of an address that leads here again. @returns {Record<string, string>} */
  query() {
    return this.fixed
      ? { from: String(Math.round(this.fixed.from * 1e6)), to: String(Math.round(this.fixed.to * 1e6)) }
      : { window: String(this.span) };
  }
}

/**
 * @param {number} from
 * @param {number} to
 */
function ordered(from, to) {
  const begin = Number.isFinite(from) ? from : 0;
  return { from: begin, to: Math.max(Number.isFinite(to) ? to : 0, begin + 0.5) };
}
