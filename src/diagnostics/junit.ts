import { groupBy } from '../group.ts';
import { objectText } from '../model/origin.ts';
import type { Diagnostic } from './diagnostic.ts';
import { escapedXml } from './markup.ts';
import { printable } from './printable.ts';
import { sourceName } from './reporter.ts';
import { type Writer, whereabouts } from './writer.ts';

/** JUnit's XML, for CI servers: a suite for each object, and a case for each message, which fails where the run does. */
export const junitReport: Writer = (diagnostics, { isAccepted, isFailure }) => {
  const suites = groupBy(diagnostics, suiteOf);
  const failures = (some: readonly Diagnostic[]) => some.filter(isFailure).length;
  const skipped = (some: readonly Diagnostic[]) => some.filter(isAccepted).length;
  const counts = (some: readonly Diagnostic[]) =>
    `tests="${some.length}" failures="${failures(some)}" skipped="${skipped(some)}"`;
  const outcome = (diagnostic: Diagnostic): string => {
    const text = escapedXml(printableText(diagnostic));
    if (isAccepted(diagnostic)) return `<skipped message="accepted">${text}</skipped>`;
    if (!isFailure(diagnostic)) return `<system-out>${text}</system-out>`;
    return `<failure type="${diagnostic.severity}" message="${escapedXml(printable(diagnostic.message))}">${text}</failure>`;
  };
  const caseOf = (diagnostic: Diagnostic, suite: string): string => {
    const [place] = diagnostic.at;
    const file = place === undefined ? '' : ` file="${escapedXml(printable(sourceName(place)))}"`;
    const line = place?.span === undefined ? '' : ` line="${place.span.line}"`;
    const name = escapedXml(printable(`${diagnostic.code}: ${diagnostic.message}`));
    return `    <testcase classname="${suite}" name="${name}"${file}${line}>\n      ${outcome(diagnostic)}\n    </testcase>\n`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="ingress2gateway" ${counts(diagnostics)}>\n`,
    ...[...suites].map(([name, some]) => {
      const suite = escapedXml(printable(name));
      return `  <testsuite name="${suite}" ${counts(some)}>\n${some.map((one) => caseOf(one, suite)).join('')}  </testsuite>\n`;
    }),
    '</testsuites>\n',
  ].join('');
};

function suiteOf({ at: [place] }: Diagnostic): string {
  if (place === undefined) return 'the whole request';
  return place.object ? objectText(place.object) : sourceName(place);
}

/** The message, its places and its help, on lines of their own. */
const printableText = ({ severity, message, hint, at }: Diagnostic): string =>
  [
    printable(`${severity}: ${message}`),
    ...at.map((place) => `--> ${whereabouts(place)}`),
    ...(hint === undefined ? [] : [printable(`help: ${hint}`)]),
  ].join('\n');
