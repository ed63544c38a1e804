// Brings the quizzes of a page to life: judges what is answered, says why, and keeps it.
//
// Needs neither a server nor a network. All that it says stands in the page: its words are attributes of `.quiz`, explanations
// come from the `.quiz-answer` of a question, which unfolds by itself where no script runs.
//
// Where there is a server, its script keeps answers there: it hears `quiz-answer` from a quiz, tells it `quiz-kept` once an answer
// is safe, and `quiz-answers` whenever it knows what was answered last. What is not safe yet stays in this browser.

"use strict";

{
  /** After so many wrong answers, the right one may be unfolded. */
  const ENOUGH = 2;

  /** After it, spoken words leave the page, so that nobody who reads on meets them again. */
  const FORGET_MS = 6_000;

  class Quiz {
    constructor(section) {
      this.section = section;
      this.words = section.dataset;
      this.name = section.dataset.quiz;
      this.unsafe = new Unsafe(`quai-quiz-${this.name}`);
      this.questions = new Map();
      for (const form of section.querySelectorAll(".quiz-question")) {
        this.questions.set(form.dataset.question, new Question(form, this.words, (question, answer) => this.answered(question, answer)));
      }
      this.restore(this.unsafe.answers);
      section.addEventListener("quiz-answers", ({ detail }) => this.known(detail));
      section.addEventListener("quiz-kept", ({ detail: { question, answer } }) => this.unsafe.forget(question, answer));
    }

    answered(question, answer) {
      this.unsafe.keep(question, answer);
      this.count();
      this.tell(question, answer);
    }

    tell(question, answer) {
      this.section.dispatchEvent(new CustomEvent("quiz-answer", { bubbles: true, detail: { quiz: this.name, question, answer } }));
    }

    /** The server says what it has. What it lacks goes there once a visit: an answer that it refuses, it would always refuse. */
    known(answers) {
      const unsafe = this.unsafe.answers;
      this.restore({ ...answers, ...unsafe });
      if (!this.told) Object.entries(unsafe).forEach(([question, answer]) => this.tell(question, answer));
      this.told = true;
    }

    restore(answers) {
      for (const [question, answer] of Object.entries(answers)) this.questions.get(question)?.restore(answer);
      this.count();
    }

    count() {
      const questions = [...this.questions.values()];
      const score = this.section.querySelector(".quiz-score");
      score.hidden = questions.every(({ right }) => right === null);
      score.textContent = fill(this.words.score, { right: questions.filter(({ right }) => right).length, all: questions.length });
    }
  }

  class Question {
    constructor(form, words, answered) {
      this.form = form;
      this.words = words;
      this.verdict = form.querySelector(".quiz-verdict");
      this.details = form.querySelector(".quiz-answer");
      this.fields = new KINDS[form.dataset.kind](form, words, () => this.changed());
      /** Whether the last answer is right; null before the first one. */
      this.right = null;
      this.wrong = 0;
      /** Whether something else was chosen or typed since. */
      this.touched = false;
      this.details.hidden = true;
      for (const button of form.querySelectorAll("button")) button.hidden = button.disabled = false;
      form.addEventListener("input", () => this.changed());
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const answer = this.fields.answer;
        if (answer.length === 0) {
          this.verdict.replaceChildren(h("p", {}, words.nothing));
          return speak(words.nothing);
        }
        speak(this.judge(answer));
        answered(form.dataset.question, answer);
      });
    }

    changed() {
      this.touched = true;
      this.verdict.replaceChildren();
      this.fields.unmark();
    }

    /** Shows an answer that was given before, unless another one is being thought of, or the question has changed since. */
    restore(answer) {
      if (this.touched || this.shown === JSON.stringify(answer) || !this.fields.fits(answer)) return;
      this.fields.answer = answer;
      this.judge(answer);
    }

    /** Says what is to be said of an answer, and returns it in words. */
    judge(answer) {
      const { right, notes } = this.fields.judge(answer);
      this.shown = JSON.stringify(answer);
      this.touched = false;
      this.right = right;
      if (!right) this.wrong += 1;
      this.details.hidden = !right && this.wrong < ENOUGH;
      const { words } = this;
      const beside = right ? [copy(this.details.querySelector(".quiz-because"))] : notes.filter(({ isConnected }) => !isConnected);
      this.verdict.replaceChildren(h("p", {}, mark(right), h("strong", {}, right ? words.right : words.wrong)), ...beside);
      return [right ? words.right : words.wrong, ...(right ? beside : notes).map(({ textContent }) => textContent)].join(" ");
    }
  }

  // Each kind of question: what its fields hold as `answer`, whether an answer `fits` them, and how it is judged and marked. The
  // notes of a judgement are paragraphs: those that explain a choice stand beside it, the others are shown below.

  /** One choice or several. Marks stay: what is wrong with a choice does not change. */
  class Choices {
    constructor(form, words) {
      this.form = form;
      this.words = words;
      this.inputs = [...form.querySelectorAll("input")];
      this.right = [...form.querySelectorAll(".quiz-right li")].map(({ dataset }) => Number(dataset.choice));
    }

    get answer() {
      return this.inputs.filter(({ checked }) => checked).map(({ value }) => Number(value));
    }

    set answer(answer) {
      for (const input of this.inputs) input.checked = answer.includes(Number(input.value));
    }

    fits(answer) {
      return Array.isArray(answer) && answer.every((number) => number in this.inputs);
    }

    judge(answer) {
      const whys = answer.map((number) => this.mark(number)).filter(Boolean);
      const right = same(answer, this.right);
      return { right, notes: right || whys.length > 0 ? whys : [h("p", {}, this.words.missing)] };
    }

    /** Marks a choice, and returns why it is wrong. */
    mark(number) {
      const input = this.inputs[number];
      const item = input.closest("li");
      if (!item.querySelector(".quiz-mark")) {
        const right = this.right.includes(number);
        item.append(mark(right, right ? this.words.good : this.words.bad));
        if (!right) item.append(explain(input, this.form.querySelector(`.quiz-wrong [data-choice="${number}"] .quiz-why`)));
      }
      return item.querySelector(".quiz-why");
    }

    unmark() {}
  }

  /** Steps to be put in order. */
  class Steps {
    constructor(form, words, changed) {
      this.words = words;
      this.list = form.querySelector(".quiz-steps");
      this.ends();
      this.list.addEventListener("click", ({ target }) => {
        const button = target.closest("[data-move]");
        if (button && this.move(button.closest("li"), button.dataset.move === "up")) changed();
      });
    }

    get answer() {
      return [...this.list.children].map(({ dataset }) => Number(dataset.step));
    }

    set answer(answer) {
      this.list.append(...answer.map((number) => this.list.querySelector(`[data-step="${number}"]`)));
      this.ends();
    }

    fits(answer) {
      return Array.isArray(answer) && same([...answer].sort(), this.answer.sort());
    }

    judge(answer) {
      const right = answer.filter((number, place) => number === place).length;
      this.unmark();
      answer.forEach((number, place) => {
        const good = number === place;
        this.list.children[place].append(mark(good, good ? this.words.good : this.words.bad));
      });
      const all = answer.length;
      return { right: right === all, notes: [h("p", {}, fill(this.words.placed, { right, all }))] };
    }

    unmark() {
      for (const marked of this.list.querySelectorAll(".quiz-mark")) marked.remove();
    }

    move(step, up) {
      const other = up ? step.previousElementSibling : step.nextElementSibling;
      if (!other) {
        speak(up ? this.words.first : this.words.last);
        return false;
      }
      // The other one moves: what leaves its place loses the focus.
      if (up) step.after(other);
      else step.before(other);
      this.ends();
      speak(fill(this.words.moved, { place: [...this.list.children].indexOf(step) + 1, all: this.list.children.length }));
      return true;
    }

    /** The first step goes up no further, the last one no further down; `disabled` would throw the focus away. */
    ends() {
      for (const button of this.list.querySelectorAll("[data-move]")) {
        const end = button.dataset.move === "up" ? this.list.firstElementChild : this.list.lastElementChild;
        button.setAttribute("aria-disabled", String(end.contains(button)));
      }
    }
  }

  /** A field to type in. */
  class Typed {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input");
      this.right = [...form.querySelectorAll(".quiz-right li")].map(({ dataset }) => dataset.answer);
    }

    get answer() {
      return this.input.value.trim();
    }

    set answer(answer) {
      this.input.value = answer;
    }

    fits(answer) {
      return typeof answer === "string";
    }

    judge(answer) {
      const typed = plain(answer);
      const right = this.right.includes(typed);
      const slip = [...this.form.querySelectorAll(".quiz-wrong li")].find(({ dataset }) => dataset.answer === typed);
      this.unmark();
      if (right) return { right, notes: [] };
      this.input.setAttribute("aria-invalid", "true");
      return { right, notes: slip ? [explain(this.input, slip.querySelector(".quiz-why"))] : [] };
    }

    unmark() {
      this.input.removeAttribute("aria-invalid");
      this.input.removeAttribute("aria-describedby");
    }
  }

  const KINDS = { one: Choices, several: Choices, order: Steps, text: Typed };

  /** Answers that nobody else has yet, in this browser. Where it keeps nothing, they last as long as the page. */
  class Unsafe {
    constructor(key) {
      this.key = key;
      try {
        this.answers = Object(JSON.parse(localStorage.getItem(key)));
      } catch {
        this.answers = {};
      }
    }

    keep(question, answer) {
      this.answers[question] = answer;
      this.write();
    }

    forget(question, answer) {
      if (JSON.stringify(this.answers[question]) !== JSON.stringify(answer)) return;
      delete this.answers[question];
      this.write();
    }

    write() {
      try {
        if (Object.keys(this.answers).length > 0) localStorage.setItem(this.key, JSON.stringify(this.answers));
        else localStorage.removeItem(this.key);
      } catch {
        // Full, or switched off.
      }
    }
  }

  /** What is compared of a typed answer: capitals, and runs and ends of spaces, do not matter. */
  function plain(typed) {
    return typed.trim().replace(/\s+/g, " ").toLowerCase();
  }

  function same(one, other) {
    return one.length === other.length && one.every((number, index) => number === other[index]);
  }

  /** `text` with each `{name}` replaced. */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** A sign that is more than a colour; where no word stands beside it, it has a name. */
  function mark(right, name) {
    const label = name ? { role: "img", "aria-label": name } : { "aria-hidden": "true" };
    return h("span", { class: "quiz-mark", "data-good": String(right), ...label }, right ? "✓" : "✗");
  }

  /** A copy of an explanation, which is read together with the field that it is about. */
  function explain(field, explanation) {
    const why = copy(explanation);
    const form = field.closest("form");
    why.id = `${form.id}_why-${field.type === "text" ? "typed" : field.value}`;
    field.setAttribute("aria-describedby", why.id);
    return why;
  }

  function copy(element) {
    return element.cloneNode(true);
  }

  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const region = h("div", { class: "quiz-spoken", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  document.body.append(region);

  /** Speaks to screen readers. A new element is a change even when the words are the same as before. */
  function speak(words) {
    const spoken = h("p", {}, words);
    region.replaceChildren(spoken);
    setTimeout(() => spoken.remove(), FORGET_MS);
  }

  for (const section of document.querySelectorAll(".quiz")) new Quiz(section);
}
