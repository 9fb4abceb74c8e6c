import type { Lowering } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { HeaderValue } from '../../../src/model/policies/index.ts';
import { headerMap, headersForAll, headersOf } from '../header-map.ts';
import { referenceOf } from '../reference.ts';
import { refuse } from '../refuse.ts';
import { type At, feature } from '../site.ts';
import { basic } from '../values.ts';

/** `custom-headers`, and what the controller's settings do to the headers of all answers. */
export const customHeaders = feature({
  name: 'custom-headers',
  summary: 'Headers that answers get.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-headers',
  annotations: {
    'custom-headers': {
      schema: basic,
      doc: 'A ConfigMap, as `namespace/name`, with headers that every answer gets in place of what the backend says. Each has to be in `global-allowed-response-headers` of the controller.',
      onInvalid: 'group-ignored',
      fills: ['response-headers.set'],
    },
  },
  becomes: ['response-headers'],
  wokenBy: ['add-headers', 'hide-headers'],
  lower({ 'custom-headers': named }, at, report): Lowering<'response-headers'> {
    const own = named && ownHeaders(named, at, report);
    if (own && 'refused' in own) return own;
    const all = headersForAll('add-headers', at, report);
    const remove = at.config.value('hide-headers');
    // nginx sets what holds for all locations first, so that the location's own goes over it.
    const set = joined(all, own);
    return set || remove ? { route: { 'response-headers': defined({ set, remove }) } } : {};
  },
});

type Headers = Sourced<readonly HeaderValue[]>;

/** The controller takes letters, digits, `-` and `_` in a name, and printable ASCII for a value. */
const goodName = /^[-\w]+$/;
const goodValue = /^[ -~]+$/;

/** The controller serves none of the paths where it dislikes one header. */
function ownHeaders(
  named: Sourced<string>,
  at: At,
  report: Report,
): Headers | undefined | { readonly refused: Sourced<string> } {
  if (!referenceOf(named.value))
    return refuse(
      `custom-headers has to name a ConfigMap as namespace/name, and ${named.value} is none`,
      named.from,
      report,
    );
  const entries = headerMap(named, 'custom-headers', at, report);
  if (!entries || entries.size === 0) return undefined;
  const allowed = at.config.value('global-allowed-response-headers');
  for (const [name, { value, from }] of entries) {
    const both: Origins = [...from, ...named.from];
    if (!goodName.test(name)) return refuse(`ingress-nginx takes ${name} for no header`, both, report);
    if (!goodValue.test(value))
      return refuse(`ingress-nginx does not take the value of the header ${name}`, both, report);
    if (at.config.from && !allowed?.value.includes(name))
      return refuse(`global-allowed-response-headers does not hold the header ${name}`, both, report);
  }
  if (!at.config.from)
    report('I2G2371', { annotation: 'custom-headers', headers: [...entries.keys()].sort() }, named.from);
  return headersOf(entries, named, at, report);
}

function joined(a: Headers | undefined, b: Headers | undefined): Headers | undefined {
  if (!a || !b) return a ?? b;
  return { value: [...a.value, ...b.value], from: [...a.from, ...b.from] };
}
