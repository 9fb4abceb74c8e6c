import type { Rule } from './judging.ts';
import { forms } from './names.ts';
import { anything, fields, mapOf, text } from './shapes.ts';

const annotationBytes = 256 * 1024;

const annotations = mapOf(
  text(),
  {},
  [`keys must be ${forms.key.says}`, (map) => Object.keys(map).every((key) => isKey(key.toLowerCase()))],
  [`must be at most ${annotationBytes} bytes in all`, (map) => bytesOf(map) <= annotationBytes],
);

const labels = mapOf(text({ max: 63, form: forms.labelValue }), {}, [
  `keys must be ${forms.key.says}`,
  (map) => Object.keys(map).every(isKey),
]);

const named: Rule<{ readonly name?: string; readonly generateName?: string }> = [
  'is required',
  ({ name = '', generateName = '' }) => name !== '' || generateName !== '',
  'name',
];

/** What only a server writes is not looked at. */
const metadata = fields(
  {},
  {
    // What is empty is for the client to choose.
    name: text({ max: 253, form: forms.emptyOrSubdomain }),
    generateName: text(),
    namespace: text({ max: 63, form: forms.emptyOrLabel }),
    labels,
    annotations,
    ...Object.fromEntries(
      [
        'selfLink',
        'uid',
        'resourceVersion',
        'generation',
        'creationTimestamp',
        'deletionTimestamp',
        'deletionGracePeriodSeconds',
        'finalizers',
        'ownerReferences',
        'managedFields',
      ].map((name) => [name, anything]),
    ),
  },
  named,
);

const isKey = (key: string): boolean => forms.key.pattern.test(key) && key.lastIndexOf('/') <= 253;

/** The fields that every object has. */
export const objectFields = { apiVersion: text(), kind: text(), metadata };

const bytesOf = (map: { readonly [key: string]: string }): number =>
  Object.entries(map).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
