import { annotationsOf } from '../annotations.ts';
import type { Converted } from '../convert.ts';
import type { Manifest } from '../read/manifest.ts';
import { parseManifests } from '../read/parse.ts';

const prefix = 'nginx.ingress.kubernetes.io/';

/**
 * The annotations that neither change the output nor are spoken of: taken away, the same objects come out and the same is
 * said. Such a one is lost in silence, unless it asks for what happens anyway.
 */
export function silentAnnotations(path: string, text: string, converted: (text: string) => Converted): string[] {
  const manifests = parseManifests(path, text, () => {});
  const bodies = manifests.map(({ body }) => body);
  const list = (items: readonly unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const whole = resultOf(converted(list(bodies)));
  if (whole.objects === '[]') return [];
  return manifests.flatMap((manifest, i) =>
    Object.entries<unknown>(annotationsOf(manifest))
      .filter(([key, value]) => manifest.ref.kind === 'Ingress' && key.startsWith(prefix) && value !== '')
      .filter(([key]) => {
        const without = resultOf(converted(list(bodies.with(i, withoutAnnotation(manifest, key)))));
        return without.objects === whole.objects && without.said === whole.said;
      })
      .map(([key, value]) => `${key.slice(prefix.length)}: ${JSON.stringify(value)}`),
  );
}

const resultOf = ({ objects, diagnostics }: Converted) => ({
  objects: JSON.stringify(objects.map(({ object }) => object)),
  said: JSON.stringify(diagnostics.map(({ code, message, at }) => [code, message, at.map(({ path: place }) => place)])),
});

function withoutAnnotation(manifest: Manifest, key: string): Manifest['body'] {
  const annotations = Object.entries(annotationsOf(manifest)).filter(([name]) => name !== key);
  const metadata = manifest.body['metadata'] as Record<string, never>;
  return { ...manifest.body, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}
