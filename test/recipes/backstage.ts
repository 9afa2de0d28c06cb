// Backstage's half of the recipe: its proxy and the action http:backstage:request, as far as they decide what arrives. Sources:
// backstage/backstage plugins/proxy-backend/src/service/router.ts, RoadieHQ/roadie-backstage-plugins scaffolder-backend-module-http-request.
import { once } from 'node:events'
import { createServer } from 'node:http'

export type ProxyEndpoint = { target: string; headers?: Record<string, string>; allowedHeaders?: string[] }

// router.ts, safeForwardHeaders.
const SAFE = [
  ...['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'],
  ...['host', 'accept', 'accept-language', 'user-agent'],
]

/** Everything below `/api/proxy{route}`, with no other header than those that are safe, allowed or set by the proxy itself. */
export async function startProxy(route: string, { target, headers = {}, allowedHeaders = [] }: ProxyEndpoint) {
  const back = new Set([...SAFE, ...allowedHeaders].map((name) => name.toLowerCase()))
  const there = new Set([...back, ...Object.keys(headers).map((name) => name.toLowerCase())])
  const passing = (all: Iterable<[string, string]>, names: ReadonlySet<string>) =>
    [...all].filter(([name]) => names.has(name.toLowerCase()))
  const server = createServer(async (asked, reply) => {
    const body = Buffer.concat(await asked.toArray())
    const sent = new Headers(passing(Object.entries(asked.headers) as [string, string][], there))
    for (const name of ['host', 'content-length']) sent.delete(name)
    for (const [name, value] of Object.entries(headers)) sent.set(name, value)
    const path = asked.url?.replace(`/api/proxy${route}`, '') ?? ''
    const { method = 'GET' } = asked
    const answer = await fetch(target + path, { method, headers: sent, ...(body.length === 0 ? {} : { body }) })
    const bytes = Buffer.from(await answer.arrayBuffer())
    reply.writeHead(answer.status, Object.fromEntries(passing(answer.headers, back))).end(bytes)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return { baseUrl: `http://127.0.0.1:${address.port}/api/proxy`, close: () => server.close() }
}

export type RequestInput = {
  method: string
  path: string
  headers?: Record<string, string>
  params?: Record<string, string>
  body?: unknown
}
export type RequestOutput = { code: number; headers: Record<string, string>; body: unknown }

/** Throws as the step fails, with what the task's log shows. */
export async function backstageRequest(proxyUrl: string, input: RequestInput): Promise<RequestOutput> {
  const { method, path, headers = {}, params, body } = input
  const [plugin, ...rest] = path.replace(/^\//, '').split('/')
  if (plugin !== 'proxy') throw new Error(`no plugin ${plugin} here`)
  const asJson = Object.entries(headers).some(([name, value]) => /^content-type$/i.test(name) && /json/i.test(value))
  // What is no text is sent only under a type of JSON.
  const sent = body === undefined || typeof body === 'string' ? body : asJson ? JSON.stringify(body) : String(body)
  const query = params === undefined ? '' : `?${new URLSearchParams(params)}`
  const answer = await fetch(`${proxyUrl}/${rest.join('/')}${query}`, {
    method,
    headers: { authorization: 'Bearer backstage-user-token', ...headers },
    signal: AbortSignal.timeout(60_000),
    ...(sent === undefined ? {} : { body: sent }),
  })
  const isJson = answer.headers.get('content-type')?.includes('application/json') === true
  const read: unknown = isJson ? await answer.json() : { message: await answer.text() }
  if (answer.status >= 400)
    throw new Error(
      `There was an issue with your request. Status code: ${answer.status} Response body: ${JSON.stringify(read)}`,
    )
  return { code: answer.status, headers: Object.fromEntries(answer.headers), body: read }
}
