import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { version } from '../version.ts';
import { clusterError } from './cluster.ts';
import { isBrokenOff, reasonOf } from './reasons.ts';

/** Where an API server is, and how it lets us in. */
export interface Endpoint {
  readonly context: string;
  readonly server: string;
  /** Asked for the way, without its password. */
  readonly proxy?: string;
  /** Certificates, headers and the agent, which keeps connections open. */
  readonly options: RequestOptions & { readonly agent?: Agent };
  /** How long one answer may take, in milliseconds; 0 for as long as it likes. */
  readonly patience: number;
  /** How long to wait before the second attempt, in milliseconds; twice as long before the third, and so on. */
  readonly pause: number;
}

/** What an API server answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Why nobody asks again, where the server was busy. */
  readonly gaveUp?: string;
}

/** How often a request is sent before its answer counts. */
const attempts = 5;

/** The longest that a server may ask us to wait, in milliseconds. */
const longestPause = 60_000;

/** One GET, again where the server is busy or broke off. There is no other request in this program. Throws a `ClusterError`. */
export async function answerTo(endpoint: Endpoint, path: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === attempts;
    const wait = endpoint.pause * 2 ** (attempt - 1);
    const answer = await asked(endpoint, path, last);
    if (answer === undefined) await pause(wait);
    else if (!isBusy(answer.status)) return answer;
    else if (last) return { ...answer, gaveUp: `${attempts} times` };
    else {
      const { retryAfter = wait } = answer;
      if (retryAfter > longestPause) return { ...answer, gaveUp: `to wait ${Math.round(retryAfter / 1000)} s` };
      await pause(retryAfter);
    }
  }
}

const isBusy = (status: number): boolean => status === 429 || status >= 500;

interface TimedAnswer extends Answer {
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter?: number;
}

/** The answer; `undefined` where the connection broke off, which it may do on any but the last attempt. */
async function asked(endpoint: Endpoint, path: string, last: boolean): Promise<TimedAnswer | undefined> {
  const { server, proxy, patience } = endpoint;
  try {
    return await sent(endpoint, path);
  } catch (error) {
    if (!last && isBrokenOff(error)) return undefined;
    const by = proxy === undefined ? '' : ` (by way of the proxy ${proxy})`;
    const reason = reasonOf(error, patience) + by + (last ? `, ${attempts} times` : '');
    throw clusterError({ kind: 'unreachable', host: server, reason });
  }
}

async function sent({ server, options, patience }: Endpoint, path: string): Promise<TimedAnswer> {
  const url = new URL(`${server}${path}`);
  const request = url.protocol === 'http:' ? requestHttp : requestHttps;
  const headers = {
    ...options.headers,
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': `ingress2gateway/${version}`,
  };
  const signal = patience > 0 ? AbortSignal.timeout(patience) : undefined;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { ...options, method: 'GET', headers, ...(signal && { signal }) })
        .on('error', reject)
        .on('response', resolve)
        .end();
    });
    const body = await bodyOf(response);
    return { status: response.statusCode ?? 0, body, ...pauseIn(response.headers['retry-after']) };
  } catch (error) {
    // Whatever breaks when time is up, that is why.
    throw signal?.aborted ? signal.reason : error;
  }
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

/** Seconds, or a date. */
function pauseIn(header = ''): Pick<TimedAnswer, 'retryAfter'> {
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? {} : { retryAfter: Math.max(0, wait) };
}
