// Texts with `code` in backticks, as the server and the course write them: cut into pieces, then made of DOM nodes, never of HTML.

import { h } from "./dom.ts";

export interface Piece {
  code: boolean;
  text: string;
}

/** A backtick without its twin is kept as it is. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let rest = 0;
  for (const match of text.matchAll(/`([^`]+)`/g)) {
    if (match.index > rest) found.push({ code: false, text: text.slice(rest, match.index) });
    found.push({ code: true, text: match[1] ?? "" });
    rest = match.index + match[0].length;
  }
  if (rest < text.length) found.push({ code: false, text: text.slice(rest) });
  return found;
}

export function rich(text: string): Node[] {
  return pieces(text).map((piece) => (piece.code ? h("code", {}, piece.text) : document.createTextNode(piece.text)));
}

/** The same text to be spoken. */
export function plain(text: string): string {
  return pieces(text)
    .map((piece) => piece.text)
    .join("");
}
