import { describe, expect, test } from 'vitest';
import { hasFormat } from './formats.ts';
import { nanosOf } from './quantities.ts';
import { urlOf } from './urls.ts';

describe('quantities', () => {
  test.each([
    ['1', 10n ** 9n],
    ['0.5', 5n * 10n ** 8n],
    ['.5', 5n * 10n ** 8n],
    ['-1k', -(10n ** 12n)],
    ['16Ki', 16384n * 10n ** 9n],
    ['1e3', 10n ** 12n],
    ['1E', 10n ** 27n],
    ['1Ei', 1024n ** 6n * 10n ** 9n],
    ['100m', 10n ** 8n],
    ['0.1n', 1n],
    ['', undefined],
    ['1 k', undefined],
    ['1K', undefined],
  ])('%j', (text, nanos) => {
    expect(nanosOf(text)).toBe(nanos);
  });
});

describe('URLs', () => {
  test.each([
    ['HTTP://shop.example:80/a?b', { scheme: 'http', host: 'shop.example:80', hostname: 'shop.example', port: '80' }],
    ['https://user@[::1]', { scheme: 'https', host: '[::1]', hostname: '::1', port: '' }],
    ['/a/b', { scheme: '', host: '', hostname: '', port: '' }],
    ['mailto:shop', { scheme: 'mailto', host: '', hostname: '', port: '' }],
    ['shop.example', undefined],
    ['http://shop example', undefined],
    ['http://shop.example:http/', undefined],
    ['http://shop.example/%zz', undefined],
  ])('%s', (text, parts) => {
    expect(urlOf(text)).toEqual(parts);
  });
});

describe('formats', () => {
  test.each([
    ['ipv6', '::1', true],
    ['ipv6', 'fe80::1%eth0', false],
    ['cidr', '10.0.0.0/8', true],
    ['cidr', '10.0.0.0/33', false],
    ['uuid', '123E4567-e89b-12d3-a456-426614174000', true],
    ['byte', 'eA==', true],
    ['byte', 'eA', false],
    ['date', '2026-02-30', false],
    ['date-time', '2026-01-01T00:00:00Z', true],
    ['date-time', '2026-01-01', false],
  ])('%s of %j', (format, text, isOfFormat) => {
    expect(hasFormat(format, text)).toBe(isOfFormat);
  });
});
