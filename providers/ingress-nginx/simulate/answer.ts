import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { compile } from '../../../src/simulate/pattern.ts';
import type { Outcome, Question, SourceAnswer } from '../../../src/verify/source.ts';
import { bodyLimit } from '../features/body-limit.ts';
import { cors, corsOf } from '../features/cors.ts';
import { redirect } from '../features/redirect.ts';
import { redirectForm } from '../features/redirect-form.ts';
import { rewrite } from '../features/rewrite.ts';
import type { Inputs } from '../inputs.ts';
import { type At, type Location, type NginxIngress, placesOf, type Server } from '../site.ts';
import { readingOf } from '../snippets/reading.ts';
import { configuredGuards, turnedAway } from './access.ts';
import { findLocation } from './location.ts';
import { type Named, withoutPort } from './server.ts';
import { notModelled } from './unmodelled.ts';
import { passedOn, rewritten, sharesOf } from './upstream.ts';
import { escapedUri, normalUri, splitQuery } from './uri.ts';

const answered = (status: number): Outcome => ({ kind: 'answered', status });
const keptOut = (status: number): Outcome => ({ kind: 'kept-out', status });
const unknown = (because: string): Outcome => ({ kind: 'unknown', because });
const sentTo = (status: number, location: string): Outcome => ({ kind: 'redirect', status, location });

const nobody: Report = () => {};

/** A request with its size, which the recordings have and which nobody else asks about. */
export type Sent = Question & { readonly bodySize?: number };

/** What a server answers, in nginx's order of phases. */
export function answerOf(named: Named, inputs: Inputs, question: Sent): SourceAnswer {
  const { server } = named;
  const place = server.ingresses.map(({ ingress }) => ingress.manifest.originOf(['metadata', 'name']));
  const whole = (outcome: Outcome): SourceAnswer => ({ outcome, about: [...placesOf(server), ...place] });
  const early = named.isWww ? redirectedFromWww(server, inputs, question) : byServer(server, inputs, question);
  if (early) return whole(early);
  const [path] = splitQuery(question.path);
  const uri = normalUri(path);
  if (uri === undefined) return whole(answered(400));
  if (server.appRoot && uri === '/') {
    const location = `${question.scheme}://${question.host}${server.appRoot.value}`;
    return { outcome: sentTo(302, location), about: [...server.appRoot.from, ...place] };
  }
  const found = findLocation(server, uri);
  if ('unknown' in found) return whole(unknown(found.unknown));
  const location = 'location' in found ? found.location : found.completedBy;
  const owner = location.owner;
  const guards = owner ? configuredGuards({ owner, config: inputs.config }) : [];
  const about = [...aboutOf(location), ...guards];
  // The default server's own `/`.
  if (!owner) return { outcome: answered(404), about };
  if (isTooLarge(owner, question)) return { outcome: answered(413), about };
  if ('completedBy' in found) return { outcome: completed(location, owner, question), about };
  const outcome = byLocation(named, location, owner, uri, inputs, question);
  // Another Ingress may have brought the certificate for which clients are sent to HTTPS.
  const sent = outcome.kind === 'redirect' ? (server.tls.redirects ?? []) : [];
  return { outcome, about: [...about, ...sent] };
}

function aboutOf({ owner, from }: Location): Origin[] {
  return owner ? [...from, owner.ingress.manifest.originOf(['metadata', 'name'])] : [...from];
}

/** What is decided before anybody looks at a path. */
function byServer(server: Server, inputs: Inputs, question: Question): Outcome | undefined {
  const { scheme, signedIn } = question;
  const isTls = scheme === 'https';
  if (server.passthrough && isTls) return passedThrough(server, inputs, question);
  if (isTls && server.policies['client-certificate'] && !signedIn) return keptOut(400);
  const isDenied = server.ingresses.some(({ hostDenied }) => hostDenied !== undefined);
  if (isDenied || server.shut) return keptOut(403);
  const subject = server.identity?.subject?.value;
  if (subject === undefined) return notModelled(server, inputs.config);
  if (!isTls || !signedIn) return keptOut(403);
  return compile(subject)?.matcher(certificate.subject).find() ? notModelled(server, inputs.config) : keptOut(403);
}

/** Who a client is that proves everything that it is asked for. */
const certificate = { subject: 'CN=somebody' } as const;

/** The bytes of the connection go to the backend of `/`. */
function passedThrough(server: Server, inputs: Inputs, question: Question): Outcome {
  const location = server.locations.find(({ path, pathType }) => path === '/' && pathType === 'Prefix');
  const at = location && atOf(server, location, inputs);
  if (!at) return answered(0);
  const shares = sharesOf({ ...at, upstream: withoutCanary(at) }, question);
  return 'kind' in shares ? shares : { kind: 'backend', shares, uri: question.path, host: question.host };
}

const withoutCanary = ({ upstream: { canary: _, ...upstream } }: At): At['upstream'] => upstream;

function redirectedFromWww(
  { host, www }: Server,
  { config }: Inputs,
  { scheme, path, host: asked }: Question,
): Outcome {
  const port = /:\d+$/.exec(asked)?.[0] ?? (scheme === 'https' ? ':443' : ':80');
  const status = config.value('http-redirect-code')?.value ?? 308;
  return www ? sentTo(status, `${scheme}://${host}${port}${cut(path)}`) : answered(404);
}

/** The raw URI less one `/` at its end, be it the path's or the query's. */
const cut = (uri: string): string => uri.replace(/\/$/, '');

function isTooLarge(owner: NginxIngress, { bodySize = 0 }: Sent): boolean {
  const limit = owner.valuesOf(bodyLimit)['proxy-body-size']?.value;
  const bytes = limit === undefined || limit.unit === 'b' ? 2 ** 20 : limit.bytes;
  return bytes > 0 && bodySize > bytes;
}

/** 301 to the path with its `/`. */
function completed(location: Location, owner: NginxIngress, { scheme, host, path }: Question): Outcome {
  const [, query] = splitQuery(path);
  const isRelative = owner.valuesOf(redirectForm)['relative-redirects']?.value === true;
  return sentTo(301, `${isRelative ? '' : `${scheme}://${withoutPort(host)}`}${escapedUri(location.path)}${query}`);
}

/** In nginx's order: a denial, a preflight, a redirect, HTTPS, a backend that is not there, who may pass, and the backend. */
function byLocation(
  named: Named,
  location: Location,
  owner: NginxIngress,
  uri: string,
  inputs: Inputs,
  question: Question,
): Outcome {
  if (owner.denied) return keptOut(503);
  if (location.broken !== undefined) return unknown(location.broken);
  if (isPreflight(owner, question)) return answered(204);
  const unsaid = notModelled(named.server, inputs.config, owner);
  if (unsaid) return unsaid;
  const redirected = redirectOf(owner, question);
  if (redirected) return redirected;
  const rewriting = rewritten(location, owner, uri);
  if (rewriting && 'unknown' in rewriting) return unknown(rewriting.unknown);
  if (rewriting && 'to' in rewriting) return sentTo(302, rewriting.to + splitQuery(question.path)[1]);
  const secured = toHttps(named, location, owner, inputs, question);
  if (secured) return secured;
  const at = atOf(named.server, location, inputs);
  // The controller's own default backend.
  if (!at) return answered(404);
  const shares = sharesOf(at, question);
  if ('kind' in shares) return shares;
  return turnedAway(at, question) ?? passedOn(at, question, rewriting?.uri, shares);
}

function atOf(server: Server, location: Location, inputs: Inputs): At | undefined {
  const { owner, upstream } = location;
  if (!owner || !upstream) return undefined;
  const { secret, config } = inputs;
  const reading = readingOf(server, location, owner, config);
  return { server, location, owner, upstream, secret, inputs, config, reading };
}

/** nginx answers preflights from origins that it knows by itself. */
function isPreflight(owner: NginxIngress, { method, headers }: Question): boolean {
  if (method !== 'OPTIONS') return false;
  const origins = corsOf(owner.valuesOf(cors), nobody)?.origins.value ?? [];
  return origins.some((one) => one === '*' || isOrigin(one, headers['origin'] ?? ''));
}

function isOrigin(pattern: string, origin: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === origin.toLowerCase();
  const middle = origin.slice(before.length, origin.length - after.length);
  return origin.startsWith(before) && origin.endsWith(after) && /^[a-z\d-]+$/i.test(middle);
}

/** `return` with the URL as it is written; nginx completes one that starts with a slash. */
function redirectOf(owner: NginxIngress, { scheme, host }: Question): Outcome | undefined {
  const values = owner.valuesOf(redirect);
  const temporal = values['temporal-redirect']?.value;
  const target = temporal ?? values['permanent-redirect']?.value;
  if (target === undefined || target === '') return undefined;
  const [code, last, fallback] =
    temporal === undefined
      ? [values['permanent-redirect-code']?.value, 308, 301]
      : [values['temporal-redirect-code']?.value, 307, 302];
  const status = code !== undefined && code >= 300 && code <= last ? code : fallback;
  const isRelative = owner.valuesOf(redirectForm)['relative-redirects']?.value === true;
  return sentTo(status, target.startsWith('/') && !isRelative ? `${scheme}://${withoutPort(host)}${target}` : target);
}

/** Certificates are proved over plain HTTP, where the controller is told nothing else. */
const plainLocations: readonly string[] = ['/.well-known/acme-challenge'];

function toHttps(
  { server, alias }: Named,
  location: Location,
  owner: NginxIngress,
  { config }: Inputs,
  { scheme, host, path }: Question,
): Outcome | undefined {
  const plain = config.value('no-tls-redirect-locations')?.value ?? plainLocations;
  if (scheme === 'https' || plain.some((prefix) => location.path.startsWith(prefix))) return undefined;
  const values = owner.valuesOf(rewrite);
  // The controller looks for a certificate by the name that was asked for.
  const hasCertificate = alias ? alias.certificate !== undefined : server.tls.redirects !== undefined;
  const isAsked = values['force-ssl-redirect']?.value || (hasCertificate && values['ssl-redirect']?.value !== false);
  if (!isAsked) return undefined;
  const port = owner.valuesOf(redirectForm)['use-port-in-redirects']?.value ? ':443' : '';
  const kept = values['preserve-trailing-slash']?.value ? path : cut(path);
  return sentTo(config.value('http-redirect-code')?.value ?? 308, `https://${withoutPort(host)}${port}${kept}`);
}
