import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel } from '../emit/gateway-api.ts';
import { type CrdSet, joinCrds, readCrds } from '../validate/crds.ts';

/** The definitions of releases that tests judge objects by, where they are present. */
const shared = '../shared/crds';

/** Whether they are present. */
export const areCrdsThere = existsSync(shared);

/** The definitions of some releases, by folders such as `gateway-api/v1.6.1/standard`. */
export const sharedCrds = (...folders: readonly string[]): CrdSet =>
  crdsIn(...folders.map((folder) => join(shared, folder)));

/** The definitions of a release and channel of the Gateway API and of a release of agentgateway; `undefined` where they are not present. */
export function releaseCrds(api: string, agentgateway: string, channel: Channel = 'standard'): CrdSet | undefined {
  const folders = [`gateway-api/v${api}/${channel}`, `agentgateway/v${agentgateway}`];
  return folders.every((folder) => existsSync(join(shared, folder))) ? sharedCrds(...folders) : undefined;
}

/** The definitions below some folders. Where a kind is defined twice, the later definition holds. */
export function crdsIn(...folders: readonly string[]): CrdSet {
  return joinCrds(folders.map(crdsBelow));
}

/** To parse the definitions of a release takes longer than to convert all golden inputs for it. */
const known = new Map<string, CrdSet>();

function crdsBelow(folder: string): CrdSet {
  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
  const crds = known.get(folder) ?? readCrds(files());
  known.set(folder, crds);
  return crds;
}
