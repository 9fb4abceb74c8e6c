import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import { defaultSettings } from './emit/settings.ts';
import { emitters, providers } from './registry.ts';
import { agentgatewayProfile, gatewayApiProfile } from './simulate/profile.ts';
import { simulate } from './simulate/simulate.ts';
import { type Beside, estateOf, host, ingressesOf, nginx, requests } from './snippet-rewrites.testing.ts';

/**
 * `rewrite` and `location` in snippets, over random paths: what comes out sends clients and asks backends where nginx does.
 * nginx is done here by its own rules, statement by statement, and `real-nginx.test.ts` holds these to a real one.
 */
const rounds = Number(process.env['ROUNDS'] ?? 300);

/** Without an answer of its own a rule says 500, and a path that nobody serves says nothing of what is denied there. */
const errorOf = (answer: string): string => (/^(403|404|500)$/.test(answer) ? 'an error' : answer);

/** Follows all requests through what comes out. */
function expectSame(emitter: (typeof emitters)[number], seed: number, beside: Beside) {
  const profile = emitter.name === 'agentgateway' ? agentgatewayProfile : gatewayApiProfile;
  const estate = estateOf(seed, beside);
  const items = ingressesOf(estate);
  const { objects, diagnostics } = convert({
    inputs: [{ path: 'estate.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }],
    providers: providers.map((provider) => provider.open({})),
    emission: { dialect: emitter.open({}), others: [], settings: defaultSettings },
  });
  const about = `seed ${seed}: ${JSON.stringify(estate)}`;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const shut = diagnostics.some(({ message }) =>
    / before it|where ingress-nginx serves it|inside of a path/.test(message),
  );
  if (!shut) expect(errors, about).toEqual([]);
  const printed = objects.map(({ object }) => object);
  const ask = (path: string) => simulate(printed as never, { scheme: 'http', host, path }, profile);
  const count = { away: 0, changed: 0, shut: 0 };
  for (const path of requests) {
    const expected = nginx(estate, path);
    const { location, backend, upstream, status } = ask(path);
    const found = location ?? (backend ? `${backend.name} ${upstream?.path}` : String(status));
    if (!shut) expect(errorOf(found), `${path}, ${about}`).toBe(errorOf(expected));
    if (location !== undefined) count.away++;
    if (upstream && upstream.path !== path) count.changed++;
    if (!/^40[34]$/.test(expected)) continue;
    count.shut++;
    // However it is spelt, nobody gets behind what is shut.
    for (const spelt of [path, `/${path}`, path.replace('a', '%61'), `/z/..${path}`])
      expect(ask(spelt).backend, `${spelt}, ${about}`).toBeUndefined();
  }
  return count;
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const seeds = Array.from({ length: rounds }, (_, i) => i + 1);

describe('redirects of snippets lead where nginx leads', () => {
  for (const emitter of emitters) {
    it(`by ${emitter.name}`, { timeout: 600_000 }, () => {
      const counts = seeds.map((seed) => expectSame(emitter, seed, 'nothing'));
      expect(total(counts.map(({ away }) => away))).toBeGreaterThan(rounds);
    });
  }
});

describe('backends see the path that nginx makes', () => {
  // Only agentgateway can say it.
  for (const emitter of emitters.filter(({ name }) => name === 'agentgateway')) {
    it(`by ${emitter.name}`, { timeout: 600_000 }, () => {
      const counts = seeds.map((seed) => expectSame(emitter, seed, 'rewrites'));
      expect(total(counts.map(({ changed }) => changed))).toBeGreaterThan(rounds);
    });
  }
});

describe('a location of a snippet answers what it answers in nginx', () => {
  for (const emitter of emitters.filter(({ name }) => name === 'agentgateway')) {
    it(`by ${emitter.name}`, { timeout: 600_000 }, () => {
      const counts = seeds.map((seed) => expectSame(emitter, seed, 'locations'));
      expect(total(counts.map(({ shut }) => shut))).toBeGreaterThan(rounds);
    });
  }
});

describe('a location within that of a path answers what it answers in nginx', () => {
  for (const emitter of emitters.filter(({ name }) => name === 'agentgateway')) {
    it(`by ${emitter.name}`, { timeout: 600_000 }, () => {
      const counts = seeds.map((seed) => expectSame(emitter, seed, 'nested'));
      expect(total(counts.map(({ shut }) => shut))).toBeGreaterThan(rounds);
    });
  }
});
