import { describe, expect, it } from 'vitest';
import { convert } from '../convert.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { defaultSettings } from '../emit/settings.ts';
import { emitters, providers } from '../registry.ts';
import type { Diagnostic } from './diagnostic.ts';

const asText = ({ code, message, hint, at }: Diagnostic): string =>
  JSON.stringify([code, message, hint, at.map(({ path, span }) => [path, span?.line])]);

const readers = providers.map((provider) => provider.open({}));

describe('who wants to hear of errors only hears of the same errors', () => {
  it.each(emitters)('from $name', { timeout: 120_000 }, (emitter) => {
    const emission = { dialect: emitter.open({}), others: [], settings: defaultSettings };
    let count = 0;
    for (const input of goldenTexts('input.yaml')) {
      const conversion = { inputs: [input], providers: readers, emission };
      const all = convert(conversion);
      const errors = convert({ ...conversion, errorsOnly: true });
      const expected = all.diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.diagnostics.map(asText), input.path).toEqual(expected.map(asText));
      expect(errors.objects.map(({ object }) => object)).toEqual(all.objects.map(({ object }) => object));
      count += errors.diagnostics.length;
    }
    expect(count).toBeGreaterThan(100);
  });
});
