import { ByName } from '../by-name.ts';
import { chunks } from '../chunks.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Origin, Origins } from '../model/origin.ts';
import type { BackendTargetRef } from './additions.ts';
import type { JsonObject, PolicyFragment } from './fragment.ts';
import { isSameJson, merge } from './merge.ts';
import { joined, label, type Names } from './names.ts';
import type { PlacedPiece } from './pieces.ts';
import type { PlacedRoute, PlacedRule } from './routes.ts';
import type { Written } from './written.ts';

/** The most targets that one policy may have. */
const mostTargets = 16;

/** A part of a policy object, and the rule it was rendered for. */
type Attached = PlacedPiece<'policy'>;

/** What policy objects are written with. */
export interface AttachContext {
  readonly names: Names;
  readonly report: Report;
  /** Last changes to a spec. */
  readonly finish: (spec: JsonObject) => JsonObject;
}

/**
 * Policy objects, each with its targets. A policy of a Service is attached to the Service while all rules that lead to it
 * agree, and to the rules where they do not.
 */
export function attach(
  pieces: readonly Attached[],
  rules: readonly PlacedRule[],
  context: AttachContext,
): readonly Written[] {
  const toRules: Attached[] = [];
  const toServices: Attached[] = [];
  for (const piece of pieces) (piece.fragment.attach === 'rule' ? toRules : toServices).push(piece);
  const users = usersOf(toServices, rules);
  const perService = groupBy(
    toServices,
    ({ fragment, backend }) => `${keyOf(backend)}/${fragment.type.kind}/${fragment.suffix}`,
  );
  const objects: Written[] = [];
  for (const group of perService.values()) {
    const [{ fragment, backend }] = group;
    if (!backend) continue;
    if (agree(group, usersIn(users, backend))) objects.push(onBackend(backend, group, context));
    else if (fragment.elseRules) toRules.push(...group);
    else objects.push(...onDisputed(backend, group, usersIn(users, backend), context));
  }
  onRules(toRules, context, objects);
  return objects;
}

const keyOf = (backend: BackendTargetRef | undefined): string =>
  `${backend?.kind} ${backend?.namespace}/${backend?.name}`;

/** The rules that lead to each backend with policies. */
type Users = ByName<PlacedRule[]>;

function usersOf(pieces: readonly Attached[], rules: readonly PlacedRule[]): Users {
  const users: Users = new ByName();
  for (const { backend } of pieces) if (backend) users.set(backend.kind, backend.namespace, backend.name, []);
  for (const rule of rules) {
    for (const { target } of rule.draft.backends) {
      const there = users.at(target.kind, target.namespace, target.name);
      if (there && there.at(-1) !== rule) there.push(rule);
    }
  }
  return users;
}

const usersIn = (users: Users, { kind, namespace, name }: BackendTargetRef): readonly PlacedRule[] =>
  users.at(kind, namespace, name) ?? [];

/** Whether every rule that leads to the backend asks for the same thing. */
function agree(group: readonly [Attached, ...Attached[]], users: readonly PlacedRule[]): boolean {
  const [{ fragment }] = group;
  const asking = new Set(group.map((one) => one.rule));
  return users.every((rule) => asking.has(rule)) && group.every((one) => sameSpec(one.fragment, fragment));
}

const sameSpec = (a: PolicyFragment, b: PolicyFragment): boolean => isSameJson(a.spec, b.spec);

function onBackend(
  backend: BackendTargetRef,
  pieces: readonly [Attached, ...Attached[]],
  context: AttachContext,
): Written {
  const { names } = context;
  const [{ fragment }] = pieces;
  const { type, suffix } = fragment;
  const { namespace, group, kind, name: target } = backend;
  const name = names.claim(type.kind, namespace, joined(label(target), suffix), [keyOf(backend), suffix]);
  const spec = merged(pieces, context, `${type.kind} ${namespace}/${name}`);
  const from: Origin[] = [];
  addOrigins(pieces, from);
  return {
    object: { ...type, metadata: { name, namespace }, spec: { targetRefs: [{ group, kind, name: target }], ...spec } },
    from: from as unknown as Origins,
  };
}

/** Where the kind knows Services only, the first wish is granted, and the others are told. */
function onDisputed(
  backend: BackendTargetRef,
  group: readonly [Attached, ...Attached[]],
  users: readonly PlacedRule[],
  context: AttachContext,
): Written[] {
  const [first, ...others] = group;
  const alike = others.filter((one) => sameSpec(one.fragment, first.fragment));
  const rest = [
    ...others.filter((one) => !alike.includes(one)).map((one) => one.from),
    ...users.filter((rule) => !group.some((one) => one.rule === rule)).map((rule) => rule.draft.from),
  ];
  for (const from of rest) {
    const { kind } = first.fragment.type;
    context.report('I2G3013', { kind, backend: keyOf(backend), kept: askedBy(first.from), lost: askedBy(from) }, [
      ...first.from,
      ...from,
    ]);
  }
  return [onBackend(backend, [first, ...alike], context)];
}

const askedBy = ([{ object }]: Origins): string =>
  object ? `${object.kind} ${object.namespace}/${object.name}` : 'one';

/** All parts of one policy for one rule. */
type Parts = [Attached, ...Attached[]];

/** One policy of a route, for each rule that asks for it. */
type Policy = [Parts, ...Parts[]];

/** Rules of a route that ask for the same. */
interface Alike {
  readonly spec: JsonObject;
  readonly rules: [Parts, ...Parts[]];
}

/** One object for all rules of a route that ask for the same. */
function onRules(pieces: readonly Attached[], context: AttachContext, objects: Written[]): void {
  for (const policy of policiesOf(pieces)) {
    for (const { spec, rules } of inGroups(policy, context)) {
      for (const some of chunks(rules, mostTargets)) objects.push(onSome(spec, some, context));
    }
  }
}

/** The policies of all routes, in order of first appearance: a route has few of them, and few rules. */
function policiesOf(pieces: readonly Attached[]): readonly Policy[] {
  const policies: Policy[] = [];
  const perRoute = new Map<PlacedRoute, Policy[]>();
  for (const piece of pieces) {
    const { rule, fragment } = piece;
    const there = perRoute.get(rule.route);
    const policy = there?.find(([[first]]) => isOfPolicy(first.fragment, fragment));
    if (policy === undefined) {
      const added: Policy = [[piece]];
      policies.push(added);
      if (there) there.push(added);
      else perRoute.set(rule.route, [added]);
    } else {
      const parts = policy.findLast(([first]) => first.rule === rule);
      if (parts) parts.push(piece);
      else policy.push([piece]);
    }
  }
  return policies;
}

const isOfPolicy = (a: PolicyFragment, b: PolicyFragment): boolean =>
  a.suffix === b.suffix && a.type.kind === b.type.kind;

/** Those that ask for the same together: a route has few rules. */
function inGroups(policy: Policy, context: AttachContext): readonly Alike[] {
  const groups: Alike[] = [];
  for (const parts of policy) {
    const spec = merged(parts, context);
    const group = groups.find((one) => isSameJson(one.spec, spec));
    if (group) group.rules.push(parts);
    else groups.push({ spec, rules: [parts] });
  }
  return groups;
}

/** Attached to the whole route where these rules are all it has. */
function onSome(spec: JsonObject, some: readonly [Parts, ...Parts[]], { names }: AttachContext): Written {
  const [[{ rule, fragment }]] = some;
  const { kind, namespace, name: route } = rule.route;
  const ref = { group: 'gateway.networking.k8s.io', kind, name: route };
  const whole = some.length === rule.route.siblings;
  const targetRefs = whole ? [ref] : some.map(([one]) => ({ ...ref, sectionName: one.rule.name }));
  const wanted = whole ? joined(route, fragment.suffix) : joined(route, rule.name, fragment.suffix);
  const name = names.claim(fragment.type.kind, namespace, wanted, [namespace, route, rule.name, fragment.suffix]);
  const from: Origin[] = [];
  for (const parts of some) addOrigins(parts, from);
  return {
    object: { ...fragment.type, metadata: { name, namespace }, spec: { targetRefs, ...spec } },
    from: from as unknown as Origins,
  };
}

/** The places of the rules, and of what they ask for. */
function addOrigins(pieces: readonly Attached[], to: Origin[]): void {
  for (const { rule, from } of pieces) {
    to.push(...rule.draft.from);
    to.push(...from);
  }
}

/** The parts of one policy as one. `object`: what it is called where it is no policy of a rule. */
function merged(
  parts: readonly [Attached, ...Attached[]],
  { report, finish }: AttachContext,
  object?: string,
): JsonObject {
  const [first] = parts;
  const { rule, fragment } = first;
  let { spec } = fragment;
  for (const piece of parts) {
    if (piece === first) continue;
    spec = merge(spec, piece.fragment.spec, (field, kept, dropped) => {
      const named = object ?? `${fragment.type.kind} for ${rule.name} of ${rule.route.name}`;
      report('I2G3003', { object: named, field, kept, dropped }, [...first.from, ...piece.from]);
    });
  }
  return finish(spec);
}
