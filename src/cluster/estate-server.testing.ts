import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseManifests } from '../read/parse.ts';
import { isJsonObject, type JsonObject } from '../read/values.ts';
import { json } from './api-server.testing.ts';

/** What a request asks an API server for. */
export interface Question {
  readonly verb: 'list' | 'get';
  /** `networking.k8s.io`; empty for the core. */
  readonly group: string;
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly query: URLSearchParams;
}

/** Reads the path of a request as an API server does. */
export function questionOf(url: string): Question | undefined {
  const { pathname, searchParams: query } = new URL(url, 'https://here');
  const path = /^\/(?:api\/v1|apis\/([^/]+)\/v1)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/.exec(pathname);
  if (!path) return undefined;
  const [, group = '', namespace, plural = '', name] = path;
  return { verb: name === undefined ? 'list' : 'get', group, plural, namespace, name, query };
}

/** The status that an API server answers with instead of an object. */
export const refusal = (response: ServerResponse, code: number, message: string, headers = {}): void => {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }));
};

/** The words of an API server that lets somebody in and not see something. */
export const forbids = (response: ServerResponse, { verb, plural, group }: Question): void =>
  refusal(response, 403, `${plural}.${group} is forbidden: User "me" cannot ${verb} resource "${plural}"`);

const plurals: Readonly<Record<string, string>> = {
  Ingress: 'ingresses',
  IngressClass: 'ingressclasses',
  Service: 'services',
  ConfigMap: 'configmaps',
  Secret: 'secrets',
};

/** Objects of a text as a cluster keeps them: each in a namespace. */
export const objectsIn = (text: string): JsonObject[] =>
  parseManifests('input.yaml', text, () => {}).map(({ body, ref }) =>
    ref.namespace === ''
      ? body
      : { ...body, metadata: { ...(body['metadata'] as JsonObject), namespace: ref.namespace } },
  );

/** Answers for a cluster that holds objects: lists page by page, selectors, single objects, and 404. */
export function answersFrom(objects: readonly JsonObject[]) {
  const held = new Map<string, JsonObject[]>();
  for (const object of objects) {
    const plural = plurals[String(object['kind'])] ?? '';
    const there = held.get(plural);
    if (there) there.push(object);
    else held.set(plural, [object]);
  }
  return ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    const question = questionOf(url);
    if (!question) refusal(response, 404, 'the server could not find the requested resource');
    else if (question.verb === 'get') answerOne(question, held.get(question.plural) ?? [], response);
    else answerPage(question, held.get(question.plural) ?? [], response);
  };
}

function answerOne({ namespace, name, plural }: Question, all: readonly JsonObject[], response: ServerResponse): void {
  const one = all.find((object) => nameOf(object) === name && namespaceOf(object) === namespace);
  if (one) json(response, 200, one);
  else refusal(response, 404, `${plural} "${name}" not found`);
}

function answerPage({ namespace, query }: Question, all: readonly JsonObject[], response: ServerResponse): void {
  const [, name] = /^metadata\.name=(.*)$/.exec(query.get('fieldSelector') ?? '') ?? [];
  const [label = '', value] = (query.get('labelSelector') ?? '').split('=');
  const found = all.filter(
    (object) =>
      (namespace === undefined || namespaceOf(object) === namespace) &&
      (name === undefined || nameOf(object) === name) &&
      (label === '' || metadataOf(object)['labels']?.[label as never] === value),
  );
  const start = Number(query.get('continue') ?? 0);
  const end = start + Number(query.get('limit') ?? found.length);
  const metadata = end < found.length ? { resourceVersion: '7', continue: String(end) } : { resourceVersion: '7' };
  // A list says once what all its items have in common.
  const items = found.slice(start, end).map(({ apiVersion, kind, ...rest }) => rest);
  json(response, 200, { metadata, items });
}

/** The metadata of an object; empty where there is none. */
export const metadataOf = ({ metadata }: JsonObject) => (isJsonObject(metadata) ? metadata : {});
const nameOf = (object: JsonObject) => metadataOf(object)['name'];
const namespaceOf = (object: JsonObject) => metadataOf(object)['namespace'];

/** Does something else than to answer, and says whether it has: in terms of the question and its number. */
export type Fault = (question: Question, turn: number, response: ServerResponse) => boolean;

/** Does something else for the requests for a type, or for some of them. */
export const on =
  (
    plural: string,
    act: (response: ServerResponse, question: Question) => void,
    when: (turn: number, question: Question) => boolean = () => true,
  ): Fault =>
  (question, turn, response) => {
    if (question.plural !== plural || !when(turn, question)) return false;
    act(response, question);
    return true;
  };

/** Numbers that count up, so that every object has its own name and age. */
export function shops(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `shop-${i}`,
      namespace: `town-${i % 100}`,
      creationTimestamp: `2026-01-01T00:${String(i % 60).padStart(2, '0')}:00Z`,
      annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': `${(i % 7) + 1}` },
      managedFields: [{ manager: 'kubectl', operation: 'Update', fieldsV1: { 'f:spec': {} } }],
    },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: `shop-${i}.example.com`,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  }));
}
