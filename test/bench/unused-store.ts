// A store for planning that keeps nothing: asking it is a mistake of the benchmark.
import type { PlanStore } from '../../src/application/store.ts'

const unused = () => Promise.reject(new Error('planning alone must not ask the store'))

export const unusedStore: PlanStore = {
  insert: unused,
  find: unused,
  findSummary: unused,
  list: unused,
  remove: unused,
  check: unused,
  close: unused,
}
