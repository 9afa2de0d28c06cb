// A store for one test: opened empty, closed when the test is over.
import { onTestFinished } from 'vitest'
import type { Store } from '../../src/application/store.ts'

export type OpenedStore = {
  /** Empty. */
  store: Store
  /** Opens the same plans again after a close; absent where none outlive it. */
  reopen?: () => Store | Promise<Store>
}
export type OpenStore = () => OpenedStore | Promise<OpenedStore>

export async function opened(open: OpenStore): Promise<Store> {
  const { store } = await open()
  onTestFinished(() => store.close())
  return store
}
