import { entry } from './entry.ts';

/** 240x and 241x: what a provider says about endpoints, error pages and traces, and about names that are not read. */
export const upstreamEntries = {
  I2G2400: entry<{ annotation: string; prefix: string; known: string }>({
    name: 'annotation-under-a-foreign-prefix',
    severity: 'warning',
    message: (d) => `${d.annotation} has no effect: ingress-nginx reads annotations under ${d.prefix} only`,
    hint: (d) => `${d.known} is the one that it reads; what it would do is not in the output`,
    explain:
      'The annotation carries a prefix that ingress-nginx does not read: that of its first releases, or that of another controller. The output does what ingress-nginx does, which is nothing.',
  }),
  I2G2401: entry<{ prefix: string }>({
    name: 'annotation-of-another-controller',
    severity: 'warning',
    message: (d) =>
      `annotations under ${d.prefix} are not converted: they are for the controller of F5, and ingress-nginx does nothing with them`,
    hint: () =>
      'if that controller serves this Ingress, do not use the output for it: what these annotations ask for, guards too, is missing',
    explain:
      'Both controllers answer to a class that is called nginx as a rule. An Ingress that the controller of F5 guards is converted as ingress-nginx would serve it, which is without the guard.',
  }),
};
