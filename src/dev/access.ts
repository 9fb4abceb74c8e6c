import type { KubernetesObject } from '../emit/fragment.ts';
import type { JsonValue, Manifest } from '../read/manifest.ts';
import { agentgatewayProfile } from '../simulate/profile.ts';
import { simulate } from '../simulate/simulate.ts';

/** An Ingress, with its annotations as text. */
interface Annotated {
  readonly manifest: Manifest;
  readonly annotations: Readonly<Record<string, string>>;
}

const prefix = 'nginx.ingress.kubernetes.io/';
/**
 * Every annotation that keeps somebody out, as nginx reads them. The list is written out here, so that the check does not
 * lean on what it checks. Without `auth-url`, `auth-type` or `auth-tls-secret` nginx reads no other `auth-` annotation.
 */
const lists = ['allowlist-source-range', 'whitelist-source-range', 'denylist-source-range'];
const gates = ['auth-url', 'auth-type'];

/** Paths below these are asked for no credentials. */
const exempt = '/.well-known/acme-challenge';

const isSet = (annotations: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  names.some((name) => (annotations[prefix + name] ?? '') !== '');

/** A snippet that keeps everybody out but whom it names: nothing in it depends on the request. */
const keepsOut = (name: string, value: string): boolean =>
  /^(configuration|server)-snippet$/.test(name) &&
  !/[{}#]/.test(value) &&
  /(^|;)\s*(deny\s+all|return\s+4\d\d|auth_(basic|request)\s+(?!off)[^;]+)\s*(;|$)/.test(value);

const shutsOut = (annotations: Readonly<Record<string, string>>): boolean =>
  Object.entries(annotations).some(
    ([name, value]) => name.startsWith(prefix) && keepsOut(name.slice(prefix.length), value),
  );

/** The paths of guarded Ingresses that a stranger without credentials is let in by. */
export function openRoutes(ingresses: readonly Annotated[], objects: readonly KubernetesObject[]): string[] {
  return ingresses.flatMap(({ manifest, annotations }) => {
    const schemes = guardedSchemes(annotations);
    return rulesOf(manifest).flatMap(({ host, path }) =>
      schemes
        .filter((scheme) =>
          strangersOf(annotations, path).some((clientAddress) =>
            isLetIn(objects, { scheme, host, path, clientAddress }),
          ),
        )
        .map((scheme) => `${scheme}://${host}${path}`),
    );
  });
}

/** Client certificates guard HTTPS alone, but for the one who is asked for by name: over plain HTTP he is nobody. */
function guardedSchemes(annotations: Readonly<Record<string, string>>): readonly ('http' | 'https')[] {
  const of = (name: string): string => annotations[`${prefix}${name}`] ?? '';
  if (isSet(annotations, [...lists, ...gates]) || shutsOut(annotations)) return ['http', 'https'];
  if (of('auth-tls-secret') === '') return [];
  if (of('auth-tls-match-cn') !== '') return ['http', 'https'];
  return ['off', 'optional', 'optional_no_ca'].includes(of('auth-tls-verify-client')) ? [] : ['https'];
}

/** Addresses that ought to be kept out: one that no list holds, and every one on the list of those denied. */
function strangersOf(annotations: Readonly<Record<string, string>>, path: string): string[] {
  const allowed =
    annotations[`${prefix}allowlist-source-range`] ?? annotations[`${prefix}whitelist-source-range`] ?? '';
  const denied = annotations[`${prefix}denylist-source-range`] ?? '';
  const first = denied
    .split(',')
    .map((network) => network.trim().replace(/\/.*$/, ''))
    .filter((address) => /^\d/.test(address));
  const everybody = /0\.0\.0\.0\/0/.test(allowed);
  const enough = everybody && annotations[`${prefix}satisfy`] === 'any';
  const asked = isSet(annotations, [...gates, 'auth-tls-secret']) && !path.startsWith(exempt) && !enough;
  const others = asked || shutsOut(annotations);
  return everybody && !others ? first : allowed !== '' || others ? [...first, '198.18.7.9'] : first;
}

function isLetIn(objects: readonly KubernetesObject[], request: Parameters<typeof simulate>[1]): boolean {
  return simulate(objects as never, request, agentgatewayProfile).backend !== undefined;
}

type Fields = { readonly [key: string]: JsonValue };

function rulesOf({ body }: Manifest): { readonly host: string; readonly path: string }[] {
  const spec = (body['spec'] ?? {}) as { readonly rules?: readonly Fields[] };
  return (Array.isArray(spec.rules) ? spec.rules : []).flatMap((rule) => {
    const paths = ((rule['http'] as Fields | undefined)?.['paths'] ?? []) as readonly Fields[];
    const host = String(rule['host'] ?? 'any.example')
      .replace('*', 'any')
      .toLowerCase();
    return (Array.isArray(paths) ? paths : []).map((p) => ({ host, path: sample(String(p['path'] ?? '/')) }));
  });
}

/** A request path that a pattern is likely to take. */
const sample = (path: string): string =>
  path.replace(/\(\/\|\$\)\(\.\*\)\$?$/, '/x').replace(/\(?\.\*\)?\$?$/, 'x') || '/';
