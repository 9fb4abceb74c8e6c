import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporter } from '../../src/diagnostics/reporter.ts';
import { parseManifests } from '../../src/read/parse.ts';
import { noConfig } from './config/config.ts';
import { inputsOf } from './inputs.ts';
import { options } from './options.ts';
import { withHalves } from './passes/regex-hosts.ts';
import type { Server } from './site.ts';
import { sitesOf } from './sites.ts';

const recorded = '../shared/behaviour/controller/corpus.json';
const corpus = '../shared/corpus';

interface RecordedServer {
  readonly Hostname: string;
  readonly Regex: boolean;
  readonly Locs: readonly {
    readonly Path: string;
    readonly PathType: string;
    readonly Backend: string;
    readonly Ingress: string;
    readonly IsDef: boolean;
  }[];
}

/** What the API server would refuse, and the reader repairs or leaves out: the recording has it as it is. */
const repaired = new Set(['I2G1004', 'I2G1007', 'I2G1008', 'I2G2101', 'I2G2102']);

/** Where the recording and the conversion differ for a reason. */
const reasons: Readonly<Record<string, string>> = {
  '136-shop-ingressclass-plus-ingress-same-file.yaml': 'the Ingress is of another class, which was not asked for',
};

describe.skipIf(!existsSync(recorded))('the controller’s own servers and locations (skipped without ../shared)', () => {
  const files = existsSync(recorded)
    ? Object.entries(JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, { Servers: RecordedServer[] }>)
    : [];

  it.for(files)('%s', ([file, { Servers }], { skip }) => {
    const { report, diagnostics } = reporter();
    const manifests = parseManifests(file, readFileSync(`${corpus}/${file}`, 'utf8'), report);
    const settings = options.parse({ ingressClass: ['nginx'], watchIngressWithoutClass: true });
    const servers = sitesOf(manifests, inputsOf(manifests, noConfig), settings, report).flatMap((site) =>
      site.servers.map(withHalves),
    );
    if (diagnostics().some((d) => repaired.has(d.code))) skip('the API server would refuse a part of it');
    const same =
      JSON.stringify(servers.map(ours).filter(serves).sort()) ===
      JSON.stringify(Servers.map(theirs).filter(serves).sort());
    if (file in reasons) expect(same, 'the reason is gone').toBe(false);
    else expect(servers.map(ours).filter(serves).sort()).toEqual(Servers.map(theirs).filter(serves).sort());
  });
});

const ours = ({ host, regex, locations }: Server): string =>
  [
    `${host || '_'}${regex ? ' regex' : ''}`,
    ...locations.map(
      (l) =>
        `${l.pathType} ${l.path} ${l.upstream?.id ?? 'none'} ${l.implicit ? 'implicit' : `${l.owner?.ingress.namespace}/${l.owner?.ingress.name}`}`,
    ),
  ].join('\n');

const theirs = ({ Hostname, Regex, Locs }: RecordedServer): string =>
  [
    `${Hostname}${Regex ? ' regex' : ''}`,
    ...Locs.map(
      (l) =>
        `${l.PathType} ${l.Path} ${l.Backend.replace('upstream-default-backend', 'none')} ${l.IsDef ? 'implicit' : l.Ingress}`,
    ),
  ].join('\n');

/** The default server is always there; it counts where an Ingress has a part in it. */
const serves = (server: string): boolean => server !== '_\nPrefix / none implicit';
