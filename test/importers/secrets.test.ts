// What may be a secret leaves an importer in nothing it gives, wherever it was written.
import { describe, expect, it } from 'vitest'
import { composeImporter } from '../../src/importers/compose/index.ts'
import type { Importer } from '../../src/importers/imported.ts'
import { scoreImporter } from '../../src/importers/score/index.ts'
import { AWS } from './stories.ts'

const CANARY = 'c4n4ry'

const compose = (...lines: string[]) =>
  `services:\n  web:\n    image: shop/web:1\n${lines.map((line) => `    ${line}\n`).join('')}  db: { image: "postgres:16" }\n`
const environment = (line: string) => compose('environment:', `  ${line}`)
const score = (line: string) =>
  `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers:\n  main:\n    image: shop/web:1\n    variables:\n      ${line}\n`

const PLACES: [string, Importer, string][] = [
  ['a variable', composeImporter, environment(`PLAIN: ${CANARY}`)],
  ['a variable of a list', composeImporter, compose('environment:', `  - PLAIN=${CANARY}`)],
  ['a password in a URL', composeImporter, environment(`DB_URL: postgres://user:${CANARY}@db/app`)],
  ['a user in a URL', composeImporter, environment(`DB_URL: https://${CANARY}@errors.example.com/1`)],
  ['a password with a slash', composeImporter, environment(`DB_URL: postgres://user:${CANARY}/x@db/app`)],
  ['a user and a slash', composeImporter, environment(`DB_URL: postgres://${CANARY}.example.com/x@db/app`)],
  ['a password with a hash', composeImporter, environment(`DB_URL: "postgres://${CANARY}.example.com#x@db/app"`)],
  ['a query', composeImporter, environment(`DB_URL: https://a.example.com/?key=${CANARY}.example.com`)],
  ['a path', composeImporter, environment(`HOOK_URL: https://hooks.example.com/services/${CANARY}`)],
  ['a token that looks like a host', composeImporter, environment(`API_TOKEN: https://${CANARY}.example.com`)],
  ['a key that looks like a host', composeImporter, environment(`SIGNING_KEY: ${CANARY}.example.com`)],
  ['a Go data source', composeImporter, environment(`DSN: root:${CANARY}@tcp(db:3306)/app`)],
  ['an unknown host', composeImporter, environment(`THING_URL: http://${CANARY}:80/`)],
  ['a command', composeImporter, compose(`command: ["--password", "${CANARY}", "http://${CANARY}:1"]`)],
  ['a healthcheck', composeImporter, compose(`healthcheck: { test: "mysqladmin ping -p${CANARY}" }`)],
  [
    'a header in a healthcheck',
    composeImporter,
    compose(`healthcheck: { test: "curl -H Auth:${CANARY} http://localhost/?k=${CANARY}" }`),
  ],
  ['a build argument', composeImporter, compose(`build: { context: ., args: { TOKEN: ${CANARY} } }`)],
  ['a label nobody knows', composeImporter, compose(`labels: { com.example.token: ${CANARY} }`)],
  ['an extension', composeImporter, `x-secret: ${CANARY}\n${compose()}`],
  ['a secret', composeImporter, `${compose('secrets: [token]')}secrets: { token: { file: ./${CANARY} } }\n`],
  ['a configuration', composeImporter, `${compose()}configs: { a: { content: ${CANARY} } }\n`],
  ['an unknown field', composeImporter, compose(`passwrod: ${CANARY}`)],
  [
    'a broken port',
    composeImporter,
    `${compose()}  c: { image: "a:1", expose: [80], depends_on: { db: { x: ${CANARY} } } }\n`,
  ],
  ['broken YAML', composeImporter, `services:\n  web: { image: "${CANARY}\n   ports: [`],
  ['a variable of Score', scoreImporter, score(`PLAIN: ${CANARY}`)],
  ['a URL of Score', scoreImporter, score(`DB: "postgres://u:${CANARY}@pg.example.com/app"`)],
  ['a token of Score', scoreImporter, score(`API_TOKEN: https://${CANARY}.example.com`)],
  ['a placeholder beside it', scoreImporter, score(`DB: "${CANARY}:\${resources.nothing.x}"`)],
]

describe('a secret in', () => {
  it.each(PLACES)('%s goes nowhere', async (_, importer, text) => {
    const imported = await importer.import([{ name: 'compose.yaml', text }], AWS)
    expect(text).toContain(CANARY)
    expect(JSON.stringify(imported)).not.toContain(CANARY)
  })

  it('files of variables goes nowhere, though their addresses do', async () => {
    const files = [
      { name: '.env', text: `PASSWORD=${CANARY}\nHOST=db\nUNUSED=${CANARY}\n` },
      { name: 'web.env', text: `DB_URL="postgres://u:\${PASSWORD}@\${HOST}/app"\nTOKEN=${CANARY}\n` },
      { name: 'compose.yaml', text: compose('env_file: web.env', 'environment: { PW: $PASSWORD }') },
    ]
    const imported = await composeImporter.import(files, AWS)
    expect(imported.topology.workloads.web?.calls).toEqual(['db'])
    expect(JSON.stringify(imported)).not.toContain(CANARY)
  })
})
