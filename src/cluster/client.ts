import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isJsonObject, type JsonObject, jsonObjectOf } from '../read/values.ts';
import { clusterError, type ListedType } from './cluster.ts';

/** Where an API server is, and how it lets us in. */
export interface Endpoint {
  readonly context: string;
  readonly server: string;
  /** Certificates, headers and the agent, which keeps connections open. */
  readonly options: RequestOptions & { readonly agent?: Agent };
  /** How long the server may be silent, in milliseconds. */
  readonly patience: number;
}

/** How many objects one answer holds: kubectl asks for as many. */
const pageSize = 500;

/** All objects of a type, page by page. Throws a `ClusterError`. */
export async function list(endpoint: Endpoint, type: ListedType): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  let query = `?limit=${pageSize}`;
  for (;;) {
    const { status, body } = await answerTo(endpoint, `${pathOf(type)}${query}`);
    if (status === 410 && query.includes('continue=')) {
      // The list has grown too old between two pages. One answer with everything cannot.
      items.length = 0;
      query = '';
      continue;
    }
    const page = pageIn(endpoint, type, status, body);
    items.push(...page.items.map((item) => typed(item, type)));
    if (page.next === '') return items;
    query = `?limit=${pageSize}&continue=${encodeURIComponent(page.next)}`;
  }
}

const pathOf = ({ apiVersion, plural }: ListedType): string =>
  `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}/${plural}`;

/** The API server leaves out of a list what its items have in common. */
const typed = (item: JsonObject, { apiVersion, kind }: ListedType): JsonObject =>
  jsonObjectOf([...Object.entries(item), ['apiVersion', apiVersion], ['kind', kind]]);

interface Page {
  readonly items: readonly JsonObject[];
  /** Where the next page begins; empty on the last one. */
  readonly next: string;
}

function pageIn(endpoint: Endpoint, { plural }: ListedType, status: number, text: string): Page {
  const { context } = endpoint;
  const body = objectIn(text);
  const said = typeof body?.['message'] === 'string' ? body['message'] : `it answers with the status ${status}`;
  if (status === 401 || status === 403) throw clusterError({ kind: 'denied', status, plural, context, said });
  if (status !== 200) throw badAnswer(endpoint, said);
  if (!Array.isArray(body?.['items'])) throw badAnswer(endpoint, 'it answers with something else than a list');
  const next = isJsonObject(body['metadata']) ? body['metadata']['continue'] : undefined;
  return { items: body['items'].filter(isJsonObject), next: typeof next === 'string' ? next : '' };
}

const badAnswer = ({ server }: Endpoint, reason: string) => clusterError({ kind: 'bad-answer', host: server, reason });

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value as JsonObject) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One GET. There is no other request in this program. */
function answerTo({ server, options, patience }: Endpoint, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const unreachable = (error: NodeJS.ErrnoException) =>
      reject(clusterError({ kind: 'unreachable', host: server, reason: reasonOf(error) }));
    const url = new URL(`${server}${path}`);
    const request = url.protocol === 'http:' ? requestHttp : requestHttps;
    const sent = request(url, {
      ...options,
      method: 'GET',
      headers: { ...options.headers, accept: 'application/json', 'accept-encoding': 'gzip' },
    });
    sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)));
    sent.on('error', unreachable);
    sent.on('response', (response) => {
      bodyOf(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), unreachable);
    });
    sent.end();
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const collect = async (parts: AsyncIterable<unknown>) => {
    for await (const part of parts) chunks.push(part as Buffer);
  };
  // Unlike `pipe`, this ends with an error where the connection breaks.
  if (response.headers['content-encoding'] === 'gzip') await pipeline(response, createGunzip(), collect);
  else await pipeline(response, collect);
  return Buffer.concat(chunks).toString('utf8');
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was closed before the end of the answer',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was closed before the end of the answer',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be resolved',
  ETIMEDOUT: 'it does not answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by the authority in the kubeconfig',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the authority in the kubeconfig',
};

/** Several addresses of one host fail together. */
function reasonOf(error: NodeJS.ErrnoException): string {
  const { code = '', message } = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  return reasons[code] ?? message;
}
