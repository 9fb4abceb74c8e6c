import type { Origins } from '../model/origin.ts';
import { inRunOrder, withFilter } from './filters.ts';
import type { Fragment, JsonObject } from './fragment.ts';
import type { Consequence, PolicyOutcome } from './losses.ts';
import { merge } from './merge.ts';

/** What policies of a backend are attached to: mostly a Service. */
export interface BackendTargetRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A fragment that goes elsewhere than into the rule, and where it comes from. */
export interface Piece {
  readonly fragment: Exclude<Fragment, { into: 'rule' }>;
  /** Set for the policies of a backend. */
  readonly backend: BackendTargetRef | undefined;
  readonly from: Origins;
}

const none: readonly never[] = [];

/** What policies, the action and backends add to one rule: parts of the rule itself, and pieces that go elsewhere. */
export class Additions {
  pieces: readonly Piece[] = none;
  /** Other fields of the rule than filters, if there are any. */
  fields: JsonObject | undefined;
  private unordered: readonly JsonObject[] = none;
  /** What lost policies make of the rule: the worst of all. */
  consequence: Consequence = 'serve';

  /** The filters, in the order in which they are to run. */
  get filters(): readonly JsonObject[] {
    return inRunOrder(this.unordered);
  }

  /** Adds what became of a policy. */
  addPolicy({ fragments, consequence, from }: PolicyOutcome, backend?: BackendTargetRef): void {
    this.add(fragments, from, backend);
    if (consequence !== 'serve' && this.consequence !== 'refuse') this.consequence = consequence;
  }

  /** Puts each fragment into its place. `backend`: what the policy is one of. */
  add(fragments: readonly Fragment[], from: Origins, backend?: BackendTargetRef): void {
    for (const fragment of fragments) {
      if (fragment.into !== 'rule') this.pieces = this.pieces.concat({ fragment, from, backend });
      else {
        for (const filter of fragment.filters) this.unordered = withFilter(this.unordered, filter);
        if (fragment.fields) this.fields = merge(this.fields ?? {}, fragment.fields, () => {});
      }
    }
  }
}
