// For tests: a line of ours run through the kubectl that is installed. It is told to print what it would make; what it looks up (what is
// to be exposed) a server answers that has anything of any name, since no cluster is there.
import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where the installed kubectl is; undefined, with a line for whoever reads the test's output, where there is none. */
export function installedKubectl(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim()
  } catch {
    process.stdout.write('No kubectl is installed: its commands are held against an imitation alone.\n')
    return undefined
  }
}

const resource = (name: string, kind: string) => ({
  name,
  kind,
  singularName: kind.toLowerCase(),
  namespaced: true,
  verbs: ['get'],
})
const list = (groupVersion: string, ...resources: object[]) => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion,
  resources,
})
const APPS = { groupVersion: 'apps/v1', version: 'v1' }
const DISCOVERY: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', groups: [{ name: 'apps', versions: [APPS], preferredVersion: APPS }] },
  '/api/v1': list('v1', resource('services', 'Service')),
  '/apis/apps/v1': list('apps/v1', resource('deployments', 'Deployment'), resource('statefulsets', 'StatefulSet')),
}

function anything(path: string): object | undefined {
  const [, namespace, plural, name] =
    /\/namespaces\/([^/]+)\/(services|deployments|statefulsets)\/([^/]+)$/.exec(path) ?? []
  const metadata = { name, namespace }
  if (plural === undefined) return undefined
  return plural === 'services'
    ? { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { any: 'thing' }, ports: [{ port: 1 }] } }
    : {
        apiVersion: 'apps/v1',
        kind: plural === 'deployments' ? 'Deployment' : 'StatefulSet',
        metadata,
        spec: { selector: { matchLabels: { any: 'thing' } }, template: { spec: { containers: [{ name: 'one' }] } } },
      }
}

export type RealKubectl = { made: (line: string) => Promise<Record<string, unknown>>; close: () => void }

/** `expose` prints in the place of making; what would be applied is printed as it comes. */
export async function realKubectl(kubectl: string): Promise<RealKubectl> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const body = DISCOVERY[path] ?? anything(path)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { kind: 'Status', status: 'Failure', code: 404 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'moorage-kubectl-'))
  const script = join(folder, 'kubectl')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(
    script,
    `#!/bin/sh
case " $* " in
*' apply '*) exec ${kubectl} label --local -f - moorage-test- -o json ;;
*' expose '*) exec ${kubectl} -s ${url} "$@" --dry-run=client -o json ;;
*) exec ${kubectl} "$@" ;;
esac
`,
  )
  chmodSync(script, 0o755)
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder, KUBECONFIG: '/dev/null' }
  return {
    made: async (line) => {
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { env })
      const { status: _, ...object } = JSON.parse(stdout)
      delete object.metadata.creationTimestamp
      return object
    },
    close: () => {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
