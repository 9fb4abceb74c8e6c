import type { GatewayApi } from '../../emit/gateway-api.ts';
import { listeners } from './listeners.ts';
import { group, kind, namespace, refName } from './names.ts';
import { fields } from './shapes.ts';

/** `ListenerSet.spec`. */
export const listenerSet = (api: GatewayApi) =>
  fields({ parentRef: fields({ name: refName }, { group, kind, namespace }), listeners: listeners(api) }, {});
