// The field of a goal that is answered in words: Enter sends, and what was typed outlives whatever news comes meanwhile.

import { h } from "./dom.ts";
import { texts } from "./site.ts";

/** The server refuses more. */
const LONGEST = 500;

export class AnswerField {
  readonly form: HTMLFormElement;
  private readonly input: HTMLInputElement;
  private readonly button: HTMLButtonElement;
  /** What was answered last, as far as it was shown. */
  private given = "";

  /** `title` and `why` are ids: what is asked, and what was said of the last answer. */
  constructor(id: string, title: string, why: string, send: (answer: string) => void) {
    this.input = h("input", {
      id,
      class: "quai-input",
      type: "text",
      maxlength: String(LONGEST),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-describedby": `${title} ${why}`,
    });
    this.button = h("button", { type: "submit", class: "quai-button", "data-action": "answer", "aria-describedby": title }, texts.answer);
    const label = h("label", { for: id }, texts.answerLabel);
    this.form = h("form", { class: "goal-answer" }, label, this.input, this.button);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.input.value.trim() === "") this.input.focus();
      else if (this.button.getAttribute("aria-disabled") !== "true") send(this.input.value);
    });
    this.input.addEventListener("input", () => this.input.removeAttribute("aria-invalid"));
  }

  /** `open`: there is a sandbox to answer about; `free`: no other call is under way; `wrong`: the last answer does not do. */
  show({ given, open, free, wrong }: { given: string; open: boolean; free: boolean; wrong: boolean }): void {
    if (given !== this.given) {
      // Whoever is typing something else goes on.
      if (this.input.value === this.given) this.input.value = given;
      this.given = given;
    }
    this.input.disabled = this.button.disabled = !open;
    this.input.placeholder = open ? "" : texts.answerLater;
    // `disabled` would throw the focus away.
    this.button.setAttribute("aria-disabled", String(!free));
    if (wrong && this.input.value === given) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}
