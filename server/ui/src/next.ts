// Where to go once an exercise is solved: the next one of the page, else the next page of the course.

import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { texts } from "./site.ts";

export function nextStep(panel: HTMLElement): HTMLAnchorElement | null {
  const all = [...document.querySelectorAll<HTMLElement>("section.exercise")];
  // A playground, which has no goals, is no exercise to go on with.
  const panels = all.filter((panel) => panel.querySelector(".exercise-goals"));
  const following = panels[panels.indexOf(panel) + 1];
  const heading = following?.querySelector("h3")?.textContent?.trim();
  if (following && heading) return link(`#${following.id}`, `${texts.nextExercise}${texts.colon}${heading}`);
  const page = document.querySelector<HTMLAnchorElement>('a[rel~="next"]');
  return page && link(page.href, texts.nextPage);
}

function link(href: string, label: string): HTMLAnchorElement {
  return h("a", { class: "quai-next", href }, label, icon("arrow"));
}
