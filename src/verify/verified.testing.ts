import { type Converted, convert } from '../convert.ts';
import { defaultSettings } from '../emit/settings.ts';
import type { Emitter } from '../emitter.ts';
import { providers } from '../registry.ts';
import { type Verification, verify } from './verify.ts';

/** Converts a text, changes what comes out, and compares it with the source. */
export async function verified(
  text: string,
  emitter: Emitter,
  change: (objects: Converted['objects']) => Converted['objects'] = (objects) => objects,
): Promise<Verification> {
  const readers = providers.map((provider) => provider.open({}));
  const dialect = emitter.open({});
  const converted = convert({
    inputs: [{ path: 'input.yaml', text }],
    providers: readers,
    emission: { dialect, others: [], settings: defaultSettings },
  });
  const source = await readers[0]?.simulate?.(converted.manifests);
  const ports = { http: defaultSettings.httpPort, https: defaultSettings.httpsPort };
  const found = source && verify({ ...converted, objects: change(converted.objects), source, dialect, ports });
  if (!found) throw new Error('nothing was verified');
  return found;
}
