// How the pipeline is doing: rates, lag, what was late, what could not be used, which models judge.

import { palette } from "./colours.js";
import { fill, h, say } from "./dom.js";
import * as format from "./format.js";

/** @typedef {import("./types.js").Pipeline} Pipeline */

/**
 * @param {import("./api.js").Live} live
 * @param {URLSearchParams} _query
 * @param {import("./types.js").About} about
 * @returns {import("./types.js").View}
 */
export function pipelineView(live, _query, about) {
  const tiles = h("div", { class: "tiles" });
  const feeds = h("tbody");
  const statuses = h("div");
  const late = h("div");
  const causes = h("div");
  const letters = h("tbody");
  const models = h("tbody");
  const page = h("div");
  let colours = palette();
  /** @type {Pipeline | null} */
  let last = null;

  /** @param {Pipeline} news */
  const draw = (news) => {
    last = news;
    const scores = news.feeds.find((feed) => feed.feed === "scores");
    const dead = news.feeds.find((feed) => feed.feed === "dead-letters");
    const lateFeed = news.feeds.find((feed) => feed.feed === "late");
    fill(
      tiles,
      tile("Verdicts per second", format.number(scores?.rate), `${format.number(scores?.total)} read here`),
      tile("Not yet scored", news.input.lag === null ? "unknown" : format.number(news.input.lag), news.input.why ?? `events of ${about.input}`),
      tile("Newest event", news.newestEvent === null ? "–" : `${format.duration(news.now - news.newestEvent)} ago`, `verdict written ${news.newestEvent === null || news.newestVerdict === null ? "–" : format.duration(news.newestVerdict - news.newestEvent)} after it`),
      tile("Late", format.number(lateFeed?.total), "not scored, kept in their topic", (lateFeed?.total ?? 0) > 0),
      tile("Dead letters", format.number(dead?.total), "with their cause below", (dead?.total ?? 0) > 0),
      tile("Series", format.number(news.page.series), `${format.number(news.page.points)} verdicts kept here`),
    );
    fill(feeds, ...news.feeds.map((feed) => feedRow(feed, colours)));
    fill(statuses, counts(news.statuses));
    fill(late, Object.keys(news.late).length ? counts(news.late) : h("p", { class: "soft" }, "Nothing came late."), news.lastLate && h("p", { class: "soft" }, `Last: ${format.visible(news.lastLate.series)}, event of ${format.time(news.lastLate.time, true)}${news.lastLate.clock === null ? "" : `, when its series stood at ${format.time(news.lastLate.clock, true)}`}`));
    fill(causes, Object.keys(news.deadLetters.causes).length ? counts(news.deadLetters.causes) : h("p", { class: "soft" }, "Every record could be used."));
    fill(letters, ...news.deadLetters.samples.slice(0, 20).map(letterRow));
    /** @type {HTMLElement} */ (letters.parentElement).hidden = news.deadLetters.samples.length === 0;
    fill(models, ...news.models.map((model) => h("tr", {}, h("th", { scope: "row", class: "code" }, format.visible(model.model)), h("td", {}, format.number(model.verdicts)), h("td", {}, format.time(model.firstSeen)), h("td", {}, format.time(model.lastSeen)))));
    fill(
      page,
      counts({ "Series kept": news.page.series, "of at most": news.page.maxSeries, "Series dropped": news.page.droppedSeries, "Verdicts seen twice": news.page.repeated, "Records not understood": news.page.unreadable }),
      h("p", { class: "soft" }, `Memory in use by this process ${format.number(news.page.heapBytes)}B.`),
      news.page.lastUnreadable && h("p", { class: "soft" }, `Last not understood: ${format.visible(news.page.lastUnreadable)}`),
    );
    say(intro, `Pipeline ${about.pipeline} reads ${about.input} and writes ${about.prefix}.*; at most ${about.alarmBudget} alarm(s) per series in ${format.duration(about.alarmPerSeconds * 1e6)} are tolerable. Undercurrent ${about.version}.`);
  };

  const intro = h("p", { class: "soft" });
  const element = h(
    "div",
    { class: "page" },
    h("h1", {}, "Pipeline"),
    intro,
    tiles,
    h("div", { class: "panels" },
      panel("Feeds", table("Feeds", ["Topic", "Records", "Per second", "Last two minutes", "Unread here"], feeds), "wide-panel"),
      panel("Verdicts by status", statuses),
      panel("Late", late),
      panel("Models", table("Models", ["Model", "Verdicts", "From", "To"], models), "wide-panel"),
      panel("Dead letters", h("div", {}, causes, table("Last dead letters", ["When", "Cause", "Message", "From", "Bytes", "Begins with"], letters)), "full-panel"),
      panel("This page", page),
    ),
  );
  const undo = live.hear("pipeline", draw);
  return {
    title: "Pipeline",
    element,
    start: () => live.look({ view: "pipeline" }),
    stop: undo,
    theme: () => {
      colours = palette();
      if (last) draw(last);
    },
  };
}

/**
 * @param {string} label
 * @param {string} value
 * @param {string} note
 * @param {boolean} [warn]
 */
function tile(label, value, note, warn = false) {
  return h("section", { class: warn ? "tile warn" : "tile" }, h("h2", {}, label), h("p", { class: "figure" }, value), h("p", { class: "soft" }, note));
}

/**
 * @param {string} title
 * @param {Node} body
 * @param {string} [kind]
 */
function panel(title, body, kind = "") {
  return h("section", { class: `panel ${kind}` }, h("h2", {}, title), body);
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {Element} body
 */
function table(caption, heads, body) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", {}, h("caption", { class: "hidden" }, caption), h("thead", {}, h("tr", {}, ...heads.map((label) => h("th", { scope: "col" }, label)))), body));
}

/** @param {Record<string, number>} all */
function counts(all) {
  return h("dl", { class: "counts" }, ...Object.entries(all).flatMap(([name, count]) => [h("dt", {}, format.visible(name)), h("dd", {}, format.number(count))]));
}

/**
 * @param {Pipeline["feeds"][number]} feed
 * @param {import("./colours.js").Palette} colours
 */
function feedRow(feed, colours) {
  const canvas = h("canvas", { class: "rate", width: "240", height: "32", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  const most = Math.max(1, ...feed.lately);
  if (pen) {
    pen.fillStyle = colours.line;
    feed.lately.forEach((count, i) => {
      const height = (count / most) * 30;
      pen.fillRect(240 - (feed.lately.length - i) * 2, 32 - height, 1.6, height);
    });
  }
  return h("tr", {}, h("th", { scope: "row", class: "code" }, feed.topic), h("td", {}, format.number(feed.total)), h("td", {}, format.number(feed.rate)), h("td", {}, canvas), h("td", {}, format.number(feed.unread)));
}

/** @param {import("./types.js").DeadLetter} letter */
function letterRow(letter) {
  return h(
    "tr",
    {},
    h("td", {}, format.time(letter.time)),
    h("th", { scope: "row" }, format.visible(letter.cause), h("span", { class: "soft" }, ` in ${format.visible(letter.stage)}`)),
    h("td", { class: "sentence" }, format.visible(letter.message)),
    h("td", { class: "code" }, format.visible(letter.source)),
    h("td", {}, String(letter.bytes)),
    h("td", { class: "code preview" }, letter.preview),
  );
}
