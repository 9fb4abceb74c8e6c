import type { Origins } from '../model/origin.ts';
import type { BackendTargetRef } from './additions.ts';
import type { Fragment } from './fragment.ts';
import type { PlacedRule } from './routes.ts';

/** Where fragments go that are no part of a rule. */
type Into = Exclude<Fragment['into'], 'rule'>;

/** A fragment that goes elsewhere, and the rule that asks for it. */
export interface PlacedPiece<I extends Into> {
  readonly fragment: Extract<Fragment, { readonly into: I }>;
  readonly rule: PlacedRule;
  /** Set for the policies of a backend. */
  readonly backend: BackendTargetRef | undefined;
  readonly from: Origins;
}

/** All pieces by where they go, in the order of the rules. */
export type Pieces = { readonly [I in Into]: readonly PlacedPiece<I>[] };

/** Sorts what rules have beside themselves by where it goes. */
export function piecesOf(rules: readonly PlacedRule[]): Pieces {
  const pieces: { readonly [I in Into]: PlacedPiece<Into>[] } = { policy: [], gateway: [], collected: [], object: [] };
  for (const rule of rules) {
    for (const { fragment, backend, from } of rule.draft.pieces) {
      pieces[fragment.into].push({ fragment, rule, backend, from });
    }
  }
  return pieces as Pieces;
}
