import { convert } from '../convert.ts';
import { defaultSettings } from '../emit/settings.ts';
import type { RoutingModel } from '../model/routing.ts';
import { emitters, providers } from '../registry.ts';
import { goldenTexts } from './testdata.ts';

/** What a golden input comes to, which is the same for every release and every emitter. */
interface GoldenModel {
  readonly path: string;
  readonly model: RoutingModel;
}

let known: readonly GoldenModel[] | undefined;

/** What the golden inputs come to, with and without the defaults of nginx. */
export function goldenModels(): readonly GoldenModel[] {
  known ??= read();
  return known;
}

function read(): readonly GoldenModel[] {
  const [emitter] = emitters;
  if (!emitter) throw new Error('there is no emitter');
  const emission = { dialect: emitter.open({}), others: [], settings: defaultSettings };
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
