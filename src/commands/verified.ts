import { printable } from '../diagnostics/printable.ts';
import type { BackendShare, Outcome, Question } from '../verify/source.ts';
import type { Difference, DifferenceKind, Verification } from '../verify/verify.ts';
import { table } from './table.ts';

/** What `verify` found, for people or programs. */
export function resultText(found: Verification, source: string, format: 'table' | 'json'): string {
  return format === 'json' ? jsonOf(found) : textOf(found, source);
}

function jsonOf({ asked, alike, differences, notModelled }: Verification): string {
  const reasons = [...notModelled].map(([because, requests]) => ({ because, requests }));
  const result = {
    requests: {
      asked,
      alike,
      ...countsOf(differences),
      notModelled: reasons.reduce((sum, { requests }) => sum + requests, 0),
    },
    differences,
    notModelled: reasons,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function countsOf(differences: readonly Difference[]): Readonly<Record<DifferenceKind, number>> {
  const count = (kind: DifferenceKind) => differences.filter((one) => one.kind === kind).length;
  return { open: count('open'), untold: count('untold'), told: count('told'), spelling: count('spelling') };
}

const meanings: Readonly<Record<DifferenceKind, string>> = {
  open: 'OPEN: the gateway lets in whom the source keeps out',
  untold: 'answered otherwise, and NOT TOLD',
  told: 'answered otherwise, and told',
  spelling: 'spell a path as the source takes for another one and a gateway does not (//, .., %61): -o json lists them',
};

function textOf({ asked, alike, differences, notModelled }: Verification, source: string): string {
  const counts = countsOf(differences);
  const kinds = (Object.keys(meanings) as DifferenceKind[]).filter((kind) => counts[kind] > 0);
  const unknown = [...notModelled.values()].reduce((sum, requests) => sum + requests, 0);
  const lines = [
    `${asked} ${asked === 1 ? 'request' : 'requests'} asked`,
    `${alike} answered alike`,
    ...kinds.map((kind) => `${counts[kind]} ${meanings[kind]}`),
    ...(unknown > 0 ? [`${unknown} not modelled`] : []),
  ];
  const rows = differences
    .filter(({ kind }) => kind !== 'spelling')
    .map(({ question, source: before, printed, kind, codes }) => ({
      request: printable(requestText(question)),
      client: clientText(question),
      [source]: printable(outcomeText(before)),
      gateway: printable(outcomeText(printed)),
      told: [...(kind === 'open' ? ['OPEN'] : []), ...(codes.length > 0 ? codes : ['NOT TOLD'])].join(' '),
    }));
  const reasons = [...notModelled].map(([because, requests]) => ({
    requests: String(requests),
    'not modelled because': printable(because),
  }));
  const tables = [rows, reasons].filter((one) => one.length > 0).map((one) => `\n${table(one, 'table')}`);
  return `${lines.join('\n')}\n${tables.join('')}`;
}

const requestText = ({ method, scheme, host, path, headers }: Question): string =>
  [`${method} ${scheme}://${host}${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join(
    ', ',
  );

const clientText = ({ clientAddress, signedIn }: Question): string =>
  `${clientAddress}${signedIn ? ', signed in' : ''}`;

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'backend':
      return `${outcome.shares.map((one) => shareText(one, outcome.shares.length > 1)).join(' or ')} ${outcome.uri}`;
    case 'redirect':
      return `${outcome.status} ${outcome.location}`;
    case 'kept-out':
      return `${outcome.status}, kept out`;
    case 'answered':
      return outcome.status === 0 ? 'no connection' : String(outcome.status);
    case 'unknown':
      return outcome.because;
  }
}

const shareText = ({ weight, backend: { namespace, name, port, host } }: BackendShare, isSplit: boolean): string =>
  `${isSplit ? `${Math.round(weight * 1000) / 10}% ` : ''}${host ?? `${namespace}/${name}`}:${port}`;
