import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blocksOf, plainOf } from './markup.ts'

test('paragraphs, lists and links; nothing else', () => {
  assert.deepEqual(blocksOf('Guten Tag,\nhier steht [der Aufruf](https://example.org/a?b=1).\n\n- eins\n- zwei https://example.org/c.\nund weiter'), [
    { kind: 'paragraph', runs: [{ text: 'Guten Tag, hier steht ' }, { text: 'der Aufruf', link: 'https://example.org/a?b=1' }, { text: '.' }] },
    { kind: 'list', items: [[{ text: 'eins' }], [{ text: 'zwei ' }, { text: 'https://example.org/c', link: 'https://example.org/c' }, { text: '.' }]] },
    { kind: 'paragraph', runs: [{ text: 'und weiter' }] },
  ])
  assert.deepEqual(blocksOf(' \n\n '), [])
  for (const text of ['[x](javascript:alert(1))', '<b>x</b>', '[x](//evil.example)', '# Titel', 'https://user:secret@evil.example/a', '[https://bank.example](data:text/html,x)']) {
    assert.deepEqual(blocksOf(text), [{ kind: 'paragraph', runs: [{ text }] }], text)
  }
})

test('whatever is typed: every word of it stays, and every link is one of the web', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('[a](', 'https://a.example', ')', '](', '- ', '\n', '\n\n', 'javascript:', '<', '"', '[x](https://b.example)', 'http://[::1'))
  fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
    const text = pieces.join('')
    const blocks = blocksOf(text)
    const runs = blocks.flatMap((block) => (block.kind === 'list' ? block.items.flat() : block.runs))
    for (const { link } of runs) if (link !== undefined) assert.match(link, /^https?:\/\/[^\s<>"]+$/i)
    const letters = (of: string): string => of.replaceAll(/[^\p{L}\p{N}]/gu, '')
    if (!text.includes('](http')) assert.equal(letters(plainOf(blocks)), letters(text))
  }), { numRuns: 100 })
})
