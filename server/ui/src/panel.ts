// One exercise on the page: turns what is known into what is shown, and clicks into calls.

import type { Announcer } from "./announcer.ts";
import { answerGoal, ApiProblem, changeSandbox, endSandbox, openSandbox } from "./api.ts";
import { formatTime, timeLeft, warningDue, type TimeLeft } from "./countdown.ts";
import type { Dock, Docked } from "./dock.ts";
import { h, setChildren, setText } from "./dom.ts";
import { summary } from "./goal-news.ts";
import { GoalList } from "./goals.ts";
import { HelpBox } from "./help.ts";
import { icon } from "./icons.ts";
import type { LinkEvent } from "./link.ts";
import type { Live } from "./live.ts";
import { MapView } from "./map/map.ts";
import { nextStep } from "./next.ts";
import { keysOf } from "./keystrokes.ts";
import { showNotice } from "./notice.ts";
import { canPreview, leadsTo, previewOf } from "./preview-address.ts";
import { openElsewhere, previewForm } from "./preview.ts";
import { plain, rich } from "./rich.ts";
import { remember, remembered } from "./settings.ts";
import { texts } from "./site.ts";
import type { Store } from "./store.ts";
import { Terminals } from "./terminals.ts";
import { fill } from "./values.ts";
import { viewOf, type Busy, type Link, type Notice, type View } from "./view.ts";
import type { Problem, Sandbox, Values } from "./wire.ts";
import { buildWorkspace, type Workspace } from "./workspace.ts";

export class Panel {
  readonly exercise: string;
  private readonly ui: Workspace;
  private readonly goals: GoalList;
  private readonly docked: Docked;
  private readonly help: HelpBox;
  private values: Values | null = null;
  private session: Terminals | null = null;
  private map: MapView | null = null;
  private view: View | null = null;
  private busy: Busy | null = null;
  private link: Link = "none";
  private had: string | null = null;
  private problem: Notice | null = null;
  private time: TimeLeft | null = null;
  /** The learner asked for a terminal: it gets the focus once it is there, unless they went elsewhere meanwhile. */
  private wantsTerminal = false;

  constructor(
    private readonly section: HTMLElement,
    workspace: HTMLElement,
    private readonly store: Store,
    private readonly live: Live,
    private readonly announcer: Announcer,
    private readonly dock: Dock,
  ) {
    this.exercise = section.dataset["exercise"] ?? "";
    this.docked = { section, workspace, title: this.title, guest: section.matches(".quai-guest") };
    const preview = previewForm((port) => this.preview(port));
    preview.hidden = !canPreview(here());
    this.ui = buildWorkspace(workspace, section.id, { layouts: dock.buttons(this.docked), grips: dock.grips(), preview });
    this.goals = new GoalList(section, (goal, answer) => this.answer(goal, answer));
    const helped = (busy: Busy, change: "hints" | "solution") => () => {
      const id = this.view?.helped?.id;
      if (id) void this.run(busy, () => changeSandbox(id, change));
    };
    this.help = new HelpBox(section, { hint: helped("hint", "hints"), solution: helped("solution", "solution") });
    this.wire();
    store.watch(() => this.render());
    this.render();
  }

  /** Once a second: the time left. */
  tick(): void {
    const sandbox = this.view?.sandbox;
    const { timer, timerLabel, timerValue, timeHint, timeHintText, buttons } = this.ui;
    const left = sandbox ? timeLeft(sandbox, this.store.clock.now()) : null;
    timer.hidden = left === null;
    timeHint.hidden = !left?.warn;
    buttons.keep.hidden = left?.kind !== "idle";
    this.ui.frame.toggleAttribute("data-time-short", left?.warn ?? false);
    if (sandbox && left) {
      const idle = left.kind === "idle";
      setText(timerLabel, idle ? texts.idleLeft : texts.timeLeft);
      setText(timerValue, formatTime(left.ms));
      setText(timeHintText, idle ? texts.idleHint : sandbox.extendable ? texts.limitHint : texts.lastHint);
      const minutes = warningDue(this.time, left);
      if (minutes) this.announcer.happened([idle ? texts.soonIdle(minutes) : texts.soonOver(minutes, sandbox.extendable)]);
      // Typing may have moved the idle limit, and a limit that is reached is about to become news.
      if (idle || left.ms === 0) void this.live.refresh();
    }
    this.time = left;
  }

  /** Types into the terminal, if there is one that hears; the learner sees it. */
  type(keys: string): boolean {
    if (this.link !== "open" || !this.session) return false;
    this.session.type(keys);
    this.session.focus();
    this.ui.frame.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Leads to the button that opens a terminal. */
  offerTerminal(): void {
    this.dock.uncover();
    this.section.scrollIntoView();
    this.ui.buttons.start.focus();
  }

  private get title(): string {
    return this.section.querySelector("h3")?.textContent?.trim() ?? this.exercise;
  }

  private answer(goal: string, answer: string): void {
    const id = this.view?.sandbox?.id;
    if (!id) return;
    void this.run("answer", async () => {
      const sandbox = await answerGoal(id, goal, answer);
      // A goal that is met is said by itself.
      const why = sandbox.goals.find((other) => other.id === goal)?.why;
      if (why) this.announcer.happened([plain(why)]);
      return sandbox;
    });
  }

  private wire(): void {
    const { buttons } = this.ui;
    this.ui.goals.addEventListener("click", () => this.dock.uncover());
    const withSandbox = (busy: Busy, call: (id: string) => Promise<Sandbox | void>) => () => {
      const id = this.view?.sandbox?.id;
      if (id) void this.run(busy, () => call(id));
    };
    buttons.start.addEventListener("click", () => {
      this.wantsTerminal = true;
      void this.run("start", () => openSandbox(this.exercise));
    });
    buttons.reset.addEventListener(
      "click",
      withSandbox("reset", (id) => {
        this.wantsTerminal = true;
        return changeSandbox(id, "reset");
      }),
    );
    buttons.end.addEventListener(
      "click",
      withSandbox("end", async (id) => {
        await endSandbox(id);
        this.had = null;
      }),
    );
    buttons.extend.addEventListener(
      "click",
      withSandbox("extend", async (id) => {
        const sandbox = await changeSandbox(id, "extend");
        this.announcer.happened([texts.extended(Math.floor((sandbox.hardEndsAt - this.store.clock.now()) / 60_000))]);
        return sandbox;
      }),
    );
    buttons.keep.addEventListener(
      "click",
      withSandbox("keep", async (id) => {
        const sandbox = await changeSandbox(id, "keep");
        this.announcer.happened([texts.kept]);
        return sandbox;
      }),
    );
    buttons.check.addEventListener(
      "click",
      withSandbox("check", async (id) => {
        const sandbox = await changeSandbox(id, "check");
        this.announcer.happened(summary(sandbox.goals, texts));
        return sandbox;
      }),
    );
    buttons["new-shell"].addEventListener("click", () => {
      this.wantsTerminal = true;
      this.session?.newShell();
    });
    buttons.find.addEventListener("click", () => this.session?.find());
    buttons.map.addEventListener("click", () => {
      remember("map", mapped() ? "off" : "on");
      this.render();
    });
    buttons["screen-reader"].addEventListener("click", () => {
      const on = !screenReader();
      remember("screen-reader", on ? "on" : "off");
      this.session?.setScreenReader(on);
      this.render();
    });
  }

  /** One call at a time: a second click while the first is under way is not a second wish. A sandbox that starts can only be ended. */
  private allows(call: Busy): boolean {
    const anyTime = ["start", "end", "hint", "solution"].includes(call);
    return this.busy === null && (anyTime || this.view?.phase === "ready");
  }

  private async run(busy: Busy, call: () => Promise<Sandbox | void>): Promise<void> {
    if (!this.allows(busy)) return;
    this.busy = busy;
    this.problem = null;
    this.render();
    try {
      const sandbox = await call();
      if (sandbox) this.store.merge(sandbox);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.complain(error);
      void this.live.refresh();
    } finally {
      this.busy = null;
      this.render();
    }
  }

  /** `again`: one more try failed in the same way, which is shown but not said anew. */
  private complain({ message, remedy, ref }: Problem, again = false): void {
    this.problem = { tone: "error", message, remedy, ref };
    if (!again) this.announcer.happened([plain(message), ...(remedy ? [plain(remedy)] : [])]);
  }

  private render(): void {
    const before = this.view;
    const { exercise, busy, link, had } = this;
    const { state, lost } = this.store;
    const view = viewOf({ state, exercise, busy, link, lost, had }, texts);
    this.view = view;
    if (view.sandbox) this.had = view.sandbox.id;
    const hadFocus = this.section.contains(document.activeElement);

    this.section.dataset["phase"] = view.phase;
    this.section.toggleAttribute("data-solved", view.solved);
    showNotice(this.ui.notice, view.notice);
    showNotice(this.ui.problem, this.problem, () => this.dismiss());
    this.renderLaunch(view);
    this.renderFrame(view);
    this.renderValues();
    const free = busy === null;
    this.announcer.happened(this.goals.show(view.sandbox, view.solved, view.phase === "ready", free));
    this.announcer.happened(this.help.show(view.helped, free));
    this.renderSolved(before, view);
    // A panel without a sandbox has nothing to lose, so nothing to say.
    this.announcer.standing(this, view.notice ? plain(view.notice.message) : view.sandbox ? view.status : "");
    this.tick();
    if (hadFocus) this.keepFocus();
  }

  private renderValues(): void {
    const values = this.store.state?.values[this.exercise];
    if (!values || JSON.stringify(values) === JSON.stringify(this.values)) return;
    this.values = values;
    // Not in the terminal, which is the learner's.
    for (const part of this.section.querySelectorAll<HTMLElement>(".exercise-header, .exercise-task, .exercise-goals")) fill(part, values);
  }

  private renderLaunch({ phase, status }: View): void {
    const { launch, launchStatus, buttons } = this.ui;
    launch.hidden = phase === "starting" || phase === "ready" || (phase === "unavailable" && !status);
    buttons.start.hidden = phase === "unavailable";
    buttons.start.toggleAttribute("disabled", phase === "connecting");
    setText(buttons.start.lastElementChild as HTMLElement, phase === "ended" ? texts.startAgain : texts.start);
    setText(launchStatus, status || (phase === "idle" ? texts.startHint : ""));
  }

  private renderFrame({ phase, sandbox, status }: View): void {
    const { frame, bar, shells, keys, actions, hints, veil, shellEnded, buttons } = this.ui;
    const alive = phase === "starting" || phase === "ready";
    // On another page than its own, what became of it must be seen.
    this.dock.lives(this.docked, alive || (this.docked.guest && this.view?.notice != null), this.wantsTerminal);
    this.renderCount(sandbox);
    // A sandbox that ended by itself leaves its last screen to be read and copied.
    frame.hidden = !alive && !(this.session !== null && phase === "ended");
    bar.hidden = shells.hidden = keys.hidden = actions.hidden = hints.hidden = !alive;
    veil.hidden = phase !== "starting";
    shellEnded.hidden = phase !== "ready" || this.link !== "exited";
    setText(this.ui.status, status);
    frame.dataset["link"] = this.store.lost ? "lost" : this.link;
    for (const action of ["check", "reset", "end", "extend", "keep"] as const) {
      // `disabled` would throw the focus away.
      buttons[action].setAttribute("aria-disabled", String(!this.allows(action)));
    }
    buttons.extend.hidden = !sandbox?.extendable;
    // A playground has nothing to check.
    buttons.check.hidden = !sandbox?.goals.length;
    buttons["screen-reader"].setAttribute("aria-pressed", String(screenReader()));
    this.renderMap(phase === "ready" ? (sandbox?.id ?? null) : null);
    if (alive) this.session ??= this.openTerminals();
    if (!alive || phase === "ready") this.session?.attach(phase === "ready" ? (sandbox?.id ?? null) : null);
  }

  /** Only whoever looks at a map costs its drawing. */
  private renderMap(sandbox: string | null): void {
    const shown = mapped();
    this.ui.map.hidden = !shown;
    this.ui.buttons.map.setAttribute("aria-pressed", String(shown));
    if (shown && sandbox !== null) this.map ??= new MapView(this.ui.map, { type: (command) => this.typeCommand(command), preview: (port) => this.preview(port) });
    this.map?.follow(shown ? sandbox : null);
  }

  /** Shows what a container publishes. */
  private preview(port: number): void {
    const name = this.view?.sandbox?.preview;
    if (name) openElsewhere(previewOf(name, port, here()));
  }

  /** Opens a link of the terminal's. */
  private follow(address: string): void {
    openElsewhere(leadsTo(address, this.view?.sandbox?.preview ?? null, here()));
  }

  private typeCommand(command: string): void {
    this.announcer.happened([this.type(keysOf(command)) ? texts.ran : texts.runNeedsTerminal]);
  }

  /** How far it is: where the goals are out of sight, that is all there is to see of them. */
  private renderCount(sandbox: Sandbox | null): void {
    const goals = sandbox?.goals ?? [];
    this.ui.goals.hidden = goals.length === 0;
    setText(this.ui.goals, texts.goalsCount(goals.filter(({ state }) => state === "met").length, goals.length));
  }

  private renderSolved(before: View | null, view: View): void {
    const { solved, solvedNext } = this.ui;
    // Where it was solved before, or in another tab, the badge is enough.
    if (before?.sandbox && !before.solved && view.solved) {
      solved.hidden = false;
      const next = nextStep(this.section);
      solvedNext.replaceChildren(...(next ? [next] : []));
      this.announcer.happened([`${texts.solvedTitle}.`]);
    }
    if (view.phase !== "ready") solved.hidden = true;
    const header = this.section.querySelector<HTMLElement>(".exercise-header");
    const badge = header?.querySelector(".quai-badge");
    if (view.solved && !badge) header?.append(h("p", { class: "quai-badge" }, icon("met"), texts.solvedBadge));
  }

  private openTerminals(): Terminals {
    const { shells, terminal, keys, leaveHint, hints } = this.ui;
    return new Terminals({
      tabs: shells,
      host: terminal,
      keysHost: keys,
      title: this.title,
      hintId: leaveHint.id,
      screenReader: screenReader(),
      follow: (address) => this.follow(address),
      onArmed: (armed) => {
        hints.toggleAttribute("data-armed", armed);
        const hint = armed ? texts.leaveNow : texts.leaveHint;
        setChildren(leaveHint, hint, () => rich(hint));
      },
      onEvent: (event) => this.linkChanged(event),
    });
  }

  private linkChanged(event: LinkEvent): void {
    switch (event.kind) {
      case "attaching":
        // Until a lost line is truly back, it stays lost in words.
        if (this.link !== "lost") this.link = "attaching";
        break;
      case "open":
        if (this.link === "lost") this.problem = null;
        this.link = "open";
        break;
      case "lost":
        if (event.reason !== null) this.complain({ message: event.reason, remedy: null, ref: null }, this.link === "lost");
        this.link = "lost";
        void this.live.refresh();
        break;
      case "exited":
        this.link = "exited";
        setText(this.ui.shellEndedText, `${texts.shellExited(event.code)} ${texts.shellExitedHint}`);
        this.announcer.happened([texts.shellExited(event.code)]);
        break;
      case "gone":
        this.link = "none";
        void this.live.refresh();
        break;
    }
    this.render();
    if (event.kind === "open") this.giveTerminal();
  }

  private giveTerminal(): void {
    const active = document.activeElement;
    if (this.wantsTerminal && (active === document.body || this.section.contains(active))) this.session?.focus();
    this.wantsTerminal = false;
  }

  /** What had the focus may just have been hidden: it goes to what took its place, not to the top of the page. */
  private keepFocus(): void {
    const active = document.activeElement as HTMLElement | null;
    if (active && active !== document.body && active.getClientRects().length > 0) return;
    const { launch, frame, buttons, status } = this.ui;
    if (!launch.hidden && !buttons.start.hidden) buttons.start.focus({ preventScroll: true });
    else if (!frame.hidden) status.focus({ preventScroll: true });
  }

  private dismiss(): void {
    this.problem = null;
    this.render();
  }
}

function here(): URL {
  return new URL(location.href);
}

function mapped(): boolean {
  return remembered("map") === "on";
}

function screenReader(): boolean {
  return remembered("screen-reader") === "on";
}
