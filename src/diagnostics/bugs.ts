import { entry } from './entry.ts';

/** 9xxx: faults of this program, said instead of thrown. */
export const bugEntries = {
  I2G9001: entry<{ problem: string }>({
    name: 'internal-error',
    severity: 'error',
    message: (d) => `this is a bug in ingress2gateway: ${d.problem}`,
    hint: () => 'please report it with the input that shows it',
    explain: 'Something happened that the program rules out. What it printed must not be trusted.',
  }),
};
