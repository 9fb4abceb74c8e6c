import type { ControllerConfig } from './config/config.ts';

/** What nobody has said anything else than: certificates are proved to a stranger. */
const builtIn = ['/.well-known/acme-challenge'];

/** Whether the controller writes no authentication into a location: the ConfigMap's `no-auth-locations`. */
export const isExemptFromAuth = (path: string, config: ControllerConfig): boolean =>
  (config.value('no-auth-locations')?.value ?? builtIn).some((prefix) => path.startsWith(prefix));
