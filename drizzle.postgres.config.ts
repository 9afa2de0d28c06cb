// Tells drizzle-kit where the PostgreSQL tables are described and where their migrations go; the service itself never reads this.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/storage/postgres/schema.ts',
  out: './migrations/postgres',
})
