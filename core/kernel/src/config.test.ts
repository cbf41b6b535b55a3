import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choiceKey, flagKey, integerKey, portKey, readConfig, textKey } from './config.ts'
import { Fault } from './fault.ts'

const keys = {
  port: portKey('T_PORT', 8080, 'Port of the hub.'),
  size: integerKey('T_SIZE', 10, 'Size.', 'MB', 1, 20),
  mode: choiceKey('T_MODE', ['fast', 'slow'], 'fast', 'Mode.'),
  on: flagKey('T_ON', false, 'Switch.'),
  name: textKey('T_NAME', 'x', 'Name.'),
}

test('defaults hold where nothing is set, and the result is frozen', () => {
  const config = readConfig(keys, { T_NAME: '' })
  assert.deepEqual(config, { port: 8080, size: 10, mode: 'fast', on: false, name: 'x' })
  assert.ok(Object.isFrozen(config))
})

test('all problems are reported together and no value is repeated', () => {
  assert.throws(
    () => readConfig(keys, { T_PORT: '99999', T_SIZE: '1.5', T_MODE: 'secret-mode', T_ON: 'yes' }),
    (thrown: unknown) => {
      assert.ok(thrown instanceof Fault)
      assert.deepEqual(thrown.issues.map((issue) => issue.at), ['T_PORT', 'T_SIZE', 'T_MODE', 'T_ON'])
      assert.ok(!thrown.message.includes('secret-mode') && !thrown.message.includes('99999'))
      return true
    },
  )
})
