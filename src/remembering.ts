/** How many texts are remembered, and how long they may be, in characters. */
const mostKnown = 5000;
const longestKnown = 40;

/** Answers again for short texts what it has answered before: names and keys come many times. */
export function remembering<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = answer(text);
    if (text.length > longestKnown) return now;
    // Starting anew keeps what comes again and again: that is soon known once more.
    if (known.size >= mostKnown) known.clear();
    known.set(text, now);
    return now;
  };
}
