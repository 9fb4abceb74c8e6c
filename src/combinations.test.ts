import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import { releaseCrds } from './dev/crds.ts';
import { dice } from './dev/dice.ts';
import { estate } from './dev/estate.ts';
import { existingGateway, layoutOf } from './dev/topologies.ts';
import { gatewayApi, newestRelease } from './emit/gateway-api.ts';
import type { EmitSettings } from './emit/settings.ts';
import { finish } from './print/finish.ts';
import { emitters, providers } from './registry.ts';
import { parseRelease } from './release.ts';
import { judge } from './validate/judge.ts';
import { flawsOf, routed } from './validate/references.ts';
import { version } from './version.ts';

/** More rounds find more: `ROUNDS=20000 npx vitest run src/combinations.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 150);
const releases = [
  { api: '1.6.1', channel: 'standard', agentgateway: '1.4.1' },
  { api: '1.5.1', channel: 'standard', agentgateway: '1.4.1' },
  { api: '1.4.1', channel: 'standard', agentgateway: '1.0.1' },
  { api: '1.6.1', channel: 'experimental', agentgateway: '1.4.1' },
  { api: '1.4.1', channel: 'experimental', agentgateway: '1.0.1' },
] as const;

/** The same in another order. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const { below } = dice(seed);
  return items.reduce<T[]>((all, item) => all.toSpliced(below(all.length + 1), 0, item), []);
}

describe('annotations in any combination', () => {
  for (const { api, channel, agentgateway } of releases) {
    const definitions = releaseCrds(api, agentgateway, channel);
    for (const emitter of emitters) {
      it(`${emitter.name} for Gateway API ${api}, ${channel}: no throw, the same in any order, every reference resolves${definitions ? ', admitted' : ' (not judged without ../shared/crds)'}`, {
        timeout: 3_600_000,
      }, () => {
        const release = gatewayApi(parseRelease(api) ?? newestRelease, channel);
        const options = emitter.name === 'agentgateway' ? { version: agentgateway } : {};
        const converted = (items: readonly object[], settings: EmitSettings) =>
          convert({
            inputs: [{ path: 'estate.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }],
            providers: providers.map((provider) => provider.open({})),
            emission: { dialect: emitter.open(options, release), others: [], settings },
          });
        for (let seed = 1; seed <= rounds; seed++) {
          const { name, settings, namespaces } = layoutOf(seed, release);
          const what = `seed ${seed}, ${name}`;
          const items = estate(seed, namespaces && { namespaces });
          const { objects, diagnostics } = converted(items, settings);
          const printed = objects.map(({ object }) => object);
          expect(
            diagnostics.filter(({ code }) => code.startsWith('I2G9')),
            what,
          ).toEqual([]);
          const flaws = flawsOf([...printed, existingGateway], routed);
          expect(
            flaws.map(({ message }) => message),
            what,
          ).toEqual([]);
          const again = converted(shuffled(items, seed), settings).objects.map(({ object }) => object);
          // Of two objects with one name the last one counts.
          if (!diagnostics.some(({ code }) => code === 'I2G1010'))
            expect(JSON.stringify(again), what).toBe(JSON.stringify(printed));
          for (const written of objects) {
            if (!definitions) break;
            const { object } = finish(written, 'none', version);
            const findings = judge(definitions, object as never);
            expect(findings, `${what}: ${JSON.stringify(object)}`).toEqual([]);
          }
        }
      });
    }
  }
});
