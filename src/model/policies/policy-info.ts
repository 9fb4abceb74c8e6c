import type { Stake } from '../../diagnostics/entry.ts';

/** What the core must know of a kind of policy when an emitter cannot say it, or a part of it. */
export interface PolicyInfo<Spec> {
  /** In a sentence: "<title> cannot be expressed". */
  readonly title: string;
  readonly stake: Stake;
  /**
   * What a route without the policy would do. `open`: let in whom the source keeps out; the user decides with
   * `--on-security-loss`. `wrong`: something the source never does, so it answers with an error instead.
   * `as-is`: serve the same requests, in a lesser way.
   */
  readonly without: 'open' | 'wrong' | 'as-is';
  /** What this one is called and what is at stake, where that depends on what it asks for. */
  readonly of?: (spec: Spec) => { readonly title?: string; readonly stake?: Stake };
  /** The settings in words, and what is at stake when one is lost and the policy stays. */
  readonly fields: { readonly [F in keyof Spec]-?: { readonly title: string; readonly stake: Stake } };
}

/** Info on every kind of a group. */
export type InfoOn<Kinds> = { readonly [K in keyof Kinds]: PolicyInfo<Kinds[K]> };

/** Whom the loss may let in, or what it may give away. */
export const security = (title: string) => ({ title, stake: 'security' }) as const;
/** Answers or routing change with the loss. */
export const behaviour = (title: string) => ({ title, stake: 'behaviour' }) as const;
/** Hardly anybody notices the loss. */
export const tuning = (title: string) => ({ title, stake: 'tuning' }) as const;
