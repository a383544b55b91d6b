// Elements without markup: text is only ever set as text.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Makes an element. Keys that begin with "on" are listeners, "class" is the class, booleans set or leave out an
 * attribute, everything else is an attribute.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

/**
 * Sets what is in an element.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  /** @type {(Node | string)[]} */
  const out = [];
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      out.push(child instanceof Node ? child : String(child));
    }
  }
  return out;
}

/**
 * Sets text, but touches the page only where it differs.
 * @param {Node} node
 * @param {string} text
 */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/**
 * Runs something at the next frame, once however often it was asked for.
 * @param {() => void} run
 * @returns {() => void}
 */
export function atFrame(run) {
  let asked = 0;
  return () => {
    if (!asked) {
      asked = requestAnimationFrame(() => {
        asked = 0;
        run();
      });
    }
  };
}
