import type { ListedType } from './cluster.ts';

/** Where somebody sits and waits. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Tells those who wait what is being done. */
export interface Progress {
  readonly reading: (type: ListedType, count: number) => void;
  /** Takes away what was said. */
  readonly end: () => void;
}

/** How long nobody wonders, in milliseconds. */
const unnoticed = 1000;

/** Back to the start of the line, and what is there wiped away. */
const cleared = '\r\u001b[K';

/** One line on a terminal, for what takes more than a second; nothing on what is no terminal. */
export function progressOn(terminal: Terminal, context: string, quiet: boolean): Progress {
  if (quiet || terminal.isTTY !== true) return { reading: () => {}, end: () => {} };
  let text = '';
  let isDue = false;
  const draw = () => {
    if (isDue && text !== '') terminal.write(`${cleared}${text}`);
  };
  setTimeout(() => {
    isDue = true;
    draw();
  }, unnoticed).unref();
  return {
    reading: ({ kind, plural }, count) => {
      const name = kind + plural.slice(kind.length);
      text = `reading ${name} from ${context}: ${count.toLocaleString('en-US')} so far`;
      draw();
    },
    end: () => {
      if (isDue && text !== '') terminal.write(cleared);
      text = '';
    },
  };
}
