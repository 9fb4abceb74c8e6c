import { entry } from './entry.ts';

/** 1xxx: what can be wrong with a text before anybody asks what it means. */
export const readingEntries = {
  I2G1001: entry<{ problem: string }>({
    name: 'text-not-readable',
    severity: 'error',
    message: (d) => `this document is not YAML or JSON that kubectl would read: ${d.problem}`,
    explain: 'The document cannot be parsed. It is left out; the other documents of the file are converted.',
  }),
};
