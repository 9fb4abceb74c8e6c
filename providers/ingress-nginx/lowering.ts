import type { AnnotationSpecs, Lowering } from '../../src/annotations.ts';
import { defined } from '../../src/defined.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { IpAccess, OpaqueAccess, RequestHeaders, ResponseHeaders } from '../../src/model/policies/index.ts';
import { onceEach } from '../../src/once-each.ts';
import { withAnyAccess } from './any-access.ts';
import type { ConfigKeyName } from './config/keys.ts';
import { features } from './features/index.ts';
import type { Inputs } from './inputs.ts';
import type { At } from './site.ts';

/** Asks the features what they make of their annotations at this location. */
export function lower(at: At, report: Report): Lowering {
  const route = {};
  const backend = {};
  let refused: Lowering['refused'];
  const { owner, inputs } = at;
  for (const feature of askedWith(inputs)(owner.spoken)) {
    const lowering: Lowering = feature.lower(owner.valuesOf(feature), at, report);
    if (lowering.route) add(lowering.route as Policies, route);
    if (lowering.backend) Object.assign(backend, lowering.backend);
    refused ??= lowering.refused;
  }
  return withAnyAccess(refused ? { route, backend, refused } : { route, backend }, at, report);
}

type LoweringFeature = (typeof features)[number] & { readonly lower: object };

const withLower = features.filter((one): one is LoweringFeature => one.lower !== undefined);

/** The features that may make something of Ingresses, by what those speak of. */
const askedWith = onceEach((inputs: Inputs) => {
  const awake = awakeWith(inputs);
  return onceEach((spoken: readonly AnnotationSpecs[]) =>
    withLower.filter((feature) => spoken.includes(feature.annotations) || awake.has(feature)),
  );
});

/** The features that may make something of every Ingress, be it for the settings of the controller or what is built into it. */
function awakeWith({ config, defaults }: Inputs): ReadonlySet<LoweringFeature> {
  const isSaid = (key: string): boolean => config.value(key as ConfigKeyName) !== undefined;
  return new Set(withLower.filter(({ wokenBy }) => defaults || !wokenBy || wokenBy.some(isSaid)));
}

/** How several features share a kind of policy: headers, addresses, and access control that nobody can say. */
const joined = {
  'request-headers': joinedLists<RequestHeaders>,
  'response-headers': joinedLists<ResponseHeaders>,
  'opaque-access': joinedSayings,
  'ip-access': (a: IpAccess, b: IpAccess) => ({ ...a, ...b, ...joinedLists(listsOf(a), listsOf(b)) }),
};

/** Policies by kind. Which kind is of which type no longer matters where they are put together. */
type Policies = Record<string, object>;

/** Adds the policies of one feature. What is the business of several stands side by side. */
function add(more: Readonly<Policies>, all: Policies): void {
  for (const kind in more) {
    const own = more[kind];
    const there = all[kind];
    const join = joined[kind as keyof typeof joined];
    if (own) all[kind] = there && join ? join(there as never, own as never) : own;
  }
}

function joinedSayings(a: OpaqueAccess, b: OpaqueAccess): OpaqueAccess {
  const [first, second] = [a.said, b.said];
  const both = (key: 'what' | 'because' | 'instead', between: string) =>
    [...new Set([first.value[key], second.value[key]])].join(between);
  const value = { what: both('what', ', '), because: both('because', '; '), instead: both('instead', '; ') };
  return { said: { value, from: [...first.from, ...second.from] } };
}

const listsOf = ({ allow, deny }: IpAccess): Pick<IpAccess, 'allow' | 'deny'> => defined({ allow, deny });

type Lists<T> = { readonly [F in keyof T]?: Sourced<readonly unknown[]> };

function joinedLists<T extends Lists<T>>(a: T, b: T): T {
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof T)[];
  const joined = fields.map((field) => {
    const [first, second] = [a[field], b[field]] as (Sourced<readonly unknown[]> | undefined)[];
    if (!first || !second) return [field, first ?? second] as const;
    return [field, { value: [...first.value, ...second.value], from: [...first.from, ...second.from] }] as const;
  });
  return Object.fromEntries(joined) as T;
}
