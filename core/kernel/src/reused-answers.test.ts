import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reusedAnswers, type ReuseOptions } from './reused-answers.ts'

/** Answers that are made by hand: each question made afresh waits in `asked` until it is settled. */
function byHand(options: Partial<ReuseOptions<string>> = {}) {
  let now = 1_000
  const asked: PromiseWithResolvers<string>[] = []
  const answers = reusedAnswers<string, string>({ clock: { now: () => now }, reuseMs: 100, ...options })
  return {
    answers,
    asked,
    pass: (milliseconds: number): void => { now += milliseconds },
    ask: (key: string): Promise<string> => answers.of(key, () => {
      const waiting = Promise.withResolvers<string>()
      asked.push(waiting)
      return waiting.promise
    }),
  }
}

test('an answer is given again until its time is over, counted from the question', async () => {
  const { ask, asked, pass } = byHand()
  const first = ask('a')
  assert.equal(ask('a'), first, 'while it is being made')
  pass(60)
  asked[0]!.resolve('one')
  assert.equal(await first, 'one')
  pass(39)
  assert.equal(ask('a'), first)
  pass(1)
  assert.notEqual(ask('a'), first)
  assert.equal(asked.length, 2)
})

test('what makes an answer gets the time of the question', async () => {
  const answers = reusedAnswers<number, number>({ clock: { now: () => 77 }, reuseMs: 1 })
  assert.equal(await answers.of(1, async (now) => now), 77)
})

test('keys are apart', async () => {
  const { ask, asked } = byHand()
  assert.notEqual(ask('a'), ask('b'))
  assert.equal(asked.length, 2)
})

test('a failure reaches all who wait for it and is not kept', async () => {
  const { ask, asked } = byHand()
  const waiting = [ask('a'), ask('a')]
  asked[0]!.reject(new Error('no'))
  for (const one of waiting) await assert.rejects(one, /no/)
  const next = ask('a')
  asked[1]!.resolve('yes')
  assert.equal(await next, 'yes')
})

test('a late failure takes nothing but itself away', async () => {
  const { ask, asked, pass, answers } = byHand()
  for (const makeRoom of [() => pass(100), () => answers.forget('a'), () => answers.forget()]) {
    asked.length = 0
    const early = ask('a')
    makeRoom()
    const late = ask('a')
    asked[0]!.reject(new Error('late'))
    await assert.rejects(early)
    assert.equal(ask('a'), late)
    answers.forget()
  }
})

test('what was forgotten while it was being made is not put back', async () => {
  const { ask, asked, answers } = byHand()
  const before = ask('a')
  answers.forget('a')
  asked[0]!.resolve('old')
  assert.equal(await before, 'old')
  const after = ask('a')
  asked[1]!.resolve('new')
  assert.equal(await after, 'new')
})

test('one key, some or all are forgotten', () => {
  const { ask, answers } = byHand()
  const kept = (former: readonly Promise<string>[]): boolean[] => ['x 1', 'x 2', 'y 1'].map((key, at) => ask(key) === former[at])
  const all = (): Promise<string>[] => ['x 1', 'x 2', 'y 1'].map(ask)
  let former = all()
  answers.forget('x 1')
  assert.deepEqual(kept(former), [false, true, true])
  former = all()
  answers.forgetWhere((key) => key.startsWith('x '))
  assert.deepEqual(kept(former), [false, false, true])
  former = all()
  answers.forget()
  assert.deepEqual(kept(former), [false, false, false])
})

test('no more keys are kept than there may be', () => {
  const { ask } = byHand({ most: 2 })
  const former = [ask('a'), ask('b')]
  assert.deepEqual([ask('a'), ask('b')], former)
  const third = ask('c')
  assert.equal(ask('c'), third)
  assert.notEqual(ask('a'), former[0])
})

test('an answer that holds for less is made again earlier, one that holds for longer is not kept longer', async () => {
  const { ask, asked, pass } = byHand({ holdsUntil: Number })
  const short = ask('a')
  const long = ask('b')
  asked[0]!.resolve('1050')
  asked[1]!.resolve('Infinity')
  await Promise.all([short, long])
  pass(49)
  assert.equal(ask('a'), short)
  pass(1)
  assert.notEqual(ask('a'), short)
  pass(49)
  assert.equal(ask('b'), long)
  pass(1)
  assert.notEqual(ask('b'), long)
})
