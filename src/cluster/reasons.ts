/** What errors of connections mean to people. */

const brokenOff = 'the connection was closed before the end of the answer';
const unsigned = 'its certificate is not signed by the authority in the kubeconfig';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  ERR_STREAM_PREMATURE_CLOSE: brokenOff,
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be resolved',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  EPROTO: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: unsigned,
  SELF_SIGNED_CERT_IN_CHAIN: unsigned,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unsigned,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unsigned,
  Z_DATA_ERROR: 'its answer is not zipped as it says',
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Several addresses of one host fail together. */
const first = (error: unknown): unknown => (error instanceof AggregateError ? (error.errors[0] ?? error) : error);

/** Whether a server hung up, which it may also do to a connection that was kept too long: another attempt may fare better. */
export const isBrokenOff = (error: unknown): boolean => reasons[codeOf(first(error))] === brokenOff;

/** Why there is no answer. */
export function reasonOf(error: unknown, patience: number): string {
  const one = first(error);
  const { name, message } = one as Error;
  if (name === 'TimeoutError') return `no answer within ${patience / 1000} s`;
  const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
  if (status !== undefined) return `the proxy answers with the status ${status}`;
  return reasons[codeOf(one)] ?? message;
}
