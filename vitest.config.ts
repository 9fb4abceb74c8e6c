import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{src,providers,emitters,bin}/**/*.test.ts'], testTimeout: 60_000, maxWorkers: 2 },
});
