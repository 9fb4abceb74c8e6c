import { describe, expect, it, vi } from 'vitest';
import type { Decoded } from './annotations.ts';
import { convert } from './convert.ts';
import { goldenTexts } from './dev/testdata.ts';
import type { Capabilities, Renders } from './emit/capabilities.ts';
import { defaultSettings } from './emit/settings.ts';
import type { PolicyKind } from './model/policies/index.ts';
import { emitters, providers } from './registry.ts';

/** The annotations that somebody read, by name without the prefix. */
const readAnnotations = vi.hoisted(() => new Set<string>());

vi.mock('./annotations.ts', async (original) => {
  const real = await original<typeof import('./annotations.ts')>();
  return {
    ...real,
    decode: (...args: Parameters<typeof real.decode>): Decoded => {
      const decoded = real.decode(...args);
      return { ...decoded, values: recording(decoded.values, (name) => readAnnotations.add(name)) };
    },
  };
});

/** An object that tells which of its own fields are read. */
const recording = <T extends object>(target: T, read: (field: string) => void): T =>
  new Proxy(target, {
    get(object, field, self) {
      if (Object.hasOwn(object, field)) read(String(field));
      return Reflect.get(object, field, self);
    },
  });

/** Every golden input, as one conversion each. */
const inputs = goldenTexts('input.yaml');

/** The fields that an emitter's renderers read, over all golden inputs. */
function fieldsRead(emitter: (typeof emitters)[number]): { readonly read: Set<string>; readonly declared: string[] } {
  const dialect = emitter.open({});
  const read = new Set<string>();
  const entries = Object.entries(dialect.capabilities) as [PolicyKind, Renders<PolicyKind> | { because: string }][];
  const capabilities = Object.fromEntries(
    entries.map(([kind, capability]) => [
      kind,
      'render' in capability
        ? {
            ...capability,
            render: (spec: object, at: never) =>
              capability.render(recording(spec, (field) => read.add(`${kind}.${field}`)) as never, at),
          }
        : capability,
    ]),
  ) as unknown as Capabilities;
  for (const input of inputs) {
    convert({
      inputs: [input],
      providers: providers.map((p) => p.open({})),
      emission: { dialect: { ...dialect, capabilities }, others: [], settings: defaultSettings },
    });
  }
  const declared = entries.flatMap(([kind, c]) =>
    'render' in c
      ? Object.entries(c.fields).flatMap(([field, how]) =>
          how === 'rendered' || 'differs' in how ? [`${kind}.${field}`] : [],
        )
      : [],
  );
  return { read, declared };
}

describe('over all golden inputs', () => {
  it.each(emitters)('$name reads each field that it says it renders', (emitter) => {
    const { read, declared } = fieldsRead(emitter);
    expect([...read].sort(), 'the table is wrong, or no golden input sets the field').toEqual(declared.sort());
  });

  it.each(providers)('$name reads each annotation that it owns, unless nothing is lost with it', ({ features }) => {
    const owned = features.flatMap(({ annotations }) => Object.entries(annotations));
    const unread = owned.filter(([name, { fills }]) => !('exact' in fills) && !readAnnotations.has(name));
    expect(unread, 'never read, or no golden input sets it').toEqual([]);
  });
});
