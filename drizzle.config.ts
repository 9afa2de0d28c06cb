// Tells drizzle-kit where the SQLite table is described and where its migrations go; the service itself never reads this.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/storage/sqlite/schema.ts',
  out: './migrations/sqlite',
})
