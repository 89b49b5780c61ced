import { defineConfig } from 'vitest/config'

// Schedulers are installed and started, on Debian and as root: apart from the tests that run everywhere.
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.cluster.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
})
