import type { Lowering } from '../../src/annotations.ts';
import { defined } from '../../src/defined.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origin, Origins } from '../../src/model/origin.ts';
import { satisfy } from './features/satisfy.ts';
import type { At } from './site.ts';

/**
 * With `satisfy: any` the checks of a location become one, which passes whoever passes any of them. nginx counts a list of
 * addresses as passed only where one of its `allow` lines holds the client: a deny list alone lets nobody in, and keeps
 * nobody out who passes another check.
 */
export function withAnyAccess(lowering: Lowering, at: At, report: Report): Lowering {
  const said = at.owner.valuesOf(satisfy)['satisfy'];
  if (said?.value !== 'any') return lowering;
  const {
    'ip-access': addresses,
    'basic-auth': credentials,
    'external-auth': service,
    ...others
  } = lowering.route ?? {};
  const checks = [addresses, credentials, service].filter((check) => check !== undefined);
  if (checks.length < 2) {
    const because = 'it takes two ways to be let in, such as an allow list and a password';
    if (!lowering.refused && !others['opaque-access']) report('I2G2003', { annotation: 'satisfy', because }, said.from);
    return lowering;
  }
  const isList = addresses?.allow !== undefined && addresses.allow.value.length > 0;
  if (addresses?.deny && !isList) {
    const because = 'satisfy is any, and whoever passes the other check is let in all the same';
    report('I2G2003', { annotation: 'denylist-source-range', because }, addresses.deny.from);
  }
  const counted = defined({ addresses: isList ? addresses : undefined, credentials, service });
  if (Object.keys(counted).length < 2) {
    return { ...lowering, route: { ...others, ...defined({ 'basic-auth': credentials, 'external-auth': service }) } };
  }
  const from = Object.values(counted).flatMap((check) =>
    Object.values(check).flatMap((setting: { readonly from: Origins }): readonly Origin[] => setting.from),
  );
  const unique: Origins = [said.from[0], ...new Set([...said.from.slice(1), ...from])];
  return { ...lowering, route: { ...others, 'any-access': { checks: { value: counted, from: unique } } } };
}
