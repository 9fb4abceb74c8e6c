import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import type { Origins, Sourced } from '../model/origin.ts';
import { type Policies, type PolicyInfo, type PolicyKind, policyInfo } from '../model/policies/index.ts';
import type { Always, Missing, Place, Rendering, Renders, Structure } from './capabilities.ts';
import type { Fragment } from './fragment.ts';
import type { EmitSettings } from './settings.ts';

/** What a loss makes of the route: nothing, an error for every request, or no route at all. */
export type Consequence = 'serve' | 'refuse' | 'withhold';

/** One policy in the output, or what its absence means. */
export interface PolicyOutcome {
  readonly fragments: readonly Fragment[];
  readonly consequence: Consequence;
}

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

  /** Renders one policy with the fields that the emitter claims. */
  policy<K extends PolicyKind>(kind: K, spec: Policies[K], place: Place): PolicyOutcome {
    const info = policyInfo[kind];
    const emitter = this.dialect.name;
    const capability: Renders<K> | Missing = this.dialect.capabilities[kind];
    if (!('render' in capability)) return this.lost(kind, spec, capability);
    const kept: Record<string, unknown> = {};
    const fields: readonly (readonly [keyof Policies[K], Missing, Origins])[] = Object.entries(spec).flatMap(
      ([name, value]) => {
        const field = name as keyof Policies[K];
        const { value: asked, from } = value as Sourced<unknown>;
        const how: 'rendered' | Missing | Always = capability.fields[field];
        if (how === 'rendered') kept[name] = value;
        else if (!('always' in how) || how.always !== asked) return [[field, how, from] as const];
        return [];
      },
    );
    const rendering = capability.render(kept as unknown as Policies[K], place);
    if ('because' in rendering) return this.lost(kind, spec, rendering);
    for (const [field, { because }, from] of fields) {
      const { title, stake } = info.fields[field];
      this.report('I2G3002', { emitter, field: title, because }, from, stake);
    }
    return { fragments: this.rendered(rendering, originsOf(spec)), consequence: 'serve' };
  }

  /** The fragments of a rendering; its differences are told. */
  rendered(rendering: Exclude<Rendering, Missing>, from: Origins): readonly Fragment[] {
    if (!('differences' in rendering)) return rendering;
    for (const { differs, stake, from: at = from } of rendering.differences) {
      this.report('I2G3004', { emitter: this.dialect.name, differs }, at, stake);
    }
    for (const { from: at, ...need } of rendering.needs ?? []) this.report('I2G3010', need, at);
    return rendering.fragments;
  }

  /** A match that cannot be told from others leaves the route out. */
  withheld(what: string, { because }: Missing, from: Origins): void {
    this.report('I2G3005', { emitter: this.dialect.name, what, because }, from);
  }

  /** Something beside policies that has no rendering: the route answers with an error. */
  refused(what: string, { because }: Missing, others: readonly string[], from: Origins): void {
    this.report('I2G3011', { emitter: this.dialect.name, what, because, others }, from);
  }

  /** The names of the other emitters whose structure can do something. */
  othersWith(can: (structure: Structure) => boolean): readonly string[] {
    return this.others.filter((other) => can(other.structure)).map((other) => other.name);
  }

  private lost<K extends PolicyKind>(kind: K, spec: Policies[K], { because }: Missing): PolicyOutcome {
    const info = policyInfo[kind];
    const consequence = this.consequenceOf(info);
    const others = this.others.filter((d) => 'render' in d.capabilities[kind]).map((d) => d.name);
    const open = info.without === 'open';
    const text = consequenceText[consequence === 'serve' && open ? 'open' : consequence];
    const remedy = open && others.length === 0 ? '--on-security-loss decides what becomes of such routes' : undefined;
    this.report(
      'I2G3001',
      { emitter: this.dialect.name, policy: info.title, because, others, consequence: text, ...(remedy && { remedy }) },
      originsOf(spec),
      // A route that answers nobody is as bad as one that answers everybody.
      consequence === 'serve' ? info.stake : 'security',
    );
    return { fragments: [], consequence };
  }

  private consequenceOf({ without }: Pick<PolicyInfo<unknown>, 'without'>): Consequence {
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

const consequenceText = {
  serve: 'the route is served without it',
  refuse: 'the route answers every request with an error',
  withhold: 'the route is left out, or answers with an error where another route would take its requests',
  open: 'the route is OPEN, as --on-security-loss=open asks',
} as const;

/** All places that a policy's settings come from. */
export function originsOf(spec: object): Origins {
  const all = Object.values(spec).flatMap((value: Sourced<unknown>) => value.from);
  return [
    ...new Map(
      all.map((origin) => [`${origin.object?.namespace}/${origin.object?.name}/${origin.path.join('/')}`, origin]),
    ).values(),
  ] as unknown as Origins;
}
