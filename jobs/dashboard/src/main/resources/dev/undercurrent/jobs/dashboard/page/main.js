// The page: head, theme, and which view is shown.

import { act, ask, Live } from "./api.js";
import { fill, h, say } from "./dom.js";
import * as format from "./format.js";
import { incidentsView } from "./incidents.js";
import { logsView } from "./logs.js";
import { overviewView } from "./overview.js";
import { pipelineView } from "./pipeline.js";
import { seriesView } from "./series.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").About} About */
/** @typedef {import("./types.js").Head} Head */

const THEMES = ["auto", "light", "dark"];

const live = new Live();
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const nav = /** @type {HTMLElement} */ (document.getElementById("nav"));
const banner = /** @type {HTMLElement} */ (document.getElementById("banner"));

/** @type {Record<string, {label: string, key: string, make: (live: Live, query: URLSearchParams, about: About) => View}>} */
const VIEWS = {
  "": { label: "Overview", key: "1", make: overviewView },
  incidents: { label: "Incidents", key: "2", make: incidentsView },
  logs: { label: "Logs", key: "3", make: logsView },
  pipeline: { label: "Pipeline", key: "4", make: pipelineView },
  series: { label: "", key: "", make: seriesView },
};

/** @type {View | null} */
let shown = null;
/** @type {About} */
let about;

function place() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { name: path in VIEWS ? path : "", query: new URLSearchParams(query ?? "") };
}

/** @param {boolean} move whether the reader came here by a link, so that the focus follows */
function show(move) {
  const { name, query } = place();
  shown?.stop();
  shown = VIEWS[name].make(live, query, about);
  fill(main, shown.element);
  document.title = `${shown.title} · Undercurrent`;
  shown.start?.();
  for (const link of nav.querySelectorAll("a")) {
    const here = link.dataset.view === name;
    if (here) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  if (move) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function makeNav() {
  const links = Object.entries(VIEWS)
    .filter(([, view]) => view.label)
    .map(([name, view]) =>
      h("a", { href: `#/${name}`, "data-view": name, "aria-keyshortcuts": `Alt+${view.key}` }, view.label),
    );
  fill(nav, ...links);
}

// --- theme -----------------------------------------------------------------------------------------------------------

function theme() {
  const kept = localStorage.getItem("theme") ?? "auto";
  return THEMES.includes(kept) ? kept : "auto";
}

function applyTheme() {
  const chosen = theme();
  if (chosen === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = chosen;
  }
  shown?.theme?.();
}

function themeButton() {
  const button = h("button", {
    type: "button",
    class: "plain",
    id: "theme",
    onclick: () => {
      localStorage.setItem("theme", THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
      label();
      applyTheme();
    },
  });
  const label = () => {
    const chosen = theme();
    button.setAttribute("aria-label", `Theme: ${chosen}. Press to change.`);
    say(button, chosen === "auto" ? "◐ auto" : chosen === "light" ? "☀ light" : "☾ dark");
  };
  label();
  return button;
}

function makeActions() {
  const buttons = about.actions.map((action) =>
    h(
      "button",
      {
        type: "button",
        class: "act",
        onclick: (/** @type {Event} */ event) => {
          const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
          button.disabled = true;
          setTimeout(() => (button.disabled = false), 3000);
          act(action.name);
        },
      },
      action.label,
    ),
  );
  fill(/** @type {HTMLElement} */ (document.getElementById("actions")), ...buttons, themeButton());
}

// --- head ------------------------------------------------------------------------------------------------------------

function makeHead() {
  const dot = h("span", { class: "dot", "aria-hidden": "true" });
  const state = h("span", { class: "wide" });
  const rate = h("b");
  const series = h("b");
  const open = h("b");
  const age = h("b");
  const head = /** @type {HTMLElement} */ (document.getElementById("head"));
  const incidents = h("a", { href: "#/incidents", class: "fact" }, open, " open");
  fill(
    head,
    h("span", { class: "fact" }, dot, state),
    h("span", { class: "fact" }, rate, h("span", { class: "unit" }, " verdicts/s")),
    h("span", { class: "fact wide" }, series, " series"),
    incidents,
    h("span", { class: "fact wide" }, age, " behind"),
  );
  live.hear("state", (up) => {
    dot.className = up ? "dot up" : "dot down";
    say(state, up ? "live" : "reconnecting …");
    head.classList.toggle("down", !up);
    if (!up) {
      say(banner, "No connection to the server; trying again. What is shown may be old.");
      banner.hidden = false;
    } else {
      banner.hidden = true;
    }
  });
  live.hear("head", (/** @type {Head} */ news) => {
    say(rate, format.number(Math.round(news.rate)));
    say(series, format.number(news.series));
    say(open, String(news.openIncidents));
    incidents.classList.toggle("alarm", news.openIncidents > 0);
    say(age, news.newestEvent === null ? "–" : format.duration(news.now - news.newestEvent));
    banner.hidden = !news.trouble;
    say(banner, news.trouble ?? "");
  });
}

addEventListener("hashchange", () => show(true));
addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const found = Object.entries(VIEWS).find(([, view]) => view.key && view.key === event.key);
    if (found) {
      event.preventDefault();
      location.hash = `#/${found[0]}`;
    }
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);

applyTheme();
makeNav();
makeHead();
try {
  about = await ask("about");
  makeActions();
  show(false);
} catch (error) {
  say(banner, `The server does not answer: ${error instanceof Error ? error.message : error}`);
  banner.hidden = false;
}
