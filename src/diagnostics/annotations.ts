import type { OnInvalid } from '../annotations.ts';
import { entry } from './entry.ts';

const effects: { readonly [E in OnInvalid]: string } = {
  'ingress-rejected': 'ingress-nginx rejects the whole Ingress, so nothing of it is converted',
  'location-denied': 'ingress-nginx answers 503 on every path of the Ingress, and the output answers with an error',
  default: 'ingress-nginx goes on as if it were not set, and so does the output',
  'group-ignored': 'ingress-nginx ignores it and the annotations that belong to it',
};

/** 20xx: what a provider says about annotations as such. */
export const annotationEntries = {
  I2G2001: entry<{ annotation: string; about: string }>({
    name: 'annotation-not-converted',
    severity: 'by-stake',
    message: (d) => `${d.annotation} is not converted yet: the output lacks ${d.about}`,
    hint: () => 'set it up by hand on the new gateway, or keep this route on ingress-nginx for now',
    explain:
      'ingress-nginx knows the annotation and this version of the program does not convert it. Nothing in the output stands for it.',
  }),
  I2G2002: entry<{ annotation: string; value: string; problem: string; effect: OnInvalid }>({
    name: 'invalid-annotation-value',
    severity: 'by-stake',
    message: (d) => `${d.annotation} has an invalid value ${JSON.stringify(d.value)}: ${d.problem}`,
    hint: (d) => effects[d.effect],
    explain:
      'The value is not one that the controller reads. What the controller does then differs from annotation to annotation; the conversion does the same.',
  }),
  I2G2003: entry<{ annotation: string; because: string }>({
    name: 'annotation-without-effect',
    severity: 'info',
    message: (d) => `${d.annotation} has no effect here: ${d.because}`,
    explain: 'The controller ignores the annotation in this combination, and so does the conversion.',
  }),
  I2G2004: entry<{ annotation: string; nearest?: string; removed: boolean }>({
    name: 'unknown-annotation',
    severity: 'warning',
    message: (d) =>
      d.removed
        ? `${d.annotation} was removed from ingress-nginx and has no effect`
        : `${d.annotation} is no annotation of ingress-nginx and has no effect`,
    hint: (d) => (d.nearest === undefined ? undefined : `did you mean ${d.nearest}?`),
    explain: 'The annotation carries the prefix of ingress-nginx, and release 1.15 of the controller does not read it.',
  }),
};
