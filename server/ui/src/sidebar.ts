// The ticks in mdBook's sidebar: a page has one when all of its exercises are solved.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { solvedPages, type PageExercises } from "./pages.ts";
import { bookUrl, texts } from "./site.ts";

/** Null when the book has no such list: a page read without its server. */
export async function loadPages(): Promise<PageExercises | null> {
  try {
    const response = await fetch(bookUrl("exercises.json"));
    return response.ok ? ((await response.json()) as { pages: PageExercises }).pages : null;
  } catch {
    return null;
  }
}

export function tickPages(pages: PageExercises, solved: readonly string[]): void {
  const done = new Set(solvedPages(pages, solved).map((page) => bookUrl(page).pathname));
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".sidebar a[href]")) {
    // Links to headings of the page are not pages.
    const ticked = link.hash === "" && done.has(link.pathname);
    const tick = link.querySelector(".quai-tick");
    if (ticked && !tick) link.append(h("span", { class: "quai-tick" }, icon("met"), h("span", { class: "quai-sr" }, ` (${texts.pageSolved})`)));
    if (!ticked) tick?.remove();
  }
}
