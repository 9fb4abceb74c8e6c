import { isIPv4 } from 'node:net';
import {
  type CelFunc,
  type CelInput,
  type CelMap,
  CelScalar,
  celFunc,
  celMap,
  celMethod,
  isCelList,
  mapType,
} from '@bufbuild/cel';
import { isPlainIPv6 } from './formats.ts';
import { type NameFormat, nameFaults, nameFormats } from './names.ts';
import { patternOf } from './patterns.ts';
import { nanosOf } from './quantities.ts';
import { type UrlParts, urlOf } from './urls.ts';

const { BOOL, DYN, INT, STRING } = CelScalar;
// A value of a type that Kubernetes adds is a map here: the engine lets nobody add a type.
const VALUE = mapType(STRING, DYN);

/** The functions that the rules of our definitions use and the engine does not have, as Kubernetes defines them. */
export const kubernetesLibrary: readonly CelFunc[] = [
  // The engine knows it as a method only.
  celFunc('matches', [STRING, STRING], BOOL, (text, pattern) => patternOf(pattern).test(text)),

  celFunc('isIP', [STRING], BOOL, isAddress),

  celFunc('isURL', [STRING], BOOL, (text) => urlOf(text) !== undefined),
  celFunc('url', [STRING], VALUE, (text) => made({ ...known(urlOf(text), 'URL', text) })),
  celMethod('getScheme', VALUE, [], STRING, partNamed('scheme')),
  celMethod('getHost', VALUE, [], STRING, partNamed('host')),
  celMethod('getHostname', VALUE, [], STRING, partNamed('hostname')),
  celMethod('getPort', VALUE, [], STRING, partNamed('port')),

  celFunc('isQuantity', [STRING], BOOL, (text) => nanosOf(text) !== undefined),
  celFunc('quantity', [STRING], VALUE, (text) => made({ nanos: known(nanosOf(text), 'quantity', text) })),
  celMethod('isLessThan', VALUE, [VALUE], BOOL, function (other) {
    return nanosIn(this) < nanosIn(other);
  }),
  celMethod('isGreaterThan', VALUE, [VALUE], BOOL, function (other) {
    return nanosIn(this) > nanosIn(other);
  }),
  celMethod('compareTo', VALUE, [VALUE], INT, function (other) {
    const [left, right] = [nanosIn(this), nanosIn(other)];
    return left < right ? -1n : left > right ? 1n : 0n;
  }),

  ...Object.keys(nameFormats).map((format) => celFunc(`format.${format}`, [], VALUE, () => made({ format }))),
  // An optional list of faults. It is never equal to null, not even without faults, although some rules hope so.
  celMethod('validate', VALUE, [STRING], VALUE, function (text) {
    return made({ faults: nameFaults(this.get('format') as NameFormat, text) });
  }),
  celMethod('hasValue', VALUE, [], BOOL, function () {
    const faults = this.get('faults');
    return isCelList(faults) && faults.size > 0;
  }),
];

// As on the server: no zone, and no IPv4 address written as IPv6. `URL` brings that into one spelling.
function isAddress(text: string): boolean {
  if (!isPlainIPv6(text)) return isIPv4(text);
  return !/^\[::ffff:[0-9a-f]+:[0-9a-f]+\]$/.test(new URL(`http://[${text}]`).hostname);
}

function made(parts: { readonly [name: string]: CelInput }): CelMap {
  return celMap(new Map(Object.entries(parts)));
}

// What is thrown here is the error that the rule ends in.
function known<T>(value: T | undefined, noun: string, text: string): T {
  if (value === undefined) throw new Error(`not a ${noun}: ${text}`);
  return value;
}

function partNamed(part: keyof UrlParts): (this: CelMap) => string {
  return function () {
    return String(this.get(part));
  };
}

function nanosIn(quantity: CelMap): bigint {
  return BigInt(String(quantity.get('nanos')));
}
