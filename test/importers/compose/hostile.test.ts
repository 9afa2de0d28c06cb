// Files that mean harm, or are merely huge: everything is bounded, nothing throws, and what is refused is named with its place.
import { describe, expect, it } from 'vitest'
import { composeImporter } from '../../../src/importers/compose/index.ts'
import type { Imported } from '../../../src/importers/imported.ts'
import { expectSources, planned } from '../expecting.ts'
import { AWS } from '../stories.ts'

const read = (text: string, ...others: { name: string; text: string }[]): Promise<Imported> =>
  composeImporter.import([{ name: 'compose.yaml', text }, ...others], AWS)
const codes = ({ findings }: Imported) => findings.map(({ code }) => code)
const elapsed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const bomb = () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x]']
  for (const [one, next] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'].map((pair) => [...pair]))
    levels.push(`${next}: &${next} [${Array.from({ length: 9 }, () => `*${one}`).join(', ')}]`)
  return `x-bomb:\n${levels.map((level) => `  ${level}\n`).join('')}services:\n  web: { image: "a:1", command: *i }\n`
}
const doubling = Array.from({ length: 60 }, (_, index) => `V${index + 1}=$V${index}$V${index}`).join('\n')
const nested = (depth: number) => `${'${A:-'.repeat(depth)}x${'}'.repeat(depth)}`

describe('bombs', () => {
  it('of aliases are refused by their line', async () => {
    const { documents } = await read(bomb())
    expect(documents).toMatchObject([{ file: 'compose.yaml', line: 8, outcome: 'refused' }])
    expect(documents[0]?.because).toContain('aliases')
  })

  it('of variables that double one another end', async () => {
    const time = await elapsed(() =>
      read('services: { web: { image: "a:$V60" } }', { name: '.env', text: `V0=xxxx\n${doubling}` }),
    )
    expect(time).toBeLessThan(2000)
  })

  it('of values that repeat one variable end', async () => {
    const image = `"${'$A'.repeat(5000)}"`
    const services = Array.from({ length: 300 }, (_, index) => `  s${index}: { image: ${image}, expose: [80] }\n`).join(
      '',
    )
    const imported = await read(`services:\n${services}`, { name: '.env', text: `A=${'a'.repeat(10_000)}` })
    expect(codes(imported)).toContain('VARIABLE_NOT_READ')
    expect(Object.keys(imported.topology.workloads)).toHaveLength(300)
  })

  it('of nested defaults are told', async () => {
    expect(codes(await read(`services: { web: { image: "a:${nested(200)}" } }`))).toContain('VARIABLE_NOT_READ')
    expect(codes(await read(`services: { web: { image: "a:${nested(5)}" } }`))).toEqual([])
  })

  it('of braces without an end do not take long', async () => {
    expect(await elapsed(() => read(`services: { web: { image: "${'${A:-'.repeat(20_000)}" } }`))).toBeLessThan(2000)
  })
})

describe('depth and circles', () => {
  it('of nesting are refused', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect((await read(`services: { web: { image: "a:1", command: ${deep} } }`)).documents).toMatchObject([
      { outcome: 'refused' },
    ])
  })

  it('of an anchor within itself are refused', async () => {
    expect((await read('services: &a { web: { image: "a:1", x-self: *a } }')).documents).toMatchObject([
      { outcome: 'refused', line: 1 },
    ])
  })

  it('of extends are told', async () => {
    const chain = Array.from(
      { length: 60 },
      (_, index) => `  s${index}: { extends: s${index + 1}, expose: [80] }\n`,
    ).join('')
    const imported = await read(`services:\n${chain}  s60: { image: "a:1" }\n`)
    expect(codes(imported)).toContain('EXTENDS_NOT_READ')
    expect(Object.keys(imported.topology.workloads)).toHaveLength(61)
  })

  it('of includes are told', async () => {
    const files = Array.from({ length: 30 }, (_, index) => ({
      name: `p${index}.yaml`,
      text: `include: [p${index + 1}.yaml]\nservices: { s${index}: { image: "a:1" } }\n`,
    }))
    const imported = await composeImporter.import(files, AWS)
    expect(codes(imported)).toContain('INCLUDE_NOT_READ')
    expect(Object.keys(imported.topology.workloads).length).toBeGreaterThan(5)
  })

  it('of files that each include two do not multiply', async () => {
    const files = Array.from({ length: 12 }, (_, index) => ({
      name: `p${index}.yaml`,
      text: `include: [p${index + 1}.yaml, p${index + 1}.yaml, p${index + 1}.yaml, p${index + 1}.yaml]\nservices: { s${index}: { image: "a:1" } }\n`,
    }))
    expect(await elapsed(async () => composeImporter.import(files, AWS))).toBeLessThan(5000)
  })
})

describe('names that every object has from birth', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a name like any other', async (name) => {
    const imported = await read(
      `services:\n  ${name}: { image: "a:1", expose: [80], environment: { ${name}: x }, labels: { ${name}: y }, ${name}: z }\n  web: { image: "a:1", depends_on: [${name}], networks: { ${name}: {} } }\n`,
    )
    expect(Object.keys(imported.topology.workloads)).toHaveLength(2)
    expect(Object.keys(Object.prototype)).toEqual([])
    await expect(planned(imported)).resolves.toHaveProperty('topology')
  })

  it('and a name that is nobody stays nobody', async () => {
    expect(
      codes(await read('services: { web: { image: "a:1", depends_on: [constructor, toString], expose: [80] } }')),
    ).toEqual(['UNKNOWN_SERVICE', 'UNKNOWN_SERVICE'])
  })
})

describe('sheer size', () => {
  it('five megabytes of services are read in seconds', async () => {
    const service = (index: number) =>
      `  service-${index}:\n    image: shop/app-${index % 50}:1\n    ports: ["${10_000 + (index % 20_000)}:3000"]\n    depends_on: [service-${index === 0 ? 1 : index - 1}]\n    environment:\n      NEXT_URL: http://service-${(index * 7) % 9000}:3000/x\n      NOTE: ${'some text '.repeat(30)}\n`
    const text = `name: large\nservices:\n${Array.from({ length: 9000 }, (_, index) => service(index)).join('')}`
    expect(text.length).toBeGreaterThan(4_000_000)
    let imported: Imported | undefined
    expect(
      await elapsed(async () => {
        imported = await read(text)
      }),
    ).toBeLessThan(15_000)
    expect(Object.keys(imported?.topology.workloads ?? {})).toHaveLength(9000)
  })

  it('names that all become one are told apart in time', async () => {
    const services = Array.from(
      { length: 3000 },
      (_, index) => `  "${'_'.repeat(index % 50)}a${'_'.repeat(index)}": { image: "a:1" }\n`,
    )
    const time = await elapsed(async () => {
      const { topology } = await read(`services:\n${services.join('')}`)
      expect(Object.keys(topology.workloads)).toHaveLength(3000)
    })
    expect(time).toBeLessThan(10_000)
  })

  it('a thousand ports are cut to what a Service can carry', async () => {
    const ports = Array.from({ length: 1000 }, (_, index) => `"${2000 + index}:${2000 + index}"`).join(', ')
    const imported = await read(`services: { web: { image: "a:1", ports: [${ports}] } }`)
    expect(Object.keys(imported.topology.workloads.web?.ports ?? {})).toHaveLength(100)
    expect(codes(imported)).toContain('PORT_NOT_READ')
  })

  it('long words are never repeated whole', async () => {
    const long = 'x'.repeat(5000)
    const imported = await read(
      `services: { "${long}": { image: "a:1", "${long}": 1, ports: ["${long}"], depends_on: ["${long}2"], expose: [80], profiles: [], extends: "${long}3", env_file: "${long}.env", labels: { "traefik.http.routers.a.rule": "Host(\`${long}\`)" } } }\ninclude: ["${long}.yaml"]\n"${long}": 1\n`,
    )
    expect(JSON.stringify(imported.findings)).not.toContain('x'.repeat(201))
    expect(JSON.stringify(imported.provenance)).not.toContain('x'.repeat(201))
    expectSources(imported, [{ name: 'compose.yaml', text: '' }])
  })
})

describe('what is no Compose file at all', () => {
  it.each([
    '',
    '# only',
    'null',
    '[]',
    'services',
    'services: []',
    'services: { web: null }',
    '{',
    '\u0000',
    '--- |\n text',
  ])('%j throws nothing', async (text) => {
    await expect(read(text)).resolves.toHaveProperty('topology')
  })
})
