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
