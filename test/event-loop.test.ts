import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { watchEventLoop } from '../src/event-loop.ts'

const work = (milliseconds: number) => {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('tells a loop that works from one that waits', async () => {
  const share = watchEventLoop()
  for (let turn = 0; turn < 4; turn += 1) {
    work(100)
    await wait(1)
  }
  expect(share()).toBeGreaterThan(0.5)
  await wait(400)
  expect(share()).toBeLessThan(0.5)
})
