import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import type { Origin, Origins, Sourced } from '../model/origin.ts';
import type { Policies, PolicyKind } from '../model/policies/index.ts';
import { policyInfo } from '../model/policies/info.ts';
import type { PolicyInfo } from '../model/policies/policy-info.ts';
import type { FieldAnswer, Missing, PlaceOf, Rendering, Renders, Structure } from './capabilities.ts';
import { leftAlone } from './existing-gateway.ts';
import type { Fragment } from './fragment.ts';
import type { EmitSettings } from './settings.ts';

/** What a loss makes of the route: nothing, an error for every request, or no route at all. */
export type Consequence = 'serve' | 'refuse' | 'withhold';

/** One policy in the output, or what its absence means. */
export interface PolicyOutcome {
  readonly fragments: readonly Fragment[];
  readonly consequence: Consequence;
  /** All places that its settings come from. */
  readonly from: Origins;
}

/** A field of a policy, why it is lost, and where it comes from. */
type LostField<K extends PolicyKind> = readonly [keyof Policies[K], Missing, Origins];

const noFields: readonly [] = [];

/** Asks an emitter for everything in the model, and is alone in telling the user what it cannot say. */
export class Losses {
  private readonly dialect: Dialect;
  private readonly others: readonly Dialect[];
  private readonly settings: EmitSettings;
  private readonly report: Report;

  constructor(dialect: Dialect, others: readonly Dialect[], settings: EmitSettings, report: Report) {
    this.dialect = dialect;
    this.others = others;
    this.settings = settings;
    this.report = report;
  }

  /** The same, and what is lost is told to somebody else. */
  reportingTo(report: Report): Losses {
    return new Losses(this.dialect, this.others, this.settings, report);
  }

  /** Renders one policy with the fields that the emitter claims. */
  policy<K extends PolicyKind>(kind: K, spec: Policies[K], place: PlaceOf<K>): PolicyOutcome {
    const capability: Renders<K> | Missing = this.dialect.capabilities[kind];
    if (!('render' in capability)) return this.lost(kind, spec, capability, place);
    const { fields } = capability;
    // Nearly always everything is rendered, and nothing has to be copied.
    let kept: Partial<Policies[K]> = spec;
    let isEmpty = true;
    let left: readonly LostField<K>[] = noFields;
    for (const name in spec) {
      const how = fields[name] as FieldAnswer;
      if (how === 'rendered' || 'differs' in how) {
        isEmpty = false;
        continue;
      }
      const { [name]: lost, ...others } = kept as Policies[K];
      kept = others as Partial<Policies[K]>;
      const { value, from } = lost as Sourced<unknown>;
      if (!('always' in how) || how.always !== value) left = [...left, [name, how, from]];
    }
    const guard = left.length === 0 ? undefined : lostGuard(kind, left);
    if (guard) return this.lost(kind, spec, guard, place);
    const from = originsOf(spec);
    if (isEmpty) {
      const [first] = left;
      if (first && policyInfo[kind].without !== 'as-is') return this.lost(kind, spec, first[1], place);
      this.lostFields(kind, left);
      return { fragments: [], consequence: 'serve', from };
    }
    const rendering = capability.render(kept as Policies[K], place);
    if ('because' in rendering) return this.lost(kind, spec, rendering, place);
    const alone = leftAlone(fragmentsOf(rendering), this.settings);
    if (alone) return this.lost(kind, spec, alone, place);
    if (left.length > 0) this.lostFields(kind, left);
    for (const name in kept) {
      const how = fields[name] as FieldAnswer<unknown>;
      if (how === 'rendered' || !('differs' in how)) continue;
      const { value, from: at } = kept[name] as Sourced<unknown>;
      const differs = how.differs(value, place as never);
      if (differs === undefined) continue;
      const stake = how.stake ?? policyInfo[kind].fields[name].stake;
      this.report('I2G3004', { emitter: this.dialect.name, differs }, at, stake);
    }
    return { fragments: this.rendered(rendering, from), consequence: 'serve', from };
  }

  private lostFields<K extends PolicyKind>(kind: K, fields: readonly LostField<K>[]): void {
    for (const [field, { because, instead }, from] of fields) {
      const { title, stake } = policyInfo[kind].fields[field];
      this.report('I2G3002', { emitter: this.dialect.name, field: title, because, instead }, from, stake);
    }
  }

  /** The fragments of a rendering; its differences are told. */
  rendered(rendering: Exclude<Rendering, Missing>, from: Origins): readonly Fragment[] {
    if (!('differences' in rendering)) return fragmentsOf(rendering);
    for (const { differs, stake, from: at = from } of rendering.differences) {
      this.report('I2G3004', { emitter: this.dialect.name, differs }, at, stake);
    }
    if (rendering.needs) for (const { from: at, ...need } of rendering.needs) this.report('I2G3010', need, at);
    return rendering.fragments;
  }

  /** A setting beside policies that is lost, where everything else is served. */
  setting(field: string, { because, instead }: Missing, from: Origins): void {
    this.report('I2G3002', { emitter: this.dialect.name, field, because, instead }, from, 'tuning');
  }

  /** A match that cannot be told from others leaves the route out. */
  withheld(what: string, { because, instead }: Missing, from: Origins): void {
    this.report('I2G3005', { emitter: this.dialect.name, what, because, instead }, from);
  }

  /** Something beside policies that has no rendering: the route answers with an error. */
  refused(what: string, { because, instead }: Missing, others: readonly string[], from: Origins): void {
    this.report('I2G3011', { emitter: this.dialect.name, what, because, instead, others }, from);
  }

  /** The names of the other emitters whose structure can do something. */
  othersWith(can: (structure: Structure) => boolean): readonly string[] {
    return this.others.filter((other) => can(other.structure)).map((other) => other.name);
  }

  private lost<K extends PolicyKind>(
    kind: K,
    spec: Policies[K],
    { because, instead }: Missing,
    place: PlaceOf<K>,
  ): PolicyOutcome {
    const info = policyInfo[kind];
    const consequence = this.consequenceOf(info);
    const others = this.others
      .filter((other) => canRender(other, kind, spec, place, this.settings))
      .map((other) => other.name);
    const open = info.without === 'open';
    const { title, stake } = { ...info, ...info.of?.(spec) };
    const texts = 'host' in place ? hostConsequenceText : consequenceText;
    const text = texts[consequence === 'serve' && open ? 'open' : consequence];
    const from = originsOf(spec);
    this.report(
      'I2G3001',
      { emitter: this.dialect.name, policy: title, because, instead, others, consequence: text },
      from,
      // A route that answers nobody is as bad as one that answers everybody.
      consequence === 'serve' ? stake : 'security',
    );
    return { fragments: [], consequence, from };
  }

  /** What becomes of a route whose policy is lost. */
  consequenceOf({ without }: Pick<PolicyInfo<unknown>, 'without'>): Consequence {
    switch (without) {
      case 'as-is':
        return 'serve';
      case 'wrong':
        return 'refuse';
      case 'open':
        return ({ deny: 'refuse', withhold: 'withhold', open: 'serve' } as const)[this.settings.onSecurityLoss];
    }
  }
}

/** What keeps somebody out does not without one of the settings that do: the policy is lost as a whole. */
function lostGuard<K extends PolicyKind>(kind: K, left: readonly LostField<K>[]): Missing | undefined {
  const info = policyInfo[kind];
  if (info.without !== 'open') return undefined;
  return left.find(([field]) => info.fields[field].stake === 'security')?.[1];
}

const fragmentsOf = (rendering: Exclude<Rendering, Missing>): readonly Fragment[] =>
  'fragments' in rendering ? rendering.fragments : rendering;

/** Whether an emitter has words for just this policy. */
function canRender<K extends PolicyKind>(
  { capabilities }: Dialect,
  kind: K,
  spec: Policies[K],
  place: PlaceOf<K>,
  settings: EmitSettings,
): boolean {
  const capability: Renders<K> | Missing = capabilities[kind];
  if (!('render' in capability)) return false;
  const left = (Object.keys(spec) as (keyof Policies[K])[]).flatMap((field): LostField<K>[] => {
    const how = capability.fields[field] as FieldAnswer;
    return how !== 'rendered' && 'because' in how && !('always' in how) ? [[field, how, originsOf(spec)]] : [];
  });
  if (lostGuard(kind, left)) return false;
  const rendering = capability.render(spec, place);
  return !('because' in rendering) && !leftAlone(fragmentsOf(rendering), settings);
}

const consequenceText = {
  serve: 'the route is served without it',
  refuse: 'the route answers every request with an error',
  withhold: 'the route is left out, or answers with an error where another route would take its requests',
  open: 'the route is OPEN, as --on-security-loss=open asks',
} as const;

const hostConsequenceText = {
  serve: 'the host is served without it',
  refuse: 'the host answers every request over HTTPS with an error',
  withhold: 'the host has no routes over HTTPS',
  open: 'the host is OPEN, as --on-security-loss=open asks',
} as const;

type Settings = Readonly<Record<string, Sourced<unknown>>>;

/** All places that a policy's settings come from, each once. */
export const originsOf = (spec: object): Origins => onlyOrigin(spec as Settings) ?? distinctOrigins(spec as Settings);

/** The one place that most policies come from. */
function onlyOrigin(settings: Settings): Origins | undefined {
  let only: Origins | undefined;
  for (const name in settings) {
    const from = settings[name]?.from;
    if (from?.length !== 1 || (only !== undefined && from[0] !== only[0])) return undefined;
    only = from;
  }
  return only;
}

function distinctOrigins(settings: Settings): Origins {
  const places = new Set<Origin>();
  for (const name in settings) for (const place of settings[name]?.from ?? []) places.add(place);
  // A place may have been read twice.
  const named = new Map<string, Origin>();
  for (const place of places) {
    const { object, path } = place;
    named.set(`${object?.namespace}/${object?.name}/${path.join('\u0000')}`, place);
  }
  return [...named.values()] as unknown as Origins;
}
