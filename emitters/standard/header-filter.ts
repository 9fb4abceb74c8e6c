import { type Difference, missing, type Place, type Rendering } from '../../src/emit/capabilities.ts';
import type { JsonObject } from '../../src/emit/fragment.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { HeaderValue } from '../../src/model/policies/index.ts';
import type { Route } from '../../src/model/routing.ts';
import { fixedText, type Template } from '../../src/model/template.ts';
import { filter } from './gateway-api.ts';

/** What is asked of the headers of a message. */
export interface HeaderChanges {
  readonly set?: Sourced<readonly HeaderValue[]>;
  readonly add?: Sourced<readonly HeaderValue[]>;
  readonly remove?: Sourced<readonly string[]>;
}

/** Changes in which no header has more than one. */
export interface Headers {
  readonly set: readonly HeaderValue[];
  readonly add: readonly HeaderValue[];
  readonly remove: readonly string[];
}

/** Changes by who can make them. */
interface SortedChanges {
  /** The settings of a filter for headers; absent where there is nothing for it to do. */
  readonly filter?: JsonObject;
  /** What is put together anew for each request, is too long or one too many for a filter, or is the Host. */
  readonly rest: Headers;
  /** What no gateway does. */
  readonly differences: readonly Difference[];
}

/** The most headers that a list of a filter, or of a transformation, may hold. */
export const mostHeaders = 16;
/** How many of them are for headers that are asked for: what tells of a client certificate takes four places. */
export const filterRoom = ({ policies }: Route): number => mostHeaders - (policies['client-identity'] ? 4 : 0);

/** The longest value that a filter takes. */
const longest = 4096;
const headerName = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/** What filters cannot do, in general. */
export const fixedOnly = `a filter sets at most ${mostHeaders} headers, each to fixed text`;

/** Renders changes as one filter. What is not for it is lost. */
export const headerFilter =
  (type: string, field: string, api: GatewayApi) =>
  (changes: HeaderChanges, { route }: Place): Rendering => {
    const { filter: settings, rest, differences } = sortedChanges(changes, api, filterRoom(route));
    const lost = namesIn(rest);
    const limit = api.has('strictHeaderValues') ? `${fixedOnly} of ASCII with one blank between words` : fixedOnly;
    if (!settings)
      return missing(
        differences[0]?.differs ?? limit,
        'set the headers in the backend, or by a policy of the new gateway',
      );
    if (lost.length === 0) return { fragments: [filter(type, field, settings)], differences };
    const differs = `${lost.join(', ')} ${lost.length === 1 ? 'stays as it is' : 'stay as they are'}: ${limit}`;
    return {
      fragments: [filter(type, field, settings)],
      differences: [...differences, { differs, stake: 'behaviour' }],
    };
  };

/** Sorts changes by what can make them: the filter for fixed text, with `room` places, or something that reads the request. */
export function sortedChanges(changes: HeaderChanges, api: GatewayApi, room = mostHeaders): SortedChanges {
  const { headers, differences } = withoutImpossible(changes);
  const { set, add, remove } = oneEach(headers);
  const fits = (header: HeaderValue) => isFixed(header, api);
  const [setFixed, setRest] = divided(set, room, fits);
  const [addFixed, addRest] = divided(add, room, fits);
  const [removed, removeRest] = divided(remove, room, (name) => !isHost(name));
  const lists = {
    ...(setFixed.length > 0 && { set: setFixed.map(written) }),
    ...(addFixed.length > 0 && { add: addFixed.map(written) }),
    ...(removed.length > 0 && { remove: removed }),
  };
  return {
    ...(Object.keys(lists).length > 0 && { filter: lists }),
    rest: { set: setRest, add: addRest, remove: removeRest },
    differences,
  };
}

/** The names of all headers in some changes. */
const namesIn = ({ set, add, remove }: Headers): string[] => [
  ...set.map(({ name }) => name),
  ...add.map(({ name }) => name),
  ...remove,
];

const isHost = (name: string): boolean => name.toLowerCase() === 'host';

/** Words of ASCII with one blank between. */
const strictValue = /^[!-~]+(?:[\t ][!-~]+)*$/;

const isFixed = ({ name, value }: HeaderValue, api: GatewayApi): boolean => {
  const text = fixedText(value);
  if (text === undefined || text.length > longest || isHost(name)) return false;
  return !api.has('strictHeaderValues') || strictValue.test(text);
};

const written = ({ name, value }: HeaderValue): JsonObject => ({ name, value: fixedText(value) ?? '' });

/** What meets the condition, as far as a list of a filter holds it, and all else. */
function divided<T>(items: readonly T[], room: number, fits: (item: T) => boolean): [T[], T[]] {
  const kept = items.filter(fits).slice(0, room);
  return [kept, items.filter((item) => !kept.includes(item))];
}

/** Names and values that cannot travel are told and left out. */
function withoutImpossible({ set, add, remove }: HeaderChanges): {
  readonly headers: Headers;
  readonly differences: readonly Difference[];
} {
  const differences: Difference[] = [];
  const isPossible = (setting: Sourced<unknown>, name: string, value: Template = []): boolean => {
    const problem = !headerName.test(name)
      ? 'it is no name of a header'
      : value.some((part) => typeof part === 'string' && hasControls(part))
        ? 'its value has line breaks or other control characters'
        : undefined;
    const differs = `the header ${JSON.stringify(name)} stays as it is: ${problem}`;
    if (problem !== undefined) differences.push({ differs, stake: 'behaviour', from: setting.from });
    return problem === undefined;
  };
  const headers = {
    set: set?.value.filter(({ name, value }) => isPossible(set, name, value)) ?? [],
    add: add?.value.filter(({ name, value }) => isPossible(add, name, value)) ?? [],
    remove: remove?.value.filter((name) => isPossible(remove, name)) ?? [],
  };
  return { headers, differences };
}

const hasControls = (text: string): boolean =>
  [...text].some((character) => (character < ' ' && character !== '\t') || character === '\u007f');

/**
 * One change for each header, as two have no defined order: of two values to set the last counts, a header that is set to
 * nothing goes, and one that is taken away and added anew is set.
 */
function oneEach({ set, add, remove }: Headers): Headers {
  const sets = new Map(set.map((header) => [keyOf(header), header]));
  const removes = new Map(remove.map((name) => [name.toLowerCase(), name]));
  for (const [key, { name, value }] of sets) {
    if (value.length > 0) removes.delete(key);
    else removes.set(key, name);
  }
  const adds = new Map<string, HeaderValue>();
  for (const header of add.filter(({ value }) => value.length > 0)) {
    const key = keyOf(header);
    const earlier = sets.get(key);
    const target = earlier && earlier.value.length > 0 ? sets : removes.delete(key) ? sets : adds;
    const before = target.get(key)?.value ?? [];
    target.set(key, before.length > 0 ? { ...header, value: [...before, ', ', ...header.value] } : header);
  }
  return {
    set: [...sets.values()].filter(({ value }) => value.length > 0),
    add: [...adds.values()],
    remove: [...removes.values()],
  };
}

/** Header names are the same in any case. */
const keyOf = ({ name }: HeaderValue): string => name.toLowerCase();
