// Lines of logs: how surprising each was, and what was expected in its place.

import { fill, h, say } from "./dom.js";
import * as format from "./format.js";
import { seriesLink } from "./rows.js";

/** @typedef {import("./types.js").Line} Line */

/** Lines on the page. */
const BOUND = 400;
/** Surprisal, nats, at which the colour is full: one in 10^5 or so. */
const FULL = 12;

/**
 * @param {import("./api.js").Live} live
 * @param {URLSearchParams} query
 * @param {import("./types.js").About} about
 * @returns {import("./types.js").View}
 */
export function logsView(live, query, about) {
  const search = h("input", { type: "search", placeholder: "Search lines and keys", "aria-label": "Search lines and keys", value: query.get("q") ?? "" });
  const unusual = h("input", { type: "checkbox", id: "only-unusual" });
  const pause = h("button", { type: "button", class: "strong" });
  const count = h("span", { class: "soft", role: "status" });
  const body = h("tbody");
  const table = h(
    "table",
    { class: "lines" },
    h("caption", { class: "hidden" }, "Lines, the newest first"),
    h("thead", {}, h("tr", {}, ...["Time", "Key", "Surprisal", "Line", "Expected next"].map((label) => h("th", { scope: "col" }, label)))),
    body,
  );
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Lines", hidden: true }, table);
  const empty = h("p", { class: "empty" }, about.kind === "logs" ? "Waiting for the first line …" : "This pipeline scores readings, not logs: it writes no lines. A pipeline of kind logs does.");
  let paused = false;
  let missed = 0;

  const look = () => live.look({ view: "logs", search: search.value, least: unusual.checked ? 0.25 : 0 });
  const label = () => say(pause, paused ? `▶ Live${missed ? ` (${format.number(missed)} new)` : ""}` : "❚❚ Pause");
  pause.addEventListener("click", () => {
    paused = !paused;
    missed = 0;
    label();
    if (!paused) {
      // what was missed is asked for as a whole
      live.look({ view: "" });
      look();
    }
  });
  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(look, 150);
  });
  unusual.addEventListener("change", look);
  label();

  const undo = live.hear("lines", (/** @type {{whole: boolean, end: number, lines: Line[]}} */ news) => {
    if (paused && !news.whole) {
      missed += news.lines.length;
      label();
      return;
    }
    const rows = news.lines.map(row);
    if (news.whole) {
      fill(body, ...rows);
    } else {
      body.prepend(...rows);
      while (body.children.length > BOUND) {
        body.lastElementChild?.remove();
      }
    }
    scroll.hidden = body.children.length === 0;
    empty.hidden = news.end > 0;
    say(count, `${format.number(news.end)} lines so far`);
  });
  return {
    title: "Logs",
    element: h(
      "div",
      { class: "page" },
      h("h1", {}, "Logs"),
      h("div", { class: "tools" }, pause, search, h("label", { class: "check" }, unusual, " rarer than one in a thousand"), count),
      scroll,
      empty,
    ),
    start: look,
    stop: () => {
      clearTimeout(typing);
      undo();
    },
  };
}

/** @param {Line} line */
function row(line) {
  const heat = Math.min(1, Math.max(0, line.surprisal) / FULL);
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  const part = h("i");
  part.style.width = `${heat * 100}%`;
  bar.append(part);
  const element = h(
    "tr",
    { class: line.alarm ? "alarming" : "" },
    h("td", {}, format.time(line.time, true)),
    h("th", { scope: "row" }, h("a", { href: seriesLink(line.series) }, format.visible(line.series))),
    h("td", {}, h("span", { class: "c-score" }, bar, h("span", { class: "digits" }, format.number(line.surprisal))), h("span", { class: "soft" }, line.status === "WARMING" ? "learning" : `score ${format.score(line.score)}`)),
    h("td", { class: "sentence code" }, h("span", { class: "line" }, format.visible(line.line)), line.fresh && h("span", { class: "state open" }, " never seen before")),
    h("td", { class: "sentence" }, expected(line)),
  );
  const text = /** @type {HTMLElement} */ (element.querySelector(".line"));
  text.style.setProperty("--heat", `${Math.round(heat * 45)}%`);
  return element;
}

/** What could have come, with what came marked. @param {Line} line */
function expected(line) {
  if (!line.expected.length) {
    return h("span", { class: "soft" }, "–");
  }
  const came = line.expected.some((template) => template.came);
  return h(
    "ul",
    { class: "expected code" },
    ...line.expected.map((template) => h("li", { class: template.came ? "came" : "" }, h("b", {}, format.percent(template.probability)), " ", format.visible(template.template), template.came && " ✓ came")),
    !came && h("li", { class: "soft" }, `what came: ${line.probability < 0.0005 ? "below 0.1 %" : format.percent(line.probability)}, rank ${line.rank}`),
  );
}
