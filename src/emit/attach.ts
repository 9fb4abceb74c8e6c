import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { BackendTargetRef, Piece } from './additions.ts';
import type { JsonObject, PolicyFragment } from './fragment.ts';
import { merge } from './merge.ts';
import { joined, label, type Names } from './names.ts';
import type { PlacedRule } from './routes.ts';
import type { Written } from './written.ts';

/** The most targets that one policy may have. */
const mostTargets = 16;

/** A part of a policy object, and the rule it was rendered for. */
interface Attached {
  readonly rule: PlacedRule;
  readonly fragment: PolicyFragment;
  readonly backend: BackendTargetRef | undefined;
  readonly from: Origins;
}

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
export function attach(rules: readonly PlacedRule[], context: AttachContext): Written[] {
  const all = rules.flatMap((rule) =>
    rule.draft.pieces.flatMap((piece: Piece): Attached[] => {
      const { fragment } = piece;
      return fragment.into === 'policy' ? [{ ...piece, fragment, rule }] : [];
    }),
  );
  const users = usersOf(rules);
  const toServices = all.filter((one) => one.fragment.attach === 'service');
  const perService = groupBy(
    toServices,
    ({ fragment, backend }) => `${keyOf(backend)}/${fragment.type.kind}/${fragment.suffix}`,
  );
  const objects: Written[] = [];
  const toRules = all.filter((one) => one.fragment.attach === 'rule');
  for (const group of perService.values()) {
    const [{ fragment, backend }] = group;
    if (!backend) continue;
    if (agree(group, users)) objects.push(onBackend(backend, group, context));
    else if (fragment.elseRules) toRules.push(...group);
    else objects.push(...onDisputed(backend, group, users, context));
  }
  return [...objects, ...onRules(toRules, context)];
}

const keyOf = (backend: BackendTargetRef | undefined): string =>
  `${backend?.kind} ${backend?.namespace}/${backend?.name}`;

/** The rules that lead to each backend. */
type Users = ReadonlyMap<string, readonly PlacedRule[]>;

function usersOf(rules: readonly PlacedRule[]): Users {
  const pairs = rules.flatMap((rule) => rule.draft.backends.map((backend) => ({ key: keyOf(backend), rule })));
  return new Map(
    [...groupBy(pairs, ({ key }) => key)].map(([key, group]) => [key, [...new Set(group.map(({ rule }) => rule))]]),
  );
}

/** Whether every rule that leads to the backend asks for the same thing. */
function agree(group: readonly [Attached, ...Attached[]], users: Users): boolean {
  const [{ fragment, backend }] = group;
  const asking = new Set(group.map((one) => one.rule));
  return (
    (users.get(keyOf(backend)) ?? []).every((rule) => asking.has(rule)) &&
    group.every((one) => sameSpec(one.fragment, fragment))
  );
}

const sameSpec = (a: PolicyFragment, b: PolicyFragment): boolean => JSON.stringify(a.spec) === JSON.stringify(b.spec);

function onBackend(
  backend: BackendTargetRef,
  pieces: readonly [Attached, ...Attached[]],
  context: AttachContext,
): Written {
  const { names } = context;
  const [{ fragment }] = pieces;
  const { type, suffix } = fragment;
  const { namespace, group, kind, name: target } = backend;
  const name = names.claim(`${type.kind}/${namespace}`, joined(label(target), suffix), `${keyOf(backend)}/${suffix}`);
  const spec = merged(`${type.kind} ${namespace}/${name}`, pieces, context);
  return {
    object: { ...type, metadata: { name, namespace }, spec: { targetRefs: [{ group, kind, name: target }], ...spec } },
    from: pieces.flatMap((one) => [...one.rule.draft.from, ...one.from]) as unknown as Origins,
  };
}

/** Where the kind knows Services only, the first wish is granted, and the others are told. */
function onDisputed(
  backend: BackendTargetRef,
  group: readonly [Attached, ...Attached[]],
  users: Users,
  context: AttachContext,
): Written[] {
  const [first, ...others] = group;
  const alike = others.filter((one) => sameSpec(one.fragment, first.fragment));
  const rest = [
    ...others.filter((one) => !alike.includes(one)).map((one) => one.from),
    ...(users.get(keyOf(backend)) ?? [])
      .filter((rule) => !group.some((one) => one.rule === rule))
      .map((rule) => rule.draft.from),
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

/** One object for all rules of a route that ask for the same, attached to the whole route where those are all it has. */
function onRules(pieces: readonly Attached[], context: AttachContext): Written[] {
  const objects: Written[] = [];
  for (const ofRoute of groupBy(
    pieces,
    ({ rule, fragment }) => `${routeKey(rule)}/${fragment.type.kind}/${fragment.suffix}`,
  ).values()) {
    const perRule = [...groupBy(ofRoute, ({ rule }) => rule.name).values()].map((parts) => {
      const [{ rule, fragment }] = parts;
      return {
        rule,
        fragment,
        from: parts.flatMap((p) => [...p.rule.draft.from, ...p.from]),
        spec: merged(`${fragment.type.kind} for ${rule.name} of ${rule.route.name}`, parts, context),
      };
    });
    for (const alike of groupBy(perRule, ({ spec }) => JSON.stringify(spec)).values()) {
      for (let i = 0; i < alike.length; i += mostTargets) {
        const some = alike.slice(i, i + mostTargets);
        const [head] = some;
        if (head === undefined) continue;
        const { rule, fragment, spec } = head;
        const { kind, namespace, name: route } = rule.route;
        const ref = { group: 'gateway.networking.k8s.io', kind, name: route };
        const whole = some.length === rule.siblings;
        const targetRefs = whole ? [ref] : some.map((one) => ({ ...ref, sectionName: one.rule.name }));
        const wanted = whole ? joined(route, fragment.suffix) : joined(route, rule.name, fragment.suffix);
        const name = context.names.claim(
          `${fragment.type.kind}/${namespace}`,
          wanted,
          `${namespace}/${route}/${rule.name}/${fragment.suffix}`,
        );
        objects.push({
          object: { ...fragment.type, metadata: { name, namespace }, spec: { targetRefs, ...spec } },
          from: some.flatMap((one) => one.from) as unknown as Origins,
        });
      }
    }
  }
  return objects;
}

const routeKey = ({ route }: PlacedRule): string => `${route.kind}/${route.namespace}/${route.name}`;

function merged(object: string, pieces: readonly Attached[], { report, finish }: AttachContext): JsonObject {
  const spec = pieces.reduce<JsonObject>(
    (all, piece) =>
      merge(all, piece.fragment.spec, (field, kept, dropped) =>
        report('I2G3003', { object, field, kept, dropped }, [...(pieces[0]?.from ?? []), ...piece.from]),
      ),
    {},
  );
  return finish(spec);
}
