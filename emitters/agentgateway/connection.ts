import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { durationOf } from '../../src/emit/duration.ts';
import { headerAnswer, headerDifferences } from '../standard/connection.ts';
import { backend } from './policy.ts';
import type { Target } from './release.ts';

/** How long a connection to a backend may take, and what is said over it. */
export const connection = (_target: Target): Capabilities['connection'] =>
  renders('connection', { connectTimeout: 'rendered', header: headerAnswer }, ({ connectTimeout, header }) => {
    const differences = headerDifferences(header);
    const fragments = connectTimeout
      ? [backend('backend-connection', { tcp: { connectTimeout: durationOf(connectTimeout.value) } })]
      : [];
    return { fragments, differences };
  });
