// Colours that colour-blind people can tell apart (Okabe and Ito 2008); the theme's others come from the style sheet.

/** Of regimes; vermilion is kept for alarms. */
const REGIMES = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#999999", "#8c6bb1"];

/** @param {number} regime */
export function regimeColour(regime) {
  return REGIMES[((regime % REGIMES.length) + REGIMES.length) % REGIMES.length];
}

/** Of members and channels, on either ground. */
const LINES = { light: ["#0072b2", "#b35900", "#00795a", "#a34a7d", "#5a5a5a"], dark: ["#56b4e9", "#e69f00", "#2fc79b", "#e3a0c5", "#b8b8b8"] };

/** @param {number} index */
export function lineColour(index) {
  const lines = dark() ? LINES.dark : LINES.light;
  return lines[index % lines.length];
}

export function dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/**
 * A colour of the style sheet.
 * @param {string} name without the two dashes
 */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Those that canvases need, read once: asking the style sheet for each line of a chart would be slow. */
export function palette() {
  return {
    line: colour("line"),
    text: colour("text-soft"),
    grid: colour("grid"),
    alarm: colour("alarm"),
    forecast: colour("forecast"),
    band: colour("band"),
    score: colour("score"),
    ground: colour("ground"),
  };
}

/** @typedef {ReturnType<typeof palette>} Palette */
