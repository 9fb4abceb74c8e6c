/** What nginx configuration in an annotation may do, as far as its directives tell. */

/** Directives that shape an answer and decide neither who gets it nor where it comes from. */
const harmless =
  /^(add_header|more_(set|clear)_(input_)?headers|proxy_set_header|proxy_hide_header|proxy_pass_header|proxy_ignore_headers|proxy_(connect|read|send)_timeout|proxy_(request_)?buffering|proxy_buffers?(_size)?|proxy_busy_buffers_size|proxy_max_temp_file_size|proxy_http_version|proxy_redirect|proxy_cookie_(path|domain|flags)|client_(max_body_size|body_buffer_size|body_timeout|header_timeout)|large_client_header_buffers|send_timeout|keepalive_\w+|gzip\w*|brotli\w*|expires|etag|charset|default_type|types|access_log|error_log|log_not_found|sub_filter\w*|tcp_nodelay|tcp_nopush|chunked_transfer_encoding|server_tokens|http2_\w+|limit_rate(_after)?|set)$/;

/** The first directive that may keep somebody out, send him elsewhere or answer in place of the backend. */
export const decidingDirective = (snippet: string): string | undefined =>
  directivesIn(snippet).find((directive) => !harmless.test(directive));

/** The first word of every statement and block. Comments end with the line; quotes hide what is in them. */
function directivesIn(snippet: string): string[] {
  const directives: string[] = [];
  const token = /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|(?:\$\{|[^\s{};"'#])(?:\\.|\$\{|[^\s{};])*/gs;
  let begins = true;
  for (const [text] of snippet.matchAll(token)) {
    if (text.startsWith('#')) continue;
    if (/^[{};]$/.test(text)) begins = true;
    else if (begins) {
      directives.push(text);
      begins = false;
    }
  }
  return directives;
}
