import { type Dice, dice } from '../../dev/dice.ts';
import { goldenTexts } from '../../dev/testdata.ts';
import type { JsonValue } from '../../read/manifest.ts';
import { parseManifests } from '../../read/parse.ts';
import { isList, isObject, type JsonObject } from '../schema.ts';
import { upstreamCases } from '../verdicts.testing.ts';
import { verifiedCases } from '../verified-cases.ts';
import { isKnown } from './kinds.ts';

/** Every object that golden cases print. */
export const goldenObjects = (): readonly JsonObject[] =>
  goldenTexts('output.yaml').flatMap(({ path, text }) => parseManifests(path, text, () => {}).map(({ body }) => body));

/** What mutants are made of: objects of the kinds that we know, good and bad, without what a server would ignore. */
export function originals(): readonly JsonObject[] {
  const all = [...goldenObjects(), ...Object.values(verifiedCases), ...upstreamCases().map(({ obj }) => obj)];
  return all
    .filter(({ apiVersion, kind }) => isKnown(String(apiVersion), String(kind)))
    .map(({ status: _, ...object }) => object);
}

/** A place in an object: what holds a value, by which key, and the names of the fields on the way. */
interface Place {
  readonly holder: JsonValue[] | { [key: string]: JsonValue };
  readonly key: string | number;
  readonly name: string;
}

const numbers = [0, 1, -1, 1.5, 99, 100, 199, 399, 600, 65_535, 65_536, 1_000_001, 2 ** 31, 2 ** 32];
const lengths = [63, 64, 253, 254, 257, 1024, 1025, 4097, 16_385];
const texts = [
  ...[
    '',
    ' ',
    'a b',
    'é',
    '😀',
    '-a',
    'a-',
    'A',
    'a.b',
    'a..b',
    'a_b',
    '*',
    '*.a',
    'a.*',
    '*.*.a',
    '1.2.3.4',
    '::1',
    'a:80',
  ],
  ...[
    '/',
    '//',
    '/./',
    '/a/..',
    '/a/.',
    '/%2f',
    '/%zz',
    '/a?b',
    '/a b',
    'x-a',
    'X-A',
    ':path',
    ':shop',
    'https://a.b',
    'a/b',
  ],
  ...[
    '0s',
    '1ms',
    '99ms',
    '1h1m1s1ms',
    '1.5s',
    '100000s',
    '60',
    '16Ki',
    '1e19',
    '+1',
    'System',
    'Service',
    'Gateway',
    'aGk=',
  ],
];

/** Many wrong and some right variations of objects, the same in every run. */
export function* mutantsOf(objects: readonly JsonObject[], count: number): Iterable<JsonObject> {
  const thrown = dice(count);
  const seen = valuesByName(objects);
  for (let i = 0; i < count; i++) {
    const mutant = structuredClone(thrown.pick(objects)) as { [key: string]: JsonValue };
    // Two faults at once show whether one hides the other.
    for (let faults = 1 + thrown.below(2); faults > 0; faults--) mutate(thrown.pick(placesIn(mutant)), seen, thrown);
    yield mutant;
  }
}

function mutate(
  { holder, key, name }: Place,
  seen: ReadonlyMap<string, readonly JsonValue[]>,
  { pick, below }: Dice,
): void {
  const value = (holder as JsonObject)[key] ?? null;
  const put = (other: JsonValue) => {
    (holder as { [key: string]: JsonValue })[key] = structuredClone(other);
  };
  const variations = [
    () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
    () => put(pick<JsonValue>([null, true, 7, 'shop', [], {}, ['shop'], { shop: 1 }])),
    () => put(pick(seen.get(name) ?? [null])),
    () => put(typeof value === 'number' ? pick(numbers) : pick(texts)),
    () => put('a'.repeat(pick(lengths))),
    () => {
      if (isObject(value)) put({ ...value, [pick([...seen.keys(), 'shop'])]: pick(texts) });
    },
    () => {
      const [other, values] = pick([...seen]);
      if (isObject(value)) put({ ...value, [other]: pick(values) });
    },
    () => {
      if (isList(value) && value.length > 0) put([...value, pick(value)]);
    },
    () => {
      if (isList(value) && value.length > 0) put(Array.from({ length: pick([16, 17, 33, 64, 65]) }, () => pick(value)));
    },
    () => {
      if (isList(value)) put([...value, pick(pick([...seen.values()]))]);
    },
  ];
  (variations[below(variations.length)] as () => unknown)();
}

function placesIn(object: { [key: string]: JsonValue }): Place[] {
  const places: Place[] = [];
  const visit = (holder: Place['holder'], outer: string) => {
    for (const [key, value] of Object.entries(holder)) {
      const name = Array.isArray(holder) ? `${outer}[]` : key;
      places.push({ holder, key: Array.isArray(holder) ? Number(key) : key, name });
      if (isList(value) || isObject(value)) visit(value as Place['holder'], name);
    }
  };
  visit(object, '');
  // Without these nobody looks at the rest.
  return places.filter(
    ({ name }) => name !== 'apiVersion' && (name !== 'kind' || !places.some(({ holder }) => holder === object)),
  );
}

function valuesByName(objects: readonly JsonObject[]): ReadonlyMap<string, readonly JsonValue[]> {
  const values = new Map<string, Map<string, JsonValue>>();
  for (const object of objects) {
    for (const { holder, key, name } of placesIn(object as { [key: string]: JsonValue })) {
      const value = (holder as JsonObject)[key] ?? null;
      const known = values.get(name) ?? new Map<string, JsonValue>();
      values.set(name, known.set(JSON.stringify(value), value));
    }
  }
  return new Map([...values].map(([name, known]) => [name, [...known.values()]]));
}
