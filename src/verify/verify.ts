import { compareText } from '../compare.ts';
import type { Converted } from '../convert.ts';
import type { Dialect } from '../emitter.ts';
import { groupBy } from '../group.ts';
import { type KubernetesObject, namespaceOf, type Route } from '../simulate/objects.ts';
import { agentgatewayProfile, gatewayApiProfile } from '../simulate/profile.ts';
import { compare, type Verdict } from './compare.ts';
import { type Ports, printedSide } from './gateway.ts';
import { objectsByHost } from './printed.ts';
import type { Outcome, Question, SourceAnswer, SourceSimulation } from './source.ts';
import { toldBy } from './told.ts';

/**
 * `open`: the gateway lets in whom the source keeps out. `untold`: nobody was told. `told`: somebody was. `spelling`: a path
 * is spelt in a way that the source takes for another path, and the gateway does not.
 */
export const differenceKinds = ['open', 'untold', 'told', 'spelling'] as const;

/** One of them. */
export type DifferenceKind = (typeof differenceKinds)[number];

/** A request that the two sides answer differently. */
export interface Difference {
  readonly question: Question;
  readonly source: Outcome;
  readonly printed: Outcome;
  readonly kind: DifferenceKind;
  /** The codes of what was said about it; none where nobody was told. */
  readonly codes: readonly string[];
}

/** What came of asking both sides the same. */
export interface Verification {
  readonly asked: number;
  readonly alike: number;
  readonly differences: readonly Difference[];
  /** Requests of which nobody knows what the source answers, by the reason. */
  readonly notModelled: ReadonlyMap<string, number>;
}

/** What is compared. */
export interface Subject extends Pick<Converted, 'objects' | 'diagnostics'> {
  readonly source: SourceSimulation;
  readonly dialect: Pick<Dialect, 'name'>;
  readonly ports: Ports;
  /** Only what objects of this namespace decide. */
  readonly namespace?: string;
  /** How many requests are asked at most. */
  readonly most?: number;
}

/** How many requests are asked at most: some minutes' worth. */
export const mostRequests = 2_000_000;

/** Asks the source and the printed objects the same requests. `undefined` where there are too many. */
export function verify({
  objects,
  diagnostics,
  source,
  dialect,
  ports,
  namespace,
  most = mostRequests,
}: Subject): Verification | undefined {
  const printed = objects.map(({ object }) => object as KubernetesObject);
  const profile = dialect.name === 'agentgateway' ? agentgatewayProfile : gatewayApiProfile;
  const askPrinted = printedSide(objectsByHost([...printed, ...standIns(printed, ports)]), ports, profile);
  const told = toldBy(diagnostics);
  const differences: Difference[] = [];
  const notModelled = new Map<string, number>();
  const seen = new Set<string>();
  let host = '';
  let asked = 0;
  let alike = 0;
  for (const one of source.asked()) {
    const { question } = one;
    // They come host by host, so that nothing about other hosts need be remembered.
    if (question.host !== host) seen.clear();
    host = question.host;
    const key = JSON.stringify(question);
    if (seen.has(key)) continue;
    seen.add(key);
    if (asked === most) return undefined;
    const answer = source.ask(question);
    if (namespace !== undefined && !isOf(namespace, answer)) continue;
    asked++;
    const before = answer.outcome;
    const verdict: Verdict = compare(
      question,
      (q) => (q === question ? before : source.ask(q).outcome),
      askPrinted,
      ports,
    );
    if (verdict === 'alike') alike++;
    else if (verdict === 'not-modelled') {
      const because = before.kind === 'unknown' ? before.because : '';
      notModelled.set(because, (notModelled.get(because) ?? 0) + 1);
    } else {
      const after = askPrinted(question);
      const codes = told([...one.about, ...answer.about], isMild(question, before, after));
      const kind = verdict === 'open' ? 'open' : one.respelt ? 'spelling' : codes.length > 0 ? 'told' : 'untold';
      differences.push({ question, source: before, printed: after, kind, codes });
    }
  }
  return {
    asked,
    alike,
    differences: differences.sort(inOrder),
    notModelled: new Map([...notModelled].sort(([a], [b]) => compareText(a, b))),
  };
}

/** Whether clients hardly see it: they are sent elsewhere either way, or a page of another origin asks for leave. */
const isMild = ({ method }: Question, before: Outcome, after: Outcome): boolean =>
  method === 'OPTIONS' || (before.kind === 'redirect' && after.kind === 'redirect');

const isOf = (namespace: string, { about }: SourceAnswer): boolean =>
  about.some(({ object }) => object?.namespace === namespace);

/** The worst first, then by host and path. */
function inOrder(a: Difference, b: Difference): number {
  return (
    differenceKinds.indexOf(a.kind) - differenceKinds.indexOf(b.kind) ||
    compareText(textOf(a.question), textOf(b.question))
  );
}

const textOf = ({ host, path, scheme, ...rest }: Question): string =>
  `${host} ${path} ${scheme} ${JSON.stringify(rest)}`;

/** Gateways that routes attach to and that are not printed: they are taken to serve any host on both ports. */
function standIns(objects: readonly KubernetesObject[], ports: Ports): readonly KubernetesObject[] {
  const there = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`));
  const routes = objects.filter(({ kind }) => kind.endsWith('Route')) as readonly Route[];
  const sets = objects.filter(({ kind }) => kind === 'ListenerSet');
  const named = [
    ...routes.flatMap((route) => (route.spec.parentRefs ?? []).map((ref) => ({ by: route as KubernetesObject, ref }))),
    ...sets.map((by) => ({
      by,
      ref: (by.spec as { parentRef: { kind?: string; namespace?: string; name: string } }).parentRef,
    })),
  ].flatMap(({ by, ref: { kind = 'Gateway', namespace = namespaceOf(by), name } }) =>
    kind === 'Gateway' && !there.has(`Gateway ${namespace}/${name}`) ? [{ namespace, name }] : [],
  );
  const all = { allowedRoutes: { namespaces: { from: 'All' } } };
  return [...groupBy(named, ({ namespace, name }) => `${namespace}/${name}`).values()].map(([metadata]) => ({
    kind: 'Gateway',
    metadata,
    spec: {
      allowedListeners: { namespaces: { from: 'All' } },
      listeners: [
        { name: 'http', port: ports.http, protocol: 'HTTP', ...all },
        { name: 'https', port: ports.https, protocol: 'HTTPS', ...all },
      ],
    },
  }));
}
