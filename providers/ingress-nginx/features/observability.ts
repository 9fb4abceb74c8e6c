import * as z from 'zod';
import { noValues } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { Collector } from '../../../src/model/policies/index.ts';
import { clusterServiceOf } from '../cluster-names.ts';
import type { ControllerConfig } from '../config/config.ts';
import { onlyWhere } from '../gates.ts';
import { reportInertSettings } from '../inert.ts';
import { feature, saidByIngress } from '../site.ts';
import { bool } from '../values.ts';

const reference = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';

/** Logs, and traces by OpenTelemetry. */
export const observability = feature({
  name: 'observability',
  summary: 'Logs and traces of requests.',
  reference: `${reference}#enable-access-log`,
  annotations: {
    'enable-access-log': {
      schema: bool,
      doc: '"false": requests are not written to the access log. Default: true.',
      onInvalid: 'default',
      fills: ['access-log.enabled'],
    },
    'enable-rewrite-log': {
      schema: bool,
      doc: 'nginx writes down what its own rewrite rules do.',
      onInvalid: 'default',
      fills: { exact: "the log is about nginx's own rewrite rules, and there are none" },
    },
    'enable-opentelemetry': {
      schema: bool,
      doc: 'Requests are traced, and the spans sent to otlp-collector-host of the ConfigMap.',
      onInvalid: 'default',
      fills: ['tracing.enabled', 'tracing.collector', 'tracing.ratio'],
      fallback: { key: 'enable-opentelemetry' },
    },
    'opentelemetry-trust-incoming-span': {
      schema: bool,
      doc: "Whether a client's own trace is gone on with. Only beside enable-opentelemetry. Default: true.",
      onInvalid: 'default',
      fills: ['tracing.trustsClient'],
      fallback: { key: 'opentelemetry-trust-incoming-span' },
      gate: onlyWhere('enable-opentelemetry', true, ' beside it'),
    },
    'opentelemetry-operation-name': {
      schema: lazily(() => z.string().regex(/^[A-Za-z0-9_-]*$/, 'expected letters, digits, _ and -')),
      doc: 'What spans are called. Only beside enable-opentelemetry.',
      onInvalid: 'ingress-rejected',
      fills: ['tracing.operation'],
      fallback: { key: 'opentelemetry-operation-name' },
      gate: onlyWhere('enable-opentelemetry', true, ' beside it'),
    },
  },
  becomes: ['access-log', 'tracing'],
  wokenBy: ['disable-access-log', 'disable-http-access-log'],
  lower(values, { config }, report) {
    const log = values['enable-access-log'];
    const nobody = whereOn(config.value('disable-access-log')) ?? whereOn(config.value('disable-http-access-log'));
    if (values === noValues && !nobody) return {};
    const unlogged = log?.value === false ? log.from : nobody?.from;
    const accessLog = unlogged && { enabled: { value: false, from: unlogged } };
    const enabled = values['enable-opentelemetry'];
    // Where the Ingress does not say whether it is traced, the controller does not read how.
    const reads = enabled?.value === true && saidByIngress(enabled);
    const beside = <T>(value: Sourced<T> | undefined): Sourced<T> | undefined => {
      if (reads || !value || !saidByIngress(value)) return value;
      reportInertSettings([value], 'enable-opentelemetry is not "true" beside it', report);
      return undefined;
    };
    const trustsClient = beside(values['opentelemetry-trust-incoming-span']);
    const operation = beside(values['opentelemetry-operation-name']);
    const tracing = enabled?.value
      ? defined({ enabled, trustsClient, operation, collector: collectorOf(config), ratio: ratioOf(config) })
      : undefined;
    return {
      route: defined({ 'access-log': accessLog, tracing }),
    };
  },
});

const whereOn = (setting: Sourced<boolean> | undefined) => (setting?.value ? setting : undefined);

/** A name without a dot is looked up where the controller is, and its ConfigMap with it. */
function collectorOf(config: ControllerConfig): Sourced<Collector> | undefined {
  const host = config.value('otlp-collector-host');
  if (!host) return undefined;
  const port = config.value('otlp-collector-port');
  const [{ object }] = host.from;
  const service = host.value.includes('.')
    ? clusterServiceOf(host.value)
    : object && { namespace: object.namespace, name: host.value };
  return {
    value: { host: host.value, port: port?.value ?? 4317, ...(service && { service }) },
    from: [...host.from, ...(port?.from ?? [])],
  };
}

/** Every request, unless the controller is told to draw. */
function ratioOf(config: ControllerConfig): Sourced<number> | undefined {
  const sampler = config.value('otel-sampler');
  const ratio = config.value('otel-sampler-ratio');
  switch (sampler?.value) {
    case 'AlwaysOff':
      return { value: 0, from: sampler.from };
    case 'TraceIdRatioBased':
      return { value: ratio?.value ?? 0.01, from: [...sampler.from, ...(ratio?.from ?? [])] };
    default:
      return undefined;
  }
}
