// Where we are: the page's language, and addresses on the server.

import { textsFor, type Lang } from "./texts.ts";

export const lang: Lang = document.documentElement.lang.startsWith("fr") ? "fr" : "en";
export const texts = textsFor(lang);

/** This script is served as `<root>assets/quai.js`; reckoning from there works under any prefix and without an inline script. */
const root = new URL("..", import.meta.url);

/** An address of the API, in the page's language. */
export function apiUrl(path: string, query: Record<string, string> = {}): URL {
  const url = new URL(`api/${path}`, root);
  url.search = new URLSearchParams({ lang, ...query }).toString();
  return url;
}

/** A file of the book the page belongs to. */
export function bookUrl(path: string): URL {
  return new URL(`${lang}/${path}`, root);
}
