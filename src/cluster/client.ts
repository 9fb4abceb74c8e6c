import { isJsonObject, type JsonObject, jsonObjectOf } from '../read/values.ts';
import { withoutValues } from '../read/withheld.ts';
import { clusterError, type ListedType, type Selection } from './cluster.ts';
import { type Answer, answerTo, type Endpoint } from './request.ts';

/** How many objects one answer holds: kubectl asks for as many. */
const pageSize = 500;

/** Objects of a type, page by page; `read` is told how many there are so far. Throws a `ClusterError`. */
export async function list(
  endpoint: Endpoint,
  type: ListedType,
  selection: Selection,
  read: (count: number) => void,
): Promise<readonly JsonObject[]> {
  const path = pathOf(type, selection.namespace);
  const chosen = queryOf(selection);
  const items: JsonObject[] = [];
  let page: readonly string[] = [`limit=${pageSize}`];
  for (;;) {
    const answer = await answerTo(endpoint, withQuery(path, [...chosen, ...page]));
    if (answer.status === 410 && page.some((part) => part.startsWith('continue='))) {
      // The list has grown too old between two pages. One answer with everything cannot.
      items.length = 0;
      page = [];
      continue;
    }
    const { items: more, next } = pageIn(endpoint, { verb: 'list', type, namespace: selection.namespace }, answer);
    for (const item of more) items.push(typed(item, type));
    read(items.length);
    if (next === '') return items;
    page = [`limit=${pageSize}`, `continue=${encodeURIComponent(next)}`];
  }
}

/** One object; `undefined` where it is not there. Throws a `ClusterError`. */
export async function get(
  endpoint: Endpoint,
  type: ListedType,
  namespace: string,
  name: string,
): Promise<JsonObject | undefined> {
  const answer = await answerTo(endpoint, `${pathOf(type, namespace)}/${encodeURIComponent(name)}`);
  const body = objectIn(answer.body);
  // A page of some web site is missing as well.
  if (answer.status === 404 && body?.['kind'] === 'Status') return undefined;
  refuse(endpoint, { verb: 'get', type, namespace }, answer, body);
  if (!isJsonObject(body?.['metadata'])) throw badAnswer(endpoint, 'it answers with something else than an object');
  return typed(body as JsonObject, type);
}

const pathOf = ({ apiVersion, plural }: ListedType, namespace: string | undefined): string =>
  [
    `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`,
    ...(namespace === undefined ? [] : [`/namespaces/${encodeURIComponent(namespace)}`]),
    `/${plural}`,
  ].join('');

const queryOf = ({ name, labels }: Selection): string[] => [
  ...(labels === undefined ? [] : [`labelSelector=${encodeURIComponent(labels)}`]),
  ...(name === undefined ? [] : [`fieldSelector=${encodeURIComponent(`metadata.name=${name}`)}`]),
];

const withQuery = (path: string, query: readonly string[]): string =>
  query.length === 0 ? path : `${path}?${query.join('&')}`;

/** The API server leaves out of a list what its items have in common. What a Secret holds goes no further than here. */
function typed(item: JsonObject, { apiVersion, kind }: ListedType): JsonObject {
  const object = jsonObjectOf([...Object.entries(item), ['apiVersion', apiVersion], ['kind', kind]]);
  return kind === 'Secret' ? withoutValues(object) : object;
}

/** What was asked for. */
interface Asked {
  readonly verb: 'list' | 'get';
  readonly type: ListedType;
  readonly namespace: string | undefined;
}

interface Page {
  readonly items: readonly JsonObject[];
  /** Where the next page begins; empty on the last one. */
  readonly next: string;
}

function pageIn(endpoint: Endpoint, asked: Asked, answer: Answer): Page {
  const body = objectIn(answer.body);
  refuse(endpoint, asked, answer, body);
  if (!Array.isArray(body?.['items'])) throw badAnswer(endpoint, 'it answers with something else than a list');
  const next = isJsonObject(body['metadata']) ? body['metadata']['continue'] : undefined;
  return { items: body['items'].filter(isJsonObject), next: typeof next === 'string' ? next : '' };
}

/** Throws a `ClusterError` for an answer that is none. */
function refuse(
  endpoint: Endpoint,
  { verb, type, namespace }: Asked,
  { status, gaveUp }: Answer,
  body: JsonObject | undefined,
): void {
  const { context } = endpoint;
  const unsaid = gaveUp === undefined ? `it answers with the status ${status}` : 'it is busy';
  const said = typeof body?.['message'] === 'string' ? body['message'] : unsaid;
  if (status === 401 || status === 403) {
    const where = namespace === undefined ? {} : { namespace };
    throw clusterError({ kind: 'denied', status, verb, type, ...where, context, said });
  }
  if (status !== 200) throw badAnswer(endpoint, gaveUp === undefined ? said : `${said} (status ${status}, ${gaveUp})`);
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
