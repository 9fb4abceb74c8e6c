import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/dev/behaviour.ts';
import { parseInputs } from '../../../src/read/inputs.ts';
import { options } from '../options.ts';
import { simulate } from './simulate.ts';

const path = '../shared/behaviour/nginx-experiments.json';

/** What the simulation does not model: the request of an experiment, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'E69 0': 'the answer of the backend decides, and every backend answers 200 here',
  'E69 1': 'the answer of the backend decides, and every backend answers 200 here',
  'E89 2': 'one request knows nothing of those before it, which use up its limit',
  'E89 3': 'one request knows nothing of those before it, which use up its limit',
};

describe.skipIf(!existsSync(path))('what a real ingress-nginx answered (skipped without ../shared/behaviour)', () => {
  const experiments = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Experiment[]) : [];

  it.each(experiments)('$id $title', ({ id, ingress, requests }) => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ingress });
    const { ask } = simulate(
      parseInputs([{ path: 'experiment.json', text }], () => {}),
      options.parse({}),
    );
    for (const [i, { request, expect: recorded }] of requests.entries()) {
      const { tls, body = '', method = 'GET', headers = {}, ...asked } = request;
      const { outcome } = ask({
        ...asked,
        scheme: tls ? 'https' : 'http',
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        clientAddress: '127.0.0.1',
        signedIn: false,
        bodySize: Number(/^<(\d+) bytes>$/.exec(body)?.[1] ?? 0),
      });
      const [share] = outcome.kind === 'backend' ? outcome.shares : [];
      const got = {
        status: outcome.kind === 'backend' ? 200 : 'status' in outcome ? outcome.status : outcome.because,
        backend: share ? `${share.backend.namespace}-${share.backend.name}-${share.backend.port}` : null,
        upstreamUri: outcome.kind === 'backend' ? outcome.uri : null,
        location: 'location' in outcome && outcome.location !== undefined ? normal(outcome.location) : null,
      };
      const { status, backend, upstreamUri, location } = recorded;
      const wanted = { status, backend, upstreamUri, location: location === null ? null : normal(location) };
      const what = `request ${i}: ${request.method ?? 'GET'} ${request.host}${request.path}`;
      if (exceptions[`${id} ${i}`] === undefined) expect(got, what).toEqual(wanted);
      else expect(got, `${what} is answered the same now: take it off the list`).not.toEqual(wanted);
    }
  });
});

/** URLs that clients take as the same: the experiment's ports stand for 80 and 443. */
const normal = (location: string): string => new URL(location.replace(/:18\d{3}(?=\/|$)/, '')).href;
