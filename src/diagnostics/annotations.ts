import type { OnInvalid } from '../annotations.ts';
import { annotationsTogether, entry } from './entry.ts';

/** What the controller does with a value that it cannot read, and the output with it. */
export const effects: { readonly [E in OnInvalid]: string } = {
  'ingress-rejected': 'ingress-nginx rejects the whole Ingress, so nothing of it is converted',
  'location-denied': 'ingress-nginx answers 503 on every path of the Ingress, and the output answers with an error',
  'host-denied': 'ingress-nginx answers 403 on every path of the host, and the output answers with an error',
  'guard-dropped':
    'ingress-nginx drops the guard that it belongs to and lets everybody in; the output answers with an error until the value is mended',
  default: 'ingress-nginx goes on as if it were not set, and so does the output',
  false: 'ingress-nginx takes it for "false", whatever its ConfigMap says, and so does the output',
  'group-ignored': 'ingress-nginx ignores it and the annotations that belong to it',
  'configuration-refused':
    'nginx refuses its whole configuration with it, so the controller applies no change of any Ingress; the output goes on as if it were not set',
};

/** 20xx: what a provider says about annotations as such. */
export const annotationEntries = {
  // I2G2001 retired: every annotation of the controller has an answer.
  I2G2002: entry<{ annotation: string; value: string; problem: string; effect: OnInvalid; key?: string }>({
    name: 'invalid-annotation-value',
    severity: 'by-stake',
    message: (d) => `${d.annotation} has an invalid value ${JSON.stringify(d.value)}: ${d.problem}`,
    hint: (d) =>
      d.effect === 'default' && d.key !== undefined
        ? `ingress-nginx goes on with ${d.key} of its ConfigMap, or with its own default, and so does the output`
        : effects[d.effect],
    explain:
      'The value is not one that the controller reads. What the controller does then differs from annotation to annotation; the conversion does the same.',
  }),
  I2G2003: entry<{ annotation: string; because: string }>({
    name: 'annotation-without-effect',
    severity: 'info',
    message: (d) => `${d.annotation} ${d.annotation.includes(' ') ? 'have' : 'has'} no effect here: ${d.because}`,
    together: annotationsTogether,
    explain: 'The controller ignores the annotation in this combination, and so does the conversion.',
  }),
  I2G2004: entry<{ annotation: string; nearest?: string; removed: boolean; ofController: boolean }>({
    name: 'unknown-annotation',
    severity: 'warning',
    message: (d) =>
      d.removed
        ? `${d.annotation} was removed from ingress-nginx and has no effect`
        : `${d.annotation} is no annotation of ingress-nginx and has no effect`,
    hint: (d) => {
      if (d.ofController) return "it is a key of the controller's ConfigMap, where it counts for all hosts";
      if (d.nearest === undefined) return undefined;
      return d.removed ? `${d.nearest} took its place` : `did you mean ${d.nearest}?`;
    },
    explain: 'The annotation carries the prefix of ingress-nginx, and release 1.15 of the controller does not read it.',
  }),
};
