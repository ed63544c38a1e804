// The little that is needed to build a page without a framework.

type Attributes = Record<string, string | boolean>;

/** An element with attributes (`true` stands for an empty one, `false` for none) and children. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Sets a text only when it changes: rewriting the same one would make screen readers repeat it and selections vanish. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows the children again only when their source changed. */
export function setChildren(element: HTMLElement, source: string, children: () => Node[]): void {
  if (element.dataset["source"] === source) return;
  element.dataset["source"] = source;
  element.replaceChildren(...children());
}
