import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenModels } from './dev/models.ts';
import { emit } from './emit/emit.ts';
import type { KubernetesObject } from './emit/fragment.ts';
import { type Channel, gatewayApi } from './emit/gateway-api.ts';
import { defaultSettings } from './emit/settings.ts';
import { emitters } from './registry.ts';
import { atLeast, parseRelease, type Release } from './release.ts';

/** Which fields the releases of the targets have: their history, where it is present. */
const history = {
  gatewayApi: '../shared/reference/gateway-api/fields.tsv',
  agentgateway: '../shared/reference/agentgateway-data/field-versions-policies.tsv',
};
const isThere = Object.values(history).every((path) => existsSync(path));

/** What is known of the fields of some kinds: whether a release and channel has one, by kind and path. */
interface Fields {
  readonly has: ReadonlyMap<string, (release: Release, channel: Channel) => boolean>;
  /** The fields that have fields. What a free map holds has no history. */
  readonly parents: ReadonlySet<string>;
}

function fieldsOf(rows: readonly (readonly [string, (release: Release, channel: Channel) => boolean])[]): Fields {
  return {
    has: new Map(rows),
    parents: new Set(rows.map(([field]) => withoutItems(field.replace(/\.\w+$/, '')))),
  };
}

/** A list by the name of its field. */
const withoutItems = (path: string): string => path.replace(/(\[\])+$/, '');

const rowsOf = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

/** Whether a release came with another or later. Fields that never came have no release. */
const isSince = (release: Release, first: string | undefined): boolean => {
  const since = parseRelease(first ?? '');
  return since !== undefined && atLeast(release, since);
};

const isGone = (release: Release, last: string): boolean => {
  const until = parseRelease(last);
  return until !== undefined && !atLeast(until, release);
};

const gatewayApiFields = (): Fields =>
  fieldsOf(
    rowsOf(history.gatewayApi).map(([kind, path, , , experimental, standard]) => [
      `${kind} ${path}`,
      (release, channel) =>
        isSince(release, standard) || (channel === 'experimental' && isSince(release, experimental)),
    ]),
  );

const agentgatewayFields = (): Fields =>
  fieldsOf(
    rowsOf(history.agentgateway).map(([path, first, last = '']) => [
      `AgentgatewayPolicy ${path}`,
      (release) => isSince(release, first) && !isGone(release, last),
    ]),
  );

/** The fields of an object, as the history writes them. */
function pathsIn(value: unknown, path: string, fields: Fields): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`, fields));
  if (typeof value !== 'object' || value === null || !fields.parents.has(withoutItems(path))) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    `${path}.${key}`,
    ...pathsIn(child, `${path}.${key}`, fields),
  ]);
}

/** The fields of all objects that a release does not have, each with an object that has it. */
function missingFields(objects: readonly KubernetesObject[], fields: Fields, release: Release, channel: Channel) {
  const kinds = new Set([...fields.has.keys()].map((field) => field.split(' ')[0]));
  const used = new Map(
    objects
      .filter(({ kind }) => kinds.has(kind))
      .flatMap(({ kind, spec, metadata }) =>
        pathsIn(spec, `${kind} spec`, fields).map((field) => [field, metadata.name] as const),
      ),
  );
  return [...used].filter(([field]) => fields.has.get(field)?.(release, channel) !== true);
}

/** What all golden inputs come to. */
function objectsFor(name: string, options: object, api: Release, channel: Channel): KubernetesObject[] {
  const emitter = emitters.find((one) => one.name === name);
  if (!emitter) throw new Error(`no emitter ${name}`);
  const dialect = emitter.open(options, gatewayApi(api, channel));
  return goldenModels().flatMap(({ model }) =>
    emit(model, { dialect, others: [], settings: defaultSettings }, () => {}).map(({ object }) => object),
  );
}

const channels: readonly Channel[] = ['standard', 'experimental'];
const apis = ['1.4.0', '1.5.0', '1.6.1'].flatMap((api) => channels.map((channel) => ({ api, channel })));

describe.skipIf(!isThere)(
  'no field is printed that a release does not have (skipped without ../shared/reference)',
  () => {
    it.each(apis)('Gateway API $api, $channel', ({ api, channel }) => {
      const release = parseRelease(api) as Release;
      const fields = gatewayApiFields();
      for (const { name } of emitters) {
        expect(missingFields(objectsFor(name, {}, release, channel), fields, release, channel), name).toEqual([]);
      }
    });

    it.each(['1.0.1', '1.1.0', '1.2.1', '1.3.1', '1.4.1'])('agentgateway %s', (version) => {
      const objects = objectsFor('agentgateway', { version }, [1, 6, 1], 'standard');
      const release = parseRelease(version) as Release;
      expect(missingFields(objects, agentgatewayFields(), release, 'standard')).toEqual([]);
    });

    it('would tell of a field that came later, or is in the other channel', () => {
      const route = objectsFor('standard', {}, [1, 6, 1], 'experimental');
      const names = missingFields(route, gatewayApiFields(), [1, 4, 1], 'standard').map(([field]) => field);
      for (const part of ['filters[].cors', 'retry', 'sessionPersistence', 'filters[].externalAuth'])
        expect(names).toContain(`HTTPRoute spec.rules[].${part}`);
      const policies = objectsFor('agentgateway', {}, [1, 6, 1], 'standard');
      expect(missingFields(policies, agentgatewayFields(), [1, 0, 1], 'standard')).not.toEqual([]);
    });
  },
);
