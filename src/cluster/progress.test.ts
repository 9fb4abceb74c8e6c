import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { progressOn } from './progress.ts';

const ingresses = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };
const classes = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', plural: 'ingressclasses' };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text), written };
}

it('is shown after a second, kept up, and taken away', () => {
  const screen = terminal(true);
  const { reading, end } = progressOn(screen, 'prod', false);
  reading(ingresses, 0);
  vi.advanceTimersByTime(999);
  reading(ingresses, 4500);
  expect(screen.written).toEqual([]);
  vi.advanceTimersByTime(1);
  reading(ingresses, 5000);
  end();
  reading(classes, 3);
  end();
  end();
  expect(screen.written).toEqual([
    '\r\u001b[Kreading Ingresses from prod: 4,500 so far',
    '\r\u001b[Kreading Ingresses from prod: 5,000 so far',
    '\r\u001b[K',
    '\r\u001b[Kreading IngressClasses from prod: 3 so far',
    '\r\u001b[K',
  ]);
});

it.each([
  ['on what is no terminal', false, false],
  ['where nobody wants to hear anything', true, true],
])('is not shown %s', (_, isTTY, quiet) => {
  const screen = terminal(isTTY);
  const { reading, end } = progressOn(screen, 'prod', quiet);
  reading(ingresses, 1);
  vi.advanceTimersByTime(2000);
  reading(ingresses, 2);
  end();
  expect(screen.written).toEqual([]);
});

it('is not shown for what took less than a second', () => {
  const screen = terminal(true);
  const { reading, end } = progressOn(screen, 'prod', false);
  reading(ingresses, 1);
  end();
  vi.advanceTimersByTime(2000);
  expect(screen.written).toEqual([]);
});
