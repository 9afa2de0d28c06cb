import { defineConfig } from 'vitest/config'

// What takes minutes and finds what the usual run is too short for.
export default defineConfig({
  test: { include: ['test/heavy/**/*.test.ts'], testTimeout: 1_800_000, hookTimeout: 120_000 },
})
