import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import { areCrdsThere, sharedCrds } from './dev/crds.ts';
import { goldenTexts } from './dev/testdata.ts';
import { emit } from './emit/emit.ts';
import { gatewayApi } from './emit/gateway-api.ts';
import { defaultSettings } from './emit/settings.ts';
import type { Dialect } from './emitter.ts';
import { finish } from './print/finish.ts';
import { emitters, providers } from './registry.ts';
import { parseRelease } from './release.ts';
import { judge } from './validate/judge.ts';
import { version } from './version.ts';

/** Every release that we hold the definitions of, and that the output can be for. */
const releases = [
  { emitter: 'standard', api: '1.4.1', options: {}, folders: ['gateway-api/v1.4.1/standard'] },
  { emitter: 'standard', api: '1.5.1', options: {}, folders: ['gateway-api/v1.5.1/standard'] },
  ...['1.4.1', '1.5.1', '1.6.1'].flatMap((api) =>
    ['1.0.1', '1.4.1'].map((release) => ({
      emitter: 'agentgateway',
      api,
      options: { version: release },
      folders: [`gateway-api/v${api}/standard`, `agentgateway/v${release}`],
    })),
  ),
];

const emissionBy = (dialect: Dialect) => ({ dialect, others: [], settings: defaultSettings });

/** What the golden inputs come to, with and without the defaults of nginx. It is the same for every release. */
function modelsOf() {
  const [emitter] = emitters;
  if (!emitter) throw new Error('there is no emitter');
  const emission = emissionBy(emitter.open({}));
  return goldenTexts('input.yaml').flatMap(({ path, text }) =>
    [{}, { defaults: true }].map((options) => {
      const { model } = convert({
        inputs: [{ path, text }],
        providers: providers.map((provider) => provider.open(options)),
        emission,
      });
      return { path, model };
    }),
  );
}

describe.skipIf(!areCrdsThere)('older releases admit every object (skipped without ../shared/crds)', () => {
  const models = areCrdsThere ? modelsOf() : [];

  it.each(releases)('$emitter for Gateway API $api, $options', ({ emitter: name, api, options, folders }) => {
    const emitter = emitters.find((one) => one.name === name);
    const release = parseRelease(api);
    if (!emitter || !release) throw new Error(`no emitter ${name}`);
    const definitions = sharedCrds(...folders);
    const emission = emissionBy(emitter.open(options, gatewayApi(release)));
    // Most inputs come to objects that others come to as well.
    const objects = new Map<string, string>();
    for (const { path, model } of models) {
      for (const written of emit(model, emission, () => {}))
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
