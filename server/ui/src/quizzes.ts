// Keeps answers to the quizzes of the page on the server. The book's own script asks, judges and explains; the two speak by events.

import { answerQuestion } from "./api.ts";
import type { Store } from "./store.ts";
import type { QuizAnswer } from "./wire.ts";

interface Given {
  quiz: string;
  question: string;
  answer: QuizAnswer;
}

export function keepQuizzes(sections: HTMLElement[], store: Store): void {
  for (const section of sections) {
    section.addEventListener("quiz-answer", (event) => void keep(section, (event as CustomEvent<Given>).detail, store));
  }
  store.watch(() => sections.forEach((section) => show(section, store)));
}

async function keep(section: HTMLElement, { quiz, question, answer }: Given, store: Store): Promise<void> {
  try {
    const right = await answerQuestion(quiz, question, answer);
    store.answered(quiz, question, { answer, right });
    section.dispatchEvent(new CustomEvent("quiz-kept", { detail: { question, answer } }));
  } catch {
    // It stays in the browser and is sent again from the next page: nobody has to be told.
  }
}

/** Tells a quiz what the server knows of it. */
function show(section: HTMLElement, { state }: Store): void {
  if (!state) return;
  const answered = Object.entries(state.quizzes[section.dataset["quiz"] ?? ""] ?? {});
  const answers = Object.fromEntries(answered.map(([question, { answer }]) => [question, answer]));
  section.dispatchEvent(new CustomEvent("quiz-answers", { detail: answers }));
}
