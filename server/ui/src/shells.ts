// Which of a sandbox's shells have a tab, and which one is looked at.

/** As many as the server lets a learner have side by side. */
const MOST = 4;

export interface Open {
  /** Numbers, from 1 on, in the order of their tabs. */
  shells: readonly number[];
  shown: number;
}

/** With one more, the lowest number that is free; the same if there can be no more. */
export function opened(open: Open): Open {
  const free = Array.from({ length: MOST }, (_, index) => index + 1).find((number) => !open.shells.includes(number));
  return free === undefined ? open : { shells: [...open.shells, free], shown: free };
}

/** Without one; who looked at it looks at the one before it. */
export function closed({ shells, shown }: Open, number: number): Open {
  const before = shells[shells.indexOf(number) - 1] ?? 1;
  return { shells: shells.filter((other) => other !== number), shown: shown === number ? before : shown };
}

/** What was remembered, if that was of this sandbox. */
export function parseOpen(text: string | null, sandbox: string): Open {
  const first: Open = { shells: [1], shown: 1 };
  try {
    const kept = JSON.parse(text ?? "null") as Partial<Open & { sandbox: string }> | null;
    if (kept?.sandbox !== sandbox || !Array.isArray(kept.shells)) return first;
    const shells = [...new Set([1, ...kept.shells])].filter((number) => Number.isInteger(number) && number >= 1 && number <= MOST);
    return { shells, shown: shells.includes(kept.shown ?? 1) ? (kept.shown ?? 1) : 1 };
  } catch {
    return first;
  }
}
