import type { ControllerConfig } from '../config/config.ts';
import type { Server } from '../site.ts';

/** `use-proxy-protocol` of the ConfigMap: nginx listens for it on the ports that all hosts share. */
export function proxyProtocol(server: Server, config: ControllerConfig): Server {
  const accepts = config.value('use-proxy-protocol');
  return accepts?.value ? { ...server, policies: { ...server.policies, 'proxy-protocol': { accepts } } } : server;
}
