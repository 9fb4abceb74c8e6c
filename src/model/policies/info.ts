import { backendInfo } from './backend-info.ts';
import { hostInfo } from './host-info.ts';
import type { Policies } from './index.ts';
import type { InfoOn } from './policy-info.ts';
import { routeInfo } from './route-info.ts';

/** One entry for each kind; a kind or a field without one does not compile. */
export const policyInfo: InfoOn<Policies> = { ...hostInfo, ...routeInfo, ...backendInfo };
