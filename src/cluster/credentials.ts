import { readFileSync } from 'node:fs';
import type { User } from '@kubernetes/client-node';
import { clusterError } from './cluster.ts';
import { type Configuration, type Environment, firstLine } from './config.ts';
import { credentialBy } from './exec.ts';

/** The user with what lets him in, wherever it had to be fetched from. Throws a `ClusterError`. */
export async function letIn(configuration: Configuration, env: Environment): Promise<User> {
  const { user, extras } = configuration;
  const { exec, ...rest } = user;
  const fromFile = extras.tokenFile === undefined ? {} : { token: tokenIn(extras.tokenFile) };
  if (!exec) return { ...user, ...fromFile };
  const { token, clientCertificateData: certificate, clientKeyData: key } = await credentialBy(configuration, env);
  return {
    ...rest,
    // What the kubeconfig says itself counts more.
    ...(token !== undefined && !rest.token && { token }),
    ...(certificate !== undefined && { certData: base64(certificate) }),
    ...(key !== undefined && { keyData: base64(key) }),
    ...fromFile,
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function tokenIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw clusterError({ kind: 'bad-configuration', reason: firstLine(error) });
  }
}
