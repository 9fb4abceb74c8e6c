import type { Sourced } from '../origin.ts';
import type { SecretRef } from './secret-ref.ts';

/** Name and password of HTTP basic authentication. The backend does not see them. */
export interface BasicAuth {
  readonly users: Sourced<UserList>;
  /** What the client is told that it logs in to; nothing where it is absent. */
  readonly realm?: Sourced<string>;
}

/** Where the names and the hashes of the passwords are. */
export interface UserList extends SecretRef {
  /** `file`: one key holds lines of htpasswd; `map`: every key is a name and holds the hash of its password. */
  readonly format: 'file' | 'map';
  /** The key that holds the lines. */
  readonly key: string;
  /** What is in the Secret, where it was among the inputs. */
  readonly htpasswd?: Htpasswd;
}

/** Names with hashes of passwords: for a Secret of the output alone, and for no report. */
export interface Htpasswd {
  /** One `name:hash` each, and each name once. */
  readonly lines: readonly string[];
  /** The Secret holds more than these lines: comments, names that are listed twice, remarks after a hash. */
  readonly more: boolean;
}
