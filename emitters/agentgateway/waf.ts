import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** A firewall is another program. */
export const waf = (_target: Target): Capabilities['waf'] =>
  missing(
    'it has no firewall, and no language for its rules',
    'put a firewall in front of the Gateway, or ask one with traffic.extProc, such as Coraza',
  );
