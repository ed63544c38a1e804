// The few pictures of the panel: strokes on a 16 × 16 grid, coloured by the text around them, hidden from screen readers (a word always stands beside them).

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  open: ["M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5z"],
  waiting: ["M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5z", "M8 4.9V8l2.1 1.6"],
  met: ["M3 8.6l3.3 3.3L13 4.9"],
  broken: ["M3.2 8a4.8 4.8 0 1 0 1.5-3.5", "M3 2.6v2.6h2.6"],
  fault: ["M8 2.2l6.2 11.2H1.8z", "M8 6.4v3.2", "M8 11.4v.2"],
  arrow: ["M3 8h9.5", "M8.8 4.2L12.6 8l-3.8 3.8"],
  up: ["M3.6 9.8L8 5.4l4.4 4.4"],
  down: ["M3.6 6.2L8 10.6l4.4-4.4"],
  close: ["M4 4l8 8", "M12 4l-8 8"],
  play: ["M5 3.2l7.6 4.8L5 12.8z"],
  pause: ["M5.5 3.5v9", "M10.5 3.5v9"],
  inPage: ["M2.5 2.5h11v11h-11z", "M5 5h6", "M5 8h6v3.2H5z"],
  atRight: ["M2.5 2.5h11v11h-11z", "M8.5 2.5v11"],
  atBottom: ["M2.5 2.5h11v11h-11z", "M2.5 9h11"],
  full: ["M2.5 6V2.5H6", "M10 2.5h3.5V6", "M13.5 10v3.5H10", "M6 13.5H2.5V10"],
  terminal: ["M2 3h12v10H2z", "M4.6 6l2 2-2 2", "M8.4 10.2h3"],
  book: ["M8 4C6.5 2.9 4.4 2.6 2.2 2.8v9.4c2.2-.2 4.3.1 5.8 1.2 1.5-1.1 3.6-1.4 5.8-1.2V2.8C11.6 2.6 9.5 2.9 8 4z", "M8 4v9.4"],
  away: ["M9.5 2.5h4v4", "M13.5 2.5L7.5 8.5", "M12 9.5v4H2.5V4h4"],
  plus: ["M8 3v10", "M3 8h10"],
  stop: ["M4 4h8v8H4z"],
  container: ["M2.2 5.2L8 2.4l5.8 2.8v5.6L8 13.6l-5.8-2.8z", "M2.2 5.2L8 8l5.8-2.8", "M8 8v5.6"],
  image: ["M2.2 5L8 2.2 13.8 5 8 7.8z", "M2.2 8L8 10.8 13.8 8", "M2.2 11L8 13.8 13.8 11"],
  volume: ["M3 4.4c0-1.2 2.2-2 5-2s5 .8 5 2-2.2 2-5 2-5-.8-5-2z", "M3 4.4v7.2c0 1.2 2.2 2 5 2s5-.8 5-2V4.4"],
  network: ["M6 2.2h4v3.4H6z", "M2.2 10.4h4v3.4h-4z", "M9.8 10.4h4v3.4h-4z", "M8 5.6v2.4", "M4.2 10.4V8h7.6v2.4"],
  clock: ["M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5z", "M8 4.9V8l2.1 1.6"],
} as const;

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `quai-icon quai-icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
