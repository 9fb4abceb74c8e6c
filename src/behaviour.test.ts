import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Experiment, judgeExperiment } from './dev/behaviour.ts';
import { emitters } from './registry.ts';

const path = '../shared/behaviour/nginx-experiments.json';

/** The experiments whose converted routes answer differently, and the message that must say so. */
const differences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  standard: {
    E15: 'I2G2121',
    E31: 'I2G2109',
    E33: 'I2G3004',
    E43: 'I2G3004',
    E47: 'I2G3004',
    E49: 'I2G3004',
    E57: 'I2G3001',
    E59: 'I2G3001',
    E61: 'I2G3001',
    E63: 'I2G3001',
    E67: 'I2G3001',
    E69: 'I2G3001',
    E85: 'I2G3001',
    E87: 'I2G3001',
    E89: 'I2G3001',
  },
  agentgateway: {
    E15: 'I2G2121',
    E31: 'I2G2109',
    E47: 'I2G3004',
    E49: 'I2G3004',
    E69: 'I2G3001',
    E87: 'I2G3004',
    E89: 'I2G3004',
  },
};

describe.skipIf(!existsSync(path))('what a real ingress-nginx answered (skipped without ../shared/behaviour)', () => {
  const experiments = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Experiment[]) : [];
  for (const emitter of emitters) {
    it.each(experiments)(`${emitter.name} $id $title`, (experiment) => {
      const { different, codes } = judgeExperiment(experiment, emitter);
      const excuse = differences[emitter.name]?.[experiment.id];
      if (excuse === undefined) expect(different).toEqual([]);
      else {
        expect(different, 'the answers are the same now: take it off the list').not.toEqual([]);
        expect(codes, 'no message says that the answers differ').toContain(excuse);
      }
    });
  }
});
