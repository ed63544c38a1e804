// Asks which port of a sandbox is to be seen, and opens it in a tab of its own.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { texts } from "./site.ts";

export function openElsewhere(address: string): void {
  window.open(address, "_blank", "noopener,noreferrer");
}

/** Asks for a port, and opens it. */
export function previewForm(open: (port: number) => void): HTMLFormElement {
  const port = h("input", { class: "quai-input", type: "number", min: "1", max: "65535", value: "8080", required: true, "aria-label": texts.previewPort });
  const button = h("button", { type: "submit", class: "quai-button quai-button-plain", "data-action": "preview" }, h("span", {}, texts.preview), icon("away"));
  const form = h("form", { class: "quai-preview", title: texts.previewHint }, h("span", { "aria-hidden": "true" }, texts.previewPort), port, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(port.valueAsNumber);
  });
  return form;
}
