import * as z from 'zod';
import { lazily } from '../../src/lazily.ts';
import type { JsonValue } from '../../src/read/manifest.ts';

/** Where an Ingress leads, as the versions of the API write it. */

/** A map as it was read. */
export type Fields = { readonly [key: string]: JsonValue };

/** Whether a value is a map. */
export const isMap = (value: JsonValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What kind of value it is, for messages. */
export const kindOf = (value: JsonValue): string =>
  Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : `a ${typeof value}`;

/** A name of one label, as namespaces and Services have it. */
export const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const nameOfService = 'expected the name of a Service: lower-case letters, digits and -';
const serviceName = lazily(() =>
  z
    .string({
      // What is read of a manifest holds nothing else.
      error: ({ input }) =>
        input === undefined ? nameOfService : `expected a string, not ${kindOf(input as JsonValue)}`,
    })
    .regex(label, nameOfService),
);
const inRange = 'expected a number from 1 to 65535';
const lowestPort = 1;
const highestPort = 65_535;
const portNumber = lazily(() => z.number(inRange).int(inRange).min(lowestPort, inRange).max(highestPort, inRange));
const port = lazily(() =>
  z.union(
    [portNumber, z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)],
    'expected the number of a port, from 1 to 65535, or its name',
  ),
);

/** An object that is no Service. */
export const resource = lazily(() => z.looseObject({ kind: z.string(), name: z.string() }));

/** A Service as `serviceName` and `servicePort`. */
export const backendV1Beta1 = lazily(() => z.looseObject({ serviceName, servicePort: port }));

/** A Service as `service.name` and `service.port`. */
export const serviceV1 = lazily(() =>
  z.object({
    name: serviceName,
    port: z.object(
      {
        number: z.union([portNumber, z.string(inRange).regex(/^\d+$/, inRange)], inRange).optional(),
        name: port.optional(),
      },
      'expected a number or a name',
    ),
  }),
);

/** Reads a Service as `service.name` and `service.port`. */
export function readService(value: JsonValue | undefined) {
  if (!isPlainService(value)) return serviceV1.safeParse(value);
  const { name, port } = value;
  return { success: true as const, data: { name, port: { number: port.number, name: undefined } } };
}

/** What nearly every backend is, a Service with a port by number: no schema has to be asked about it. */
export function isPlainService(value: JsonValue | undefined): value is PlainService {
  if (!isMap(value) || !isMap(value['port']) || 'name' in value['port']) return false;
  const { name } = value;
  const { number } = value['port'];
  const isPort =
    typeof number === 'number' && Number.isInteger(number) && number >= lowestPort && number <= highestPort;
  return isPort && typeof name === 'string' && label.test(name);
}

/** A Service as nearly everybody writes it. */
type PlainService = { readonly name: string; readonly port: { readonly number: number } };
