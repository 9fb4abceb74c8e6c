import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { feature } from '../site.ts';

/** `satisfy`. What it joins is there when all features have spoken: `any-access.ts` reads it. */
export const satisfy = feature({
  name: 'satisfy',
  summary: 'Whether one way to be let in is enough.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#satisfy',
  annotations: {
    satisfy: {
      schema: lazily(() => z.enum(['any', 'all'], 'expected "any" or "all"')),
      doc: 'any: a client on the allow list needs no password and no leave of the authentication service, and the other way round. Default: all.',
      onInvalid: 'default',
      fills: ['any-access.checks'],
    },
  },
  becomes: ['any-access'],
});
