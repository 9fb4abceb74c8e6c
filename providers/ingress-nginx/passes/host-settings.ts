import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { isSubdomain } from '../../../src/subdomain.ts';
import type { ControllerConfig } from '../config/config.ts';
import { proxySsl, settingsOf } from '../features/proxy-ssl.ts';
import { rewrite } from '../features/rewrite.ts';
import { sslPassthrough } from '../features/ssl-passthrough.ts';
import { areAllGuarded, isGuarded } from '../guards.ts';
import type { Options } from '../options.ts';
import { referenceOf } from '../reference.ts';
import type { SecretLookup, Server } from '../site.ts';

/** Settings that one Ingress makes for the whole host. */
export function hostSettings(server: Server, secret: SecretLookup): Server {
  // The template writes the first one it meets, going through the locations.
  const said = server.locations.find(({ owner }) => owner?.valuesOf(rewrite)['app-root']);
  const appRoot = said?.owner?.valuesOf(rewrite)['app-root'];
  const backendTls = backendTlsOf(server, secret);
  if (!appRoot && !backendTls) return server;
  return {
    ...server,
    ...(appRoot && { appRoot }),
    ...(backendTls && { backendTls }),
  };
}

/** `ssl-passthrough`. The controller compares SNI with whole names, so that a wildcard or no host passes nothing through. */
export function passthrough(
  server: Server,
  { enableSslPassthrough }: Options,
  config: ControllerConfig,
  report: Report,
): Server {
  const by = server.ingresses.find((one) => one.valuesOf(sslPassthrough)['ssl-passthrough']?.value);
  const asked = by?.valuesOf(sslPassthrough)['ssl-passthrough'];
  if (!asked) return server;
  if (server.host !== '' && !server.host.startsWith('*')) {
    if (enableSslPassthrough || !(areAllGuarded(config) || server.ingresses.some(isGuarded)))
      return { ...server, passthrough: asked };
    report('I2G2137', { host: server.host }, asked.from);
    return server;
  }
  const because = server.host === '' ? 'the rule has no host' : 'a wildcard is no name that SNI can bear';
  report('I2G2003', { annotation: 'ssl-passthrough', because }, asked.from);
  return server;
}

/** The first Ingress whose Secret has an authority: its settings stand at server level, unless proxy-ssl-location-only is set. */
function backendTlsOf({ ingresses }: Server, secret: SecretLookup): Server['backendTls'] {
  for (const by of ingresses) {
    const values = by.valuesOf(proxySsl);
    const named = values['proxy-ssl-secret'];
    if (!named) continue;
    const ref = referenceOf(named.value);
    if (ref?.namespace !== by.ingress.namespace || !isSubdomain(ref.name)) continue;
    const tls = settingsOf(values, { value: ref, from: named.from }, secret, () => {});
    if (tls.authority) return { by, tls };
  }
  return undefined;
}
