import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import { reportInert } from '../inert.ts';
import { feature } from '../site.ts';
import { integerFrom, onOff, type Size, size, sizeInKOrM } from '../values.ts';
import { speaksGrpc } from './backend-protocol.ts';

const memory = 'it shares out the memory of nginx, and changes nothing that a client or a backend could see';

const annotations = {
  'proxy-buffering': {
    schema: onOff,
    doc: 'Read an answer as fast as the backend sends it. Default: off.',
    onInvalid: 'default',
    fills: ['buffering.responses'],
    fallback: { key: 'proxy-buffering' },
  },
  'proxy-request-buffering': {
    schema: onOff,
    doc: 'Read a request whole before the backend is asked. Default: on.',
    onInvalid: 'default',
    fills: ['buffering.requests'],
    fallback: { key: 'proxy-request-buffering' },
  },
  'proxy-buffer-size': {
    schema: sizeInKOrM,
    doc: 'The size of one buffer. The headers of an answer must fit, or the client gets 502. Default: 4k.',
    onInvalid: 'default',
    fills: ['buffering.answerHeaders'],
    fallback: { key: 'proxy-buffer-size' },
  },
  'proxy-buffers-number': {
    schema: integerFrom(2),
    doc: 'How many buffers an answer gets. Default: 4.',
    onInvalid: 'default',
    fills: { exact: memory },
    fallback: { key: 'proxy-buffers-number' },
  },
  'proxy-busy-buffers-size': {
    schema: sizeInKOrM,
    doc: 'How much of the buffers may be on its way to the client.',
    onInvalid: 'default',
    fills: { exact: memory },
    fallback: { key: 'proxy-busy-buffers-size' },
  },
  'proxy-max-temp-file-size': {
    schema: size,
    doc: 'How much of an answer may wait on disk. Default: 1024m.',
    onInvalid: 'default',
    fills: { exact: memory },
    fallback: { key: 'proxy-max-temp-file-size' },
  },
  'client-body-buffer-size': {
    schema: size,
    doc: 'How much of the body of a request is kept in memory before it goes to disk. Default: 8k.',
    onInvalid: 'ingress-rejected',
    fills: { exact: memory },
    fallback: { key: 'client-body-buffer-size' },
  },
} as const;

/** `proxy-buffering` and what belongs to it, and `client-body-buffer-size`. */
export const buffering = feature({
  name: 'buffering',
  summary: 'What the proxy keeps of bodies.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#proxy-buffering',
  annotations,
  becomes: ['buffering'],
  wokenBy: [],
  lower(values, { owner }, report) {
    const { 'client-body-buffer-size': ofClient, 'proxy-max-temp-file-size': disk, ...others } = values;
    const unknown = {
      ...(hasUnknownUnit(ofClient) && { 'client-body-buffer-size': ofClient }),
      ...(hasUnknownUnit(disk) && { 'proxy-max-temp-file-size': disk }),
    };
    reportInert(unknown, 'nginx takes no unit but k and m here', report);
    reportRefused(values, report);
    if (speaksGrpc(owner)) {
      reportInert({ ...others, 'proxy-max-temp-file-size': disk }, 'grpc_pass does not read it', report);
      return {};
    }
    const responses = values['proxy-buffering'];
    const requests = values['proxy-request-buffering'];
    const buffer = values['proxy-buffer-size'];
    if (!responses && !requests && !buffer) return {};
    const answerHeaders = buffer && { value: buffer.value.bytes, from: buffer.from };
    return { route: { buffering: defined({ requests, responses, answerHeaders }) } };
  },
});

/** The controller leaves the directive out. */
const hasUnknownUnit = (size: Sourced<Size> | undefined): boolean =>
  size?.value.unit === 'b' || size?.value.unit === 'g';

/** What nginx checks of the sizes together, whether or not it buffers. */
function reportRefused(values: Values<typeof annotations>, report: Report): void {
  const buffer = values['proxy-buffer-size']?.value.bytes ?? 4096;
  const number = values['proxy-buffers-number']?.value ?? 4;
  const busy = values['proxy-busy-buffers-size']?.value.bytes ?? 2 * buffer;
  const disk = values['proxy-max-temp-file-size'];
  const most = disk && !hasUnknownUnit(disk) ? disk.value.bytes : 0;
  const refuse = (because: string, from: Origins | undefined) => from && report('I2G2341', { because }, from);
  if (busy > (number - 1) * buffer) {
    const because = `all buffers but one, ${number - 1} of ${buffer} bytes, must hold the ${busy} bytes of busy ones`;
    refuse(because, (values['proxy-busy-buffers-size'] ?? values['proxy-buffers-number'])?.from);
  }
  if (busy < buffer) {
    refuse(`busy buffers of ${busy} bytes must hold one buffer of ${buffer}`, values['proxy-busy-buffers-size']?.from);
  }
  if (most > 0 && most < buffer)
    refuse(`a temporary file of ${most} bytes must hold one buffer of ${buffer}`, disk?.from);
}
