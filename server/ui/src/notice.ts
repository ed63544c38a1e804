// A boxed message: what happened, what to do about it, and the reference under which the log has it.

import { h, setChildren } from "./dom.ts";
import { icon } from "./icons.ts";
import { rich } from "./rich.ts";
import { texts } from "./site.ts";
import type { Notice } from "./view.ts";

/** Shows the notice, or hides the box when there is none. `dismiss` adds a button that closes it. */
export function showNotice(box: HTMLElement, notice: Notice | null, dismiss?: () => void): void {
  box.hidden = notice === null;
  box.dataset["tone"] = notice?.tone ?? "";
  setChildren(box, JSON.stringify(notice), () => (notice ? content(notice, dismiss) : []));
}

function content(notice: Notice, dismiss?: () => void): Node[] {
  const body = h("div", { class: "quai-notice-body" }, h("p", { class: "quai-notice-message" }, ...rich(notice.message)));
  if (notice.remedy) body.append(h("p", { class: "quai-notice-remedy" }, ...rich(notice.remedy)));
  if (notice.ref) body.append(h("p", { class: "quai-notice-ref" }, `${texts.reference} `, h("code", {}, notice.ref)));
  const nodes: Node[] = [icon(notice.tone === "wait" ? "waiting" : "fault"), body];
  if (dismiss) {
    const close = h("button", { type: "button", class: "quai-icon-button", "data-action": "dismiss", "aria-label": texts.dismiss }, icon("close"));
    close.addEventListener("click", dismiss);
    nodes.push(close);
  }
  return nodes;
}
