import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { annotationsOf } from '../annotations.ts';
import { convert } from '../convert.ts';
import { defaultSettings } from '../emit/settings.ts';
import { parseManifests } from '../read/parse.ts';
import { emitters, providers } from '../registry.ts';
import { openRoutes } from './access.ts';

const folder = 'testdata/ingress-nginx/client-certificate';
/** Nobody is asked for a certificate that counts, in nginx neither. */
const open = ['verify-off', 'verify-optional', 'verify-optional-no-ca', 'without-secret', 'without-tls'];
const cases = readdirSync(folder)
  .filter((name) => !open.includes(name))
  .flatMap((name) => emitters.map((emitter) => ({ name, emitter })));

it.each(cases)('nobody gets into $name without a certificate ($emitter.name)', ({ name, emitter }) => {
  const text = readFileSync(join(folder, name, 'input.yaml'), 'utf8');
  const { objects } = convert({
    inputs: [{ path: name, text }],
    providers: providers.map((p) => p.open({})),
    emission: { dialect: emitter.open({}), others: [], settings: defaultSettings },
  });
  const ingresses = parseManifests(name, text, () => {})
    .filter(({ ref }) => ref.kind === 'Ingress')
    .map((manifest) => ({ manifest, annotations: annotationsOf(manifest) }));
  const written = objects.map(({ object }) => object);
  expect(openRoutes(ingresses, written)).toEqual([]);
});
