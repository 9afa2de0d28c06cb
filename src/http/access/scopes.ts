// Which scope an operation needs, as a table: the first row that fits holds. What no row names needs the scope that is hardest to get.
import type { Scope } from '../../application/scope.ts'

/** `undefined` is open to everybody. */
type Row = { methods?: readonly string[]; path: RegExp; needs: Scope | undefined; because: string }

const READS = ['GET', 'HEAD']

const ROWS: readonly Row[] = [
  {
    methods: READS,
    path: /^\/(?:health\/|docs(?:\/|$)|assets\/|openapi\.(?:json|yaml)$)/,
    needs: undefined,
    because: 'a probe has no token, and the document is the same for everybody',
  },
  { path: /^\/v1\/webhook-endpoints(?:\/|$)/, needs: 'admin', because: 'it says whom the service calls' },
  {
    methods: READS,
    path: /^\/(?:$|plans(?:\/|$))/,
    needs: 'plans:read',
    because: 'pages show what is kept; and a browser that is asked at the first of them knows the token for all',
  },
  { methods: ['POST'], path: /^\/$/, needs: 'plans:write', because: 'the form keeps a plan' },
  { methods: READS, path: /^\/v1\//, needs: 'plans:read', because: 'it shows what is kept, or what plans rest on' },
  { path: /^\/v1\/plans(?:\/|$)/, needs: 'plans:write', because: 'it keeps, changes or removes a plan' },
  { path: /^\/v1\/price-books(?:\/|$)/, needs: 'prices:write', because: 'it changes what plans are costed with' },
  {
    path: /^\/v1\/policies(?:\/|$)/,
    needs: 'policies:write',
    because: 'it changes what plans are judged by, which whoever makes plans must not',
  },
  {
    methods: ['POST'],
    path: /^\/v1\/(?:recommendations|manifests|estimates|consolidations|comparisons|imports)(?:\/|$)/,
    needs: 'plans:read',
    because: 'it computes and keeps nothing',
  },
  { path: /^/, needs: 'admin', because: 'it shows the whole service, or nobody has said yet who may' },
]

/** `path` is a route's template, `/v1/plans/:id` or `/v1/plans/{id}`. */
export function scopeFor(method: string, path: string): Scope | undefined {
  return ROWS.find((row) => (row.methods?.includes(method) ?? true) && row.path.test(path))?.needs
}
