// The smallest documents that read without a mistake, to be broken in one place by a test.
export const target = { provider: 'aws', region: 'us-east-1' }

/** One workload, `web`, with one HTTP port, and whatever is laid over it. */
export const shop = (more: object = {}) => ({
  name: 'shop',
  target,
  workloads: { web: { ports: { http: 80 } } },
  ...more,
})

/** `web` as given; its HTTP port is there unless `ports` are given. */
export const web = (workload: object, more: object = {}) =>
  shop({ ...more, workloads: { web: { ports: { http: 80 }, ...workload } } })

/** `web` with one port and one exposure of it. */
export const exposing = (port: string, ports: object, exposure: object, more: object = {}) =>
  web({ ports, expose: [{ port, to: 'internet', ...exposure }] }, more)

export type Row = [what: string, document: unknown, ...mistakes: string[]]
