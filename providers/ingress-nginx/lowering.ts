import { type Lowering, noValues, type Values } from '../../src/annotations.ts';
import { defined } from '../../src/defined.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { IpAccess, OpaqueAccess, RequestHeaders, ResponseHeaders } from '../../src/model/policies/index.ts';
import { withAnyAccess } from './any-access.ts';
import type { ConfigKeyName } from './config/keys.ts';
import { features } from './features/index.ts';
import type { Inputs } from './inputs.ts';
import type { At, NginxIngress } from './site.ts';

/** Asks the features what they make of their annotations at this location. */
export function lower(at: At, report: Report): Lowering {
  const route = {};
  const backend = {};
  let refused: Lowering['refused'];
  const asked = askedFor(at.owner, at.inputs);
  for (let i = 0; i < asked.length; i += 1) {
    const { feature, values } = asked[i] as Asked;
    const lowering: Lowering = feature.lower(values, at, report);
    if (lowering.route) add(lowering.route as Policies, route);
    if (lowering.backend) Object.assign(backend, lowering.backend);
    refused ??= lowering.refused;
  }
  return withAnyAccess(refused ? { route, backend, refused } : { route, backend }, at, report);
}

type LoweringFeature = (typeof features)[number] & { readonly lower: object };

const withLower = features.filter((one): one is LoweringFeature => one.lower !== undefined);

/** A feature, and what an Ingress says of it. */
interface Asked {
  readonly feature: LoweringFeature;
  readonly values: Values<LoweringFeature['annotations']>;
}

const known = new WeakMap<NginxIngress, readonly Asked[]>();

/** The features that may make something of an Ingress. Each of its locations asks. */
function askedFor(ingress: NginxIngress, inputs: Inputs): readonly Asked[] {
  const before = known.get(ingress);
  if (before) return before;
  const awake = awakeWith(inputs);
  const asked: Asked[] = [];
  for (let i = 0; i < withLower.length; i += 1) {
    const feature = withLower[i] as LoweringFeature;
    const values = ingress.valuesOf(feature);
    if (values !== noValues || awake.has(feature)) asked.push({ feature, values });
  }
  known.set(ingress, asked);
  return asked;
}

const wokenIn = new WeakMap<Inputs, ReadonlySet<LoweringFeature>>();

/** The features that may make something of every Ingress, be it for the settings of the controller or what is built into it. */
function awakeWith(inputs: Inputs): ReadonlySet<LoweringFeature> {
  const { config, defaults } = inputs;
  const isSaid = (key: string): boolean => config.value(key as ConfigKeyName) !== undefined;
  const all =
    wokenIn.get(inputs) ?? new Set(withLower.filter(({ wokenBy }) => defaults || !wokenBy || wokenBy.some(isSaid)));
  wokenIn.set(inputs, all);
  return all;
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
