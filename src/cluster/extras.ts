import { resolve } from 'node:path';
import { parse } from 'yaml';
import { groupBy } from '../group.ts';
import type { JsonValue } from '../read/manifest.ts';
import { isJsonObject, type JsonObject } from '../read/values.ts';

/** What a kubeconfig says and the library does not read. */
export interface Extras {
  /** Where the token is, if it stands in a file of its own. */
  readonly tokenFile?: string;
  /** Headers that make the API server take us for somebody else, beside the name that the library sends. */
  readonly impersonation: Readonly<Record<string, string | string[]>>;
  /** What the cluster has to say to programs that hand out credentials. */
  readonly execConfig?: JsonValue;
}

/** A kubeconfig that says nothing of the kind. */
export const noExtras: Extras = { impersonation: {} };

/** What a kubeconfig in a folder says of its clusters and users. */
export function extrasIn(text: string, folder: string) {
  const body: unknown = parse(text, { uniqueKeys: false, logLevel: 'silent' });
  const entries = (list: 'clusters' | 'users', entry: 'cluster' | 'user') => {
    const all = isJsonObject(body as JsonObject) ? (body as JsonObject)[list] : undefined;
    const found = Array.isArray(all) ? all.filter(isJsonObject) : [];
    const byName = groupBy(found, ({ name }) => String(name));
    return (name: string): JsonObject => {
      const value = byName.get(name)?.[0][entry];
      return isJsonObject(value) ? value : {};
    };
  };
  const [cluster, user] = [entries('clusters', 'cluster'), entries('users', 'user')];
  return {
    ofCluster: (name: string): Partial<Extras> => {
      const execConfig = execConfigOf(cluster(name));
      return execConfig === undefined ? {} : { execConfig };
    },
    ofUser: (name: string): Extras => {
      const said = user(name);
      const { tokenFile } = said;
      return {
        impersonation: impersonationOf(said),
        ...(typeof tokenFile === 'string' && tokenFile !== '' && { tokenFile: resolve(folder, tokenFile) }),
      };
    },
  };
}

function execConfigOf({ extensions }: JsonObject): JsonValue | undefined {
  const all = Array.isArray(extensions) ? extensions.filter(isJsonObject) : [];
  return all.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.['extension'];
}

function impersonationOf(user: JsonObject): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const texts = (value: JsonValue | undefined) => (Array.isArray(value) ? value.map(String) : []);
  const groups = texts(user['as-groups']);
  if (groups.length > 0) headers['Impersonate-Group'] = groups;
  if (typeof user['as-uid'] === 'string') headers['Impersonate-Uid'] = user['as-uid'];
  const extra = user['as-user-extra'];
  for (const [key, values] of Object.entries(isJsonObject(extra) ? extra : {}))
    headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = texts(values);
  return headers;
}
