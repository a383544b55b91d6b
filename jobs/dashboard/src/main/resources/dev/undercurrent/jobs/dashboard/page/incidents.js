// Incidents: what began when, how rare it was, and what happened in one sentence.

import { fill, h, say } from "./dom.js";
import * as format from "./format.js";

/** @typedef {import("./types.js").Incident} Incident */

/**
 * Where an incident can be looked at: its series, from a little before to a little after.
 * @param {Incident} incident
 */
export function incidentLink(incident) {
  const end = incident.closed ?? incident.peakTime;
  const margin = Math.max(20e6, end - incident.onset);
  const query = { id: incident.series, from: Math.round(incident.onset - margin), to: Math.round(end + margin) };
  return `#/series?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`;
}

/** @param {Incident} incident */
function lasted(incident) {
  return incident.closed === null ? "open" : format.duration(incident.closed - incident.onset);
}

/** @param {Incident} incident */
export function incidentCard(incident) {
  return h(
    "article",
    { class: incident.open ? "card alarming" : "card" },
    h(
      "h3",
      {},
      h("a", { href: incidentLink(incident) }, format.visible(incident.series)),
      h("span", { class: incident.open ? "state open" : "state" }, incident.open ? "● open" : lasted(incident)),
    ),
    h("p", {}, incident.explanation),
    h("p", { class: "soft" }, `#${incident.number} from ${format.time(incident.onset)}, peak ${format.score(incident.peakScore)} at ${format.time(incident.peakTime)}`),
  );
}

/**
 * @param {import("./api.js").Live} live
 * @param {URLSearchParams} query
 * @returns {import("./types.js").View}
 */
export function incidentsView(live, query) {
  /** @type {Incident[]} */
  let all = [];
  const search = h("input", { type: "search", placeholder: "Search incidents", "aria-label": "Search incidents", value: query.get("q") ?? "" });
  const only = h("input", { type: "checkbox", id: "only-open" });
  const count = h("span", { class: "soft", role: "status" });
  const body = h("tbody");
  const narrow = matchMedia("(max-width: 719px)");
  const cards = h("div", { class: "cards" });
  const empty = h("p", { class: "empty" }, "No incident so far. A series alarms once it has learned, and then as often as the budget allows.");
  const table = h(
    "table",
    { class: "incidents" },
    h("caption", { class: "hidden" }, "Incidents, the newest first"),
    h("thead", {}, h("tr", {}, ...["State", "Series", "What happened", "Onset", "Peak", "Lasted"].map((label) => h("th", { scope: "col" }, label)))),
    body,
  );
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Incidents" }, table);
  const element = h(
    "div",
    { class: "page" },
    h("h1", {}, "Incidents"),
    h("div", { class: "tools" }, search, h("label", { class: "check" }, only, " open only"), count),
    h("h2", { class: "hidden" }, "The newest first"),
    scroll,
    cards,
    empty,
  );
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter(
      (incident) => (!only.checked || incident.open) && words.every((word) => incident.series.toLowerCase().includes(word)),
    );
    fill(body, ...(narrow.matches ? [] : found.map(row)));
    fill(cards, ...(narrow.matches ? found.map(incidentCard) : []));
    scroll.hidden = narrow.matches;
    say(count, `${found.length} of ${all.length}`);
    table.hidden = found.length === 0;
    empty.hidden = all.length > 0;
  };
  search.addEventListener("input", draw);
  only.addEventListener("change", draw);
  narrow.addEventListener("change", draw);
  const undo = live.hear("incidents", (/** @type {Incident[]} */ incidents) => {
    all = incidents;
    draw();
  });
  return {
    title: "Incidents",
    element,
    start: () => live.look({ view: "incidents" }),
    stop: () => {
      undo();
      narrow.removeEventListener("change", draw);
    },
  };
}

/** @param {Incident} incident */
function row(incident) {
  return h(
    "tr",
    { class: incident.open ? "alarming" : "" },
    h("td", {}, h("span", { class: incident.open ? "state open" : "state" }, incident.open ? "● open" : "closed")),
    h("th", { scope: "row" }, h("a", { href: incidentLink(incident) }, format.visible(incident.series)), h("span", { class: "soft" }, ` #${incident.number}`)),
    h("td", { class: "sentence" }, incident.explanation),
    h("td", {}, format.time(incident.onset)),
    h("td", {}, `${format.score(incident.peakScore)} `, h("span", { class: "soft" }, format.time(incident.peakTime))),
    h("td", {}, lasted(incident)),
  );
}
