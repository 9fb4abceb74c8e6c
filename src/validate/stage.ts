import type { Report } from '../diagnostics/diagnostic.ts';
import type { Emission } from '../emit/emit.ts';
import type { GatewayApi } from '../emit/gateway-api.ts';
import type { Written } from '../emit/written.ts';
import { fieldText, objectText } from '../model/origin.ts';
import type { Finding } from './finding.ts';
import { checkOffline } from './offline/check.ts';
import { checkOurs } from './offline/ours.ts';
import { flawsOf, routed } from './references.ts';

/** Looks at everything that is about to be printed. Whatever is wrong with it is a fault of ours, and the user hears of it. */
export function validate(objects: readonly Written[], { dialect: { api }, settings }: Emission, report: Report): void {
  for (const { object, from } of objects) {
    const { kind, metadata } = object;
    for (const { path, message } of findingsIn(object, api)) {
      const data = { object: objectText({ kind, ...metadata }), field: fieldText(path), reason: message };
      report('I2G9002', data, from);
    }
  }
  const sources = new Map(objects.map(({ object, from }) => [object, from]));
  // A Gateway that is there already is not among the objects.
  const complete = routed.filter((kind) => kind !== 'Gateway' || !settings.existingGateway);
  for (const { object, path, message } of flawsOf([...sources.keys()], complete)) {
    const { kind, metadata } = object;
    const data = { object: objectText({ kind, ...metadata }), field: fieldText(path), reason: message };
    report('I2G9004', data, sources.get(object) ?? []);
  }
}

function findingsIn(object: Written['object'], api: GatewayApi): Iterable<Finding> {
  const findings = checkOffline(object, api);
  return findings.length > 0 ? findings : checkOurs(object);
}
