import { chunks } from '../chunks.ts';
import { type Cluster, forbiddenBy } from '../cluster/cluster.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Listing, Provider, Reader, Wanted } from '../provider.ts';
import { liveManifests } from '../read/live.ts';
import { isClusterScoped } from '../read/scope.ts';
import { isJsonObject, type JsonObject } from '../read/values.ts';
import { type Forbidden, Unread } from './unread.ts';

/** What is read, and for whom. */
export interface Reading {
  readonly providers: readonly { readonly provider: Provider; readonly reader: Reader }[];
  /** Where Ingresses are converted; everywhere without it. */
  readonly namespace: string | undefined;
  /** Whether the keys of Secrets may be looked at. */
  readonly secrets: boolean;
}

/** How many objects are asked for at once, by name. */
const atOnce = 16;

/**
 * Everything that a conversion needs of a cluster: the lists of the providers, then what those objects name, until they name
 * nothing new. What may not be read is told, and the conversion makes do without. Throws a `ClusterError`.
 */
export async function readCluster(cluster: Cluster, reading: Reading, report: Report): Promise<readonly JsonObject[]> {
  const { providers, namespace, secrets } = reading;
  const unread = new Unread(cluster, report);
  // Each object once, as it was first seen: it may have changed before another search finds it.
  const held = new Map<string, JsonObject>();
  const hold = (objects: readonly JsonObject[]) => {
    for (const object of objects) if (!held.has(nameOf(object))) held.set(nameOf(object), object);
  };
  const listings = new Map(providers.flatMap(({ provider }) => provider.reads.map((type) => [type.plural, type])));
  for (const type of listings.values()) hold(await listed(cluster, type, namespace, unread));
  const asked = new Set<string>();
  for (;;) {
    const manifests = liveManifests(cluster.context, [...held.values()], () => {});
    const wanted = providers
      .flatMap(({ reader }) => reader.wants(manifests))
      .filter(({ type }) => secrets || type.kind !== 'Secret')
      .filter((one) => !asked.has(keyOf(one)) && asked.add(keyOf(one)));
    if (wanted.length === 0) break;
    // Lists come one after the other, over one connection.
    for (const one of wanted.filter(isSearch)) hold(await found(cluster, one, unread));
    const named = wanted.filter((one) => !isSearch(one));
    for (const some of chunks(named, atOnce))
      hold((await Promise.all(some.map((one) => found(cluster, one, unread)))).flat());
  }
  unread.tell();
  return [...held.values()];
}

function nameOf({ kind, metadata }: JsonObject): string {
  const { namespace = '', name = '' } = isJsonObject(metadata) ? metadata : {};
  return JSON.stringify([kind, namespace, name]);
}

const isSearch = (wanted: Wanted): boolean => 'search' in wanted;

const keyOf = (wanted: Wanted): string => JSON.stringify(wanted);

/**
 * All objects of a type, as Ingresses of other namespaces have a part in what becomes of a host; those of one namespace where
 * no more may be seen.
 */
async function listed(
  cluster: Cluster,
  type: Listing,
  namespace: string | undefined,
  unread: Unread,
): Promise<readonly JsonObject[]> {
  const everywhere = await attempt(() => cluster.list(type));
  if ('objects' in everywhere) return everywhere.objects;
  if (namespace === undefined || isClusterScoped(type.kind)) return unread.add(type, everywhere, 'list', {});
  const here = await attempt(() => cluster.list(type, { namespace }));
  if (!('objects' in here)) return unread.add(type, here, 'list', { namespace });
  if (type.without === undefined) unread.onlyHere(type, namespace);
  return here.objects;
}

async function found(cluster: Cluster, wanted: Wanted, unread: Unread): Promise<readonly JsonObject[]> {
  const { type } = wanted;
  if ('search' in wanted) {
    const all = await attempt(() => cluster.list(type, wanted.search));
    return 'objects' in all ? all.objects : unread.add(type, all, 'list', wanted.search);
  }
  const { namespace, name } = wanted;
  const one = await attempt(async () => {
    const object = await cluster.get(type, namespace, name);
    return object === undefined ? [] : [object];
  });
  return 'objects' in one ? one.objects : unread.add(type, one, 'get', { namespace });
}

async function attempt(
  read: () => Promise<readonly JsonObject[]>,
): Promise<{ readonly objects: readonly JsonObject[] } | Forbidden> {
  try {
    return { objects: await read() };
  } catch (error) {
    const said = forbiddenBy(error);
    if (said === undefined) throw error;
    return { error, said };
  }
}
