import { createHash } from 'node:crypto';
import { defined } from '../defined.ts';
import { type Origin, objectText } from '../model/origin.ts';
import { type Code, catalogue } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Severity } from './entry.ts';
import { identityOf, placeIdentity } from './identity.ts';
import { printable } from './printable.ts';
import type { Writer } from './writer.ts';

const levels: Readonly<Record<Severity | 'by-stake', string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  'by-stake': 'warning',
};

/** SARIF 2.1.0, for code scanning and editors. It quotes no line of the input, which may hold what is secret. */
export const sarifReport: Writer = (diagnostics, { version, isAccepted }) => {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ingress2gateway', semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => ({
          ...resultOf(diagnostic, codes.indexOf(diagnostic.code)),
          ...(isAccepted(diagnostic) && { suppressions: [{ kind: 'external', status: 'accepted' }] }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function ruleOf(code: Code) {
  const { name, explain, severity } = catalogue[code];
  return {
    id: code,
    name,
    shortDescription: { text: name.replaceAll('-', ' ') },
    fullDescription: { text: explain },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf({ code, severity, message, hint, data, at }: Diagnostic, ruleIndex: number) {
  const [first, ...others] = at;
  const identity = identityOf({ code, data, places: at.map(placeIdentity) });
  return defined({
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: printable(hint === undefined ? message : `${message}. Help: ${hint}`) },
    locations: first && [locationOf(first)],
    relatedLocations: others.length === 0 ? undefined : others.map((place, id) => ({ id, ...locationOf(place) })),
    partialFingerprints: { 'ingress2gateway/v1': createHash('sha256').update(identity).digest('hex') },
  });
}

function locationOf({ source, span, object, path }: Origin) {
  const name = [object ? objectText(object) : '', path.join('.')].filter((part) => part !== '').join(': ');
  return defined({
    physicalLocation:
      source.kind === 'file'
        ? defined({
            artifactLocation: { uri: uriOf(source.path) },
            region: span && {
              startLine: span.line,
              startColumn: span.column,
              endColumn: span.column + Math.max(1, span.length),
            },
          })
        : undefined,
    logicalLocations: name === '' ? undefined : [{ fullyQualifiedName: printable(name) }],
  });
}

/** A path as a reference that no reader takes for a scheme or a host. */
function uriOf(path: string): string {
  const escaped = wellFormed(path).split(/[/\\]/).map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${escaped}` : escaped;
}

/** Half of a pair cannot be escaped; it becomes what it would be written as. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
