import { noValues } from '../../../src/annotations.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { type NginxIngress, nameOf, type Server } from '../site.ts';
import { snippetAnnotations } from '../snippets/annotations.ts';
import { keepsOut } from '../snippets/directives.ts';

/** The configuration that one Ingress gives the whole host, and what counts for no host at all. */
export function serverSnippet(server: Server, report: Report): Server {
  if (!server.ingresses.some((one) => valuesOf(one) !== noValues)) return server;
  for (const ingress of server.ingresses) {
    const stream = valuesOf(ingress)['stream-snippet'];
    const { impossible: because, instead } = snippetAnnotations['stream-snippet'].fills;
    if (stream) report('I2G2387', { annotation: 'stream-snippet', because, instead }, stream.from);
  }
  const all = server.ingresses.flatMap((by) => {
    const snippet = valuesOf(by)['server-snippet'];
    return snippet ? [{ by, snippet, guarded: keepsOut(snippet.value) }] : [];
  });
  // Where nobody knows which Ingress is older, nothing is opened: the one that keeps somebody out is kept.
  const unknown = all.some(({ by }) => by.ingress.created === '');
  const kept = (unknown ? all.find(({ guarded }) => guarded) : undefined) ?? all[0];
  if (!kept) return server;
  for (const other of all.filter((one) => one !== kept)) {
    const guarded = unknown && kept.guarded;
    const data = { host: server.host || 'any host', ingress: nameOf(other.by), kept: nameOf(kept.by), guarded };
    const stake = kept.guarded || other.guarded ? 'security' : 'behaviour';
    report('I2G2386', data, [...other.snippet.from, ...kept.snippet.from], stake);
  }
  return { ...server, snippet: kept.snippet };
}

const valuesOf = (ingress: NginxIngress) => ingress.valuesOf({ annotations: snippetAnnotations });
