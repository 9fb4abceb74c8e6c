import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { feature } from '../site.ts';
import { entriesOf, serverName } from '../values.ts';

/** The controller looks at each name without the white space around it. */
const names = lazily(() =>
  z
    .string()
    .transform(entriesOf)
    .refine(
      (all) => all.every((name) => serverName.safeParse(name).success),
      'expected host names or patterns, with commas between',
    ),
);

/** `server-alias`. */
export const alias = feature({
  name: 'alias',
  summary: 'More names for the host of an Ingress.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#server-alias',
  annotations: {
    'server-alias': {
      schema: names,
      doc: 'Names, with commas between, that the host answers to as well. `*.x` stands for any number of labels, `.x` for `x` and `*.x`, and a name that starts with `~` is a regular expression.',
      onInvalid: 'ingress-rejected',
      fills: ['route.names', { except: 'a regular expression is no host name, and is not served', rare: true }],
    },
  },
  becomes: [],
});
