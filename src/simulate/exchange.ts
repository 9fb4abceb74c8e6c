import type { HeaderModifier } from './route-spec.ts';

/** A request as a client sends it. */
export interface Request {
  readonly scheme: 'http' | 'https';
  /** May carry a port. For HTTPS it is also the SNI. */
  readonly host: string;
  /** As on the wire, with the query. */
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The port that the client connects to; that of the scheme unless given. */
  readonly port?: number;
  readonly clientAddress?: string;
  /** How many bytes the body has; none unless given. */
  readonly bodySize?: number;
  /** The certificate that the client proves, signed by whoever is trusted. */
  readonly certificate?: { readonly subject: string; readonly issuer: string };
  /** From 0 to 1; picks among weighted backends. */
  readonly random?: number;
  /** `namespace/name` of the Gateway that the client connects to; otherwise any that listens, as if they shared an address. */
  readonly gateway?: string;
}

/** Where a request ends up. */
export interface Backend {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port: number | undefined;
}

/** What becomes of a request. */
export interface Answer {
  /** 200 when a backend answers, 0 when there is nobody to talk to. */
  readonly status: number;
  /** No listener takes the connection, or the handshake fails. */
  readonly refused?: true;
  readonly backend?: Backend;
  /** What the backend receives. Header names are in lower case. */
  readonly upstream?: {
    readonly path: string;
    readonly host: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly location?: string;
  /** Names are in lower case. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly rule?: { readonly route: string; readonly name?: string };
  /** `namespace/owner/listener`. */
  readonly listener?: string;
}

/** Headers by their names in lower case. */
export type Headers = ReadonlyMap<string, string>;

/** A request under way, with all defaults filled in and the changes made so far. */
export interface Incoming
  extends Required<Omit<Request, 'headers' | 'gateway' | 'certificate'>>,
    Pick<Request, 'certificate'> {
  readonly headers: Headers;
  /** Set once a password is found good. */
  readonly user?: string;
}

/** An answer of the gateway itself. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
}

/** A request under way and what will be done to its response. */
export interface Exchange {
  readonly request: Incoming;
  readonly responseChanges: readonly HeaderModifier[];
}

/** The exchange goes on, or ends. */
export type Step = Exchange | Reply;

/** Whether the exchange has ended. */
export function isReply(step: Step): step is Reply {
  return 'status' in step;
}

/** An answer without a body. */
export function reply(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: headersOf(headers) };
}

/** The request with its defaults. */
export function incoming(request: Request): Incoming {
  return {
    method: 'GET',
    port: request.scheme === 'https' ? 443 : 80,
    clientAddress: '127.0.0.1',
    bodySize: 0,
    random: 0,
    ...request,
    headers: headersOf(request.headers ?? {}),
  };
}

/** The host without its port, in lower case. */
export function hostnameOf(request: Incoming): string {
  return request.host.replace(/:\d+$/, '').toLowerCase();
}

/** The path without the query, and the query with its `?`. */
export function pathAndQueryOf(request: Incoming): readonly [path: string, query: string] {
  const at = request.path.indexOf('?');
  return at < 0 ? [request.path, ''] : [request.path.slice(0, at), request.path.slice(at)];
}

/** The headers with the changes made. */
export function changed(headers: Headers, modifier: HeaderModifier): Headers {
  const result = new Map(headers);
  for (const { name, value } of modifier.set ?? []) result.set(name.toLowerCase(), value);
  for (const { name, value } of modifier.add ?? []) {
    const before = result.get(name.toLowerCase());
    result.set(name.toLowerCase(), before === undefined ? value : `${before},${value}`);
  }
  for (const name of modifier.remove ?? []) result.delete(name.toLowerCase());
  return result;
}

function headersOf(headers: Readonly<Record<string, string>>): Headers {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
