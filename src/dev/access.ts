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
/** Every annotation that keeps somebody out. The list is written out here, so that the check does not lean on what it checks. */
const guard = /^(allowlist-source-range|whitelist-source-range|denylist-source-range|auth-.+)$/;

/** The paths of guarded Ingresses that a stranger without credentials is let in by. */
export function openRoutes(ingresses: readonly Annotated[], objects: readonly KubernetesObject[]): string[] {
  const guarded = ingresses.filter(({ annotations }) =>
    Object.entries(annotations).some(
      ([name, value]) => name.startsWith(prefix) && guard.test(name.slice(prefix.length)) && value !== '',
    ),
  );
  return guarded.flatMap(({ manifest, annotations }) =>
    rulesOf(manifest).flatMap(({ host, path }) =>
      (['http', 'https'] as const)
        .filter((scheme) =>
          strangersOf(annotations).some((clientAddress) => isLetIn(objects, { scheme, host, path, clientAddress })),
        )
        .map((scheme) => `${scheme}://${host}${path}`),
    ),
  );
}

/** Addresses that ought to be kept out: one that no list holds, and every one on the list of those denied. */
function strangersOf(annotations: Readonly<Record<string, string>>): string[] {
  const allowed =
    annotations[`${prefix}allowlist-source-range`] ?? annotations[`${prefix}whitelist-source-range`] ?? '';
  const denied = annotations[`${prefix}denylist-source-range`] ?? '';
  const first = denied
    .split(',')
    .map((network) => network.trim().replace(/\/.*$/, ''))
    .filter((address) => /^\d/.test(address));
  const others = Object.keys(annotations).some((name) => name.startsWith(`${prefix}auth-`));
  return /0\.0\.0\.0\/0/.test(allowed) && !others ? first : allowed !== '' || others ? [...first, '198.18.7.9'] : first;
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
