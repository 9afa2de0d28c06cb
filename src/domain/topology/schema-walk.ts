// Kept for `check.ts` and `read.ts`; the walk itself is shared and lives in `domain/schema`.
export { nearest } from '../schema/walk.ts'
