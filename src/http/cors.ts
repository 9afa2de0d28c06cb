// Which web pages may call from a browser: those of the origins that are named, and no others.
import cors from '@fastify/cors'
import type { App } from './route.ts'

// What a page may read besides the body.
const SHOWN = ['ETag', 'Location', 'Link', 'Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy']

export function allowOrigins(app: App, origins: readonly string[]): void {
  if (origins.length === 0) return
  app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposedHeaders: SHOWN,
    maxAge: 600,
  })
}
