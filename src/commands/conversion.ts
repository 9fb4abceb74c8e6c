import type { Emission } from '../emit/emit.ts';
import type { Provider, Reader } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import { gatewaySettings } from './gateway-flags.ts';
import { openWith, refuseForeign } from './plugin-flags.ts';
import { type ConversionFlags, names } from './print-flags.ts';
import { choose } from './refusal.ts';
import { gatewayApiOf } from './release-flags.ts';

/** The plug-ins of one run, with their options read. */
interface Opened {
  readonly opened: readonly { readonly provider: Provider; readonly reader: Reader }[];
  readonly emission: Emission;
}

/** Reads what the flags say about a conversion, before any file is. Throws a `Refusal` where they make no sense. */
export function openConversion(flags: ConversionFlags): Opened {
  const chosen = (flags.providers ?? []).map((name) => choose('provider', name, providers));
  if (chosen.length === 0) throw new Refusal(`--providers is missing: choose from ${names(providers)}`);
  const emitter = choose('emitter', flags.emitter, emitters);
  const gateways = gatewaySettings(flags);
  const given = flags as unknown as Readonly<Record<string, unknown>>;
  const opened = chosen.map((provider) => ({ provider, reader: openWith(provider, given, provider.open) }));
  refuseForeign(
    emitters.filter((e) => e !== emitter),
    given,
  );
  const api = gatewayApiOf(flags);
  if (gateways.topology === 'listener-sets' && !api.has('listenerSet'))
    throw new Refusal('--gateway-topology listener-sets: ListenerSet came with Gateway API 1.5');
  const dialect = openWith(emitter, given, (options) => emitter.open(options, api));
  const others = emitters.filter((e) => e !== emitter).map((e) => e.open({}, api));
  return { opened, emission: { dialect, others, settings: { ...gateways, onSecurityLoss: flags.onSecurityLoss } } };
}
