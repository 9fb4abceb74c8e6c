import type { Answer, Backend } from '../simulate/exchange.ts';
import {
  type HttpOrGrpcRoute,
  type KubernetesObject,
  namespaceOf,
  ofKind,
  type Resource,
} from '../simulate/objects.ts';
import type { Profile } from '../simulate/profile.ts';
import type { RouteRule } from '../simulate/route-spec.ts';
import { backends, simulate } from '../simulate/simulate.ts';
import type { ObjectsFor } from './printed.ts';
import type { BackendShare, Outcome, Question, ReachedBackend } from './source.ts';

/** The ports that clients of the printed Gateways connect to. */
export interface Ports {
  readonly http: number;
  readonly https: number;
}

/** What the printed objects answer. Where shares do not add up to one, the rest is answered with an error. */
export type AskPrinted = (question: Question) => Outcome;

/** What a client proves that proves everything that it is asked for, in the terms of the simulation. */
const proofs = { authorization: 'Basic c29tZWJvZHk6', 'x-sim-auth': 'ok' } as const;
const certificate = { subject: 'CN=somebody', issuer: 'CN=authority' } as const;

/** Asks the printed objects. */
export function printedSide(objectsFor: ObjectsFor, ports: Ports, profile: Profile): AskPrinted {
  const known = new Map<string, Narrowed>();
  return (question) => {
    const host = question.host.replace(/:\d+$/, '').toLowerCase();
    const narrowed = known.get(host) ?? narrow(objectsFor(host));
    // Requests come host by host: what the last one needed is enough to keep.
    if (!known.has(host)) known.clear();
    known.set(host, narrowed);
    return outcomeOf(narrowed, question, ports, profile);
  };
}

interface Narrowed {
  readonly objects: readonly KubernetesObject[];
  /** Whether some rule has several backends. */
  readonly splits: boolean;
  readonly hosts: ReadonlyMap<string, Resource<'AgentgatewayBackend'>>;
}

function narrow(objects: readonly KubernetesObject[]): Narrowed {
  const routes: readonly HttpOrGrpcRoute[] = [...ofKind(objects, 'HTTPRoute'), ...ofKind(objects, 'GRPCRoute')];
  const rules = routes.flatMap(({ spec }): readonly RouteRule[] => spec.rules ?? []);
  const named = ofKind(objects, 'AgentgatewayBackend');
  return {
    objects,
    splits: rules.some(({ backendRefs = [] }) => backendRefs.length > 1),
    hosts: new Map(named.map((one) => [`${namespaceOf(one)}/${one.metadata.name}`, one])),
  };
}

function outcomeOf(narrowed: Narrowed, question: Question, ports: Ports, profile: Profile): Outcome {
  const { signedIn, headers, ...rest } = question;
  const request = {
    ...rest,
    port: ports[question.scheme],
    headers: { ...headers, ...(signedIn && proofs) },
    ...(signedIn && { certificate }),
  };
  const { objects, splits } = narrowed;
  const answer = simulate(objects, request, profile);
  const { backend, upstream, status, location } = answer;
  if (!backend && !(splits && status >= 500)) return withoutBackend(status, location);
  const shares = splits ? backends(objects, request, profile) : [{ weight: 1, backend }];
  const whole = shares.reduce((sum, { weight }) => sum + weight, 0);
  const reached = shares.flatMap((share): readonly BackendShare[] =>
    share.backend ? [{ weight: share.weight / whole, backend: reachedBy(share.backend, narrowed) }] : [],
  );
  if (reached.length === 0) return withoutBackend(status, location);
  return { kind: 'backend', shares: reached, uri: upstream?.path ?? question.path, ...hostOf(answer) };
}

const hostOf = ({ upstream }: Answer) => (upstream ? { host: upstream.host } : {});

function withoutBackend(status: number, location: string | undefined): Outcome {
  if (location !== undefined) return { kind: 'redirect', status, location };
  return status === 401 || status === 403 ? { kind: 'kept-out', status } : { kind: 'answered', status };
}

/** A backend object stands for its host, and a host may be the name of a Service. */
function reachedBy({ kind, namespace, name, port = 0 }: Backend, { hosts }: Narrowed): ReachedBackend {
  if (kind === 'Service') return { namespace, name, port };
  const host = hosts.get(`${namespace}/${name}`)?.spec.static?.host ?? '';
  const [, service, of] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return service !== undefined && of !== undefined
    ? { namespace: of, name: service, port }
    : { namespace, name, port, host };
}
