// Which pages of the course are done.

/** Which exercises each page holds, by the page's path in the book. */
export type PageExercises = Record<string, string[]>;

/** The pages to tick; one without exercises is never ticked. */
export function solvedPages(pages: PageExercises, solved: readonly string[]): string[] {
  return Object.entries(pages)
    .filter(([, exercises]) => exercises.length > 0 && exercises.every((id) => solved.includes(id)))
    .map(([page]) => page);
}
