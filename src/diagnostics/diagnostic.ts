import type { Origin } from '../model/origin.ts';
import { type Code, catalogue, type DataOf } from './catalogue.ts';
import type { Entry, Severity, Stake } from './entry.ts';

/** One thing said about the input. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The facts behind the message, for `--report json`. */
  readonly data: object;
  /** Where it applies. Empty only for what concerns the request as a whole. */
  readonly at: readonly Origin[];
}

/** Says one thing about the input. The only way a stage talks to the user. */
export type Report = <C extends Code>(code: C, data: DataOf<C>, at: readonly Origin[], stake?: Stake) => void;

const severityOfStake = { security: 'error', behaviour: 'warning', tuning: 'info' } as const;

/** How bad a message is. */
export function severityOf(code: Code, stake: Stake = 'behaviour'): Severity {
  const { severity } = catalogue[code];
  return severity === 'by-stake' ? severityOfStake[stake] : severity;
}

/** Puts facts into words: the only caller of the catalogue's functions. */
export function diagnose<C extends Code>(code: C, data: DataOf<C>, at: readonly Origin[], stake?: Stake): Diagnostic {
  const { message, hint } = catalogue[code] as unknown as Entry<DataOf<C>>;
  return {
    code,
    severity: severityOf(code, stake),
    message: message(data),
    hint: hint?.(data),
    data: data as object,
    at,
  };
}
