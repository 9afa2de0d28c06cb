#!/usr/bin/env node
// For tests of scripts: the few kubectl commands they use, on a map of objects in a file ($CLUSTER) in the place of a cluster.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.CLUSTER
const words = process.argv.slice(2)
const objects = new Map(JSON.parse(readFileSync(file, 'utf8')))
const keyOf = ({ kind, metadata: { namespace = '', name } }) => `${kind}/${namespace}/${name}`
const option = (name) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
const given = () => {
  const read = JSON.parse(readFileSync(0, 'utf8'))
  return read.kind === 'List' ? read.items : [read]
}
const fail = (text) => {
  process.stderr.write(`error: ${text}\n`)
  process.exit(1)
}

const [command] = words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '-n')
const [, kind, name] = words.filter((word, index) => !/^-/.test(word) && !['-n', '-o', '-p', '-f'].includes(words[index - 1]))
const key = `${kind === 'service' ? 'Service' : kind}/${words[words.indexOf('-n') + 1]}/${name}`
const found = objects.get(key)

const COMMANDS = {
  apply() {
    const items = given()
    if (items.length === 0) fail('no objects passed to apply')
    for (const item of items) {
      const there = objects.get(keyOf(item))
      if (words.includes('--server-side'))
        objects.set(keyOf(item), {
          ...there,
          metadata: { ...there.metadata, annotations: { ...there.metadata.annotations, ...item.metadata.annotations } },
        })
      else objects.set(keyOf(item), item)
    }
  },
  delete() {
    for (const item of given()) objects.delete(keyOf(item))
  },
  replace() {
    for (const item of given()) objects.set(keyOf(item), item)
  },
  patch() {
    if (found === undefined) fail(`${key} not found`)
    const patch = JSON.parse(words[words.indexOf('-p') + 1])
    if (option('--type') === 'merge') found.spec = { ...found.spec, ...patch.spec }
    else
      for (const { op, path, value } of patch) {
        if (op !== 'add' || path !== '/spec/ports/-') fail(`cannot ${op} ${path}`)
        const taken = (port) => port.name === value.name || (port.port === value.port && port.protocol === value.protocol)
        if (found.spec.ports.some(taken)) fail(`spec.ports: Duplicate value: ${value.port}`)
        found.spec.ports.push(value)
      }
  },
  get() {
    if (found === undefined) {
      if (words.includes('--ignore-not-found')) return
      fail(`${key} not found`)
    }
    const how = words[words.indexOf('-o') + 1]
    if (how === 'json') process.stdout.write(JSON.stringify(found))
    else if (how === 'name') process.stdout.write(`service/${name}`)
    else process.stdout.write(found.spec.ports.map(({ port, protocol }) => `${port}/${protocol} `).join(''))
  },
}
if (COMMANDS[command] === undefined) fail(`no such command: ${words.join(' ')}`)
COMMANDS[command]()
writeFileSync(file, JSON.stringify([...objects]))
