import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { ForwardedHeaders, HeaderValue } from '../../src/model/policies/index.ts';
import type { RequestFact } from '../../src/model/template.ts';
import type { At } from './site.ts';

const header = (name: string, fact: RequestFact): HeaderValue => ({ name, value: [fact] });

/** The client's own come first, before they are overwritten. */
const ofClient: readonly HeaderValue[] = [
  header('X-Original-Forwarded-For', { fact: 'header', name: 'X-Forwarded-For' }),
  header('X-Request-ID', { fact: 'request-id' }),
  header('X-Real-IP', { fact: 'client-address' }),
  header('X-Forwarded-For', { fact: 'client-address' }),
  header('X-Forwarded-Host', { fact: 'authority' }),
  header('X-Forwarded-Port', { fact: 'port' }),
  header('X-Forwarded-Proto', { fact: 'scheme' }),
  header('X-Forwarded-Scheme', { fact: 'scheme' }),
  header('X-Scheme', { fact: 'scheme' }),
];

/** CGI programs take `Proxy` for the address of one that they should use. */
const dangerous = ['Proxy'];

/**
 * What nginx tells every backend of the client. It is written where somebody asks for what is built in, or says himself
 * that clients are not believed.
 */
export function forwardedHeaders({ inputs, config, owner }: At, report: Report): ForwardedHeaders | undefined {
  const believed = config.value('use-forwarded-headers');
  if (!inputs.defaults && believed?.value !== false) return undefined;
  if (believed?.value) {
    report('I2G2374', {}, believed.from);
    return undefined;
  }
  const from: Origins = believed?.from ?? [owner.ingress.manifest.originOf(['metadata', 'name'])];
  return { set: { value: ofClient, from }, remove: { value: dangerous, from } };
}
