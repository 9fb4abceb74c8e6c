import type { Ports } from './gateway.ts';
import type { BackendShare, Outcome, Question, ReachedBackend } from './source.ts';

/** Two answers to one request, which are the same, different, or: the gateway lets somebody in who was kept out. */
export type Verdict = 'alike' | 'different' | 'open' | 'not-modelled';

type Ask = (question: Question) => Outcome;

/** How many redirects a client follows to the same host. */
const mostHops = 4;

/** Compares what both sides answer to a request, and where the redirects of one of them end. */
export function compare(question: Question, source: Ask, printed: Ask, ports: Ports): Verdict {
  const [before, after] = [source(question), printed(question)];
  if (before.kind === 'unknown' || after.kind === 'unknown') return 'not-modelled';
  if (before.kind === 'kept-out') return after.kind === 'backend' ? 'open' : 'alike';
  if (isSame(before, after, question, ports)) return 'alike';
  // Who ends up with nothing either way is as well off without the way there.
  const nothing =
    isNothing(endOf(before, question, source, ports)) && isNothing(endOf(after, question, printed, ports));
  return nothing ? 'alike' : 'different';
}

function isSame(before: Outcome, after: Outcome, question: Question, ports: Ports): boolean {
  if (before.kind === 'backend' && after.kind === 'backend')
    return (
      isSameSplit(before.shares, after.shares) &&
      isSameUri(before.uri, after.uri) &&
      (before.host === undefined || before.host.toLowerCase() === after.host?.toLowerCase())
    );
  if (before.kind === 'redirect' && after.kind === 'redirect')
    return (
      before.status === after.status &&
      urlOf(before.location, question, ports)?.href === urlOf(after.location, question, ports)?.href
    );
  return before.kind === 'answered' && after.kind === 'answered' && isGood(before.status) === isGood(after.status);
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** Nobody gets anything: an error, or access control. */
const isNothing = (outcome: Outcome): boolean =>
  outcome.kind === 'kept-out' || (outcome.kind === 'answered' && !isGood(outcome.status));

function endOf(outcome: Outcome, question: Question, ask: Ask, ports: Ports, hops = mostHops): Outcome {
  if (outcome.kind !== 'redirect' || hops === 0) return outcome;
  const url = urlOf(outcome.location, question, ports);
  // What another host answers is not known.
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname !== question.host.replace(/:\d+$/, '')) return outcome;
  const next: Question = {
    ...question,
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: url.hostname,
    path: url.pathname + url.search,
  };
  return endOf(ask(next), next, ask, ports, hops - 1);
}

/** The URL that a client is sent to, with the ports of the Gateways taken for those of their schemes. */
function urlOf(location: string, { scheme, host, path }: Question, ports: Ports): URL | undefined {
  const base = `${scheme}://${host}${path}`;
  if (!URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  if (url.port === String(ports[url.protocol === 'https:' ? 'https' : 'http'])) url.port = '';
  return url;
}

function isSameSplit(before: readonly BackendShare[], after: readonly BackendShare[]): boolean {
  const weightOf = (shares: readonly BackendShare[], backend: ReachedBackend): number =>
    shares.filter((share) => isSameBackend(share.backend, backend)).reduce((sum, { weight }) => sum + weight, 0);
  return [...before, ...after].every(
    ({ backend }) => Math.abs(weightOf(before, backend) - weightOf(after, backend)) < 1e-4,
  );
}

/** The same Service and port; or, on one side at least, the host that a Service stands for. */
function isSameBackend(a: ReachedBackend, b: ReachedBackend): boolean {
  if (a.port !== b.port) return false;
  const isSameService = a.namespace === b.namespace && a.name === b.name;
  return a.host !== undefined && b.host !== undefined ? a.host === b.host : isSameService;
}

/** Backends decode what they get, so `%20` and a byte that nobody escaped are one. */
const isSameUri = (a: string, b: string): boolean => a === b || decoded(a) === decoded(b);

/** Without the escapes that mean nothing: those of characters that separate nothing. */
const decoded = (uri: string): string =>
  uri.replace(/%[\da-f]{2}/gi, (code) => {
    const c = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~!$'()*,:;=@-]/.test(c) ? c : code.toUpperCase();
  });
