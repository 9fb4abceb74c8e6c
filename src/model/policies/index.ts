import type { Stake } from '../../diagnostics/entry.ts';
import type { BackendTls } from './backend-tls.ts';
import type { HttpVersion } from './http-version.ts';
import type { IpAccess } from './ip-access.ts';
import type { PathRewrite } from './path-rewrite.ts';
import type { UnconvertedAccess } from './unconverted-access.ts';

export type { Authority, BackendTls } from './backend-tls.ts';
export type { HttpVersion } from './http-version.ts';
export type { IpAccess } from './ip-access.ts';
export type { CapturedPath, FixedPath, PathRewrite, RewriteTarget } from './path-rewrite.ts';
export type { SecretRef } from './secret-ref.ts';
export type { UnconvertedAccess } from './unconverted-access.ts';

/** Policies on a route: one matched path of one host. */
export interface RoutePolicies {
  readonly 'path-rewrite': PathRewrite;
  readonly 'ip-access': IpAccess;
  readonly 'unconverted-access': UnconvertedAccess;
}

/** Policies between the proxy and one backend of a route. */
export interface BackendPolicies {
  readonly 'backend-tls': BackendTls;
  readonly 'http-version': HttpVersion;
}

/** The one list of what can be said about traffic. A new line here is a compile error in every emitter. */
export interface Policies extends RoutePolicies, BackendPolicies {}

/** The name of a kind of policy. */
export type PolicyKind = keyof Policies;

/** At most one policy of a kind, by construction. */
export type PolicySet<Kinds extends Partial<Policies>> = { readonly [K in keyof Kinds]?: Kinds[K] };

/** What the core must know of a kind of policy when an emitter cannot say it, or a part of it. */
export interface PolicyInfo<Spec> {
  /** In a sentence: "<title> cannot be expressed". */
  readonly title: string;
  readonly stake: Stake;
  /**
   * What a route without the policy would do. `open`: let in whom the source keeps out; the user decides with
   * `--on-security-loss`. `wrong`: something the source never does, so it answers with an error instead.
   * `as-is`: serve the same requests, in a lesser way.
   */
  readonly without: 'open' | 'wrong' | 'as-is';
  /** The settings in words, and what is at stake when one is lost and the policy stays. */
  readonly fields: { readonly [F in keyof Spec]-?: { readonly title: string; readonly stake: Stake } };
}

/** One entry for each kind; a kind or a field without one does not compile. */
export const policyInfo: { readonly [K in PolicyKind]: PolicyInfo<Policies[K]> } = {
  'path-rewrite': {
    title: 'the rewrite of the path',
    stake: 'behaviour',
    without: 'wrong',
    fields: { to: { title: 'the new path', stake: 'behaviour' } },
  },
  'ip-access': {
    title: 'the client address rules',
    stake: 'security',
    without: 'open',
    fields: {
      allow: { title: 'the list of addresses that are let in', stake: 'security' },
      deny: { title: 'the list of addresses that are kept out', stake: 'security' },
    },
  },
  'unconverted-access': {
    title: 'the access control',
    stake: 'security',
    without: 'open',
    fields: { said: { title: 'the access control', stake: 'security' } },
  },
  'backend-tls': {
    title: 'TLS to the backend',
    stake: 'security',
    without: 'wrong',
    fields: {
      verify: { title: 'whether the backend is verified', stake: 'security' },
      clientCertificate: { title: 'the client certificate', stake: 'security' },
      authority: { title: 'the certificate authority', stake: 'security' },
      serverName: { title: 'the name in the certificate of the backend', stake: 'security' },
      sendSni: { title: 'whether SNI is sent to the backend', stake: 'tuning' },
      protocols: { title: 'the TLS versions offered to the backend', stake: 'behaviour' },
      ciphers: { title: 'the ciphers offered to the backend', stake: 'behaviour' },
      verifyDepth: { title: 'the limit on the certificate chain of the backend', stake: 'tuning' },
    },
  },
  'http-version': {
    title: 'the HTTP version spoken to the backend',
    stake: 'behaviour',
    without: 'as-is',
    fields: { version: { title: 'the HTTP version', stake: 'behaviour' } },
  },
};
