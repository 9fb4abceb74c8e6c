import { entry } from './entry.ts';

/** 238x and 239x: what a provider says about raw nginx configuration. */
export const snippetEntries = {
  I2G2380: entry<{ ingress: string; annotations: readonly string[]; level: string; needed: string }>({
    name: 'annotation-too-risky',
    severity: 'error',
    message: (d) =>
      `${d.annotations.join(', ')} ${d.annotations.length > 1 ? 'are' : 'is'} more than the controller's annotations-risk-level ${d.level} allows: ingress-nginx rejects the whole Ingress ${d.ingress}, so nothing of it is converted`,
    hint: (d) => `if the controller serves it all the same, its ConfigMap says annotations-risk-level: ${d.needed}`,
    explain:
      'Every annotation has a risk, and the ConfigMap of the controller says how much of it an Ingress may take. An unknown level is the lowest. The controller does not read an Ingress that goes beyond.',
  }),
  I2G2381: entry<{ annotation: string; guards: boolean }>({
    name: 'snippet-disallowed',
    severity: 'by-stake',
    message: (d) =>
      `${d.annotation} is dropped by ingress-nginx, whose ConfigMap does not allow snippets, and has no effect`,
    hint: (d) =>
      d.guards
        ? 'what it keeps out gets in with ingress-nginx; the output answers with an error until the annotation is taken out'
        : undefined,
    explain:
      'With allow-snippet-annotations off the controller keeps the Ingress and drops the nginx configuration in its annotations. Where that would have kept somebody out, the output lets nobody in.',
  }),
  I2G2382: entry<{ annotation: string; statement: string; because: string }>({
    name: 'nginx-statement-lost',
    severity: 'by-stake',
    message: (d) => `\`${d.statement}\` in ${d.annotation} is lost: ${d.because}`,
    hint: () => 'set it up by hand at the gateway or in the backend, where it is still needed',
    explain:
      'A statement of nginx configuration is understood and decides about nobody who gets in, and nothing in the output stands for it.',
  }),
  I2G2383: entry<{ annotation: string; statement: string; because: string }>({
    name: 'nginx-statement-without-effect',
    severity: 'info',
    message: (d) => `\`${d.statement}\` in ${d.annotation} has no effect here: ${d.because}`,
    explain: 'nginx reads the statement and it changes nothing for these requests; so nothing is lost without it.',
  }),
  I2G2384: entry<{ annotation: string; statement: string; differs: string }>({
    name: 'nginx-statement-differs',
    severity: 'by-stake',
    message: (d) => `\`${d.statement}\` in ${d.annotation} comes out different: ${d.differs}`,
    explain: 'The output does nearly what the statement of nginx configuration does.',
  }),
  I2G2385: entry<{ annotation: string; statement: string; instead: string }>({
    name: 'nginx-statement-twice',
    severity: 'warning',
    message: (d) =>
      `\`${d.statement}\` in ${d.annotation} stops nginx from loading its configuration: the controller writes the directive for every path, and nginx takes it once; the output goes without the statement`,
    hint: (d) => `say it with ${d.instead}`,
    explain:
      'nginx refuses a configuration in which such a directive stands twice in one location. The controller then goes on with the last configuration that could be loaded, for all Ingresses.',
  }),
  I2G2386: entry<{ host: string; ingress: string; kept: string; guarded: boolean }>({
    name: 'server-snippet-of-another-ingress',
    severity: 'by-stake',
    message: (d) =>
      d.guarded
        ? `${d.host} has two server-snippets, and nobody can tell which Ingress is older: that of ${d.kept} counts, which keeps somebody out, and not that of ${d.ingress}`
        : `server-snippet of ${d.ingress} has no effect: ${d.host} has the one of ${d.kept}`,
    hint: () => 'join the two in one Ingress',
    explain:
      'A host has one server-snippet. The controller takes the one of the oldest Ingress and ignores the others.',
  }),
  I2G2387: entry<{ annotation: string; because: string; instead: string }>({
    name: 'stream-snippet-lost',
    severity: 'warning',
    message: (d) => `${d.annotation} is lost: ${d.because}`,
    hint: (d) => d.instead,
    explain:
      'stream-snippet configures what nginx does for TCP and UDP. An Ingress is about HTTP, and so is the output.',
  }),
  I2G2388: entry<{ ingress: string; annotations: readonly string[]; key: string; value: string }>({
    name: 'snippets-without-permission',
    severity: 'warning',
    message: (d) =>
      `${d.annotations.join(', ')} of ${d.ingress} needs ${d.key}: ${d.value} in the controller's ConfigMap, which does not say it; converted as if it did`,
    hint: (d) => `release 1.15 does not serve it so; say ${d.key} in the ConfigMap as the controller has it`,
    explain:
      'By default the controller takes no snippets: older releases did. A ConfigMap that says nothing is taken for one of a release that serves what it is given.',
  }),
};
