import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/heavy/**'],
    // Laws on hundreds of random topologies take a while on a busy machine; what must be fast is measured, not timed, here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
