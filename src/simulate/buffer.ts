import { type Exchange, reply, type Step } from './exchange.ts';
import type { BodyBuffer } from './policy-spec.ts';

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** Turns away a request whose body does not fit. */
export function gathered(exchange: Exchange, { maxBytes = '2Mi', failureMode = 'FailClosed' }: BodyBuffer): Step {
  const [, digits, unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(String(maxBytes)) ?? [];
  const most = Number(digits) * (factors[unit] ?? Number.NaN);
  return exchange.request.bodySize > most && failureMode === 'FailClosed' ? reply(413) : exchange;
}
