import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { isJsonObject, type JsonObject } from '../read/values.ts';
import { metadataOf } from './estate-server.testing.ts';
import { adminToken, type RealServer } from './real-server.testing.ts';

/** What an API server says to a request. */
export interface Verdict {
  readonly status: number;
  readonly body: JsonObject;
}

/** Whether a request was granted. */
export const isAdmitted = ({ status }: Verdict): boolean => status === 200 || status === 201;

/** What can be asked of an API server. */
export type Client = ReturnType<typeof client>;

/** Requests of the administrator, over connections that stay open: some thousand a minute. */
export function client({ url, makeNamespaces }: RealServer) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 16 });
  const asked = (method: string, path: string, object?: JsonObject): Promise<Verdict> =>
    new Promise((done, fail) => {
      const type = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
      const headers = { authorization: `Bearer ${adminToken}`, 'content-type': type, accept: 'application/json' };
      request(`${url}${path}`, { agent, method, headers }, (response) => {
        text(response).then((body) => done({ status: response.statusCode ?? 0, body: objectIn(body) }), fail);
      })
        .on('error', fail)
        .end(object && JSON.stringify(object));
    });
  const kinds = new Map<string, Promise<Verdict>>();
  const resourceOf = async (apiVersion: string, kind: string) => {
    const path = `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
    const answer = kinds.get(path) ?? asked('GET', path);
    kinds.set(path, answer);
    const resources = (await answer).body['resources'] as unknown as
      | { readonly name: string; readonly kind: string; readonly namespaced: boolean }[]
      | undefined;
    const found = resources?.find((one) => one.kind === kind && !one.name.includes('/'));
    return found && { path, plural: found.name, namespaced: found.namespaced };
  };
  /** The place of objects of this type; `undefined` where the server does not know it. */
  const placeOf = async (object: JsonObject): Promise<string | undefined> => {
    const resource = await resourceOf(String(object['apiVersion']), String(object['kind']));
    if (!resource) return undefined;
    const { namespace } = metadataOf(object);
    const where = typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
    const within = `/namespaces/${encodeURIComponent(where)}`;
    return `${resource.path}${resource.namespaced ? within : ''}/${resource.plural}`;
  };
  const held: string[] = [];
  const unknown: Verdict = { status: 404, body: { message: 'there is no such kind' } };

  return {
    asked,
    /** What the server would say to a new object under strict validation. */
    judged: async (object: JsonObject): Promise<Verdict> => {
      const place = await placeOf(object);
      return place === undefined ? unknown : asked('POST', `${place}?fieldValidation=Strict&dryRun=All`, object);
    },
    /** As `kubectl apply --server-side --validate=strict --dry-run=server`. */
    applied: async (object: JsonObject): Promise<Verdict> => {
      const place = await placeOf(object);
      if (place === undefined) return unknown;
      const name = encodeURIComponent(String(metadataOf(object)['name']));
      const query = 'fieldManager=test&force=true&fieldValidation=Strict&dryRun=All';
      return asked('PATCH', `${place}/${name}?${query}`, object);
    },
    /** Leaves these objects in the server, of all that it was given so. */
    holds: async (objects: readonly JsonObject[]): Promise<void> => {
      for (const { status, body } of await allOf(held.splice(0), (path) => asked('DELETE', path)))
        if (status !== 200) throw new Error(String(body['message']));
      makeNamespaces(objects);
      const verdicts = await allOf(objects, async (object) => {
        const place = await placeOf(object);
        if (place === undefined) return unknown;
        held.push(`${place}/${metadataOf(object)['name']}`);
        return asked('POST', `${place}?fieldValidation=Strict`, object);
      });
      for (const verdict of verdicts) if (!isAdmitted(verdict)) throw new Error(String(verdict.body['message']));
    },
    close: () => agent.destroy(),
  };
}

function objectIn(body: string): JsonObject {
  // What is said by others than the API's own code, is no JSON: that there is no such path, say.
  if (!body.startsWith('{')) return { message: body };
  const object: unknown = JSON.parse(body);
  return isJsonObject(object as JsonObject) ? (object as JsonObject) : {};
}

/** Requests that are under way at once: as many as keep two processors busy. */
const atOnce = 8;

/** What a function gives for many values, some of them at once. */
export async function allOf<T, R>(values: readonly T[], one: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(values.length);
  const left = values.entries();
  const worker = async () => {
    for (const [i, value] of left) results[i] = await one(value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
