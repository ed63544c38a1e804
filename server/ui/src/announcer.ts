// Speaks to screen readers through two polite live regions of the page, one for how things stand and one for what happens, and never chatters.

import { h } from "./dom.ts";

/** Changes that follow one another this closely are said as one: a break of half a second is not worth two sentences. */
const SETTLE_MS = 700;

/** After it, the words leave the page, so that nobody who reads on meets them again. */
const FORGET_MS = 6_000;

export class Announcer {
  private readonly standingRegion = liveRegion();
  private readonly newsRegion = liveRegion();
  /** By panel: how it stands now, and what was last said of it. */
  private readonly now = new Map<object, string>();
  private said = new Map<object, string>();
  private standingTimer: ReturnType<typeof setTimeout> | undefined;
  private news: string[] = [];
  private newsTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    document.body.append(h("div", { class: "quai-sr" }, this.standingRegion, this.newsRegion));
  }

  /** Says how a panel stands, once that has settled and only if it differs from what was said. What the page opens with is not news. */
  standing(panel: object, status: string): void {
    if (this.now.get(panel) === status) return;
    this.now.set(panel, status);
    clearTimeout(this.standingTimer);
    this.standingTimer = setTimeout(() => {
      const changed = [...this.now].filter(([panel, status]) => this.said.has(panel) && this.said.get(panel) !== status);
      this.said = new Map(this.now);
      // A lost connection is every panel's, and still said once.
      speak(this.standingRegion, [...new Set(changed.map(([, status]) => status))]);
    }, SETTLE_MS);
  }

  /** Says what happened, to a goal for example; what happens together is said together. */
  happened(news: string[]): void {
    if (news.length === 0) return;
    this.news.push(...news);
    clearTimeout(this.newsTimer);
    this.newsTimer = setTimeout(() => {
      speak(this.newsRegion, this.news);
      this.news = [];
    }, SETTLE_MS);
  }
}

function liveRegion(): HTMLElement {
  return h("div", { role: "status", "aria-live": "polite", "aria-atomic": "true" });
}

function speak(region: HTMLElement, sentences: string[]): void {
  const words = sentences.filter(Boolean).join(" ");
  if (!words) return;
  // A new element is a change even when the words are the same as before.
  const spoken = h("p", {}, words);
  region.replaceChildren(spoken);
  setTimeout(() => spoken.remove(), FORGET_MS);
}
