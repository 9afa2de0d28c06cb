// The small languages of Compose, as tables: variables, files of them, ports, amounts, spans of time, hosts and paths.
import { describe, expect, it } from 'vitest'
import { readEnvironmentFile } from '../../../src/importers/compose/environment-file.ts'
import { secondsOf } from '../../../src/importers/compose/healthcheck.ts'
import { interpolate } from '../../../src/importers/compose/interpolate.ts'
import { portKey, readPort } from '../../../src/importers/compose/ports.ts'
import { cpuQuantity, memoryQuantity } from '../../../src/importers/compose/resources.ts'
import { siteOf } from '../../../src/importers/draft/host.ts'
import { isImageReference } from '../../../src/importers/draft/images.ts'

const variables: Record<string, string> = { A: 'a', EMPTY: '', B_2: 'b' }
const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined)

/** `@{A}` is written for `${A}`, which a reader of TypeScript takes for something else. */
const dollars = (text: string): string => text.replaceAll('@', '$')

describe('variables (compose-spec 12-interpolation.md)', () => {
  it.each([
    ['plain', 'plain'],
    ['$A-$B_2', 'a-b'],
    ['@{A}@{B_2}', 'ab'],
    ['$$A $@{A}', '$A @{A}'],
    ['@{NONE}x', 'x'],
    ['@{NONE:-d}', 'd'],
    ['@{EMPTY:-d}', 'd'],
    ['@{EMPTY-d}', ''],
    ['@{NONE-d}', 'd'],
    ['@{A:-d}', 'a'],
    ['@{A:+r}', 'r'],
    ['@{EMPTY:+r}', ''],
    ['@{EMPTY+r}', 'r'],
    ['@{NONE+r}', ''],
    ['@{NONE:-@{B_2:-x}}', 'b'],
    ['@{NONE:-@{NIL:-x}}y', 'xy'],
    ['@{NONE:-$A/$B_2}', 'a/b'],
    ['@{NONE:-{"a":1}}', '{"a":1}'],
    ['@{A/foo/bar}', ''],
    ['$', ''],
    ['@{A', ''],
    ['$1', ''],
  ])('%s is %j', (text, expected) => {
    expect(interpolate(dollars(text), lookup).text).toBe(dollars(expected))
  })

  it.each([
    ['@{NONE}', ['NONE'], []],
    ['@{NONE?}', [], ['NONE']],
    ['@{NONE:?must be set}', [], ['NONE']],
    ['@{EMPTY:?must be set}', [], ['EMPTY']],
    ['@{EMPTY?must be set}', [], []],
    ['$NONE @{NIL:-x} @{A}', ['NONE'], []],
  ])('%s has no value for %j, and must for %j', (text, unset, missing) => {
    const read = interpolate(dollars(text), lookup)
    expect([read.unset, read.missing.map(({ name }) => name)]).toEqual([unset, missing])
  })
})

describe('files of variables', () => {
  it.each([
    ['A=1', { A: '1' }],
    ['export A = 1 ', { A: '1' }],
    ['A: 1', { A: '1' }],
    ['# A=1\n\n  # x\nB=2', { B: '2' }],
    ['A=1 # comment', { A: '1' }],
    ['A=1#none', { A: '1#none' }],
    ['A=#comment', { A: '' }],
    [`A='$B "x" # y'`, { A: '$B "x" # y' }],
    ['A="x\\ny \\"z\\""', { A: 'x\ny "z"' }],
    ['B=1\nA="$B$B"', { B: '1', A: '11' }],
    ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
    ['A="open\nB=3', { A: '"open', B: '3' }],
    ['\uFEFFA=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['not a line\nA=1', { A: '1' }],
    ['A=1\nA=2', { A: '2' }],
  ])('%j', (text, expected) => {
    const read = readEnvironmentFile(text)
    expect(Object.fromEntries([...read].map(([name, { value }]) => [name, value]))).toEqual(expected)
  })
})

const node = (text: string) => ({ file: 'f', line: 1, at: '', value: text, text })
const shown = (text: string) =>
  readPort(node(text)).ports.map(
    ({ container, published, isLocal, transport }) =>
      `${isLocal ? 'local ' : ''}${published ?? '*'}:${container}/${transport}`,
  )

describe('ports', () => {
  it.each([
    ['80', ['*:80/TCP']],
    ['8080:80', ['8080:80/TCP']],
    ['8080:80/udp', ['8080:80/UDP']],
    ['127.0.0.1:8080:80', ['local 8080:80/TCP']],
    ['127.0.0.1::80', ['local *:80/TCP']],
    ['[::1]:8080:80', ['local 8080:80/TCP']],
    ['10.0.0.5:8080:80', ['8080:80/TCP']],
    ['80-81', ['*:80/TCP', '*:81/TCP']],
    ['8080-8081:80-81', ['8080:80/TCP', '8081:81/TCP']],
    ['8000-9000:80', ['*:80/TCP']],
    [':80', ['*:80/TCP']],
    ['0', []],
    ['65536', []],
    ['81-80', []],
    ['1-65535', []],
    ['1000-1049', Array.from({ length: 50 }, (_, index) => `*:${1000 + index}/TCP`)],
    ['1000-1050', []],
    ['80/quic', []],
    ['http', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected)
  })

  it.each([
    ['8080:80', '8080:80/tcp', true],
    ['8080:80', '8080:80/udp', false],
    ['8080:80', '127.0.0.1:8080:80', false],
    ['80', '8080:80', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(portKey(node(one)) === portKey(node(other))).toBe(same)
  })
})

describe('amounts', () => {
  it.each([
    ['50M', '50Mi'],
    ['1.5gb', '1.5Gi'],
    ['512m', '512Mi'],
    ['64kib', '64Ki'],
    ['1073741824', '1073741824'],
    ['2g', '2Gi'],
    ['0', undefined],
    ['1.5', undefined],
    ['lots', undefined],
    ['-1', undefined],
  ])('%s of memory is %s', (text, expected) => {
    expect(memoryQuantity(text)).toBe(expected)
  })

  it.each([
    ['0.5', '500m'],
    ['.25', '250m'],
    ['2', '2'],
    ['0.0001', '1m'],
    ['1.5', '1500m'],
    ['0', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('%s of a processor is %s', (text, expected) => {
    expect(cpuQuantity(text)).toBe(expected)
  })

  it.each([
    ['30s', 30],
    ['1m30s', 90],
    ['1h5m', 3900],
    ['500ms', 1],
    ['1.5s', 2],
    ['10', undefined],
    ['', undefined],
  ])('%s lasts %s', (text, expected) => {
    expect(secondsOf(text)).toBe(expected)
  })
})

describe('references and sites', () => {
  it.each([
    ['nginx', true],
    ['registry.example.com:5000/a/b:1.2', true],
    [`a/b@sha256:${'0'.repeat(64)}`, true],
    ['app:', false],
    ['/app', false],
    ['app name', false],
    ['apache/airflow:|version|', false],
    ['', false],
  ])('%s is an image: %s', (text, expected) => {
    expect(isImageReference(text)).toBe(expected)
  })

  it.each([
    [['Shop.Example.com.', '*.example.com'], [], ['*.example.com', 'shop.example.com'], []],
    [['10.0.0.1', 'localhost', 'a_b', ''], ['/'], [], []],
    [['a.example.com'], ['/api/', '/x/*', 'y', '/a//b'], ['a.example.com'], ['/api', '/x']],
  ])('%j with %j', (hosts, paths, goodHosts, goodPaths) => {
    expect(siteOf(hosts, paths)).toMatchObject({ hosts: goodHosts, paths: goodPaths })
  })
})
