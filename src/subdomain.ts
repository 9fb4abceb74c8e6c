/** A DNS subdomain of RFC 1123, as Kubernetes wants for names of objects and hosts: lower case, at most 253 characters. */
export const isSubdomain = (text: string): boolean =>
  text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text);
