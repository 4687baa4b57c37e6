// Elements are made here and nowhere else. Text goes in as text; there is no way to pass HTML.

type Child = Node | string;
type Attributes = Readonly<Record<string, string | number | boolean>>;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. An attribute that is `true` is there without a value, one that is `false` is not there. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** An SVG element. */
export function drawn<T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[T] {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** A button with a label and, where it has one, the key that does the same. */
export function button(label: string, act: () => void, key = "", attributes: Attributes = {}): HTMLButtonElement {
  const shown = key === "" ? [label] : [label, " ", element("kbd", { "aria-hidden": "true" }, key)];
  const made = element("button", { type: "button", ...attributes }, ...shown);
  if (key !== "") {
    made.setAttribute("aria-keyshortcuts", key);
  }
  made.addEventListener("click", act);
  return made;
}

let ids = 0;

/** An id that no other element of the page has. */
export function newId(): string {
  ids += 1;
  return `e${ids}`;
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
}
