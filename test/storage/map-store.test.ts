// The map that stands in for a store in tests of what is above it keeps the same promises.
import { createMapStore } from '../http/map-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('The map of the tests', () => ({ store: createMapStore() }))
