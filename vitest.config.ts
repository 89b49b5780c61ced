import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'engine', include: ['test/**/*.test.ts'], exclude: ['test/web/**', 'node_modules/**'] },
      },
      { extends: true, test: { name: 'browser', include: ['test/web/**/*.test.ts'] } },
    ],
  },
})
