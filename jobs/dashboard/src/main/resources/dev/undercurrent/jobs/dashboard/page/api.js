// The interface: questions, and the stream of what changes.

const BASE = "/api/v1/";

/**
 * @param {string} what
 * @param {Record<string, string | number>} [query]
 */
export async function ask(what, query = {}) {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    parameters.set(key, String(value));
  }
  const answer = await fetch(`${BASE}${what}?${parameters}`);
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error ?? answer.statusText);
  }
  return body;
}

/**
 * @param {string} path
 * @param {object} [body]
 */
function send(path, body = {}) {
  return fetch(BASE + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Undercurrent": "1" },
    body: JSON.stringify(body),
  });
}

/** @param {string} name */
export function act(name) {
  return send(`actions/${encodeURIComponent(name)}`);
}

/** One stream for the whole page; each view says what it looks at, and hears only of that. */
export class Live extends EventTarget {
  constructor() {
    super();
    /** @type {string | null} */
    this.viewer = null;
    /** @type {object} */
    this.wanted = {};
    this.sending = false;
    this.stale = false;
    this.connect();
  }

  connect() {
    const source = new EventSource(`${BASE}stream`);
    source.addEventListener("hello", (event) => {
      this.viewer = JSON.parse(event.data).viewer;
      this.tell("state", true);
      this.push();
    });
    for (const kind of ["head", "order", "rows", "points", "forecasts", "incidents", "pipeline", "lines"]) {
      source.addEventListener(kind, (event) => this.tell(kind, JSON.parse(event.data)));
    }
    source.addEventListener("error", () => {
      this.viewer = null;
      this.tell("state", false);
      // the browser itself tries again, unless the answer was a refusal
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => this.connect(), 3000);
      }
    });
  }

  /**
   * @param {string} kind
   * @param {any} detail
   */
  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  /**
   * Listens until the returned function is called.
   * @param {string} kind
   * @param {(detail: any) => void} listener
   * @returns {() => void}
   */
  hear(kind, listener) {
    const wrapped = (/** @type {Event} */ event) => listener(/** @type {CustomEvent} */ (event).detail);
    this.addEventListener(kind, wrapped);
    return () => this.removeEventListener(kind, wrapped);
  }

  /** @param {object} wanted */
  look(wanted) {
    this.wanted = wanted;
    this.push();
  }

  /** Sends the last wish, one request at a time: wishes that were overtaken are never sent. */
  async push() {
    if (!this.viewer) {
      return;
    }
    if (this.sending) {
      this.stale = true;
      return;
    }
    this.sending = true;
    try {
      await send(`stream/${this.viewer}`, this.wanted);
    } catch {
      // the stream ends too then, and the wish is sent with the next one
    }
    this.sending = false;
    if (this.stale) {
      this.stale = false;
      this.push();
    }
  }
}
