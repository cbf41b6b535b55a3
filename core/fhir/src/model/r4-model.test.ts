import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { resourceTypes } from './resource-types.ts'
import { elementsNamed, structureNames, structureOf } from './structure.ts'

const load = (name: string) => createRequire(import.meta.url)(`fhirpath/fhir-context/r4/${name}.json`) as Record<string, unknown>

/** The R4 model of the FHIRPath engine, made by others from HL7's own definitions. */
const path2Type = load('path2Type')
const choices = load('choiceTypePaths') as Record<string, string[]>
const elsewhere = load('pathsDefinedElsewhere') as Record<string, string>

const firstLower = (type: string) => type.toLowerCase()

function ownElements(name: string): string[] {
  const structure = structureOf(name)!
  const inherited = structure.base === '-' ? [] : [...structureOf(structure.base)!.elements.keys()]
  return [...new Set([...structure.elements.values()].filter(element => !inherited.includes(element.key)).map(element => element.name))]
}

test('every element is one of R4, with the types R4 gives it', () => {
  const wrong: string[] = []
  for (const structure of structureNames) {
    for (const name of ownElements(structure)) {
      const path = `${structure}.${name}`
      const types = elementsNamed(structureOf(structure)!, name).map(element => element.type)
      const choice = choices[path]
      const theirs = path2Type[path]
      const type = typeof theirs === 'object' ? (theirs as { code: string }).code : theirs
      if (choice !== undefined) {
        if (types.map(firstLower).sort().join() !== choice.map(firstLower).sort().join()) wrong.push(path)
      } else if (elsewhere[path] !== undefined) {
        if (types[0] !== elsewhere[path]) wrong.push(path)
      } else if (type === 'BackboneElement' || type === 'Element') {
        if (types[0] !== path) wrong.push(path)
      } else if (type !== types[0] && type !== 'System.String') wrong.push(path)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no element of R4 is missing', () => {
  const missing = Object.keys(path2Type).filter(path => {
    const dot = path.lastIndexOf('.')
    const owner = path.slice(0, dot)
    // Primitives have no structure here, nor has the abstract MetadataResource; the last is an artefact of the other model
    if (dot < 0 || /^[a-z]/.test(owner) || owner === 'MetadataResource' || owner === 'ElementDefinition.extension') return false
    const name = path.slice(dot + 1)
    const structure = structureOf(owner)
    return structure === undefined || ![...structure.elements.values()].some(element => element.name === name || element.key === name)
  })
  assert.deepEqual(missing, [])
})

test('every resource type and every type that an element names is defined', () => {
  const primitive = /^[a-z]/
  const undefinedTypes = structureNames
    .flatMap(name => [...structureOf(name)!.elements.values()].map(element => element.type))
    .filter(type => !primitive.test(type) && structureOf(type) === undefined)
  assert.deepEqual(undefinedTypes, [])
  assert.deepEqual(
    resourceTypes.filter(type => structureOf(type) === undefined),
    [],
  )
})
