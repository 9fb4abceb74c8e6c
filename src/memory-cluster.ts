import { type Cluster, clusterError, type ListedType, type Selection } from './cluster/cluster.ts';
import { isJsonObject, type JsonObject } from './read/values.ts';
import { withoutValues } from './read/withheld.ts';

/** What is true of a cluster in memory. */
export interface MemoryCluster {
  readonly context?: string;
  /** The namespace of the context. */
  readonly namespace?: string;
  /** Whether something may not be read, in a namespace or in all of them. */
  readonly forbids?: (plural: string, namespace: string | undefined, verb: 'list' | 'get') => boolean;
}

/** A cluster of given objects, for tests and for programs that have none. Like a real one it tells no value of a Secret. */
export function memoryCluster(objects: readonly JsonObject[], settings: MemoryCluster = {}): Cluster {
  const { context = 'memory', namespace: own = 'default', forbids = () => false } = settings;
  const held = objects.map((object) => ({ object, ...namesOf(object) }));
  const read = (verb: 'list' | 'get', type: ListedType, selection: Selection) => {
    const { apiVersion, kind, plural } = type;
    const { namespace, name, labels } = selection;
    if (forbids(plural, namespace, verb)) {
      const said = `${plural} is forbidden`;
      const where = namespace === undefined ? {} : { namespace };
      throw clusterError({ kind: 'denied', status: 403, verb, type, ...where, context, said });
    }
    return held
      .filter(({ object }) => object['apiVersion'] === apiVersion && object['kind'] === kind)
      .filter((one) => namespace === undefined || one.namespace === namespace)
      .filter((one) => name === undefined || one.name === name)
      .filter((one) => labels === undefined || one.labels.includes(labels))
      .map(({ object }) => (kind === 'Secret' ? withoutValues(object) : object));
  };
  return {
    context,
    namespace: own,
    list: async (type, selection = {}) => read('list', type, selection),
    get: async (type, namespace, name) => read('get', type, { namespace, name })[0],
  };
}

/** Nothing is in the namespace of an object without one, as kubectl puts it there. */
function namesOf({ metadata }: JsonObject) {
  const { name = '', namespace = 'default', labels = {} } = isJsonObject(metadata) ? metadata : {};
  const pairs = Object.entries(isJsonObject(labels) ? labels : {}).map(([key, value]) => `${key}=${value}`);
  return { name, namespace, labels: pairs };
}
