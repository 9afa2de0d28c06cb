import { defineConfig } from 'vitest/config'

// Replicas that are restarted under load have the machine to themselves, as in life: what else runs would take their turns away.
const ALONE = ['test/process/rolled.test.ts']

// Rooms of pure functions: their tests leave nothing behind for each other, and loading every module anew for each file takes longer
// than many of them do.
const PURE = ['domain', 'examples', 'importers', 'providers', 'reports'].map((room) => `test/${room}/**/*.test.ts`)

export default defineConfig({
  test: {
    // Laws on hundreds of random topologies take a while on a busy machine; what must be fast is measured, not timed, here.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: PURE, isolate: false, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: ['test/heavy/**', ...PURE, ...ALONE],
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, sequence: { groupOrder: 1 } } },
    ],
  },
})
