import type { Sourced } from '../../../src/model/origin.ts';
import { onceEach } from '../../../src/once-each.ts';
import type { ControllerConfig } from '../config/config.ts';
import { parseSnippet, type Statement } from '../snippet.ts';
import { keepsOut } from './directives.ts';
import type { Said } from './turns.ts';

/** The keys of the ConfigMap with configuration for all hosts. */
const keys = ['http-snippet', 'server-snippet', 'location-snippet'] as const;

/** What keeps somebody out around all hosts, where most of the directives define what others use. */
const guardsOfHttp = /^(allow|deny|satisfy|auth_\w+|ssl_client_certificate|ssl_verify_client|access_by_lua\w*)$/;

/** What the controller's own configuration says that may keep somebody out: nothing of it is converted. Every location asks. */
export const saidByController = onceEach((config: ControllerConfig): readonly Said[] =>
  guardsIn((key) => config.value(key)),
);

/** What keys with configuration for all hosts say that may keep somebody out. */
export function guardsIn(settingOf: (key: (typeof keys)[number]) => Sourced<string> | undefined): readonly Said[] {
  return keys.flatMap((annotation) => {
    const text = settingOf(annotation);
    if (!text) return [];
    const snippet = parseSnippet(text.value);
    const level = annotation === 'location-snippet' ? 'location' : 'server';
    const said = (statement: Statement, because: string): Said => ({
      annotation,
      level,
      statement,
      part: { kind: 'opaque', because },
      from: text.from,
    });
    if ('problem' in snippet)
      return [said({ name: '', args: [], text: '' }, `nginx cannot read it, and loads nothing: ${snippet.problem}`)];
    const isGuard = annotation === 'http-snippet' ? isGuardOfHttp : mayKeepOut;
    return snippet.statements.filter(isGuard).map((statement) => said(statement, 'it may keep somebody out'));
  });
}

const isGuardOfHttp = ({ name }: Statement): boolean => guardsOfHttp.test(name);

/** Blocks do what is in them, and a fixed answer that is no error keeps nobody out of anything. */
function mayKeepOut(statement: Statement): boolean {
  const { name, args, block } = statement;
  if (block && (name === 'if' || name === 'location')) return block.some(mayKeepOut);
  if (name === 'return' && /^2\d\d$/.test(args[0] ?? '')) return false;
  return keepsOut({ statements: [statement] });
}
