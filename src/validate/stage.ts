import type { Report } from '../diagnostics/diagnostic.ts';
import type { Emission } from '../emit/emit.ts';
import type { GatewayApi } from '../emit/gateway-api.ts';
import type { Written } from '../emit/written.ts';
import { fieldText, type Origin, objectText } from '../model/origin.ts';
import type { Finding } from './finding.ts';
import { checkOffline } from './offline/check.ts';
import { checkOurs } from './offline/ours.ts';
import { flawsOf, routed } from './references.ts';

/** Looks at everything that is about to be printed. Whatever is wrong with it is a fault of ours, and the user hears of it. */
export function validate(written: readonly Written[], { dialect: { api }, settings }: Emission, report: Report): void {
  for (const { object, from } of written) {
    for (const finding of findingsIn(object, api)) tell('I2G9002', object, finding, from, report);
  }
  const objects = written.map(({ object }) => object);
  // A Gateway that is there already is not among the objects.
  const complete = routed.filter((kind) => kind !== 'Gateway' || !settings.existingGateway);
  for (const flaw of flawsOf(objects, complete)) {
    const from = written.findLast(({ object }) => object === flaw.object)?.from ?? [];
    tell('I2G9004', flaw.object, flaw, from, report);
  }
}

function findingsIn(object: Written['object'], api: GatewayApi): readonly Finding[] {
  const findings = checkOffline(object, api);
  return findings.length > 0 ? findings : checkOurs(object);
}

function tell(
  code: 'I2G9002' | 'I2G9004',
  { kind, metadata }: Written['object'],
  { path, message }: Pick<Finding, 'path' | 'message'>,
  from: readonly Origin[],
  report: Report,
): void {
  report(code, { object: objectText({ kind, ...metadata }), field: fieldText(path), reason: message }, from);
}
