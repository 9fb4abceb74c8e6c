import { defined } from '../../../src/defined.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { HeaderValue, RequestHeaders, ResponseHeaders } from '../../../src/model/policies/index.ts';
import type { Template } from '../../../src/model/template.ts';

/** One thing that is done to a header. */
export interface HeaderChange {
  readonly of: 'request' | 'response';
  /** `hide` comes before all others, `add` after them; the rest in turn. */
  readonly how: 'hide' | 'set' | 'remove' | 'add';
  readonly name: string;
  readonly value?: Template;
  readonly from: Origins;
}

/** What becomes of one header in the end. */
interface Header {
  readonly name: string;
  readonly set?: Template;
  readonly removed?: boolean;
  readonly added: readonly Template[];
  readonly from: Origins;
}

const order = { hide: 0, set: 1, remove: 1, add: 2 } as const;

/** All changes of one side, as lists in which no header is named twice to different ends. */
export function headersOf(
  side: HeaderChange['of'],
  changes: readonly HeaderChange[],
): (RequestHeaders & ResponseHeaders) | undefined {
  const headers = new Map<string, Header>();
  const own = changes.filter(({ of }) => of === side).sort((a, b) => order[a.how] - order[b.how]);
  for (const { how, name, value = [], from } of own) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    const all: Origins = [...(before?.from ?? []), ...from];
    if (how === 'hide' || how === 'remove') headers.set(key, { name, removed: true, added: [], from: all });
    else if (how === 'set') headers.set(key, { name, set: value, added: [], from: all });
    else if (before?.removed) headers.set(key, { name, set: value, added: [], from: all });
    else headers.set(key, { name, ...before, added: [...(before?.added ?? []), value], from: all });
  }
  const found = [...headers.values()];
  const lists = defined({
    set: sourcedList(found, ({ name, set }) => (set ? [{ name, value: set }] : [])),
    add: sourcedList(found, ({ name, added }) => added.map((value) => ({ name, value }))),
    remove: sourcedList(found, ({ name, removed }) => (removed ? [name] : [])),
  });
  return Object.keys(lists).length > 0 ? lists : undefined;
}

function sourcedList<T extends HeaderValue | string>(
  headers: readonly Header[],
  pick: (header: Header) => readonly T[],
): Sourced<readonly T[]> | undefined {
  const chosen = headers.filter((header) => pick(header).length > 0);
  if (chosen.length === 0) return undefined;
  const from = [...new Set(chosen.flatMap((header) => header.from))];
  return { value: chosen.flatMap(pick), from: from as unknown as Origins };
}
