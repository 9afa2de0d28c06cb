// A store for planning that keeps nothing: asking it is a mistake of the benchmark.
import type { Store } from '../../src/application/store.ts'

const unused = () => Promise.reject(new Error('planning alone must not ask the store'))

export const unusedStore: Store = {
  keep: unused,
  keepAnswer: unused,
  findAnswer: unused,
  find: unused,
  findSummary: unused,
  list: unused,
  listRevisions: unused,
  remove: unused,
  removeUpdatedBefore: unused,
  removeExpiredAnswers: unused,
  insertPriceBook: unused,
  findPriceBook: unused,
  listPriceBooks: unused,
  insertPolicy: unused,
  findPolicy: unused,
  listPolicies: unused,
  insertToken: unused,
  findToken: unused,
  listTokens: unused,
  removeToken: unused,
  check: unused,
  close: unused,
}
