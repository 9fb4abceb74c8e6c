import type { Stake } from '../../../src/diagnostics/entry.ts';
import { everyStatement, type Snippet, type Statement } from '../snippet.ts';

/** Where a snippet stands. */
export type Level = 'server' | 'location';

/** What nginx's directives do, as far as that decides what becomes of a statement that is not converted. */

/** How answers are sent, logged and kept: nobody gets in or stays out for it, and no answer means something else. */
const tuning =
  /^(gzip\w*|brotli\w*|etag|if_modified_since|max_ranges|expires|charset\w*|default_type|types\w*|access_log|error_log|log_not_found|log_subrequest|rewrite_log|tcp_nodelay|tcp_nopush|sendfile\w*|aio\w*|directio\w*|output_buffers|postpone_output|keepalive_\w+|lingering_\w+|reset_timedout_connection|send_(timeout|lowat)|client_(body|header)_timeout|client_header_buffer_size|client_body_(in_\w+|temp_path)|large_client_header_buffers|chunked_transfer_encoding|server_tokens|http2\w*|http3\w*|quic_\w+|limit_rate(_after)?|resolver\w*|ignore_invalid_headers|absolute_redirect|server_name_in_redirect|opentelemetry\w*|opentracing\w*|ssl_(session_\w+|buffer_size|dhparam|stapling\w*|ecdh_curve|early_data)|proxy_(ignore_headers|pass_header|busy_buffers_size|socket_keepalive|headers_hash_\w+|temp_\w+|force_ranges|ssl_session_reuse)|grpc_((connect|read|send)_timeout|buffer_size|socket_keepalive|pass_header|ignore_headers))$/;

/** What changes answers or what backends are told, and still lets nobody in whom nginx keeps out. */
const behaviour =
  /^(error_page|recursive_error_pages|sub_filter\w*|addition_\w+|add_(before|after)_body|add_trailer|userid\w*|auth_request_set|merge_slashes|underscores_in_headers|ssl_(protocols|ciphers|prefer_server_ciphers)|(proxy|grpc)_(intercept_errors|next_upstream\w*|bind)|proxy_(method|set_body|pass_request_body|ignore_client_abort|cache\w*|no_cache|cookie_flags|ssl_(name|server_name|protocols|ciphers)))$/;

/** What is lost with a statement that is not converted; `undefined` where it may decide who gets in. */
export function stakeOf({ name, args }: Statement): Stake | undefined {
  if (tuning.test(name)) return 'tuning';
  // No request comes to a location with a name: nginx goes there by itself, mostly for error pages.
  const isNamed = name === 'location' && args[0]?.startsWith('@');
  return isNamed || behaviour.test(name) ? 'behaviour' : undefined;
}

/** Directives that the controller writes into every location, and that nginx takes once only, with their annotations. */
const written: Readonly<Record<string, string>> = {
  proxy_connect_timeout: 'proxy-connect-timeout',
  proxy_send_timeout: 'proxy-send-timeout',
  proxy_read_timeout: 'proxy-read-timeout',
  proxy_buffering: 'proxy-buffering',
  proxy_buffer_size: 'proxy-buffer-size',
  proxy_buffers: 'proxy-buffers-number and proxy-buffer-size',
  proxy_max_temp_file_size: 'proxy-max-temp-file-size',
  proxy_request_buffering: 'proxy-request-buffering',
  proxy_http_version: 'proxy-http-version',
  proxy_cookie_domain: 'proxy-cookie-domain',
  proxy_cookie_path: 'proxy-cookie-path',
  proxy_next_upstream_timeout: 'proxy-next-upstream-timeout',
  proxy_next_upstream_tries: 'proxy-next-upstream-tries',
  proxy_redirect: 'proxy-redirect-from and proxy-redirect-to',
  client_max_body_size: 'proxy-body-size',
  client_body_buffer_size: 'client-body-buffer-size',
  port_in_redirect: 'use-port-in-redirects',
};

/** The annotations that say what a directive says which the controller writes into every location by itself. */
export const annotationFor = ({ name }: Statement): string | undefined =>
  Object.hasOwn(written, name) ? written[name] : undefined;

/** Headers of the answer. */
export const responseHeader = /^(add_header|more_set_headers|more_clear_headers|(proxy|grpc)_hide_header)$/;
/** Headers of the request. */
export const requestHeader = /^((proxy|grpc)_set_header|more_(set|clear)_input_headers)$/;

/** Variables that the controller sets for its own use. */
const ofController =
  /^\$?\{?(namespace|ingress_name|service_name|service_port|location_path|proxy_\w+|pass_\w+|best_http_host|balancer_\w+|global_rate_limit_\w+|(force_)?(ssl|no_tls)_redirect\w*|preserve_trailing_slash|use_port_in_redirects|full_x_forwarded_\w+|the_real_ip|connection_upgrade|req_id|limit_\w+|auth_\w+|tmp_cache_key|target|cors\w*)\}?$/;

/** Whether a `set` is for a variable that only the snippet itself uses. */
export const isOwnVariable = ({ name, args }: Statement): boolean =>
  name === 'set' && args.length === 2 && /^\$\w+$/.test(args[0] ?? '') && !ofController.test(args[0] ?? '');

/** Whether a statement, as far as its name tells, neither keeps anybody out nor answers in place of the backend. */
const isHarmless = (statement: Statement): boolean =>
  stakeOf(statement) !== undefined ||
  annotationFor(statement) !== undefined ||
  responseHeader.test(statement.name) ||
  requestHeader.test(statement.name) ||
  isOwnVariable(statement);

/** Whether a block changes nothing but headers of the answer and variables of its own. */
export const onlyShapesAnswers = (block: readonly Statement[]): boolean =>
  block.every((one) => one.block === undefined && isHarmless(one) && !requestHeader.test(one.name));

/** Whether a snippet may keep somebody out. Redirects of everybody keep nobody from anything. */
export const keepsOut = (snippet: Snippet): boolean =>
  'problem' in snippet || snippet.statements.some((one) => !isHarmless(one) && !isOpen(one));

function isOpen({ name, args, block }: Statement): boolean {
  if (name === 'return') return /^3\d\d$|^https?:/.test(args[0] ?? '');
  if (name === 'rewrite') return /^(permanent|redirect)$/.test(args.at(-1) ?? '');
  return name === 'if' && block !== undefined && onlyShapesAnswers(block);
}

/** Whether any of the statements mentions a variable. */
export const mentions = (statements: readonly Statement[], variable: string): boolean =>
  everyStatement(statements).some(({ name, args }) =>
    (name === 'set' ? args.slice(1) : args).some((arg) => new RegExp(`\\$\\{?${variable}\\b`).test(arg)),
  );
