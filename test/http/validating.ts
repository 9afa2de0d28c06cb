// For tests of POST /v1/manifests/validate: how to ask, what was said, objects to ask about.
import type supertest from 'supertest'
import { type CheckedObject, ManifestValidation } from '../../src/domain/manifests/validation/checked-object.ts'
import type { Service } from './service.ts'

export const PATH = '/v1/manifests/validate'

type Ask = (sent: unknown, query?: string) => supertest.Test

/** YAML as it is written; JSON from a value. */
export const asking = (service: () => Service): { asYaml: Ask; asJson: Ask } => ({
  asYaml: (text, query = '') => service().http.post(`${PATH}${query}`).type('application/yaml').send(String(text)),
  asJson: (value, query = '') =>
    service().http.post(`${PATH}${query}`).type('application/json').send(JSON.stringify(value)),
})

export async function checked(request: supertest.Test): Promise<ManifestValidation> {
  const { body } = await request.expect(200).expect('content-type', 'application/json; charset=utf-8')
  return ManifestValidation.parse(body)
}

export const said = ({ refused, ignored, outdated, warnings, notes }: CheckedObject) => ({
  refused: refused.map(({ code }) => code),
  ignored: ignored.map(({ code }) => code),
  outdated: outdated.map(({ code }) => code),
  warnings: warnings.map(({ code }) => code),
  notes: notes.map(({ code }) => code),
})
export const NOTHING = { refused: [], ignored: [], outdated: [], warnings: [], notes: [] }

export const web = (spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', ...metadata },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
})
export const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
