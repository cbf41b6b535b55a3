import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import { openFileSystem, type Backend } from '@steckwerk/objects'
import type { HubConfig } from './config.ts'

type ObjectsConfig = Pick<HubConfig, 'data' | 'objects' | 'objectsRegion' | 'objectsKeyId' | 'objectsSecret'>

/** Where objects are kept, as configured. Faults: hub/objects, objects/unavailable. */
export async function openObjects(config: ObjectsConfig): Promise<Backend> {
  const { objects } = config
  if (!objects.startsWith('s3:')) return openFileSystem(objects === '' ? join(config.data, 'objects') : objects)
  const address = objects.slice('s3:'.length)
  const url = URL.canParse(address) ? new URL(address) : undefined
  const [bucket = '', ...folders] = url?.pathname.split('/').filter((part) => part !== '') ?? []
  // Credentials in an address would show up wherever the setting does.
  if (url === undefined || !/^https?:$/.test(url.protocol) || bucket === '' || url.username !== '' || url.search !== '') {
    throw new Fault('invalid', 'hub/objects', 'STECKWERK_OBJECTS is a folder, or such as s3:https://s3.example/bucket/prefix.')
  }
  // Loaded where it is used: the client takes longer to load than the rest of the hub's start needs.
  const { openS3 } = await import('@steckwerk/objects/s3')
  return openS3({ endpoint: url.origin, region: config.objectsRegion, bucket, prefix: folders.map((part) => `${part}/`).join(''), ...credentials(config) })
}

function credentials({ data, objectsKeyId, objectsSecret }: ObjectsConfig): { readonly accessKeyId: string; readonly secretAccessKey: string } {
  if (objectsKeyId !== '' && objectsSecret !== '') return { accessKeyId: objectsKeyId, secretAccessKey: objectsSecret }
  const path = join(data, 'objects-key')
  let lines: string[]
  try {
    lines = readFileSync(path, 'utf8').split('\n').map((line) => line.trim())
  } catch (thrown) {
    throw new Fault('invalid', 'hub/objects', `The bucket's keys are in STECKWERK_OBJECTS_KEY_ID and STECKWERK_OBJECTS_SECRET, or as two lines in ${path}.`, { cause: thrown })
  }
  return { accessKeyId: lines[0] ?? '', secretAccessKey: lines[1] ?? '' }
}
