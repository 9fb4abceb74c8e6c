/** Whether a file found in a folder is one of Kubernetes' by its name; kustomize has a name without an ending as well. */
export const isManifest = (path: string): boolean => /\.(ya?ml|json)$|(^|[/\\])Kustomization$/i.test(path);
