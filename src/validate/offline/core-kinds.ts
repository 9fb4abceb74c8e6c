import type { Rule } from './judging.ts';
import { objectFields } from './metadata.ts';
import { forms } from './names.ts';
import { fields, flag, type MapOf, mapOf, text } from './shapes.ts';

const fileNames: Rule<object> = [
  'keys must be file names of letters, digits, -, _ and .',
  (map) => Object.keys(map).every((key) => /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..')),
];

const texts = () => mapOf(text(), {}, fileNames);

// The server reads over line breaks in base64.
const base64 = () =>
  text({}, [`must be ${forms.base64.says}`, (value) => forms.base64.pattern.test(value.replace(/[\r\n]/g, ''))]);

const bytes = () => mapOf(base64(), {}, fileNames);

const bytesOf = (texts: MapOf<string> = {}): number => sum(texts, (value) => Buffer.byteLength(value));
const decodedBytesOf = (texts: MapOf<string> = {}): number => sum(texts, (value) => Buffer.byteLength(value, 'base64'));

const sum = (texts: MapOf<string>, sizeOf: (value: string) => number): number =>
  Object.values(texts).reduce((size, value) => size + sizeOf(value), 0);

const mostBytes = 1024 * 1024;
const tooLarge = `must hold at most ${mostBytes} bytes in all`;

/** A ConfigMap. */
export const configMap = () =>
  fields(
    objectFields,
    { immutable: flag, data: texts(), binaryData: bytes() },
    [
      'data and binaryData must not have the same key',
      ({ data = {}, binaryData = {} }) => Object.keys(data).every((key) => !Object.hasOwn(binaryData, key)),
    ],
    [tooLarge, ({ data, binaryData }) => bytesOf(data) + decodedBytesOf(binaryData) <= mostBytes],
  );

const tlsKeys = ['tls.crt', 'tls.key'];

/** A Secret. */
export const secret = () =>
  fields(
    objectFields,
    { immutable: flag, type: text(), data: bytes(), stringData: texts() },
    [
      `must have ${tlsKeys.join(' and ')}, for its type is kubernetes.io/tls`,
      ({ type, data = {}, stringData = {} }) =>
        type !== 'kubernetes.io/tls' || tlsKeys.every((key) => Object.hasOwn({ ...data, ...stringData }, key)),
    ],
    // A text replaces what is encoded under the same key.
    [
      tooLarge,
      ({ data, stringData }) => bytesOf(stringData) + decodedBytesOf({ ...data, ...blanked(stringData) }) <= mostBytes,
    ],
  );

const blanked = (texts: MapOf<string> = {}): MapOf<string> =>
  Object.fromEntries(Object.keys(texts).map((key) => [key, '']));
