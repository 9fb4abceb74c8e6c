import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { compile } from '../../../src/simulate/pattern.ts';
import type { BackendShare, Outcome, Question, ReachedBackend } from '../../../src/verify/source.ts';
import { resolve } from '../backends.ts';
import { basicAuth } from '../features/basic-auth.ts';
import { canary } from '../features/canary.ts';
import { errorPages } from '../features/error-pages.ts';
import { externalAuth } from '../features/external-auth.ts';
import { features } from '../features/index.ts';
import { proxySsl } from '../features/proxy-ssl.ts';
import { isAbsoluteUrl, rewrite, rewrites } from '../features/rewrite.ts';
import { upstreamHeaders } from '../features/upstream-headers.ts';
import { referenceOf } from '../reference.ts';
import type { At, Location, NginxIngress, Upstream } from '../site.ts';
import { escapedUri, splitQuery } from './uri.ts';

const nobody: Report = () => {};

/** Where requests of a location go, before anybody is asked whether they may. */
export function sharesOf(at: At, question: Question): readonly BackendShare[] | Outcome {
  if (!hasOwnSecret(at.owner)) return { kind: 'answered', status: 503 };
  const refused = refusedBecause(at);
  if (refused !== undefined) return { kind: 'unknown', because: `nginx does not serve or load it: ${refused}` };
  const main = backendOf(at.upstream, at);
  if ('kind' in main) return main;
  const { canary: taking } = at.upstream;
  const other = taking && backendOf(taking.upstream, at);
  // A canary without endpoints takes nothing.
  if (!taking || !other || 'kind' in other) return [{ weight: 1, backend: main }];
  const share = canaryShare(taking.by, question);
  if (share === undefined) return { kind: 'unknown', because: 'canary-by-header-pattern is for nginx alone' };
  return [
    { weight: 1 - share, backend: main },
    { weight: share, backend: other },
  ].filter(({ weight }) => weight > 0);
}

/** The controller answers 503 for a Secret that is not `namespace/name` in the namespace of the Ingress. */
function hasOwnSecret(owner: NginxIngress): boolean {
  const named = owner.valuesOf(proxySsl)['proxy-ssl-secret'];
  return named === undefined || referenceOf(named.value)?.namespace === owner.ingress.namespace;
}

/** Features with an answer of their own to what the controller cannot read. */
const answering: readonly object[] = [basicAuth, externalAuth, rewrite];

const known = new WeakMap<Location, { readonly because?: string }>();

/** Why an annotation keeps a location from being served at all. */
function refusedBecause(at: At): string | undefined {
  const found = known.get(at.location);
  if (found) return found.because;
  const because = features
    .filter((one) => !answering.includes(one))
    .map((one) => one.lower?.(at.owner.valuesOf(one), at, nobody).refused?.value)
    .find((one) => one !== undefined);
  known.set(at.location, because === undefined ? {} : { because });
  return because;
}

function backendOf(upstream: Upstream, { inputs, location, owner }: At): ReachedBackend | Outcome {
  const target = resolve(upstream, location.from, inputs, nobody);
  const { namespace, service: name } = upstream;
  if (!('problem' in target)) {
    return { namespace, name, port: target.port, ...(target.kind === 'external' && { host: target.host }) };
  }
  if (!inputs.service(namespace, name)) return { kind: 'unknown', because: `Service ${name} is not among the inputs` };
  if (owner.valuesOf(errorPages)['default-backend'])
    return { kind: 'unknown', because: 'nobody knows whether default-backend has endpoints' };
  return { kind: 'answered', status: 503 };
}

/** How many of the requests like this one the canary takes; `undefined` where nobody can tell. */
function canaryShare(by: NginxIngress, { headers }: Question): number | undefined {
  const values = by.valuesOf(canary);
  const name = values['canary-by-header']?.value.toLowerCase();
  const header = name === undefined ? undefined : headers[name];
  if (header !== undefined) {
    const value = values['canary-by-header-value']?.value;
    const pattern = values['canary-by-header-pattern']?.value;
    if (value !== undefined) {
      if (header === value) return 1;
    } else if (pattern !== undefined) {
      const regex = compile(pattern);
      if (!regex) return undefined;
      if (regex.matcher(header).find()) return 1;
    } else if (header === 'always') return 1;
    else if (header === 'never') return 0;
  }
  const cookie = cookieOf(headers['cookie'] ?? '', values['canary-by-cookie']?.value);
  if (cookie === 'always') return 1;
  if (cookie === 'never') return 0;
  const total = Math.max(100, values['canary-weight-total']?.value ?? 100);
  return Math.min(Math.max((values['canary-weight']?.value ?? 0) / total, 0), 1);
}

function cookieOf(header: string, name: string | undefined): string | undefined {
  const all = header.split(';').map((one) => one.trim().split('='));
  return all.find(([first]) => first === name)?.[1];
}

/** What `rewrite-target` makes of a path: another one for the backend, a place to be sent to, or nothing. */
export function rewritten(
  { path: pattern }: Location,
  owner: NginxIngress,
  uri: string,
): { readonly uri: string } | { readonly to: string } | { readonly unknown: string } | undefined {
  const target = owner.valuesOf(rewrite)['rewrite-target']?.value;
  if (target === undefined || !rewrites(target, pattern)) return undefined;
  const regex = compile(`(?i)${pattern}`);
  if (!regex) return { unknown: `${pattern} is a regular expression that only nginx understands` };
  const matcher = regex.matcher(uri);
  if (!matcher.find()) return undefined;
  if (/\$(?!\d)/.test(target)) return { unknown: `rewrite-target ${target} holds variables of nginx` };
  if (!target.startsWith('/') && !isAbsoluteUrl(target))
    return { unknown: `backends answer 400 to the path ${target}` };
  const text = target.replace(/\$(\d)/g, (_, digit: string) =>
    Number(digit) <= matcher.groupCount() ? (matcher.group(Number(digit)) ?? '') : '',
  );
  return isAbsoluteUrl(target) ? { to: text } : { uri: escapedUri(text) };
}

/** What the backend receives. */
export function passedOn(
  at: At,
  question: Question,
  path: string | undefined,
  shares: readonly BackendShare[],
): Outcome {
  const [, query] = splitQuery(question.path);
  const host = at.owner.valuesOf(upstreamHeaders)['upstream-vhost']?.value ?? question.host;
  return {
    kind: 'backend',
    shares,
    uri: path === undefined ? question.path : path + query,
    ...(!host.includes('$') && { host }),
  };
}
