import { expect, it } from 'vitest';
import { noValues } from '../../src/annotations.ts';
import { goldenTexts } from '../../src/dev/testdata.ts';
import { parseManifests } from '../../src/read/parse.ts';
import { controllerConfig } from './config/config.ts';
import type { ConfigKeyName } from './config/keys.ts';
import { features } from './features/index.ts';
import { inputsOf } from './inputs.ts';
import { options } from './options.ts';
import type { At } from './site.ts';
import { sitesOf } from './sites.ts';
import { readingOf } from './snippets/reading.ts';

const nobody = () => {};

/** Every location of the golden inputs, each with its own controller. */
const places = goldenTexts('input.yaml').flatMap(({ path, text }): At[] => {
  const manifests = parseManifests(path, text, nobody);
  const config = controllerConfig(manifests, undefined, nobody);
  const inputs = inputsOf(manifests, config);
  const sites = sitesOf(manifests, inputs, options.parse({}), nobody);
  return sites.flatMap(({ servers }) =>
    servers.flatMap((server) =>
      server.locations.flatMap((location) => {
        const { owner, upstream } = location;
        if (!owner || !upstream) return [];
        const reading = readingOf(server, location, owner, config);
        return [{ server, location, owner, upstream, secret: inputs.secret, inputs, config, reading }];
      }),
    ),
  );
});

const wakeable = features.flatMap(({ name, lower, wokenBy }) => (wokenBy ? [{ name, lower, wokenBy }] : []));

it.each(wakeable)('$name makes nothing of a location without values, unless it is woken', ({ lower, wokenBy }) => {
  const asleep = places.filter(({ config }) => !wokenBy.some((key) => config.value(key as ConfigKeyName)));
  expect(asleep.length).toBeGreaterThan(1000);
  const said: unknown[] = [];
  const made = asleep.map((at) => lower?.(noValues, at, (...one) => said.push(one)));
  expect(made.filter((one) => one?.refused || Object.keys({ ...one?.route, ...one?.backend }).length > 0)).toEqual([]);
  expect(said).toEqual([]);
});
