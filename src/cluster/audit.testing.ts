import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Notes who asked for what. What the server asks itself is left out. */
export const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
rules:
- {level: None, users: ["system:apiserver"]}
- {level: None, nonResourceURLs: ["*"]}
- {level: Metadata}
`;

/** A user as an API server knows him. */
export interface AuditedUser {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What an API server notes about a request. */
export interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: AuditedUser;
  readonly impersonatedUser?: AuditedUser;
  readonly objectRef?: { readonly apiGroup?: string; readonly resource: string; readonly namespace?: string };
  readonly responseStatus?: { readonly code: number };
}

/** The requests in a log, once the server has noted its answer to each. */
export async function auditIn(file: string): Promise<readonly AuditEvent[]> {
  for (let turn = 0; ; turn += 1) {
    const noted = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    const events: AuditEvent[] = noted.map((line) => JSON.parse(line));
    const answered = events.filter(({ stage }) => stage === 'ResponseComplete');
    const known = new Set(answered.map(({ auditID }) => auditID));
    const open = events.filter(({ stage, auditID }) => stage === 'RequestReceived' && !known.has(auditID));
    if (open.length === 0) return answered;
    if (turn === 100) throw new Error(`the server has not noted its answer to ${open[0]?.requestURI}`);
    await pause(20);
  }
}

/** Requests of this program, and of nobody else. */
export const oursIn = (events: readonly AuditEvent[]): readonly AuditEvent[] =>
  events.filter(({ userAgent }) => userAgent?.startsWith('ingress2gateway/'));
