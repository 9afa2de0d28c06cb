// What a token may be good for. `admin` is good for everything that is its tenant's, and for what shows the whole service.
import { z } from 'zod'

export const Scope = z.enum(['plans:read', 'plans:write', 'prices:write', 'policies:write', 'admin'])
export type Scope = z.infer<typeof Scope>

export const covers = (held: readonly Scope[], needed: Scope): boolean =>
  held.includes(needed) || held.includes('admin')
