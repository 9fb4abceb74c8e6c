import type { Definition } from './definition.ts';
import type { Rule, Schema } from './schema.ts';

const keySyntax: Rule = {
  rule: "self.all(key, key.matches('^[-._a-zA-Z0-9]{1,253}$') && key != '.' && !key.startsWith('..'))",
  message: 'keys must be file names of letters, digits, dots, dashes and underscores',
};
const keptOnce: Rule = {
  rule: '!has(self.data) || !has(self.binaryData) || self.data.all(key, !(key in self.binaryData))',
  message: 'data and binaryData must not have the same key',
};
const tlsKeys: Rule = {
  rule: `self.type != 'kubernetes.io/tls' || ['tls.crt', 'tls.key'].all(key,
    has(self.data) && key in self.data || has(self.stringData) && key in self.stringData)`,
  message: 'a Secret of type kubernetes.io/tls must have tls.crt and tls.key',
};

const texts = mapOf({ type: 'string' });
const bytes = mapOf({ type: 'string', format: 'byte' });

/** The kinds of `v1` that come with routes. The server checks them in code; here are those checks, as a definition. */
export const coreKinds: { readonly [kind: string]: Definition } = {
  ConfigMap: definition({ immutable: { type: 'boolean' }, data: texts, binaryData: bytes }, [keptOnce]),
  Secret: definition(
    {
      immutable: { type: 'boolean' },
      type: { type: 'string', default: 'Opaque' },
      data: bytes,
      stringData: texts,
    },
    [tlsKeys],
  ),
};

function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values, 'x-kubernetes-validations': [keySyntax] };
}

function definition(properties: { readonly [name: string]: Schema }, rules: readonly Rule[]): Definition {
  const schema: Schema = {
    type: 'object',
    properties,
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-validations': rules,
  };
  return { namespaced: true, versions: new Map([['v1', { served: true, hasStatusSubresource: false, schema }]]) };
}
