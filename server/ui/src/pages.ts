// Which pages of the course are done.

import type { State } from "./wire.ts";

/** What is on the pages that have any of it, by the page's path in the book. */
export interface Contents {
  /** Ids of exercises. */
  pages: Record<string, string[]>;
  /** Where each exercise is, playgrounds among them. */
  homes: Record<string, { page: string; title: string }>;
  /** Quizzes, with the ids of their questions. */
  quizzes: Record<string, { name: string; questions: string[] }[]>;
}

/** The pages to tick: exercises are solved; where there are none, questions are answered right. */
export function donePages({ pages, quizzes }: Pick<Contents, "pages" | "quizzes">, { solved, quizzes: answers }: Pick<State, "solved" | "quizzes">): string[] {
  const exercised = Object.entries(pages).filter(([, exercises]) => exercises.length > 0);
  const asked = Object.entries(quizzes).filter(([page]) => !exercised.some(([other]) => other === page));
  const right = (name: string, question: string) => answers[name]?.[question]?.right === true;
  return [
    ...exercised.filter(([, exercises]) => exercises.every((id) => solved.includes(id))),
    ...asked.filter(([, asked]) => asked.every(({ name, questions }) => questions.every((question) => right(name, question)))),
  ].map(([page]) => page);
}
