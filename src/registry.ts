import { agentgateway } from '../emitters/agentgateway/index.ts';
import { standard } from '../emitters/standard/index.ts';
import { ingressNginx } from '../providers/ingress-nginx/index.ts';
import type { Emitter } from './emitter.ts';
import type { Provider } from './provider.ts';

/** The only file that names plug-ins. A new one is one import and one line. */
export const providers: readonly Provider[] = [ingressNginx];

/** In the order in which messages and lists name them. */
export const emitters: readonly Emitter[] = [standard, agentgateway];
