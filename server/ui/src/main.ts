// Brings a page of the course to life: its exercise panels, and the ticks in its sidebar; and keeps answers to its quizzes.
//
// A tour: `live` follows the server's state and `store` holds it; `view` works out what a panel shows of it, `panel` shows it
// (`workspace`, `goals` with `answer`, `help`, `values`, `notice`, `countdown`, `announcer` are its parts) and makes calls through `api`.
// `terminals` are tabs (`shells`), in each of which a `session` joins a `terminal` on the page to a `link` to the server. `map/` draws the
// engine from a stream of its own: `model` and `stream` bring it, `picture` with `lines`, `tables` and `details` show it; `prune`, `changes`,
// `facts` and `relations` work out what. `dock` puts a workspace where there is room for it (`layout`), and `guest` takes it along to other
// pages. `preview` opens what containers publish; `console` types blocks of the page into the terminal; `quizzes` joins the book's quizzes to
// the server. `wire` and `map/model` are the border: what comes over it is checked there (`parse`). `texts` and `map/words` have every word.

import { Announcer } from "./announcer.ts";
import { fetchState } from "./api.ts";
import { addRunButtons } from "./console.ts";
import "./css/quai.css";
import { Dock } from "./dock.ts";
import { Live } from "./live.ts";
import { guestOf, guestSection } from "./guest.ts";
import { Panel } from "./panel.ts";
import { keepQuizzes } from "./quizzes.ts";
import type { Contents } from "./pages.ts";
import { loadContents, tickPages } from "./sidebar.ts";
import { Store } from "./store.ts";

const store = new Store();
const live = new Live(store);
const announcer = new Announcer();
const dock = new Dock();

const panels = [...document.querySelectorAll<HTMLElement>("section.exercise")].flatMap((section) => panelOf(section) ?? []);
const here = panels.map(({ exercise }) => exercise);

keepQuizzes([...document.querySelectorAll<HTMLElement>("section.quiz")], store);

if (panels.length > 0) follow();
// A page without exercises needs ticks and old answers only, unless a sandbox comes along. Without a server there is nothing to show.
else await fetchState().then((state) => store.replace(state), () => {});

const contents = await loadContents();
if (contents) {
  const tick = () => {
    if (!store.state) return;
    tickPages(contents, store.state);
    const exercise = guestOf(store.state, here);
    if (exercise) invite(exercise, contents);
  };
  store.watch(tick);
  tick();
}

function panelOf(section: HTMLElement): Panel | null {
  const workspace = section.querySelector<HTMLElement>(".exercise-workspace");
  return workspace && new Panel(section, workspace, store, live, announcer, dock);
}

/** Keeps panels up to date, from now on. */
function follow(): void {
  live.start();
  addRunButtons(panels, announcer);
  setInterval(() => panels.forEach((panel) => panel.tick()), 1_000);
}

/** Makes room for a sandbox whose exercise is elsewhere. */
function invite(exercise: string, contents: Contents): void {
  here.push(exercise);
  const section = guestSection(exercise, contents);
  (document.querySelector("main") ?? document.body).append(section);
  const panel = panelOf(section);
  if (!panel) return;
  if (panels.push(panel) === 1) follow();
}
