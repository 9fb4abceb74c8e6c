import * as z from 'zod';
import { feature } from '../site.ts';

/** The controller takes white space out before it looks at the characters. */
const names = z
  .string()
  .regex(/^[/\-._~a-zA-Z0-9:^$[\](){}*+?|&=\\,\s]*$/, 'expected host names or patterns, with commas between')
  .transform((v) =>
    v
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

/** `server-alias`. */
export const alias = feature({
  name: 'alias',
  summary: 'More names for the host of an Ingress.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#server-alias',
  annotations: {
    'server-alias': {
      schema: names,
      doc: 'Names, with commas between, that the host answers to as well. `*.x` stands for any number of labels, and a name that starts with `~` is a regular expression.',
      onInvalid: 'ingress-rejected',
    },
  },
  becomes: [],
});
