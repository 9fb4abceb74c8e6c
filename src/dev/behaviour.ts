import { convert } from '../convert.ts';
import { defaultSettings } from '../emit/settings.ts';
import type { Emitter } from '../emitter.ts';
import { providers } from '../registry.ts';
import type { Answer } from '../simulate/exchange.ts';
import { agentgatewayProfile, gatewayApiProfile } from '../simulate/profile.ts';
import { simulate } from '../simulate/simulate.ts';

/** A set of Ingresses, and what a real ingress-nginx answered to requests. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  readonly ingress: readonly object[];
  readonly requests: readonly { readonly request: RecordedRequest; readonly expect: RecordedAnswer }[];
}

interface RecordedRequest {
  readonly path: string;
  readonly host: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: boolean;
  /** `<1000 bytes>`. */
  readonly body?: string;
}

interface RecordedAnswer {
  readonly status: number;
  /** `<namespace>-<service>-<port>`. */
  readonly backend: string | null;
  readonly upstreamUri: string | null;
  readonly location: string | null;
}

/** How a conversion did in one experiment. */
interface Verdict {
  readonly requests: number;
  readonly different: readonly string[];
  /** The codes of all messages. */
  readonly codes: readonly string[];
}

/** Converts the Ingresses of an experiment and asks the result the same questions. */
export function judgeExperiment({ ingress, requests }: Experiment, emitter: Emitter): Verdict {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ingress });
  const { objects, diagnostics } = convert({
    inputs: [{ path: 'experiment.json', text }],
    providers: providers.map((p) => p.open({})),
    emission: { dialect: emitter.open({}), others: [], settings: defaultSettings },
  });
  const printed = objects.map(({ object }) => object);
  const profile = emitter.name === 'agentgateway' ? agentgatewayProfile : gatewayApiProfile;
  const different = requests.flatMap(({ request, expect }) => {
    const { tls, body, ...asked } = request;
    const answer = simulate(
      printed as never,
      { scheme: tls ? 'https' : 'http', method: 'GET', clientAddress: '127.0.0.1', bodySize: sizeOf(body), ...asked },
      profile,
    );
    const [wanted, got] = [recorded(expect), simulated(answer)];
    return wanted === got
      ? []
      : [
          `${request.method ?? 'GET'} ${tls ? 'https' : 'http'}://${request.host}${request.path} ${JSON.stringify(request.headers ?? {})}: ${wanted}, now ${got}`,
        ];
  });
  return { requests: requests.length, different, codes: [...new Set(diagnostics.map(({ code }) => code))] };
}

/** The recording says how long a body was, and not what was in it. */
const sizeOf = (body = ''): number => Number(/^<(\d+) bytes>$/.exec(body)?.[1] ?? body.length);

const recorded = ({ status, backend, upstreamUri, location }: RecordedAnswer): string =>
  [status, backend ?? '-', upstreamUri ?? '-', location === null ? '-' : normal(location)].join(' ');

function simulated({ status, backend, upstream, location }: Answer): string {
  const id = backend ? `${backend.namespace}-${backend.name}-${backend.port}` : '-';
  return [status, id, upstream?.path ?? '-', location === undefined ? '-' : normal(location)].join(' ');
}

/** URLs that clients take as the same: the experiment's ports stand for 80 and 443. */
const normal = (location: string): string => new URL(location.replace(/:18\d{3}(?=\/|$)/, '')).href;
