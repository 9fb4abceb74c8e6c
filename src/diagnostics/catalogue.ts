import { accessEntries } from './access.ts';
import { annotationEntries } from './annotations.ts';
import { backendTlsEntries } from './backend-tls.ts';
import { bugEntries } from './bugs.ts';
import { clientTlsEntries } from './client-tls.ts';
import { controllerEntries } from './controller.ts';
import { emittingEntries } from './emitting.ts';
import { fileEntries } from './files.ts';
import { headerEntries } from './headers.ts';
import { hostEntries } from './hosts.ts';
import { ingressEntries } from './ingresses.ts';
import { limitEntries } from './limits.ts';
import { outputFileEntries } from './output-files.ts';
import { readingEntries } from './reading.ts';
import { snippetEntries } from './snippets.ts';
import { upstreamEntries } from './upstreams.ts';
import { validationEntries } from './validation.ts';

/**
 * Every message the tool can say: 1xxx reading, 2xxx providers, 3xxx emitters,
 * 5xxx judging, 9xxx bugs of ours. A code is never used twice; a retired one
 * leaves a comment behind.
 */
export const catalogue = {
  ...readingEntries,
  ...fileEntries,
  ...annotationEntries,
  ...ingressEntries,
  ...hostEntries,
  ...controllerEntries,
  ...backendTlsEntries,
  ...accessEntries,
  ...clientTlsEntries,
  ...limitEntries,
  ...headerEntries,
  ...snippetEntries,
  ...upstreamEntries,
  ...emittingEntries,
  ...validationEntries,
  ...outputFileEntries,
  ...bugEntries,
};

/** The code of a message, `I2G` and four digits. */
export type Code = keyof typeof catalogue;

/** The facts that a message of this code carries. */
export type DataOf<C extends Code> = Parameters<(typeof catalogue)[C]['message']>[0];
