import { describe, expect, it } from 'vitest';
import { areCrdsThere, sharedCrds } from './dev/crds.ts';
import { goldenModels } from './dev/models.ts';
import { layoutOf } from './dev/topologies.ts';
import { emit } from './emit/emit.ts';
import { gatewayApi } from './emit/gateway-api.ts';
import { finish } from './print/finish.ts';
import { emitters } from './registry.ts';
import { parseRelease } from './release.ts';
import { judge } from './validate/judge.ts';
import { version } from './version.ts';

/** Every release that we hold the definitions of, and that the output can be for, in both channels. */
const releases = ['1.4.1', '1.5.1', '1.6.1'].flatMap((api) =>
  (['standard', 'experimental'] as const).flatMap((channel) => [
    { emitter: 'standard', api, channel, options: {}, folders: [`gateway-api/v${api}/${channel}`] },
    ...['1.0.1', '1.4.1'].map((release) => ({
      emitter: 'agentgateway',
      api,
      channel,
      options: { version: release },
      folders: [`gateway-api/v${api}/${channel}`, `agentgateway/v${release}`],
    })),
  ]),
);

/** Every layout of Gateways for every release takes minutes: `ALL=1 npx vitest run src/releases.test.ts`. */
const turns = process.env['ALL'] === '1' ? [0, 1, 2] : [0];

describe.skipIf(!areCrdsThere)('older releases admit every object (skipped without ../shared/crds)', () => {
  const models = areCrdsThere ? goldenModels() : [];

  it.each(releases)('$emitter for Gateway API $api, $channel, $options', ({ emitter: name, folders, ...about }) => {
    const emitter = emitters.find((one) => one.name === name);
    const release = parseRelease(about.api);
    if (!emitter || !release) throw new Error(`no emitter ${name}`);
    const definitions = sharedCrds(...folders);
    const api = gatewayApi(release, about.channel);
    const dialect = emitter.open(about.options, api);
    const layouts = turns.map((turn) => layoutOf(turn, api).settings);
    // Most inputs come to objects that others come to as well.
    const objects = new Map<string, string>();
    for (const { path, model } of models) {
      for (const settings of layouts)
        for (const written of emit(model, { dialect, others: [], settings }, () => {}))
          objects.set(JSON.stringify(finish(written, 'none', version).object), path);
    }
    const findings = [...objects].flatMap(([text, path]) => {
      const object = JSON.parse(text);
      return judge(definitions, object).map(
        ({ path: field, message }) => `${path} ${object.kind} ${field.join('.')}: ${message}`,
      );
    });
    expect(findings).toEqual([]);
  });
});
