import { entry } from './entry.ts';

/** 6xxx: what is said about the files that are written. */
export const outputFileEntries = {
  I2G6001: entry<{ count: number }>({
    name: 'stale-output-files',
    severity: 'warning',
    message: (d) =>
      d.count === 1
        ? 'an earlier run wrote a file that no longer belongs to the output'
        : `an earlier run wrote ${d.count} files that no longer belong to the output`,
    hint: () => 'remove what you no longer want in the cluster; `kubectl apply -f` would apply it again',
    explain:
      'A folder of --output-dir holds files for namespaces and kinds of which nothing is printed any more. They are left as they are.',
  }),
};
