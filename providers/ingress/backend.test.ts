import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/read/manifest.ts';
import { readService, serviceV1 } from './backend.ts';

const names = ['shop', 'Shop', '', 'a'.repeat(64), 1, null];
const ports = [0, 1, 80, 65_535, 65_536, 1.5, '80', 'http', null];
const services: JsonValue[] = [null, 'shop', [], {}, { name: 'shop' }, { name: 'shop', port: 80 }];
for (const name of names) {
  for (const number of ports) {
    services.push({ name, port: { number } }, { name, port: { name: number } });
    services.push({ name, port: { number, name: 'http' } });
  }
}

it.for(services)('reads %j without its schema as with it', (service) => {
  const { data, error } = serviceV1.safeParse(service);
  expect(readService(service)).toMatchObject(data ? { success: true, data } : { success: false });
  expect(readService(service).error?.issues).toEqual(error?.issues);
});
