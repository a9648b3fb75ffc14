import { expect, test } from 'vitest'
import { elsewhere, STAGES, standing, type Wanted, withNewPipeline, withNewStage, withoutStage, withStage, withStep } from './pipelines'

const stage = (id: string, outcome: 'open' | 'won' = 'open') => ({ id, title: id.toUpperCase(), outcome })
const WANTED: Wanted = { pipelines: [{ id: 'p', title: 'P', currency: 'RUB', stages: [stage('a'), stage('b'), stage('w', 'won')] }], moved: {} }
const order = (wanted: Wanted): string => wanted.pipelines[0]?.stages.map((one) => one.title || '+').join('') ?? ''

test('a stage goes up and down, and not beyond', () => {
  expect(order(withStep(WANTED, 'b', -1))).toBe('BAW')
  expect(order(withStep(WANTED, 'b', 1))).toBe('AWB')
  expect(order(withStep(WANTED, 'a', -1))).toBe('ABW')
  expect(order(withStep(WANTED, 'w', 1))).toBe('ABW')
})

test('a new stage stands after the open ones', () => {
  expect(order(withNewStage(WANTED, 'p'))).toBe('AB+W')
})

test('leads of a stage that goes have a place, also when that goes too', () => {
  const once = withoutStage(WANTED, 'a', 'b')
  expect([order(once), once.moved]).toEqual(['BW', { a: 'b' }])
  const twice = withoutStage(once, 'b', 'w')
  expect([order(twice), twice.moved]).toEqual(['W', { a: 'w', b: 'w' }])
  expect(withoutStage(WANTED, 'a', '').moved).toEqual({})
})

test('leads that are to come into a stage stand there', () => {
  const once = withoutStage(WANTED, 'a', 'b')
  expect(standing(once, { a: 2, w: 1 }, 'b')).toBe(2)
  expect(standing(once, { a: 2, w: 1 }, 'w')).toBe(1)
})

test('a stage is changed alone', () => {
  expect(order(withStage(WANTED, 'b', { title: 'X' }))).toBe('AXW')
})

test('several pipelines are told apart', () => {
  expect(elsewhere(WANTED, 'a')).toEqual([['b', 'B'], ['w', 'W']])
  const two = withNewPipeline(WANTED, { title: 'Q', stages: ['N', 'Y', 'Z'] }, 'USD')
  expect(elsewhere(two, 'a').map(([, title]) => title)).toEqual(['P: B', 'P: W', 'Q: N', 'Q: Y', 'Q: Z'])
  expect(two.pipelines[1]?.stages.map((one) => one.outcome)).toEqual(['open', 'won', 'lost'])
})

test('what differs is told of all pipelines together, and where leads are moved goes along', () => {
  const seen = { pipelines: WANTED.pipelines, leads: {}, version: '1' }
  const before = STAGES.of(seen)
  expect(STAGES.differing(before, STAGES.of(seen))).toEqual([])
  const after = withoutStage(before, 'a', 'b')
  expect(STAGES.differing(before, after)).toEqual(['pipelines'])
  expect(STAGES.changesOf(before, after)).toBe(after)
})
