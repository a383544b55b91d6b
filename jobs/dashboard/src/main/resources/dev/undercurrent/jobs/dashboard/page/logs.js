// Lines of logs: how surprising each was, and what was expected in its place.

import { fill, h } from "./dom.js";

/**
 * @param {import("./api.js").Live} live
 * @returns {import("./types.js").View}
 */
export function logsView(live) {
  const body = h("div");
  fill(body, h("p", { class: "empty" }, "This pipeline writes no log feed."));
  return {
    title: "Logs",
    element: h("div", { class: "page" }, h("h1", {}, "Logs"), body),
    start: () => live.look({ view: "logs" }),
    stop: () => {},
  };
}
