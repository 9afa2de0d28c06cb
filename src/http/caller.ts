// Who is calling, as a route needs to know it.
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../application/caller.ts'

const ANYBODY: Caller = { tenant: 'default' }

/** Everybody is of one tenant as long as nobody has to say who they are. */
export const callerOf = ({ identity }: FastifyRequest): Caller => identity ?? ANYBODY
