import { defined } from '../../../src/defined.ts';
import { groupBy } from '../../../src/group.ts';
import type { Origin, Origins } from '../../../src/model/origin.ts';
import type { PolicySet, RoutePolicies } from '../../../src/model/policies/index.ts';
import { shortened } from '../snippet.ts';
import { listsOf } from './addresses.ts';
import { headersOf } from './headers.ts';
import type { Said } from './turns.ts';

/** The policies that statements come to together. */
export function policiesOf(said: readonly Said[]): PolicySet<RoutePolicies> {
  const changes = said.flatMap(({ part }) => (part.kind === 'header' ? [part.change] : []));
  const host = said.findLast(({ part }) => part.kind === 'host');
  const rewrite = said.find(({ part }) => part.kind === 'rewrite');
  const addresses = said.filter(({ part }) => part.kind === 'address');
  const lists = listsOf(addresses.flatMap(({ part }) => (part.kind === 'address' ? [part.rule] : [])));
  const denying = said.filter(({ part }) => part.kind === 'denies');
  const patterns = denying.flatMap(({ part }) => (part.kind === 'denies' ? [part.pattern] : []));
  const opaque = said.filter(({ part }) => part.kind === 'opaque');
  const from = (some: readonly Said[]) =>
    [...new Set(some.flatMap((one): readonly Origin[] => one.from))] as unknown as Origins;
  const sourced = <T>(value: T | undefined) => (value === undefined ? undefined : { value, from: from(addresses) });
  return defined({
    'request-headers': headersOf('request', changes),
    'response-headers': headersOf('response', changes),
    'path-rewrite':
      rewrite?.part.kind === 'rewrite' ? { to: { value: rewrite.part.to, from: rewrite.from } } : undefined,
    'host-rewrite': host?.part.kind === 'host' ? { to: { value: host.part.value, from: host.from } } : undefined,
    'ip-access':
      addresses.length > 0 && lists ? defined({ allow: sourced(lists.allow), deny: sourced(lists.deny) }) : undefined,
    'header-access': patterns.length > 0 ? { deny: { value: patterns, from: from(denying) } } : undefined,
    'opaque-access':
      opaque.length > 0
        ? { said: { value: { what: 'a snippet', because: opaqueText(opaque), instead }, from: from(opaque) } }
        : undefined,
  });
}

const instead = 'say it with annotations, or with policies of the gateway, and take it out of the snippet';
const most = 3;

function opaqueText(opaque: readonly Said[]): string {
  const reasons = opaque.map(({ annotation, statement, part }) => ({
    annotation,
    quoted: statement.text === '' ? '' : `\`${shortened(statement.text)}\``,
    because: part.kind === 'opaque' ? part.because : '',
  }));
  const alike = groupBy(reasons, ({ annotation, because }) => `${annotation} ${because}`);
  return [...alike.values()]
    .map((group) => {
      const [{ annotation, because } = { annotation: '', because: '' }] = group;
      const quoted = group
        .slice(0, most)
        .map((one) => one.quoted)
        .join(', ');
      const more = group.length > most ? ` and ${group.length - most} more` : '';
      return `${annotation}${quoted === '' ? '' : ` has ${quoted}${more}`}: ${because}`;
    })
    .join('; ');
}
