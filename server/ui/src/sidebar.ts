// The ticks in mdBook's sidebar: a page has one when there is nothing left to do on it.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { donePages, type Contents } from "./pages.ts";
import { bookUrl, texts } from "./site.ts";
import type { State } from "./wire.ts";

/** Null when the book has no such list: a page read without its server. */
export async function loadContents(): Promise<Contents | null> {
  try {
    const response = await fetch(bookUrl("exercises.json"));
    return response.ok ? ((await response.json()) as Contents) : null;
  } catch {
    return null;
  }
}

export function tickPages(contents: Contents, state: State): void {
  const done = new Set(donePages(contents, state).map((page) => bookUrl(page).pathname));
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".sidebar a[href]")) {
    // Links to headings of the page are not pages.
    const ticked = link.hash === "" && done.has(link.pathname);
    const tick = link.querySelector(".quai-tick");
    if (ticked && !tick) link.append(h("span", { class: "quai-tick" }, icon("met"), h("span", { class: "quai-sr" }, ` (${texts.pageDone})`)));
    if (!ticked) tick?.remove();
  }
}
